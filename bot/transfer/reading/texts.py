"""CSV of whatever make: rows of text."""

import csv
import html
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from bot.transfer.reading.cleaning import ENTITY, HARMLESS, cell_text
from bot.transfer.reading.sheets import Bounds, SheetRow, UnreadableSheet

DELIMITERS = ";,\t|"
LINES_TO_LOOK_AT, SIGNS_TO_LOOK_AT = 30, 200_000
"""For the delimiter."""
LONGEST_LINE = 10_000
"""In which a second quotation mark is looked for."""
MOST_OPEN_QUOTES = 100
"""Named. Who has more of them has seen the pattern by then."""

_SPECIAL = {'"': "\ufdd0", ";": "\ufdd1", ",": "\ufdd2", "\t": "\ufdd3", "\n": "\ufdd4", "\r": "\ufdd5", "|": "\ufdd6"}
_LINE = re.compile(r"[^\r\n]*+(?:\r\n?|\n)|[^\r\n]+")
"""With its end. io.StringIO gives the same, and takes four bytes for every character."""
_BREAK = re.compile(r"\r\n?|\n")
_QUOTED = re.compile(r'(?:(?<=[;,\t|\r\n])|\A)"(?:[^"]|""){0,5000}+"(?=[;,\t|\r\n]|\Z)')
"""A cell in quotation marks, whatever the delimiter is; also one of several lines."""
_BACK = str.maketrans({stand_in: special for special, stand_in in _SPECIAL.items()})
_BEGINS_QUOTED = {delimiter: re.compile(rf'(?:(?<=[{re.escape(delimiter)}\r\n])|\A)"') for delimiter in DELIMITERS}
_IS_QUOTED = {delimiter: re.compile(rf'"(?:[^"]|"")*+"(?=[{re.escape(delimiter)}\r\n]|\Z)') for delimiter in DELIMITERS}

# The letters with an accent of CP850, between or after other letters; those of Windows-1252 are no letters there.
_OLD_LETTERS = re.compile(rb"[A-Za-z](?:[\x82\x88-\x8b](?![\x80-\xff])|[\x81-\x84\x87-\x8d\x93-\x95\xa1-\xa4][A-Za-z])")
_NEW_LETTERS = re.compile(rb"[\xc0-\xff]")


class TextFile(NamedTuple):
    """rows: in order. open_quotes: lines with a quotation mark that is never closed."""

    rows: Iterator[SheetRow]
    open_quotes: Sequence[int]


def read(content: bytes, bounds: Bounds) -> TextFile:
    """The rows raise UnreadableSheet."""
    text = decoded(content).translate(HARMLESS)
    first, _, rest = text.partition("\n")
    skipped = 0
    if re.fullmatch(r"sep=.\r?", first):  # Excel's own way to say the delimiter
        text, delimiter, skipped = rest, first[4], 1
    else:
        delimiter = delimiter_of(text)
    if "&" in text:
        # Before the cells are parted: the ";" of "&amp;" parts none.
        text = ENTITY.sub(_character, text)
    open_quotes: list[int] = []
    if '"' in text and delimiter in DELIMITERS:
        text, open_quotes = _without_open_quotes(text, delimiter, skipped)
    return TextFile(_rows(text, delimiter, skipped, bounds), open_quotes)


def _rows(text: str, delimiter: str, skipped: int, bounds: Bounds) -> Iterator[SheetRow]:
    special = any(stand_in in text for stand_in in _SPECIAL.values())
    for line, cells in bounds.hold(_records(text, delimiter, skipped)):
        texts = [cell.translate(_BACK) for cell in cells] if special else cells
        yield SheetRow(line, tuple(map(cell_text, texts)))


def _records(text: str, delimiter: str, skipped: int) -> Iterator[tuple[int, list[str]]]:
    """Each with the line in which it begins. skipped: the lines before the text."""
    reader = csv.reader((line[0] for line in _LINE.finditer(text)), delimiter=delimiter)
    begins = skipped + 1
    try:
        for cells in reader:
            yield begins, cells
            begins = skipped + reader.line_num + 1
    except csv.Error as broken:
        raise UnreadableSheet("broken_csv", begins) from broken


def _without_open_quotes(text: str, delimiter: str, skipped: int) -> tuple[str, list[int]]:
    """A quotation mark that begins a cell and does not end one is a sign like any other; else it swallows rows."""
    begins, quoted = _BEGINS_QUOTED[delimiter], _IS_QUOTED[delimiter]
    pieces, lines, at, done, line = list[str](), list[int](), 0, 0, skipped + 1
    while found := begins.search(text, at):
        mark = found.start()
        if whole := quoted.match(text, mark):
            at = whole.end()
            continue
        pieces += (text[done:mark], _SPECIAL['"'])
        at = mark + 1
        if len(lines) < MOST_OPEN_QUOTES:
            line += len(_BREAK.findall(text, done, mark))
            end = _BREAK.search(text, at, at + LONGEST_LINE)
            if '"' not in text[at : end.start() if end else at + LONGEST_LINE]:
                lines.append(line)
        done = at
    return "".join((*pieces, text[done:])) if pieces else text, lines


def decoded(content: bytes) -> str:
    """UTF-8 or UTF-16 when it can only be that; else what DOS wrote, or Windows-1252, in which every byte is a sign."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    beginning = content[:2000]
    for zeros, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        others, empty = beginning[1 - zeros :: 2], beginning[zeros::2].count(0)
        if empty > len(beginning) * 0.4 and not others.count(0):
            return content.decode(encoding, errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        old = _OLD_LETTERS.search(content) and not _NEW_LETTERS.search(content)
        return content.decode("cp850" if old else "cp1252", errors="replace")


def delimiter_of(text: str) -> str:
    """The one that occurs equally often in most of the first lines, outside quotation marks."""
    bare = _QUOTED.sub("x", text[:SIGNS_TO_LOOK_AT])
    lines = (line[0] for line in islice(_LINE.finditer(bare), 10_000))
    filled = islice((re.sub(r'"[^"]*"', "", line) for line in lines if line.strip(" ;,\t|\r\n")), LINES_TO_LOOK_AT)
    counts = [[line.count(delimiter) for delimiter in DELIMITERS] for line in filled]
    if not counts:
        return DELIMITERS[0]

    def fit(at: int) -> tuple[int, int]:
        often = Counter(count for line in counts if (count := line[at])).most_common(1)
        return often[0][1] if often else 0, counts[0][at]

    return DELIMITERS[max(range(len(DELIMITERS)), key=fit)]


def _character(entity: re.Match[str]) -> str:
    """What "&eacute;" stands for; a stand-in when that has a meaning of its own in CSV."""
    character = html.unescape(entity[0]).translate(HARMLESS)
    return _SPECIAL.get(character, character)
