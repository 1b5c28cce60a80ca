"""The same as `make torture`, short: a few seconds of each."""

import datetime as dt
from dataclasses import replace

import pytest

from storage import migrate
from tests.torture import server, teams_chat
from tests.torture.chat import Chat
from tests.torture.conftest import QUICK, SEED, must_be_well
from tests.torture.play import Play, Script

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("databases", ["sqlite", "postgres"], indirect=True)
def test_replicas_are_killed_and_frozen_and_nothing_is_lost_or_doubled(database_url: str, chat: Chat) -> None:
    script = Script(SEED, replicas=3, kills=9, beats=6, freezes=1, terms=QUICK)
    outcome = Play(database_url, chat, script).run()
    must_be_well(outcome)
    assert sum(outcome.kills.values()) >= 9
    assert sum(chat.failed.values()) > chat.failed["none"]
    assert chat.changes >= outcome.changed > 0


@pytest.mark.parametrize("databases", ["postgres"], indirect=True)
def test_on_teams_nothing_is_lost_or_overtaken_and_what_comes_again_says_so(database_url: str) -> None:
    """Nobody can look there. At most once more, after a while; what comes after it waits. `make torture`: on both."""
    terms = replace(QUICK, once_more=dt.timedelta(seconds=1))
    with teams_chat.opened(SEED, faulty=0.4) as chat:
        script = Script(SEED, replicas=2, kills=4, beats=5, every=1, terms=terms, platform="teams")
        outcome = Play(database_url, chat, script).run()
    assert (outcome.lost, outcome.doubled, outcome.overtaken) == ([], [], [])
    assert outcome.states.keys() <= {"sent", "doubtful"}
    assert any(message.unsure for message in chat.messages), "some were in doubt, else this shows nothing"


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_on_teams_without_the_knowledge_that_nobody_can_look_it_goes_wrong(database_url: str) -> None:
    terms = replace(QUICK, settle=dt.timedelta(seconds=0.2))
    with teams_chat.opened(SEED, 0.9, ["500 after"]) as chat:
        script = Script(SEED, 1, 1, 4, every=1, terms=terms, platform="teams", without="looking", until_wrong=True)
        assert Play(database_url, chat, script).run().doubled


# The ablations: if these did not go wrong, the other tests would prove nothing.


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_without_looking_it_goes_wrong(database_url: str, chat: Chat) -> None:
    script = Script(SEED, replicas=1, kills=1, beats=4, terms=QUICK, without="looking")
    outcome = Play(database_url, chat, script).run()
    assert outcome.doubled
    assert not outcome.lost


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_without_lanes_messages_overtake_each_other(database_url: str, chat: Chat) -> None:
    script = Script(SEED, replicas=1, kills=1, beats=3, every=1, terms=QUICK, without="lanes")
    outcome = Play(database_url, chat, script).run()
    assert outcome.overtaken
    assert not outcome.lost


@pytest.mark.parametrize("databases", ["postgres"], indirect=True)
def test_two_of_three_replicas_never_come_back_and_the_third_does_it_all(database_url: str, chat: Chat) -> None:
    must_be_well(
        Play(database_url, chat, Script(SEED, replicas=3, kills=1, beats=4, terms=QUICK, never_return=2)).run()
    )


def test_postgresql_itself_crashes(chat: Chat) -> None:
    with server.running() as postgres:
        migrate.upgrade(postgres.url)

        def crash() -> None:
            postgres.crash()
            postgres.start()

        must_be_well(
            Play(postgres.url, chat, Script(SEED, replicas=2, kills=1, beats=5, terms=QUICK, crashes=1), crash).run()
        )
