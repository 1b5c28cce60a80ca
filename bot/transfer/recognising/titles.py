"""Where the headers of a list are: below a title, over two rows, or simply on top."""

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from bot.transfer.problems import RowProblem
from bot.transfer.reading.sheets import LONGEST_HEADER, Sheet, SheetRow, UnreadableSheet, name_of
from bot.transfer.recognising.matching import known_headers

LOOKED_AT = 25
"""Rows from the top."""


class _Headers(NamedTuple):
    """at: of the first row of it. rows: how many it takes."""

    at: int
    rows: int
    cells: tuple[str, ...]
    known: int


def sheet_of(file: str, title: str, rows: Sequence[SheetRow], wide: Collection[int] = frozenset()) -> Sheet:
    """wide: lines with cells that lie over several columns. Raises UnreadableSheet."""
    filled = [row for row in rows if any(row.cells)]
    if not filled:
        raise UnreadableSheet("empty")
    found = _headers(filled, wide)
    width = max(len(found.cells), _width(filled[found.at + found.rows :]))
    headers = tuple(header[:LONGEST_HEADER] for header in found.cells)
    remarks = []
    if found.at:
        lines = ", ".join(str(row.line) for row in filled[: found.at])
        remarks.append(RowProblem(name_of(file, title), 0, "", "title_rows", {"lines": lines}))
    # Cells of a spreadsheet stand where they stand; in a file of text, too many may mean that they moved up.
    if wide or any(row.kinds for row in filled):
        headers += ("",) * (width - len(headers))
    return Sheet(file, title, headers, filled[found.at + found.rows :], filled[found.at].line, tuple(remarks))


def _width(rows: Sequence[SheetRow]) -> int:
    return max((len(row.cells) for row in rows[:1000]), default=0)


def _headers(rows: Sequence[SheetRow], wide: Collection[int]) -> _Headers:
    """The row that most looks like one; of those that look alike the first."""
    first = _Headers(0, 1, rows[0].cells, known_headers(rows[0].cells))
    if _is_whole(first) and rows[0].line not in wide:
        return first
    best = first
    for found in _candidates(rows, wide):
        if found.known > best.known:
            best = found
    # A word of ours in a text above the list is chance.
    return best if best.known > 1 or best is first else first


def _is_whole(headers: _Headers) -> bool:
    """Nothing that looks like a title: some cells, and most of them known."""
    filled = sum(1 for cell in headers.cells if cell)
    return filled > 1 and headers.known * 2 >= filled


def _candidates(rows: Sequence[SheetRow], wide: Collection[int]) -> Iterator[_Headers]:
    for at, row in enumerate(rows[:LOOKED_AT]):
        yield _Headers(at, 1, row.cells, known_headers(row.cells))
        if at + 1 < len(rows) and row.line in wide:
            both = tuple(_below_each_other(row.cells, rows[at + 1].cells))
            yield _Headers(at, 2, both, known_headers(both))


def _below_each_other(above: Sequence[str], below: Sequence[str]) -> Iterator[str]:
    """The lower says it, and where it is empty the upper does."""
    for at in range(max(len(above), len(below))):
        upper, lower = above[at] if at < len(above) else "", below[at] if at < len(below) else ""
        yield lower or upper
