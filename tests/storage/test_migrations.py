"""Up, down, and equal to the tables; and every row is still there afterwards."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import pairwise
from string import ascii_letters
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Column, Engine, MetaData, Table, func, insert, inspect, select, text, update

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


def test_up_and_down_and_up_again_with_every_row_in_its_place(empty_database_url: str) -> None:
    url = empty_database_url
    migrate.upgrade(url, REVISIONS[0])
    with engine_of(url) as engine:
        fill(engine)
    for older, newer in pairwise(REVISIONS):
        before = counts(url)
        migrate.upgrade(url, newer)
        after = counts(url)
        assert {table: after.get(table, before[table]) for table in before} == before
        migrate.downgrade(url, older)
        assert counts(url) == before
        migrate.upgrade(url, newer)
        with engine_of(url) as engine:
            fill(engine)
    assert set(counts(url)) == set(METADATA.tables)
    assert all(counts(url).values())
    migrate.downgrade(url, "base")
    assert counts(url) == {}
    migrate.upgrade(url)
    assert set(counts(url)) == set(METADATA.tables)


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
        fill(engine)
    before = counts(database_url)
    migrate.upgrade(database_url)
    assert counts(database_url) == before


def test_several_processes_may_upgrade_at_once(empty_database_url: str) -> None:
    processes = [doomed.start(migrate.upgrade, empty_database_url) for _ in range(2)]
    for process in processes:
        process.join(20)
        assert process.exitcode == 0
        process.close()
    assert set(counts(empty_database_url)) == set(METADATA.tables)


def is_ours(name: str | None, *of_what: object) -> bool:
    """The index of the search is made from the other tables: nobody fills it."""
    return not str(name).startswith(("alembic_version", MADE_FROM_THE_REST))


def counts(url: str) -> dict[str, int]:
    """Table -> number of rows; as the database has them, not as our code does."""
    with engine_of(url) as engine, engine.connect() as connection:
        names = {name for name in inspect(connection).get_table_names() if is_ours(name)}
        count = select(func.count())
        return {name: connection.scalar(count.select_from(Table(name, MetaData()))) or 0 for name in names}


VALUES: dict[type, Callable[[int], Any]] = {
    int: lambda number: number,
    str: lambda number: f"x{ascii_letters[number]}",  # No longer than the shortest column: a language.
    bytes: lambda number: b"x",
    bool: lambda number: False,
    dt.date: lambda number: dt.date(2026, 11, 23),
    dt.time: lambda number: dt.time(19, 30),
    dt.datetime: lambda number: dt.datetime(2026, 11, 23, tzinfo=dt.UTC),
}


def fill(engine: Engine) -> None:
    """One more row in every table that the database has by now, each pointing at the new row of the table before it."""
    found = MetaData()
    found.reflect(engine)
    filled: dict[Table, dict[str, Any]] = {}
    with engine.begin() as connection:
        for table in found.sorted_tables:
            if not is_ours(table.name):
                continue
            number = (connection.scalar(select(func.count()).select_from(table)) or 0) + 1
            row = {column.name: value_for(column, number) for column in table.columns if not column.nullable}
            for key in table.foreign_key_constraints:
                if parent := filled.get(key.referred_table):
                    row |= {element.parent.name: parent[element.column.name] for element in key.elements}
            connection.execute(insert(table).values(row))
            filled[table] = row


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
