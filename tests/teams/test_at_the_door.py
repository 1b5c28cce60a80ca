"""Who and what is not let in: signatures, tenants, sizes, and bodies that are no activity."""

import base64
import datetime as dt
import json
from contextlib import closing
from typing import Any

import pytest

from handlers.teams import limits
from handlers.teams.http import PracticeTokenCheck
from handlers.teams.microsoft import MicrosoftTokenCheck
from storage.database import Database
from tests.databases import SqliteDatabases
from tests.handlers.conftest import request
from tests.teams.connector import Connector
from tests.teams.keys import CLIENT_ID, Keys
from tests.teams.person import Person
from tests.teams.town import TENANT, Town, open_town

Json = dict[str, Any]
HELLO: Json = {"type": "message", "text": "project lijst"}


def test_what_microsoft_signed_is_let_in(town: Town, anna: Person) -> None:
    assert town.receive(town.activity(anna, HELLO)).status == 200
    assert len(anna.sees_all) == 1


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "00000000-0000-0000-0000-000000000000"},
        {"iss": "https://elders.example"},
        {"exp": 1_700_000_000},
        {"exp": None},
        {"serviceurl": "https://elders.example"},
        {"serviceurl": None},
        # What Entra gives to agents, which says nothing of where we shall answer to.
        {"iss": f"https://login.microsoftonline.com/{TENANT}/v2.0", "tid": TENANT, "serviceurl": None},
    ],
    ids=str,
)
def test_a_token_that_is_wrong_in_anything_is_refused(town: Town, anna: Person, claims: Json) -> None:
    token = town.keys.token(town.connector.url, **claims)
    assert town.receive(town.activity(anna, HELLO), token=f"Bearer {token}").status == 401
    assert town.connector.calls == []


@pytest.mark.parametrize("token", ["Bearer", "Bearer x", "Basic YQ==", "geheim", "Bearer a.b.c"])
def test_without_a_token_nothing_is_let_in(town: Town, anna: Person, token: str) -> None:
    assert town.receive(town.activity(anna, HELLO), token=token).status == 401


def test_a_token_of_somebody_elses_key_is_refused(town: Town, anna: Person) -> None:
    header, body, signature = town.keys.token(town.connector.url).split(".")
    forged = f"{header}.{body}.{signature[:-8]}AAAAAAAA"
    assert town.receive(town.activity(anna, HELLO), token=f"Bearer {forged}").status == 401


def test_a_request_that_does_not_say_where_to_answer_is_refused(town: Town, anna: Person) -> None:
    token = town.keys.token(town.connector.url)
    assert town.receive({**town.activity(anna, HELLO), "serviceUrl": ""}, token=f"Bearer {token}").status == 401


def test_without_readable_keys_nobody_is_let_in(town: Town, anna: Person) -> None:
    town.connector.downloads["/keys"] = b"<html>Even geduld</html>"
    assert town.receive(town.activity(anna, HELLO)).status == 401


@pytest.mark.parametrize("published", [b"<html>Even geduld</html>", None], ids=["unreadable", "readable"])
def test_a_stranger_cannot_make_us_fetch_keys_time_and_again(town: Town, anna: Person, published: bytes | None) -> None:
    if published:
        town.connector.downloads["/keys"] = published
    _, body, signature = town.keys.token(town.connector.url).split(".")
    for number in range(20):
        unknown = (
            base64.urlsafe_b64encode(json.dumps({"alg": "RS256", "kid": f"{number}"}).encode()).decode().rstrip("=")
        )
        assert town.receive(town.activity(anna, HELLO), token=f"Bearer {unknown}.{body}.{signature}").status == 401
    assert town.connector.fetched["/keys"] <= 2


def admits(gate: MicrosoftTokenCheck, town: Town, keys: Keys) -> bool:
    return gate.admits(f"Bearer {keys.token(town.connector.url)}", town.connector.url, "msteams")


def test_keys_are_read_once_a_day(town: Town) -> None:
    gate = MicrosoftTokenCheck(CLIENT_ID, town.keys.cloud)
    assert [admits(gate, town, town.keys) for _ in range(5)] == [True] * 5
    assert town.connector.fetched["/keys"] == 1
    assert dt.timedelta(days=1) == limits.KEYS_KEPT


