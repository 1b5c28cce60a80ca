"""A chat that fails, and what must be so in the end."""

import datetime as dt
from collections.abc import Iterator

import pytest

from handlers.delivery.messages import Terms
from tests.torture.chat import Chat, Habits, opened
from tests.torture.play import Outcome

SEED = 4
QUICK = Terms(dt.timedelta(seconds=1.2), dt.timedelta(seconds=2), dt.timedelta(seconds=0.5))


@pytest.fixture
def chat() -> Iterator[Chat]:
    with opened(SEED, Habits(latest=0.4)) as chat:
        yield chat


def must_be_well(outcome: Outcome) -> None:
    assert (outcome.lost, outcome.doubled, outcome.overtaken) == ([], [], [])
    assert outcome.states.keys() == {"sent"}
