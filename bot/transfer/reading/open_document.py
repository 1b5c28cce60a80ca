"""What an .ods says about its cells beside their values: how a date is shown, and what is hidden."""

import io
import re
import zipfile
from collections.abc import Iterator
from xml.etree import ElementTree  # `packing.look_over` has refused what defines entities

from bot.transfer.reading.sheets import LAST_LINE, MOST_COLUMNS
from bot.transfer.reading.workbook_parts import MONTH, YEAR, SheetDetails

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_YEAR_ALONE = re.compile(r"'?\d{2,4}")


def details(content: bytes) -> dict[str, SheetDetails]:
    """By the title of each sheet. Raises what zipfile and ElementTree raise."""
    found = dict[str, SheetDetails]()
    with zipfile.ZipFile(io.BytesIO(content)) as packed, packed.open("content.xml") as part:
        title, row = "", 0
        for event, element in ElementTree.iterparse(part, ("start", "end")):  # noqa: S314 - as above
            if event == "start":
                if element.tag == f"{_TABLE}table":
                    title, row = element.get(f"{_TABLE}name", ""), 0
                    found[title] = SheetDetails()
            elif element.tag == f"{_TABLE}table-row":
                row += _row(element, row, found.setdefault(title, SheetDetails()))
                element.clear()
    return found


def _times(element: ElementTree.Element, what: str) -> int:
    told = element.get(f"{_TABLE}number-{what}-repeated", "1")
    return min(int(told), LAST_LINE) if told.isdecimal() and len(told) < 9 else 1


def _row(element: ElementTree.Element, row: int, details: SheetDetails) -> int:
    """How many rows it stands for."""
    times = _times(element, "rows")
    if element.get(f"{_TABLE}visibility") in ("collapse", "filter") and times < MOST_COLUMNS:
        details.hidden_rows |= set(range(row, row + times))
    for column, cell in _cells(element):
        if signs := _shown(cell):
            details.shown[row, column] = signs
    return times


def _cells(row: ElementTree.Element) -> Iterator[tuple[int, ElementTree.Element]]:
    column = 0
    for cell in row:
        if cell.tag in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            yield column, cell
            column += _times(cell, "columns")


def _shown(cell: ElementTree.Element) -> int:
    """How many signs of the date it shows, when that is less than a day."""
    date = cell.get(f"{_OFFICE}date-value", "")
    if cell.get(f"{_OFFICE}value-type") != "date" or len(date) < 10:
        return 0
    paragraph = cell.find(f"{_TEXT}p")
    words = "".join(paragraph.itertext()).strip() if paragraph is not None else ""
    if _YEAR_ALONE.fullmatch(words):
        return YEAR
    # "dec 26" and "12-2026" are a month and a year, with no day beside them.
    named = any(map(str.isalpha, words))
    return MONTH if len(re.findall(r"\d+", words)) == (1 if named else 2) else 0
