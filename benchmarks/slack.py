"""A Slack that knows one person, and commands as that person would send them."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

from playground.slack.bot_line import signed
from playground.slack.wire import Json
from tests.handlers import stand_in as slack

TEAM, USER = "T1", "U1"
ANSWERS: dict[str, Json | str] = {
    "conversations.history": {"ok": True, "messages": []},
    "auth.test": {"ok": True, "team_id": TEAM, "team": "Gemeente", "bot_id": "B1", "user_id": "UBOT", "url": "x"},
    "users.info": {
        "ok": True,
        "user": {
            "id": USER, "team_id": TEAM, "name": "anna", "real_name": "Anna", "locale": "nl-NL",
            "profile": {"email": "anna@voorbeeld.example", "real_name": "Anna", "display_name": "Anna"},
        },
    },
}  # fmt: skip
"""Also what somebody put in a form, by its name."""


@contextmanager
def stand_in() -> Iterator[str]:
    """The address of its Web API."""
    with slack.running() as there:
        there.remembers, there.always = False, ANSWERS
        yield there.api_url


def signed_command(
    secret: str, words: str, command: str = "/project", later: str = "http://127.0.0.1:9/none"
) -> tuple[bytes, dict[str, str]]:
    """Body and headers of `<command> <words>`. later: where an answer may be sent that comes after the first."""
    return _signed(
        secret,
        {
            "command": command, "text": words, "team_id": TEAM, "user_id": USER, "user_name": "anna",
            "channel_id": "C1", "channel_name": "algemeen", "api_app_id": "A1", "trigger_id": "1.2.3",
            "response_url": later,
        },
    )  # fmt: skip


def signed_form(
    secret: str, action: str, memory: str, values: dict[str, dict[str, Any]]
) -> tuple[bytes, dict[str, str]]:
    """Body and headers of a form that was sent in. memory: what it remembers. values: elements by key of a field."""
    view = {
        "id": "V1", "type": "modal", "callback_id": action, "private_metadata": memory, "blocks": [],
        "state": {"values": {f"{key}#0": {key: element} for key, element in values.items()}},
    }  # fmt: skip
    payload = {
        "type": "view_submission", "user": {"id": USER, "team_id": TEAM}, "team": {"id": TEAM}, "api_app_id": "A1",
        "trigger_id": "1.2.3", "view": view, "response_urls": [],
    }  # fmt: skip
    return _signed(secret, {"payload": json.dumps(payload)})


def _signed(secret: str, fields: dict[str, str]) -> tuple[bytes, dict[str, str]]:
    body = urlencode(fields).encode()
    return body, signed(secret, body, "application/x-www-form-urlencoded")
