"""Slack's payloads become visits: a knock for the core, and the ways back to the person who made it."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import msgspec

from bot.chat.exchange import Account, Knock, Place
from handlers.slack.blocks import action_name
from handlers.slack.filled import answers_in
from handlers.slack.forms import PLATFORM, source_of
from handlers.slack.memory import Memory, place_of, remembered
from handlers.slack.words import Json, unescape

_ADDRESSED = re.compile(r"^\s*<@\w+(\|[^>]*)?>")
_LINKED = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")


@dataclass(frozen=True, slots=True)
class Clicked:
    """The message that holds the clicked button. blocks: empty where Slack does not send them (private messages)."""

    block_id: str
    channel: str = ""
    ts: str = ""
    blocks: tuple[Json, ...] = ()


@dataclass(frozen=True, slots=True)
class OpenForm:
    """The modal that was sent in, or that holds the clicked button."""

    view_id: str
    memory: Memory
    first_field: str = ""
    sent: bool = False


@dataclass(frozen=True, slots=True)
class Visit:
    """trigger: opens one form within 3 seconds. response_url: for 5 messages in 30 minutes, in the place itself."""

    knock: Knock
    trigger: str = ""
    response_url: str = ""
    clicked: Clicked | None = None
    form: OpenForm | None = None
    speaks_in_ack: bool = False
    started: float = 0.0
    """By the machine's steady clock, for the 3 seconds."""

    @property
    def user(self) -> str:
        return self.knock.account.user


@dataclass(frozen=True, slots=True)
class Arrival:
    """What every knock needs and no payload says. team, user: as Bolt found them, also in shared channels."""

    id: str
    at: dt.datetime
    team: str
    user: str
    started: float = 0.0

    def knock(self, place: Place, action: str, args: Mapping[str, str] | None = None) -> Knock:
        return Knock(self.id, self.at, Account(PLATFORM, self.team, self.user), place, action, args or {})


def command(body: Json, arrival: Arrival) -> Visit:
    """`/project nieuw Singel`"""
    words = {"command": body["command"].removeprefix("/"), "text": unescape(body.get("text", ""))}
    knock = arrival.knock(_place(body["channel_id"]), "command", words)
    ways = body.get("trigger_id", ""), body.get("response_url", "")
    return Visit(knock, *ways, speaks_in_ack=True, started=arrival.started)


def click(body: Json, arrival: Arrival) -> Visit:
    """A button in a message, in a form, or on somebody's own page."""
    action = body["actions"][0]
    knock = arrival.knock(Place(), action_name(action["action_id"]), _args(action))
    visit = Visit(knock, body.get("trigger_id", ""), body.get("response_url", ""))
    view = body.get("view")
    if view is None:
        return _in_message(visit, body, action["block_id"])
    if view["type"] == "home":
        return replace(visit, knock=replace(knock, place=Place("home")))
    return _in_form(visit, view)


def _args(action: Json) -> dict[str, str]:
    try:
        return msgspec.json.decode(action.get("value") or "{}", type=dict[str, str])
    except msgspec.MsgspecError:
        # A button of another time: without what it was about, the core says that it no longer works.
        return {}


def _in_message(visit: Visit, body: Json, block_id: str) -> Visit:
    container = body.get("container", {})
    channel = container.get("channel_id") or body.get("channel", {}).get("id", "")
    clicked = Clicked(block_id)
    if not container.get("is_ephemeral"):
        ts = container.get("message_ts") or body.get("message", {}).get("ts", "")
        clicked = Clicked(block_id, channel, ts, tuple(body.get("message", {}).get("blocks", ())))
    return replace(visit, knock=replace(visit.knock, place=_place(channel)), clicked=clicked)


def _in_form(visit: Visit, view: Json) -> Visit:
    memory = remembered(view["private_metadata"])
    knock = replace(
        visit.knock,
        place=place_of(memory),
        answers=answers_in(view.get("state", {}).get("values", {}), visit.knock.account.tenant),
    )
    fields = (block["block_id"] for block in view.get("blocks", ()) if block.get("type") == "input")
    return replace(visit, knock=knock, form=OpenForm(view["id"], memory, next(fields, "")))


def submission(body: Json, arrival: Arrival) -> Visit:
    """A form that was sent in."""
    view = body["view"]
    visit = _in_form(Visit(arrival.knock(Place(), view["callback_id"]), body.get("trigger_id", "")), view)
    assert visit.form is not None
    memory = visit.form.memory
    knock = replace(visit.knock, args=memory.args, form=memory.form)
    return replace(visit, knock=knock, form=replace(visit.form, sent=True))


def shortcut(body: Json, arrival: Arrival) -> Visit:
    """From the lightning menu (no place), or from a message, whose words then travel along."""
    message = body.get("message")
    if message is None:
        return Visit(arrival.knock(Place(), body["callback_id"]), body["trigger_id"])
    args = {"message": str(message.get("ts", "")), "text": as_typed(message.get("text", ""))}
    knock = arrival.knock(_place(body["channel"]["id"]), body["callback_id"], args)
    # Who wrote it is somebody who was picked: it may be a guest, or somebody whom we have not met.
    author = "" if message.get("bot_id") else message.get("user", "")
    if author:
        knock = replace(knock, answers={"author": Account(PLATFORM, arrival.team, author)})
    return Visit(knock, body["trigger_id"], body.get("response_url", ""))


def home_opened(body: Json, arrival: Arrival) -> Visit | None:
    if body["event"].get("tab") != "home":
        return None
    return Visit(arrival.knock(Place("home"), "home"))


def words(body: Json, arrival: Arrival) -> Visit | None:
    """A message to the bot, or one that mentions it. None for what no person typed just now."""
    event = body["event"]
    if event.get("bot_id") or event.get("subtype") or not event.get("user"):
        return None
    if event["type"] == "message" and event.get("channel_type") != "im":
        return None
    text = as_typed(_ADDRESSED.sub("", event.get("text", "")))
    place = Place("direct" if event.get("channel_type") == "im" else "channel", event["channel"])
    return Visit(arrival.knock(place, "command", {"command": "", "text": text}))


def search(body: Json, arrival: Arrival) -> tuple[Knock, str, str]:
    """The knock, the source to look in, and what was typed."""
    view = body.get("view") or {}
    memory = remembered(view["private_metadata"])
    knock = arrival.knock(place_of(memory), view.get("callback_id", ""), memory.args)
    return knock, source_of(body["action_id"]), unescape(body.get("value", ""))


def as_typed(text: str) -> str:
    """Message text without Slack's notation: `<https://x.nl|x.nl>` becomes "x.nl", `&lt;` becomes "<"."""
    return unescape(_LINKED.sub(lambda found: found[2] or found[1], text)).strip()


def _place(channel: str) -> Place:
    """A D is a chat between two people: of somebody and us, or of two colleagues."""
    if not channel:
        return Place()
    return Place("direct" if channel.startswith("D") else "channel", channel)
