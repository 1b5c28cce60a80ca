"""What a municipality pastes at api.slack.com."""

import ast
from pathlib import Path
from typing import Any

import pytest

from bot.chat.router import Router
from bot.chat.texts import LANGUAGES, speech
from bot.features import FEATURES
from handlers.slack import limits
from handlers.slack.manifest import KEEP_LESSON, NEW_PROJECT, OPTIONAL_SCOPES, SCOPES, manifest

COMMANDS = [command for feature in FEATURES for command in feature.commands]
SLACK = Path(__file__).parents[2] / "handlers" / "slack"

# docs.slack.dev/reference/methods: the bot scope that each method asks for.
NEEDED = {
    "chat.postMessage": "chat:write",
    "chat.postEphemeral": "chat:write",
    "chat.update": "chat:write",
    "conversations.history": "im:history",
    "conversations.replies": "im:history",
    "conversations.open": "im:write",
    "files.completeUploadExternal": "files:write",
    "files.getUploadURLExternal": "files:write",
    "files.info": "files:read",
    "users.info": "users:read",
}
# For what comes in: commands and shortcuts, events, and e-mail addresses in users.info.
ALSO = {"mpim:write", "commands", "app_mentions:read", "im:history", "users:read.email", "chat:write.public"}
WITHOUT_SCOPE = {"auth.test", "apps.connections.open", "views.open", "views.publish", "views.push", "views.update"}


def made(language: str = "nl", *, socket_mode: bool = False) -> dict[str, Any]:
    return manifest(COMMANDS, speech(language), "https://samenspel.voorbeeld.example", socket_mode)


def methods() -> set[str]:
    """Every Web API method that is called anywhere."""
    found = set()
    for file in SLACK.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                first = node.args[0]
                if node.func.attr in ("do", "answer", "read", "send_form", "read_with_headers") and isinstance(
                    first, ast.Constant
                ):
                    found.add(str(first.value))
    return found


def test_no_scope_is_asked_that_is_not_used() -> None:
    assert methods() == NEEDED.keys() | WITHOUT_SCOPE
    assert set(SCOPES) == set(NEEDED.values()) | ALSO


def test_reading_along_in_channels_is_for_the_municipality_to_choose() -> None:
    scopes = made()["oauth_config"]["scopes"]
    reading = {scope for scope in scopes["bot"] if scope.endswith((":history", "channels:read", "groups:read"))}
    assert reading == {"im:history", *scopes["bot_optional"]}
    assert tuple(scopes["bot_optional"]) == OPTIONAL_SCOPES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_scope_has_its_reason(language: str) -> None:
    t = speech(language)
    assert all(str(t(f"handlers.scope.{scope}")) for scope in (*SCOPES, *OPTIONAL_SCOPES))


def test_every_command_is_there_with_its_verbs() -> None:
    commands = made()["features"]["slash_commands"]
    assert [each["command"] for each in commands] == [f"/{root}" for root in Router(FEATURES).every_root]
    project = next(each for each in commands if each["command"] == "/project")
    assert project["usage_hint"].startswith("nieuw | lijst | ")


def test_the_shortcuts_lead_to_actions() -> None:
    shortcuts = {each["callback_id"]: each["type"] for each in made()["features"]["shortcuts"]}
    assert shortcuts == {NEW_PROJECT: "global", KEEP_LESSON: "message"}
    assert shortcuts.keys() <= Router(FEATURES).actions.keys()


def test_over_http_slack_knows_where_to_find_us() -> None:
    app = made()
    url = "https://samenspel.voorbeeld.example/slack/events"
    assert app["settings"]["interactivity"]["message_menu_options_url"] == url
    assert app["settings"]["event_subscriptions"]["request_url"] == url
    assert {each["url"] for each in app["features"]["slash_commands"]} == {url}


def test_with_socket_mode_there_is_no_address() -> None:
    assert "voorbeeld.example" not in str(made(socket_mode=True))
    assert made(socket_mode=True)["settings"]["socket_mode_enabled"] is True


@pytest.mark.parametrize("language", LANGUAGES)
def test_texts_are_as_long_as_slack_allows(language: str) -> None:
    app = made(language)
    about = app["display_information"]
    assert len(about["name"]) <= limits.MANIFEST_NAME
    assert len(about["description"]) <= limits.MANIFEST_DESCRIPTION
    assert limits.MANIFEST_STORY[0] <= len(about["long_description"]) <= limits.MANIFEST_STORY[1]
    assert all(len(each["description"]) <= limits.COMMAND_DESCRIPTION for each in app["features"]["slash_commands"])
    assert all(len(each.get("usage_hint", "")) <= limits.COMMAND_HINT for each in app["features"]["slash_commands"])
