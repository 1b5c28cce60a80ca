"""How others pair people, from their sources, next to ours. A round is groups of ids; who is in none waits.

People are numbered; the first `communication` of them are of communication, the others of participation.
"""

import math
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from random import Random

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array

from bot.pairing.simulation import simulate

Rounds = Iterator[Sequence[Sequence[int]]]
Policy = Callable[[int, int, int, int], Rounds]
"""communication, participation, rounds, seed."""


def ours(communication: int, participation: int, rounds: int, seed: int) -> Rounds:
    for held in simulate(communication, participation, rounds, seed):
        yield [[person - 1 for person in group.ids] for group in held.groups]


def ours_in_pairs(communication: int, participation: int, rounds: int, seed: int) -> Rounds:
    """The best that pairs can do: every group is one and one."""
    for held in simulate(communication, participation, rounds, seed, most=1):
        yield [[person - 1 for person in group.ids] for group in held.groups]


def icebreaker(communication: int, participation: int, rounds: int, seed: int) -> Rounds:
    """Microsoft Icebreaker: a shuffle, and neighbours are a pair. Whoever is last of an odd number hears nothing."""
    chance, people = Random(seed), list(range(communication + participation))
    for _ in range(rounds):
        chance.shuffle(people)
        yield [people[at : at + 2] for at in range(0, len(people) - 1, 2)]


def meetuply(communication: int, participation: int, rounds: int, seed: int) -> Rounds:
    """TeamsMeetuply: the first who is not among somebody's last three."""
    last: dict[int, list[int]] = {}
    yield from _greedy(
        communication + participation, rounds, seed, lambda one, other: other in last.get(one, [])[-3:], last
    )


def chat_roulette(communication: int, participation: int, rounds: int, seed: int) -> Rounds:
    """chat-roulette: the first whom somebody never met; when there is none, the first."""
    last: dict[int, list[int]] = {}
    yield from _greedy(
        communication + participation, rounds, seed, lambda one, other: other in last.get(one, []), last, True
    )


def _greedy(
    many: int,
    rounds: int,
    seed: int,
    was_met: Callable[[int, int], bool],
    last: dict[int, list[int]],
    rather_any: bool = False,
) -> Rounds:
    chance = Random(seed)
    for _ in range(rounds):
        free = list(range(many))
        chance.shuffle(free)
        pairs = []
        while len(free) > 1:
            one = free.pop()
            other = next((person for person in free if not was_met(one, person)), free[0] if rather_any else None)
            if other is not None:
                free.remove(other)
                pairs.append([one, other])
        for one, other in pairs:
            last.setdefault(one, []).append(other)
            last.setdefault(other, []).append(one)
        yield pairs


def beans(communication: int, participation: int, rounds: int, seed: int) -> Rounds:
    """Yelp Beans: as many pairs as possible, and nobody of the last ten rounds. Of equal ones chance decides."""
    many, chance = communication + participation, np.random.default_rng(seed)
    pairs = np.array(list(combinations(range(many), 2)))
    last = np.full(len(pairs), -math.inf)
    ends, numbers = pairs.T.ravel(), np.tile(np.arange(len(pairs)), 2)
    degree = LinearConstraint(coo_array((np.ones(len(ends)), (ends, numbers))).tocsc(), ub=np.ones(many))
    for number in range(rounds):
        open_ = number - last > 10
        solved = milp(
            -1 - chance.random(len(pairs)) / 1000,
            integrality=np.ones(len(pairs)),
            bounds=Bounds(0, open_),
            constraints=degree,
        )
        made = solved.x > 0.5
        last[made] = number
        yield pairs[made].tolist()


def donut(communication: int, participation: int, rounds: int, seed: int) -> Rounds:
    """Donut, as its help describes it: sizes follow the ratio of the groups; which people, chance decides."""
    chance, people = Random(seed), list(range(communication + participation))
    smaller, larger = sorted((people[:communication], people[communication:]), key=len)
    for _ in range(rounds):
        chance.shuffle(smaller)
        chance.shuffle(larger)
        yield [[one, *larger[at :: len(smaller)]] for at, one in enumerate(smaller)]


POLICIES: dict[str, Policy] = {
    "Icebreaker": icebreaker,
    "TeamsMeetuply": meetuply,
    "chat-roulette": chat_roulette,
    "Yelp Beans": beans,
    "Donut": donut,
    "best pairs": ours_in_pairs,
    "Samenspel": ours,
}
