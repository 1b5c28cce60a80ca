"""The best round by trying all of them. Knows what a round is worth from the rules in words, not from the solver."""

from collections.abc import Iterator, Sequence
from itertools import product
from random import Random

from bot.pairing.inputs import Candidate, Group, Inputs

Ties = frozenset[tuple[int, int]]
"""Pairs of ids, communication first."""


def all_rounds(inputs: Inputs) -> Iterator[Ties]:
    """Every way to put people in groups with both disciplines: also the one in which everybody waits."""
    people = {person.id: person for person in inputs.candidates}
    possible = [
        (one.id, other.id)
        for one, other in product(inputs.of("communication"), inputs.of("participation"))
        if not {(one.id, other.id), (other.id, one.id)} & inputs.never
    ]
    for chosen in product((False, True), repeat=len(possible)):
        ties = frozenset(tie for tie, is_in in zip(possible, chosen, strict=True) if is_in)
        buddies = {person: sum(person in tie for tie in ties) for person in people}
        is_star = all(buddies[one] == 1 or buddies[other] == 1 for one, other in ties)
        if is_star and all(buddies[person] <= _room(inputs, people[person]) for person in people):
            yield ties


def _room(inputs: Inputs, person: Candidate) -> int:
    return max(1, min(person.most, inputs.wishes.largest - 1))


def worth(inputs: Inputs, ties: Ties) -> tuple[int, ...]:
    """What is wrong with a round, the gravest first: the smallest tuple is the best round."""
    communication, participation = inputs.of("communication"), inputs.of("participation")
    sides = (communication, participation)
    placed = {person for tie in ties for person in tie}
    waiting = [(side, person) for side in sides for person in side if person.id not in placed]
    _, larger = sorted(sides, key=len)
    met = {frozenset((met.one, met.other)): met for met in inputs.memory.met}
    known = [met[frozenset(tie)] for tie in ties if frozenset(tie) in met]
    return (
        len(waiting),
        sum(
            1 + min(7, _turns(inputs, person) - min(_turns(inputs, other) for other in side))
            for side, person in waiting
        ),
        sum(max(0, _buddies(ties, person) - 1) for person in larger),
        sum(max(0, 4 - one.ago) for one in known),
        sum(4 * (1 + max(0, 12 - one.ago)) + min(3, one.times) for one in known),
        sum(_extra_points(inputs, ties, side) for side in sides),
        sum(_soft(inputs, *tie) for tie in ties),
    )


def _turns(inputs: Inputs, person: Candidate) -> int:
    return inputs.memory.waits.get(person.id, 0)


def _buddies(ties: Ties, person: Candidate) -> int:
    return sum(person.id in tie for tie in ties)


def _extra_points(inputs: Inputs, ties: Ties, side: Sequence[Candidate]) -> int:
    had = sorted({inputs.memory.extras.get(person.id, 0) for person in side})
    return sum(
        8 * min(3, place) + min(7, had.index(inputs.memory.extras.get(person.id, 0)))
        for person in side
        for place in range(max(0, _buddies(ties, person) - 1))
    )


def _soft(inputs: Inputs, one_id: int, other_id: int) -> int:
    people = {person.id: person for person in inputs.candidates}
    one, other = people[one_id], people[other_id]
    share = bool(one.areas & other.areas or one.projects & other.projects)
    disappoints = {"seek": not share, "avoid": share, "ignore": False}[inputs.wishes.shared]
    both_new = inputs.wishes.mentors and one.is_new and other.is_new
    return 16 * both_new + 8 * disappoints + _chance(inputs, one, other)


def _chance(inputs: Inputs, one: Candidate, other: Candidate) -> int:
    smaller, larger = sorted((inputs.of("communication"), inputs.of("participation")), key=len)
    row, column = (one, other) if one in larger else (other, one)
    at = larger.index(row) * len(smaller) + smaller.index(column)
    return 1 + Random(inputs.seed).randbytes(len(larger) * len(smaller))[at] % 7


def ties_of(groups: Sequence[Group]) -> Ties:
    return frozenset(tie for group in groups for tie in group.ties())


def best_of_all(inputs: Inputs) -> tuple[int, ...]:
    return min(worth(inputs, ties) for ties in all_rounds(inputs))
