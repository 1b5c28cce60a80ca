"""The bot as its settings make it: pages for colleagues only where somebody switched them on."""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest

from handlers.running import compose
from handlers.settings import Settings, from_environment
from storage.database import Database
from tests.databases import SqliteDatabases
from tests.web.browsing import Browser, words_of

TENANT = "6f7b1c9a-0000-4000-8000-000000000002"
BARE = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "x", "SLACK_API_URL": "http://127.0.0.1:9/api/"}
WEB = {
    **BARE,
    "SAMENSPEL_PUBLIC_URL": "https://samenspel.voorbeeld.example",
    "SAMENSPEL_WEB_SIGN_IN": "slack teams",
    "SLACK_CLIENT_ID": "1.2",
    "SLACK_CLIENT_SECRET": "geheim-1",
    "TEAMS_CLIENT_ID": "6f7b1c9a-0000-4000-8000-000000000001",
    "TEAMS_TENANT_ID": TENANT,
    "TEAMS_CLIENT_SECRET": "geheim-2",
}


@pytest.fixture
def database(sqlite: SqliteDatabases) -> Iterator[Database]:
    with sqlite.opened() as opened:
        yield opened


def browser(database: Database, environment: dict[str, str]) -> Browser:
    settings: Settings = from_environment(environment)
    return Browser(compose(settings, database))


def test_there_is_nothing_where_nobody_asked_for_it(database: Database) -> None:
    assert [browser(database, BARE).get(path).status_code for path in ("/in", "/in/overzicht", "/web/x")] == [404] * 3


def test_both_platforms_are_asked_as_they_want_to_be(database: Database) -> None:
    at = browser(database, WEB)
    front = at.get("/in")
    assert "Aanmelden met Slack" in words_of(front)
    asked = {name: urlsplit(at.get(f"/in/aanmelden/{name}").headers["location"]) for name in ("slack", "teams")}
    assert asked["slack"].geturl().startswith("https://slack.com/openid/connect/authorize?")
    assert asked["teams"].geturl().startswith(f"https://login.microsoftonline.com/{TENANT}/oauth2/v2.0/authorize?")
    for name, url in asked.items():
        query = parse_qs(url.query)
        assert query["redirect_uri"] == [f"https://samenspel.voorbeeld.example/in/terug/{name}"]
        assert query["scope"][0].split()[0] == "openid"
        assert ("code_challenge" in query) is (name == "teams")
    assert "geheim" not in front.text + str(asked)
