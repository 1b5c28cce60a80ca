"""One message after another: never twice, in order, not too fast; and what happens when one can't be delivered."""

import datetime as dt
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from io import StringIO
from itertools import pairwise
from threading import Event, Thread

import pytest
from sqlalchemy import delete, select

from bot.chat.cards import Attachment
from bot.chat.requests import Account, Profile
from bot.people.arrivals import Arrivals
from handlers.delivery.messages import GIVE_UP_AFTER, LOOK_AGAIN, REST, Claimed, NotYet, Terms
from handlers.delivery.outbox import Outbox
from handlers.delivery.protocol import Delivery, OutboundMessage, Refused, Unreached
from handlers.delivery.reconcile import MOST_DOUBTS
from storage.database import Database
from storage.messages import outbox as stored
from storage.messages.outbox import WAIT_FOR_THREAD, MessageState, OutboxRow
from storage.messages.rate_limits import TURNS, Lane
from storage.people import identity, people
from storage.people.municipalities import Tenant
from storage.people.people import ChatAccount, Colleague
from tests.delivery.platform import PATIENCE, How, OverHttp, Platform
from tests.delivery.town import MONDAY, Clock, RunningClock, Town

PENDING, SENDING, SENT = MessageState.PENDING, MessageState.SENDING, MessageState.SENT
UNCERTAIN, DOUBTFUL, DEAD = MessageState.UNCERTAIN, MessageState.DOUBTFUL, MessageState.DEAD
SETTLE, LEASE, SECOND = Terms().settle, Terms().lease, dt.timedelta(seconds=1)


def deliver_in_turn(outbox: Outbox) -> None:
    """As much as the municipality's turns allow now."""
    while outbox.deliver_one():
        pass


def deliver(outbox: Outbox) -> None:
    """Everything that is due now, by and by: turns are not what most tests are about."""
    while outbox.deliver_one() or waits_for_a_turn(outbox):
        pass


def waits_for_a_turn(outbox: Outbox) -> bool:
    with outbox.database.session(None, writes=True) as db:
        taken = db.scalars(select(Lane).where(Lane.name.in_(TURNS), Lane.free_at > outbox.now())).all()
        for turn in taken:
            turn.free_at = outbox.now()
        return len(taken) == len(TURNS)


def test_a_municipality_sends_twenty_a_second_and_another_its_own_twenty(
    outbox: Outbox, platform: Platform, database: Database, clock: Clock
) -> None:
    towns = [Town(database, clock, name) for name in ("Hier", "Daar")]
    for number in range(30):
        for town in towns:
            town.posts(f"{town.id} {number}", channel=f"C{number}")
    deliver_in_turn(outbox)
    assert [sum(key.startswith(f"{town.id} ") for key in platform.keys) for town in towns] == [20, 20]
    clock.forward(seconds=0.9)
    assert not outbox.deliver_one()
    clock.forward(seconds=0.1)
    deliver_in_turn(outbox)
    assert len(platform.keys) == 60


def test_a_municipality_that_has_no_turns_left_holds_up_no_other(
    outbox: Outbox, platform: Platform, database: Database, clock: Clock
) -> None:
    here, there = (Town(database, clock, name) for name in ("Hier", "Daar"))
    for number in range(60):
        here.posts(f"here {number}", channel=f"C{number}")
    there.posts("there")
    deliver_in_turn(outbox)
    assert len(platform.keys) == 21
    assert "there" in platform.keys


def test_a_turn_that_the_platform_refused_was_not_used(
    outbox: Outbox, platform: Platform, town: Town, clock: Clock
) -> None:
    platform.will("not here", "m0")
    for number in range(21):
        town.posts(f"m{number}", channel=f"C{number}")
    deliver_in_turn(outbox)
    assert len(platform.keys) == 20


def test_when_it_is_too_much_at_once_everybody_slows_down(
    outbox: Outbox, platform: Platform, town: Town, clock: Clock
) -> None:
    for number in range(40):
        platform.will("slow down", f"m{number}")
        town.posts(f"m{number}", channel=f"C{number}")
    deliver_in_turn(outbox)
    assert sum(row.attempts for row in town.messages()) == 20, "and not all forty at once"
    clock.forward(seconds=29)
    assert not outbox.deliver_one()
    for _ in range(5):
        clock.forward(seconds=30)
        deliver_in_turn(outbox)
    assert len(platform.keys) == 40


def test_after_a_quiet_day_what_waited_goes_gently(
    outbox: Outbox, platform: Platform, town: Town, clock: Clock
) -> None:
    town.posts("friday")
    deliver(outbox)
    clock.forward(days=4)
    for number in range(30):
        town.posts(f"m{number}", channel=f"C{number}")
    gone = []
    for _ in range(20):
        deliver_in_turn(outbox)
        gone.append(len(platform.keys) - 1)
        clock.forward(seconds=1)
    assert gone[0] <= 2
    assert gone[5] < 20, "at once it would have been 20 in the first second"
    assert gone[-1] == 30


