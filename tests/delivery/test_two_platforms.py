"""A colleague on two platforms gets each message once, where they spoke last; a municipality may move to another."""

from collections.abc import Iterator

import pytest
from sqlalchemy import update

from handlers.delivery.outbox import Outbox
from storage.database import Database
from storage.messages.outbox import MessageState
from storage.people import reaching
from storage.people.people import ChatAccount
from tests.delivery.platform import OverHttp, Platform
from tests.delivery.town import Clock, Town


@pytest.fixture
def teams() -> Iterator[Platform]:
    with Platform().opened() as platform:
        yield platform


@pytest.fixture
def both(database: Database, platform: Platform, teams: Platform, clock: Clock) -> Iterator[Outbox]:
    """platform: Slack, which goes before Teams."""
    outbox = Outbox(database, {"slack": OverHttp(platform.port), "teams": OverHttp(teams.port)}, clock)
    yield outbox
    outbox.stop()


@pytest.fixture
def anna(town: Town) -> str:
    town.colleague("Anna")
    town.link("Anna", "teams")
    return "Anna"


def speaks(town: Town, name: str, platform: str) -> None:
    with town.database.session(town.id, writes=True) as db:
        reaching.speaks_here(db, platform, town.tenant, name, town.colleague(name))


def leaves(outbox: Outbox, clock: Clock) -> None:
    for _ in range(20):
        while outbox.deliver_one():
            pass
        clock.forward(seconds=2)


def test_a_message_goes_where_somebody_spoke_last(
    town: Town, both: Outbox, platform: Platform, teams: Platform, clock: Clock, anna: str
) -> None:
    town.tells(anna, "a1")
    leaves(both, clock)
    speaks(town, anna, "teams")
    town.tells(anna, "a2")
    leaves(both, clock)
    speaks(town, anna, "slack")
    town.tells(anna, "a3")
    leaves(both, clock)
    assert (platform.keys, teams.keys) == (["a1", "a3"], ["a2"])


def test_who_shut_us_out_on_one_is_reached_on_the_other(
    town: Town, both: Outbox, platform: Platform, teams: Platform, clock: Clock, anna: str
) -> None:
    speaks(town, anna, "teams")
    teams.will("shut out", "a1")
    town.tells(anna, "a1", "a2")
    leaves(both, clock)
    assert (platform.keys, teams.keys) == (["a1", "a2"], [])


def test_what_is_in_doubt_is_looked_up_where_it_was_tried(
    town: Town, both: Outbox, platform: Platform, teams: Platform, clock: Clock, anna: str
) -> None:
    """However they speak meanwhile: else it would be in both."""
    platform.will("done, but hangs up", "a1")
    town.tells(anna, "a1")
    both.deliver_one()
    speaks(town, anna, "teams")
    clock.forward(minutes=2)
    assert both.check_one()
    leaves(both, clock)
    assert (platform.keys, teams.keys) == (["a1"], [])
    assert town.states()["a1"] is MessageState.SENT


def test_what_was_in_doubt_on_a_platform_that_is_gone_is_sent_nowhere_by_itself(
    town: Town, both: Outbox, database: Database, platform: Platform, teams: Platform, clock: Clock, anna: str
) -> None:
    platform.will("done, but hangs up", "a1")
    town.tells(anna, "a1", "a2")
    both.deliver_one()
    moved = Outbox(database, {"teams": OverHttp(teams.port)}, clock)
    clock.forward(minutes=2)
    assert moved.check_one()
    leaves(moved, clock)
    moved.stop()
    assert town.states()["a1"] is MessageState.DOUBTFUL
    assert teams.keys == ["a2"], "and what came after it is on Teams"


def test_what_waited_for_somebody_on_slack_arrives_on_teams(
    town: Town, database: Database, teams: Platform, clock: Clock
) -> None:
    town.tells("Bert", "b1")
    moved = Outbox(database, {"teams": OverHttp(teams.port)}, clock)
    leaves(moved, clock)
    assert teams.keys == []
    town.link("Bert", "teams")
    clock.forward(minutes=6)
    leaves(moved, clock)
    moved.stop()
    assert teams.keys == ["b1"]


def test_after_two_people_turn_out_to_be_one_the_last_words_still_count(
    town: Town, both: Outbox, platform: Platform, teams: Platform, clock: Clock, anna: str
) -> None:
    """Both accounts may say that they were the last."""
    with town.database.session(town.id, writes=True) as db:
        db.execute(update(ChatAccount).where(ChatAccount.user == anna).values(spoke_last=True))
    speaks(town, anna, "teams")
    town.tells(anna, "a1")
    leaves(both, clock)
    assert (platform.keys, teams.keys) == ([], ["a1"])
