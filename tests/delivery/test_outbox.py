"""One message after another: never twice, in order, not too fast; and what happens when one can't be delivered."""

import datetime as dt
from contextlib import ExitStack
from io import StringIO
from itertools import pairwise
from threading import Thread

import pytest
from sqlalchemy.exc import OperationalError

from handlers.delivery import Delivery, Letter
from handlers.outbox import LOOK_AGAIN, REST, Outbox
from storage import identity, people
from storage import outbox as stored
from storage.database import Database
from storage.outbox import LetterState, OutboxRow
from tests.delivery.platform import OverHttp, Platform
from tests.delivery.town import Clock, Town

PENDING, SENDING, SENT = LetterState.PENDING, LetterState.SENDING, LetterState.SENT
UNCERTAIN, DEAD = LetterState.UNCERTAIN, LetterState.DEAD


def deliver(outbox: Outbox) -> None:
    """Everything that is due now."""
    while outbox.deliver_one():
        pass


def test_a_message_arrives_once(outbox: Outbox, platform: Platform, town: Town, clock: Clock) -> None:
    town.tells("Anna", "hello")
    deliver(outbox)
    clock.forward(days=1)
    deliver(outbox)
    assert [(post.key, post.to) for post in platform.posts] == [("hello", "Anna")]
    row = town.letter("hello")
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
    assert (town.letter("a1").state, town.letter("a1").reason) == (PENDING, "ratelimited")
    for _ in range(3):
        clock.forward(seconds=1)
        deliver(outbox)
    assert platform.keys == ["b1", "a1", "a2", "a3"]
    assert town.letter("a1").attempts == 2
    assert town.letter("a1").reason == ""


def test_whoever_shared_hears_that_the_bot_is_not_in_the_channel(
    outbox: Outbox, platform: Platform, town: Town, clock: Clock
) -> None:
    town.colleague("Anna", language="en")
    platform.will("not here", "share")
    town.shares("Anna", "share")
    deliver(outbox)
    clock.forward(days=1)
    deliver(outbox)
    assert (town.letter("share").state, town.letter("share").reason) == (DEAD, "not_in_channel")
    assert [(post.to, post.title) for post in platform.posts] == [("Anna", "I could not share this")]
    told = platform.posts[0].first_words
    assert "Project Singel" in told
    assert "/invite" in told


def test_what_was_sent_is_not_kept_a_second_time(outbox: Outbox, platform: Platform, town: Town) -> None:
    town.colleague("Anna")
    town.shares("Anna", "share")
    deliver(outbox)
    assert (town.letter("share").state, town.letter("share").card) == (SENT, b"")


def test_when_the_note_about_it_is_refused_too_it_ends_there(
    outbox: Outbox, platform: Platform, town: Town, clock: Clock
) -> None:
    platform.will("not here", "share")
    town.shares("Anna", "share")
    platform.will("not here", f"not-delivered-{town.letter('share').id}")
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
        assert [row.key for row in stored.letters_in_trouble(db)] == ["a1"]


@pytest.mark.parametrize("how", ["done, but says it broke", "done, but hangs up"])
def test_what_may_have_been_posted_is_never_posted_again(
    outbox: Outbox, platform: Platform, town: Town, clock: Clock, database: Database, how: str
) -> None:
    platform.will(how, "a1")  # type: ignore[arg-type] # one of them
    town.tells("Anna", "a1", "a2")
    for _ in range(3):
        deliver(outbox)
        clock.forward(days=1)
    assert platform.keys == ["a1", "a2"]
    assert town.states() == {"a1": UNCERTAIN, "a2": SENT}
    with database.session(town.id) as db:
        assert [row.key for row in stored.letters_in_trouble(db)] == ["a1"]


class Broken:
    """A platform whose code has a mistake in it."""

    def post(self, letter: Letter) -> str:
        raise ValueError(f"cannot draw {letter.card.title} for {letter.to}")


def test_a_mistake_of_ours_is_uncertain_and_the_log_quotes_nothing(
    database: Database, town: Town, clock: Clock, discreet_log: StringIO
) -> None:
    town.tells("Anna", "a1")
    deliver(Outbox(database, {"slack": Broken()}, clock))
    assert (town.letter("a1").state, town.letter("a1").reason) == (UNCERTAIN, "ValueError")
    lines = discreet_log.getvalue()
    assert "builtins.ValueError" in lines
    assert "Anna" not in lines
    assert "cannot draw" not in lines


def test_a_card_that_cannot_be_read_holds_nobody_up(
    outbox: Outbox, platform: Platform, town: Town, database: Database, clock: Clock
) -> None:
    town.tells("Anna", "a1", "a2")
    with database.session(town.id) as db:
        db.get_one(OutboxRow, town.letter("a1").id).card = b'{"type": "from another version"}'
    deliver(outbox)
    clock.forward(seconds=1)
    deliver(outbox)
    assert town.states() == {"a1": UNCERTAIN, "a2": SENT}


def test_a_message_waits_for_its_colleague_to_be_linked_and_holds_nobody_up(
    outbox: Outbox, platform: Platform, town: Town, clock: Clock
) -> None:
    town.colleague("Carla", platform="")
    town.tells("Carla", "c1", "c2")
    town.tells("Bert", "b1")
    deliver(outbox)
    assert platform.keys == ["b1"]
    assert (town.letter("c1").state, town.letter("c1").reason) == (PENDING, "no_account")
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
    assert (town.letter("c1").reason, town.letter("c1").attempts) == ("", 1)


def test_a_channel_of_a_platform_that_is_not_connected_waits(
    outbox: Outbox, platform: Platform, town: Town, database: Database, clock: Clock
) -> None:
    town.shares("Anna", "share", platform="teams")
    deliver(outbox)
    assert (town.letter("share").state, town.letter("share").reason) == (PENDING, "not_connected")
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
    """Something happens while a letter is on its way."""

    def __init__(self, delivery: Delivery) -> None:
        self.delivery = delivery
        self.still = ExitStack()

    def post(self, letter: Letter) -> str:
        name = self.delivery.post(letter)
        self.happens()
        return name

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
        def happens(self) -> None:
            db = self.still.enter_context(database.session(None, writes=True))
            db.get_one(OutboxRow, town.letter("a1").id, with_for_update=True)

    delivery = Locked(OverHttp(platform.port))
    outbox = Outbox(impatient, {"slack": delivery}, clock)
    with delivery.still:
        for _ in range(2):
            with pytest.raises(OperationalError):
                outbox.deliver_one()
        assert town.states() == {"a1": SENDING}
    deliver(outbox)
    assert platform.keys == ["a1"]
    assert town.states() == {"a1": SENT}


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
    assert len(here.letters()) == 2


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


def test_its_thread_delivers_until_it_is_stopped(outbox: Outbox, platform: Platform, town: Town) -> None:
    town.tells("Anna", "before the start")
    outbox.start()
    platform.wait_for("before the start")
    town.tells("Bert", "after it")
    outbox.wake()
    platform.wait_for("after it")
    outbox.stop()
    assert set(town.states().values()) == {SENT}


def test_what_was_being_sent_when_the_process_died_is_uncertain_after_a_start(
    outbox: Outbox, platform: Platform, town: Town, database: Database
) -> None:
    town.tells("Anna", "a1")
    town.tells("Bert", "b1")
    with database.session(town.id) as db:
        db.get_one(OutboxRow, town.letter("a1").id).state = SENDING
    outbox.start()
    platform.wait_for("b1")
    outbox.stop()
    assert platform.keys == ["b1"]
    assert town.states() == {"a1": UNCERTAIN, "b1": SENT}
