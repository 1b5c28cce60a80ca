"""Rounds of buddies over half a year, next to how others pair people; and one round of 1,400 people."""

import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from itertools import combinations
from math import ceil
from pathlib import Path
from random import Random
from typing import NamedTuple

from benchmarks.buddy_policies import POLICIES, Policy
from benchmarks.report import Report

TEAMS = [(4, 4), (9, 9), (25, 25), (9, 4), (14, 6), (14, 3), (40, 6)]
ROUNDS, SEEDS, CAP = 26, 20, 3
SLOW = {"Yelp Beans": 3}
"""A policy of which fewer seeds will do: it solves a hard problem every round."""


class Course(NamedTuple):
    """next_round, within_three: shares of the pairs that had been together so recently. reached: share of the times
    that somebody had a colleague of the other discipline. complete_after: rounds until all pairs across had been
    together; infinite when they never were. most: colleagues of the other discipline at once. unfair: how much more
    often one waited than another of the same discipline, at its worst.
    """

    next_round: float
    within_three: float
    reached: float
    complete_after: float
    most: int
    unfair: int


def course(policy: Policy, communication: int, participation: int, seed: int) -> Course:
    people = range(communication + participation)
    sides = people[:communication], people[communication:]
    last: dict[tuple[int, ...], int] = {}
    waits: Counter[int] = Counter(dict.fromkeys(people, 0))
    ago, reached, most, unfair, complete_after = [], 0, 0, 0, float("inf")
    across: set[tuple[int, ...]] = set()
    for number, groups in enumerate(policy(communication, participation, ROUNDS, seed)):
        for group in groups:
            for pair in combinations(sorted(group), 2):
                is_across = pair[0] in sides[0] and pair[1] in sides[1]
                if is_across or len(group) == 2:
                    ago.append(number - last.get(pair, -ROUNDS))
                    last[pair] = number
                across.update({pair} if is_across else ())
            of = [[person for person in group if person in side] for side in sides]
            reached += len(group) if all(of) else 0
            most = max([most, *map(len, of)] if all(of) else [most])
        waits.update(set(people) - {person for group in groups for person in group})
        unfair = max([unfair, *(max(waits[one] for one in side) - min(waits[one] for one in side) for side in sides)])
        if len(across) == communication * participation:
            complete_after = min(complete_after, number + 1)
    next_round, within_three = (sum(rounds <= soon for rounds in ago) / len(ago) for soon in (1, 3))
    return Course(next_round, within_three, reached / len(people) / ROUNDS, complete_after, most, unfair)


def courses(name: str, communication: int, participation: int) -> list[Course]:
    seeds = range(1, SLOW.get(name, SEEDS) + 1)
    return [course(POLICIES[name], communication, participation, seed) for seed in seeds]


def _show(name: str, team: str, found: Sequence[Course]) -> None:
    mean = [statistics.mean(figures) for figures in zip(*found, strict=True)]
    repeats = f"again next round {mean[0]:6.1%}, within three {mean[1]:6.1%}"
    across = f"other discipline {mean[2]:6.1%}, all seen after {mean[3]:5.1f}"
    burden = f"most at once {max(one.most for one in found)}, waits apart {max(one.unfair for one in found)}"
    print(f"  {team:6} {name:14} {repeats}, {across}, {burden}", flush=True)


def _report(team: tuple[int, int], found: Sequence[Course], report: Report) -> None:
    larger, smaller = max(team), min(team)
    places = min(larger, CAP * smaller)
    least = larger * smaller / places
    name = f"{team[0]}+{team[1]}"
    report(f"{name}: repeats within three rounds, %", 100 * max(one.within_three for one in found), 0)
    report(
        f"{name}: places not given, %", 100 * ((places + smaller) / sum(team) - min(one.reached for one in found)), 1e-9
    )
    report(f"{name}: rounds until all pairs were together", max(one.complete_after for one in found), ceil(1.1 * least))
    report(f"{name}: most buddies at once", max(one.most for one in found), CAP)
    report(f"{name}: how much more often one waited", max(one.unfair for one in found), 1)


def measure(report: Report) -> None:
    for team in TEAMS:
        for name in POLICIES:
            _show(name, f"{team[0]}+{team[1]}", courses(name, *team))
        _report(team, courses("Samenspel", *team), report)
    # In a process of its own, for its memory.
    large = subprocess.run([sys.executable, "-m", __name__], capture_output=True, text=True, check=True)
    ratio, seconds, memory = map(float, large.stdout.split())
    report(f"a round of 1,000 + 400 people ({seconds * 1000:.0f} ms) : bare solver and one pass", ratio, 10)
    report("its memory at most, MB", memory, 500)


def large_round() -> tuple[float, float, float]:
    """Our time as a ratio, our seconds, and the megabytes of the whole process at its peak."""
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    from bot.pairing import costs, solving
    from bot.pairing.ahead import next_round
    from bot.pairing.draw import held
    from bot.pairing.inputs import SIDES, Candidate, Held
    from bot.pairing.reasons import reasons

    chance = Random(1)
    people = [
        Candidate(
            number,
            SIDES[number > 1000],
            3,
            chance.random() < 0.1,
            frozenset(chance.sample("ABCDEFGHIJKLMNOPQRST", 2)),
            frozenset(chance.sample(range(300), 3)),
        )
        for number in range(1, 1401)
    ]
    never = frozenset((chance.randint(1, 1000), chance.randint(1001, 1400)) for _ in range(500))
    before: list[Held] = []
    for number in range(6):
        before.append(held(*next_round(people, before, number, never)))

    def ours() -> float:
        began = time.perf_counter()
        drawn = next_round(people, before, 7, never)
        assert len(reasons(drawn.inputs, drawn.round.groups)) == 400
        return time.perf_counter() - began

    inputs = next_round(people, before, 7, never).inputs
    worth = costs.levels(1000)
    ties = costs.ties(inputs, inputs.of(SIDES[0]), inputs.of(SIDES[1]), worth)
    matrix = solving.cost_matrix(ties, *solving.places(inputs, worth))

    def bare() -> float:
        began = time.perf_counter()
        linear_sum_assignment(matrix)
        np.add(ties, 1.0)
        return time.perf_counter() - began

    our_time, bare_time = (min(run() for _ in range(7)) for run in (ours, bare))
    return our_time / bare_time, our_time, _most_memory_mb()


def _most_memory_mb() -> float:
    """Of this process alone: getrusage would count what the one that started it had at its peak."""
    return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0]) / 1024


if __name__ == "__main__":
    print(*large_round())
