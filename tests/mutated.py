"""Signed requests that nobody's Slack or Teams sends: real ones, changed at random, for the real bot in this process.

A number (`seed`) says which: a request that broke something can be sent again.
"""

import asyncio
import copy
import hmac
import json
import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from random import Random
from typing import Any
from urllib.parse import urlencode

import httpx
from starlette.applications import Starlette

from bot.chat.router import Router
from bot.features import FEATURES
from handlers.running import compose
from handlers.settings import from_environment
from storage.database import Database
from tests.handlers import payloads
from tests.handlers.stand_in import StandIn
from tests.storage.planting import plant
from tests.teams.connector import Connector
from tests.teams.keys import CLIENT_ID
from tests.teams.person import Person
from tests.teams.town import CHANNEL, Town, open_town

Json = dict[str, Any]
SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
TOO_LONG_SECONDS = 10
TEAM = "T1"
USER = "T1"
"""As `plant` calls the account of its Anna."""

ROUTER = Router(FEATURES)
# Not `people.download`: it fails on every message that was sent, whatever the request (fault A1).
ACTIONS = (
    *sorted(ROUTER.actions.keys() - {"people.download"}),
    "share",
    "home",
    "help",
    "command",
    "teams.search",
    "teams.cancel",
)
IDS = (
    "id",
    "project",
    "moment",
    "lesson",
    "session",
    "colleague",
    "letter",
    "round",
    "group",
    "channel",
    "draft",
    "post",
)
WORDS = (
    "Singel",
    "P01",
    "",
    "2026-12-09",
    "ja",
    "1",
    "BU0101",
    "geheim",
    "🙂" * 50,
    "a\x00b",
    "\u202e",
    "9" * 40,
    "-1",
)
ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 1.5, 10**30, "", " ", "\x00", "a\x00b", "x" * 5_000, "..", "../../x", "'; DROP TABLE x;",
    "🙂" * 100, "\u202e\u2066", "<@U1>", "<https://x|y>", "https://[", "D1", "C1", "home", "channel", "{", "[]",
    [], {}, [None], [[[[]]]], {"id": None}, {"id": {"id": []}}, {"type": []}, ["x"] * 300, {"": ""}, {"a": {"b": {}}},
)  # fmt: skip


def deep(levels: int) -> Any:
    value: Any = "x"
    for _ in range(levels):
        value = [value] if levels % 2 else {"text": value}
    return value


# Requests as they are


def slack_payload(random: Random) -> tuple[str, Json]:
    """Over which of Slack's three kinds of body, and what."""
    action, args = random.choice(ACTIONS), arguments(random)
    button = payloads.action(action, args, random.choice(("b3", "row3.b1", "row3")))
    blocks = [{"type": "section", "block_id": "row3.b1", "text": {"type": "plain_text", "text": "a"}}]
    memory = {"form": f"N-{random.random()}", "args": args, "place": ["channel", "C1"], "turn": 0}
    view = {
        "type": "modal",
        "callback_id": action,
        "blocks": [{"type": "input", "block_id": f"{key}#0"} for key in fields(random)],
        "private_metadata": json.dumps(memory),
    }
    command = random.choice(ROUTER.commands)
    words = f"{command.verb} {random.choice(WORDS)}"
    made: Sequence[Callable[[], tuple[str, Json]]] = (
        lambda: ("form", payloads.command(words, command=f"/{command.root}", channel=random.choice(("C1", "D1")))),
        lambda: ("payload", payloads.click(button, blocks=random.choice((None, blocks)))),
        lambda: ("payload", payloads.home_click(button)),
        lambda: ("payload", payloads.modal_click(button, view, filled(random))),
        lambda: ("payload", payloads.submission(view, filled(random))),
        lambda: (
            "payload",
            payloads.search(view, f"areas#{random.choice(sorted(ROUTER.sources))}", random.choice(WORDS)),
        ),
        lambda: ("payload", payloads.shortcut(random.choice(("project.new", action)))),
        lambda: ("payload", payloads.message_shortcut("lesson.from_message", random.choice(WORDS))),
        lambda: ("json", payloads.event("app_home_opened", str(random.random()), tab="home", channel="D1")),
        lambda: ("json", payloads.event("message", str(random.random()), channel="D1", channel_type="im", text=words)),
        lambda: ("json", payloads.event("app_mention", str(random.random()), channel="C1", text=f"<@U0BOT> {words}")),
        lambda: ("json", {"type": "url_verification", "challenge": "x"}),
    )
    kind, payload = random.choice(made)()
    return kind, json.loads(json.dumps(payload).replace('"U1"', f'"{USER}"'))