@pytest.mark.parametrize("instead", [b"<html>Even geduld</html>", None], ids=["unreadable", "away"])
def test_while_microsoft_cannot_be_reached_the_keys_that_we_have_hold(town: Town, instead: bytes | None) -> None:
    gate = MicrosoftTokenCheck(CLIENT_ID, town.keys.cloud, kept=dt.timedelta(microseconds=1))
    assert admits(gate, town, town.keys)
    if instead:
        town.connector.downloads["/keys"] = instead
    else:
        town.connector.downloads.pop("/keys")
    assert [admits(gate, town, town.keys) for _ in range(3)] == [True] * 3


def test_a_key_that_rolled_over_is_believed_and_the_old_one_no_more(town: Town) -> None:
    gate = MicrosoftTokenCheck(CLIENT_ID, town.keys.cloud, kept=dt.timedelta(microseconds=1))
    assert admits(gate, town, town.keys)
    rolled = Keys(town.connector.url, "nieuw")
    assert not admits(gate, town, rolled)
    town.connector.downloads["/keys"] = rolled.published
    gate = MicrosoftTokenCheck(CLIENT_ID, town.keys.cloud, kept=dt.timedelta(microseconds=1))
    assert admits(gate, town, rolled)
    assert not admits(gate, town, town.keys)


@pytest.mark.parametrize(
    "elsewhere", ["http://localhost:7001.elders.example/x", "http://localhost:70011", "", "http://["]
)
def test_in_practice_only_the_teams_of_our_own_is_let_in(elsewhere: str) -> None:
    gate = PracticeTokenCheck("http://localhost:7001")
    assert gate.admits("", "http://localhost:7001/_connector", "msteams")
    assert not gate.admits("", elsewhere, "msteams")


@pytest.mark.parametrize(
    ("source", "status"), [("127.0.0.1", 200), ("::1", 200), ("203.0.113.7", 403), ("10.0.0.1", 403), ("elders", 403)]
)
def test_practice_is_only_for_this_computer(
    sqlite: SqliteDatabases, connector: Connector, source: str, status: int
) -> None:
    """Nothing is signed there: whoever may knock is whoever they say they are."""
    with (
        sqlite.migrated() as url,
        closing(Database(url)) as database,
        open_town(database, connector, practice=True) as town,
    ):
        activity = json.dumps(town.activity(town.person("Anna de Vries"), HELLO)).encode()
        headers = {"content-type": "application/json"}
        assert request(town.app, "POST", "/api/messages", activity, headers, source).status == status
        assert bool(connector.calls) is (status == 200)


def test_another_organisation_is_refused(town: Town) -> None:
    stranger = town.person("Vreemde", tenant="99999999-0000-4000-8000-000000000002")
    assert town.receive(town.activity(stranger, HELLO)).status == 403
    assert town.connector.calls == []


def test_an_activity_without_a_tenant_is_refused(town: Town, anna: Person) -> None:
    activity = town.activity(anna, HELLO)
    del activity["conversation"]["tenantId"]
    for told in ({}, {"channelData": {"tenant": {"id": TENANT}}}):
        assert town.receive({**activity, **told}).status == 403


def test_an_activity_that_names_two_tenants_is_refused(town: Town, anna: Person) -> None:
    activity = town.activity(anna, HELLO)
    other = {"channelData": {"tenant": {"id": "99999999-0000-4000-8000-000000000002"}}}
    assert town.receive({**activity, **other}).status == 403
    assert town.receive({**activity, "channelData": {"tenant": {"id": TENANT}}}).status == 200


@pytest.mark.parametrize("channel", ["directline", "webchat", "emulator", "", None])
def test_what_another_channel_of_the_bot_sends_is_refused(town: Town, anna: Person, channel: str | None) -> None:
    """As well signed: there anybody may say that they are Anna, who is an administrator."""
    anna.types("samenspel")
    before = len(town.connector.calls)
    activity = town.activity(anna, {"type": "message", "text": "samenspel instellingen", "channelId": channel})
    if channel is None:
        del activity["channelId"]
    assert town.receive(activity).status == 401
    assert len(town.connector.calls) == before


