"""Which column of ours a header means: what we call it, what others call it, or either with a typing error."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from bot.transfer.columns import COLUMNS
from bot.transfer.contract import Column, ListName
from bot.transfer.recognising.headers import spellings, squashed
from bot.transfer.recognising.proposal import Certainty
from bot.transfer.recognising.vocabulary import NOT_OURS, read_columns

SHORTEST_WITH_ERROR, SHORTEST_WITH_TWO = 6, 10
"""Signs of a header in which one typing error is believed, or two."""

SEVERAL = frozenset({"areas", "area_words", "standing"})
"""Kinds that may lie over several columns."""

_NOT_OURS = frozenset(map(squashed, NOT_OURS))
_SURENESS = (Certainty.OURS, Certainty.SYNONYM, Certainty.CLOSE)


class Match(NamedTuple):
    """rank: the lower, the surer."""

    rank: tuple[int, int]
    column: Column

    @property
    def certainty(self) -> Certainty:
        return _SURENESS[self.rank[0]]


@lru_cache
def _names(list_: ListName) -> Mapping[str, Sequence[Match]]:
    """Squashed name -> what it may mean, surest first."""
    found = dict[str, list[Match]]()
    for column in read_columns(list_):
        found.setdefault(squashed(column.header), []).append(Match((0, 0), column))
        for at, synonym in enumerate((*column.synonyms, column.field)):
            found.setdefault(squashed(synonym), []).append(Match((1, at), column))
    return found


@lru_cache(maxsize=5_000)
def matches(list_: ListName, header: str) -> tuple[Match, ...]:
    """What a header may mean in a list, surest first; without those that are only nearly called so."""
    names = _names(list_)
    found = [match for spelling in spellings(header) for match in names.get(spelling, ())]
    return tuple(sorted(found, key=lambda match: match.rank))


@lru_cache(maxsize=5_000)
def close(list_: ListName, header: str) -> Match | None:
    """The column that is nearly called so, when there is one such column."""
    typed = spellings(header)[-1] if spellings(header) else ""
    if len(typed) < SHORTEST_WITH_ERROR or typed in _NOT_OURS:
        return None
    most = 2 if len(typed) >= SHORTEST_WITH_TWO else 1
    near = {
        match.column.field: match
        for name, its in _names(list_).items()
        if name[0] == typed[0] and len(name) >= SHORTEST_WITH_ERROR
        if OSA.distance(typed, name, score_cutoff=most) <= most
        for match in its
    }
    return Match((2, 0), next(iter(near.values())).column) if len(near) == 1 else None


def known_headers(cells: Iterable[str]) -> int:
    """How many of these are headers of the list that has most of them: how much a row looks like a header."""
    filled = [cell for cell in cells if cell]
    return max(sum(1 for cell in filled if matches(list_, cell)) for list_ in COLUMNS)
