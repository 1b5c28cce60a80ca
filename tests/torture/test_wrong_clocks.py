"""Clocks that are wrong, as in `make torture`, but short, and each on one of the databases."""

import pytest

from tests.torture.chat import Chat
from tests.torture.conftest import QUICK, SEED, must_be_well
from tests.torture.play import Play, Script, Wrong
from tests.torture.replica import Ablation

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("databases", "clock"),
    [("postgres", "ahead"), ("sqlite", "steps"), ("postgres", "days off")],
    indirect=["databases"],
)
def test_whatever_the_clock_says_nothing_is_lost_doubled_or_overtaken(
    database_url: str, chat: Chat, clock: Wrong
) -> None:
    must_be_well(Play(database_url, chat, Script(SEED, replicas=2, kills=4, beats=8, terms=QUICK, clock=clock)).run())


@pytest.mark.parametrize(
    ("clock", "without"), [("ahead", "their clock"), ("steps", "watching"), ("days off", "time off")]
)
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_with_a_wrong_clock_and_without_what_helps_it_goes_wrong(
    database_url: str, chat: Chat, clock: Wrong, without: Ablation
) -> None:
    """If it did not, the test above would prove nothing."""
    script = Script(SEED, 2, 2, 8, terms=QUICK, clock=clock, without=without, drain=5, until_wrong=True)
    outcome = Play(database_url, chat, script).run()
    assert outcome.lost or outcome.doubled or outcome.overtaken
