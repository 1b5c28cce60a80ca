"""Slack's payloads become visits: a knock for the core, and the ways back to the person who made it."""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

import msgspec

from bot.chat.requests import Account, Knock, Place, readable
from handlers.slack import payloads
from handlers.slack.blocks import action_name
from handlers.slack.filled import answers_in
from handlers.slack.forms import PLATFORM, source_of
from handlers.slack.memory import SlackMemory, place_of, remembered
from handlers.slack.patience import Hourglass
from handlers.slack.words import Json, unescape

_ADDRESSED = re.compile(r"^\s*<@\w+(\|[^>]*)?>")
# docs.slack.dev/reference/events/message: with a file, also sent to the channel, and /me. All others tell of a change.
FILE_SENT = "file_share"
_TYPED = frozenset({None, FILE_SENT, "thread_broadcast", "me_message"})
_LINKED = re.compile(r"<([^<>|]+)(?:\|([^<>]*))?>")


@dataclass(frozen=True, slots=True)
class SlackClick:
    """The message that holds the clicked button. blocks: empty where Slack does not send them (private messages)."""

    block_id: str
    channel: str = ""
    ts: str = ""
    blocks: tuple[Json, ...] = ()


@dataclass(frozen=True, slots=True)
class SlackOpenForm:
    """The modal that was sent in, or that holds the clicked button. picked: a field, and the channel chosen in it."""

    view_id: str
    memory: SlackMemory
    first_field: str = ""
    sent: bool = False
    picked: tuple[tuple[str, str], ...] = ()

    @property
    def is_filled_in(self) -> bool:
        """By whoever has it open; otherwise it only shows something."""
        return bool(self.memory.form)


@dataclass(frozen=True, slots=True)
class SlackRequest:
    """trigger: opens one form within 3 seconds. response_url: for 5 messages in 30 minutes, in the place itself.

    thread: in which words were typed: the answer stands there too.
    """

    knock: Knock
    trigger: str = ""
    response_url: str = ""
    clicked: SlackClick | None = None
    form: SlackOpenForm | None = None
    speaks_in_ack: bool = False
    thread: str = ""
    hourglass: Hourglass = field(default_factory=Hourglass)

    @property
    def is_late(self) -> bool:
        """Slack has heard already that it may take longer."""
        return self.hourglass.has_run_out

    @property
    def user(self) -> str:
        return self.knock.account.user


@dataclass(frozen=True, slots=True)
class SlackArrival:
    """What every knock needs and no payload says. team, user: as Bolt found them, also in shared channels."""

    id: str
    at: dt.datetime
    team: str
    user: str

    def knock(self, place: Place, action: str, args: Mapping[str, str] | None = None) -> Knock:
        return Knock(self.id, self.at, Account(PLATFORM, self.team, self.user), place, action, args or {})


def command(said: payloads.SlashCommand, arrival: SlackArrival) -> SlackRequest:
    """`/project nieuw Singel`"""
    words = {"command": said.command.removeprefix("/"), "text": unescape(said.text)}
    knock = arrival.knock(_place(said.channel_id), "command", words)
    return SlackRequest(knock, said.trigger_id, said.response_url, speaks_in_ack=True)


def click(clicked: payloads.Click, arrival: SlackArrival) -> SlackRequest:
    """A button in a message, in a form, or on somebody's own page."""
    action = clicked.actions[0]
    knock = arrival.knock(Place(), action_name(action.action_id), _args(action))
    visit = SlackRequest(knock, clicked.trigger_id, clicked.response_url)
    if clicked.view is None:
        return _in_message(visit, clicked, action.block_id)
    if clicked.view.type == "home":
        return replace(visit, knock=replace(knock, place=Place("home")))
    return _in_form(visit, clicked.view)


def _args(action: payloads.Action) -> dict[str, str]:
    try:
        return msgspec.json.decode(action.value or "{}", type=payloads.Arguments)
    except (msgspec.MsgspecError, RecursionError):
        # A button of another time: without what it was about, the core says that it no longer works.
        return {}


def _in_message(visit: SlackRequest, click: payloads.Click, block_id: str) -> SlackRequest:
    container, message = click.container, click.message or payloads.Message()
    channel = container.channel_id or (click.channel.id if click.channel else "")
    clicked = SlackClick(block_id)
    if not container.is_ephemeral:
        clicked = SlackClick(block_id, channel, container.message_ts or message.ts, tuple(message.blocks))
    return replace(visit, knock=replace(visit.knock, place=_place(channel)), clicked=clicked)


