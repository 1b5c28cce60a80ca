"""What every tie, every extra place and every wait costs, as whole numbers that doubles hold exactly.

Wishes are ranked, and a higher one is never traded for lower ones. From the highest: few wait, and who waited before
does not; no more extra places than needed; not together again within three rounds; rather who were together longest ago
or never; extra places go round; new colleagues with experienced ones, and shared work sought or avoided. Each level is
worth more than all the levels below it together, in a round of up to 64 ties; in a larger one, more than 64 of the
level below.
"""

from collections.abc import Sequence
from random import Random
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.pairing.inputs import SOON, Candidate, Inputs

Matrix = NDArray[np.float64]

_SOFT, _EXTRA, _MET, _AGAIN = 32, 32, 64, 4
"""One more than the highest that a tie can get on a level."""
_MOST_TIES = 64


class Levels(NamedTuple):
    """What one point is worth."""

    soft: float
    extra: float
    met: float
    again: float
    larger: float
    waiting: float


def levels(ties: int) -> Levels:
    """ties: how many a round can have at most."""
    many = float(min(max(1, ties), _MOST_TIES))
    extra = _SOFT * many
    met = extra * _EXTRA * many
    again = met * _MET * many
    larger = again * _AGAIN * many
    return Levels(1.0, extra, met, again, larger, larger * many)


def waiting(inputs: Inputs, people: Sequence[Candidate]) -> Matrix:
    """Points for letting each of these, all of one side, wait: 1 for whoever waited least, at most 8."""
    waits = inputs.memory.waits
    fewest = min((waits.get(person.id, 0) for person in people), default=0)
    return np.array([1 + min(7, waits.get(person.id, 0) - fewest) for person in people], dtype=np.float64)


def extras(inputs: Inputs, people: Sequence[Candidate]) -> tuple[NDArray[np.intp], Matrix]:
    """For every extra place: whose it is (their row in `people`), and its points: somebody's second is dearer."""
    turns = inputs.memory.extras
    ranks = {had: min(7, rank) for rank, had in enumerate(sorted({turns.get(person.id, 0) for person in people}))}
    places = [
        (row, 8 * min(3, place) + ranks[turns.get(person.id, 0)])
        for row, person in enumerate(people)
        for place in range(inputs.room(person) - 1)
    ]
    rows, points = zip(*places, strict=True) if places else ((), ())
    return np.array(rows, dtype=np.intp), np.array(points, dtype=np.float64)


def ties(inputs: Inputs, ones: Sequence[Candidate], others: Sequence[Candidate], worth: Levels) -> Matrix:
    """What it costs to bring each of `ones` together with each of `others`; infinite where they are not to be."""
    cost = _chance(inputs.seed, len(ones), len(others))
    if inputs.wishes.mentors:
        cost += 16 * np.outer([one.is_new for one in ones], [other.is_new for other in others])
    if inputs.wishes.shared != "ignore":
        cost += 8 * (_share(ones, others) == (inputs.wishes.shared == "avoid"))
    rows, columns = ({person.id: at for at, person in enumerate(people)} for people in (ones, others))
    _add_history(cost, inputs, rows, columns, worth)
    for pair in inputs.never:
        for one, other in (pair, pair[::-1]):
            if one in rows and other in columns:
                cost[rows[one], columns[other]] = np.inf
    return cost


def _chance(seed: int, rows: int, columns: int) -> Matrix:
    """1 to 7: never nothing, so that a tie that helps nobody is never made."""
    drawn = np.frombuffer(Random(seed).randbytes(rows * columns), dtype=np.uint8)  # noqa: S311, ties and not secrets
    return 1 + (drawn % 7).astype(np.float64).reshape(rows, columns)


def _share(ones: Sequence[Candidate], others: Sequence[Candidate]) -> NDArray[np.bool_]:
    """Whether they have a project or an area in common now."""
    known: dict[str, int] = {}
    for person in (*ones, *others):
        for work in _work(person):
            known.setdefault(work, len(known))

    def works(people: Sequence[Candidate]) -> NDArray[np.float32]:
        table = np.zeros((len(people), len(known)), dtype=np.float32)
        for row, person in enumerate(people):
            table[row, [known[work] for work in _work(person)]] = 1
        return table

    return np.asarray(works(ones) @ works(others).T > 0)


def _work(person: Candidate) -> list[str]:
    return [*(f"area {code}" for code in person.areas), *(f"project {number}" for number in person.projects)]


def _add_history(cost: Matrix, inputs: Inputs, rows: dict[int, int], columns: dict[int, int], worth: Levels) -> None:
    at_rows, at_columns, points = [], [], []
    for met in inputs.memory.met:
        one, other = (met.one, met.other) if met.one in rows else (met.other, met.one)
        if one in rows and other in columns:
            at_rows.append(rows[one])
            at_columns.append(columns[other])
            points.append(again(met.ago) * worth.again + often(met.times, met.ago) * worth.met)
    cost[at_rows, at_columns] += points


def again(ago: int) -> int:
    """3 for a repeat of the round before, 1 for one of three rounds ago, else 0."""
    return max(0, SOON + 1 - ago)


def often(times: int, ago: int) -> int:
    """At most 63: first how long ago, then how often. Longest ago first keeps everybody's circle of buddies turning."""
    return 4 * (1 + max(0, 4 * SOON - ago)) + min(3, times)
