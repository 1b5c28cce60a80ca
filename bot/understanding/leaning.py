"""To which answer a sentence leans, by what sentences like it turned out to ask for.

The grammar explains words that somebody thought of; this table knows which words went with which command in the
sentences to build with. A line of `leaning.txt` is a sign (a word, a class of words, something mentioned, two after
each other, how a word begins or ends) and how much it speaks for which answers. `python -m tests.words.learning` makes
it from sentences of ours; nothing that colleagues type comes into it.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from bot.understanding.lexicon import CLASSES_OF
from bot.understanding.mentions import TOLD_WHOLE, Mention
from bot.understanding.sentence import SaidWord

SEARCH, SMALL_TALK = "search", "small_talk"
"""Answers that are no command."""
LONG_WORD, PART = 6, 5
"""Letters: of a word that is also known by how it begins and ends, and of that part."""
SCALE = 3.0
"""How far all signs together go: a long sentence says no more than a short one."""
TENTHS = 10
FIRST, LAST = "^", "$"


class Table(NamedTuple):
    """says: of a sign "number:tenths" for each answer that it speaks for or against. bias: of each without any."""

    answers: tuple[str, ...]
    bias: tuple[float, ...]
    says: Mapping[str, str]


@cache
def table() -> Table:
    head, _, lines = (Path(__file__).parent / "leaning.txt").read_text("utf-8").partition("\n\n")
    answers = [line.split("\t") for line in head.splitlines()]
    says = dict(line.split("\t") for line in lines.splitlines())
    return Table(tuple(name for _, name, _ in answers), tuple(int(bias) / TENTHS for *_, bias in answers), says)


def signs(text: str, read: Sequence[SaidWord], found: Sequence[Mention]) -> frozenset[str]:
    """What there is to go by. Of a name or a time only that it is one."""
    return frozenset(_signs(text, read, found))


def _signs(text: str, read: Sequence[SaidWord], found: Sequence[Mention]) -> Iterator[str]:
    named = {at: each for each in found if each.kind in TOLD_WHOLE for at in range(each.start, each.end)}
    told = list[str]()
    for at, each in enumerate(read):
        if mention := named.get(at):
            if at == mention.start:
                told.append(f"{{{mention.kind}}}")
            continue
        word = each.meant or each.word
        told.append(word)
        yield from CLASSES_OF.get(word, ())
        if len(word) >= LONG_WORD:
            yield f"{word[:PART]}-"
            yield f"-{word[-PART:]}"
    yield from told
    yield from (f"{{{each.kind}}}" for each in found if each.kind != "me")
    yield from (f"{one} {other}" for one, other in zip([FIRST, *told], [*told, LAST], strict=True))
    if "?" in text:
        yield "?"


def chances(found: frozenset[str], by: Table) -> dict[str, float]:
    """How likely each answer is; together one."""
    scores = [0.0] * len(by.answers)
    for sign in found:
        for said in by.says.get(sign, "").split():
            number, tenths = said.split(":")
            scores[int(number)] += int(tenths)
    reach = SCALE / math.sqrt(max(len(found), 1)) / TENTHS
    return shares({name: bias + score * reach for name, bias, score in zip(by.answers, by.bias, scores, strict=True)})


def shares(scores: Mapping[str, float]) -> dict[str, float]:
    """Of scores that are added up, what part of all is each one's."""
    most = max(scores.values(), default=0.0)
    raised = {name: math.exp(score - most) for name, score in scores.items()}
    total = sum(raised.values())
    return {name: each / total for name, each in raised.items()}
