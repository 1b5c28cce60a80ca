"""The rows of one list, checked in the order in which they can go in, as many at a time as go in one transaction."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.transfer import cells
from bot.transfer.cells import RefusedCell
from bot.transfer.columns import ListName
from bot.transfer.known import Known
from bot.transfer.reading import SheetRow
from bot.transfer.receiving import Readable
from bot.transfer.report import Report
from bot.transfer.rules import Entry, SheetCheck

BATCH = 500
"""Rows in one transaction: on SQLite the others wait for it, for about a tenth of a second."""


class Checked(NamedTuple):
    """rows: how many there were, also those that stay out. report: why they do."""

    rows: int
    entries: list[Entry]
    report: Report


def batches(readable: Readable, known: Known) -> Iterator[Checked]:
    """known: what the register holds; grows with the areas of the list."""
    list_, sheet, layout = readable
    if list_ is ListName.COLLEAGUES:
        _expect(known, readable)
    rows = _largest_areas_first(readable) if list_ is ListName.AREAS else sheet.rows
    seen = dict[str, int]()
    for at in range(0, len(rows), BATCH):
        some = rows[at : at + BATCH]
        check = SheetCheck(sheet, list_, layout, known)
        entries = [entry for row in some if (entry := _entry(check, row, seen))]
        yield Checked(len(some), entries, check.report)


def _entry(check: SheetCheck, row: SheetRow, seen: dict[str, int]) -> Entry | None:
    """None for a row that can't go in, also because an earlier one has the same id or e-mail address."""
    entry = check.entry(row)
    if entry is None:
        return None
    if not entry.key and check.list_ is not ListName.COLLEAGUES:
        check.refuse(row, "id", RefusedCell("missing"))
        return None
    for mark in filter(None, (entry.key, entry.values.get("email"))):
        first = seen.setdefault(mark.casefold(), row.line)
        if first != row.line:
            check.refuse(row, "id", RefusedCell("double", value=mark, first=str(first)))
            return None
    if check.list_ is ListName.AREAS:
        # At once: the neighbourhoods of a district may be in the same batch.
        check.known.add_area(entry.key, entry.values["name"])
    return entry


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
