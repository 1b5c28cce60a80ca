"""A round is the best there is: compared with all of them, for every small case."""

from collections.abc import Iterator
from itertools import chain, combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.pairing.draw import draw
from bot.pairing.inputs import Candidate, Inputs, Met, PairingHistory, Wishes
from tests.buddies.brute_force import best_of_all, ties_of, worth

SMALL = [(1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (2, 3), (3, 2), (3, 3), (1, 4), (4, 2)]


def people(communication: int, participation: int, most: int = 3) -> tuple[Candidate, ...]:
    sides = ["communication"] * communication + ["participation"] * participation
    return tuple(Candidate(number, side, most) for number, side in enumerate(sides, 1))  # type: ignore[arg-type]


def is_best(inputs: Inputs) -> bool:
    return worth(inputs, ties_of(draw(inputs).groups)) == best_of_all(inputs)


def every_never(communication: int, participation: int) -> Iterator[frozenset[tuple[int, int]]]:
    pairs = list(product(range(1, communication + 1), range(communication + 1, communication + participation + 1)))
    for some in chain.from_iterable(combinations(pairs, number) for number in range(len(pairs) + 1)):
        yield frozenset(some)


@pytest.mark.parametrize(("communication", "participation"), SMALL)
def test_whoever_is_not_to_be_paired_with_whom_the_round_is_the_best(communication: int, participation: int) -> None:
    for number, never in enumerate(every_never(communication, participation)):
        assert is_best(Inputs(people(communication, participation), number, never=never)), never


@pytest.mark.parametrize("most", [1, 2])
def test_with_little_room_the_round_is_the_best(most: int) -> None:
    for communication, participation in SMALL:
        assert is_best(Inputs(people(communication, participation, most), 1))


@st.composite
def cases(draw_: st.DrawFn) -> Inputs:
    """Anything that can come before a round, for at most seven people."""
    communication = draw_(st.integers(0, 4))
    participation = draw_(st.integers(0, 3 if communication > 2 else 4))
    ids = range(1, communication + participation + 1)
    pairs = list(product(ids[:communication], ids[communication:]))
    some_pairs = st.sets(st.sampled_from(pairs)) if pairs else st.just(set[tuple[int, int]]())
    counts = st.dictionaries(st.sampled_from(ids), st.integers(0, 9)) if ids else st.just(dict[int, int]())
    return Inputs(
        candidates=tuple(
            Candidate(
                number,
                "communication" if number <= communication else "participation",
                draw_(st.integers(1, 4)),
                draw_(st.booleans()),
                draw_(st.frozensets(st.sampled_from("AB"), max_size=2)),
                draw_(st.frozensets(st.integers(1, 2), max_size=2)),
            )
            for number in ids
        ),
        seed=draw_(st.integers(0, 2**32)),
        memory=PairingHistory(
            tuple(Met(*pair, draw_(st.integers(1, 15)), draw_(st.integers(1, 5))) for pair in draw_(some_pairs)),
            draw_(counts),
            draw_(counts),
        ),
        never=frozenset(draw_(some_pairs)),
        wishes=Wishes(
            draw_(st.integers(2, 5)), draw_(st.sampled_from(["seek", "avoid", "ignore"])), draw_(st.booleans())
        ),
    )


@given(cases())
@settings(max_examples=150, deadline=None)
def test_whatever_came_before_the_round_is_the_best(inputs: Inputs) -> None:
    assert is_best(inputs)
