"""A list as it was found in a file: cells with their place, what they show, and what the file says they are."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import TypeVar

from bot.transfer.problems import RowProblem

MOST_ROWS = 200_000
MOST_COLUMNS = 500
MOST_CELLS = 3_000_000
"""In a file, all sheets together."""
LAST_LINE = 1_048_576
"""Of a sheet in Excel."""
MOST_SHEETS = 50
LONGEST_HEADER = 200

_Cell = TypeVar("_Cell")


class UnreadableSheet(Exception):
    """No list can be made of this file. reason: the key under `transfer.reason`. most: what it may have at most."""

    def __init__(self, reason: str, line: int = 0, most: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.most = most


class CellKind(IntEnum):
    """What the file itself says that a cell is. In a file of text everything is text."""

    TEXT = 0
    NUMBER = 1
    DATE = 2
    """Shown in ISO, as precisely as the file shows it."""
    DURATION = 3
    YES_NO = 4
    ERROR = 5
    """#N/A and the like: what a formula came to."""


_KINDS = tuple(CellKind)


@dataclass(frozen=True, slots=True)
class SheetRow:
    """line: where the row begins in the file, so that it can be found there; the first line is 1.

    kinds: a `CellKind` for each cell; empty where all are text.
    """

    line: int
    cells: tuple[str, ...]
    kinds: bytes = field(default=b"", compare=False)

    def cell(self, at: int) -> str:
        """What it shows; empty where the row ends early."""
        return self.cells[at] if at < len(self.cells) else ""

    def kind(self, at: int) -> CellKind:
        return _KINDS[self.kinds[at]] if at < len(self.kinds) else CellKind.TEXT


@dataclass(frozen=True, slots=True)
class Sheet:
    """file: its name. title: of the sheet in a workbook with several, else empty. rows: below the header.

    header_line: where the headers stand. remarks: what was left out on the way here, or doubted.
    """

    file: str
    title: str
    headers: tuple[str, ...]
    rows: Sequence[SheetRow]
    header_line: int = 1
    remarks: tuple[RowProblem, ...] = ()

    @property
    def name(self) -> str:
        """How to point at it: the file, and the sheet where there are more."""
        return name_of(self.file, self.title)

    def samples(self, at: int, most: int = 3) -> tuple[str, ...]:
        """Different values of a column, from the top."""
        found = dict[str, None]()
        for row in self.rows:
            if cell := row.cell(at):
                found[cell] = None
                if len(found) == most:
                    break
        return tuple(found)

    def with_remarks(self, *more: RowProblem) -> "Sheet":
        return replace(self, remarks=(*self.remarks, *more))


def shown(row: SheetRow) -> tuple[str, ...]:
    """Its cells as text that says the same when it is read again: 18.125 is no eighteen thousand."""
    if not row.kinds:
        return row.cells
    return tuple(
        f"{cell}0" if row.kind(at) is CellKind.NUMBER and _THREE_DECIMALS.fullmatch(cell) else cell
        for at, cell in enumerate(row.cells)
    )


_THREE_DECIMALS = re.compile(r"\d{1,3}\.\d{3}")


def name_of(file: str, title: str) -> str:
    return f"{file} ({title})" if title else file


class Bounds:
    """What is left of the rows and cells that a file may have, all sheets together."""

    def __init__(self) -> None:
        self._rows = MOST_ROWS
        self._cells = MOST_CELLS

    def hold(self, rows: Iterable[tuple[int, Sequence[_Cell]]]) -> Iterator[tuple[int, Sequence[_Cell]]]:
        """Those that are not empty, each with its line, as wide as a list may be. Raises UnreadableSheet."""
        for line, cells in rows:
            if line > LAST_LINE:
                raise UnreadableSheet("too_many_rows", most=MOST_ROWS)
            if _has_something(cells[MOST_COLUMNS:]):
                raise UnreadableSheet("too_many_columns", line, MOST_COLUMNS)
            if not _has_something(cells):
                continue
            self._rows -= 1
            self._cells -= min(len(cells), MOST_COLUMNS)
            if self._rows < 0:
                raise UnreadableSheet("too_many_rows", most=MOST_ROWS)
            if self._cells < 0:
                raise UnreadableSheet("too_many_cells_in_all", most=MOST_CELLS)
            yield line, cells[:MOST_COLUMNS]


def _has_something(cells: Sequence[object]) -> bool:
    # None is found much sooner, and a workbook may be very wide.
    return (nothing := cells.count(None)) < len(cells) and nothing + cells.count("") < len(cells)