@pytest.mark.parametrize("endorsed", [["webchat", "directline"], [], None])
def test_a_key_that_microsoft_gave_out_for_another_channel_signs_nothing(
    town: Town, anna: Person, endorsed: list[str] | None
) -> None:
    published = json.loads(town.keys.published)
    published["keys"][0]["endorsements"] = endorsed
    town.connector.downloads["/keys"] = json.dumps(published).encode()
    assert [town.receive(town.activity(anna, HELLO)).status for _ in range(2)] == [401, 401]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{nee",
        b"[]",
        b"null",
        b'"type"',
        b"\xff\xfe",
        b'{"type": "message"}',
        b'{"type": 1, "serviceUrl": "x", "conversation": {"id": "a"}}',
        b'{"type": "message", "serviceUrl": "x", "conversation": "a"}',
        b'{"type": "message", "serviceUrl": "x", "conversation": {"id": "a"}, "from": "b"}',
        b'{"type": "message", "serviceUrl": "x", "conversation": {"id": "a"}, "attachments": {}}',
        b'{"type": "message", "serviceUrl": "x", "conversation": {"id": "a"}, "entities": [1]}',
        b"[" * 100_000,
    ],
)
def test_a_bad_activity_is_a_400(town: Town, body: bytes) -> None:
    assert town.receive(body).status == 400


def test_a_large_body_is_refused(town: Town) -> None:
    assert town.receive(b" " * (limits.REQUEST_BYTES + 1)).status == 413
    assert town.receive(b" " * limits.REQUEST_BYTES).status == 400, "read, and no activity"


def test_only_json_is_read(town: Town) -> None:
    assert town.receive(b"{}", **{"content-type": "text/plain"}).status == 415


@pytest.mark.parametrize(
    "activity",
    [
        {"type": "typing"},
        {"type": "conversationUpdate", "membersAdded": [{"id": CLIENT_ID}]},
        {"type": "messageReaction"},
        {"type": "event", "name": "application/vnd.microsoft.meetingStart"},
        {"type": "invoke", "name": "task/fetch", "value": {}},
        {"type": "message", "from": {}},
        {"type": "installationUpdate", "action": "add"},
    ],
    ids=str,
)
def test_what_is_not_for_us_is_left_alone(town: Town, anna: Person, activity: Json) -> None:
    assert town.receive(town.activity(anna, activity)).status == 200
    assert town.connector.calls == []


@pytest.mark.parametrize(
    "value",
    [
        None,
        [],
        {"action": None},
        {"action": {"verb": None, "data": []}},
        {"action": {"verb": "project.show", "data": {"args": {"id": 1}}}},
        {"action": {"verb": "project.show", "data": {"args": {"id": "nee"}}}},
        {"action": {"verb": "project.create", "data": {"form": True, "memory": "AAAA"}}},
        {"action": {"verb": "project.create", "data": {"form": True, "memory": 7}}},
        {"action": {"verb": "teams.search", "data": {"field": "x"}}},
        {"action": {"verb": "er.is.geen", "data": {"row": "x"}}},
    ],
    ids=str,
)
def test_a_click_that_makes_no_sense_gets_a_friendly_sentence(town: Town, anna: Person, value: Any) -> None:
    anna.types("samenspel")
    activity = {"type": "invoke", "name": "adaptiveCard/action", "value": value, "replyToId": anna.last.id}
    received = town.receive(town.activity(anna, activity))
    assert received.status == 200
    assert received.json["statusCode"] == 200
    assert anna.last.words
    assert "Er ging iets mis" not in anna.last.words


def test_nothing_that_anybody_typed_is_logged(town: Town, anna: Person, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    anna.types("project zoek geheimzinnig")
    town.receive(town.activity(anna, {"type": "message", "text": "geheimzinnig"}), token="Bearer geheimzinnig")
    town.receive(b'{"type": "geheimzinnig"}')
    assert "geheimzinnig" not in "".join(record.getMessage() for record in caplog.records if ours(record.name))


def ours(logger: str) -> bool:
    return logger.startswith(("bot", "handlers", "storage", "msal"))
