"""The app package: what an administrator uploads in the Teams admin center to get this app."""

import io
import json
import zipfile
from collections.abc import Sequence
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from bot.chat.feature import Command
from bot.chat.texts import Speech
from handlers.teams import limits
from handlers.words import shorten

SCHEMA = "https://developer.microsoft.com/json-schemas/teams/v1.19/MicrosoftTeams.schema.json"
VERSION = "1.19"
SCOPES = ("personal", "team", "groupChat")
_ACCENT = "#154273"
_NO_DATE = (2026, 1, 1, 0, 0, 0)
"""The same settings give the same package, byte for byte."""


def manifest(commands: Sequence[Command], t: Speech, client_id: str, public_url: str) -> dict[str, Any]:
    return {
        "$schema": SCHEMA,
        "manifestVersion": VERSION,
        # Raised by hand in a package that is uploaded again: Teams takes no two with the same number.
        "version": "1.0.0",
        "id": client_id,
        "developer": {
            "name": "Samenspel",
            "websiteUrl": public_url,
            "privacyUrl": public_url,
            "termsOfUseUrl": public_url,
        },
        "name": {"short": "Samenspel", "full": "Samenspel"},
        "description": {
            "short": shorten(str(t("handlers.manifest.short")), limits.MANIFEST_SHORT),
            "full": str(t("handlers.manifest.long")),
        },
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": _ACCENT,
        "bots": [
            {
                "botId": client_id,
                "scopes": list(SCOPES),
                "isNotificationOnly": False,
                "supportsFiles": True,
                "commandLists": [{"scopes": list(SCOPES), "commands": list(_menu(commands, t))}],
            }
        ],
        "permissions": ["identity", "messageTeamMembers"],
        "validDomains": [urlsplit(public_url).hostname],
    }


def _menu(commands: Sequence[Command], t: Speech) -> list[dict[str, str]]:
    """Every root first, then what follows on them, for as many as the menu of the bot holds."""
    ordered = sorted(commands, key=lambda command: bool(command.verb))
    return [
        {
            "title": shorten(f"{command.root} {command.verb}".strip(), limits.MENU_TITLE),
            "description": shorten(str(t(f"command.{command.root}.{command.verb or 'menu'}")), limits.MENU_DESCRIPTION),
        }
        for command in ordered[: limits.MENU_COMMANDS]
    ]


def package(shown: dict[str, Any]) -> bytes:
    """A zip with the manifest and both icons."""
    icons = files("handlers.teams") / "icons"
    parts = {
        "manifest.json": json.dumps(shown, indent=2, ensure_ascii=False).encode(),
        **{name: (icons / name).read_bytes() for name in ("color.png", "outline.png")},
    }
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(zipfile.ZipInfo(name, _NO_DATE), content)
    return whole.getvalue()
