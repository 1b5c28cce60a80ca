"""From the cells of a row to the values of the register, or to the reasons why not; and what that would change.

An empty cell says nothing: what is there stays. So nobody loses what a colleague filled in in chat, because a list was
made before that. To empty something, change it in chat.
"""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from bot.chat import residents
from bot.transfer.cells import (
    LIKE_A_CODE,
    READ,
    CellContext,
    RefusedCell,
    area_code,
    each_part,
    hours,
    known_area,
    parted,
    period,
    person,
    text,
    word,
)
from bot.transfer.contract import Column, ListName
from bot.transfer.known import Known
from bot.transfer.problems import RowProblem, short
from bot.transfer.reading.sheets import Sheet, SheetRow
from bot.transfer.recognising.layouts import Layout
from bot.transfer.report import Report
from bot.transfer.understanding.amounts import times_in
from bot.transfer.understanding.dates import hours_of, is_some_days
from bot.transfer.understanding.names import put_together
from bot.transfer.understanding.plain import is_empty
from bot.transfer.understanding.standing import is_gone
from bot.transfer.understanding.times import Hours
from bot.transfer.understanding.words import word as word_or_none
from glossary import Instrument, Level, PartialDate, Role, Status, Word

# What `residents.traces` looks at takes it a while; most cells hold nothing like it.
_MAY_BE_PERSONAL = re.compile(r"@|\d[\d ()./-]{6,}\d")


NAME_PARTS = ("given_name", "name_infix", "surname")
LONGEST_NAME = 200

KEEP_OTHER_AREAS = frozenset({ListName.PROJECTS, ListName.MOMENTS})
"""The lists whose rows have room for the name of an area that nobody knows."""


_Cell = str | tuple[str, int]
"""As it stands in a row; with what its file says that it is, where it says so."""
_Meaning = tuple[str, Any]
"""Of a cell that fills one field: that, and its value. Most do, and this takes a quarter of the room of an entry."""


class Entry(msgspec.Struct, array_like=True, gc=False):
    """A row that can go in. values: by field. parts: what hangs on it (areas, groups, disciplines), complete.

    roles: only who is named; a role that the list leaves open is not in it. added_to: the parts of which some were not
    understood, so that what is there stays. keyed_on: what the row is known by when it has no number.
    """

    line: int
    key: str
    values: dict[str, Any] = {}
    parts: dict[str, frozenset[Any]] = {}
    roles: dict[Role, int] = {}
    added_to: frozenset[str] = frozenset()
    keyed_on: str = ""

    def add(self, more: "Entry") -> None:
        """What another cell says."""
        if more.values:
            self.values.update(more.values)
        if more.roles:
            self.roles.update(more.roles)
        for name, found in more.parts.items():
            self.parts[name] = self.parts.get(name, frozenset()) | found
        self.added_to |= more.added_to

    def part(self, name: str, before: frozenset[Any]) -> frozenset[Any]:
        """What it is from now on."""
        return before | self.parts[name] if name in self.added_to else self.parts[name]


