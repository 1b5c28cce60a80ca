"""Workbooks (.xlsx, .xls, .xlsb and .ods): sheets of cells with what they show.

python-calamine reads all four; for .xlsx `workbook_parts` tells what it does not.
"""

import datetime as dt
import io
import zipfile
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any, NamedTuple

from bot.transfer.problems import RowProblem
from bot.transfer.reading import open_document, packing
from bot.transfer.reading.cleaning import unpacked
from bot.transfer.reading.sheets import (
    LONGEST_HEADER,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_SHEETS,
    Bounds,
    CellKind,
    SheetRow,
    UnreadableSheet,
    name_of,
)
from bot.transfer.reading.workbook_parts import Parts, SheetDetails

MOST_NAMED = 20
"""Cells of one kind that are named one by one."""

_Range = tuple[tuple[int, int], tuple[int, int]]


class RawSheet(NamedTuple):
    """title: of the sheet. rows: all that is not empty, headers and titles too. wide: rows whose cells lie over several
    columns. remarks: what was left out.
    """

    title: str
    rows: Sequence[SheetRow]
    wide: frozenset[int]
    remarks: Sequence[RowProblem]


class Workbook(NamedTuple):
    """hidden: titles of the sheets that were left out for that."""

    sheets: Sequence[RawSheet]
    hidden: Sequence[str]


def read(file: str, content: bytes) -> Workbook:
    """Raises UnreadableSheet."""
    import python_calamine as calamine

    try:
        zipped = content.startswith(b"PK\x03\x04")
        if zipped:
            packing.look_over(content)
        with calamine.load_workbook(io.BytesIO(content)) as book:
            return _workbook(file, content, book, Bounds())
    except packing.TooLarge as large:
        raise UnreadableSheet("too_large") from large
    except (packing.Locked, calamine.PasswordError) as locked:
        raise UnreadableSheet("locked") from locked
    except (UnreadableSheet, MemoryError):
        raise
    except Exception as broken:
        raise UnreadableSheet("broken_excel") from broken
    except BaseException as panicked:
        # A Rust library that gave up; it says so with an exception that is none.
        if type(panicked).__name__ != "PanicException":
            raise
        raise UnreadableSheet("broken_excel") from panicked


def _workbook(file: str, content: bytes, book: Any, bounds: Bounds) -> Workbook:
    import python_calamine as calamine

    sheets = [each for each in book.sheets_metadata if each.typ is calamine.SheetTypeEnum.WorkSheet]
    if len(sheets) > MOST_SHEETS:
        raise UnreadableSheet("too_many_sheets", most=MOST_SHEETS)
    known = _details(content)
    seen = [each.name for each in sheets if each.visible is calamine.SheetVisibleEnum.Visible]
    found = [
        _sheet(file, title[:LONGEST_HEADER], book.get_sheet_by_name(title), known(title), bounds) for title in seen
    ]
    return Workbook(found, [each.name[:LONGEST_HEADER] for each in sheets if each.name not in seen])


def _details(content: bytes) -> Callable[[str], SheetDetails | None]:
    """By the title of a sheet. None where nothing of it can be known: in .xls and .xlsb."""
    if not content.startswith(b"PK\x03\x04"):
        return lambda title: None
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        names = {name.lower().lstrip("/") for name in packed.namelist()}
    if "xl/workbook.xml" in names:
        return Parts(content).details
    if "content.xml" in names:
        return open_document.details(content).get
    return lambda title: None


def _sheet(file: str, title: str, sheet: Any, details: SheetDetails | None, bounds: Bounds) -> RawSheet:
    if sheet.start is None:
        return RawSheet(title, [], frozenset(), [])
    if sheet.end[0] >= MOST_ROWS and sheet.height > MOST_ROWS:
        raise UnreadableSheet("too_many_rows", most=MOST_ROWS)
    known = details or SheetDetails()
    merged = [each for each in sheet.merged_cell_ranges or () if each[0] != each[1]]
    left = sheet.start[1]
    rows = [
        _row(line, left, values, known)
        for line, values in bounds.hold((line, values) for line, values in enumerate(sheet.iter_rows(), start=1))
        if line - 1 not in known.hidden_rows
    ]
    if details is None:
        rows = _with_months(rows)
    _spread(rows, merged)
    wide = frozenset(first[0] + 1 for first, last in merged if last[1] > first[1])
    return RawSheet(title, rows, wide, list(_remarks(name_of(file, title), known, rows)))


