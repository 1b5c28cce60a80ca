"""A message that changes one that was posted: quietly, in order, and as often as it takes."""

from handlers.delivery.messages import REST, Terms
from handlers.delivery.outbox import Outbox
from storage.messages.outbox import WAIT_FOR_THREAD, MessageState
from tests.delivery.platform import Platform
from tests.delivery.town import Clock, Town

PENDING, SENT, CANCELLED = MessageState.PENDING, MessageState.SENT, MessageState.CANCELLED
UNCERTAIN, DOUBTFUL = MessageState.UNCERTAIN, MessageState.DOUBTFUL
SETTLE = Terms().settle


def deliver(outbox: Outbox, clock: Clock) -> None:
    """Everything, with its rests."""
    clock.at += REST
    while outbox.deliver_one():
        clock.at += REST


def test_it_takes_the_place_of_the_first(outbox: Outbox, platform: Platform, town: Town, clock: Clock) -> None:
    town.posts("come")
    deliver(outbox, clock)
    town.changes("come", to="1 comes")
    deliver(outbox, clock)
    assert [(post.key, post.title) for post in platform.posts] == [("come", "1 comes")]
    assert town.message("come is now 1 comes").posted_as == town.message("come").posted_as


def test_before_the_first_is_posted_it_waits_its_turn(
    outbox: Outbox, platform: Platform, town: Town, clock: Clock
) -> None:
    town.posts("come")
    town.changes("come", to="1 comes")
    town.posts("something else")
    deliver(outbox, clock)
    assert [post.title for post in platform.posts] == ["1 comes", "something else"]


def test_of_several_that_wait_only_the_last_is_made(
    outbox: Outbox, platform: Platform, town: Town, clock: Clock
) -> None:
    town.posts("come")
    deliver(outbox, clock)
    for number in range(1, 9):
        town.changes("come", to=f"{number} come")
    deliver(outbox, clock)
    town.changes("come", to="9 come")
    deliver(outbox, clock)
    assert platform.changes == [("come", "8 come"), ("come", "9 come")]


def test_a_change_of_another_message_is_another_change(
    outbox: Outbox, platform: Platform, town: Town, clock: Clock
) -> None:
    town.posts("come")
    town.posts("go")
    town.changes("come", to="1 comes")
    town.changes("go", to="1 goes")
    deliver(outbox, clock)
    assert platform.changes == [("come", "1 comes"), ("go", "1 goes")]


def test_when_nobody_knows_it_is_made_once_more_without_looking(
    outbox: Outbox, platform: Platform, town: Town, clock: Clock
) -> None:
    platform.looking = "shows nothing"
    town.posts("come")
    deliver(outbox, clock)
    platform.will("done, but says it broke", "come is now 1 comes")
    town.changes("come", to="1 comes")
    deliver(outbox, clock)
    town.changes("come", to="2 come")
    assert town.states()["come is now 1 comes"] is UNCERTAIN
    deliver(outbox, clock)
    assert platform.changes == [("come", "1 comes")], "what comes later must not be overtaken"
    clock.at += SETTLE
    assert outbox.check_one()
    deliver(outbox, clock)
    assert [title for _, title in platform.changes] == ["1 comes", "1 comes", "2 come"]
    assert [post.title for post in platform.posts] == ["2 come"]


def test_where_it_cannot_be_changed_it_stays_and_nobody_is_bothered(
    outbox: Outbox, platform: Platform, town: Town, clock: Clock
) -> None:
    town.administrator("Bea")
    town.posts("come")
    deliver(outbox, clock)
    platform.will("not here", "come is now 1 comes")
    town.changes("come", to="1 comes")
    deliver(outbox, clock)
    assert town.states()["come is now 1 comes"] is CANCELLED
    assert [post.title for post in platform.posts] == ["come"]


def test_it_gives_up_quietly_when_it_never_works(outbox: Outbox, platform: Platform, town: Town, clock: Clock) -> None:
    town.administrator("Bea")
    town.posts("come")
    deliver(outbox, clock)
    platform.will("broke", "come is now 1 comes", times=99)
    town.changes("come", to="1 comes")
    for _ in range(30):
        deliver(outbox, clock)
        clock.forward(hours=1)
        outbox.check_one()
        clock.forward(hours=1)
    assert town.states()["come is now 1 comes"] is CANCELLED
    assert platform.keys == ["come"], "no note to anybody"


def test_what_was_never_posted_is_not_changed(outbox: Outbox, platform: Platform, town: Town, clock: Clock) -> None:
    platform.will("not here", "come")
    town.posts("come")
    town.changes("come", to="1 comes")
    town.posts("something else")
    deliver(outbox, clock)
    assert town.states()["come is now 1 comes"] is CANCELLED
    assert platform.keys == ["something else"]


def test_as_long_as_nobody_knows_of_the_first_it_waits_and_holds_nobody_up(
    outbox: Outbox, platform: Platform, town: Town, clock: Clock
) -> None:
    platform.looking = "shows nothing"
    platform.will("done, but says it broke", "come")
    town.posts("come")
    deliver(outbox, clock)
    clock.at += SETTLE
    outbox.check_one()
    assert town.states()["come"] is DOUBTFUL
    town.changes("come", to="1 comes")
    town.posts("something else")
    deliver(outbox, clock)
    assert platform.keys == ["come", "something else"]
    clock.at += WAIT_FOR_THREAD
    deliver(outbox, clock)
    assert town.states()["come is now 1 comes"] is PENDING
    assert platform.changes == []


def test_who_was_making_it_never_came_back(outbox: Outbox, platform: Platform, town: Town, clock: Clock) -> None:
    town.posts("come")
    deliver(outbox, clock)
    town.changes("come", to="1 comes")
    outbox._claim()
    clock.at += Terms().lease
    outbox.check_one()
    clock.at += SETTLE
    while outbox.check_one():
        pass
    clock.at += SETTLE
    deliver(outbox, clock)
    assert town.states()["come is now 1 comes"] is SENT
    assert [post.title for post in platform.posts] == ["1 comes"]
