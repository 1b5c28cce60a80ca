"""The app manifest: what a municipality pastes at api.slack.com to get this app, with no right more than it needs."""

from collections.abc import Sequence
from typing import Any

from bot.chat.feature import IN_ENGLISH, Command
from bot.chat.texts import Speech, speech
from handlers.slack import limits
from handlers.slack.words import shorten

SCOPES = (
    "app_mentions:read",
    "chat:write",
    "chat:write.public",
    "commands",
    "files:read",
    "files:write",
    "im:history",
    "im:write",
    "mpim:write",
    "users:read",
    "users:read.email",
)
"""Why each is needed stands in the texts under `handlers.scope.<scope>`; the doctor names what is missing with it."""

OPTIONAL_SCOPES = ("channels:history", "groups:history", "mpim:history", "channels:read", "groups:read")
"""Slack asks about each at installing. Without those for history an administrator decides when nobody knows whether a
message is there; with them Samenspel looks for its own message, by its key, and reads nothing else. With the others it
asks whether whoever picks a channel is in it."""

EVENTS = ("app_home_opened", "app_mention", "message.im", "team_join", "user_change")
NEW_PROJECT = "project.new"
KEEP_LESSON = "lesson.from_message"


def manifest(commands: Sequence[Command], t: Speech, public_url: str, socket_mode: bool) -> dict[str, Any]:
    """Over HTTP Slack needs `public_url`; with Socket Mode there is no address to fill in."""
    url = {} if socket_mode else {"url": f"{public_url}/slack/events"}
    request_url = {} if socket_mode else {"request_url": f"{public_url}/slack/events"}
    interactivity = {"is_enabled": True, **request_url}
    if not socket_mode:
        interactivity["message_menu_options_url"] = f"{public_url}/slack/events"
    return {
        "display_information": {
            "name": "Samenspel",
            "description": str(t("handlers.manifest.short")),
            "long_description": str(t("handlers.manifest.long")),
            "background_color": "#154273",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": False,
            },
            "bot_user": {"display_name": "Samenspel", "always_online": True},
            "shortcuts": [
                {
                    "name": shorten(str(t("handlers.manifest.new_project")), limits.SHORTCUT_NAME),
                    "type": "global",
                    "callback_id": NEW_PROJECT,
                    "description": str(t("handlers.manifest.new_project_hint")),
                },
                {
                    "name": shorten(str(t("handlers.manifest.keep_lesson")), limits.SHORTCUT_NAME),
                    "type": "message",
                    "callback_id": KEEP_LESSON,
                    "description": str(t("handlers.manifest.keep_lesson_hint")),
                },
            ],
            "slash_commands": [{**_slash_command(typed, commands, t), **url} for typed in _typed(commands)],
        },
        # docs.slack.dev/changelog/2026/03/16/optional-scopes
        "oauth_config": {"scopes": {"bot": [*SCOPES, *OPTIONAL_SCOPES], "bot_optional": list(OPTIONAL_SCOPES)}},
        "settings": {
            "event_subscriptions": {**request_url, "bot_events": list(EVENTS)},
            "interactivity": interactivity,
            "org_deploy_enabled": False,
            "socket_mode_enabled": socket_mode,
            # Refresh tokens work once: two processes would take each other's.
            "token_rotation_enabled": False,
        },
    }


def _typed(commands: Sequence[Command]) -> list[str]:
    """Every root, and then those that have another word in English by that one."""
    roots = dict.fromkeys(each.root for each in commands)
    return [*roots, *(other for other, own in IN_ENGLISH.items() if own in roots)]


def _slash_command(typed: str, commands: Sequence[Command], t: Speech) -> dict[str, Any]:
    """typed: a root, or what it is called in English; then its verbs are too."""
    root, language = IN_ENGLISH.get(typed, typed), "en" if typed in IN_ENGLISH else "nl"
    verbs = [command.typed_in(language)[1] for command in commands if command.root == root and command.verb]
    command = {
        "command": f"/{typed}",
        "description": shorten(
            str((speech("en") if language == "en" else t)(f"handlers.manifest.{root}")), limits.COMMAND_DESCRIPTION
        ),
        # People type names and dates; ids of Slack would only get in the way.
        "should_escape": False,
    }
    return {**command, "usage_hint": " | ".join(verbs)} if verbs else command
