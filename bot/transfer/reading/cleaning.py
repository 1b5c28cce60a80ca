"""Text of a cell on its way in and out: what does no good goes, and what a spreadsheet would run is guarded."""

import html
import re
from itertools import chain

ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,30});")
# Spreadsheets of some countries take the wide signs for the narrow ones.
_FORMULA = re.compile(r"'+[=+\-@\t＝＋－＠]")
_LIKE_A_FORMULA = re.compile(r"'*[=+\-@\t＝＋－＠]")
# Control characters but tab and newline, halves of characters, what XML can't hold, and the characters that we put in
# the place of special ones for a while.
HARMLESS = dict.fromkeys(
    chain(
        *(range(9), (11, 12), range(14, 32), range(127, 160)),
        *(range(0xD800, 0xE000), range(0xFDD0, 0xFDF0), (0xFEFF, 0xFFFE, 0xFFFF)),
    )
)


def cell_text(text: str) -> str:
    """What a cell says, without the guard that export put before it."""
    text = text.strip()
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if text.startswith("'") and _FORMULA.match(text):
        return text[1:]
    return text


def unpacked(text: str) -> str:
    """A cell of a file in which characters may be written as "&eacute;"."""
    if "&" in text:
        text = ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    return cell_text(text.translate(HARMLESS))


def clean(text: str) -> str:
    """What is left of a text that goes out in a list and comes back: the difference is no change."""
    return text.translate(HARMLESS).replace("\r\n", "\n").replace("\r", "\n").strip()


def guarded(text: str) -> str:
    """Text as export writes it: a spreadsheet takes it for text, and `read` gives back what was typed."""
    text = clean(text)
    if "&" in text:
        text = ENTITY.sub(lambda entity: f"&amp;{entity[0][1:]}", text)
    return f"'{text}" if _LIKE_A_FORMULA.match(text) else text
