"""PostgreSQL plans by what it last knew of its tables: it is told when many rows came in, and no plan needs luck."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import event, func, select, text

from benchmarks.overview import fill
from benchmarks.registers import NOW
from bot.transfer import importing
from bot.transfer.receiving import File, ImportOrder
from storage import migrate, moving
from storage.database import Database
from storage.people.municipalities import Municipality
from storage.register.moments import Moment
from storage.reports import weekly
from storage.reports.narrowing import Narrow
from tests.databases import PostgresDatabases, SqliteDatabases

PROJECTS = 400


def known_rows(database: Database, table: str) -> float:
    """As the planner knows them: -1 when it was never told."""
    with database.engine.connect() as connection:
        return float(connection.scalars(text("SELECT reltuples FROM pg_class WHERE relname = :t"), {"t": table}).one())


@pytest.fixture
def database(postgres: PostgresDatabases) -> Iterator[Database]:
    with postgres.migrated() as url:
        database = Database(url)
        yield database
        database.close()


def test_after_an_import(database: Database) -> None:
    with database.session(None, writes=True) as db:
        home = Municipality(name="Voorbeeldstad")
        db.add(home)
        db.flush()
    rows = "".join(f"P{number};Project {number}\n" for number in range(700))
    file = File("projecten.csv", f"id;naam\n{rows}".encode())

    def begin(*, writes: bool = False) -> Any:
        return database.session(home.id, writes=writes)

    importing.bring_in([file], ImportOrder(NOW), begin, lambda percent: None)
    assert known_rows(database, "project") == 700


def test_after_a_move(sqlite: SqliteDatabases, postgres: PostgresDatabases) -> None:
    with sqlite.migrated() as source, postgres.empty() as target:
        before = Database(source)
        with before.session(None, writes=True) as db:
            db.add_all([Municipality(name=f"Gemeente {number}") for number in range(30)])
        before.close()
        moving.move(source, target)
        after = Database(target)
        assert known_rows(after, "municipality") == 30
        after.close()


def test_after_the_first_migration(postgres: PostgresDatabases) -> None:
    with postgres.empty() as url:
        migrate.upgrade(url)
        database = Database(url)
        assert known_rows(database, "alembic_version") == 1
        database.close()


def test_what_is_owed_is_found_at_once_when_the_statistics_are_old(database: Database) -> None:
    """They say that all tables are empty. Once each moment was held against all of them: 7 million rows, now 75,000."""
    url = database.engine.url.render_as_string(hide_password=False)
    fill(url, PROJECTS, at_once=False)
    asked: list[tuple[str, Any]] = []

    @event.listens_for(database.engine, "before_cursor_execute")
    def note(_: object, __: object, statement: str, parameters: Any, *___: object) -> None:
        asked.append((statement, parameters))

    with database.session(1) as db:
        moments = db.scalar(select(func.count(Moment.id))) or 0
        weekly.owed(db, Narrow(), NOW.date(), NOW.date(), 10)
        statement, parameters = asked[-1]
        explain = f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}"
        found = db.connection().exec_driver_sql(explain, parameters).scalar_one()
    plan = json.loads(found) if isinstance(found, str) else found
    assert 0 < looked_at(plan[0]["Plan"]) < 100 * moments


def looked_at(node: dict[str, Any]) -> float:
    """Rows that were read, in this step of a plan and those below it; also those that did not fit."""
    rows = node["Actual Rows"] + node.get("Rows Removed by Filter", 0) + node.get("Rows Removed by Join Filter", 0)
    return float(rows * node["Actual Loops"] + sum(looked_at(each) for each in node.get("Plans", ())))
