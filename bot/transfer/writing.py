"""From rows of cells to the bytes of a file: what `reading` reads again."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import Any

from bot.transfer.reading.cleaning import guarded

Cell = str | int
Table = tuple[Sequence[str], Sequence[Sequence[Cell]]]
"""Headers and rows. A text that is a day in ISO is one."""

Names = Mapping[str, Mapping[int, Mapping[str, str]]]
"""List -> column -> what its codes are called."""


_LIKE_A_CHARACTER = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""A workbook takes "_x0041_" for the letter A."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def as_csv(headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Semicolons, and UTF-8 with the mark at its begin by which Excel knows it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(headers)
    writer.writerows([guarded(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def as_workbook(tables: Mapping[str, Table], about: Sequence[str] = ()) -> bytes:
    """A sheet for each table, to be read by people. about: lines for a first sheet.

    Days and numbers are such for Excel too, so that it can sort and add.
    """
    # It takes a tenth of a second to import, and most people never export.
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    if about:
        _write_about(book, about)
    for title, table in tables.items():
        _write_sheet(book.create_sheet(title), table)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


ABOUT = "uitleg"
"""The title of the sheet that is no list."""
FONT = "Calibri"
"""As all other cells of a new workbook."""
NARROWEST, WIDEST = 9, 48
"""Signs, in a column. What is longer goes on below."""
LOOKED_AT = 300
"""Rows, for the width of a column."""


def _write_about(book: Any, about: Sequence[str]) -> None:
    from openpyxl.styles import Alignment, Font

    sheet = book.create_sheet(ABOUT)
    sheet.column_dimensions["A"].width = 100
    for at, line in enumerate(about):
        font = Font(name=FONT, size=11, bold=not at)
        sheet.append([_styled(sheet, line, font=font, alignment=Alignment(wrap_text=True))])


def _write_sheet(sheet: Any, table: Table) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    headers, rows = table
    sheet.freeze_panes = "B2"
    widths = [width_of(header, (row[at] for row in rows)) for at, header in enumerate(headers)]
    for at, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    if headers:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(headers))}{len(rows) + 1}"
    sheet.print_title_rows, sheet.page_setup.orientation = "1:1", "landscape"
    head = {"font": Font(name=FONT, size=11, bold=True), "fill": PatternFill("solid", fgColor="FFDDE6EE")}
    below = Alignment(wrap_text=True, vertical="top")
    sheet.append([_styled(sheet, header, alignment=below, **head) for header in headers])
    top = Alignment(vertical="top")
    for row in rows:
        sheet.append([_cell(sheet, value, below if is_long(value) else top) for value in row])


def width_of(header: str, cells: Iterable[Cell]) -> int:
    longest = max((len(line) for cell in islice(cells, LOOKED_AT) for line in str(cell).split("\n")), default=0)
    return min(max(longest + 2, len(header) + 4, NARROWEST), WIDEST)


def is_long(value: Cell) -> bool:
    return isinstance(value, str) and (len(value) > WIDEST or "\n" in value)


def _styled(sheet: Any, value: Any, **style: Any) -> Any:
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, value)
    for name, its in style.items():
        setattr(cell, name, its)
    return cell


def day_in(value: str) -> dt.date | None:
    """Excel counts from 1900, and takes that for a leap year."""
    if not _DAY.fullmatch(value) or value < "1901":
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return None


def _cell(sheet: Any, value: Cell, alignment: Any) -> Any:
    from openpyxl.cell.cell import ERROR_CODES
    from openpyxl.styles import Alignment

    if value == "":
        return None
    if isinstance(value, int):
        return _styled(sheet, value, alignment=alignment, number_format="#,##0")
    text = _LIKE_A_CHARACTER.sub("_x005F_", guarded(value))
    if day := day_in(text):
        return _styled(sheet, day, alignment=Alignment(vertical="top", horizontal="left"), number_format="dd-mm-yyyy")
    cell = _styled(sheet, text, alignment=alignment)
    if text in ERROR_CODES:
        # "#N/A" that somebody typed is a text, and no error.
        cell.data_type = "s"
    return cell
