"""Files are written in a process of its own, that is gone when they are there, with the libraries that it loaded."""

import re
import unicodedata

import msgspec
from msgspec import msgpack

from bot import subprocesses
from bot.writing.document import WrittenText

MODULE = "bot.writing"
LONGEST_NAME = 80


class WriteOrder(msgspec.Struct, frozen=True):
    """still: what a gap begins with. name: of the files, without what they are."""

    document: WrittenText
    still: str
    name: str


def files(document: WrittenText, still: str, name: str) -> list[tuple[str, bytes]]:
    """Name and content: .odt, .docx and .md. Raises subprocesses.NoAnswer."""
    with subprocesses.Process(MODULE) as process:
        process.tell(msgpack.encode(WriteOrder(document, still, file_name(name))))
        return msgpack.decode(process.hear(), type=list[tuple[str, bytes]])


def file_name(words: str) -> str:
    """Letters, digits and hyphens: the same on every machine."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:LONGEST_NAME].rstrip("-") or "tekst"
