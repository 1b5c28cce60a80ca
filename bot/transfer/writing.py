"""From rows of cells to the bytes of a file: what `reading` reads again."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from bot.transfer.reading.cleaning import guarded

Cell = str | int
Table = tuple[Sequence[str], Sequence[Sequence[Cell]]]
"""Headers and rows. A text that is a day in ISO is one."""

WORKBOOK = "samenspel.xlsx"

_LIKE_A_CHARACTER = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""A workbook takes "_x0041_" for the letter A."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def files(tables: Mapping[str, Table]) -> Iterator[tuple[str, bytes]]:
    """Name and content: a .csv for each list, and one workbook with all of them."""
    for name, (headers, rows) in tables.items():
        yield f"{name}.csv", as_csv(headers, rows)
    yield WORKBOOK, as_workbook(tables)


def as_csv(headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Semicolons, and UTF-8 with the mark at its begin by which Excel knows it."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(headers)
    writer.writerows([guarded(cell) if isinstance(cell, str) else cell for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def as_workbook(tables: Mapping[str, Table]) -> bytes:
    """A sheet for each table. Days and numbers are such for Excel too, so that it can sort and add."""
    # It takes a tenth of a second to import, and most people never export.
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for title, (headers, rows) in tables.items():
        sheet = book.create_sheet(title)
        sheet.freeze_panes = "A2"
        sheet.append(list(headers))
        for row in rows:
            sheet.append([_excel(sheet, value) for value in row])
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def _day(value: str) -> dt.date | None:
    """Excel counts from 1900, and takes that for a leap year."""
    if not _DAY.fullmatch(value) or value < "1901":
        return None
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        return None


def _excel(sheet: Any, value: Cell) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ERROR_CODES

    if isinstance(value, int) or not value:
        return value if value != "" else None
    text = _LIKE_A_CHARACTER.sub("_x005F_", guarded(value))
    if text in ERROR_CODES:
        # "#N/A" that somebody typed is a text, and no error.
        cell = WriteOnlyCell(sheet, text)
        cell.data_type = "s"
        return cell
    return _day(value) or text
