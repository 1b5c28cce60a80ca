"""Up, down, and equal to the tables; and every row is still there afterwards."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import (
    Column,
    Connection,
    Engine,
    MetaData,
    Table,
    func,
    insert,
    inspect,
    literal,
    select,
    table,
    text,
    union_all,
    update,
)

from storage import METADATA, migrate
from storage.database import Database
from storage.register.areas import Area
from storage.search.indexing import MADE_FROM_THE_REST
from tests.delivery import doomed
from tests.storage.planting import plant

REVISIONS = sorted(file.name.split("_")[0] for file in (migrate.MIGRATIONS / "versions").glob("[0-9]*.py"))


@contextmanager
def engine_of(url: str) -> Iterator[Engine]:
    database = Database(url)
    try:
        yield database.engine
    finally:
        database.close()


def test_migrations_are_numbered_without_gaps() -> None:
    assert [f"{number:04d}" for number in range(1, len(REVISIONS) + 1)] == REVISIONS
    assert migrate.newest_revision() == REVISIONS[-1]


def test_a_migrated_database_equals_the_tables(database_url: str) -> None:
    with engine_of(database_url) as engine, engine.connect() as connection:
        opts = {"compare_type": True, "compare_server_default": True, "include_name": is_ours}
        context = MigrationContext.configure(connection, opts=opts)
        assert compare_metadata(context, METADATA) == []


@pytest.mark.parametrize("one_by_one", [REVISIONS[-8:], pytest.param(REVISIONS, marks=pytest.mark.thorough)], ids=len)
def test_up_and_down_and_up_again_with_every_row_in_its_place(empty_database_url: str, one_by_one: list[str]) -> None:
    """Back and again with each of the newest: those that landed are never edited. Each goes up and down at least once,
    with rows.
    """
    url, rows = empty_database_url, Rows()
    migrate.upgrade(url, REVISIONS[0])
    with engine_of(url) as engine:
        rows.fill(engine)
        if one_by_one[0] != REVISIONS[0]:
            before = counts(engine)
            migrate.upgrade(url, one_by_one[0])
            after = counts(engine)
            assert {table: after.get(table, before[table]) for table in before} == before
            rows.fill(engine)
        for older, newer in pairwise(one_by_one):
            before = counts(engine)
            migrate.upgrade(url, newer)
            after = counts(engine)
            assert {table: after.get(table, before[table]) for table in before} == before
            migrate.downgrade(url, older)
            assert counts(engine) == before
            migrate.upgrade(url, newer)
            rows.fill(engine)
        assert set(counts(engine)) == set(METADATA.tables)
        assert all(counts(engine).values())
        migrate.downgrade(url, "base")
        assert counts(engine) == {}
        migrate.upgrade(url)
        assert set(counts(engine)) == set(METADATA.tables)


def triggers(url: str) -> set[str]:
    with engine_of(url) as engine, engine.connect() as connection:
        named = {
            "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
            "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
        }
        return set(connection.scalars(text(named[engine.dialect.name])))


def test_no_migration_loses_the_triggers_of_the_search(empty_database_url: str) -> None:
    """SQLite drops them with a table that is made anew, as a batch does."""
    migrate.upgrade(empty_database_url, "0007")
    made = triggers(empty_database_url)
    assert made
    migrate.upgrade(empty_database_url)
    assert triggers(empty_database_url) >= made
    migrate.downgrade(empty_database_url, "0007")
    assert triggers(empty_database_url) == made


def test_upgrading_twice_changes_nothing(database_url: str) -> None:
    with engine_of(database_url) as engine:
        Rows().fill(engine)
        before = counts(engine)
        migrate.upgrade(database_url)
        assert counts(engine) == before


def test_several_processes_may_upgrade_at_once(empty_database_url: str) -> None:
    processes = [doomed.start(migrate.upgrade, empty_database_url) for _ in range(2)]
    for process in processes:
        process.join(60)
        assert process.exitcode == 0
        process.close()
    with engine_of(empty_database_url) as engine:
        assert set(counts(engine)) == set(METADATA.tables)


def is_ours(name: str | None, *of_what: object) -> bool:
    """The index of the search is made from the other tables: nobody fills it."""
    return not str(name).startswith(("alembic_version", MADE_FROM_THE_REST))


def counts(engine: Engine) -> dict[str, int]:
    """Table -> number of rows; as the database has them, not as our code does."""
    with engine.connect() as connection:
        names = [name for name in inspect(connection).get_table_names() if is_ours(name)]
        # One statement: to build and compile one for each table takes five times as long as to count.
        each = [
            select(literal(name), select(func.count()).select_from(table(name)).scalar_subquery()) for name in names
        ]
        return dict(connection.execute(union_all(*each)).all()) if each else {}


VALUES: dict[type, Callable[[int], Any]] = {
    int: lambda number: number,
    str: lambda number: f"x{chr(0x4E00 + number)}",  # No longer than the shortest column: a language.
    bytes: lambda number: b"x",
    bool: lambda number: False,
    dt.date: lambda number: dt.date(2026, 11, 23),
    dt.time: lambda number: dt.time(19, 30),
    dt.datetime: lambda number: dt.datetime(2026, 11, 23, tzinfo=dt.UTC),
}


class Rows:
    """Puts rows in a database that grows."""

    def __init__(self) -> None:
        self._newest: dict[str, dict[str, Any]] = {}
        """Table -> the row that was put in last: what comes after it in `fill` points at that."""
        self._columns: dict[str, set[str]] = {}

    def fill(self, engine: Engine) -> None:
        """Two more rows in every table that is new or has other columns than before, and in those they point at."""
        columns = {
            name: {column["name"] for column in found}
            for (_, name), found in inspect(engine).get_multi_columns().items()
            if name and is_ours(name)
        }
        grown = MetaData()
        changed = [name for name, names in columns.items() if names != self._columns.get(name)]
        grown.reflect(engine, only=changed)
        self._columns = columns
        with engine.begin() as connection:
            for each in grown.sorted_tables * 2:
                self._add(connection, each)

    def _add(self, connection: Connection, to: Table) -> None:
        number = (connection.scalar(select(func.count()).select_from(to)) or 0) + 1
        row = {column.name: value_for(column, number) for column in to.columns if not column.nullable}
        for key in to.foreign_key_constraints:
            if key.referred_table is not to and (parent := self._newest.get(key.referred_table.name)):
                row |= {element.parent.name: parent[element.column.name] for element in key.elements}
        connection.execute(insert(to).values(row))
        self._newest[to.name] = row


def value_for(column: Column[Any], number: int) -> Any:
    return VALUES[column.type.python_type](number)


def test_no_table_gives_a_number_twice(database_url: str) -> None:
    """Whichever row is gone: PostgreSQL counts on, and SQLite is told to."""
    numbered = [table for table in METADATA.sorted_tables if table.autoincrement_column is not None]
    database = Database(database_url)
    plant(database, "BEFORE", projects=2)
    with database.engine.begin() as connection:
        last = {table.name: connection.scalar(select(func.max(table.c.id))) for table in numbered}
        connection.execute(update(Area).values(parent=None))
        for table in reversed(METADATA.sorted_tables):
            connection.execute(table.delete())
    plant(database, "AFTER")
    with database.engine.connect() as connection:
        first = {table.name: connection.scalar(select(func.min(table.c.id))) for table in numbered}
    database.close()
    assert len(numbered) > 10
    assert [name for name in last if not last[name] or not first[name] or first[name] <= last[name]] == []
