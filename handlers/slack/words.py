"""A Text in Slack's notations, with what people typed kept from ever becoming markup, a mention or an emoji."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from bot.chat.cards import Span, Text, spans

Json = dict[str, Any]

# A typed value with one of these would be interpreted inside mrkdwn, where no escape exists for them.
_INTERPRETED = re.compile(r"[*_~`>\n]|:[^\s:]+:|^\s|\s$")
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
    return "".join(isolated(span) for span in spans(text))


def plain(text: Text, longest: int) -> Json:
    """Slack refuses an empty text object: a dash stands for nothing."""
    words = shorten(words_of(text), longest)
    return {"type": "plain_text", "text": words if words.strip() else _EMPTY, "emoji": False}


def marked(text: Text, longest: int) -> Json:
    """Mrkdwn where that is safe, and otherwise plain text: showing what was typed goes before bold."""
    pieces: list[str] = []
    for span in spans(text):
        if span.typed and _INTERPRETED.search(span.text):
            return plain(text, longest)
        words = escape(isolated(span))
        pieces.append(f"*{words}*" if span.bold and words.strip() else words)
    whole = "".join(pieces).replace("**", "")
    if not whole.strip() or len(whole) > longest:
        return plain(text, longest)
    return {"type": "mrkdwn", "text": whole, "verbatim": True}


def rich(text: Text) -> tuple[list[Json], int]:
    """Rich text elements, which Slack shows letter for letter, and how many characters they hold."""
    found: list[Json] = []
    length = 0
    for span in spans(text):
        words = isolated(span)
        length += len(words)
        element = {"type": "text", "text": words}
        found.append({**element, "style": {"bold": True}} if span.bold else element)
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
