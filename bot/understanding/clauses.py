"""The parts of what somebody typed: who tells a story first, asks in one of its sentences."""

import re
from collections.abc import Sequence
from itertools import pairwise

from bot.understanding.lexicon import FILLER
from bot.understanding.mentions import Mention
from bot.understanding.sentence import SaidWord

CARRIED = frozenset(("project", "area"))
"""What is mentioned once, and meant in the other sentences too."""
ALSO_CARRIED = CARRIED | {"person", "form", "period", "group"}
"""For a form, that somebody checks before it is saved."""
OF_ONE_SENTENCE = CARRIED | {"period", "group", "status", "size", "phase", "level", "domain"}
"""Of a sentence that goes on after a comma."""

TAGS, LONGER = frozenset(("klopt", "right", "ok", "oke")), 4

_STOP = re.compile(r"[.?!\n]\s")
_BREAK = re.compile(r"[.?!;:,\n]|\s[-–—]\s")


def clauses(text: str, said: Sequence[SaidWord]) -> list[range]:
    """Between commas and stops, those that say something; of one sentence nothing."""
    ends = [at for at, (one, other) in enumerate(pairwise(said), start=1) if _BREAK.search(text[one.end : other.start])]
    found = [range(start, end) for start, end in pairwise([0, *ends, len(said)])]
    return [each for each in found if _says_something(said, each)] if ends else []


def has_sentences(text: str) -> bool:
    return _STOP.search(text.strip(" .?!\n")) is not None


def _says_something(said: Sequence[SaidWord], clause: range) -> bool:
    """ "Klopt dat?" says nothing."""
    return any((said[at].meant or said[at].word) not in FILLER for at in clause) and not (
        len(clause) < LONGER and said[clause.start].word in TAGS
    )


def mentioned(found: Sequence[Mention], clause: range, carried: frozenset[str]) -> list[Mention]:
    """In the clause, and of elsewhere what it may be about: what it mentions itself goes first."""
    inside = [each for each in found if each.start in clause]
    kinds = {each.kind for each in inside}
    return [*inside, *(each for each in found if each.kind in carried - kinds)]
