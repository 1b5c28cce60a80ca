"""Who waits for whom: writers of SQLite in the order in which they came, and readers for nobody."""

import datetime as dt
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from storage.connections.turns import FEWEST_ROWS, GIVE_WAY_SECONDS, LOCKED_SECONDS, MOST_ROWS, FairLock, InTurns
from storage.database import Database
from storage.messages.outbox import Received
from tests.databases import SqliteDatabases

NOW = dt.datetime(2026, 11, 23, 8, 0, tzinfo=dt.UTC)
PATIENCE = 30
"""Seconds; only a test that fails waits as long as this."""


@pytest.fixture
def url(sqlite: SqliteDatabases) -> Iterator[str]:
    with sqlite.migrated() as url:
        yield url


def opened(url: str, seconds: float = PATIENCE) -> Database:
    return Database(url, patience=dt.timedelta(seconds=seconds))


def wait_until_there_wait(lock: FairLock, waiting: int) -> None:
    until = time.monotonic() + PATIENCE
    while len(lock._waiting) < waiting:
        assert time.monotonic() < until
        time.sleep(0.001)


def test_writers_write_in_the_order_in_which_they_came(url: str) -> None:
    """SQLite's own lock goes to whoever happens to look when it is free: who came first waited for seconds."""
    database, written = opened(url), list[int]()

    def write(number: int) -> None:
        with database.session(None, writes=True) as db:
            db.add(Received(key=str(number), at=NOW))
            written.append(number)

    writers = [threading.Thread(target=write, args=(number,)) for number in range(12)]
    with database.session(None, writes=True):
        for waiting, writer in enumerate(writers, start=1):
            writer.start()
            wait_until_there_wait(database._writing, waiting)
    for writer in writers:
        writer.join(PATIENCE)
    assert written == list(range(12))
    database.close()


def test_readers_wait_for_no_writer(url: str) -> None:
    database = opened(url)
    with database.session(None, writes=True) as writing:
        writing.add(Received(key="unfinished", at=NOW))
        writing.flush()
        with database.session(None) as reading:
            assert reading.get(Received, "unfinished") is None
    database.close()


def test_somebody_else_holds_the_lock_for_a_long_time(url: str) -> None:
    """Another process, for a minute: whoever writes hears that it is locked, readers are answered, and it passes."""
    others, ours = opened(url), opened(url, seconds=0.05)
    with others.session(None, writes=True):
        for _ in range(3):
            with pytest.raises(OperationalError, match="database is locked"), ours.session(None, writes=True):
                pass
        with ours.session(None) as reading:
            assert reading.get(Received, "any") is None
    with ours.session(None, writes=True) as db:
        db.add(Received(key="any", at=NOW))
    ours.close()
    others.close()


def test_one_of_ours_holds_the_lock_for_a_long_time(url: str) -> None:
    """Who does not get it in time gives its place up, and those after it are not held up by that."""
    database = opened(url, seconds=0.05)
    with database.session(None, writes=True):
        for _ in range(2):
            with pytest.raises(OperationalError, match="database is locked"), database.session(None, writes=True):
                pass
    with database.session(None, writes=True) as db:
        db.add(Received(key="any", at=NOW))
    database.close()


def test_many_in_a_row_leave_as_much_time_to_others_as_they_take(database: Database) -> None:
    """In other processes, that look at SQLite's lock every tenth of a second. PostgreSQL locks only rows."""
    held: list[tuple[float, float]] = []

    @contextmanager
    def begin(*, writes: bool = False) -> Iterator[Session]:
        assert writes
        began = time.monotonic()
        with database.session(None, writes=writes) as db:
            yield db
        held.append((began, time.monotonic()))

    turns = InTurns(begin)
    for seconds in (GIVE_WAY_SECONDS * 2, 0.0):
        with turns.begin():
            threading.Event().wait(seconds)
    (_, first_ended), (second_began, _) = held
    assert (second_began - first_ended >= GIVE_WAY_SECONDS * 1.9) is database.is_in_process


def test_how_many_rows_a_turn_takes_follows_from_how_long_the_last_one_held_others_up(database: Database) -> None:
    turns = InTurns(partial(database.session, None))
    assert turns.room == FEWEST_ROWS
    for room in (2 * FEWEST_ROWS, MOST_ROWS, MOST_ROWS):
        with turns.begin():
            """As good as nothing, for so many rows."""
        turns.took(1_000_000)
        assert turns.room == room
    with turns.begin():
        threading.Event().wait(LOCKED_SECONDS)
    turns.took(FEWEST_ROWS)
    assert turns.room == FEWEST_ROWS