def _row(line: int, left: int, values: Sequence[object], known: SheetDetails) -> SheetRow:
    """left: how many empty columns come before."""
    cells, kinds = [""] * left, bytearray(left)
    for at, value in enumerate(values, start=left):
        text, kind = _cell(value)
        if kind is CellKind.DATE and (signs := known.shown.get((line - 1, at))):
            text = text[:signs]
        elif kind is CellKind.NUMBER and (digits := known.padded.get((line - 1, at))):
            text, kind = text.zfill(digits), CellKind.TEXT
        cells.append(text)
        kinds.append(kind)
    return SheetRow(line, tuple(cells), _PATTERNS.setdefault(bytes(kinds), bytes(kinds)) if any(kinds) else b"")


def _with_months(rows: Sequence[SheetRow]) -> list[SheetRow]:
    """Where nobody knows how dates are shown: a column of nothing but first days holds months, as far as is sure."""
    dates = [(row, at) for row in rows for at in range(len(row.kinds)) if row.kinds[at] == CellKind.DATE]
    days = {at for row, at in dates if not row.cells[at].endswith("-01")}
    months = {at for _, at in dates} - days
    if not months:
        return [*rows]
    return [replace(row, cells=tuple(_without_day(row, at, months) for at in range(len(row.cells)))) for row in rows]


def _without_day(row: SheetRow, at: int, months: Collection[int]) -> str:
    return row.cells[at][:7] if at in months and row.kind(at) is CellKind.DATE else row.cells[at]


_PATTERNS: dict[bytes, bytes] = {}
"""Most rows are alike, and need not each keep their own."""


def _cell(value: object) -> tuple[str, CellKind]:
    match value:
        case None | "":
            return "", CellKind.TEXT
        case str():
            return unpacked(value), CellKind.TEXT
        case bool():
            return "ja" if value else "nee", CellKind.YES_NO
        case float():
            return str(int(value)) if value.is_integer() else repr(value), CellKind.NUMBER
        case dt.datetime():
            text = value.isoformat(" ", "minutes").removesuffix(" 00:00")
            return text, CellKind.DATE
        case dt.date():
            return value.isoformat(), CellKind.DATE
        case dt.time():
            return value.isoformat("minutes"), CellKind.DURATION
        case dt.timedelta():
            return str(value), CellKind.DURATION
    return str(value), CellKind.NUMBER


def _spread(rows: list[SheetRow], merged: Sequence[_Range]) -> None:
    """What lies over several rows counts for each of them."""
    at_line = {row.line - 1: at for at, row in enumerate(rows)}
    left = MOST_CELLS
    for (top, column), (bottom, _) in merged:
        if bottom == top or column >= MOST_COLUMNS or top not in at_line:
            continue
        first = rows[at_line[top]]
        for line in range(top + 1, bottom + 1):
            left -= 1
            if left < 0:
                return
            if line in at_line and not (row := rows[at_line[line]]).cell(column):
                rows[at_line[line]] = _with_cell(row, column, first)


def _with_cell(row: SheetRow, at: int, other: SheetRow) -> SheetRow:
    cells = list(row.cells) + [""] * (at + 1 - len(row.cells))
    cells[at] = other.cell(at)
    kinds = bytearray(row.kinds) + bytes(max(0, len(cells) - len(row.kinds)))
    kinds[at] = other.kind(at)
    return SheetRow(row.line, tuple(cells), bytes(kinds))


def _remarks(name: str, known: SheetDetails, rows: Sequence[SheetRow]) -> Iterator[RowProblem]:
    if known.hidden_rows and rows:
        hidden = sorted(line + 1 for line in known.hidden_rows if line < rows[-1].line)
        if hidden:
            lines = ", ".join(map(str, hidden[:MOST_NAMED])) + (", …" if len(hidden) > MOST_NAMED else "")
            yield RowProblem(name, 0, "", "hidden_rows", {"lines": lines})
    for reason, places in (("formula_without_result", known.no_result), ("cell_error", known.errors)):
        for line, column in islice(places, MOST_NAMED):
            if line not in known.hidden_rows:
                yield RowProblem(name, line + 1, letters(column), reason)


def letters(column: int) -> str:
    """As a spreadsheet calls it: A, B, …, AA."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found