@dataclass
class SheetCheck:
    """Reads the rows of one sheet. report: of those since somebody took it. refused: the last one stays out."""

    sheet: Sheet
    list_: ListName
    layout: Layout
    known: Known
    month_first: frozenset[int] = frozenset()
    report: Report = field(default_factory=lambda: Report(checked_only=False))
    refused: bool = False

    def __post_init__(self) -> None:
        self.contexts = [
            (at, self._context(at, column), dict[_Cell, Entry | _Meaning]()) for at, column in self.layout.cells
        ]

    def _context(self, at: int, column: Column) -> CellContext:
        times = times_in(self.sheet.headers[at]) if column.kind == "number" else 1
        return CellContext(self.known, column, month_first=at in self.month_first, times=times)

    def entry(self, row: SheetRow) -> Entry | None:
        """None, with the reasons in the report, when the row can't go in."""
        self.refused = False
        entry = Entry(row.line, "")
        if any(row.cells[self.layout.width :]):
            self.refuse(row, "", RefusedCell("too_many_cells"))
        cells, kinds, width = row.cells, row.kinds, len(row.cells)
        # Read the same way for every cell of every row, so that it costs little.
        for at, context, said_before in self.contexts:
            cell = cells[at] if at < width else ""
            if before := said_before.get((cell, kinds[at]) if kinds else cell):
                if isinstance(before, tuple):
                    entry.values[before[0]] = before[1]
                else:
                    entry.add(before)
            elif cell or context.column.required:
                self._read(entry, row, at, context)
        self._put_together(entry, row)
        return None if self.refused else entry

    def _read(self, entry: Entry, row: SheetRow, at: int, context: CellContext) -> None:
        column = context.column
        cell, context.kind = said(column, row.cell(at)), row.kind(at)
        if self._means_the_same_everywhere(column, cell):
            told, alone = self.report.problems, Entry(row.line, "")
            self._understand(alone, row, at, context, cell)
            entry.add(alone)
            if told == self.report.problems:
                self._keep(row, at, alone)
        else:
            self._understand(entry, row, at, context, cell)

    def _means_the_same_everywhere(self, column: Column, cell: str) -> bool:
        """Whatever else is in the row, and however far the list is."""
        if column.kind == "areas":
            return all(known_area(self.known, part) for part in parted(cell))
        return column.kind in _SAME_EVERYWHERE

    def _keep(self, row: SheetRow, at: int, meaning: Entry) -> None:
        kept = next(said_before for its, _, said_before in self.contexts if its == at)
        if len(kept) < MOST_KEPT:
            fields = tuple(meaning.values.items())
            only = fields[0] if len(fields) == 1 and not (meaning.parts or meaning.roles or meaning.added_to) else None
            kept[(row.cells[at], row.kinds[at]) if row.kinds else row.cells[at]] = only or meaning

    def _understand(self, entry: Entry, row: SheetRow, at: int, context: CellContext, cell: str) -> None:
        column = context.column
        try:
            if cell:
                self._take(entry, row, at, context, cell)
            elif column.required:
                self.refuse(row, column.header, RefusedCell("missing"))
        except RefusedCell as refused:
            if column.required or column.kind == "key":
                self.refuse(row, self.sheet.headers[at], refused)
            else:
                self.report.leave_open([refused.at(self.sheet.name, row.line, self.sheet.headers[at])])
        if context.doubts:
            name, header = self.sheet.name, self.sheet.headers[at]
            self.report.doubt([doubt.at(name, row.line, header) for doubt in context.doubts])
            context.doubts.clear()

    def _take(self, entry: Entry, row: SheetRow, at: int, context: CellContext, cell: str) -> None:
        column = context.column
        match column.kind:
            case "key":
                entry.key = text(column, area_code(cell) if self.list_ is ListName.AREAS else cell)
            case "areas":
                self._take_areas(entry, row, column, cell)
            case "area_words":
                named = entry.values.get(column.field)
                entry.values[column.field] = text(column, f"{named}, {cell}" if named else cell)
            case "person":
                entry.roles[_ROLES[column.field]] = person(self.known, cell)
            case "words":
                self._take_words(entry, row, column, cell)
            case "standing":
                entry.values["standing"] = (
                    "gone" if is_gone(self.sheet.headers[at], cell) else entry.values.get("standing", "")
                )
            case "name_part":
                entry.values[column.field] = text(column, cell)
            case "date" if self.list_ is ListName.MOMENTS and column.field == "starts_on" and is_some_days(cell):
                days = period(context, cell)
                entry.values |= {"starts_on": days.begin, "ends_on": days.end}
                _take_hours(entry, "begins_at", hours_of(cell))
            case "time":
                _take_hours(entry, column.field, hours(cell))
            case kind:
                entry.values[column.field] = READ[kind](context, cell)
                if kind == "text" and self.list_ is not ListName.COLLEAGUES and _MAY_BE_PERSONAL.search(cell):
                    self._warn_about_residents(row, column, cell)
                if kind == "date" and self.list_ is ListName.MOMENTS and column.field in _HOURS_BEHIND:
                    _take_hours(entry, _HOURS_BEHIND[column.field], hours_of(cell))

    def _take_words(self, entry: Entry, row: SheetRow, column: Column, cell: str) -> None:
        """Those that are understood; of the others it is said."""
        words = column.words
        assert words
        text(column, cell)
        found = set[Word]()
        for part in each_part(cell, lambda part: word_or_none(words, part) is not None):
            try:
                found.add(word(words, part))
            except RefusedCell as refused:
                self._leave_part_open(entry, row, column, refused)
        if found:
            entry.parts[column.field] = entry.parts.get(column.field, frozenset()) | found

    def _take_areas(self, entry: Entry, row: SheetRow, column: Column, cell: str) -> None:
        """Codes, and names. A name that no area has, or several, is kept as text where there is room for that."""
        text(column, cell)
        codes, words = set(entry.parts.get(column.field, ())), []
        names = False
        for part in each_part(cell, lambda part: bool(self.known.area_named(part))):
            code = known_area(self.known, part)
            if code is None and LIKE_A_CODE.fullmatch(part):
                near = self.known.near(part, self.known.areas)
                self._leave_part_open(entry, row, column, RefusedCell("unknown_area", near, value=part))
                continue
            names = names or code is None
            code = code or self.known.area_named(part)
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

    def _leave_part_open(self, entry: Entry, row: SheetRow, column: Column, refused: RefusedCell) -> None:
        entry.added_to |= {column.field}
        header = next(self.sheet.headers[at] for at, its in self.layout.cells if its is column)
        self.report.leave_open([refused.at(self.sheet.name, row.line, header)])

    def _put_together(self, entry: Entry, row: SheetRow) -> None:
        """A name that lies over several columns."""
        parts = {name: entry.values.pop(name) for name in NAME_PARTS if name in entry.values}
        if parts and "name" not in entry.values:
            name = put_together(parts)
            if name and len(name) <= LONGEST_NAME:
                entry.values["name"] = name
            else:
                self.refuse(row, "naam", RefusedCell("missing"))

    def _warn_about_area(self, row: SheetRow, name: str) -> None:
        what = "unknown" if self.known.area_named(name) is None else "ambiguous"
        reason = f"{what}_area_name" if self.list_ in KEEP_OTHER_AREAS else f"{what}_area_left_out"
        self.report.doubt([RowProblem(self.sheet.name, row.line, "", reason, {"value": short(name)})])

    def _warn_about_residents(self, row: SheetRow, column: Column, cell: str) -> None:
        for trace in residents.traces(cell):
            self.report.doubt([RowProblem(self.sheet.name, row.line, column.header, f"resident_{trace}")])

    def refuse(self, row: SheetRow, column: str, refused: RefusedCell) -> None:
        self.refused = True
        self.report.refuse([refused.at(self.sheet.name, row.line, column)])


