"""What rounds came to: of all together, never of one person."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from bot.pairing.inputs import SOON, Held


class Course(NamedTuple):
    """Of several rounds after each other.

    places, turns: how often somebody had a buddy, of how often somebody took part. repeats: ties within three rounds
    of the last time, of `ties`. seen, possible: pairs across the disciplines. complete_after: the number of rounds
    after which all pairs had been together, 0 when they never were. most: buddies that somebody had at once.
    most_waits, fewest_waits: of one person of the side that waits.
    """

    places: int
    turns: int
    repeats: int
    ties: int
    seen: int
    possible: int
    complete_after: int
    most: int
    most_waits: int
    fewest_waits: int


def course(rounds: Sequence[Held]) -> Course:
    """oldest first."""
    last: dict[tuple[int, int], int] = {}
    places = turns = repeats = ties = complete_after = most = 0
    sides: tuple[set[int], set[int]] = set(), set()
    waits = Counter[int]()
    for number, round_ in enumerate(rounds):
        for together in (*round_.groups, round_.waiting):
            for side, ids in zip(sides, together, strict=True):
                side.update(ids)
        for group in round_.groups:
            places += len(group.ids)
            most = max(most, len(group.communication), len(group.participation))
            for tie in group.ties():
                ties += 1
                repeats += number - last.get(tie, number - SOON - 1) <= SOON
                last[tie] = number
        waits.update(round_.waiting.ids)
        turns += sum(len(group.ids) for group in round_.groups) + len(round_.waiting.ids)
        possible = len(sides[0]) * len(sides[1])
        if not complete_after and possible and len(last) == possible:
            complete_after = number + 1
    waited = [[waits[person] for person in side] for side in sides if any(waits[person] for person in side)]
    return Course(
        places,
        turns,
        repeats,
        ties,
        len(last),
        len(sides[0]) * len(sides[1]),
        complete_after,
        most,
        max(map(max, waited), default=0),
        min(map(min, waited), default=0),
    )
