"""What the app offers and may: commands, shortcuts, scopes, events. Read from the bot's own manifest."""

import json
from dataclasses import dataclass, field
from typing import Any

from playground.slack.wire import Json


@dataclass(frozen=True)
class Command:
    name: str
    description: str
    verbs: tuple[str, ...] = ()
    escapes: bool = False  # people and channels that are named in it travel as ids


@dataclass(frozen=True)
class Shortcut:
    callback_id: str
    name: str
    description: str = ""
    on_message: bool = False


@dataclass(frozen=True)
class Manifest:
    commands: tuple[Command, ...]
    shortcuts: tuple[Shortcut, ...]
    scopes: frozenset[str]
    events: frozenset[str]
    home: bool = True
    messages: bool = True
    built_in: bool = field(default=False)


def verbs_in(usage_hint: str) -> tuple[str, ...]:
    """`nieuw | lijst | toon <naam>` -> nieuw, lijst, toon. Slack shows the hint as it is; so may a bot write it."""
    parts = usage_hint.replace("·", "|").replace(",", "|").split("|")
    words = [part.strip().strip("[]()<>").split() for part in parts]
    return tuple(dict.fromkeys(word[0] for word in words if word and word[0].replace("-", "").isalpha()))


def read_manifest(text: str) -> Manifest | None:
    """None when it is not the JSON of a Slack manifest."""
    try:
        found = json.loads(text)
    except ValueError:
        return None
    if not isinstance(found, dict) or "features" not in found:
        return None
    features = found["features"]
    settings = found.get("settings") or {}
    home = features.get("app_home") or {}
    return Manifest(
        commands=tuple(_command(one) for one in features.get("slash_commands") or ()),
        shortcuts=tuple(_shortcut(one) for one in features.get("shortcuts") or ()),
        scopes=frozenset(_bot(found.get("oauth_config") or {})),
        events=frozenset((settings.get("event_subscriptions") or {}).get("bot_events") or ()),
        home=bool(home.get("home_tab_enabled", True)),
        messages=bool(home.get("messages_tab_enabled", True)),
    )


def _command(one: Json) -> Command:
    return Command(
        one["command"], one.get("description", ""), verbs_in(one.get("usage_hint", "")), bool(one.get("should_escape"))
    )


def _shortcut(one: Json) -> Shortcut:
    return Shortcut(one["callback_id"], one["name"], one.get("description", ""), one.get("type") == "message")


def _bot(oauth: dict[str, Any]) -> list[str]:
    return (oauth.get("scopes") or {}).get("bot") or []


SCOPES = """
    app_mentions:read chat:write chat:write.public commands channels:read channels:join groups:read
    im:read im:write im:history mpim:read mpim:write files:read files:write users:read users:read.email
    team:read reactions:write channels:history groups:history mpim:history
"""
BUILT_IN = Manifest(
    commands=(
        Command("/samenspel", "Menu, hulp en je profiel", ("help", "profiel", "instellingen", "gegevens")),
        Command(
            "/project",
            "Projecten: de driehoek, contactmomenten, terugkoppeling",
            verbs_in("nieuw|lijst|toon|wijzig|rollen|moment|terugkoppeling|zoek|afronden|import|export"),
        ),
        Command("/buddy", "Je buddy uit het andere vak", ("aan", "pauze", "uit")),
        Command("/kennis", "Kennissessies en lessen", ("sessie", "les", "zoek", "vraag")),
        Command("/overzicht", "Wat er deze week speelt", ("drukte", "agenda", "gebied", "terugkoppeling")),
    ),
    shortcuts=(Shortcut("new_project", "Nieuw project", "Zet een project in het overzicht"),),
    scopes=frozenset(SCOPES.split()),
    events=frozenset({"app_home_opened", "message.im", "app_mention", "team_join"}),
    built_in=True,
)
