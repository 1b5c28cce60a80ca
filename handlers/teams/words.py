"""A Text in the two ways of Adaptive Cards, with what people typed kept from ever becoming markup.

A RichTextBlock shows its runs letter for letter; a TextBlock reads Markdown, which a backslash keeps from being read.
"""

import re
from collections.abc import Iterator

from bot.chat.cards import Span, Text, spans
from handlers.teams import limits
from handlers.words import EMPTY, Json, isolated, shorten

__all__ = ["EMPTY", "Json", "marked", "plain", "rich", "shorten", "words_of"]

_MARKUP = re.compile(r"([\\`*_\[\]<>~#|!&])")
_LIST = re.compile(r"^([-+]|\d+[.)])")
# Clients write a date instead of {{DATE(…)}}, also in runs. A space without width keeps the braces apart.
_BRACES = re.compile(r"\{(?=\{)")
# At the beginning of a word of ours, or before a value.
_SLASH = re.compile(r"(?<=\s)/(?=[a-z]|\Z)")


def _spoken(text: Text) -> Iterator[Span]:
    """Commands without their slash, as people type them here: to Teams a slash means a command of its own."""
    before = " "
    for span in spans(text):
        yield span if span.typed else span._replace(text=_SLASH.sub("", before + span.text)[1:])
        before = span.text[-1:]


def words_of(text: Text) -> str:
    if not text.values and "*" not in text.template and "/" not in text.template:
        # Most labels: there are more of these than of all others.
        return text.template
    return "".join(isolated(span) for span in _spoken(text))


def plain(text: Text, longest: int) -> str:
    """For labels, options and alternative texts: nothing is read as markup there."""
    return _apart(shorten(words_of(text), longest)).strip() or EMPTY


def marked(text: Text, longest: int) -> str:
    """One line for a TextBlock: headings, because only those can be headings for a screen reader."""
    words = _MARKUP.sub(r"\\\1", plain(text, longest).replace("\n", " "))
    return _LIST.sub(lambda found: f"{found[1][:-1]}\\{found[1][-1]}", words)


def rich(text: Text, *, before: str = "", **style: str | bool) -> Iterator[Json]:
    """RichTextBlocks: more than one when it is long. before: words of ours in front. style: of every run."""
    runs: list[Json] = []
    room = limits.BLOCK_CHARACTERS
    for words, bold in (*([(before, False)] if before else ()), *_runs(text)):
        weight = {"weight": "Bolder"} if bold else {}
        while len(words) > room:
            if room:
                runs.append({"type": "TextRun", "text": words[:room], **style, **weight})
            yield {"type": "RichTextBlock", "inlines": runs}
            words, room, runs = words[room:], limits.BLOCK_CHARACTERS, []
        runs.append({"type": "TextRun", "text": words, **style, **weight})
        room -= len(words)
    yield {"type": "RichTextBlock", "inlines": runs}


def _runs(text: Text) -> list[tuple[str, bool]]:
    """Words and whether they are bold, with neighbours of one weight together; never nothing at all."""
    found: list[tuple[str, bool]] = []
    for span in _spoken(text):
        if found and found[-1][1] is span.bold:
            found[-1] = (found[-1][0] + isolated(span), span.bold)
        else:
            found.append((isolated(span), span.bold))
    found = [(_apart(words), bold) for words, bold in found if words]
    return found if any(words.strip() for words, _ in found) else [(EMPTY, False)]


def _apart(words: str) -> str:
    return _BRACES.sub("{\u200b", words)
