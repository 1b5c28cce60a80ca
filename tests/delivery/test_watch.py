"""A clock that was wrong, or is set while messages wait: nothing is doubled, overtaken or left standing."""

import datetime as dt
from collections.abc import Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import enqueue
from bot.chat.cards import Card, Text
from handlers.delivery.messages import Claimed, Terms
from handlers.delivery.outbox import Outbox
from handlers.scheduling.clock_watch import ClockWatch
from storage.database import Database
from storage.messages import backlog, tasks
from storage.messages.clocks import ClockRow
from storage.messages.outbox import MessageState, OutboxRow
from storage.messages.rate_limits import Lane
from storage.messages.tasks import TaskRow
from tests.delivery.platform import OverHttp, Platform
from tests.delivery.town import Clock, Town

PENDING, SENDING, SENT, UNCERTAIN = (
    MessageState.PENDING,
    MessageState.SENDING,
    MessageState.SENT,
    MessageState.UNCERTAIN,
)
SETTLE, LEASE, SECOND = Terms().settle, Terms().lease, dt.timedelta(seconds=1)


class Machine:
    """A computer that has been on for some time, with a clock that somebody sets."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.seconds = 1000.0

    def up(self) -> float:
        return self.seconds

    def passes(self, **time: float) -> None:
        self.clock.forward(**time)
        self.seconds += dt.timedelta(**time).total_seconds()

    def is_set(self, **difference: float) -> None:
        self.clock.forward(**difference)


class Process:
    """An outbox that watches its clock."""

    def __init__(self, database: Database, platform: Platform, machine: Machine, name: str = "this start") -> None:
        self.was_set = 0

        def time(db: Session) -> dt.datetime:
            return machine.clock()

        self.watch = ClockWatch(database, time, Terms(), self._was_set, now=machine.clock, up=machine.up, machine=name)
        self.outbox = Outbox(
            database, {"slack": OverHttp(platform.port)}, machine.clock, time=time, steady=self.watch, up=machine.up
        )
        self.watch.look()

    def _was_set(self) -> None:
        self.was_set += 1

    def sends(self) -> None:
        while self.outbox.deliver_one():
            pass

    def sends_for_seconds(self, machine: Machine) -> None:
        for _ in range(3):
            self.sends()
            machine.passes(seconds=1)


@pytest.fixture
def machine(clock: Clock) -> Machine:
    return Machine(clock)


@pytest.fixture
def process(database: Database, platform: Platform, machine: Machine) -> Iterator[Process]:
    with database.session(None, writes=True) as db:
        for row in db.query(ClockRow):
            db.delete(row)
    process = Process(database, platform, machine)
    yield process
    process.outbox.stop()


def doubtful(process: Process, platform: Platform, town: Town) -> None:
    """Posted, but nobody knows; it appears a moment later."""
    platform.will("broke", "a1")
    town.tells("Anna", "a1")
    process.sends()
    assert town.states() == {"a1": UNCERTAIN}


@pytest.mark.parametrize("hours", [-2, 2, 72])
def test_a_jump_inside_the_settle_time_does_not_end_it(
    process: Process, platform: Platform, town: Town, machine: Machine, hours: float
) -> None:
    doubtful(process, platform, town)
    machine.passes(seconds=1)
    machine.is_set(hours=hours)
    assert not process.outbox.check_one(), "nothing is looked up before what waits is put right"
    process.watch.look()
    machine.passes(seconds=SETTLE.total_seconds() - 1)
    assert not process.outbox.check_one(), "it may still appear"
    machine.passes(seconds=1)
    assert process.outbox.check_one()


@pytest.mark.parametrize("hours", [-2, 2])
def test_another_process_that_begins_after_the_jump_knows_of_it(
    database: Database, process: Process, platform: Platform, town: Town, machine: Machine, hours: float
) -> None:
    doubtful(process, platform, town)
    machine.is_set(hours=hours)
    newcomer = Process(database, platform, machine)
    assert not newcomer.outbox.check_one()
    machine.passes(seconds=SETTLE.total_seconds())
    assert newcomer.outbox.check_one()


def test_a_process_that_begins_without_a_jump_waits_for_nothing(
    database: Database, process: Process, platform: Platform, town: Town, machine: Machine
) -> None:
    doubtful(process, platform, town)
    machine.passes(seconds=SETTLE.total_seconds())
    assert Process(database, platform, machine).outbox.check_one()


def test_on_another_computer_nobody_knows_so_everything_waits_anew(
    database: Database, process: Process, platform: Platform, town: Town, machine: Machine
) -> None:
    doubtful(process, platform, town)
    machine.passes(seconds=SETTLE.total_seconds())
    elsewhere = Process(database, platform, machine, "another start")
    assert not elsewhere.outbox.check_one()
    machine.passes(seconds=SETTLE.total_seconds())
    assert elsewhere.outbox.check_one()


def test_a_jump_does_not_end_the_lease_of_who_is_posting(
    process: Process, town: Town, machine: Machine, database: Database
) -> None:
    town.tells("Anna", "a1")
    (claimed,) = process.outbox._claim()
    assert claimed
    machine.is_set(hours=3)
    process.watch.look()
    machine.passes(seconds=LEASE.total_seconds() - 1)
    process.outbox.check_one()
    assert town.states() == {"a1": SENDING}
    machine.passes(seconds=1)
    process.outbox.check_one()
    assert town.states() == {"a1": UNCERTAIN}


def test_who_was_frozen_while_the_clock_was_turned_back_does_not_post_any_more(
    process: Process, platform: Platform, town: Town, machine: Machine
) -> None:
    town.tells("Anna", "a1")
    (claimed,) = process.outbox._claim()
    assert isinstance(claimed, Claimed)
    machine.passes(seconds=Terms().start.total_seconds() + 1)
    machine.is_set(hours=-2)
    process.outbox._send(claimed)
    assert platform.keys == []


def test_what_a_clock_planned_that_was_ahead_leaves_at_once_and_before_what_comes_after_it(
    process: Process, platform: Platform, town: Town, machine: Machine
) -> None:
    machine.is_set(days=3)
    process.watch.look()
    town.tells("Anna", "a1", "a2")
    machine.is_set(days=-3)
    town.tells("Anna", "a3")
    process.sends()
    assert platform.keys == [], "a3 must not overtake them"
    process.watch.look()
    process.sends_for_seconds(machine)
    assert platform.keys == ["a1", "a2", "a3"]


def test_what_waited_before_the_clock_was_wrong_leaves_before_what_it_planned(
    process: Process, platform: Platform, town: Town, machine: Machine
) -> None:
    for key in ("a1", "a2"):
        town.tells("Anna", key)
        machine.passes(seconds=5)
    machine.is_set(days=3)
    process.watch.look()
    town.tells("Anna", "a3")
    machine.is_set(days=-3)
    process.watch.look()
    process.sends_for_seconds(machine)
    assert platform.keys == ["a1", "a2", "a3"]


def test_what_another_computer_planned_whose_clock_was_ahead_leaves_now(
    process: Process, platform: Platform, town: Town, machine: Machine
) -> None:
    machine.is_set(days=3)
    town.tells("Anna", "a1")
    machine.is_set(days=-3)
    process.watch.look()
    process.sends()
    assert platform.keys == ["a1"]


def test_work_that_failed_under_a_clock_that_was_ahead_is_begun_again(
    database: Database, process: Process, town: Town, machine: Machine
) -> None:
    number = town.asks_for("Anna", "count")
    machine.is_set(days=3)
    process.watch.look()
    with database.session(town.id, writes=True) as db:
        db.get_one(TaskRow, number).until = machine.clock() + dt.timedelta(minutes=1)
    machine.is_set(days=-3)
    process.watch.look()
    with database.session(None) as db:
        assert tasks.work_waits(db, machine.clock())


def test_two_hours_back_what_waits_is_not_overtaken(
    process: Process, platform: Platform, town: Town, machine: Machine
) -> None:
    platform.will("slow down", "a1")
    town.tells("Anna", "a1")
    process.sends()
    machine.passes(seconds=5)
    machine.is_set(hours=-2)
    town.tells("Anna", "a2")
    process.sends()
    process.watch.look()
    machine.passes(seconds=24)
    process.sends()
    assert platform.keys == [], "the platform asked for 30 seconds"
    for _ in range(5):
        machine.passes(seconds=1)
        process.sends()
    assert platform.keys == ["a1", "a2"]


def test_what_waits_for_tomorrow_waits_for_tomorrow(
    database: Database, process: Process, platform: Platform, town: Town, machine: Machine
) -> None:
    machine.is_set(days=3)
    process.watch.look()
    now, anna = machine.clock(), town.colleague("Anna")
    with database.session(town.id, writes=True) as db:
        morning = now + dt.timedelta(hours=14)
        enqueue.tell(db, "a1", anna, Card(Text("a1")), "nl", now, morning)
    machine.is_set(days=-3)
    process.watch.look()
    assert town.message("a1").not_before == now + dt.timedelta(hours=14) - dt.timedelta(days=3)


def test_how_long_it_waits_is_true_again(
    database: Database, process: Process, platform: Platform, town: Town, machine: Machine
) -> None:
    machine.is_set(days=3)
    process.watch.look()
    platform.will("slow down", "a1")
    town.tells("Anna", "a1")
    process.sends()
    machine.is_set(days=-3)
    process.watch.look()
    machine.passes(seconds=20)
    with database.session(None) as db:
        since = backlog.in_all(db, machine.clock(), (), ()).message_since
    assert since is not None
    assert machine.clock() - since >= dt.timedelta(seconds=20)


def test_a_lane_rests_as_long_as_it_did(
    database: Database, process: Process, platform: Platform, town: Town, machine: Machine
) -> None:
    platform.will("slow down", "a1")
    town.tells("Anna", "a1")
    process.sends()
    machine.is_set(hours=-1)
    process.watch.look()
    with database.session(town.id) as db:
        (free_at,) = db.scalars(select(Lane.free_at).where(Lane.name == town.message("a1").lane)).all()
        rests = [lane.free_at - machine.clock() for lane in db.query(Lane) if lane.free_at > machine.clock()]
    assert free_at - machine.clock() == dt.timedelta(seconds=30)
    assert max(rests) <= dt.timedelta(seconds=30)


def test_a_jump_is_said_once_and_by_one_process(
    database: Database,
    process: Process,
    platform: Platform,
    machine: Machine,
    caplog: pytest.LogCaptureFixture,
) -> None:
    other = Process(database, platform, machine)
    machine.is_set(hours=-2)
    for _ in range(3):
        for each in (process, other):
            each.watch.look()
        machine.passes(seconds=1)
    of_the_database = [line for line in caplog.messages if "of the database was set" in line]
    assert of_the_database == ["the clock of the database was set: -7200 seconds; all waits anew"]
    assert (process.was_set, other.was_set) == (1, 1)


def test_a_clock_that_is_a_little_too_fast_is_no_jump(
    process: Process, platform: Platform, town: Town, machine: Machine, caplog: pytest.LogCaptureFixture
) -> None:
    doubtful(process, platform, town)
    for _ in range(60):
        machine.passes(minutes=1)
        machine.is_set(seconds=0.1)
        process.watch.look()
    assert caplog.messages == ["message a1 is uncertain: HTTP 500"]
    assert process.outbox.check_one()


def test_nothing_leaves_before_the_clock_was_looked_at(
    database: Database, platform: Platform, town: Town, machine: Machine
) -> None:
    watch = ClockWatch(
        database, lambda db: machine.clock(), Terms(), now=machine.clock, up=machine.up, machine="unseen"
    )
    outbox = Outbox(database, {"slack": OverHttp(platform.port)}, machine.clock, steady=watch)
    town.tells("Anna", "a1")
    assert not outbox.deliver_one()
    watch.look()
    assert outbox.deliver_one()


def test_a_post_is_looked_for_from_the_platforms_own_time(
    database: Database, platform: Platform, town: Town, clock: Clock
) -> None:
    def theirs(now: dt.datetime) -> dt.datetime:
        return now - dt.timedelta(minutes=10)

    town.tells("Anna", "a1")
    began = clock()
    for _ in range(2):
        platform.will("slow down", "a1")
        Outbox(database, {"slack": OverHttp(platform.port)}, clock, theirs={"slack": theirs}).deliver_one()
        clock.forward(minutes=1)
    assert town.message("a1").attempted_at == began - dt.timedelta(minutes=10), "of the first time that it may be there"


def test_a_thread_that_waited_does_not_wait_for_as_long_as_the_clock_was_wrong(
    database: Database, process: Process, platform: Platform, town: Town, machine: Machine
) -> None:
    platform.will("slow down", "parent")
    town.posts("parent")
    town.posts("child", channel="C2", under="parent")
    process.sends()
    assert town.message("child").reason == "waits_for_thread"
    machine.passes(hours=1)
    machine.is_set(hours=-1)
    with database.session(town.id, writes=True) as db:
        db.get_one(OutboxRow, town.message("child").id).not_before = machine.clock() + dt.timedelta(hours=1)
    process.watch.look()
    for _ in range(40):
        process.sends()
        machine.passes(seconds=1)
    assert platform.keys == ["parent", "child"]
