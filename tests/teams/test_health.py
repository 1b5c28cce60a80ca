"""What the doctor says about Teams."""

from dataclasses import replace

import pytest

from bot.chat.texts import speech
from handlers.settings import Settings
from handlers.teams import health
from tests.teams.keys import CLIENT_ID
from tests.teams.town import TENANT

READY = Settings(teams_client_id=CLIENT_ID, teams_tenant_id=TENANT, teams_client_secret="geheim")
URL = "https://samenspel.example"


def said(settings: Settings, fetch: health.Fetch = lambda: "token") -> list[tuple[str, bool]]:
    """Every finding, and whether something is to be mended."""
    found = health.look(settings, speech("nl"), fetch)
    return [(str(each.text), each.mend is not None) for each in found]


def test_all_is_well() -> None:
    assert said(replace(READY, public_url=URL)) == [
        ("Teams komt binnen op https://samenspel.example/api/messages.", False),
        ("Entra gaf een token voor Teams.", False),
    ]


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

    [_, token] = said(replace(READY, public_url=URL), fetch)
    assert words in token[0]
    assert token[1]


def test_practice_needs_nothing() -> None:
    practice = Settings(teams_client_id=CLIENT_ID, teams_tenant_id=TENANT, teams_service_url="http://localhost:1")
    assert said(practice) == [("Teams is hier een oefenomgeving, op http://localhost:1.", False)]
