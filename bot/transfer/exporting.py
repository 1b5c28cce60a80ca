"""The register as lists: the columns of the sample first, and after them what the sample lacks."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from bot.transfer import in_subprocess
from bot.transfer.batches import REGISTERS
from bot.transfer.columns import COLUMNS, Column, ListName
from bot.transfer.writing import Cell, Table
from glossary import AreaKind, PartialDate, Role, Word
from storage.reports import lists
from storage.reports.lists import Stored


class ExportedRegister:
    """Everything that goes out, as one transaction saw it."""

    def __init__(self, db: Session) -> None:
        self.rows = {list_: lists.everything(db, REGISTERS[list_]) for list_ in COLUMNS}
        self.roles = lists.roles(db, None)
        self.people = {person.id: person.key or person.email or person.name for person in lists.people(db)}
        self.projects: dict[int, str] = {row.values["id"]: row.values["key"] for row in self.rows[ListName.PROJECTS]}

    def tables(self) -> dict[str, Table]:
        """By the name of the list."""
        return {list_.dutch: self._table(list_) for list_ in COLUMNS}

    def _table(self, list_: ListName) -> Table:
        columns, rows = COLUMNS[list_], self.rows[list_]
        if list_ is ListName.AREAS:
            kinds = list(AreaKind)
            rows = sorted(rows, key=lambda row: (kinds.index(row.values["kind"]), row.values["code"]))
        elif list_ is ListName.COLLEAGUES:
            # Who was erased is no colleague any more.
            rows = [row for row in rows if row.values["id"] in self.people]
        elif list_ is ListName.LESSONS:
            # Nobody finds what was withdrawn.
            rows = [row for row in rows if not row.values["withdrawn_on"]]
        headers = [column.header for column in columns]
        return headers, [[self._cell(column, row) for column in columns] for row in rows]

    def _cell(self, column: Column, row: Stored) -> Cell:
        match column.kind:
            case "areas" | "words":
                return _joined(row.parts[column.field])
            case "person":
                # Empty for somebody who was erased: it says nothing about the role, and import takes it so.
                return self.people.get(self.roles.get(row.values["id"], {}).get(Role.from_code(column.field), 0), "")
            case "project":
                return self.projects.get(row.values[column.field], "")
        return _written(row.values[column.field])


def _joined(values: Sequence[Any]) -> str:
    """Words in the order of their list, codes by themselves."""
    words = [value for value in values if isinstance(value, Word)]
    if words:
        return ",".join(word.dutch for word in sorted(words, key=list(type(words[0])).index))
    return ",".join(sorted(values))


def _written(value: Any) -> Cell:
    match value:
        case None:
            return ""
        case Word():
            return value.dutch
        case PartialDate():
            return value.iso
        case dt.date():
            return value.isoformat()
        case int():
            return value
    return str(value)


def files(tables: Mapping[str, Table], progress: Callable[[int], None] = lambda _: None) -> list[tuple[str, bytes]]:
    """Name and content: a .csv for each list, and one workbook with all of them. Raises NoAnswer."""
    written = []
    for file in in_subprocess.write(tables):
        written.append(file)
        progress(min(len(written) * 30 // len(tables), 30))
    return written
