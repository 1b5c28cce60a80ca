"""Two voices made one: what the grammar explains, and to what sentences like it lean."""

import math
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from bot.understanding.leaning import SEARCH, SMALL_TALK, Table, shares

LEANS, EXPLAINS, GIVEN, ASKED_BACK, FITS_NOTHING = 1.45, 0.6, 0.8, 0.6, 1.2
"""How much each says: what sentences like it asked for; how much of it a command explains; that the grammar answers so,
asks back with it, or finds nothing that fits. Found on sentences that neither voice had seen."""
SURE, SURE_ALONE = 0.7, 0.8
"""So likely is answered at once, also when the grammar answers something else; what is less likely is asked back."""
WORTH_A_BUTTON, MOST_BUTTONS = 0.08, 3
"""How likely what is asked back has to be, and how many are at most."""
LEAST = 1e-4
"""A chance: nothing is impossible."""
KNOWN_SIGNS = 3
"""Of a sentence in another language next to nothing is known."""


class Voices(NamedTuple):
    """Both by the name of the answer."""

    leans: Mapping[str, float]
    coverage: Mapping[str, float]


class Verdict(NamedTuple):
    """sure: the one answer; empty when it is asked back. answers: the likeliest first."""

    sure: str
    answers: tuple[str, ...]


def can_weigh(given: Sequence[str], signs: Collection[str], by: Table) -> bool:
    """A new command is asked for by its own words until sentences for it were learned from."""
    is_new = any(name not in by.answers for name in given)
    return not is_new and sum(sign in by.says for sign in signs) >= KNOWN_SIGNS


def weighed(voices: Voices, how: str, given: Sequence[str]) -> Verdict:
    """how, given: what the grammar answers."""

    def score(name: str, leans: float) -> float:
        found = LEANS * math.log(leans + LEAST) + EXPLAINS * voices.coverage.get(name, 0.0)
        if name in given:
            return found + (ASKED_BACK if how == "choose" else GIVEN)
        return found + (FITS_NOTHING if how == name == SEARCH else 0.0)

    likely = shares({name: score(name, leans) for name, leans in voices.leans.items()})
    best = sorted(likely, key=lambda name: -likely[name])
    is_explained = best[0] in given or best[0] in (SEARCH, SMALL_TALK)
    if likely[best[0]] >= (SURE if is_explained else SURE_ALONE):
        return Verdict(best[0], (best[0],))
    asked = [name for at, name in enumerate(best[:MOST_BUTTONS]) if at < 2 or likely[name] >= WORTH_A_BUTTON]
    return Verdict("", tuple(name for name in asked if name != SMALL_TALK))