def test_a_message_arrives_once(outbox: Outbox, platform: Platform, town: Town, clock: Clock) -> None:
    town.tells("Anna", "hello")
    deliver(outbox)
    clock.forward(days=1)
    deliver(outbox)
    assert [(post.key, post.to) for post in platform.posts] == [("hello", "Anna")]
    row = town.message("hello")
    assert (row.state, row.posted_as, row.attempts, row.reason) == (SENT, "post-1", 1, "")


def test_a_shared_card_goes_to_the_channel(outbox: Outbox, platform: Platform, town: Town) -> None:
    town.shares("Anna", "share", channel="C7")
    deliver(outbox)
    assert [(post.to, post.title) for post in platform.posts] == [("C7", "Project Singel")]


def test_nothing_is_due(outbox: Outbox, town: Town) -> None:
    assert not outbox.deliver_one()


def test_a_message_for_later_waits(outbox: Outbox, platform: Platform, town: Town, clock: Clock) -> None:
    clock.forward(hours=2)
    town.tells("Anna", "at ten")
    clock.forward(hours=-1)
    deliver(outbox)
    assert platform.keys == []
    clock.forward(hours=1)
    deliver(outbox)
    assert platform.keys == ["at ten"]


def test_messages_to_one_person_keep_their_order_and_a_second_between_them(
    outbox: Outbox, platform: Platform, town: Town, clock: Clock
) -> None:
    town.tells("Anna", "a1", "a2", "a3")
    town.tells("Bert", "b1")
    town.shares("Anna", "c1")
    posted_at: dict[str, dt.datetime] = {}
    while len(platform.posts) < 5:
        deliver(outbox)
        posted_at.update({key: clock() for key in platform.keys if key not in posted_at})
        clock.forward(seconds=0.25)
    assert [key for key in platform.keys if key.startswith("a")] == ["a1", "a2", "a3"]
    assert posted_at["b1"] == posted_at["c1"] == posted_at["a1"]
    assert [later - earlier for earlier, later in pairwise(posted_at[key] for key in ("a1", "a2", "a3"))] == [
        REST,
        REST,
    ]


def test_a_clock_that_is_turned_back_holds_nothing_up(
    outbox: Outbox, platform: Platform, town: Town, clock: Clock
) -> None:
    town.tells("Anna", "a1")
    deliver(outbox)
    clock.forward(days=-3)
    town.tells("Anna", "a2")
    deliver(outbox)
    assert platform.keys == ["a1", "a2"]


def test_who_must_slow_down_is_tried_again_when_the_platform_said(
    outbox: Outbox, platform: Platform, town: Town, clock: Clock
) -> None:
    platform.will("slow down", "a1")
    town.tells("Anna", "a1", "a2")
    town.tells("Bert", "b1")
    deliver(outbox)
    clock.forward(seconds=29)
    town.tells("Anna", "a3")
    deliver(outbox)
    assert platform.keys == ["b1"], "what comes after a1 must not overtake it"
    assert (town.message("a1").state, town.message("a1").reason) == (PENDING, "ratelimited")
    for _ in range(3):
        clock.forward(seconds=1)
        deliver(outbox)
    assert platform.keys == ["b1", "a1", "a2", "a3"]
    assert town.message("a1").attempts == 2
    assert town.message("a1").reason == ""


def test_whoever_shared_hears_that_the_bot_is_not_in_the_channel(
    outbox: Outbox, platform: Platform, town: Town, clock: Clock
) -> None:
    town.colleague("Anna", language="en")
    platform.will("not here", "share")
    town.shares("Anna", "share")
    deliver(outbox)
    clock.forward(days=1)
    deliver(outbox)
    assert (town.message("share").state, town.message("share").reason) == (DEAD, "not_in_channel")
    assert [(post.to, post.title) for post in platform.posts] == [("Anna", "I could not share this")]
    told = platform.posts[0].first_words
    assert "Project Singel" in told
    assert "/invite" in told


def test_what_was_sent_is_not_kept_a_second_time(outbox: Outbox, platform: Platform, town: Town) -> None:
    town.colleague("Anna")
    town.shares("Anna", "share")
    deliver(outbox)
    assert (town.message("share").state, town.message("share").card) == (SENT, b"")


def test_when_the_note_about_it_is_refused_too_it_ends_there(
    outbox: Outbox, platform: Platform, town: Town, clock: Clock
) -> None:
    platform.will("not here", "share")
    town.shares("Anna", "share")
    platform.will("not here", f"undelivered-{town.message('share').id}-1")
    deliver(outbox)
    assert list(town.states().values()) == [DEAD, DEAD]


