"""A PostgreSQL that allows four connections: who comes when all are taken waits in turn."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import psycopg
import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from storage import migrate
from storage.database import Database
from tests import needs
from tests.databases import PostgresDatabases, postgres_server

ALLOWED = 4
TRANSACTIONS, THREADS = 120, 24


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    """The address of an empty database. One of the four connections is the one that made it."""
    needs.require("postgres")
    with postgres_server(ALLOWED) as sockets:
        databases = PostgresDatabases(sockets)
        with databases.empty() as url:
            migrate.upgrade(url)
            yield url
        databases.close()


@pytest.mark.parametrize("connections", [2, 15])
def test_many_at_once_wait_in_turn_and_all_are_answered(url: str, connections: int) -> None:
    many_at_once(Database(url, connections=connections), THREADS)


def test_a_login_that_may_have_four_answers_sixteen_at_once(postgres: PostgresDatabases) -> None:
    """As shared hosting has it."""
    with postgres.migrated() as url:
        postgres.tell("CREATE ROLE few LOGIN CONNECTION LIMIT 4")
        many_at_once(Database(url.replace("postgres@", "few@", 1)), 16)
    postgres.tell("DROP ROLE few")


def many_at_once(database: Database, threads: int) -> None:
    together = threading.Barrier(threads)

    def work(number: int) -> int:
        if number < threads:
            together.wait()
        with database.session(None) as db:
            # Long enough that all of them are there before the first is done.
            db.execute(select(func.pg_sleep(0.02)))
            return number

    with ThreadPoolExecutor(threads) as pool:
        assert list(pool.map(work, range(TRANSACTIONS))) == list(range(TRANSACTIONS))
    database.close()


def test_when_others_have_them_all_it_is_said_at_once(url: str) -> None:
    """Waiting for those would help nobody: another try, or another message, comes by itself."""
    database = Database(url)
    with ExitStack() as taken:
        for _ in range(ALLOWED - 1):
            taken.enter_context(psycopg.connect(url.replace("+psycopg", "")))
        with pytest.raises(OperationalError), database.session(None) as db:
            db.connection()
    database.close()
