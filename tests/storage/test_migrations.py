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


def test_what_a_migration_does_with_rows_of_before_and_what_going_back_does_with_those_of_after(
    empty_database_url: str,
) -> None:
    """With values that they look for, which rows of the other tests have not; beside each one that stays as it is."""
    url, rows = empty_database_url, Rows()
    migrate.upgrade(url, "0002")
    with engine_of(url) as engine:
        for _ in range(3):
            rows.fill(engine, anew=True)

        def given(*statements: str) -> None:
            with engine.begin() as connection:
                for each in statements:
                    connection.execute(text(each))

        def found(question: str) -> list[tuple[Any, ...]]:
            with engine.connect() as connection:
                return [tuple(row) for row in connection.execute(text(question))]

        # Up
        given(
            "UPDATE outbox SET state = 'uncertain' WHERE id = 1",
            "UPDATE outbox SET platform = 'slack', tenant = 'T1', place = 'C1' WHERE id = 2",
            "UPDATE outbox SET state = 'sending', colleague_id = NULL WHERE id = 2",
            "UPDATE outbox SET state = 'pending' WHERE id = 3",
            "UPDATE work SET state = 'sending' WHERE id = 1",
            "UPDATE work SET state = 'dead' WHERE id = 2",
            "UPDATE colleague SET is_admin = (id = 1), key = CASE WHEN id = 1 THEN 'c1' END",
        )
        migrate.upgrade(url, "0003")
        assert found("SELECT state FROM outbox WHERE id < 4 ORDER BY id") == [
            ("doubtful",),
            ("doubtful",),
            ("pending",),
        ]
        assert found("SELECT lane FROM outbox WHERE id < 3 ORDER BY id") == [("colleague 1",), ("slack T1 C1",)]
        assert found("SELECT state FROM work WHERE id < 3 ORDER BY id") == [("pending",), ("dead",)]
        migrate.upgrade(url, "0005")
        assert found("SELECT count(DISTINCT starts_on), count(DISTINCT ends_on) FROM moment_area") == [(6, 6)]
        moved = "JOIN moment ON moment.id = moment_id WHERE moment.starts_on <> moment_area.starts_on"
        assert found(f"SELECT moment_id FROM moment_area {moved} OR moment.ends_on <> moment_area.ends_on") == []
        migrate.upgrade(url, "0013")
        shown = "SELECT colleague_id FROM account WHERE is_admin AND NOT is_shut AND looked_at IS NOT NULL"
        assert found(shown) == [(1,)]
        disciplines = "SELECT how FROM colleague_discipline WHERE colleague_id < 3 ORDER BY colleague_id"
        assert found(disciplines) == [("given",), ("kept",)]
        migrate.upgrade(url, "0021")
        assert len(set(found("SELECT calendar_code FROM municipality"))) == 6
        # Down
        rows.fill(engine, anew=True)
        given(
            "UPDATE outcome SET decision = 'open' WHERE number = 1",
            "UPDATE account SET is_shut = (colleague_id = 1)",
            "UPDATE colleague_discipline SET discipline = 'department_head' WHERE colleague_id < 3",
            "UPDATE colleague_discipline SET how = 'chosen' WHERE colleague_id IN (1, 3)",
            "UPDATE outbox SET instead_of = CASE WHEN id = 6 THEN 'another' ELSE '' END",
            *(f"UPDATE outbox SET state = '{state}' WHERE id = {row}" for row, state in enumerate(AFTER, 1)),
        )
        gone = {
            "0020": ("SELECT number FROM outcome", 1),
            "0012": ("SELECT colleague_id FROM account", 1),
            "0009": ("SELECT id FROM outbox", 6),
        }
        heads = "SELECT colleague_id FROM colleague_discipline WHERE colleague_id < 4 ORDER BY colleague_id"
        for revision, (question, of) in gone.items():
            before = found(question)
            assert len(before) > 1
            migrate.downgrade(url, revision)
            assert {*before} - {*found(question)} == {(of,)}, revision
        assert found(heads) == [(2,), (3,)], "only whoever chose it themselves"
        migrate.downgrade(url, "0002")
        assert [row for (row,) in found("SELECT state FROM outbox WHERE id < 6 ORDER BY id")] == [*AFTER.values()]


AFTER = {
    "doubtful": "uncertain",
    "checking": "uncertain",
    "expired": "dead",
    "cancelled": "dead",
    "pending": "pending",
}
"""States of messages, and what an older version calls them."""


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

    def fill(self, engine: Engine, *, anew: bool = False) -> None:
        """Two more rows in every table that is new or has other columns than before, and in those they point at.

        anew: in every table.
        """
        columns = {
            name: {column["name"] for column in found}
            for (_, name), found in inspect(engine).get_multi_columns().items()
            if name and is_ours(name)
        }
        grown = MetaData()
        changed = [name for name, names in columns.items() if anew or names != self._columns.get(name)]
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
