"""What Slack sends, as types: only the fields that we read, and what is not so is refused at the door.

Bolt sees what was read here and nothing else, because it trusts the shape of what it is given. A new event is a struct
in `Event`, and a listener in `handlers/slack/app.py`.
"""

from typing import Annotated, Any
from urllib.parse import parse_qsl

import msgspec

Json = dict[str, Any]

# As long as storage keeps them, and without what a database refuses.
_NO_CONTROLS = r"^[^\x00-\x1f\x7f]*\Z"
Id = Annotated[str, msgspec.Meta(max_length=100, pattern=_NO_CONTROLS)]
Needed = Annotated[str, msgspec.Meta(min_length=1, max_length=100, pattern=_NO_CONTROLS)]
Name = Annotated[str, msgspec.Meta(max_length=255, pattern=_NO_CONTROLS)]
Way = Annotated[str, msgspec.Meta(max_length=3000, pattern=_NO_CONTROLS)]
"""To answer by: an address, or what opens a form."""
Arguments = dict[Name, Annotated[str, msgspec.Meta(max_length=3000, pattern=r"^[^\x00]*\Z")]]
"""What a button of ours carries."""

_DEEPEST = 30


class Misshapen(ValueError):
    """Nothing that Slack sends."""


class _Part(msgspec.Struct, frozen=True, omit_defaults=True):
    """Bolt tells what came in by which fields are there: what was left open stays away."""


class SlackParty(_Part, frozen=True):
    """Somebody, a workspace, an organisation or a channel."""

    id: Needed
    team_id: Id | None = None
    enterprise_id: Id | None = None


class ChosenOption(_Part, frozen=True):
    value: Name


class Uploaded(_Part, frozen=True):
    """In channels that are shared with another organisation Slack says no more of a file than its id."""

    id: Needed
    name: str | None = None
    size: int | None = None
    url_private: Way | None = None
    url_private_download: Way | None = None


class Element(_Part, frozen=True):
    """A field of a form, filled in."""

    type: str = ""
    value: str | None = None
    selected_date: Id | None = None
    selected_time: Id | None = None
    selected_user: Id | None = None
    selected_conversation: Id | None = None
    selected_option: ChosenOption | None = None
    selected_options: list[ChosenOption] | None = None
    files: list[Uploaded] | None = None


class State(_Part, frozen=True):
    values: dict[Name, dict[Name, Element]] = {}


class DrawnElement(_Part, frozen=True):
    """A field of a form, as we drew it."""

    initial_conversation: Id | None = None


class Block(_Part, frozen=True):
    type: str = ""
    block_id: Name = ""
    element: DrawnElement | None = None


class View(_Part, frozen=True):
    """The form, or the page of their own, that holds what was clicked."""

    id: Needed
    type: Needed
    callback_id: Name = ""
    private_metadata: str = ""
    state: State | None = None
    blocks: list[Block] = []
    team_id: Id | None = None
    app_installed_team_id: Id | None = None


class SentView(View, frozen=True, kw_only=True):
    callback_id: Annotated[str, msgspec.Meta(min_length=1, max_length=255, pattern=_NO_CONTROLS)]


class Action(_Part, frozen=True):
    action_id: Name
    block_id: Name = ""
    value: str | None = None


class Container(_Part, frozen=True):
    channel_id: Id | None = None
    message_ts: Id | None = None
    is_ephemeral: bool | None = None


class Message(_Part, frozen=True):
    ts: Id = ""
    user: Id | None = None
    bot_id: Id | None = None
    text: str | None = None
    blocks: list[Json] = []


class _ByPerson(_Part, tag_field="type", frozen=True, kw_only=True):
    user: SlackParty
    team: SlackParty | None = None
    enterprise: SlackParty | None = None


class Click(_ByPerson, tag="block_actions", frozen=True, kw_only=True):
    actions: Annotated[list[Action], msgspec.Meta(min_length=1)]
    trigger_id: Way = ""
    response_url: Way = ""
    container: Container = Container()
    channel: SlackParty | None = None
    message: Message | None = None
    view: View | None = None


class Submission(_ByPerson, tag="view_submission", frozen=True, kw_only=True):
    view: SentView
    trigger_id: Way = ""


class Search(_ByPerson, tag="block_suggestion", frozen=True, kw_only=True):
    action_id: Name
    value: str = ""
    view: View


class Shortcut(_ByPerson, tag="shortcut", frozen=True, kw_only=True):
    callback_id: Name
    trigger_id: Way


class MessageShortcut(_ByPerson, tag="message_action", frozen=True, kw_only=True):
    callback_id: Name
    trigger_id: Way
    channel: SlackParty
    message: Message
    response_url: Way = ""


class SlashCommand(_Part, frozen=True):
    command: Name
    channel_id: Needed
    user_id: Needed
    team_id: Id = ""
    enterprise_id: Id = ""
    text: str = ""
    trigger_id: Way = ""
    response_url: Way = ""


