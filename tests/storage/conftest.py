import datetime as dt
from collections.abc import Iterator

import pytest

from storage.database import Database
from tests.databases import Databases


@pytest.fixture
def database(databases: Databases) -> Iterator[Database]:
    with databases.opened(dt.timedelta(milliseconds=20)) as database:
        yield database


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def shared_database(request: pytest.FixtureRequest) -> Iterator[Database]:
    """One for all tests of a module that leave it as it is."""
    databases: Databases = request.getfixturevalue(request.param)
    with databases.opened(dt.timedelta(milliseconds=20)) as database:
        yield database
