"""The clock of the process strikes by itself, and goes on whatever happens."""

import datetime as dt
import logging
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy.exc import OperationalError

from bot.chat.when import When
from handlers.scheduling.scheduler import EVERY, IN_PRACTICE, Housekeeping, Scheduler, how_often
from storage.database import Database
from tests.clock.town import Town, at
from tests.databases import Databases

SOON = dt.timedelta(milliseconds=20)
PATIENCE = 60.0
"""Seconds; a busy machine is no bug."""


@pytest.fixture
def town(database: Database) -> Town:
    return Town(database)


@pytest.fixture
def struck() -> Event:
    return Event()


@pytest.fixture
def clock(town: Town, struck: Event) -> Iterator[Scheduler]:
    """Beside the tick it has something that breaks, and something that says that the clock strikes."""

    def breaks() -> None:
        raise RuntimeError("on purpose")

    tick = town.tick()
    tick.queued = struck.set
    clock = Scheduler(tick, (Housekeeping("breaks", SOON, breaks),), SOON)
    clock.start()
    yield clock
    clock.stop()


def test_the_clock_does_what_comes_due_also_when_housekeeping_breaks(
    town: Town, clock: Scheduler, struck: Event, caplog: pytest.LogCaptureFixture
) -> None:
    (home,) = town.municipalities()
    while not struck.wait(SOON.total_seconds()):
        # The first strike that sees the municipality plans; from then on turning the clock makes it due.
        town.now = max(town.now + dt.timedelta(minutes=10), at("2026-11-23 08:10"))
        assert town.now < at("2027-11-23 09:00"), "the clock does not strike"
    assert town.said(home)[0].startswith("job 2026-")
    assert any("breaks failed" in record.getMessage() for record in caplog.records)


def test_a_new_version_looks_at_its_first_strike_at_what_is_usual_now(town: Town) -> None:
    (home,) = town.municipalities()
    town.tick()()
    town.when = When(frozenset({0}), dt.time(8, 30))
    planned = Event()

    def looks() -> None:
        if town.next_due(home) == "2026-11-23 08:30":
            planned.set()

    clock = Scheduler(town.tick(), (Housekeeping("looks", SOON, looks),), SOON)
    clock.start()
    is_planned = planned.wait(PATIENCE)
    clock.stop()
    assert is_planned


def test_when_it_is_stopped_the_rest_stays_due_for_who_comes_next(town: Town) -> None:
    first, second = town.municipalities(2)
    tick = town.tick()
    tick()
    town.now = at("2026-11-23 09:00")
    tick.stop()
    tick()
    assert town.tried == []
    town.tick()()
    assert town.said(first) == town.said(second) == ["job 2026-11-23"]


def test_a_database_that_is_away_is_a_warning_and_no_end(
    database: Database, town: Town, caplog: pytest.LogCaptureFixture
) -> None:
    away = Event()

    def no_database() -> None:
        away.set()
        raise OperationalError("SELECT secret", {}, Exception("the words of a query"))

    with caplog.at_level(logging.WARNING, "handlers"):
        clock = Scheduler(town.tick(), (Housekeeping("looks", SOON, no_database),), SOON)
        clock.start()
        assert away.wait(PATIENCE)
        clock.stop()
    assert any("the database is busy or away" in record.getMessage() for record in caplog.records)
    assert "secret" not in caplog.text


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_housekeeping_that_finds_the_database_busy_does_not_wait_a_day(
    databases: Databases, caplog: pytest.LogCaptureFixture
) -> None:
    done = Event()

    def forget() -> None:
        with impatient.session(None, writes=True):
            done.set()

    with databases.opened(SOON) as impatient:
        clock = Scheduler(Town(impatient).tick(), (Housekeeping("forget", dt.timedelta(days=1), forget),), again=SOON)
        with caplog.at_level(logging.WARNING, "handlers"), impatient.session(None, writes=True):
            clock.start()
            while not any("forget: the database is busy" in record.getMessage() for record in caplog.records):
                assert not done.wait(SOON.total_seconds())
        assert done.wait(PATIENCE)
        clock.stop()


def test_in_practice_it_strikes_every_second() -> None:
    assert how_often(None) == EVERY
    assert how_often(Path("klok")) == IN_PRACTICE <= dt.timedelta(seconds=1)
