"""What the doctor says about Teams."""

import datetime as dt
from dataclasses import replace

import pytest

from bot.chat.texts import speech
from handlers.settings import Settings
from handlers.teams import health
from tests.teams.connector import Connector
from tests.teams.keys import CLIENT_ID
from tests.teams.town import TENANT

ENDS = dt.date(2099, 12, 31)
READY = Settings(
    teams_client_id=CLIENT_ID, teams_tenant_id=TENANT, teams_client_secret="geheim", teams_secret_ends=ENDS
)
URL = "https://samenspel.example"


NOWHERE = "http://127.0.0.1:1/keys"


def said(settings: Settings, fetch: health.Fetch = lambda: "token", keys: str = NOWHERE) -> list[tuple[str, bool]]:
    """Every finding, and whether something is to be mended."""
    found = health.look(settings, speech("nl"), fetch, keys)
    return [(str(each.text), each.mend is not None) for each in found]


@pytest.fixture
def keys(connector: Connector) -> str:
    connector.downloads["/keys"] = b"{}"
    return f"{connector.url}/keys"


def test_all_is_well(keys: str) -> None:
    assert said(replace(READY, public_url=URL), keys=keys) == [
        ("Teams komt binnen op https://samenspel.example/api/messages.", False),
        ("Entra gaf een token voor Teams.", False),
        ("Het geheim van Teams is geldig tot 31 december 2099.", False),
        ("De klok loopt gelijk met die van Teams.", False),
    ]


def test_a_clock_that_is_wrong(connector: Connector, keys: str) -> None:
    connector.ahead = 3600
    text, is_wrong = said(replace(READY, public_url=URL), keys=keys)[-1]
    assert text.endswith("seconden anders dan die van Teams.")
    assert is_wrong


def test_without_microsofts_keys_nobody_would_come_in() -> None:
    text, is_wrong = said(replace(READY, public_url=URL))[-1]
    assert "laat ik niemand binnen" in text
    assert is_wrong


def test_half_of_the_settings_is_not_enough() -> None:
    assert said(Settings(teams_client_id=CLIENT_ID)) == [("Teams is nog niet helemaal ingesteld.", True)]


def test_teams_cannot_reach_us_without_https() -> None:
    assert said(READY)[0][1]
    assert said(replace(READY, public_url="http://samenspel.example"))[0][1]


@pytest.mark.parametrize(
    ("trouble", "words"),
    [(ValueError("x"), "Entra geeft geen token"), (OSError("x"), "Entra is niet te bereiken")],
)
def test_entra_refuses_or_is_away(trouble: Exception, words: str) -> None:
    def fetch() -> str:
        raise trouble

    [_, token, *_] = said(replace(READY, public_url=URL), fetch)
    assert words in token[0]
    assert token[1]


def test_practice_needs_nothing() -> None:
    practice = Settings(teams_client_id=CLIENT_ID, teams_tenant_id=TENANT, teams_service_url="http://localhost:1")
    assert said(practice) == [("Teams is hier een oefenomgeving, op http://localhost:1.", False)]
