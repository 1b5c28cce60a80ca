"""From the bytes of a file to rows of text: CSV of whatever make, and XLSX."""

import csv
import datetime as dt
import html
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeVar

from bot.transfer import packing

MOST_ROWS = 200_000
MOST_COLUMNS = 500
MOST_CELLS = 3_000_000
"""In a file, all sheets together."""
LAST_LINE = 1_048_576
"""Of a sheet in Excel. Some files have a mark in it, and nothing before that."""
MOST_SHEETS = 50
LONGEST_HEADER = 200

_Cell = TypeVar("_Cell")

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
# Spreadsheets of some countries take the wide signs for the narrow ones.
_FORMULA = re.compile(r"'+[=+\-@\t＝＋－＠]")
_LIKE_A_FORMULA = re.compile(r"'*[=+\-@\t＝＋－＠]")
# Control characters but tab and newline, halves of characters, what XML can't hold, and the characters that we put in
# the place of special ones for a while.
_HARMLESS = dict.fromkeys(
    chain(
        *(range(9), (11, 12), range(14, 32), range(127, 160)),
        *(range(0xD800, 0xE000), range(0xFDD0, 0xFDF0), (0xFEFF, 0xFFFE, 0xFFFF)),
    )
)
_SPECIAL = {'"': "\ufdd0", ";": "\ufdd1", ",": "\ufdd2", "\t": "\ufdd3", "\n": "\ufdd4", "\r": "\ufdd5"}
_LINE = re.compile(r"[^\r\n]*+(?:\r\n?|\n)|[^\r\n]+")
"""With its end. io.StringIO gives the same, and takes four bytes for every character."""
_BACK = str.maketrans({stand_in: special for special, stand_in in _SPECIAL.items()})


class UnreadableSheet(Exception):
    """No list can be made of this file. reason: the key under `transfer.reason`. most: what it may have at most."""

    def __init__(self, reason: str, line: int = 0, most: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line
        self.most = most


@dataclass(frozen=True, slots=True)
class SheetRow:
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
    rows: Sequence[SheetRow]

    @property
    def name(self) -> str:
        """How to point at it: the file, and the sheet where there are more."""
        return f"{self.file} ({self.title})" if self.title else self.file


def read(file: str, content: bytes) -> list[Sheet]:
    """One sheet for CSV, one or more for XLSX; without empty rows. Raises UnreadableSheet."""
    if content.startswith(b"PK\x03\x04"):
        return _workbook(file, content)
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        # What has a password is packed as an old file.
        raise UnreadableSheet("locked" if "EncryptedPackage".encode("utf-16-le") in content else "old_excel")
    return [_sheet(file, "", _csv_rows(content, Bounds()))]


def _sheet(file: str, title: str, rows: Iterable[SheetRow]) -> Sheet:
    filled = [row for row in rows if any(row.cells)]
    if not filled:
        raise UnreadableSheet("empty")
    return Sheet(file, title, tuple(header[:LONGEST_HEADER] for header in filled[0].cells), filled[1:])


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


def _csv_rows(content: bytes, bounds: Bounds) -> Iterator[SheetRow]:
    text = decoded(content).translate(_HARMLESS)
    first, _, rest = text.partition("\n")
    skipped = 0
    if re.fullmatch(r"sep=.\r?", first):  # Excel's own way to say the delimiter
        text, delimiter, skipped = rest, first[4], 1
    else:
        delimiter = delimiter_of(text)
    special = "&" in text
    if special:
        # Before the cells are parted: the ";" of "&amp;" parts none.
        text = _ENTITY.sub(_character, text)
    for line, cells in bounds.hold(_records(text, delimiter, skipped)):
        texts = [cell.translate(_BACK) for cell in cells] if special else cells
        yield SheetRow(line, tuple(map(_cell, texts)))


def _records(text: str, delimiter: str, skipped: int) -> Iterator[tuple[int, list[str]]]:
    """Each with the line in which it begins. skipped: the lines before the text."""
    reader = csv.reader((line[0] for line in _LINE.finditer(text)), delimiter=delimiter)
    begins = skipped + 1
    try:
        for cells in reader:
            yield begins, cells
            begins = skipped + reader.line_num + 1
    except csv.Error as broken:
        # A quotation mark that is never closed swallows the rest of the file.
        raise UnreadableSheet("broken_csv", begins) from broken


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
    return f"'{text}" if _LIKE_A_FORMULA.match(text) else text


def _workbook(file: str, content: bytes) -> list[Sheet]:
    # It takes a tenth of a second to import, and most files are CSV.
    from openpyxl import load_workbook

    bounds = Bounds()
    try:
        packing.look_over(content)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        if len(book.worksheets) > MOST_SHEETS:
            raise UnreadableSheet("too_many_sheets", most=MOST_SHEETS)
        found = [(sheet.title[:LONGEST_HEADER], list(_excel_rows(sheet, bounds))) for sheet in book.worksheets]
    except packing.TooLarge as large:
        raise UnreadableSheet("too_large") from large
    except packing.Locked as locked:
        raise UnreadableSheet("locked") from locked
    except (UnreadableSheet, MemoryError):
        raise
    except Exception as broken:
        raise UnreadableSheet("broken_excel") from broken
    filled = [(title, rows) for title, rows in found if any(any(row.cells) for row in rows)]
    if not filled:
        raise UnreadableSheet("empty")
    return [_sheet(file, title if len(filled) > 1 else "", rows) for title, rows in filled]


def _excel_rows(sheet: Any, bounds: Bounds) -> Iterator[SheetRow]:
    # Some programs write the wrong size in the sheet, and openpyxl believes it.
    sheet.reset_dimensions()
    for line, values in bounds.hold(enumerate(sheet.iter_rows(values_only=True), start=1)):
        yield SheetRow(line, tuple(map(_excel_cell, values)))


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
