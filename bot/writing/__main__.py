"""The process that writes files: one text in, three files out."""

import os
import re
from typing import Any

import msgspec
from msgspec import msgpack

from bot import subprocesses
from bot.writing.as_docx import as_docx
from bot.writing.as_markdown import as_markdown
from bot.writing.as_odt import as_odt
from bot.writing.in_subprocess import WriteOrder

_NOT_IN_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def main() -> None:
    if hasattr(os, "nice"):
        # People who wait for an answer go first.
        os.nice(10)
    order = msgspec.convert(_clean(msgpack.decode(subprocesses.hear())), WriteOrder)
    subprocesses.say(
        msgpack.encode(
            [
                (f"{order.name}.odt", as_odt(order.document, order.still)),
                (f"{order.name}.docx", as_docx(order.document, order.still)),
                (f"{order.name}.md", as_markdown(order.document, order.still)),
            ]
        )
    )


def _clean(value: Any) -> Any:
    """Without signs that no XML file can hold, wherever they were typed."""
    match value:
        case str():
            return _NOT_IN_XML.sub("", value)
        case dict():
            return {key: _clean(inner) for key, inner in value.items()}
        case list():
            return [_clean(inner) for inner in value]
    return value


main()
