"""Names from the register in a sentence: whole or in part, also with a typing error."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from rapidfuzz.distance import OSA

from bot.understanding.lexicon import FILLER
from bot.understanding.sentence import SHORTEST_GUESSED, Said, forms, said

_DOUBLE = re.compile(r"([aeou])\1")
IsWord = Callable[[Said], bool]
"""Whether it means something by itself, so that it alone does not name anything."""

WHOLE, INFLECTED, SLIP, PART = 1.0, 0.9, 0.8, 0.55
SHORTEST_PART, LONG_PART = 4, 6
"""Letters of a part that is at least half of the word, and of any part."""
_SAYS_LITTLE = frozenset("project plan gemeente wijk buurt straat beleid programma visie nieuwe nieuw".split())


class Name(NamedTuple):
    """value: an id or a code; "" when several have it. text: as the register writes it."""

    value: str
    text: str


class Hit(NamedTuple):
    """Where a sentence says a name. likeness: of all its words together. is_whole: nothing of the name is left out."""

    name: Name
    start: int
    end: int
    likeness: float
    is_whole: bool


def best(sentence: Sequence[Said], names: Iterable[Name], is_word: IsWord, *, forgiving: bool = True) -> list[Hit]:
    """Of each stretch of the sentence the name that fits best; a name without value where several fit as well."""
    found = [hit for name in names if (hit := _hit(sentence, name, is_word, forgiving))]
    found.sort(key=lambda hit: (-hit.likeness, not hit.is_whole, len(hit.name.text)))
    kept = list[Hit]()
    for hit in found:
        rivals = [other for other in kept if hit.start < other.end and other.start < hit.end]
        if not rivals:
            kept.append(hit)
        elif len(rivals) == 1 and _is_as_good(hit, rivals[0]) and hit.name.value != rivals[0].name.value:
            kept[kept.index(rivals[0])] = rivals[0]._replace(
                name=Name("", _together(sentence, rivals[0])), is_whole=rivals[0].is_whole
            )
    return kept


def _is_as_good(one: Hit, other: Hit) -> bool:
    return abs(one.likeness - other.likeness) < 0.01 and one.is_whole == other.is_whole


def _together(sentence: Sequence[Said], hit: Hit) -> str:
    return " ".join(each.text for each in sentence[hit.start : hit.end])


def _hit(sentence: Sequence[Said], name: Name, is_word: IsWord, forgiving: bool) -> Hit | None:
    parts = [each.word for each in said(name.text)]
    at = dict[int, float]()
    covered = set[int]()
    names_it = False
    exact = {place for place, each in enumerate(sentence) if each.word in parts}
    # A word that is the same goes before one that only looks like it.
    for place in sorted(range(len(sentence)), key=lambda one: one not in exact):
        each = sentence[place]
        likeness, part, taken = _likeness(sentence, place, parts, covered, forgiving)
        if not likeness:
            continue
        if place in at:
            continue
        for step in range(taken):
            at[place + step] = likeness
        covered.update(part)
        says_much = likeness > PART or len(each.word) >= SHORTEST_PART
        if says_much and each.word not in FILLER and each.word not in _SAYS_LITTLE and not is_word(each):
            names_it = True
        elif likeness >= SLIP and each.word in _SAYS_LITTLE and not is_word(each):
            names_it = True
    if not at:
        return None
    meaning = {number for number, part in enumerate(parts) if part not in FILLER}
    is_whole = meaning <= covered and min(at.values()) > PART
    if not (names_it or (is_whole and (len(parts) > 1 or len(sentence) == 1))):
        return None
    start, end = _stretch(sentence, at, names_it, is_word)
    total = sum(
        value * (0.1 if sentence[place].word in FILLER else 1) for place, value in at.items() if start <= place < end
    )
    return Hit(name, start, end, total + (0.05 * len(covered) / len(parts)), is_whole)


def _stretch(sentence: Sequence[Said], at: dict[int, float], names_it: bool, is_word: IsWord) -> tuple[int, int]:
    """From the first to the last word of it; without words that stand alone and far away."""
    places = sorted(at)
    runs = [[places[0]]]
    for place in places[1:]:
        between = sentence[runs[-1][-1] + 1 : place]
        if len(between) <= 2 and all(each.word in FILLER for each in between):
            runs[-1].append(place)
        else:
            runs.append([place])
    telling = [
        run for run in runs if any(sentence[p].word not in FILLER and not is_word(sentence[p]) for p in run)
    ] or runs
    run = max(telling, key=lambda each: sum(at[place] for place in each if sentence[place].word not in FILLER))
    while len(run) > 1 and sentence[run[0]].word in FILLER:
        run = run[1:]
    while len(run) > 1 and sentence[run[-1]].word in FILLER:
        run = run[:-1]
    return run[0], run[-1] + 1


def _likeness(
    sentence: Sequence[Said], place: int, parts: Sequence[str], covered: set[int], forgiving: bool
) -> tuple[float, list[int], int]:
    """How much this word, with the next one where they are one in the name, is a part of it; which; how many words."""
    word = sentence[place].word
    found = (0.0, list[int](), 1)
    for number, part in enumerate(parts):
        if number in covered:
            continue
        if word == part:
            return WHOLE, [number], 1
        likeness = _as_one(word, part) if forgiving else 0.0
        if likeness > found[0]:
            found = likeness, [number], 1
        if forgiving and number + 1 < len(parts) and word == part + parts[number + 1]:
            return WHOLE, [number, number + 1], 1
        following = sentence[place + 1].word if place + 1 < len(sentence) else ""
        if forgiving and following and len(part) >= SHORTEST_GUESSED and word + following == part:
            return WHOLE, [number], 2
    return found


def folded(word: str) -> str:
    """Vowels are never double: the beginning of "parkeerbeleid" is "parkeren"."""
    return _DOUBLE.sub(r"\1", word)


def _as_one(word: str, part: str) -> float:
    if word in FILLER or part in FILLER:
        return 0.0
    if word in forms(part) or part in forms(word):
        return INFLECTED
    if len(word) < SHORTEST_PART:
        return 0.0
    if len(word) >= SHORTEST_GUESSED and len(part) >= SHORTEST_GUESSED:
        most = 1 if len(part) < 8 else 2
        if word[0] == part[0] and OSA.distance(word, part, score_cutoff=most) <= most:
            return SLIP
    shorter, longer = sorted((word, part), key=len)
    if longer is word or len(shorter) < SHORTEST_PART:
        return 0.0
    stem = folded(word.removesuffix("en") if len(word) > 6 else word)
    if len(word) < LONG_PART and 2 * len(word) < len(part):
        return 0.0
    return PART if folded(part).startswith(stem) or part.endswith(word) else 0.0