def arguments(random: Random) -> Json:
    args = {key: str(random.choice((0, 1, 2, 3, 7, 2**31, -1))) for key in random.sample(IDS, 3)}
    return args | {"action": random.choice(ACTIONS), "part": "basics", "role": "project_lead", "area": "BU0101"}


def fields(random: Random) -> list[str]:
    return random.sample(
        ("name", "title", "starts_on", "areas", "project_lead", "status", "colleague", "sure", "words"), 4
    )


def filled(random: Random) -> Json:
    elements: Sequence[Json] = (
        {"type": "plain_text_input", "value": random.choice(WORDS)},
        {"type": "datepicker", "selected_date": random.choice(("2026-12-09", "2026-13-40", None))},
        {"type": "timepicker", "selected_time": random.choice(("19:30", "25:00", None))},
        {"type": "static_select", "selected_option": {"value": random.choice(WORDS)}},
        {"type": "checkboxes", "selected_options": [{"value": random.choice(WORDS)}]},
        {"type": "users_select", "selected_user": random.choice((USER, "U9", "UGUEST"))},
        {"type": "conversations_select", "selected_conversation": "C2"},
        {
            "type": "file_input",
            "files": [{"id": "F1", "name": "x.csv", "size": 3, "url_private": "https://elders.example/x"}],
        },
        {"type": "number_input", "value": random.choice(("1", "1e400", "-3", "x"))},
    )
    return {f"{key}#0": {key: random.choice(elements)} for key in fields(random)}


def teams_activity(town: Town, person: Person, form: Json, random: Random) -> Json:
    """form: what a client sends of the form that is on the screen."""
    command = random.choice(ROUTER.commands)
    words = f"{command.root} {command.verb} {random.choice(WORDS)}"
    action, args = random.choice(ACTIONS), arguments(random)
    data = {"args": args, "row": random.choice((-1, 0, 3)), "form": random.choice((True, False)), "place": CHANNEL}
    data |= {f"f.{key}": random.choice(WORDS) for key in fields(random)}
    if random.random() < 0.3:
        data |= form
    if random.random() < 0.3:
        data["aside"] = random.choice((True, CHANNEL))
    click = {"action": {"type": "Action.Execute", "verb": action, "data": data}}
    consent = {"action": "accept", "context": {"key": "x", "message": "y"}, "uploadInfo": {"uploadUrl": "https://["}}
    writer = {"user": {"userIdentityType": "aadUser", "id": person.user}}
    message = {"id": "1611060744833", "body": {"content": f"<p>{random.choice(WORDS)}</p>"}, "from": writer}
    chosen = {"commandId": "lesson.from_message", "messagePayload": message}
    made: Sequence[Json] = (
        {"type": "message", "text": words},
        {
            "type": "message",
            "text": f"<at>Samenspel</at> {words}",
            "entities": [{"type": "mention", "mentioned": {"id": town.bot}}],
        },
        {"type": "invoke", "name": "adaptiveCard/action", "replyToId": "1700001", "value": click},
        {"type": "invoke", "name": "fileConsent/invoke", "replyToId": "1700001", "value": consent},
        {"type": "installationUpdate", "action": random.choice(("add", "add", "remove", "add-upgrade"))},
        {"type": "message", "text": words, "recipient": {"id": town.bot, "isTargeted": True}},
        {"type": "invoke", "name": "composeExtension/fetchTask", "value": chosen},
        {
            "type": "message",
            "text": "project import",
            "attachments": [{"contentType": "x", "content": {}, "name": "x.csv"}],
        },
    )
    return town.activity(person, random.choice(made), random.choice(("", "", CHANNEL)))


# Changed at random


def mutated(value: Any, random: Random) -> Any:
    """A copy with one to four changes, somewhere in it."""
    changed = copy.deepcopy(value)
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        _change(changed, random)
    return changed


def _change(tree: Any, random: Random) -> None:
    holders = [each for each in _holders(tree) if each]
    if not holders:
        return
    holder = random.choice(holders)
    key = random.choice(list(holder)) if isinstance(holder, dict) else random.randrange(len(holder))
    match random.randrange(7):
        case 0:
            del holder[key]
        case 1 if isinstance(holder, dict):
            holder[str(random.choice(ODD))] = holder.pop(key)
        case 2:
            holder[key] = [holder[key]]
        case 3:
            other = random.choice(holders)
            holder[key] = copy.deepcopy(random.choice(list(other.values() if isinstance(other, dict) else other)))
        case 4 if isinstance(holder[key], str):
            text = holder[key]
            at = random.randrange(len(text) + 1)
            holder[key] = text[:at] + str(random.choice(ODD)) + text[at:]
        case 5 if random.random() < 0.1:
            holder[key] = deep(random.choice((5, 50, 200)))
        case _:
            holder[key] = copy.deepcopy(random.choice(ODD))