@pytest.mark.parametrize("gone", ["erased", "merged"])
def test_whoever_shared_has_left(
    outbox: Outbox, platform: Platform, town: Town, database: Database, clock: Clock, gone: str
) -> None:
    platform.will("not here", "share")
    town.shares("Anna", "share")
    bert = town.colleague("Bert")
    with database.session(town.id, writes=True) as db:
        anna, into = people.colleague_in_full(db, town.colleague("Anna")), people.colleague(db, bert)
        assert anna
        assert into
        if gone == "erased":
            identity.erase(db, anna, clock())
        else:
            identity.merge(db, anna.id, into.id)
    deliver(outbox)
    assert town.states()["share"] is DEAD
    clock.forward(seconds=1)
    town.tells("Bert", "next")
    deliver(outbox)
    assert "next" in platform.keys


def test_a_message_that_a_person_cannot_get_is_for_the_doctor(
    outbox: Outbox, platform: Platform, town: Town, database: Database
) -> None:
    platform.will("not here", "a1")
    town.tells("Anna", "a1")
    deliver(outbox)
    assert town.states() == {"a1": DEAD}
    with database.session(town.id) as db:
        assert [row.key for row in stored.messages_in_trouble(db)] == ["a1"]


@pytest.mark.parametrize("how", ["done, but says it broke", "done, but hangs up"])
def test_what_may_have_been_posted_is_looked_up_and_not_posted_again(
    outbox: Outbox, platform: Platform, town: Town, clock: Clock, how: How
) -> None:
    platform.will(how, "a1")
    town.tells("Anna", "a1", "a2")
    deliver(outbox)
    assert town.states() == {"a1": UNCERTAIN, "a2": PENDING}, "a2 must not overtake it"
    clock.at += SETTLE - SECOND
    assert not outbox.check_one(), "it may still appear"
    clock.at += SECOND
    assert outbox.check_one()
    assert (town.message("a1").state, town.message("a1").posted_as, town.message("a1").card) == (SENT, "post-1", b"")
    clock.at += REST
    deliver(outbox)
    assert platform.keys == ["a1", "a2"]


def test_what_was_not_posted_after_all_is_posted_again_in_its_place(
    outbox: Outbox, platform: Platform, town: Town, clock: Clock
) -> None:
    platform.will("broke", "a1", times=2)
    town.tells("Anna", "a1", "a2")
    for _ in range(3):
        deliver(outbox)
        clock.at += SETTLE
        outbox.check_one()
        clock.at += SETTLE
    deliver(outbox)
    assert platform.keys == ["a1", "a2"]
    assert (town.message("a1").attempts, town.message("a1").doubts) == (3, 2)


def test_it_gives_up_loudly_when_it_never_works(outbox: Outbox, platform: Platform, town: Town, clock: Clock) -> None:
    town.administrator("Bea")
    platform.will("broke", "a1", times=99)
    town.tells("Anna", "a1", "a2")
    began = clock.at
    while town.states()["a1"] is not DEAD:
        deliver(outbox)
        clock.at += SETTLE
        outbox.check_one()
        clock.at += REST
        assert clock.at < began + dt.timedelta(hours=3)
    assert town.message("a1").doubts == MOST_DOUBTS
    assert town.message("a1").reason == "gave up: HTTP 500"
    clock.at += REST
    deliver(outbox)
    assert sorted(post.to for post in platform.posts) == ["Anna", "Bea"]
    assert [post.title for post in platform.posts if post.to == "Bea"] == ["Een bericht kwam niet aan"]


def test_a_refusal_that_does_not_end_is_given_up_after_days_of_trying(
    outbox: Outbox, platform: Platform, town: Town, clock: Clock
) -> None:
    platform.will("come tomorrow", "a1", times=99)
    town.tells("Anna", "a1")
    began = clock()
    while town.states()["a1"] is PENDING:
        deliver(outbox)
        clock.forward(hours=1)
    assert (town.message("a1").state, town.message("a1").reason) == (DEAD, "ratelimited")
    assert town.message("a1").attempts == 73
    assert GIVE_UP_AFTER <= clock() - began < GIVE_UP_AFTER + dt.timedelta(hours=4)


def test_time_off_is_not_time_tried(outbox: Outbox, platform: Platform, town: Town, clock: Clock) -> None:
    """Nineteen questions were tried once; then nothing ran for four days, and the platform says to wait a moment."""
    keys = [f"question {number}" for number in range(19)]
    for key in keys:
        platform.will("slow down", key, times=2)
        town.tells(key.replace(" ", ""), key)
    deliver(outbox)
    clock.forward(days=4)
    for _ in range(10):
        deliver(outbox)
        clock.forward(minutes=1)
    assert set(town.states().values()) == {SENT}
    assert sorted(platform.keys) == sorted(keys)


