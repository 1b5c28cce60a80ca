"""Bodies that nobody's Teams sends, but that bear Microsoft's signature: a bad one is a 400, and never a 500."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from storage.database import Database
from tests.teams.connector import Connector
from tests.teams.person import Person
from tests.teams.town import TENANT, Town, open_town

Json = dict[str, Any]
FILE = "application/vnd.microsoft.teams.file.download.info"
NUL = "a\x00b"
UNREADABLE: dict[str, Json] = {
    "a number for a name": {"id": 5},
    "nobody": {"from": None},
    "a name with a zero": {"id": NUL},
    "a conversation with a zero": {"conversation": {"id": NUL, "tenantId": TENANT}},
    "a very long conversation": {"conversation": {"id": "19:" + "x" * 5000, "tenantId": TENANT}},
    "no name for the conversation": {"conversation": {"id": "", "tenantId": TENANT}},
    "a person with a zero": {"from": {"id": NUL, "aadObjectId": NUL}},
    "a very long person": {"from": {"id": "29:x", "aadObjectId": "y" * 5000}},
    "a click on something with a zero": {"type": "invoke", "name": "adaptiveCard/action", "replyToId": NUL},
    "a conversation that is a step up": {"conversation": {"id": "..", "tenantId": TENANT}},
    "a message that is a step up": {"type": "invoke", "name": "adaptiveCard/action", "replyToId": ".."},
    "words instead of data": {"channelData": "x"},
}
ODD: dict[str, Json] = {
    "a language with a zero": {"locale": "\x00\x00-\x00"},
    "a very long language": {"locale": "x" * 5000},
    "very many words": {"text": "x" * 200_000},
    "zeros": {"text": "\x00project lijst\x00"},
    "words from right to left": {"text": "\u202e\u2066project lijst"},
    "very many mentions": {"text": "<at>x</at>" * 5000},
    "half a mention": {"text": "<at" * 60_000},
    "letters that do not exist": {"text": "&#0;&#x110000;&amp;" * 1000},
    "odd mentions": {"entities": [{"mentioned": "x"}, {"mentioned": {"id": "28:x"}, "text": {"a": 1}}, {}]},
    "an odd file": {
        "attachments": [{"contentType": FILE, "content": {"downloadUrl": "http://["}, "name": "\x00" * 300}]
    },
    "very many files": {
        "text": "project import",
        "attachments": [
            {"contentType": FILE, "content": {"downloadUrl": "https://x.sharepoint.com/x"}, "name": "a" * 300}
        ]
        * 300,
    },
    "an odd organisation": {"channelData": {"tenant": [TENANT], "team": 7}},
    "removed": {"type": "installationUpdate", "action": "remove"},
}
CLICKS: dict[str, Any] = {
    "deep": json.loads("[" * 500 + "]" * 500),
    "a very long verb": {"action": {"verb": "x" * 100_000, "data": {"args": {"id": NUL}}}},
    "a very large number": {"action": {"verb": "project.show", "data": {"args": {"id": "9" * 400}}}},
    "below zero": {"action": {"verb": "project.show", "data": {"args": {"id": "-1"}}}},
    "other digits": {"action": {"verb": "project.show", "data": {"args": {"id": "١"}}}},
    "an id with a zero": {"action": {"verb": "project.show", "data": {"args": {"id": NUL}}}},
    "a row that cannot be": {"action": {"verb": "help", "data": {"row": 10**30}}},
    "a row that is not there": {"action": {"verb": "help", "data": {"row": 10**9}}},
    "a place with a zero": {"action": {"verb": "share", "data": {"place": NUL, "args": {"action": "project.list"}}}},
    "a form of nobody": {"action": {"verb": "project.create", "data": {"form": True, "memory": "A" * 100_000}}},
    "odd fields": {"action": {"verb": "project.create", "data": {"form": True, "f.name": {"a": 1}, "memory": [7]}}},
    "an action of ours": {"action": {"verb": "teams.cancel", "data": {"form": "x", "field": 7}}},
}
CONSENTS: dict[str, Any] = {
    "no context": {"action": "accept", "context": [], "uploadInfo": {"uploadUrl": 7}},
    "zeros": {"action": "accept", "context": {"key": NUL, "message": NUL}, "uploadInfo": {"uploadUrl": "x"}},
    "no words": {"action": "decline", "context": {"key": [1], "message": {"a": 2}}},
    "an odd address": {"action": "accept", "context": {"key": "x"}, "uploadInfo": {"uploadUrl": "https://["}},
}


@pytest.fixture
def town(database_url: str, connector: Connector) -> Iterator[Town]:
    """On both databases: they differ in what they refuse."""
    database = Database(database_url)
    with open_town(database, connector) as town:
        yield town
    database.close()


def invoke(name: str, value: Any) -> Json:
    return {"type": "invoke", "name": name, "value": value, "replyToId": "1700000000001"}


def test_what_cannot_be_read_is_a_400(town: Town, anna: Person) -> None:
    statuses = {what: town.receive(said(town, anna, body)).status for what, body in UNREADABLE.items()}
    assert statuses == dict.fromkeys(UNREADABLE, 400)
    assert town.connector.calls == []


def said(town: Town, person: Person, body: Json) -> Json:
    return town.activity(person, {"type": "message", "text": "project lijst", **body})


@pytest.mark.parametrize("content", [b'{"text": NaN}', b"\xef\xbb\xbf{}", b'{"text": "\\ud800"}'], ids=str)
def test_what_is_no_json_is_a_400(town: Town, content: bytes) -> None:
    assert town.receive(content).status == 400


def test_what_is_odd_breaks_nothing(town: Town, anna: Person, caplog: pytest.LogCaptureFixture) -> None:
    anna.types("samenspel")
    bodies = {**ODD, **{what: invoke("adaptiveCard/action", value) for what, value in CLICKS.items()}}
    bodies |= {f"file: {what}": invoke("fileConsent/invoke", value) for what, value in CONSENTS.items()}
    statuses = {what: town.receive(said(town, anna, body)).status for what, body in bodies.items()}
    assert statuses == dict.fromkeys(bodies, 200)
    assert [record.getMessage() for record in caplog.records if record.exc_info] == []
    anna.types("project lijst")
    assert "Projecten" in anna.last.words
    assert not [seen for seen in town.screen() if "Er ging iets mis" in seen.words]
