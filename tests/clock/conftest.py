import datetime as dt
from collections.abc import Iterator

import pytest

from storage.database import Database
from tests.databases import Databases
from tests.room import all_features, open_room  # noqa: F401, these are fixtures


@pytest.fixture
def database(databases: Databases) -> Iterator[Database]:
    # Nobody here waits for a lock on purpose: a busy machine may take as long as it takes.
    with databases.opened(dt.timedelta(seconds=30)) as database:
        yield database
