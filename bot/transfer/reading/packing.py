"""A workbook is a ZIP of XML: a small file can unpack to more than any memory holds, and say that it does not."""

import io
import zipfile

LARGEST_UNPACKED = 150_000_000
"""Bytes, all parts together."""

MOST_TAGS = 20_000_000
"""In the sheets: a cell has four."""

MOST_TAGS_BESIDE = 300_000
"""In styles, relations and the like, of which openpyxl makes an object each; Excel itself has 64,000 styles at most."""

MOST_STRINGS = 1_000_000
"""Different texts."""

DEEPEST = 10_000
"""Elements in elements; a workbook has a dozen. Whoever reads what is deeper runs out of memory, for a whole minute."""

_ENCRYPTED = 0x1
_HOW_EXCEL_PACKS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_CHUNK = 1 << 16
_TEXTS = (".xml", ".rels", ".vml")


class TooLarge(Exception):
    """It holds more than it is sensible to look at."""


class Locked(Exception):
    """It can't be opened without a password."""


class Suspicious(Exception):
    """No spreadsheet writes such a file."""


def look_over(content: bytes) -> None:
    """Unpacks everything once and keeps nothing of it. Raises TooLarge, Locked, Suspicious, or what zipfile raises."""
    unpacked = tags = beside = strings = 0
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = packed.infolist()
        if sum(part.file_size for part in parts) > LARGEST_UNPACKED:
            raise TooLarge
        for part in parts:
            if part.flag_bits & _ENCRYPTED:
                raise Locked
            if part.compress_type not in _HOW_EXCEL_PACKS:
                # Others unpack without any bound on what comes out at once.
                raise Suspicious
            # A picture has the sign "<" in it, too.
            is_text = part.filename.lower().endswith(_TEXTS)
            with packed.open(part) as opened:
                depth, before = 0, b""
                while chunk := opened.read(_CHUNK):
                    if is_text:
                        depth += _opened(before, chunk)
                        before = chunk[-1:]
                    if depth > DEEPEST:
                        raise Suspicious
                    if b"<!DOCTYPE" in chunk:
                        # Only to say something many times over.
                        raise Suspicious
                    unpacked += len(chunk)
                    found = chunk.count(b"<")
                    if "worksheets/" in part.filename or part.filename == "content.xml":
                        tags += found
                    elif "sharedStrings" in part.filename:
                        strings += chunk.count(b"<si")
                    elif part.filename.endswith((".xml", ".rels")):
                        beside += found
                    if unpacked > LARGEST_UNPACKED or tags > MOST_TAGS:
                        raise TooLarge
                    if beside > MOST_TAGS_BESIDE or strings > MOST_STRINGS:
                        raise TooLarge


def _opened(before: bytes, chunk: bytes) -> int:
    """How many more elements this begins than it ends. before: the byte that came before."""
    whole = before + chunk
    return chunk.count(b"<") - sum(2 * whole.count(end) if end == b"</" else whole.count(end) for end in _ENDS)


_ENDS = (b"</", b"/>", b"<?", b"<!")
"""An end tag takes two away: itself, and the element that it ends."""
