"""From the bytes of a file to rows of text: CSV of whatever make, and XLSX."""

import csv
import datetime as dt
import html
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

LARGEST_UNPACKED = 300_000_000
"""Bytes. An XLSX is a ZIP: a small file can unpack to more than any memory holds."""

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
_FORMULA = re.compile(r"'+[=+\-@\t]")
# Control characters but tab and newline, and the characters that we put in the place of special ones for a while.
_HARMLESS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127, *range(128, 160), *range(0xFDD0, 0xFDF0), 0xFEFF])
_SPECIAL = {'"': "\ufdd0", ";": "\ufdd1", ",": "\ufdd2", "\t": "\ufdd3", "\n": "\ufdd4", "\r": "\ufdd5"}
_BACK = str.maketrans({stand_in: special for special, stand_in in _SPECIAL.items()})


class Unreadable(Exception):
    """No list can be made of this file. `reason`: the key under `transfer.reason`."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line


@dataclass(frozen=True, slots=True)
class Row:
    """line: where the row begins in the file, so that it can be found there; the header is line 1."""

    line: int
    cells: tuple[str, ...]

    def cell(self, at: int) -> str:
        """Empty where the row ends early."""
        return self.cells[at] if at < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list as it was found. file: its name. title: of the sheet in a workbook with several, else empty."""

    file: str
    title: str
    headers: tuple[str, ...]
    rows: Sequence[Row]

    @property
    def name(self) -> str:
        """How to point at it: the file, and the sheet where there are more."""
        return f"{self.file} ({self.title})" if self.title else self.file


def read(file: str, content: bytes) -> list[Sheet]:
    """One sheet for CSV, one or more for XLSX; without empty rows. Raises Unreadable."""
    if content.startswith(b"PK\x03\x04"):
        return _workbook(file, content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise Unreadable("old_excel")
    return [_sheet(file, "", _csv_rows(content))]


def _sheet(file: str, title: str, rows: Iterable[Row]) -> Sheet:
    filled = [row for row in rows if any(row.cells)]
    if not filled:
        raise Unreadable("empty")
    return Sheet(file, title, filled[0].cells, filled[1:])


def _csv_rows(content: bytes) -> Iterator[Row]:
    text = decoded(content).translate(_HARMLESS)
    first, _, rest = text.partition("\n")
    line = 0
    if re.fullmatch(r"sep=.\r?", first):  # Excel's own way to say the delimiter
        text, delimiter, line = rest, first[4], 1
    else:
        delimiter = delimiter_of(text)
    special = "&" in text
    if special:
        # Before the cells are parted: the ";" of "&amp;" parts none.
        text = _ENTITY.sub(_character, text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    begins = 1
    try:
        for cells in reader:
            if special:
                cells = [cell.translate(_BACK) for cell in cells]
            yield Row(begins + line, tuple(map(_cell, cells)))
            begins = reader.line_num + 1
    except csv.Error as broken:
        # A quotation mark that is never closed swallows the rest of the file.
        raise Unreadable("broken_csv", begins + line) from broken


def decoded(content: bytes) -> str:
    """UTF-8 or UTF-16 when it says so or can only be that, else Windows-1252, in which every byte means something."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def delimiter_of(text: str) -> str:
    """The one that occurs most in the first line that is not empty, outside quotation marks."""
    header = next((line for line in text.splitlines() if line.strip(" ;,\t")), "")
    bare = re.sub(r'"[^"]*"', "", header)
    return max(";,\t", key=bare.count)


def _character(entity: re.Match[str]) -> str:
    """What "&eacute;" stands for; a stand-in when that has a meaning of its own in CSV."""
    character = html.unescape(entity[0]).translate(_HARMLESS)
    return _SPECIAL.get(character, character)


def _cell(text: str) -> str:
    text = text.strip()
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.startswith("'") and _FORMULA.match(text):
        return text[1:]
    return text


def clean(text: str) -> str:
    """What is left of a text that goes out in a list and comes back: the difference is no change."""
    return text.translate(_HARMLESS).replace("\r\n", "\n").replace("\r", "\n").strip()


def guarded(text: str) -> str:
    """Text as export writes it: a spreadsheet takes it for text, and `read` gives back what was typed."""
    text = clean(text)
    if "&" in text:
        text = _ENTITY.sub(lambda entity: f"&amp;{entity[0][1:]}", text)
    return f"'{text}" if re.match(r"'*[=+\-@\t]", text) else text


def _workbook(file: str, content: bytes) -> list[Sheet]:
    # It takes a tenth of a second to import, and most files are CSV.
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > LARGEST_UNPACKED:
                raise Unreadable("too_large")
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        found = [(sheet.title, list(_excel_rows(sheet))) for sheet in book.worksheets]
    except Unreadable:
        raise
    except Exception as broken:
        raise Unreadable("broken_excel") from broken
    filled = [(title, rows) for title, rows in found if any(any(row.cells) for row in rows)]
    if not filled:
        raise Unreadable("empty")
    return [_sheet(file, title if len(filled) > 1 else "", rows) for title, rows in filled]


def _excel_rows(sheet: Any) -> Iterator[Row]:
    # Some programs write the wrong size in the sheet, and openpyxl believes it.
    sheet.reset_dimensions()
    for line, values in enumerate(sheet.iter_rows(values_only=True), start=1):
        if any(value is not None for value in values):
            yield Row(line, tuple(_excel_cell(value) for value in values))


def _excel_cell(value: object) -> str:
    match value:
        case None:
            return ""
        case str():
            return _cell(_ENTITY.sub(lambda entity: html.unescape(entity[0]), value).translate(_HARMLESS))
        case bool():
            return "ja" if value else "nee"
        case float():
            return str(int(value)) if value.is_integer() else repr(value)
        case dt.datetime():
            return value.date().isoformat()
    return str(value)
