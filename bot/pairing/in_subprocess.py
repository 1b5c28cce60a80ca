"""A round, drawn in a process of its own: SciPy takes half a second and 50 MB to load."""

import msgspec

from bot import subprocesses
from bot.pairing.ahead import Drawn
from bot.pairing.inputs import USUAL, Candidate, Held, Wishes

_NOBODY: frozenset[tuple[int, int]] = frozenset()


class RoundOrder(msgspec.Struct, frozen=True):
    """What `ahead.next_round` wants."""

    people: tuple[Candidate, ...]
    before: tuple[Held, ...]
    seed: int
    never: frozenset[tuple[int, int]] = _NOBODY
    wishes: Wishes = USUAL


def next_round(order: RoundOrder) -> Drawn:
    """The same as `ahead.next_round`. Raises NoAnswer."""
    return msgspec.json.decode(subprocesses.ask("bot.pairing", msgspec.json.encode(order)), type=Drawn)
