"""Documents that are the same for every municipality, and stand in no table: ranked beside those that do."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from storage.search import stems, vocabulary
from storage.search.vocabulary import Meaning

ENOUGH = 1.4
"""Of what speaks for a document: more than one word that stands somewhere in its text."""
COMMON, SAYS_LESS = 0.2, 0.4
"""A word that is in so many of the documents says so much less."""


class Shipped(NamedTuple):
    """key: several may share one, such as two languages of the same; the best of them counts."""

    key: str
    title: str
    weights: Mapping[str, int]


class Shelf:
    """A few of them: every search looks at all."""

    def __init__(self, shipped: Iterable[Shipped]) -> None:
        self._documents = tuple(
            (each, " ".join(f"{stem}={weight}" for stem, weight in each.weights.items()), sum(each.weights.values()))
            for each in shipped
        )
        self._counts = Counter(stem for each, _, _ in self._documents for stem in each.weights)

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
            asked, typed = stems.stem(word), stems.folded(word)
            forms = {form for form in (asked, typed) if len(form) >= vocabulary.SHORTEST_PART}
            found = [(stem, _likeness(asked, forms, stem)) for stem in self._counts]
            if not any(likeness for _, likeness in found):
                longer = [stem for stem in self._counts if len(stem) > vocabulary.SHORTEST_PART]
                found = [(stem, vocabulary.likeness(asked, stem)) for stem in longer]
            yield [Meaning(stem, likeness, self._counts[stem]) for stem, likeness in found if likeness]

    def that_fit(self, groups: Sequence[Sequence[Meaning]], but: Collection[str]) -> Iterator[tuple[Shipped, str, int]]:
        """Of `without`, those that do not only happen to have one of the words. groups: what each word may mean."""
        says = [{each.stem: self._says(each) for each in _as_meant(group)} for group in groups]
        for each, weights, length in self.without(but):
            told = (max((says_so[stem] * each.weights[stem] for stem in each.weights.keys() & says_so), default=0.0)
                    for says_so in says)  # fmt: skip
            if sum(told) >= ENOUGH:
                yield each, weights, length

    def _says(self, meaning: Meaning) -> float:
        is_common = self._counts[meaning.stem] >= COMMON * len(self)
        return meaning.likeness * (SAYS_LESS if is_common else 1.0)


def _as_meant(group: Sequence[Meaning]) -> Sequence[Meaning]:
    """The word itself where there is one."""
    return group[:1] if group and group[0].likeness == vocabulary.EXACT else group


def _likeness(asked: str, forms: Collection[str], stem: str) -> float:
    if stem == asked:
        return vocabulary.EXACT
    if any(stem.startswith(form) for form in forms):
        return vocabulary.BEGINS
    return vocabulary.ENDS if any(stem.endswith(form) for form in forms) else 0.0


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