_HOURS_BEHIND = {"starts_on": "begins_at", "ends_on": "ends_at"}


def _take_hours(entry: Entry, field_: str, found: Hours) -> None:
    """A cell for the begin may say the end too."""
    if field_ == "ends_at":
        found = Hours(None, found.end or found.begin)
    entry.values |= {name: at for name, at in (("begins_at", found.begin), ("ends_at", found.end)) if at}


def said(column: Column, cell: str) -> str:
    """Empty for the words that people write for nothing, unless they are one of the words that are asked for."""
    if not cell or column.kind in _AS_IT_IS or not is_empty(cell):
        return cell
    return cell if column.words and word_or_none(column.words, cell) else ""


_ROLES = {role.value: role for role in Role}

_SAME_EVERYWHERE = frozenset({"word", "words", "date", "day", "time", "number", "person", "project"})
MOST_KEPT = 5_000
"""Different cells of a column, with what they mean: most say what one above them said. Some 150 bytes each."""

_AS_IT_IS = frozenset({"key", "text", "tags", "area_words"})
"""Kinds of which every sign counts."""


def status_at(start: PartialDate | None, end: PartialDate | None, today: dt.date) -> Status:
    """For a new project whose list does not say: over when the last day has been, to come until the first."""
    if end and end.latest < today:
        return Status.COMPLETED
    if start is None or start.earliest > today:
        return Status.UPCOMING
    return Status.ONGOING


def ends_too_early(values: Mapping[str, Any]) -> bool:
    """The times of a contact moment that takes one day."""
    begins, ends = values.get("begins_at"), values.get("ends_at")
    one_day = values.get("ends_on") in (None, values.get("starts_on"))
    return begins is not None and ends is not None and one_day and ends <= begins


def owes_nothing(values: Mapping[str, Any]) -> bool:
    """An initiative of residents that is called information: they would wait for an answer that nobody owes."""
    return values.get("instrument") is Instrument.CHALLENGE and values.get("level") is Level.INFORM


def ends_before_it_starts(start: PartialDate | None, end: PartialDate | None) -> bool:
    """Of imprecise dates only what is certain counts: 2024 may end before 2024-05 begins, but need not."""
    if start is None or end is None:
        return False
    # As far as both are known, their ISO texts sort by time.
    known = min(len(start.iso), len(end.iso))
    return end.iso[:known] < start.iso[:known]