def _holders(tree: Any) -> Iterator[Any]:
    if isinstance(tree, dict | list):
        yield tree
        for inner in tree.values() if isinstance(tree, dict) else tree:
            yield from _holders(inner)


def torn(body: bytes, random: Random) -> bytes:
    """One in twenty is broken as bytes too."""
    if random.random() > 0.05 or not body:
        return body
    at = random.randrange(len(body))
    return random.choice((body[:at], body[:at] + b"\xff" + body[at:], body * 2, b"\x00" + body, body[at:]))


def slack_request(random: Random) -> tuple[bytes, dict[str, str]]:
    kind, payload = slack_payload(random)
    payload = mutated(payload, random)
    match kind:
        case "json":
            body, content_type = json.dumps(payload), "application/json"
        case "payload":
            body, content_type = urlencode({"payload": json.dumps(payload)}), "application/x-www-form-urlencoded"
        case _:
            flat = {str(key): _text(value) for key, value in payload.items()}
            body, content_type = urlencode(flat), "application/x-www-form-urlencoded"
    content = torn(body.encode(), random)
    at = str(int(time.time()))
    signature = "v0=" + hmac.new(SECRET.encode(), f"v0:{at}:".encode() + content, sha256).hexdigest()
    if random.random() < 0.02:
        content_type = random.choice(("application/json", "text/plain", "", "application/json; charset=utf-16"))
    return content, {"content-type": content_type, "x-slack-request-timestamp": at, "x-slack-signature": signature}


def _text(value: Any) -> str:
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else json.dumps(value)


def teams_request(town: Town, person: Person, form: Json, token: str, random: Random) -> tuple[bytes, dict[str, str]]:
    activity = teams_activity(town, person, form, random)
    content = torn(json.dumps(mutated(activity, random)).encode(), random)
    return content, {"content-type": "application/json", "authorization": f"Bearer {token}"}


# Sent


@dataclass
class Verdict:
    """broken: what nobody should get: a 5xx, a trace in the log, no answer. With the number to send it again by."""

    statuses: Counter[int] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    slowest: tuple[float, int] = 0.0, 0
    """Seconds, and which one it was."""


class _Traces(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info or record.levelno >= logging.ERROR:
            error = record.exc_info[1] if record.exc_info else None
            self.found.append(f"{record.name}: {record.getMessage()[:200]} {error!r:.300}")


@contextmanager
def _traces() -> Iterator[_Traces]:
    traces = _Traces()
    logging.getLogger().addHandler(traces)
    try:
        yield traces
    finally:
        logging.getLogger().removeHandler(traces)


def send(app: Starlette, path: str, seeds: range, made: Callable[[Random], tuple[bytes, dict[str, str]]]) -> Verdict:
    """Each of the seeds, one after the other."""
    verdict = Verdict()

    async def run(traces: _Traces) -> None:
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
            for seed in seeds:
                content, headers = made(Random(seed))
                began = time.monotonic()
                asked = client.post(path, content=content, headers=headers)
                try:
                    status = (await asyncio.wait_for(asked, TOO_LONG_SECONDS)).status_code
                except TimeoutError:
                    status = 0
                verdict.slowest = max(verdict.slowest, (time.monotonic() - began, seed))
                verdict.statuses[status] += 1
                if status >= 500 or status == 0 or traces.found:
                    verdict.broken.append(f"seed {seed}: {status} {traces.found[:2]}")
                    traces.found.clear()

    with _traces() as traces:
        asyncio.run(run(traces))
    return verdict


def to_slack(database: Database, slack: StandIn, seeds: range) -> Verdict:
    """The bot as it is composed to run, for a municipality with a row in every table."""
    plant(database, TEAM)
    slack.remembers = False
    settings = from_environment(
        {
            "SLACK_BOT_TOKEN": "xoxb-geheim",
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_API_URL": slack.api_url,
            "DATABASE_URL": database.engine.url.render_as_string(hide_password=False),
        }
    )
    return send(compose(settings, database), "/slack/events", seeds, slack_request)


def to_teams(database: Database, connector: Connector, seeds: range) -> Verdict:
    with open_town(database, connector) as town:
        anna = town.person("Anna de Vries")
        anna.types("project nieuw")
        form = anna.standing(anna.last)
        connector.remembers = False
        token = town.keys.token(connector.url, exp=int(time.time()) + 24 * 3600)
        return send(town.app, "/api/messages", seeds, lambda random: teams_request(town, anna, form, token, random))


__all__ = ["CLIENT_ID", "Verdict", "to_slack", "to_teams"]
