import datetime as dt
import logging
from collections.abc import Iterator
from io import StringIO

import pytest
from sqlalchemy import delete

from handlers.delivery.outbox import Outbox
from handlers.observability import logs
from storage.database import Database
from storage.messages.outbox import OutboxRow
from storage.messages.rate_limits import Lane
from storage.messages.tasks import TaskRow
from tests.databases import Databases
from tests.delivery.platform import OverHttp, Platform
from tests.delivery.town import Clock, Town


@pytest.fixture
def platform() -> Iterator[Platform]:
    with Platform().opened() as platform:
        yield platform


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """Of a database for all tests of a module: each has a municipality of its own in it."""
    databases: Databases = request.getfixturevalue(request.param)
    with databases.migrated() as url:
        yield url


@pytest.fixture(scope="module")
def connected(database_url: str) -> Iterator[Database]:
    database = Database(database_url, patience=dt.timedelta(seconds=10))
    yield database
    database.close()


@pytest.fixture
def impatient(database: Database, database_url: str) -> Iterator[Database]:
    """The same database, for whoever does not wait for a lock."""
    impatient = Database(database_url, patience=dt.timedelta(milliseconds=20))
    yield impatient
    impatient.close()


@pytest.fixture
def database(connected: Database) -> Database:
    """Without the messages and the work of the test before: an outbox serves all municipalities."""
    with connected.session(None, writes=True) as db:
        db.execute(delete(OutboxRow))
        db.execute(delete(TaskRow))
        db.execute(delete(Lane))
    return connected


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def town(database: Database, clock: Clock) -> Town:
    return Town(database, clock)


@pytest.fixture
def outbox(database: Database, platform: Platform, clock: Clock) -> Iterator[Outbox]:
    outbox = Outbox(database, {"slack": OverHttp(platform.port)}, clock)
    yield outbox
    outbox.stop()


@pytest.fixture
def discreet_log() -> Iterator[StringIO]:
    """The log as it is written in production."""
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logs.Discreet("%(message)s"))
    logging.getLogger("handlers").addHandler(handler)
    yield written
    logging.getLogger("handlers").removeHandler(handler)
