"""From text to words: as they were typed, and as they are compared."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.understanding.lexicon import FILLER, SHORT

LONGEST = 300
"""Signs. Who types more asks for nothing in a few words: it is a story, or somebody else's mail."""
SHORTEST_GUESSED = 5
"""Letters: a typing error in a shorter word makes another word of it."""

_WORD = re.compile(r"\d{1,4}[-/.]\d{1,2}(?:[-/.]\d{2,4})?(?!\d)|[^\W_]+(?:['’][^\W\d_]+)?")
_ENDINGS = ("en", "n", "s", "e", "t", "je")
SHORTEST_PART = 4


@dataclass(frozen=True, slots=True)
class SaidWord:
    """One word. text: as it was typed; word: in lower case and without accents; meant: put right where it was a slip.

    start, end: where it stands in the sentence.
    """

    text: str
    word: str
    start: int = 0
    end: int = 0
    meant: str = ""


def plain(text: str) -> str:
    """In lower case and without accents, with one kind of apostrophe."""
    folded = text.casefold().replace("’", "'").replace("‘", "'")
    if folded.isascii():
        return folded
    apart = unicodedata.normalize("NFKD", folded)
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def said(text: str) -> list[SaidWord]:
    words = ((found, plain(found[0])) for found in _WORD.finditer(text[: LONGEST * 2]))
    return [SaidWord(found[0], SHORT.get(word, word), *found.span()) for found, word in words]


def forms(word: str) -> Iterator[str]:
    """The word, and what it may be an inflection of, the likeliest first."""
    yield word
    yield word.replace("'", "")
    for ending in _ENDINGS:
        bare = word.removesuffix(ending).removesuffix("'")
        # "oudern" is no form of "ouder": a letter was left out.
        if len(bare) >= 3 and bare != word and (ending != "n" or bare[-1] in "aeiou"):
            yield bare
    if len(word) > 2:
        yield f"{word}en"
        yield f"{word}s"


def known_form(word: str, known: Collection[str]) -> str:
    """How the vocabulary writes it; empty when it does not."""
    return next((form for form in forms(word) if form in known), "")


def halves(word: str, known: Collection[str], *, all_of_it: bool = True) -> tuple[str, str] | None:
    """ "mobiliteitsprojecten" is said in Dutch as one word, and means two that are known.

    all_of_it: False where only the second has to be: "windproject". "Tarieven" has none: "even" says nothing.
    """
    for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        first, last = word[:at], word[at:]
        if (
            last in known
            and (all_of_it or last not in FILLER)
            and (found := known_form(first, known) or ("" if all_of_it else first))
        ):
            return found, last
    return None


def slip(word: str, known: "ByLength") -> str:
    """What was meant by a word with a typing error; empty when nothing is near, or two words are as near."""
    found = slips(word, known)
    same = {each: _same_start(word, each) for each in found}
    found = [each for each in found if same[each] == max(same.values())]
    # Of two forms of one word rather the longer: a letter is sooner left out than added.
    likely = max(found, key=len, default="")
    return likely if len({each[:4] for each in found}) == 1 and len(found[0]) >= SHORTEST_GUESSED - 1 else ""


def _same_start(word: str, other: str) -> int:
    shorter = min(len(word), len(other))
    return next((at for at, (one, two) in enumerate(zip(word, other, strict=False)) if one != two), shorter)


def slips(word: str, known: "ByLength") -> list[str]:
    """The words that it may be with one or two errors, those that are as near together."""
    if len(word) < SHORTEST_GUESSED - 1 or not word.isalpha():
        return []
    most = 1 if len(word) < 8 else 2
    # Of a short word only a letter may have been left out, or turned around.
    is_short = len(word) < SHORTEST_GUESSED
    shortest = len(word) if is_short else len(word) - most
    found = list[tuple[int, str]]()
    for length in range(shortest, len(word) + most + 1):
        near = process.extract(word, known.of(length), scorer=OSA.distance, score_cutoff=most, limit=None)
        found += [
            (distance, each)
            for each, distance, _ in near
            if _begins_so(word, each) and _is_a_slip(word, each)
            if not is_short or length > len(word) or sorted(word) == sorted(each)
        ]
    nearest = min((distance for distance, _ in found), default=most + 1)
    return [each for distance, each in found if distance == nearest]


def _begins_so(word: str, other: str) -> bool:
    """Hardly anybody errs in the first letter, but by turning it around with the next."""
    return other[0] == word[0] or set(other[:2]) == set(word[:2])


def _is_a_slip(word: str, other: str) -> bool:
    """A letter is left out, doubled, turned around with the next, or the key beside it; "verwarming" is a word."""
    if len(word) != len(other) or sorted(word) == sorted(other):
        return True
    return all(one == two or {one, two} in _TAKEN_FOR for one, two in zip(word, other, strict=True))


_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SOUNDS = ("dt", "sz", "fv", "ck", "gh", "iy")
_TAKEN_FOR = [set(pair) for row in _KEYS for pair in pairwise(row)] + [set(pair) for pair in _SOUNDS]


class ByLength:
    """Words by how long they are: a slip changes that by little."""

    def __init__(self, words: Collection[str]) -> None:
        self._words: dict[int, list[str]] = {}
        for word in sorted(words):
            self._words.setdefault(len(word), []).append(word)

    def of(self, length: int) -> Sequence[str]:
        return self._words.get(length, ())
