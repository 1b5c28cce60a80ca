"""Documents that are the same for every municipality, and stand in no table: ranked beside those that do."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import NamedTuple

from storage.search import stems, vocabulary
from storage.search.vocabulary import Meaning

ENOUGH, SURELY = 1.5, 3.5
"""Of what speaks for a document: more than one word somewhere in its text; and so much that it is about it."""
COMMON, SAYS_LESS = 0.2, 0.4
"""A word that is in so many of the documents says so much less."""


class Shipped(NamedTuple):
    """key: several may share one, such as two languages of the same; the best of them counts."""

    key: str
    title: str
    weights: Mapping[str, int]


class Fitting(NamedTuple):
    """weights and length: as an index has them. is_about_it: it has more than a word that happens to be in it."""

    shipped: Shipped
    weights: str
    length: int
    is_about_it: bool


class Shelf:
    """A few of them: every search looks at all."""

    def __init__(self, shipped: Iterable[Shipped]) -> None:
        self._documents = tuple(
            (each, " ".join(f"{stem}={weight}" for stem, weight in each.weights.items()), sum(each.weights.values()))
            for each in shipped
        )
        self._counts = Counter(stem for each, _, _ in self._documents for stem in each.weights)
        self._stems, self._backwards = sorted(self._counts), sorted(stem[::-1] for stem in self._counts)

    @property
    def common(self) -> frozenset[str]:
        """Stems that are in so many of them that they say little."""
        return frozenset(stem for stem, documents in self._counts.items() if documents >= COMMON * len(self))

    def __len__(self) -> int:
        return len(self._documents)

    def without(self, keys: Collection[str]) -> Iterator[tuple[Shipped, str, int]]:
        """With the weights as an index has them, and their length."""
        return (each for each in self._documents if each[0].key not in keys)

    def meanings(self, words: Sequence[str]) -> Iterator[list[Meaning]]:
        """Of each word what it may mean here."""
        for word in words:
            found = self._as_typed(word) or self._not_as_typed(stems.stem(word))
            yield [Meaning(stem, likeness, self._counts[stem]) for stem, likeness in found.items()]

    def _as_typed(self, word: str) -> dict[str, float]:
        """With how likely each is."""
        asked = stems.stem(word)
        forms = {form for form in (asked, stems.folded(word)) if len(form) >= vocabulary.SHORTEST_PART}
        begin = (stem for form in forms for stem in _that_begin(self._stems, form))
        end = (stem[::-1] for form in forms for stem in _that_begin(self._backwards, form[::-1]))
        found = dict.fromkeys(end, vocabulary.ENDS) | dict.fromkeys(begin, vocabulary.BEGINS)
        return found | {asked: vocabulary.EXACT} if asked in self._counts else found

    def _not_as_typed(self, asked: str) -> dict[str, float]:
        near = vocabulary.near(asked, self._stems) | (vocabulary.parts_of(asked) & self._counts.keys())
        longer = (stem for stem in near if len(stem) > vocabulary.SHORTEST_PART)
        return {stem: likeness for stem in longer if (likeness := vocabulary.likeness(asked, stem))}

    def that_fit(self, groups: Sequence[Sequence[Meaning]], but: Collection[str]) -> Iterator[Fitting]:
        """Of `without`, those that do not only happen to have one of the words. groups: what each word may mean."""
        says = [{each.stem: self._says(each) for each in _as_meant(group)} for group in groups]
        for each, weights, length in self.without(but):
            told = sum(max((says_so[stem] * each.weights[stem] for stem in each.weights.keys() & says_so), default=0.0)
                       for says_so in says)  # fmt: skip
            if told >= ENOUGH:
                yield Fitting(each, weights, length, told >= SURELY)

    def _says(self, meaning: Meaning) -> float:
        is_common = self._counts[meaning.stem] >= COMMON * len(self)
        return meaning.likeness * (SAYS_LESS if is_common else 1.0)


def _as_meant(group: Sequence[Meaning]) -> Sequence[Meaning]:
    """The word itself where there is one."""
    return group[:1] if group and group[0].likeness == vocabulary.EXACT else group


def _that_begin(ordered: Sequence[str], form: str) -> Iterator[str]:
    return takewhile(lambda each: each.startswith(form), ordered[bisect_left(ordered, form) :])


def together(indexed: Sequence[Sequence[Meaning]], beside: Iterable[Sequence[Meaning]]) -> list[list[Meaning]]:
    """What each word may mean, in the index or beside it."""
    merged = []
    for ours, theirs in zip(indexed, beside, strict=True):
        known = {each.stem: each for each in ours}
        for each in theirs:
            same = known.get(each.stem)
            documents = each.documents + (same.documents if same else 0)
            known[each.stem] = Meaning(each.stem, max(each.likeness, same.likeness if same else 0.0), documents)
        merged.append(sorted(known.values(), key=lambda it: (-it.likeness, -it.documents, it.stem)))
    return merged
