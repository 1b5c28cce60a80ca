"""The rows of one list, checked in the order in which they can go in, as many at a time as go in one transaction."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from bot.transfer import cells
from bot.transfer.cells import RefusedCell
from bot.transfer.contract import ListName
from bot.transfer.known import Known
from bot.transfer.problems import RowProblem
from bot.transfer.reading.sheets import SheetRow
from bot.transfer.receiving import Readable
from bot.transfer.recognising.headers import squashed
from bot.transfer.recognising.proposal import KeyedOn
from bot.transfer.report import Report
from bot.transfer.rules import Entry, SheetCheck
from bot.transfer.understanding import dates

BATCH = 250
"""Rows that are checked, and come over, together. As many of these go in one transaction as fit in its time."""


class Checked(NamedTuple):
    """rows: how many there were, also those that stay out. report: why they do. passed_over: how many of them are about
    nothing that the list is about, and so are no loss.
    """

    rows: int
    entries: list[Entry]
    report: Report
    passed_over: int = 0

    def with_more(self, more: "Checked") -> "Checked":
        both = Report(checked_only=False)
        both.take(self.report)
        both.take(more.report)
        rows, passed_over = self.rows + more.rows, self.passed_over + more.passed_over
        return Checked(rows, self.entries + more.entries, both, passed_over)


def batches(readable: Readable, known: Known) -> Iterator[Checked]:
    """known: what the register holds; grows with the areas of the list."""
    list_, sheet, layout = readable
    if list_ is ListName.COLLEAGUES:
        _expect(known, readable)
    rows = _largest_areas_first(readable) if list_ is ListName.AREAS else sheet.rows
    seen = dict[str, int]()
    month_first = frozenset(
        at
        for at, column in layout.cells
        if column.kind in ("date", "day") and dates.month_first({row.cell(at) for row in rows})
    )
    check = SheetCheck(sheet, list_, layout, known, month_first)
    for begin in range(0, len(rows), BATCH):
        some = rows[begin : begin + BATCH]
        check.report = Report(checked_only=False)
        told = [row for row in some if not _passed_over(check, row)]
        entries = [entry for row in told if (entry := _entry(check, row, seen))]
        gone = [entry for entry in entries if entry.values.pop("standing", "") == "gone"]
        for entry in gone:
            check.report.note([RowProblem(sheet.name, entry.line, "", "no_colleague", {"value": entry.values["name"]})])
        here = [entry for entry in entries if entry not in gone] if gone else entries
        yield Checked(len(some), here, check.report, len(some) - len(told) + len(gone))


def _passed_over(check: SheetCheck, row: SheetRow) -> bool:
    """A line with totals below the list."""
    if not (check.layout.keyed_on is KeyedOn.KEY and check.list_ is not ListName.COLLEAGUES):
        cells = [row.cell(at) for at, column in check.layout.cells if column.required]
    else:
        cells = [row.cell(at) for at, column in check.layout.cells if column.required or column.kind == "key"]
        if all(cells):
            return False
    if not any(squashed(cell) in _TOTALS for cell in cells):
        return False
    check.report.note([RowProblem(check.sheet.name, row.line, "", "total_row")])
    return True


_TOTALS = frozenset({"totaal", "totalen", "subtotaal", "eindtotaal", "total"})


def _entry(check: SheetCheck, row: SheetRow, seen: dict[str, int]) -> Entry | None:
    """None for a row that can't go in, also because an earlier one has the same id or e-mail address."""
    entry = check.entry(row)
    if entry is None:
        return None
    if check.layout.keyed_on is KeyedOn.NAME:
        entry.keyed_on = identity(check.list_, entry.values)
    elif not entry.key and check.list_ is not ListName.COLLEAGUES:
        check.refuse(row, "id", RefusedCell("missing"))
        return None
    for mark in filter(None, (entry.key, entry.keyed_on, entry.values.get("email"))):
        first = seen.setdefault(mark.casefold(), row.line)
        if first != row.line:
            value = named(entry) if entry.keyed_on else mark
            check.refuse(row, "id", RefusedCell("double", value=value, first=str(first)))
            return None
    if check.list_ is ListName.AREAS:
        # At once: the neighbourhoods of a district may be in the same batch.
        check.known.add_area(entry.key, entry.values["name"])
    return entry


def named(entry: Entry) -> str:
    """As people call it."""
    fields = ("name", "title", "input", "lesson", "measured_on", "period")
    return next(str(entry.values[field]) for field in fields if field in entry.values)


def identity(list_: ListName, values: Mapping[str, Any]) -> str:
    """By what a row is known that has no number: what its list tells it apart by."""
    match list_:
        case ListName.MOMENTS:
            return f"{values['project_id']} {squashed(values['title'])} {values['starts_on']}"
        case ListName.OUTCOMES:
            return f"{values['moment_id']} {values.get('number') or squashed(values['input'])}"
        case ListName.LESSONS:
            return squashed(values["lesson"])
        case ListName.QUALITY:
            return f"{values['project_id']} {values['measured_on']} {values['source']}"
        case ListName.AREA_REPORTS:
            return f"{values['area_code']} {values['period']} {values.get('colleague_id', '')}"
    return squashed(values["name"])


def _cells_of(readable: Readable, field_: str) -> list[int]:
    return [at for at, column in readable.layout.cells if column.field == field_]


def _expect(known: Known, readable: Readable) -> None:
    """Buddies name each other, so one of them comes first."""
    for at in _cells_of(readable, "key"):
        for row in readable.sheet.rows:
            if key := row.cell(at):
                known.add_buddy(key)


def _largest_areas_first(readable: Readable) -> Sequence[SheetRow]:
    """What lies in another area comes after it."""
    codes, kinds = _cells_of(readable, "code"), _cells_of(readable, "kind")

    def rank(row: SheetRow) -> int:
        return cells.area_rank("".join(map(row.cell, codes)), "".join(map(row.cell, kinds)))

    return sorted(readable.sheet.rows, key=rank)
