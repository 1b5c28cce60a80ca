import datetime as dt
from collections.abc import Iterator

import pytest

from storage.database import Database
from tests.databases import SqliteDatabases
from tests.room import all_features, open_room  # noqa: F401, these are fixtures
from tests.transfer.town import Town


@pytest.fixture
def town(database_url: str) -> Iterator[Town]:
    """On SQLite and on PostgreSQL."""
    database = Database(database_url)
    yield Town.founded(database)
    database.close()


@pytest.fixture
def small_town(sqlite: SqliteDatabases) -> Iterator[Town]:
    """Where the kind of database makes no difference."""
    with sqlite.migrated() as url:
        database = Database(url, patience=dt.timedelta(milliseconds=20))
        yield Town.founded(database)
        database.close()
