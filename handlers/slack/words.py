"""A Text in Slack's notations, with what people typed kept from ever becoming markup, a mention or an emoji."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from bot.chat.cards import Span, Text, spans

Json = dict[str, Any]

# Inside mrkdwn no escape exists for these, so a typed value that has one is not put there.
_MARKUP = re.compile(r"[*_~`]")
# And these are read by Slack wherever they come to stand: a quotation at the start of a line, the code of an emoji.
_READ_ANYWAY = re.compile(r"^\s*&gt;|:[^\s:]+:", re.MULTILINE)
# Letters that run from right to left, and the invisible characters that turn the direction around.
_TURNS = re.compile("[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]")
_EMPTY = "–"


def shorten(words: str, longest: int) -> str:
    """At most `longest` characters, with an ellipsis where something is left out."""
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"


def escape(words: str) -> str:
    """For mrkdwn and for the text of a notification: Slack reads only these three."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(words: str) -> str:
    return words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def isolated(span: Span) -> str:
    """Text that runs from right to left stays inside its own place in the sentence (Unicode's isolates)."""
    return f"\u2068{span.text}\u2069" if span.typed and _TURNS.search(span.text) else span.text


def words_of(text: Text) -> str:
    if not text.values and "*" not in text.template:
        # Most labels: there are more of these than of all others.
        return text.template
    return "".join(isolated(span) for span in spans(text))


def plain(text: Text, longest: int) -> Json:
    """Slack refuses an empty text object: a dash stands for nothing."""
    words = shorten(words_of(text), longest)
    return {"type": "plain_text", "text": words if words.strip() else _EMPTY, "emoji": False}


def marked(text: Text, longest: int) -> Json:
    """Mrkdwn where that is safe, and otherwise plain text: showing what was typed goes before bold."""
    pieces: list[str] = []
    for span in spans(text):
        if (span.typed and _MARKUP.search(span.text)) or (span.bold and span.text.strip() != span.text):
            return plain(text, longest)
        words = escape(isolated(span))
        pieces.append(f"*{words}*" if span.bold else words)
    whole = "".join(pieces).replace("**", "")
    if not whole.strip() or len(whole) > longest or _READ_ANYWAY.search(whole):
        return plain(text, longest)
    return {"type": "mrkdwn", "text": whole, "verbatim": True}


def rich(text: Text) -> tuple[list[Json], int]:
    """Rich text elements, which Slack shows letter for letter, and how many characters they hold."""
    found: list[Json] = []
    length = 0
    was_bold = None
    for span in spans(text):
        words = isolated(span)
        length += len(words)
        if span.bold is was_bold:
            found[-1]["text"] += words
            continue
        was_bold = span.bold
        found.append({"type": "text", "text": words})
        if was_bold:
            found[-1]["style"] = {"bold": True}
    return found or [{"type": "text", "text": _EMPTY}], length


def cut(elements: Iterable[Json], longest: int) -> Iterator[list[Json]]:
    """The same elements in portions of at most `longest` characters; nothing is left out."""
    portion: list[Json] = []
    room = longest
    for element in elements:
        words = element["text"]
        while len(words) > room:
            if room:
                portion.append({**element, "text": words[:room]})
            yield portion
            words, room, portion = words[room:], longest, []
        if words:
            portion.append({**element, "text": words})
            room -= len(words)
    if portion:
        yield portion
