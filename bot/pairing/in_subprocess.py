"""A round, drawn in a process of its own: SciPy takes half a second and 50 MB to load."""

import msgspec

from bot import subprocesses
from bot.pairing import ahead
from bot.pairing.ahead import Drawn
from bot.pairing.draw import needs_solving
from bot.pairing.inputs import USUAL, Candidate, Held, Wishes

_NOBODY: frozenset[tuple[int, int]] = frozenset()


class RoundOrder(msgspec.Struct, frozen=True):
    """What `ahead.next_round` wants."""

    people: tuple[Candidate, ...]
    before: tuple[Held, ...]
    seed: int
    never: frozenset[tuple[int, int]] = _NOBODY
    wishes: Wishes = USUAL
    recent: int = 8


def next_round(order: RoundOrder) -> Drawn:
    """The same as `ahead.next_round`. Raises NoAnswer.

    Where there is nothing to solve no process starts: in municipalities without buddies, or with two.
    """
    if not needs_solving(order.people):
        return ahead.next_round(order.people, order.before, order.seed, order.never, order.wishes, order.recent)
    return msgspec.json.decode(subprocesses.ask("bot.pairing", msgspec.json.encode(order)), type=Drawn)
