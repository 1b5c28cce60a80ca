"""The app package: what an administrator uploads in the Teams admin center to get this app.

Dutch, with English beside it; which one somebody sees, their Teams decides.
"""

import io
import json
import re
import zipfile
from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from bot.chat.feature import Command
from bot.chat.texts import LANGUAGES, Speech, speech
from handlers.observability import version
from handlers.teams import about, limits
from handlers.teams.message_action import KEEP_LESSON
from handlers.words import shorten

VERSION = "1.30"
_SCHEMAS = f"https://developer.microsoft.com/json-schemas/teams/v{VERSION}"
SCHEMA, WORDS_SCHEMA = f"{_SCHEMAS}/MicrosoftTeams.schema.json", f"{_SCHEMAS}/MicrosoftTeams.Localization.schema.json"
OWN, SHARED = ("personal",), ("team", "groupChat")
"""In somebody's own chat; where others read along, and only the asker reads the answer to what begins with a slash."""
STARTERS = ("week", "projects", "new_project", "moment", "load", "owed", "question", "lesson")
"""Whole sentences, which their own words are understood by."""
SLASHES = (
    *("project lijst", "project toon", "project nieuw", "project zoek", "project moment"),
    *("overzicht week", "overzicht drukte", "overzicht terugkoppeling"),
    *("kennis zoek", "kennis les", "kennis vraag", "samenspel"),
)
"""What people ask while they talk with others; all that there is stands in the answer to `samenspel`."""
_ACCENT = "#154273"
_NO_DATE = (2026, 1, 1, 0, 0, 0)
"""The same settings give the same package, byte for byte."""
_SEMVER = re.compile(r"\d+\.\d+\.\d+")


def manifest(commands: Sequence[Command], client_id: str, public_url: str) -> dict[str, Any]:
    t = speech(LANGUAGES[0])
    return {
        "$schema": SCHEMA,
        "manifestVersion": VERSION,
        # Teams takes no two packages with the same number.
        "version": _version(),
        "id": client_id,
        "developer": {
            "name": "Samenspel",
            "websiteUrl": f"{public_url}{about.ABOUT}",
            "privacyUrl": f"{public_url}{about.PRIVACY}",
            "termsOfUseUrl": f"{public_url}{about.TERMS}",
        },
        "localizationInfo": {
            "defaultLanguageTag": t.language,
            "additionalLanguages": [{"languageTag": each, "file": f"{each}.json"} for each in LANGUAGES[1:]],
        },
        "name": {"short": "Samenspel", "full": "Samenspel"},
        "description": _description(t),
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": _ACCENT,
        "bots": [
            {
                "botId": client_id,
                "scopes": [*OWN, *SHARED],
                "isNotificationOnly": False,
                "supportsFiles": True,
                "supportsTargetedMessages": True,
                "commandLists": list(_command_lists(commands, t)),
            }
        ],
        "composeExtensions": [{"botId": client_id, "commands": [_keep_lesson(t)]}],
        "permissions": ["identity", "messageTeamMembers"],
        "validDomains": [urlsplit(public_url).hostname],
        # Also channels that are private, or shared with others: there we ask, as everywhere, who is in it.
        "supportsChannelFeatures": "tier1",
    }


def words(shown: dict[str, Any], commands: Sequence[Command], t: Speech) -> dict[str, Any]:
    """What the package says, in another language than its own."""
    found = {
        "$schema": WORDS_SCHEMA,
        "name.short": shown["name"]["short"],
        "name.full": shown["name"]["full"],
        **{f"description.{size}": text for size, text in _description(t).items()},
    }
    for at, listed in enumerate(_command_lists(commands, t)):
        for number, command in enumerate(listed["commands"]):
            said = {name: text for name, text in command.items() if name != "type"}
            found |= {f"bots[0].commandLists[{at}].commands[{number}].{name}": text for name, text in said.items()}
    for name in ("title", "description"):
        found[f"composeExtensions[0].commands[0].{name}"] = _keep_lesson(t)[name]
    return found


def _version() -> str:
    found = _SEMVER.match(version.installed())
    return found[0] if found else "0.0.0"


def _description(t: Speech) -> dict[str, str]:
    short, full = t("handlers.manifest.short"), t("handlers.manifest.long")
    return {"short": shorten(str(short), limits.MANIFEST_SHORT), "full": str(full)}


def _command_lists(commands: Sequence[Command], t: Speech) -> Iterator[dict[str, Any]]:
    starters = [_starter(str(t(f"handlers.starter.{each}"))) for each in STARTERS]
    yield {"scopes": list(OWN), "triggers": ["mention"], "commands": starters}
    yield {"scopes": list(SHARED), "triggers": ["mention", "slash"], "commands": list(_slashes(commands, t))}


def _starter(sentence: str) -> dict[str, str]:
    return {"type": "prompt", "title": shorten(sentence, limits.STARTER), "prompt": sentence}


def _slashes(commands: Sequence[Command], t: Speech) -> Iterator[dict[str, str]]:
    known = {f"{command.root} {command.verb}".strip(): command for command in commands}
    for typed in SLASHES:
        command = known[typed]
        said = str(t(f"command.{command.root}.{command.verb or 'menu'}"))
        yield {"title": typed, "description": shorten(said, limits.MENU_DESCRIPTION)}


def _keep_lesson(t: Speech) -> dict[str, Any]:
    return {
        "id": KEEP_LESSON,
        "type": "action",
        "context": ["message"],
        "title": shorten(str(t("handlers.manifest.keep_lesson")), limits.MENU_TITLE),
        "description": shorten(str(t("handlers.manifest.keep_lesson_hint")), limits.MENU_DESCRIPTION),
        "fetchTask": True,
    }


def package(shown: dict[str, Any], commands: Sequence[Command]) -> bytes:
    """A zip with the manifest, its words in the other languages, and both icons."""
    icons = files("handlers.teams") / "icons"
    said = {"manifest.json": shown} | {f"{each}.json": words(shown, commands, speech(each)) for each in LANGUAGES[1:]}
    parts = {name: json.dumps(each, indent=2, ensure_ascii=False).encode() for name, each in said.items()}
    parts |= {name: (icons / name).read_bytes() for name in ("color.png", "outline.png")}
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(zipfile.ZipInfo(name, _NO_DATE), content)
    return whole.getvalue()
