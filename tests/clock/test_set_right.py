"""A clock that was ahead and is set right: the days between come when they come, and nothing comes twice."""

import datetime as dt
from threading import Event

import msgspec
import pytest

from bot.chat.feature import When
from handlers.delivery.messages import Terms
from handlers.scheduling.clock_watch import ClockWatch
from handlers.scheduling.scheduler import Housekeeping, Scheduler
from storage.database import Database
from tests.clock.test_clock import PATIENCE
from tests.clock.town import Town, at

EVERY_DAY = When(frozenset(range(7)), dt.time(9))


class Machine:
    """The town's clock is this computer's."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self.seconds = 1000.0
        self.watch = ClockWatch(
            town.database, lambda db: town.now, Terms(), now=lambda: town.now, up=lambda: self.seconds, machine="this"
        )
        self.watch.look()

    def waits_until(self, moment: str) -> None:
        self.seconds += (at(moment) - self.town.now).total_seconds()
        self.town.now = at(moment)
        self.watch.look()

    def is_set(self, moment: str) -> None:
        self.town.now = at(moment)
        self.watch.look()


@pytest.fixture
def town(database: Database) -> Town:
    return Town(database, EVERY_DAY, dt.timedelta(days=1))


@pytest.fixture
def machine(town: Town) -> Machine:
    return Machine(town)


@pytest.mark.parametrize("chosen", ["", msgspec.json.encode(EVERY_DAY).decode()], ids=["usual", "chosen"])
def test_the_days_that_a_wrong_clock_stepped_over_still_come(town: Town, machine: Machine, chosen: str) -> None:
    (home,) = town.municipalities()
    tick = town.tick()
    tick()
    if chosen:
        town.changes(home, rule=chosen)
    machine.is_set("2026-11-26 09:00")
    tick()
    assert town.recorded(home) == [
        *[(f"2026-11-{day}", "skipped") for day in (23, 24, 25)],
        ("2026-11-26", "done"),
    ]
    machine.is_set("2026-11-23 08:01")
    tick()
    for day in (23, 24, 25, 26, 27):
        machine.waits_until(f"2026-11-{day} 09:00")
        tick()
    assert town.recorded(home) == [(f"2026-11-{day}", "done") for day in (23, 24, 25, 26, 27)]
    assert town.said(home) == [f"job 2026-11-{day}" for day in (26, 23, 24, 25, 27)], "the 26th once"


def test_two_hours_back_nothing_comes_again(town: Town, machine: Machine) -> None:
    (home,) = town.municipalities()
    tick = town.tick()
    tick()
    machine.waits_until("2026-11-23 09:30")
    tick()
    machine.is_set("2026-11-23 07:30")
    tick()
    machine.waits_until("2026-11-23 09:30")
    tick()
    machine.waits_until("2026-11-24 09:00")
    tick()
    assert town.said(home) == ["job 2026-11-23", "job 2026-11-24"]


def test_what_failed_under_a_clock_that_was_ahead_is_tried_again(town: Town, machine: Machine) -> None:
    (home,) = town.municipalities()
    tick = town.tick()
    tick()
    machine.is_set("2026-11-26 09:00")
    town.remind(home, "soon", at("2026-11-23 10:00"), at("2026-12-01 10:00"))
    town.broken.add(home)
    tick()
    town.broken.clear()
    machine.is_set("2026-11-23 10:00")
    tick()
    assert "reminder soon" in town.said(home)
    assert "job 2026-11-23" in town.said(home)


def test_a_process_that_begins_tries_what_failed_no_sooner(town: Town, machine: Machine) -> None:
    (home,) = town.municipalities()
    tick = town.tick()
    tick()
    town.remind(home, "soon", at("2026-11-23 09:00"), at("2026-12-01 10:00"))
    town.broken.add(home)
    machine.waits_until("2026-11-23 09:00")
    tick()
    Machine(town)
    tick()
    assert town.tried == [home, home], "the job and the reminder, once each"


def test_when_its_own_clock_was_set_it_strikes_at_once(town: Town) -> None:
    """APScheduler reckons by the computer's clock: set back three days, its next strike would be in three days.

    What is done more seldom than once a minute goes by a clock that nobody can set.
    """
    struck, later_than_we_wait = Event(), dt.timedelta(seconds=50)
    clock = Scheduler(town.tick(), (Housekeeping("strikes", later_than_we_wait, struck.set),), later_than_we_wait)
    clock.start()
    assert struck.wait(PATIENCE)
    struck.clear()
    clock.was_set()
    assert struck.wait(PATIENCE)
    clock.stop()
