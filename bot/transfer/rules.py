"""From the cells of a row to the values of the register, or to the reasons why not; and what that would change.

An empty cell says nothing: what is there stays. So nobody loses what a colleague filled in in chat, because a list was
made before that. To empty something, change it in chat.
"""

import datetime as dt
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.chat import residents
from bot.transfer.cells import LIKE_A_CODE, READ, RefusedCell, area_code, parted, person, text, word
from bot.transfer.columns import Column, ListName
from bot.transfer.known import Known
from bot.transfer.problems import RowProblem, short
from bot.transfer.reading import Sheet, SheetRow, clean
from bot.transfer.recognising import Layout
from bot.transfer.report import Report
from glossary import PartialDate, Role, Status, Word

# What `residents.traces` looks at takes it a while; most cells hold nothing like it.
_MAY_BE_PERSONAL = re.compile(r"@|\d[\d ()./-]{6,}\d")


KEEP_OTHER_AREAS = frozenset({ListName.PROJECTS, ListName.MOMENTS})
"""The lists whose rows have room for the name of an area that nobody knows."""


@dataclass(slots=True)
class Entry:
    """A row that can go in. values: by field. parts: what hangs on it (areas, groups, disciplines), complete.

    roles: only who is named; a role that the list leaves open is not in it.
    """

    line: int
    key: str
    values: dict[str, Any] = field(default_factory=dict)
    parts: dict[str, frozenset[Any]] = field(default_factory=dict)
    roles: dict[Role, int] = field(default_factory=dict)


@dataclass
class SheetCheck:
    """Reads the rows of one sheet. refused: the last one stays out."""

    sheet: Sheet
    list_: ListName
    layout: Layout
    known: Known
    report: Report = field(default_factory=lambda: Report(checked_only=False))
    refused: bool = False

    def entry(self, row: SheetRow) -> Entry | None:
        """None, with the reasons in the report, when the row can't go in."""
        self.refused = False
        entry = Entry(row.line, "")
        if any(row.cells[self.layout.width :]):
            self.refuse(row, "", RefusedCell("too_many_cells"))
        for at, column in self.layout.cells:
            cell = row.cell(at)
            if not cell:
                if column.required:
                    self.refuse(row, column.header, RefusedCell("missing"))
                continue
            try:
                self._take(entry, row, column, cell)
            except RefusedCell as refused:
                self.refuse(row, self.sheet.headers[at], refused)
        return None if self.refused else entry

    def _take(self, entry: Entry, row: SheetRow, column: Column, cell: str) -> None:
        match column.kind:
            case "key":
                entry.key = text(column, area_code(cell) if self.list_ is ListName.AREAS else cell)
            case "areas":
                self._take_areas(entry, row, column, cell)
            case "area_words":
                named = entry.values.get(column.field)
                entry.values[column.field] = text(column, f"{named}, {cell}" if named else cell)
            case "person":
                entry.roles[Role.from_code(column.field)] = person(self.known, cell)
            case "words":
                assert column.words
                text(column, cell)
                entry.parts[column.field] = frozenset(word(column.words, part) for part in parted(cell))
            case kind:
                entry.values[column.field] = READ[kind](self.known, column, cell)
                if kind == "text" and self.list_ is not ListName.COLLEAGUES and _MAY_BE_PERSONAL.search(cell):
                    self._warn_about_residents(row, column, cell)

    def _take_areas(self, entry: Entry, row: SheetRow, column: Column, cell: str) -> None:
        """Codes, and names. A name that no area has, or several, is kept as text where there is room for that."""
        text(column, cell)
        codes, words = set(entry.parts.get(column.field, ())), []
        names = False
        for part in parted(cell):
            code = self.known.areas.get(area_code(part).casefold())
            if code is None and LIKE_A_CODE.fullmatch(part):
                raise RefusedCell("unknown_area", self.known.near(part, self.known.areas), value=part)
            names = names or code is None
            code = code or self.known.area_names.get(part.casefold())
            if code:
                codes.add(code)
            else:
                words.append(part)
                self._warn_about_area(row, part)
        if codes:
            entry.parts[column.field] = frozenset(codes)
        if names and self.list_ in KEEP_OTHER_AREAS:
            before = entry.values.get("areas_in_words", "")
            entry.values["areas_in_words"] = ", ".join(dict.fromkeys([*([before] if before else []), *words]))

    def _warn_about_area(self, row: SheetRow, name: str) -> None:
        what = "ambiguous" if name.casefold() in self.known.area_names else "unknown"
        reason = f"{what}_area_name" if self.list_ in KEEP_OTHER_AREAS else f"{what}_area_left_out"
        self.report.doubt([RowProblem(self.sheet.name, row.line, "", reason, {"value": short(name)})])

    def _warn_about_residents(self, row: SheetRow, column: Column, cell: str) -> None:
        for trace in residents.traces(cell):
            self.report.doubt([RowProblem(self.sheet.name, row.line, column.header, f"resident_{trace}")])

    def refuse(self, row: SheetRow, column: str, refused: RefusedCell) -> None:
        self.refused = True
        self.report.refuse([refused.at(self.sheet.name, row.line, column)])


def status_at(start: PartialDate | None, end: PartialDate | None, today: dt.date) -> Status:
    """For a new project whose list does not say: over when the last day has been, to come until the first."""
    if end and end.latest < today:
        return Status.COMPLETED
    if start is None or start.earliest > today:
        return Status.UPCOMING
    return Status.ONGOING


def ends_before_it_starts(start: PartialDate | None, end: PartialDate | None) -> bool:
    """Of imprecise dates only what is certain counts: 2024 may end before 2024-05 begins, but need not."""
    return start is not None and end is not None and end.latest < start.earliest


@dataclass(slots=True)
class Difference:
    """What a row changes. values and parts: field -> (before, after). roles: role -> (who was named, who is now)."""

    values: dict[str, tuple[Any, Any]]
    parts: dict[str, tuple[frozenset[Any], frozenset[Any]]]
    roles: dict[Role, tuple[int | None, int]]

    def __bool__(self) -> bool:
        return bool(self.values or self.parts or self.roles)


def difference(
    entry: Entry,
    values: Mapping[str, Any],
    parts: Mapping[str, Collection[Any]],
    roles: Mapping[Role, int],
) -> Difference:
    """values, parts, roles: what the register holds now.

    Another name in a role replaces the one that is there. An empty role cell does not: a list that was made before
    somebody said yes in chat may not take their yes away.
    """
    return Difference(
        {
            name: (values[name], new)
            for name, new in entry.values.items()
            if values[name] != new and not _is_same_text(values[name], new)
        },
        {name: (old, new) for name, new in entry.parts.items() if (old := frozenset(parts[name])) != new},
        {role: (roles.get(role), new) for role, new in entry.roles.items() if roles.get(role) != new},
    )


def _is_same_text(before: Any, after: Any) -> bool:
    return isinstance(before, str) and not isinstance(before, Word) and clean(before) == after
