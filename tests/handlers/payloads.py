"""What Slack sends, as recorded from its documentation, with the parts that matter to a test filled in."""

import json
from typing import Any

Json = dict[str, Any]

TEAM = {"id": "T1", "domain": "voorbeeld"}
USER = {"id": "U1", "username": "anna", "name": "anna", "team_id": "T1"}


def command(text: str = "", *, command: str = "/project", channel: str = "C1", response_url: str = "") -> Json:
    return {
        "token": "gIkuvaNzQIHg97ATvDxqgjtO",
        "team_id": "T1",
        "team_domain": "voorbeeld",
        "channel_id": channel,
        "channel_name": "participatie",
        "user_id": "U1",
        "user_name": "anna",
        "command": command,
        "text": text,
        "api_app_id": "A1",
        "is_enterprise_install": "false",
        "response_url": response_url,
        "trigger_id": "13345224609.738474920.8088930838d88f008e0",
    }


def _interaction(kind: str, **parts: Any) -> Json:
    return {
        "type": kind,
        "user": USER,
        "api_app_id": "A1",
        "token": "9s8d9as89d8as9d8as989",
        "team": TEAM,
        "enterprise": None,
        "is_enterprise_install": False,
        "trigger_id": "12321423423.333649436676.d8c1bb837935619ccad0f624c448ffb3",
        **parts,
    }


def action(name: str, args: Json | None = None, block_id: str = "b3") -> Json:
    return {
        "type": "button",
        "action_id": name,
        "block_id": block_id,
        "text": {"type": "plain_text", "text": "Bekijk", "emoji": False},
        "value": json.dumps(args or {}),
        "action_ts": "1548426417.840180",
    }


def click(clicked: Json, *, response_url: str = "", channel: str = "C1", blocks: list[Json] | None = None) -> Json:
    """blocks: of a message that others see too; without them it is a private one."""
    ephemeral = blocks is None
    container = {"type": "message", "message_ts": "1548261231.000200", "channel_id": channel, "is_ephemeral": ephemeral}
    payload = _interaction(
        "block_actions",
        container=container,
        channel={"id": channel, "name": "participatie"},
        response_url=response_url,
        actions=[clicked],
    )
    if blocks is not None:
        payload["message"] = {"type": "message", "bot_id": "B1", "ts": "1548261231.000200", "blocks": blocks}
    return payload


def home_click(clicked: Json) -> Json:
    view = {"id": "V9", "type": "home", "private_metadata": "", "blocks": [], "state": {"values": {}}}
    return _interaction("block_actions", container={"type": "view", "view_id": "V9"}, view=view, actions=[clicked])


def modal_click(clicked: Json, view: Json, values: Json | None = None) -> Json:
    opened = {**view, "id": "V1", "state": {"values": values or {}}}
    return _interaction("block_actions", container={"type": "view", "view_id": "V1"}, view=opened, actions=[clicked])


def submission(view: Json, values: Json) -> Json:
    """view: as we drew it."""
    sent = {**view, "id": "V1", "team_id": "T1", "app_installed_team_id": "T1", "state": {"values": values}}
    return _interaction("view_submission", view=sent, response_urls=[])


def search(view: Json, action_id: str, value: str) -> Json:
    return _interaction(
        "block_suggestion",
        container={"type": "view", "view_id": "V1"},
        view={**view, "id": "V1"},
        action_id=action_id,
        block_id="areas#0",
        value=value,
    )


def shortcut(callback_id: str) -> Json:
    return _interaction("shortcut", callback_id=callback_id, action_ts="1581106241.371594")


def message_shortcut(callback_id: str, text: str, response_url: str = "") -> Json:
    return _interaction(
        "message_action",
        callback_id=callback_id,
        channel={"id": "C1", "name": "participatie"},
        message={"type": "message", "user": "U2", "ts": "1548261231.000300", "text": text},
        response_url=response_url,
    )


def event(kind: str, event_id: str = "Ev1", **parts: Any) -> Json:
    return {
        "token": "one-long-verification-token",
        "team_id": "T1",
        "api_app_id": "A1",
        "event": {"type": kind, "user": "U1", "event_ts": "1515449522.000016", **parts},
        "type": "event_callback",
        "event_id": event_id,
        "event_time": 1515449522,
        "authorizations": [{"enterprise_id": None, "team_id": "T1", "user_id": "U0BOT", "is_bot": True}],
    }
