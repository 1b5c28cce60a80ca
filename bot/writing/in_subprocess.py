"""Files are written in a process of its own, that is gone when they are there, with the libraries that it loaded."""

import msgspec
from msgspec import msgpack

from bot import subprocesses
from bot.chat.file_names import plain_name
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
    return plain_name(words, LONGEST_NAME, "tekst")
