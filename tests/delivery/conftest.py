import datetime as dt
import logging
from collections.abc import Iterator
from io import StringIO

import pytest

from handlers import logs
from handlers.outbox import Outbox
from storage.database import Database
from tests.delivery.platform import OverHttp, Platform
from tests.delivery.town import Clock, Town


@pytest.fixture
def platform() -> Iterator[Platform]:
    with Platform().opened() as platform:
        yield platform


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url, patience=dt.timedelta(milliseconds=20))
    yield database
    database.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def town(database: Database, clock: Clock) -> Town:
    return Town(database, clock)


@pytest.fixture
def outbox(database: Database, platform: Platform, clock: Clock) -> Outbox:
    return Outbox(database, {"slack": OverHttp(platform.port)}, clock)


@pytest.fixture
def discreet_log() -> Iterator[StringIO]:
    """The log as it is written in production."""
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logs.Discreet("%(message)s"))
    logging.getLogger("handlers").addHandler(handler)
    yield written
    logging.getLogger("handlers").removeHandler(handler)