def _in_form(visit: SlackRequest, view: payloads.View) -> SlackRequest:
    memory = remembered(view.private_metadata)
    state = view.state or payloads.State()
    answers = answers_in(state.values, visit.knock.account.tenant)
    knock = replace(visit.knock, place=place_of(memory), answers=answers)
    return replace(visit, knock=knock, form=SlackOpenForm(view.id, memory, first_field(view)))


def first_field(view: payloads.View) -> str:
    return next((block.block_id for block in view.blocks if block.type == "input"), "")


def submission(sent: payloads.Submission, arrival: SlackArrival) -> SlackRequest:
    """A form that was sent in."""
    visit = SlackRequest(arrival.knock(Place(), sent.view.callback_id), sent.trigger_id)
    visit = _in_form(visit, sent.view)
    assert visit.form is not None
    memory = visit.form.memory
    knock = replace(visit.knock, args=memory.args, form=memory.form)
    return replace(visit, knock=knock, form=replace(visit.form, sent=True, picked=tuple(_picked(sent.view))))


def _picked(view: payloads.View) -> Iterator[tuple[str, str]]:
    """Not what stood there already: whoever changes something else did not choose it."""
    before = {block.block_id: block.element.initial_conversation for block in view.blocks if block.element}
    for block_id, elements in (view.state or payloads.State()).values.items():
        for element in elements.values():
            if element.selected_conversation and element.selected_conversation != before.get(block_id):
                yield block_id, element.selected_conversation


def shortcut(chosen: payloads.Shortcut | payloads.MessageShortcut, arrival: SlackArrival) -> SlackRequest:
    """From the lightning menu (no place), or from a message, whose words then travel along."""
    if isinstance(chosen, payloads.Shortcut):
        return SlackRequest(arrival.knock(Place(), chosen.callback_id), chosen.trigger_id)
    message = chosen.message
    args = {"message": message.ts, "text": as_typed(message.text or "")}
    knock = arrival.knock(_place(chosen.channel.id), chosen.callback_id, args)
    # Who wrote it is somebody who was picked: it may be a guest, or somebody whom we have not met.
    if message.user and not message.bot_id:
        knock = replace(knock, answers={"author": Account(PLATFORM, arrival.team, message.user)})
    return SlackRequest(knock, chosen.trigger_id, chosen.response_url)


def home_opened(happened: payloads.EventCallback, arrival: SlackArrival) -> SlackRequest | None:
    opened = happened.event
    if not isinstance(opened, payloads.HomeOpened) or opened.tab != "home":
        return None
    return SlackRequest(arrival.knock(Place("home"), "home"))


def words(happened: payloads.EventCallback, arrival: SlackArrival) -> SlackRequest | None:
    """A message to the bot, or one that mentions it. None for what no person typed just now."""
    said = happened.event
    if not isinstance(said, payloads.Said) or said.bot_id or not said.user or said.subtype not in _TYPED:
        return None
    if not (said.is_own_chat or isinstance(said, payloads.Mentioned)):
        return None
    text = as_typed(_ADDRESSED.sub("", said.text or ""))
    if said.subtype == FILE_SENT and said.is_own_chat and not text:
        knock = arrival.knock(Place("direct", said.channel), "transfer.file_came")
        return SlackRequest(knock, thread=said.thread_ts or "")
    place = Place("direct" if said.is_own_chat else "channel", said.channel)
    knock = arrival.knock(place, "command", {"command": "", "text": text})
    return SlackRequest(knock, thread=said.thread_ts or "")


def search(typed: payloads.Search, arrival: SlackArrival) -> tuple[Knock, str, str]:
    """The knock, the source to look in, and what was typed."""
    memory = remembered(typed.view.private_metadata)
    knock = arrival.knock(place_of(memory), typed.view.callback_id, memory.args)
    return knock, source_of(typed.action_id), readable(unescape(typed.value))


def as_typed(text: str) -> str:
    """Message text without Slack's notation: `<https://x.nl|x.nl>` becomes "x.nl", `&lt;` becomes "<"."""
    return readable(unescape(_LINKED.sub(lambda found: found[2] or found[1], text)))


def _place(channel: str) -> Place:
    """A D is a chat between two people: of somebody and us, or of two colleagues."""
    if not channel:
        return Place()
    return Place("direct" if channel.startswith("D") else "channel", channel)
