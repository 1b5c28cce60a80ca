"""A round: everybody's group, and who waits."""

from collections.abc import Collection, Iterator, Sequence
from itertools import product
from typing import Literal, NamedTuple

from bot.pairing.inputs import SIDES, Candidate, Group, Held, Inputs

Reason = Literal["nobody_there", "no_room", "no_match"]


class Wait(NamedTuple):
    """reason: nobody of the other discipline takes part, all places were taken, or nobody could be matched."""

    id: int
    reason: Reason


class Round(NamedTuple):
    groups: Sequence[Group]
    waiting: Sequence[Wait]


def needs_solving(people: Collection[Candidate]) -> bool:
    """Not without anybody of a discipline; and two people can only be each other's buddy."""
    return len(people) > len(SIDES) and {person.side for person in people} == {*SIDES}


def draw(inputs: Inputs) -> Round:
    """The same inputs always give the same round."""
    groups = sorted(_stars(_ties(inputs)), key=lambda group: min(group.ids))
    placed = {person for group in groups for person in group.ids}
    left = sorted(person.id for person in inputs.candidates if person.id not in placed)
    return Round(groups, [Wait(person, _why(inputs, person)) for person in left])


def _ties(inputs: Inputs) -> Sequence[tuple[int, int]]:
    if not needs_solving(inputs.candidates):
        one, other = (tuple(person.id for person in inputs.of(side)) for side in SIDES)
        return [pair for pair in product(one, other) if inputs.never.isdisjoint({pair, pair[::-1]})]
    # SciPy takes half a second and 50 MB to load: only whoever draws a round pays for it.
    from bot.pairing.solving import solve

    return solve(inputs)


def _stars(ties: Sequence[tuple[int, int]]) -> Iterator[Group]:
    """Whoever has several buddies is the middle of a group; those who are left are pairs."""
    by_one: dict[int, list[int]] = {}
    by_other: dict[int, list[int]] = {}
    for one, other in ties:
        by_one.setdefault(one, []).append(other)
        by_other.setdefault(other, []).append(one)
    for one, others in by_one.items():
        if len(others) > 1:
            yield Group((one,), tuple(sorted(others)))
    for other, ones in by_other.items():
        if len(ones) > 1 or len(by_one[ones[0]]) == 1:
            yield Group(tuple(sorted(ones)), (other,))


def _why(inputs: Inputs, person: int) -> Reason:
    side = next(candidate.side for candidate in inputs.candidates if candidate.id == person)
    others = {candidate.id for candidate in inputs.candidates if candidate.side != side}
    if not others:
        return "nobody_there"
    refused = {other for pair in inputs.never if person in pair for other in pair}
    return "no_room" if others - refused else "no_match"


def held(inputs: Inputs, drawn: Round) -> Held:
    """As later rounds remember it."""
    left = {wait.id for wait in drawn.waiting}
    waiting = (tuple(person.id for person in inputs.of(side) if person.id in left) for side in SIDES)
    return Held(drawn.groups, Group(*waiting))
