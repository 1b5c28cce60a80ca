import datetime as dt
from collections.abc import Iterator

import pytest

from tests.databases import Databases, SqliteDatabases
from tests.room import all_features, open_room  # noqa: F401, these are fixtures
from tests.transfer.town import Town


@pytest.fixture
def town(databases: Databases) -> Iterator[Town]:
    """On SQLite and on PostgreSQL."""
    with databases.opened() as database:
        yield Town.founded(database)


@pytest.fixture
def small_town(sqlite: SqliteDatabases) -> Iterator[Town]:
    """Where the kind of database makes no difference."""
    with sqlite.opened(dt.timedelta(milliseconds=20)) as database:
        yield Town.founded(database)
