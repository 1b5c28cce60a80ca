"""From the bytes of a file to the sheets in it that may be lists; a file that can't be one is called by its name."""

import re
from dataclasses import replace

from bot.transfer.problems import RowProblem
from bot.transfer.reading import calendars, objects, texts, workbooks
from bot.transfer.reading.sheets import Bounds, Sheet, UnreadableSheet
from bot.transfer.recognising.titles import sheet_of

_OLD = b"\xd0\xcf\x11\xe0"
_NAMES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"{\\rtf", "document"),
)
_HTML = re.compile(rb"\s{0,100}(?:\xef\xbb\xbf)?<(?:!doctype html|html|table|head|meta)\b", re.IGNORECASE)


def read(file: str, content: bytes) -> list[Sheet]:
    """Without empty rows, and each with what was left out on the way. Raises UnreadableSheet."""
    for beginning, reason in _NAMES:
        if content.startswith(beginning):
            raise UnreadableSheet(reason)
    if content.startswith((b"PK\x03\x04", _OLD)):
        return _workbook(file, content)
    if _HTML.match(content):
        raise UnreadableSheet("html")
    if content.startswith((b"META\n", b"META\r\n")):
        raise UnreadableSheet("participatory_budget")
    if calendars.looks_like_calendar(content):
        return [sheet_of(file, "", calendars.read(content))]
    if file.lower().endswith((".json", ".geojson")) and objects.looks_like_json(content):
        return [sheet_of(file, "", objects.read(content))]
    return [_text(file, content)]


def _text(file: str, content: bytes) -> Sheet:
    found = texts.read(content, Bounds())
    sheet = sheet_of(file, "", list(found.rows))
    return sheet.with_remarks(*(RowProblem(sheet.name, line, "", "open_quote") for line in found.open_quotes))


def _workbook(file: str, content: bytes) -> list[Sheet]:
    if content.startswith(_OLD) and "EncryptedPackage".encode("utf-16-le") in content:
        # What has a password is packed as an old file.
        raise UnreadableSheet("locked")
    book = workbooks.read(file, content)
    filled = [raw for raw in book.sheets if raw.rows]
    if not filled:
        raise UnreadableSheet("only_hidden" if book.hidden else "empty")
    found = [_one_sheet(file, raw, alone=len(filled) == 1) for raw in filled]
    hidden = (RowProblem(file, 0, "", "hidden_sheet", {"sheet": title}) for title in book.hidden)
    return [found[0].with_remarks(*hidden), *found[1:]]


def _one_sheet(file: str, raw: workbooks.RawSheet, alone: bool) -> Sheet:
    sheet = sheet_of(file, "" if alone else raw.title, raw.rows, raw.wide)
    return sheet.with_remarks(*(replace(remark, file=sheet.name) for remark in raw.remarks))
