"""The cards that are shipped, as they stand in `cards.toml`, and the shelf on which a search finds them."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from storage.search.beside import Shelf, Shipped
from storage.search.documents import weights_of


@dataclass(frozen=True, slots=True)
class ShippedCard:
    """All by language. text may hold `**bold**`, and `{feedback}` for a number that people choose.

    asked: how else people say it. Nobody sees that; a search looks in it.
    """

    key: str
    title: Mapping[str, str]
    words: Mapping[str, str]
    asked: Mapping[str, str]
    text: Mapping[str, str]


@cache
def all_cards() -> Mapping[str, ShippedCard]:
    """By key, in the order in which people see them."""
    written = resources.files(__package__).joinpath("cards.toml").read_text("utf-8")
    return {key: ShippedCard(key, **_stripped(card)) for key, card in tomllib.loads(written).items()}


def _stripped(card: Mapping[str, Mapping[str, str]]) -> dict[str, Mapping[str, str]]:
    return {name: {language: text.strip() for language, text in each.items()} for name, each in card.items()}


@cache
def shelf() -> Shelf:
    return Shelf(_documents(lambda card, language: f"{card.words[language]}\n{card.asked[language]}"))


@cache
def common_words() -> frozenset[str]:
    """Stems that are in so many cards that they are about nothing in particular: inwoners, schrijven."""
    return Shelf(_documents(lambda card, language: card.words[language])).common


def _documents(found_by: Callable[[ShippedCard, str], str]) -> Iterator[Shipped]:
    """One for each language: whoever asks in Dutch is not put off by English words."""
    for card in all_cards().values():
        for language, title in card.title.items():
            yield Shipped(card.key, title, weights_of(title, found_by(card, language), card.text[language]))
