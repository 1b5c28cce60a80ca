"""Which of the equally good rounds to take: the one that leaves the rounds after it the fewest repeats."""

from collections import Counter
from collections.abc import Iterator, Sequence
from random import Random
from typing import NamedTuple

from msgspec import structs

from bot.pairing.draw import Round, draw, held
from bot.pairing.inputs import USUAL, Candidate, Group, Held, Inputs, Wishes
from bot.pairing.memory import remember

TRIES, ROUNDS_AHEAD = 24, 6
_MOST_TIES = 64
"""Larger teams have so many people to choose from that looking ahead finds nothing."""


class Drawn(NamedTuple):
    """inputs: `draw(inputs)` gives the same round again."""

    inputs: Inputs
    round: Round


def next_round(
    people: Sequence[Candidate],
    before: Sequence[Held],
    seed: int,
    never: frozenset[tuple[int, int]] = frozenset(),
    wishes: Wishes = USUAL,
    recent: int = 8,
) -> Drawn:
    """The round after `before`, oldest first. recent: how many rounds make half a year.

    Where all have met within three rounds anyhow, the same people in a group of more than two do not come a third time
    in half a year; rather that than somebody who waits.
    """
    drawn = _best(people, before, seed, never, wishes)
    if not (_repeats(drawn) and _tired(drawn, before[-recent:])):
        return drawn
    chance = Random(seed)  # noqa: S311, to draw a round and not to guard one
    for _ in range(TRIES):
        other, apart = drawn, never
        while (tired := _tired(other, before[-recent:])) and len(other.round.waiting) <= len(drawn.round.waiting):
            apart |= {chance.choice(sorted(tired.ties()))}
            other = _best(people, before, seed, apart, wishes)
        if len(other.round.waiting) <= len(drawn.round.waiting):
            return other
    return drawn


def _tired(drawn: Drawn, lately: Sequence[Held]) -> Group | None:
    """The first group of more than two that was together twice lately, in whatever roles."""
    had = Counter(frozenset(group.ids) for round_ in lately for group in round_.groups)
    return next((group for group in drawn.round.groups if len(group.ids) > 2 and had[frozenset(group.ids)] > 1), None)


def _best(
    people: Sequence[Candidate],
    before: Sequence[Held],
    seed: int,
    never: frozenset[tuple[int, int]],
    wishes: Wishes,
) -> Drawn:
    """Of the rounds that are equally good.

    Chance breaks the ties between them. Where people wait, whoever waits now may find only repeats later: then it tries
    other seeds too, and takes the first that keeps later rounds clear.
    """
    chance = Random(seed)  # noqa: S311, to draw a round and not to guard one
    inputs = Inputs(tuple(people), seed, remember(before, _everybody(people)), never, wishes)
    drawn = Drawn(inputs, draw(inputs))
    if not drawn.round.waiting or not drawn.round.groups or len(people) > _MOST_TIES:
        return drawn
    best, fewest = drawn, _repeats_ahead(drawn, before)
    for _ in range(TRIES - 1):
        if fewest == 0:
            break
        again = structs.replace(inputs, seed=chance.getrandbits(32))
        other = Drawn(again, draw(again))
        if (repeats := _repeats_ahead(other, before)) < fewest:
            best, fewest = other, repeats
    return best


def _everybody(people: Sequence[Candidate]) -> Group:
    return Group(
        tuple(person.id for person in people if person.side == "communication"),
        tuple(person.id for person in people if person.side == "participation"),
    )


def _repeats_ahead(drawn: Drawn, before: Sequence[Held]) -> int:
    """Of this round and the next ones, when the same people go on."""
    return sum(_repeats(later) for later in _and_so_on(drawn, before))


def _and_so_on(drawn: Drawn, before: Sequence[Held]) -> Iterator[Drawn]:
    yield drawn
    past = list(before)
    everybody = _everybody(drawn.inputs.candidates)
    for number in range(ROUNDS_AHEAD):
        past.append(held(*drawn))
        inputs = structs.replace(drawn.inputs, seed=drawn.inputs.seed + number, memory=remember(past, everybody))
        drawn = Drawn(inputs, draw(inputs))
        yield drawn


def _repeats(drawn: Drawn) -> int:
    """How many ties are of people who were together within the last rounds."""
    soon = {frozenset((met.one, met.other)) for met in drawn.inputs.memory.met if met.is_soon}
    return sum(frozenset(tie) in soon for group in drawn.round.groups for tie in group.ties())
