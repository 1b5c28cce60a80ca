"""A Text in Slack's notations, with what people typed kept from ever becoming markup, a mention or an emoji."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from bot.chat.cards import Text, spans
from handlers.words import EMPTY, Json, isolated, shorten, words_of

__all__ = ["Json", "cut", "escape", "marked", "plain", "rich", "shorten", "unescape", "words_of"]

# Inside mrkdwn no escape exists for these, so a typed value that has one is not put there.
_MARKUP = re.compile(r"[*_~`]")
# And this is read by Slack wherever it comes to stand: the code of an emoji.
_EMOJI = re.compile(r":[^\s:]+:")


def escape(words: str) -> str:
    """For mrkdwn and for the text of a notification: Slack reads only these three."""
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(words: str) -> str:
    return words.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def plain(text: Text, longest: int) -> Json:
    """Slack refuses an empty text object: a dash stands for nothing."""
    words = shorten(words_of(text), longest)
    return {"type": "plain_text", "text": words if words.strip() else EMPTY, "emoji": False}


def marked(text: Text, longest: int) -> Json:
    """Mrkdwn where that is safe, and otherwise plain text: showing what was typed goes before bold."""
    pieces: list[str] = []
    for bold, run in groupby(spans(text), key=lambda span: span.bold):
        together = list(run)
        words = escape("".join(map(isolated, together)))
        if any(span.typed and _MARKUP.search(span.text) for span in together) or (bold and words.strip() != words):
            return plain(text, longest)
        pieces.append(f"*{words}*" if bold else words)
    whole = "".join(pieces)
    if not whole.strip() or len(whole) > longest or _EMOJI.search(whole) or _quotes(whole):
        return plain(text, longest)
    return {"type": "mrkdwn", "text": whole, "verbatim": True}


def _quotes(whole: str) -> bool:
    """A line that Slack would show as a quotation; of the many signs that end a line none is forgotten."""
    return any(line.lstrip().startswith("&gt;") for line in whole.splitlines())


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
    return found or [{"type": "text", "text": EMPTY}], length


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
