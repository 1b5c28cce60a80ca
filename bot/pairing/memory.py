"""What the rounds before mean for the next one."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence

from bot.pairing.inputs import Group, Held, Met, PairingHistory


def remember(held: Sequence[Held], next_round: Group) -> PairingHistory:
    """held: oldest first. next_round: everybody who takes part; of others nothing is remembered."""
    present = frozenset(next_round.ids)
    return PairingHistory(
        met=_met(held, present),
        waits=_turns([(_everybody(round_), round_.waiting.ids) for round_ in held], next_round),
        extras=_turns([(_everybody(round_), tuple(_extra_places(round_))) for round_ in held], next_round),
    )


def _met(held: Sequence[Held], present: frozenset[int]) -> tuple[Met, ...]:
    last: dict[tuple[int, int], int] = {}
    times = Counter[tuple[int, int]]()
    for number, round_ in enumerate(held):
        for group in round_.groups:
            for one, other in group.ties():
                if one in present and other in present:
                    pair = (one, other) if one < other else (other, one)
                    last[pair] = number
                    times[pair] += 1
    return tuple(Met(*pair, len(held) - number, times[pair]) for pair, number in last.items())


def _everybody(round_: Held) -> Group:
    together = [*round_.groups, round_.waiting]
    return Group(
        tuple(person for group in together for person in group.communication),
        tuple(person for group in together for person in group.participation),
    )


def _extra_places(round_: Held) -> Iterator[int]:
    """The colleagues with more than one buddy across, once for each buddy more."""
    for group in round_.groups:
        for side, others in ((group.communication, group.participation), (group.participation, group.communication)):
            for person in side:
                yield from [person] * (len(others) - 1)


def _turns(rounds: Sequence[tuple[Group, Collection[int]]], next_round: Group) -> dict[int, int]:
    """How often each had a turn, of (who was there, who had a turn) by round.

    Who comes in or comes back counts as the one with the fewest turns of their side: else they would have to make up
    for rounds that they did not take part in.
    """
    turns: dict[int, int] = {}
    for there, took in [*rounds, (next_round, ())]:
        for side in there:
            fewest = min((turns[person] for person in side if person in turns), default=0)
            for person in side:
                turns[person] = max(turns.get(person, 0), fewest)
        for person in took:
            turns[person] += 1
    return {person: turns[person] for person in next_round.ids if turns[person]}