class HomeOpened(_Part, tag_field="type", tag="app_home_opened", frozen=True):
    user: Needed
    tab: str | None = None


class Said(_Part, tag_field="type", tag="message", frozen=True):
    """user: nobody where something else than a person did something. thread_ts: of the message that it is under."""

    channel: Needed
    user: Id | None = None
    text: str | None = None
    channel_type: str | None = None
    bot_id: Id | None = None
    subtype: str | None = None
    thread_ts: Id | None = None

    @property
    def is_own_chat(self) -> bool:
        return self.channel_type == "im"


class Mentioned(Said, tag="app_mention", frozen=True):
    """In a channel, or in a thread of one."""


class Details(_Part, frozen=True):
    real_name: str | None = None
    email: str | None = None


class OfEnterprise(_Part, frozen=True):
    enterprise_id: Id | None = None
    teams: list[Id] = []


class Member(_Part, frozen=True):
    """Somebody as Slack tells of them, in users.info too."""

    id: Needed
    team_id: Id | None = None
    name: str | None = None
    real_name: str | None = None
    profile: Details = Details()
    locale: Id | None = None
    enterprise_user: OfEnterprise | None = None
    is_admin: bool | None = None
    is_owner: bool | None = None
    is_restricted: bool | None = None
    is_ultra_restricted: bool | None = None
    is_stranger: bool | None = None
    is_bot: bool | None = None
    deleted: bool | None = None


class UserChanged(_Part, tag_field="type", tag="user_change", frozen=True):
    user: Member


class Joined(_Part, tag_field="type", tag="team_join", frozen=True):
    user: Member


Event = HomeOpened | Said | Mentioned | UserChanged | Joined
"""What we listen to."""


class Authorization(_Part, frozen=True):
    team_id: Id | None = None
    enterprise_id: Id | None = None
    user_id: Id | None = None


class EventCallback(_Part, tag_field="type", tag="event_callback", frozen=True):
    event_id: Needed
    event: Event
    team_id: Id | None = None
    enterprise_id: Id | None = None
    authorizations: list[Authorization] | None = None


class Challenge(_Part, tag_field="type", tag="url_verification", frozen=True):
    """Slack looks whether the address is ours."""

    challenge: Name


class Other(_Part, frozen=True):
    """What we do not listen to; Bolt says so. ssl_check: Slack looks whether the certificate is good."""

    type: Name = ""
    ssl_check: Name = ""


_Tagged = Click | Submission | Search | Shortcut | MessageShortcut | EventCallback | Challenge
Payload = _Tagged | SlashCommand | Other
_KINDS = frozenset(
    str(each.__struct_config__.tag)
    for each in (Click, Submission, Search, Shortcut, MessageShortcut, EventCallback, Challenge)
)
_EVENTS = frozenset(str(each.__struct_config__.tag) for each in (HomeOpened, Said, Mentioned, UserChanged, Joined))


def unpacked(body: str, content_type: str) -> object:
    """A request over HTTP: JSON, or a form that may have JSON in its field `payload`. Raises Misshapen."""
    if content_type.partition(";")[0].strip().casefold() == "application/json":
        return _json(body)
    try:
        fields = dict(parse_qsl(body, keep_blank_values=True, max_num_fields=100))
    except ValueError as strange:
        raise Misshapen from strange
    return _json(fields["payload"]) if "payload" in fields else fields


def _json(words: str) -> object:
    try:
        return msgspec.json.decode(words)
    except (msgspec.MsgspecError, RecursionError, UnicodeError) as strange:
        raise Misshapen from strange


def read(body: object) -> Payload:
    """Raises Misshapen."""
    if not isinstance(body, dict):
        raise Misshapen
    kind = body.get("type")
    try:
        if isinstance(kind, str) and kind in _KINDS:
            if kind == "event_callback" and not _is_listened_to(body.get("event")):
                return Other()
            found: _Tagged = msgspec.convert(body, _Tagged)
            if isinstance(found, Click) and found.message and _depth(found.message.blocks) > _DEEPEST:
                raise Misshapen
            return found
        return msgspec.convert(body, SlashCommand) if "command" in body else msgspec.convert(body, Other)
    except (msgspec.ValidationError, RecursionError) as strange:
        raise Misshapen from strange


def _is_listened_to(event: object) -> bool:
    """Of what others hear Slack may add what it likes; something without a kind is for nobody."""
    if not isinstance(event, dict) or not isinstance(kind := event.get("type"), str):
        raise Misshapen
    return kind in _EVENTS


def _depth(value: object) -> int:
    """How deep lists and objects go, at most one more than may be."""
    layer, deep = [value], 0
    while layer and deep <= _DEEPEST:
        layer = [
            inner
            for each in layer
            if isinstance(each, dict | list)
            for inner in (each.values() if isinstance(each, dict) else each)
        ]
        deep += 1
    return deep
