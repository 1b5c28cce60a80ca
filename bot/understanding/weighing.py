"""Two voices made one: what the grammar explains, and to what sentences like it lean."""

import math
from collections.abc import Collection, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from bot.understanding.leaning import SEARCH, SMALL_TALK, Table, is_piece, shares

LEANS, GIVEN = 1.2, 0.5
"""How much each says: what sentences like it asked for, and that the grammar answers so. Found on sentences that
neither voice had seen; how much of it a command explains, and what the grammar asks back with, added nothing."""
SURE = 0.7
"""So likely is answered at once; what is less likely is asked back."""
WORTH_A_BUTTON, MOST_BUTTONS = 0.08, 3
"""How likely what is asked back has to be, and how many are at most."""
LIKELY_TOGETHER = 0.9
"""So likely they are to have the right one among them; else they stand beside what the search finds."""
LEAST = 1e-4
"""A chance: nothing is impossible."""
KNOWN_SIGNS = 3
"""Of a sentence in another language next to nothing is known."""


class Verdict(NamedTuple):
    """sure: the one answer; empty when it is asked back. answers: the likeliest first, also the search."""

    sure: str
    answers: tuple[str, ...]


def can_weigh(given: Sequence[str], signs: Collection[str], by: Table) -> bool:
    """A new command is asked for by its own words until sentences for it were learned from."""
    is_new = any(name not in by.answers for name in given)
    known = (sign for sign in signs if not is_piece(sign) and sign in by)
    return not is_new and len(list(islice(known, KNOWN_SIGNS))) == KNOWN_SIGNS


def weighed(leans: Mapping[str, float], how: str, given: Sequence[str]) -> Verdict:
    """leans: the chances of the answers by the table. how, given: what the grammar answers."""
    found = given if how == "command" else ()
    likely = shares({name: LEANS * math.log(each + LEAST) + GIVEN * (name in found) for name, each in leans.items()})
    best = sorted(likely, key=lambda name: -likely[name])
    if likely[best[0]] >= SURE:
        return Verdict(best[0], (best[0],))
    asked = [name for at, name in enumerate(best[:MOST_BUTTONS]) if at < 2 or likely[name] >= WORTH_A_BUTTON]
    if sum(likely[name] for name in asked) < LIKELY_TOGETHER and SEARCH not in asked:
        asked.append(SEARCH)
    return Verdict("", tuple(name for name in asked if name != SMALL_TALK))
