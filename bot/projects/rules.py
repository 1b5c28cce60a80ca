"""When two projects are called the same, or nearly."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from rapidfuzz import fuzz

NEARLY = 87
"""Of a hundred: a letter or two in a name of some length."""
MOST = 3
SHORT = 5
_LITTLE = frozenset(
    {"de", "het", "een", "van", "voor", "in", "op", "aan", "en", "bij", "project", "the", "of", "for", "on", "and"}
)
_NUMBERED = re.compile(r"\d|\A\w\Z")


class Called(NamedTuple):
    """tells_apart: numbers and single letters, as in Wijkschouw 7 and Wijkschouw 8."""

    words: str
    tells_apart: frozenset[str]


def called(name: str) -> Called:
    """Without capitals, order and the words that say little."""
    words = [word for word in re.findall(r"\w+", name.casefold()) if word not in _LITTLE]
    numbers = frozenset(word for word in words if _NUMBERED.search(word))
    return Called(" ".join(sorted(word for word in words if word not in numbers)), numbers)


def doubles(name: str, known: Iterable[tuple[int, str]]) -> list[int]:
    """Those that may well be the same project, the most alike first. known: ids and names."""
    mine = called(name)
    alike = [(_alike(mine, called(other)), id_) for id_, other in known]
    found = sorted((each for each in alike if each[0] >= NEARLY), key=lambda each: -each[0])
    return [id_ for _, id_ in found[:MOST]]


def _alike(one: Called, other: Called) -> float:
    if one.tells_apart != other.tells_apart:
        return 0
    if one.words == other.words:
        return 100
    if min(len(one.words), len(other.words)) < SHORT:
        return 0
    return fuzz.ratio(one.words, other.words, score_cutoff=NEARLY)
