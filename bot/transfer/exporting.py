"""The register as lists: the columns of the sample first, and after them what the sample lacks."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from bot.chat.texts import speech
from bot.transfer import in_subprocess
from bot.transfer.batches import REGISTERS
from bot.transfer.columns import COLUMNS
from bot.transfer.contract import Column, ListName
from bot.transfer.writing import Cell, Names, Table
from glossary import AreaKind, PartialDate, Role, Word, scores
from storage.reports import lists
from storage.reports.lists import Stored


class ExportedRegister:
    """Everything that goes out, as one transaction saw it."""

    def __init__(self, db: Session) -> None:
        self.rows = {list_: lists.everything(db, REGISTERS[list_]) for list_ in REGISTERS}
        numbered = [row for of_moment in lists.outcomes(db, None).values() for row in of_moment.values()]
        self.rows[ListName.OUTCOMES] = [Stored(row, {}) for row in numbered]
        self.rows[ListName.QUALITY] = lists.everything(db, lists.QUALITY)
        asked = lists.everything(db, lists.AREA_REPORTS)
        self.rows[ListName.AREA_REPORTS] = [row for row in asked if row.values["answered_on"]]
        self.roles = lists.roles(db, None)
        people = lists.people(db)
        self.people = {person.id: person.key or person.email or person.name for person in people}
        self.names_of_people = {person.id: person.name for person in people if person.key or person.email}
        self.projects: dict[int, str] = {row.values["id"]: row.values["key"] for row in self.rows[ListName.PROJECTS]}
        self.moments: dict[int, str] = {row.values["id"]: row.values["key"] for row in self.rows[ListName.MOMENTS]}

    def tables(self) -> dict[str, Table]:
        """By the name of the list."""
        return {list_.dutch: self._table(list_) for list_ in COLUMNS}

    def names(self) -> Names:
        """What is called by a code in a cell, for whoever reads it."""
        called: dict[str, Mapping[str, str]] = {
            "area": {row.values["code"]: _without_signs(row.values["name"]) for row in self.rows[ListName.AREAS]},
            "person": {self.people[each]: _without_signs(name) for each, name in self.names_of_people.items()},
            "project": {row.values["key"]: _without_signs(row.values["name"]) for row in self.rows[ListName.PROJECTS]},
            "moment": {row.values["key"]: _without_signs(row.values["title"]) for row in self.rows[ListName.MOMENTS]},
        }
        called |= {"areas": called["area"], "buddy": called["person"], "colleague": called["person"]}
        return {
            list_.dutch: {at: called[column.kind] for at, column in enumerate(columns) if column.kind in called}
            for list_, columns in COLUMNS.items()
        }

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
            case "colleague":
                return self.people.get(row.values[column.field], "")
            case "score":
                return scores.written(row.values[column.field], ".")
            case "project":
                return self.projects.get(row.values[column.field], "")
            case "moment":
                return self.moments[row.values[column.field]]
        return _written(row.values[column.field])


def _without_signs(name: str) -> str:
    """Without what parts several values in a cell, and the brackets around codes."""
    return " ".join(_PARTING.sub(" ", name).split())


_PARTING = re.compile(r"[,;()\n]")


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
        case dt.time():
            return value.isoformat("minutes")
        case int():
            return value
    return str(value)


def files(register: ExportedRegister, progress: Callable[[int], None] = lambda _: None) -> list[tuple[str, bytes]]:
    """Name and content: a .csv for each list, and workbooks with all of them. Raises NoAnswer."""
    tables, written = register.tables(), []
    for file in in_subprocess.write(tables, register.names(), about(tables)):
        written.append(file)
        progress(min(len(written) * 30 // len(tables), 30))
    return written


def about(tables: Mapping[str, Table]) -> list[str]:
    """What the first sheet of a workbook says, in the language of the lists."""
    t = speech("nl")
    sheets = [t("transfer.workbook.sheet", list=name, n=len(rows)) for name, (_, rows) in tables.items()]
    lines = (t(f"transfer.workbook.{line}") for line in ("title", "private", "change", "empty", "codes", "sheets"))
    return [*map(str, lines), *map(str, sheets)]
