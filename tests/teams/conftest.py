"""A municipality on Teams."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests import needs
from tests.databases import SqliteDatabases
from tests.teams import connector as stand_in
from tests.teams.connector import Connector
from tests.teams.person import Person
from tests.teams.town import Town, open_town

PATIENCE = 60_000
"""Milliseconds."""


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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = needs.chromium()
    # The page wants to count its visitors elsewhere.
    only_here = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost"
    with sync_playwright() as playwright:
        # A card that was there before is the last one until the answer is.
        expect.set_options(timeout=PATIENCE)
        browser = playwright.chromium.launch(executable_path=program, args=[only_here, "--no-sandbox"])
        yield browser
        browser.close()
