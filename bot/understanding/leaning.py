"""To which answer a sentence leans, by what sentences like it turned out to ask for.

The grammar explains words that somebody thought of; this table knows which words went with which command in the
sentences to build with. A line of `leaning.txt` is a sign (a word, a class of words, something mentioned, two after
each other, how a word begins or ends) and how much it speaks for which answers. `python -m tests.words.learning` makes
it from sentences of ours; nothing that colleagues type comes into it.
"""

import math
import re
import string
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

from bot.understanding.lexicon import CLASSES_OF
from bot.understanding.mentions import TOLD_WHOLE, Mention
from bot.understanding.sentence import SaidWord

SEARCH, SMALL_TALK = "search", "small_talk"
"""Answers that are no command."""
PART = 4
"""Letters of a piece of a word."""
SCALE = 3.0
"""How far all signs together go: a long sentence says no more than a short one."""
STEPS = 3
"""In which a weight of one is written."""
FIRST, LAST = "^", "$"
LETTERS = f"{string.ascii_letters}.,:;/=+*"
"""By which the lines name the answers, in the order of the list on top."""

_NUMBERS = {letter: number for number, letter in enumerate(LETTERS)}
_SAID = re.compile(r"(.)(-?\d+)")


class Table:
    """The lines stay the text that they are, and are looked up in it: they take a fifth of what a dictionary would.

    answers: their names. bias: how likely each is without any sign.
    """

    def __init__(self, text: str) -> None:
        head, _, lines = text.partition("\n\n")
        told = [line.split("\t") for line in head.splitlines()]
        self.answers = tuple(name for _, name, _ in told)
        self.bias = tuple(int(bias) / STEPS for *_, bias in told)
        self._lines = lines.encode()
        self._starts = array("I", [0, *(at.end() for at in re.finditer(rb"\n", self._lines))][:-1])

    def says(self, sign: str) -> list[tuple[int, int]]:
        """For or against which answers it speaks, and by how many steps."""
        at, known = self._line(sign)
        if not known:
            return []
        line = self._lines[at : self._lines.index(b"\n", at)].decode()
        return [(_NUMBERS[letter], int(steps)) for letter, steps in _SAID.findall(line.partition("\t")[2])]

    def __contains__(self, sign: str) -> bool:
        return self._line(sign)[1]

    def _line(self, sign: str) -> tuple[int, bool]:
        """Where it begins, or would."""
        wanted = f"{sign}\t".encode()
        place = bisect_left(self._starts, wanted, key=lambda start: self._lines[start : start + len(wanted)])
        at = self._starts[place] if place < len(self._starts) else len(self._lines)
        return at, self._lines.startswith(wanted, at)


@cache
def table() -> Table:
    return Table((Path(__file__).parent / "leaning.txt").read_text("utf-8"))


def signs(text: str, read: Sequence[SaidWord], found: Sequence[Mention]) -> frozenset[str]:
    """What there is to go by. Of a name or a time only that it is one."""
    return frozenset(_signs(text, read, found))


def _signs(text: str, read: Sequence[SaidWord], found: Sequence[Mention]) -> Iterator[str]:
    named = {at: each for each in found if each.kind in TOLD_WHOLE for at in range(each.start, each.end)}
    told, alike = list[str](), list[str]()
    for at, each in enumerate(read):
        if mention := named.get(at):
            if at == mention.start:
                told.append(f"{{{mention.kind}}}")
                alike.append(told[-1])
            continue
        word = each.meant or each.word
        classes = CLASSES_OF.get(word, ())
        told.append(word)
        alike.append(min(classes, default=word))
        yield from classes
        yield from _pieces(f"<{word}>")
    yield from told
    yield from (f"{{{each.kind}}}" for each in found if each.kind != "me")
    yield from (f"{one} {other}" for one, other in pairwise([FIRST, *told, LAST]))
    yield from (f"{one} & {other}" for one, other in pairwise(alike) if one.isupper() or other.isupper())
    if "?" in text:
        yield "?"


def is_piece(sign: str) -> bool:
    """Of a word: in another language some are the same by chance."""
    return sign[0] == "~"


def _pieces(word: str) -> Iterator[str]:
    """Each stretch of some letters: what an unknown word has in common with known ones."""
    yield from (f"~{word[at : at + PART]}" for at in range(len(word) - PART + 1))


def chances(found: frozenset[str], by: Table) -> dict[str, float]:
    """How likely each answer is; together one."""
    scores = [0.0] * len(by.answers)
    for sign in found:
        for number, steps in by.says(sign):
            scores[number] += steps
    reach = SCALE / math.sqrt(max(len(found), 1)) / STEPS
    return shares({name: bias + score * reach for name, bias, score in zip(by.answers, by.bias, scores, strict=True)})


def shares(scores: Mapping[str, float]) -> dict[str, float]:
    """Of scores that are added up, what part of all is each one's."""
    most = max(scores.values(), default=0.0)
    raised = {name: math.exp(score - most) for name, score in scores.items()}
    total = sum(raised.values())
    return {name: each / total for name, each in raised.items()}
