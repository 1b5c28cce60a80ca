import datetime as dt
from collections.abc import Iterator

import pytest

from storage.database import Database
from tests.databases import Databases


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url, patience=dt.timedelta(milliseconds=20))
    yield database
    database.close()


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def shared_database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """One for all tests of a module that leave it as it is."""
    databases: Databases = request.getfixturevalue(request.param)
    with databases.migrated() as url:
        database = Database(url, patience=dt.timedelta(milliseconds=20))
        yield database
        database.close()
