"""Rows that go in past SQLAlchemy are the rows that it would have made itself."""

import datetime as dt
from collections.abc import Iterator

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from glossary import PartialDate, Status
from storage.database import Database
from storage.database.many import insert_rows
from storage.people.municipalities import Municipality
from storage.register.projects import Project
from storage.reports import lists

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
STAMPS = {"created_at": NOW, "changed_at": NOW, "revision": 1}


@pytest.fixture
def db(database: Database) -> Iterator[Session]:
    with database.session(None, writes=True) as founding:
        home = Municipality(name="Voorbeeld")
        founding.add(home)
    with database.session(home.id, writes=True) as session:
        yield session


def put(db: Session, *rows: dict[str, object]) -> None:
    own = {"municipality_id": db.info["municipality"]}
    insert_rows(db.connection(), lists.PROJECTS.table, [{**STAMPS, **row} for row in rows], own)


def test_each_value_is_what_it_was_and_what_is_left_out_is_the_default(db: Session) -> None:
    full = {"key": "P1", "name": "Ca'fé ?%s:x", "starts_on": PartialDate("2026-03"), "status": Status.PAUSED}
    put(db, full, {"key": "P2", "name": "Leeg"})
    one, other = db.query(Project).order_by(Project.key)
    assert (one.name, one.starts_on, one.status) == ("Ca'fé ?%s:x", PartialDate("2026-03"), Status.PAUSED)
    assert (one.created_at, one.municipality_id) == (NOW, db.info["municipality"])
    assert (other.starts_on, other.status, other.summary) == (None, Status.UPCOMING, "")


def test_what_the_table_does_not_have_or_can_not_miss_is_refused(db: Session) -> None:
    with pytest.raises(KeyError):
        put(db, {"key": "P1", "name": "Singel", "naam": "Singel"})
    with pytest.raises(KeyError):
        put(db, {"key": "P1", "name": "Singel"}, {"key": "P2"})
    put(db, {"key": "P1", "name": "Singel"})
    with pytest.raises(IntegrityError):
        put(db, {"key": "P1", "name": "Singel"})
