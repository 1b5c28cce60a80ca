"""A municipality on Teams."""

from collections.abc import Iterator

import pytest

from tests.databases import SqliteDatabases
from tests.teams import connector as stand_in
from tests.teams.connector import Connector
from tests.teams.person import Person
from tests.teams.town import Town, open_town


@pytest.fixture
def connector() -> Iterator[Connector]:
    with stand_in.running() as connector:
        yield connector


@pytest.fixture
def town(sqlite: SqliteDatabases, connector: Connector) -> Iterator[Town]:
    with sqlite.opened() as database, open_town(database, connector) as town:
        yield town


@pytest.fixture
def anna(town: Town) -> Person:
    """An administrator."""
    return town.person("Anna de Vries")


@pytest.fixture
def bert(town: Town) -> Person:
    return town.person("Bert Bos")
