import datetime as dt
from collections.abc import Iterator

import pytest

from storage.database import Database
from tests.room import all_features, open_room  # noqa: F401, these are fixtures


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url, patience=dt.timedelta(seconds=1))
    yield database
    database.close()
