"""In which order: BM25 with weighted fields, worked out here so that it does not depend on the database."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from storage.search.documents import HEAVIEST, TAGS
from storage.search.vocabulary import ENDS, EXACT, Meaning

SATURATION, BY_LENGTH, USUAL_LENGTH = 1.2, 0.5, 50
ENOUGH_WORDS = 2


class Shared(NamedTuple):
    """What a document has of a question.

    is_about_it: two of its words, or all; one of them just so.
    is_named: worth naming, as it is about it, or has one word just so in its title or among what it is found by.
    """

    is_about_it: bool
    is_named: bool


class Ranking:
    """How well documents fit: who has more of the words goes before who has one of them often."""

    def __init__(self, groups: Sequence[Sequence[Meaning]], size: int) -> None:
        """groups: what each of the words may mean. size: of the whole library."""
        self._groups, self._meant = len(groups), groups
        self._worth: dict[str, list[tuple[int, float, int]]] = {}
        for number, group in enumerate(groups):
            most = _rarity(group[0].documents, size) if group and group[0].likeness == 1 else math.inf
            for stem, likeness, documents in group:
                factor = likeness * min(most, _rarity(documents, size)) * (SATURATION + 1)
                for weight in range(1, HEAVIEST + 1):
                    self._worth.setdefault(f"{stem}={weight}", []).append((number, factor * weight, weight))
        self._asked = frozenset(self._worth)

    def score(self, weights: str, length: int) -> float:
        """weights: as the index has them: "loot=3 begin=1"."""
        scores = [0.0] * self._groups
        slack = SATURATION * (1 - BY_LENGTH + BY_LENGTH * length / USUAL_LENGTH)
        for part in self._asked.intersection(weights.split(" ")):
            for group, worth, weight in self._worth[part]:
                scores[group] = max(scores[group], worth / (weight + slack))
        return round(sum(scores) * (self._groups - scores.count(0.0)) / self._groups, 9)

    def shared(self, weights: str) -> Shared:
        """Words with a typing error, and words of which it only has a part, do not count."""
        has = {stem: int(weight) for stem, _, weight in (part.partition("=") for part in weights.split(" ")) if weight}
        words = sum(any(each.likeness >= ENDS and each.stem in has for each in group) for group in self._meant)
        just_so = [has.get(each.stem, 0) for group in self._meant for each in group if each.likeness == EXACT]
        is_about_it = words >= min(ENOUGH_WORDS, self._groups) and any(just_so)
        return Shared(is_about_it, is_about_it or max(just_so, default=0) >= TAGS)


def _rarity(documents: int, size: int) -> float:
    return math.log(1 + (max(size - documents, 0) + 0.5) / (documents + 0.5))
