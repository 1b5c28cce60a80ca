"""Two colleagues sign up at the same moment: what the channel reads counts them both."""

import datetime as dt
from collections.abc import Iterator
from threading import Thread

import pytest

from storage.database import Database
from storage.learning import sessions
from storage.learning.sessions import KnowledgeSession, SessionGuest
from tests.databases import Databases
from tests.storage.planting import Planted, plant

BRIEFLY = 0.3
"""Seconds: whoever does not wait for the other is done long before."""


@pytest.fixture
def database(databases: Databases) -> Iterator[Database]:
    with databases.opened(dt.timedelta(seconds=10)) as database:
        yield database


def test_the_second_counts_the_first(database: Database) -> None:
    town = plant(database, "T1")
    session, counted = a_session(database, town), list[int]()

    def signs_up(colleague: int, meanwhile: Thread | None = None) -> None:
        with database.session(town.id, writes=True) as db:
            sessions.announced_together(db, session, "")
            db.add(SessionGuest(session_id=session, colleague_id=colleague))
            db.flush()
            counted.append(len(sessions.guests_of(db, session)))
            if meanwhile:
                meanwhile.start()
                meanwhile.join(BRIEFLY)

    second = Thread(target=signs_up, args=(town.bert,))
    signs_up(town.anna, meanwhile=second)
    second.join()
    assert counted == [1, 2]


def a_session(database: Database, town: Planted) -> int:
    with database.session(town.id, writes=True) as db:
        planned = KnowledgeSession(topic="Loten", starts_at=dt.datetime(2026, 12, 10, 14, tzinfo=dt.UTC), minutes=60)
        db.add(planned)
        db.flush()
        return planned.id
