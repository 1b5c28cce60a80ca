"""The municipality's own cards as a file: TOML, by key."""

import re
import tomllib
from collections.abc import Collection, Sequence
from typing import NamedTuple

import tomli_w

from bot.questions import rules

MOST_CARDS = 2_000
_OWN_KEY = re.compile(r"K\d{2,6}")


class WrittenCard(NamedTuple):
    key: str
    title: str
    words: str
    text: str
    is_hidden: bool = False


class NotACardFile(Exception):
    """where: the card, or what the reader says of the file. why: of `rules.wrong_in`."""

    def __init__(self, where: str, why: str = "") -> None:
        super().__init__(where, why)
        self.where, self.why = where, why


def written(cards: Sequence[WrittenCard]) -> str:
    return tomli_w.dumps(
        {
            card.key: {"title": card.title, "words": card.words, "text": card.text, "hidden": card.is_hidden}
            for card in cards
        },
        multiline_strings=True,
    )


def read(text: str, shipped: Collection[str]) -> list[WrittenCard]:
    """Raises NotACardFile when any of it cannot be right."""
    try:
        found = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as wrong:
        raise NotACardFile(str(wrong)) from wrong
    if len(found) > MOST_CARDS:
        raise NotACardFile(str(len(found)), "many")
    return [_card(key, given, shipped) for key, given in found.items()]


def _card(key: str, given: object, shipped: Collection[str]) -> WrittenCard:
    if key not in shipped and not _OWN_KEY.fullmatch(key):
        raise NotACardFile(key[:40], "key")
    if not isinstance(given, dict):
        raise NotACardFile(key, "key")
    parts = [given.get(name, "") for name in ("title", "words", "text")]
    title, words, text = (part.strip() if isinstance(part, str) else "" for part in parts)
    for _, why in rules.wrong_in(title, words, text):
        raise NotACardFile(key, why)
    return WrittenCard(key, title, words, text, given.get("hidden") is True)
