"""Which sentences of a text are hard to read, or promise what nobody can keep. Remarks, never a verdict."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from bot.chat import language
from bot.writing.document import WrittenText, lines

MOST = 5
"""Remarks under one text: the first that people meet."""

NEVER = ("zoveel mogelijk", "nemen we mee", "nemen wij mee", "voldoet aan de wet", "geen bericht is akkoord")
"""It sounds like an answer, and is none."""

_NEVER = re.compile("|".join(NEVER), re.IGNORECASE)


class PlainRemark(NamedTuple):
    """rule: the text under `writing.plain`. sentence: where it is. words, better: what, and what to write instead."""

    rule: str
    sentence: str
    words: str = ""
    better: str = ""


def remarks(document: WrittenText) -> Iterator[PlainRemark]:
    """Of Dutch only: the rules are about Dutch. A gap counts as a word."""
    if document.language != "nl":
        return
    for line in lines(document):
        words = "".join(piece if isinstance(piece, str) else "…" for piece in line)
        for sentence in language.sentences(words):
            for found in language.remarks(sentence):
                yield PlainRemark(found.rule, sentence, found.words, found.better)
            for empty in _NEVER.findall(sentence):
                yield PlainRemark("empty", sentence, empty)
