"""The cheapest groups, by SciPy's solver of assignments. Imports SciPy, so it is imported when a round is drawn."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from bot.pairing import costs
from bot.pairing.costs import Levels, Matrix
from bot.pairing.inputs import SIDES, Inputs, Side


class Seats(NamedTuple):
    """The places of one side: everybody's first, and after those the extra ones. owner: a row among the people."""

    owner: NDArray[np.intp]
    gain: Matrix
    firsts: int


def solve(inputs: Inputs) -> list[tuple[int, int]]:
    """The ties of the cheapest round, as pairs of ids: the one of communication first."""
    smaller, larger = _by_size(inputs)
    rows, columns = inputs.of(larger), inputs.of(smaller)
    if not columns:
        return []
    worth = costs.levels(len(rows))
    ties = costs.ties(inputs, rows, columns, worth)
    found = _assign(ties, *places(inputs, worth))
    if len({column for _, column in found}) < len(columns):
        # Somebody of the smaller side is left, because of who they are not to be paired with. Only then can it help
        # that one of the larger side gets several buddies: it never gives anybody of their own side a place.
        found = _assign(ties, *places(inputs, worth, for_larger=True))
    pairs = ((rows[row].id, columns[column].id) for row, column in found)
    return sorted(pair if larger == SIDES[0] else pair[::-1] for pair in pairs)


def _by_size(inputs: Inputs) -> tuple[Side, Side]:
    """The smaller side, and the larger one."""
    one, other = SIDES
    return (one, other) if len(inputs.of(one)) <= len(inputs.of(other)) else (other, one)


def places(inputs: Inputs, worth: Levels, for_larger: bool = False) -> tuple[Seats, Seats]:
    """Of the larger side, with extra places only when asked for; and of the smaller side, always with."""
    smaller, larger = _by_size(inputs)
    extra = worth.larger if for_larger else None
    return _seats(inputs, larger, worth, extra), _seats(inputs, smaller, worth, 0)


def _seats(inputs: Inputs, side: Side, worth: Levels, extra: float | None) -> Seats:
    """extra: what an extra place costs more than usual; None for no extra places."""
    people = inputs.of(side)
    owner = np.arange(len(people))
    gain = -costs.waiting(inputs, people) * worth.waiting
    if extra is not None:
        more, points = costs.extras(inputs, people)
        owner, gain = np.concatenate([owner, more]), np.concatenate([gain, points * worth.extra + extra])
    return Seats(owner, gain, len(people))


def _assign(ties: Matrix, larger: Seats, smaller: Seats) -> set[tuple[int, int]]:
    """The cheapest ties that give as many people as possible a buddy. Rows of `ties` are the larger side.

    Everybody has a first place, that gains what their waiting costs, and extra places, that cost. Between two extra
    places a tie is of no use; what costs more than it gains is not made, and counts as nothing.
    """
    matrix = cost_matrix(ties, larger, smaller)
    rows, columns = linear_sum_assignment(matrix)
    made = matrix[rows, columns] < 0
    return set(zip(larger.owner[rows[made]].tolist(), smaller.owner[columns[made]].tolist(), strict=True))


def cost_matrix(ties: Matrix, larger: Seats, smaller: Seats) -> Matrix:
    matrix = ties[np.ix_(larger.owner, smaller.owner)]
    matrix += larger.gain[:, np.newaxis]
    matrix += smaller.gain
    matrix[larger.firsts :, smaller.firsts :] = 0
    return np.minimum(matrix, 0, out=matrix)