class Nobody:
    """A platform that cannot be reached."""

    def post(self, message: OutboundMessage) -> str:
        raise Unreached("no_connection", dt.timedelta(seconds=30))

    def find(self, message: OutboundMessage, since: dt.datetime) -> str | None:
        raise Unreached("no_connection", dt.timedelta(seconds=30))


def test_without_a_connection_nothing_was_tried_so_nothing_is_given_up(
    database: Database, outbox: Outbox, platform: Platform, town: Town, clock: Clock
) -> None:
    platform.will("done, but hangs up", "doubt")
    town.tells("Anna", "doubt")
    town.tells("Bert", "b1")
    outbox.deliver_one()
    away = Outbox(database, {"slack": Nobody()}, clock)
    for _ in range(300):
        away.deliver_one()
        away.check_one()
        clock.forward(hours=1)
    assert town.states() == {"doubt": UNCERTAIN, "b1": PENDING}
    outbox.check_one()
    deliver(outbox)
    assert sorted(platform.keys) == ["b1", "doubt"]


def test_where_nobody_can_look_an_administrator_decides(
    outbox: Outbox, platform: Platform, town: Town, clock: Clock
) -> None:
    town.administrator("Bea")
    platform.looking = "shows nothing"
    platform.will("done, but hangs up", "a1")
    town.tells("Anna", "a1", "a2")
    deliver(outbox)
    clock.at += SETTLE
    outbox.check_one()
    deliver(outbox)
    clock.at += REST
    deliver(outbox)
    assert town.states()["a1"] is DOUBTFUL
    assert [(post.to, post.title) for post in platform.posts] == [
        ("Anna", "a1"),
        ("Bea", "Kwam dit bericht aan?"),
        ("Anna", "a2"),
    ]
    assert "a1" in platform.posts[1].first_words
    clock.forward(days=9)
    assert not outbox.check_one()


def test_a_platform_that_is_away_is_asked_again_later(
    outbox: Outbox, platform: Platform, town: Town, clock: Clock
) -> None:
    platform.looking = "away"
    platform.will("done, but hangs up", "a1")
    town.tells("Anna", "a1")
    deliver(outbox)
    for _ in range(5):
        clock.forward(hours=1)
        assert outbox.check_one()
        assert not outbox.check_one(), "not at once again"
        assert town.states() == {"a1": UNCERTAIN}
    platform.looking = "shows it"
    clock.forward(hours=1)
    outbox.check_one()
    assert town.states() == {"a1": SENT}
    assert platform.keys == ["a1"]


def test_what_cannot_be_looked_up_for_days_is_for_the_administrator(
    outbox: Outbox, platform: Platform, town: Town, clock: Clock
) -> None:
    platform.looking = "away"
    platform.will("done, but hangs up", "a1")
    town.tells("Anna", "a1")
    deliver(outbox)
    began = clock()
    while town.states()["a1"] is UNCERTAIN:
        clock.forward(minutes=15)
        outbox.check_one()
    assert town.states() == {"a1": DOUBTFUL}
    assert GIVE_UP_AFTER <= clock() - began < GIVE_UP_AFTER + dt.timedelta(hours=4)


def test_time_off_does_not_make_a_doubt_of_the_administrators(
    outbox: Outbox, platform: Platform, town: Town, clock: Clock
) -> None:
    platform.looking = "away"
    platform.will("done, but hangs up", "a1")
    town.tells("Anna", "a1")
    deliver(outbox)
    clock.forward(days=9)
    outbox.check_one()
    assert town.states() == {"a1": UNCERTAIN}
    platform.looking = "shows it"
    clock.forward(hours=1)
    outbox.check_one()
    assert town.states() == {"a1": SENT}


def test_a_message_with_a_file_of_which_nobody_knows_is_never_sent_again(
    outbox: Outbox, platform: Platform, town: Town, clock: Clock
) -> None:
    """The message is not there, but its file may be: that carries no key to find it by."""
    town.administrator("Bea")
    platform.will("broke", "export")
    town.tells("Anna", "export", files=(Attachment("projecten.xlsx", b"PK"),))
    deliver(outbox)
    assert town.states() == {"export": UNCERTAIN}
    clock.at += SETTLE
    outbox.check_one()
    for _ in range(9):
        clock.forward(days=1)
        deliver(outbox)
        outbox.check_one()
    assert (town.message("export").state, town.message("export").reason) == (DOUBTFUL, "files")
    assert town.message("export").attempts == 1
    assert [(post.to, post.title) for post in platform.posts] == [("Bea", "Kwam dit bericht aan?")]


