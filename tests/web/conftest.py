"""A provider on this machine, that each test finds as new."""

from collections.abc import Iterator

import pytest

from tests.room import all_features, open_room  # noqa: F401, these are fixtures
from tests.web import provider as stand_in
from tests.web.provider import StandInProvider


@pytest.fixture(scope="session")
def running() -> Iterator[StandInProvider]:
    with stand_in.running() as provider:
        yield provider


@pytest.fixture
def provider(running: StandInProvider) -> StandInProvider:
    running.lie = ""
    running.signs_in("T1", "U1")
    return running
