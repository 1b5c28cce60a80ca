"""Tests share engines, and nothing else: what one wrote, the next does not find."""

import datetime as dt

from sqlalchemy import select

from storage.database import Database
from storage.people.municipalities import Municipality
from tests.databases import Databases, SqliteDatabases


def found(database: Database) -> None:
    with database.session(None, writes=True) as db:
        db.add(Municipality(name="Voorbeeld"))


def names(database: Database) -> list[str]:
    with database.session(None) as db:
        return [home.name for home in db.scalars(select(Municipality))]


def test_the_next_one_has_the_engine_and_not_the_rows(databases: Databases) -> None:
    with databases.opened() as first:
        found(first)
        assert names(first) == ["Voorbeeld"]
    with databases.opened() as second:
        assert second is first
        assert names(second) == []
        found(second)
        assert names(second) == ["Voorbeeld"]


def test_two_at_the_same_time_are_two(databases: Databases) -> None:
    with databases.opened() as one, databases.opened() as other:
        found(one)
        assert names(other) == []


def test_one_with_another_patience_is_another(databases: Databases) -> None:
    with databases.opened() as usual:
        pass
    with databases.opened(dt.timedelta(milliseconds=1)) as impatient:
        assert impatient is not usual


def test_one_that_somebody_left_open_is_not_for_the_next(sqlite: SqliteDatabases) -> None:
    with sqlite.opened() as first:
        left = first.session(None)
        left.__enter__().scalars(select(Municipality)).all()
    with sqlite.opened() as second:
        assert second is not first
    left.__exit__(None, None, None)


def test_a_copy_has_what_the_other_had_and_leaves_it_alone(databases: Databases) -> None:
    with databases.migrated() as url:
        original = Database(url)
        found(original)
        original.close()
        with databases.copied(url) as other:
            copy = Database(other)
            found(copy)
            assert names(copy) == ["Voorbeeld"] * 2
            copy.close()
        assert names(original) == ["Voorbeeld"]
        original.close()