def test_in_doubt_and_the_reader_has_no_account_any_more(
    outbox: Outbox, platform: Platform, town: Town, database: Database, clock: Clock
) -> None:
    """Nobody can look in a chat that is gone: an administrator hears of it, and nothing is sent by itself."""
    town.administrator("Bea")
    platform.will("broke", "a1")
    town.tells("Anna", "a1", "a2")
    outbox.deliver_one()
    with database.session(town.id, writes=True) as db:
        db.execute(delete(ChatAccount).where(ChatAccount.user == "Anna"))
    clock.at += SETTLE
    outbox.check_one()
    assert (town.message("a1").state, town.message("a1").reason) == (DOUBTFUL, "no_account")
    deliver(outbox)
    assert [(post.to, post.title) for post in platform.posts] == [("Bea", "Kwam dit bericht aan?")]
    town.link("Anna")
    clock.at += LOOK_AGAIN
    deliver(outbox)
    assert platform.keys[1:] == ["a2"]


def test_in_doubt_about_a_change_and_the_channel_is_not_connected_any_more(
    database: Database, outbox: Outbox, platform: Platform, town: Town, clock: Clock
) -> None:
    """Made twice a change is the same: it waits, and nobody has to look."""
    town.posts("come")
    deliver(outbox)
    town.changes("come", to="1 comes")
    platform.will("done, but says it broke", "come is now 1 comes")
    clock.at += REST
    deliver(outbox)
    assert town.states()["come is now 1 comes"] is UNCERTAIN
    clock.at += SETTLE
    Outbox(database, {"teams": OverHttp(platform.port)}, clock).check_one()
    assert town.states()["come is now 1 comes"] is PENDING
    deliver(outbox)
    assert town.states()["come is now 1 comes"] is SENT


def test_who_never_came_back_had_posted_it(
    database: Database, outbox: Outbox, platform: Platform, town: Town, clock: Clock
) -> None:
    class Vanishes(OverHttp):
        def post(self, message: OutboundMessage) -> str:
            super().post(message)
            raise SystemExit

    town.tells("Anna", "a1", "a2")
    with pytest.raises(SystemExit):
        Outbox(database, {"slack": Vanishes(platform.port)}, clock).deliver_one()
    clock.at += LEASE - SECOND
    assert not outbox.check_one()
    deliver(outbox)
    assert town.states() == {"a1": SENDING, "a2": PENDING}
    clock.at += SECOND
    outbox.check_one()
    assert town.states() == {"a1": UNCERTAIN, "a2": PENDING}
    clock.at += SETTLE
    outbox.check_one()
    clock.at += REST
    deliver(outbox)
    assert platform.keys == ["a1", "a2"]
    assert town.states() == {"a1": SENT, "a2": SENT}


def test_who_was_frozen_before_it_began_does_not_post_any_more(
    database: Database, platform: Platform, town: Town, clock: Clock
) -> None:
    town.tells("Anna", "a1")

    class Frozen(Outbox):
        def _claim(self, at_most: int = 1) -> Sequence[Claimed | NotYet]:
            claimed = super()._claim(at_most)
            clock.at += Terms().start + SECOND
            return claimed

    frozen = Frozen(database, {"slack": OverHttp(platform.port)}, clock)
    frozen.deliver_one()
    assert platform.keys == []
    assert town.states() == {"a1": PENDING}


@pytest.mark.parametrize(("start", "posts"), [(Terms().start, ["a1"]), (dt.timedelta(days=1), ["a1", "a1"])])
def test_who_was_frozen_until_another_had_looked_after_it_leaves_it_and_would_double_it_without_that_rule(
    database: Database,
    outbox: Outbox,
    platform: Platform,
    town: Town,
    clock: Clock,
    caplog: pytest.LogCaptureFixture,
    start: dt.timedelta,
    posts: list[str],
) -> None:
    """The second is the ablation: a bot that posts however late it is."""
    town.tells("Anna", "a1")

    class Frozen(Outbox):
        def _claim(self, at_most: int = 1) -> Sequence[Claimed | NotYet]:
            claimed = super()._claim(at_most)
            for wait in (LEASE, SETTLE):
                clock.at += wait
                outbox.check_one()
            clock.at += REST
            deliver(outbox)
            return claimed

    Frozen(database, {"slack": OverHttp(platform.port)}, clock, Terms(start=start)).deliver_one()
    assert platform.keys == posts
    assert town.states() == {"a1": SENT}
    assert "message a1: the answer came too late" in caplog.messages


def test_an_answer_that_comes_after_the_lease_counts_until_somebody_looks(
    database: Database, outbox: Outbox, platform: Platform, town: Town, clock: Clock
) -> None:
    town.tells("Anna", "a1")

    class Slow(During):
        def happens(self) -> None:
            clock.at += LEASE
            outbox.check_one()
            assert town.states() == {"a1": UNCERTAIN}

    Outbox(database, {"slack": Slow(OverHttp(platform.port))}, clock).deliver_one()
    assert town.states() == {"a1": SENT}
    clock.at += SETTLE
    assert not outbox.check_one()


