"""What holds for words on every chat platform."""

import re
from typing import Any

from bot.chat.cards import Span, Text, spans

Json = dict[str, Any]

EMPTY = "–"
"""Stands where nothing is to be read: an empty text is refused, or falls away."""

# Letters that run from right to left, and the invisible characters that turn the direction around.
_TURNS = re.compile("[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]")


def shorten(words: str, longest: int) -> str:
    """At most `longest` characters, with an ellipsis where something is left out."""
    return words if len(words) <= longest else words[: longest - 1].rstrip() + "…"


def isolated(span: Span) -> str:
    """Text that runs from right to left stays inside its own place in the sentence (Unicode's isolates)."""
    return f"\u2068{span.text}\u2069" if span.typed and _TURNS.search(span.text) else span.text


def words_of(text: Text) -> str:
    if not text.values and "*" not in text.template:
        # Most labels: there are more of these than of all others.
        return text.template
    return "".join(isolated(span) for span in spans(text))
