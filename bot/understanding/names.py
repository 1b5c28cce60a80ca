"""KnownNames from the register in a sentence: whole or in part, also with a typing error."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from bot.understanding.lexicon import FILLER, IN_DUTCH
from bot.understanding.sentence import SHORTEST_GUESSED, ByLength, SaidWord, forms, said, slips

IsWord = Callable[[SaidWord], bool]
"""Whether it means something by itself, so that it alone does not name anything."""

TOGETHER, WHOLE, INFLECTED, SLIP, PART = 1.01, 1.0, 0.9, 0.8, 0.55
"""How much a word of the sentence is like a word of a name; two that are one word in the name say it most."""
SHORTEST_PART, LONG_PART, SHORTEST_REST = 4, 6, 3
"""Letters of a part that is at least half of the word, and of any part; and of what a compound adds to a part."""
MOST_BETWEEN = 2
"""Words that say nothing, between two words of a name."""

_DOUBLE = re.compile(r"([aeou])\1")
_SAYS_LITTLE = frozenset(
    {"project", "plan", "gemeente", "wijk", "buurt", "straat", "beleid", "programma", "nieuw", "nieuwe", "oud", "oude"}
)

ENDS_NAMES = frozenset(("visie", "plan", "beleid", "programma", "akkoord", "aanpak", "nota"))
"""The second half of what is one word in a name: "omgevingsvisie"."""


class Name(NamedTuple):
    """value: an id or a code; "" when several have it. text: as the register writes it."""

    value: str
    text: str


Likeness = Mapping[tuple[str, ...], tuple[float, int]]
"""Of one word of a sentence: the parts of names that it may say -> how much it is like them, and how many words it is
in the sentence."""


class SaidName(NamedTuple):
    """Where a sentence says a name. likeness: of all its words together. is_whole: nothing of the name is left out."""

    name: Name
    start: int
    end: int
    likeness: float
    is_whole: bool


class KnownNames:
    """KnownNames by the words that they are made of."""

    def __init__(self, names: Iterable[Name], *, in_compounds: bool = False) -> None:
        """in_compounds: a word that only begins or ends as one of theirs may say them: "windmolens", "de kade"."""
        self.names = tuple(names)
        self._in_compounds = in_compounds
        self.parts = tuple(tuple(each.word for each in said(name.text)) for name in self.names)
        self.words = frozenset(part for parts in self.parts for part in parts)
        self._with: dict[str, list[int]] = {}
        self._joined: dict[str, tuple[str, str]] = {}
        for number, parts in enumerate(self.parts):
            for part in parts:
                self._with.setdefault(part, []).append(number)
            self._joined |= {one + other: (one, other) for one, other in pairwise(parts)}
        self._by_form = {form: part for part in self.words if part not in FILLER for form in forms(part)}
        self._by_length = ByLength([part for part in self.words if part not in FILLER])
        self._folded = {part: folded(part) for part in self.words if len(part) > SHORTEST_PART}

    def with_one_of(self, parts: Iterable[str]) -> set[int]:
        return {number for part in parts for number in self._with.get(part, ())}

    def like(self, word: SaidWord, following: str, is_word: bool) -> Likeness:
        typed = word.word
        if typed in self.words:
            return {(typed,): (WHOLE, 1)}
        if typed in FILLER:
            return {}
        if typed in self._joined:
            return {self._joined[typed]: (WHOLE, 1)}
        if len(typed + following) >= SHORTEST_GUESSED and typed + following in self.words and following:
            return {(typed + following,): (TOGETHER, 2)}
        if dutch := IN_DUTCH.get(typed, ""):
            both = dutch + IN_DUTCH.get(following, following)
            if both in self.words and following:
                return {(both,): (TOGETHER, 2)}
            if dutch in self.words and not is_word:
                return {(dutch,): (INFLECTED, 1)}
        if form := next((form for form in forms(typed) if form in self._by_form), ""):
            return {(self._by_form[form],): (INFLECTED, 1)}
        if is_word:
            return {}
        near: Likeness = {(part,): (SLIP, 1) for part in slips(typed, self._by_length)}
        longer = self._longer(typed) or self._longer(dutch) or self._akin(typed)
        return near or {(part,): (PART, 1) for part in longer}

    def _longer(self, word: str) -> list[str]:
        if len(word) < SHORTEST_PART:
            return []
        stem = folded(word.removesuffix("en") if len(word) > LONG_PART else word)
        return [
            part
            for part, bare in self._folded.items()
            if len(part) > len(word)
            and (len(word) >= LONG_PART or 2 * len(word) >= len(part))
            and (bare.startswith(stem) or part.endswith(word))
        ]

    def _akin(self, word: str) -> list[str]:
        """ "Windmolens" are of "Zoekgebied wind", and "de kade" is the Havenkade."""
        if not self._in_compounds or len(word) < SHORTEST_PART:
            return []
        return [part for part in sorted(self.words) if _is_compound_of(word, part)]


def _is_compound_of(word: str, part: str) -> bool:
    """One of the two begins or ends the other, as a word of its own."""
    if word in _SAYS_LITTLE or part in _SAYS_LITTLE or min(len(word), len(part)) < SHORTEST_PART:
        return False
    return (word.startswith(part) and len(word) - len(part) >= SHORTEST_REST) or (
        part.endswith(word) and len(part) - len(word) >= SHORTEST_REST
    )


NO_NAMES = KnownNames(())


@lru_cache(maxsize=16)
def kept(names: tuple[Name, ...]) -> KnownNames:
    """Of lists that hardly ever change, such as the areas of a municipality; another list is another key."""
    return KnownNames(names)


def folded(word: str) -> str:
    """Vowels are never double: the beginning of "parkeerbeleid" is "parkeren"."""
    return _DOUBLE.sub(r"\1", word)


def best(sentence: Sequence[SaidWord], names: KnownNames, is_word: IsWord) -> list[SaidName]:
    """Of each stretch of the sentence the name that fits best; a name without value where several fit as well."""
    following = [*(each.word for each in sentence[1:]), ""]
    like = [names.like(each, following[at], is_word(each)) for at, each in enumerate(sentence)]
    touched = names.with_one_of(part for found in like for parts in found for part in parts if part not in FILLER)
    found = [hit for number in sorted(touched) if (hit := _hit(sentence, names, number, like, is_word))]
    found.sort(key=lambda hit: (-hit.likeness, not hit.is_whole, len(hit.name.text)))
    kept_hits = list[SaidName]()
    for hit in found:
        rivals = [other for other in kept_hits if hit.start < other.end and other.start < hit.end]
        if not rivals:
            kept_hits.append(hit)
        elif len(rivals) == 1 and _is_as_good(hit, rivals[0]) and hit.name.value != rivals[0].name.value:
            several = rivals[0]._replace(name=Name("", _together(sentence, rivals[0])))
            kept_hits[kept_hits.index(rivals[0])] = several
    return kept_hits


def _is_as_good(one: SaidName, other: SaidName) -> bool:
    return abs(one.likeness - other.likeness) < 0.01 and one.is_whole == other.is_whole


def _together(sentence: Sequence[SaidWord], hit: SaidName) -> str:
    return " ".join(each.text for each in sentence[hit.start : hit.end])


def _hit(
    sentence: Sequence[SaidWord],
    names: KnownNames,
    number: int,
    like: Sequence[Likeness],
    is_word: IsWord,
) -> SaidName | None:
    own = names.parts[number]
    at, covered = _covered(own, like)
    if not at:
        return None
    meaning = {part for part in own if part not in FILLER}
    is_whole = meaning <= covered and min(at.values()) > PART
    telling = {place for place, likeness in at.items() if _tells(sentence[place], likeness, is_word)}
    if not telling and not (is_whole and (len(sentence) == 1 or (len(own) > 1 and set(own) <= covered))):
        return None
    start, end = _stretch(sentence, at, telling)
    likeness = sum(
        value * (0.1 if sentence[place].word in FILLER else 1) for place, value in at.items() if start <= place < end
    )
    return SaidName(names.names[number], start, end, likeness + 0.05 * len(covered) / len(own), is_whole)


def _covered(own: Sequence[str], like: Sequence[Likeness]) -> tuple[dict[int, float], set[str]]:
    """Place in the sentence -> likeness, and which parts of the name are said. What is the same goes first."""
    at, covered = dict[int, float](), set[str]()
    found = [
        (likeness, place, parts, taken)
        for place, meanings in enumerate(like)
        for parts, (likeness, taken) in meanings.items()
        if set(parts) <= set(own)
    ]
    for likeness, place, parts, taken in sorted(found, key=lambda each: (-each[0], each[1])):
        if place in at or covered & set(parts):
            continue
        covered.update(parts)
        at |= dict.fromkeys(range(place, place + taken), likeness)
    return at, covered


def _tells(word: SaidWord, likeness: float, is_word: IsWord) -> bool:
    """Whether this word names it, and is not only a word that is in many names, or says something else."""
    if likeness == TOGETHER:
        return True
    if word.word in FILLER or is_word(word):
        return False
    says_little = word.word in _SAYS_LITTLE or IN_DUTCH.get(word.word) in _SAYS_LITTLE
    return not says_little and (likeness >= SLIP or len(word.word) >= SHORTEST_PART)


def _stretch(sentence: Sequence[SaidWord], at: Mapping[int, float], telling: set[int]) -> tuple[int, int]:
    """From the first to the last word of it; without words that stand alone and far away."""
    places = sorted(at)
    runs = [[places[0]]]
    for place in places[1:]:
        between = sentence[runs[-1][-1] + 1 : place]
        says_nothing = all(each.word in FILLER or each.meant in _SAYS_LITTLE for each in between)
        if len(between) <= MOST_BETWEEN and says_nothing:
            runs[-1].append(place)
        else:
            runs.append([place])
    naming = [run for run in runs if telling & set(run)] or runs
    run = max(naming, key=lambda each: sum(at[place] for place in each if sentence[place].word not in FILLER))
    while len(run) > 1 and sentence[run[0]].word in FILLER:
        run = run[1:]
    while len(run) > 1 and sentence[run[-1]].word in FILLER:
        run = run[:-1]
    return run[0], run[-1] + 1