def test_an_answer_that_comes_when_somebody_else_looks_after_it_changes_nothing(
    database: Database, outbox: Outbox, platform: Platform, town: Town, clock: Clock
) -> None:
    town.tells("Anna", "a1")

    class Slower(During):
        def happens(self) -> None:
            clock.at += LEASE
            outbox.check_one()
            clock.at += SETTLE
            outbox.check_one()
            raise Refused("not_in_channel")

    Outbox(database, {"slack": Slower(OverHttp(platform.port))}, clock).deliver_one()
    assert (town.message("a1").state, town.message("a1").posted_as) == (SENT, "post-1")


def test_a_message_that_is_too_late_to_be_of_use_is_not_sent(
    outbox: Outbox, platform: Platform, town: Town, clock: Clock
) -> None:
    town.posts("starts now", expires_at=clock() + dt.timedelta(minutes=45))
    town.posts("after it")
    clock.forward(minutes=45)
    deliver(outbox)
    assert platform.keys == ["after it"]
    assert (town.message("starts now").state, town.message("starts now").card) == (MessageState.EXPIRED, b"")


def test_people_get_one_message_together(outbox: Outbox, platform: Platform, town: Town) -> None:
    town.tells_together(["Anna", "Bert"], "ab")
    deliver(outbox)
    assert [(post.key, post.to) for post in platform.posts] == [("ab", "Anna,Bert")]


def test_where_there_are_no_groups_each_gets_it_once(
    outbox: Outbox, platform: Platform, town: Town, clock: Clock
) -> None:
    platform.will("no groups", "ab", times=9)
    town.tells_together(["Anna", "Bert"], "ab")
    for _ in range(3):
        deliver(outbox)
        clock.forward(minutes=5)
    assert [(post.to, post.title) for post in platform.posts] == [("Anna", "ab"), ("Bert", "ab")]
    assert town.states()["ab"] is MessageState.CANCELLED


def test_what_waits_for_several_goes_to_those_who_did_not_leave(
    outbox: Outbox, platform: Platform, town: Town, database: Database
) -> None:
    carla = town.colleague("Carla")
    town.tells_together(["Anna", "Carla"], "ac")
    town.tells("Carla", "c1")
    with database.session(town.id, writes=True) as db:
        stored.withdraw(db, carla)
    deliver(outbox)
    assert [(post.key, post.to) for post in platform.posts] == [("ac", "Anna")]


def test_who_opens_the_bot_gets_at_once_what_waited_for_them(
    outbox: Outbox, platform: Platform, town: Town, database: Database
) -> None:
    carla = town.colleague("Carla", platform="")
    town.tells("Carla", "c1")
    town.tells_together(["Anna", "Carla"], "ac")
    deliver(outbox)
    assert platform.keys == []
    with database.session(None, writes=True) as db:
        db.add(Tenant(platform="slack", tenant=town.tenant, municipality_id=town.id))
        db.get_one(Colleague, carla).email = "carla@voorbeeld.example"
    profile = Profile("Carla de Wit", "carla@voorbeeld.example")
    with database.session(None, writes=True) as db:
        Arrivals().meet(db, Account("slack", town.tenant, "Carla"), profile, MONDAY)
    deliver(outbox)
    assert sorted(platform.keys) == ["ac", "c1"]


def test_who_is_linked_by_an_administrator_gets_at_once_what_waited(
    outbox: Outbox, platform: Platform, town: Town, database: Database
) -> None:
    town.colleague("Carla", platform="")
    town.tells("Carla", "c1")
    deliver(outbox)
    arrived, known = town.colleague("carla.dewit"), town.colleague("Carla")
    with database.session(town.id, writes=True) as db:
        identity.merge(db, arrived, known)
    deliver(outbox)
    assert platform.keys == ["c1"]


def test_together_means_everybody_who_is_still_there(
    outbox: Outbox, platform: Platform, town: Town, database: Database, clock: Clock
) -> None:
    town.colleague("Carla", platform="")
    town.tells_together(["Anna", "Carla"], "ac")
    deliver(outbox)
    assert (town.message("ac").state, town.message("ac").reason) == (PENDING, "no_account")
    for name in ("Carla", "Anna"):
        with database.session(town.id, writes=True) as db:
            person = people.colleague_in_full(db, town.colleague(name))
            assert person
            identity.erase(db, person, clock())
        clock.at += LOOK_AGAIN
        deliver(outbox)
        assert [post.to for post in platform.posts] == ["Anna"]
    town.colleague("Zoë")
    town.tells_together(["Zoë"], "z")
    deliver(outbox)
    assert [post.to for post in platform.posts] == ["Anna", "Zoë"]


