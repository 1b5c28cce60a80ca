"""What every connection, session and instant has to keep to."""

import datetime as dt
import time
from contextlib import ExitStack
from threading import Event, Thread

import pytest
from sqlalchemy import delete, event, func, select, text
from sqlalchemy.exc import InvalidRequestError, OperationalError, StatementError
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.pool import QueuePool

from glossary import PartialDate, Role
from storage import settings
from storage.database import KEPT_OPEN_TO_FILE, Database, within
from storage.messages.outbox import Received
from storage.people.municipalities import Municipality
from storage.register import projects
from storage.register.projects import Project
from storage.trouble import is_out_of_reach
from tests.storage.planting import MONDAY, plant

SQLITE_ONLY = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)


@SQLITE_ONLY
@pytest.mark.parametrize(
    ("pragma", "expected"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("temp_store", 2), ("busy_timeout", 20)],
)
def test_pragmas(database: Database, pragma: str, expected: object) -> None:
    with database.session(None) as db:
        assert db.scalar(text(f"PRAGMA {pragma}")) == expected


@SQLITE_ONLY
def test_only_a_few_connections_stay_open_to_a_file(database: Database) -> None:
    """Each comes to hold megabytes of pages and prepared statements."""
    with ExitStack() as many:
        for _ in range(10):
            many.enter_context(database.engine.connect())
    assert isinstance(database.engine.pool, QueuePool)
    assert database.engine.pool.checkedin() == KEPT_OPEN_TO_FILE


def test_the_patience_is_two_seconds_when_nothing_is_said(database_url: str) -> None:
    database = Database(database_url)
    question = "PRAGMA busy_timeout" if database_url.startswith("sqlite") else "SHOW lock_timeout"
    with database.session(None) as db:
        assert db.scalar(text(question)) in (2000, "2s")
    database.close()


def test_a_locked_database_raises_within_its_patience(database: Database) -> None:
    home = plant(database, "HERE")
    with database.session(None, writes=True) as holder:
        holder.get_one(Municipality, home.id, with_for_update=True)
        started = time.monotonic()
        with pytest.raises(OperationalError) as refused, database.session(None, writes=True) as db:
            db.get_one(Municipality, home.id, with_for_update=True)
        assert time.monotonic() - started < 20
    # It says nothing about what was asked of it, so nobody hears that something broke.
    assert is_out_of_reach(refused.value)


def test_who_waits_gets_the_lock_when_it_comes_free(database_url: str) -> None:
    database = Database(database_url, patience=dt.timedelta(seconds=10))
    home = plant(database, "HERE")
    trying, names = Event(), []

    def rename() -> None:
        trying.set()
        with database.session(None, writes=True) as db:
            names.append(db.get_one(Municipality, home.id, with_for_update=True).name)

    with database.session(None, writes=True) as holder:
        holder.get_one(Municipality, home.id, with_for_update=True).name = "Nieuwstad"
        thread = Thread(target=rename)
        thread.start()
        assert trying.wait(60)
    thread.join()
    assert names == ["Nieuwstad"]
    database.close()


def test_what_raises_is_rolled_back(database: Database) -> None:
    def half() -> None:
        with database.session(None) as db:
            db.add(Municipality(name="Half"))
            db.flush()
            raise ValueError("half way")

    with pytest.raises(ValueError, match="half way"):
        half()
    with database.session(None) as db:
        assert db.scalar(select(func.count()).select_from(Municipality)) == 0


def test_two_who_change_the_same_project_are_told_apart(database: Database) -> None:
    home = plant(database, "HERE")
    with database.session(home.id) as db:
        mine = db.get_one(Project, home.project)
    with database.session(home.id) as db:
        db.get_one(Project, home.project).name = "Park Zuid"

    def overwrite() -> None:
        with database.session(home.id) as db:
            db.add(mine)
            mine.name = "Park Oost"

    with pytest.raises(StaleDataError):
        overwrite()


def test_what_was_not_asked_for_is_not_fetched_in_passing(database: Database) -> None:
    home = plant(database, "HERE")
    with database.session(home.id) as db:
        project = projects.project(db, home.project)
        assert project
        anna = next(role.colleague for role in project.roles if role.role is Role.PROJECT_LEAD)
        assert anna.name == "Anna de Vries"
        with pytest.raises(InvalidRequestError):
            _ = anna.disciplines


def test_an_instant_needs_a_zone(database: Database) -> None:
    with pytest.raises(StatementError, match="time zone"), database.session(None) as db:
        db.add(Received(key="naive", at=dt.datetime(2026, 11, 23, 8, 0)))  # noqa: DTZ001 - that is what is refused


def test_an_instant_comes_back_as_the_same_instant_in_utc(database: Database) -> None:
    amsterdam = dt.timezone(dt.timedelta(hours=1))
    with database.session(None) as db:
        db.add(Received(key="key", at=MONDAY.astimezone(amsterdam)))
    with database.session(None) as db:
        at = db.get_one(Received, "key").at
        assert (at, at.tzinfo) == (MONDAY, dt.UTC)
        assert db.scalar(select(func.count()).where(Received.at == MONDAY.astimezone(amsterdam))) == 1


def test_partial_dates_come_back_as_they_were_and_sort_by_time(database: Database) -> None:
    home = plant(database, "HERE", projects=4)
    dates = ["2027", "2026-11-23", "2026", "2026-11"]
    with database.session(home.id) as db:
        for project, iso in zip(db.scalars(select(Project)), dates, strict=True):
            project.starts_on = PartialDate(iso)
    with database.session(home.id) as db:
        in_order = db.scalars(select(Project.starts_on).order_by(Project.starts_on)).all()
        assert in_order == [PartialDate(iso) for iso in sorted(dates)]
        late = select(func.count()).where(Project.starts_on > PartialDate("2026-11"))
        assert db.scalar(late) == 2


@pytest.mark.parametrize(
    ("given", "next_one"),
    [
        ((), "P01"),
        (("P07", "P00099", "P100"), "P101"),
        (("P7", "Q900", "Plan-8", "P 9", "P", "P1.000", "-12"), "P08"),
        (("P12", f"P{'9' * 30}"), "P13"),
    ],
)
def test_the_next_key_comes_after_the_highest_number(database: Database, given: tuple[str, ...], next_one: str) -> None:
    home = plant(database, "HERE")
    with database.session(home.id) as db:
        db.execute(delete(Project))
        db.add_all(Project(key=key, name="Park", created_at=MONDAY, changed_at=MONDAY) for key in given)
        db.flush()
        assert projects.next_project_key(db) == next_one
        db.rollback()


def test_what_several_rules_ask_is_asked_once_of_each_municipality(database: Database) -> None:
    homes = [plant(database, "HERE").id, plant(database, "THERE").id]
    asked: list[str] = []
    with database.session(None) as db:
        for home, usual in zip(homes, ("3", "5"), strict=True):
            with within(db, home):
                settings.write(db, "usual", usual)
        event.listen(database.engine, "before_cursor_execute", note := lambda *on: asked.append(on[2]))
        for home, usual in (*zip(homes, ("3", "5"), strict=True), (homes[0], "3")):
            with within(db, home):
                assert settings.written(db)["usual"] == usual
        assert len(asked) == 2
        with within(db, homes[0]):
            settings.write(db, "usual", "4")
        with within(db, homes[0]):
            assert settings.written(db)["usual"] == "4"
        event.remove(database.engine, "before_cursor_execute", note)