def test_a_thread_hangs_under_the_message_that_it_names(
    outbox: Outbox, platform: Platform, town: Town, clock: Clock
) -> None:
    town.posts("parent")
    town.posts("child", under="parent")
    deliver(outbox)
    clock.at += REST
    deliver(outbox)
    assert [(post.key, post.under) for post in platform.posts] == [("parent", ""), ("child", "post-1")]


def test_a_thread_whose_message_was_refused_hangs_under_nothing(
    outbox: Outbox, platform: Platform, town: Town, clock: Clock
) -> None:
    platform.will("not here", "parent")
    town.posts("parent")
    town.posts("child", under="parent")
    town.posts("grandchild", under="never existed")
    for _ in range(3):
        deliver(outbox)
        clock.at += REST
    assert [(post.key, post.under) for post in platform.posts] == [("child", ""), ("grandchild", "")]


def test_a_thread_waits_for_a_message_in_doubt_and_holds_nobody_up(
    outbox: Outbox, platform: Platform, town: Town, clock: Clock, database: Database
) -> None:
    platform.looking = "shows nothing"
    platform.will("done, but hangs up", "parent")
    town.posts("parent")
    town.posts("child", under="parent")
    town.posts("next")
    deliver(outbox)
    clock.at += SETTLE
    outbox.check_one()
    for _ in range(3):
        clock.at += REST
        deliver(outbox)
    assert platform.keys == ["parent", "next"]
    with database.session(town.id) as db:
        db.get_one(OutboxRow, town.message("parent").id).state = SENT
    clock.at += WAIT_FOR_THREAD
    deliver(outbox)
    assert platform.keys == ["parent", "next", "child"]


def test_administrators_hear_once_that_a_channel_is_closed(
    outbox: Outbox, platform: Platform, town: Town, clock: Clock
) -> None:
    town.administrator("Bea")
    for key in ("week 1", "week 2", "week 3"):
        platform.will("not here", key)
        town.posts(key)
        deliver(outbox)
        clock.forward(days=7)
    deliver(outbox)
    assert [(post.to, post.title) for post in platform.posts] == [("Bea", "Een bericht kwam niet aan")]
    assert [town.states()[f"week {number}"] for number in (1, 2, 3)] == [DEAD, DEAD, DEAD]


class Broken:
    """A platform whose code has a mistake in it."""

    def post(self, message: OutboundMessage) -> str:
        raise ValueError(f"cannot draw {message.card.title} for {message.to}")

    def find(self, message: OutboundMessage, since: dt.datetime) -> str | None:
        raise ValueError(f"cannot look for {message.card.title}")


def test_a_mistake_of_ours_is_uncertain_and_the_log_quotes_nothing(
    database: Database, town: Town, clock: Clock, discreet_log: StringIO
) -> None:
    town.tells("Anna", "a1")
    deliver(Outbox(database, {"slack": Broken()}, clock))
    assert (town.message("a1").state, town.message("a1").reason) == (UNCERTAIN, "ValueError")
    lines = discreet_log.getvalue()
    assert "builtins.ValueError" in lines
    assert "Anna" not in lines
    assert "cannot draw" not in lines


def test_a_card_that_cannot_be_read_holds_nobody_up(
    outbox: Outbox, platform: Platform, town: Town, database: Database, clock: Clock
) -> None:
    town.tells("Anna", "a1", "a2")
    with database.session(town.id) as db:
        db.get_one(OutboxRow, town.message("a1").id).card = b'{"type": "from another version"}'
    deliver(outbox)
    clock.forward(seconds=1)
    deliver(outbox)
    assert town.states() == {"a1": DEAD, "a2": SENT}
    assert town.message("a1").reason == "unreadable"


def test_a_message_waits_for_its_colleague_to_be_linked_and_holds_nobody_up(
    outbox: Outbox, platform: Platform, town: Town, clock: Clock
) -> None:
    town.colleague("Carla", platform="")
    town.tells("Carla", "c1", "c2")
    town.tells("Bert", "b1")
    deliver(outbox)
    assert platform.keys == ["b1"]
    assert (town.message("c1").state, town.message("c1").reason) == (PENDING, "no_account")
    town.link("Carla", "teams")
    clock.forward(days=30)
    deliver(outbox)
    assert platform.keys == ["b1"], "an account on a platform that is not connected is of no use"
    town.link("Carla")
    clock.at += LOOK_AGAIN
    deliver(outbox)
    clock.forward(seconds=1)
    deliver(outbox)
    assert platform.keys == ["b1", "c1", "c2"]
    assert (town.message("c1").reason, town.message("c1").attempts) == ("", 1)


def test_a_channel_of_a_platform_that_is_not_connected_waits(
    outbox: Outbox, platform: Platform, town: Town, database: Database, clock: Clock
) -> None:
    town.shares("Anna", "share", platform="teams")
    deliver(outbox)
    assert (town.message("share").state, town.message("share").reason) == (PENDING, "not_connected")
    clock.at += LOOK_AGAIN
    deliver(Outbox(database, {"teams": OverHttp(platform.port)}, clock))
    assert platform.keys == ["share"]


def test_who_is_on_two_platforms_gets_it_on_the_first(
    database: Database, platform: Platform, town: Town, clock: Clock
) -> None:
    town.colleague("Anna", platform="teams")
    town.link("Anna", "slack")
    town.tells("Anna", "a1")
    deliver(Outbox(database, {"slack": OverHttp(platform.port), "teams": Broken()}, clock))
    assert town.states() == {"a1": SENT}


class During:
    """Something happens while a message is on its way."""

    def __init__(self, delivery: Delivery) -> None:
        self.delivery = delivery
        self.still = ExitStack()

    def post(self, message: OutboundMessage) -> str:
        name = self.delivery.post(message)
        self.happens()
        return name

    def find(self, message: OutboundMessage, since: dt.datetime) -> str | None:
        return self.delivery.find(message, since)

    def happens(self) -> None:
        raise NotImplementedError


def test_a_colleague_is_erased_while_a_message_is_on_its_way(
    database: Database, platform: Platform, town: Town, clock: Clock
) -> None:
    town.tells("Anna", "a1")
    town.tells("Bert", "b1")

    class Erased(During):
        def happens(self) -> None:
            with database.session(town.id, writes=True) as db:
                if anna := people.colleague_in_full(db, town.colleague("Anna")):
                    identity.erase(db, anna, clock())

    deliver(Outbox(database, {"slack": Erased(OverHttp(platform.port))}, clock))
    assert platform.keys == ["a1", "b1"]
    assert town.states() == {"b1": SENT}


def test_what_a_locked_database_could_not_take_is_written_down_later_and_not_sent_again(
    database: Database, impatient: Database, platform: Platform, town: Town, clock: Clock
) -> None:
    town.tells("Anna", "a1")

    class Locked(During):
        locked = Event()

        def happens(self) -> None:
            db = self.still.enter_context(database.session(None, writes=True))
            db.get_one(OutboxRow, town.message("a1").id, with_for_update=True)
            self.locked.set()

    delivery = Locked(OverHttp(platform.port))
    outbox = Outbox(impatient, {"slack": delivery}, clock)
    with delivery.still:
        outbox.start()
        platform.wait_for("a1")
        delivery.locked.wait(PATIENCE)
        assert town.states() == {"a1": SENDING}
    until(lambda: town.states() == {"a1": SENT})
    outbox.stop()
    assert platform.keys == ["a1"]


def until(is_so: Callable[[], bool]) -> None:
    """What a thread does, it does soon."""
    gives_up = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < gives_up
        time.sleep(0.01)


def test_every_municipality_is_served_and_hears_of_its_own_only(
    outbox: Outbox, platform: Platform, database: Database, clock: Clock
) -> None:
    here, there = Town(database, clock), Town(database, clock, "Elders")
    platform.will("not here", "share")
    here.shares("Anna", "share")
    there.tells("Zoë", "z1")
    deliver(outbox)
    assert sorted(post.to for post in platform.posts) == ["Anna", "Zoë"]
    assert there.states() == {"z1": SENT}
    assert len(here.messages()) == 2


def test_two_outboxes_on_one_database_never_send_the_same(
    database_url: str, platform: Platform, town: Town, clock: Clock
) -> None:
    keys = [f"m{number}" for number in range(30)]
    for number, key in enumerate(keys):
        town.tells(f"Person {number % 10}", key)
    databases = [Database(database_url, dt.timedelta(seconds=10)) for _ in range(2)]
    clock.forward(seconds=-REST.total_seconds())

    def passing() -> dt.datetime:
        # Every look at the clock is later than a rest: pacing is not what this test is about.
        clock.forward(seconds=2)
        return clock()

    threads = [
        Thread(target=deliver, args=(Outbox(each, {"slack": OverHttp(platform.port)}, passing),)) for each in databases
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for each in databases:
        each.close()
    assert sorted(platform.keys) == sorted(keys)
    for person in range(10):
        assert [key for key in platform.keys if int(key[1:]) % 10 == person] == [
            f"m{person + ten}" for ten in (0, 10, 20)
        ]


@pytest.mark.parametrize("clock", [RunningClock()])
def test_its_threads_deliver_until_it_is_stopped(outbox: Outbox, platform: Platform, town: Town) -> None:
    town.tells("Anna", "before the start")
    outbox.start()
    platform.wait_for("before the start")
    town.tells("Bert", "after it")
    outbox.wake()
    platform.wait_for("after it")
    outbox.stop()
    assert set(town.states().values()) == {SENT}
