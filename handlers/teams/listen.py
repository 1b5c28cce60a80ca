"""Teams' activities become visits: a knock for the core, and where to answer the person who made it."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import unescape
from typing import Annotated, Any

import msgspec

from bot.chat.requests import Account, Knock, Place, UploadedFile
from handlers.teams import limits
from handlers.teams.blocks import Ways
from handlers.teams.filled import answers_in
from handlers.teams.forms import CANCEL, GONE, MEMORY, PLATFORM, SEARCH
from handlers.teams.memory import Seal, TeamsMemory, remembered
from handlers.teams.references import Aside, Reference
from handlers.teams.words import Json, shorten

MESSAGE, INVOKE, INSTALLED, CHANGED = "message", "invoke", "installationUpdate", "conversationUpdate"
CLICK, FILE_CONSENT = "adaptiveCard/action", "fileConsent/invoke"
DOWNLOAD = "application/vnd.microsoft.teams.file.download.info"

_AT = re.compile(r"</?at\b[^<>]*>", re.IGNORECASE)
_THREAD = re.compile(r";messageid=(\d+)\Z")


# As long as storage keeps them. They become a part of an address, so no step up in it; and PostgreSQL takes no zeros.
_ID = r"^(?!\.\.?\Z)[^\x00]*\Z"
Id = Annotated[str, msgspec.Meta(max_length=400, pattern=_ID)]
UserId = Annotated[str, msgspec.Meta(max_length=100, pattern=_ID)]
SealedPlace = Annotated[str, msgspec.Meta(max_length=450)]
Argument = Annotated[str, msgspec.Meta(max_length=limits.BUTTON_DATA, pattern=r"^[^\x00]*\Z")]
WaysBack = Annotated[tuple[tuple[Id, dict[Id, Argument]], ...], msgspec.Meta(max_length=limits.WAYS_BACK)]
ConversationId = Annotated[str, msgspec.Meta(min_length=1, max_length=400, pattern=_ID)]


class TeamsParty(msgspec.Struct, frozen=True):
    id: Id = ""
    aadObjectId: UserId | None = None  # noqa: N815 - Teams' own name
    isTargeted: Any = None  # noqa: N815
    """Of the recipient: nobody else in the conversation sees this message."""


class Talk(msgspec.Struct, frozen=True, rename="camel"):
    id: ConversationId
    conversation_type: str | None = None
    tenant_id: UserId | None = None
    name: str | None = None


class Attached(msgspec.Struct, frozen=True, rename="camel"):
    content_type: str = ""
    content: Any = None
    name: str | None = None


class Activity(msgspec.Struct, frozen=True, rename="camel"):
    """What we read of what Teams sends; everything else may be anything."""

    type: str
    service_url: Id
    conversation: Talk
    channel_id: str = ""
    id: Id = ""
    recipient: TeamsParty = TeamsParty()
    sender: TeamsParty = msgspec.field(default=TeamsParty(), name="from")
    text: str | None = None
    name: str | None = None
    action: str | None = None
    value: Any = None
    reply_to_id: Id | None = None
    members_removed: list[TeamsParty] | None = None
    locale: str | None = None
    attachments: list[Attached] | None = None
    entities: list[dict[str, Any]] | None = None
    channel_data: dict[str, Any] | None = None

    @property
    def tenant(self) -> str:
        """Empty when the activity says two things about it."""
        told = (self.channel_data or {}).get("tenant")
        also = told.get("id") if isinstance(told, dict) else None
        ours = self.conversation.tenant_id or ""
        return ours if also in (None, ours) else ""

    @property
    def team(self) -> str:
        told = (self.channel_data or {}).get("team")
        return str(told.get("id", "")) if isinstance(told, dict) else ""

    @property
    def where(self) -> Reference:
        """Without the thread: a message to a channel begins one of its own."""
        return Reference(_THREAD.sub("", self.conversation.id), self.service_url.rstrip("/"), self.tenant)

    @property
    def is_own_chat(self) -> bool:
        """What does not say that it is one is taken to be read by others."""
        return self.conversation.conversation_type == "personal"

    @property
    def account(self) -> Account:
        return Account(PLATFORM, self.tenant, self.sender.aadObjectId or self.sender.id)

    @property
    def is_removal(self) -> bool:
        """We were taken out of a chat, a team or a group chat; not by an update, which says "remove-upgrade"."""
        return self.type == INSTALLED and self.action == "remove"

    @property
    def is_addition(self) -> bool:
        return self.type == INSTALLED and self.action == "add"

    @property
    def gone(self) -> list[Account]:
        """People whom Teams took out of a team or chat, or who removed us: they may have left altogether."""
        if self.type == INSTALLED:
            return [self.account] if self.is_removal and self.sender.id else []
        removed = {each.aadObjectId: None for each in self.members_removed or () if each.aadObjectId}
        return [Account(PLATFORM, self.tenant, each) for each in list(removed)[: limits.REMOVED]]

    @property
    def language(self) -> str:
        return (self.locale or "").partition("-")[0]


class TeamsClick(msgspec.Struct, frozen=True):
    """What an action of ours carries. Of another time nothing is read: the core then says that it no longer works.

    page: the button is on somebody's own page. field, turn: the search in a form, and which options it is to show.
    place: the channel in which it was asked, sealed. aside: the same, of a message that only its recipient sees, for
    them. back: the answer may take the card's place, and these lead back.
    """

    args: dict[Id, Argument] = {}
    row: int = -1
    place: SealedPlace = ""
    form: bool = False
    field: str = ""
    turn: int = 0
    page: bool = False
    aside: SealedPlace = ""
    back: WaysBack | None = None


class Offered(msgspec.Struct, frozen=True):
    """What comes back with the answer to Teams' question about a file: which file, of which message of ours."""

    key: Id = ""
    message: Id = ""


def read(body: object) -> Activity:
    """Raises msgspec.ValidationError."""
    return msgspec.convert(body, Activity)


@dataclass(frozen=True, slots=True)
class TeamsOpenForm:
    """The form that was sent in, or that holds the clicked button. inputs: everything that stands in it."""

    memory: TeamsMemory
    inputs: Json
    sent: bool


@dataclass(frozen=True, slots=True)
class TeamsRequest:
    """where: the conversation it came from. message: the id of the card that holds the clicked button, else "".

    member: how that conversation calls the person.
    """

    knock: Knock
    where: Reference
    own_chat: bool
    member: str = ""
    message: str = ""
    row: int = -1
    form: TeamsOpenForm | None = None
    files: tuple[UploadedFile, ...] = ()
    search: tuple[str, int] | None = None
    """In which field of the form to search, and which page of what was found."""
    aside: Aside | None = None
    """How to answer where they asked, so that nobody else sees it."""
    back: Ways | None = None
    """What only shows something takes the place of the card, in their own chat; from there these lead back."""

    @property
    def is_click(self) -> bool:
        return bool(self.message)

    @property
    def turns_the_page(self) -> bool:
        return self.is_click and self.back is not None and self.knock.place.kind != "home"


@dataclass(frozen=True, slots=True)
class Consent:
    """What a reader said when Teams asked where to put a file.

    message: with the question, as Teams calls it, and offer: as we do. info: where they want it; empty if nowhere.
    """

    reader: Account
    where: Reference
    message: str
    offer: str
    key: str
    info: Json


@dataclass(frozen=True, slots=True)
class TeamsArrival:
    """What every knock needs and no activity says."""

    id: str
    at: dt.datetime


def words(activity: Activity, arrival: TeamsArrival) -> TeamsRequest:
    """A message in somebody's own chat with us, or one that mentions us. For `samenspel` their own page is shown."""
    said = as_typed(activity)
    own_page = said.casefold().removeprefix("/") in ("", "samenspel")
    action, args = ("home", {}) if own_page else ("command", {"command": "", "text": said})
    knock = Knock(arrival.id, arrival.at, activity.account, _place(activity), action, args)
    aside = _aside(activity, activity.id) if activity.recipient.isTargeted is True else None
    ways = activity.where, activity.is_own_chat, activity.sender.id
    return TeamsRequest(knock, *ways, files=_files(activity), aside=aside)


def click(activity: Activity, arrival: TeamsArrival, seal: Seal) -> TeamsRequest:
    """A button in a message or in a form; a form that was sent in. Only in somebody's own chat there are forms."""
    value = activity.value if isinstance(activity.value, dict) else {}
    action = value.get("action")
    action = action if isinstance(action, dict) else {}
    data = action.get("data")
    data = data if isinstance(data, dict) else {}
    clicked = _clicked(data)
    memory = _memory(activity, data, seal)
    place = _place(activity)
    if clicked.page and activity.is_own_chat:
        place = Place("home")
    elif asked_in := seal.opened(clicked.place, activity.account.user) if activity.is_own_chat else "":
        place = Place("channel", asked_in)
    verb = str(action.get("verb") or "")
    if memory and not (verb in (SEARCH, CANCEL) or memory.asked.has(verb)):
        memory = None
    # Without what it remembers a form would be saved with nothing in it.
    verb = GONE if clicked.form and not (memory and verb == memory.asked.action) else verb
    knock = Knock(arrival.id, arrival.at, activity.account, place, verb, clicked.args)
    ways = activity.where, activity.is_own_chat, activity.sender.id
    said_aside = seal.opened(clicked.aside, activity.account.user) == activity.where.conversation
    aside = _aside(activity) if said_aside else None
    back = clicked.back if activity.is_own_chat else None
    visit = TeamsRequest(knock, *ways, activity.reply_to_id or "", clicked.row, aside=aside, back=back)
    if memory is None:
        return visit
    return _in_form(visit, TeamsOpenForm(memory, data, clicked.form), clicked)


def consent(activity: Activity) -> Consent:
    """What somebody said to Teams' question about a file."""
    value = activity.value if isinstance(activity.value, dict) else {}
    try:
        offered = msgspec.convert(value.get("context"), Offered)
    except msgspec.ValidationError:
        offered = Offered()
    info = value.get("uploadInfo") if value.get("action") == "accept" else None
    return Consent(
        activity.account,
        activity.where,
        activity.reply_to_id or "",
        offered.message,
        offered.key,
        info if isinstance(info, dict) else {},
    )


def _memory(activity: Activity, data: Mapping[str, Any], seal: Seal) -> TeamsMemory | None:
    memory = remembered(data.get(MEMORY), seal) if activity.is_own_chat else None
    return memory if memory and memory.whose == activity.account.user else None


def _clicked(data: Mapping[str, Any]) -> TeamsClick:
    try:
        return msgspec.convert(data, TeamsClick)
    except msgspec.ValidationError:
        return TeamsClick()


def _in_form(visit: TeamsRequest, form: TeamsOpenForm, clicked: TeamsClick) -> TeamsRequest:
    memory = form.memory
    knock = replace(
        visit.knock, place=memory.where, answers=answers_in(memory, form.inputs, visit.knock.account.tenant)
    )
    if form.sent:
        knock = replace(knock, args=memory.asked.args, form=memory.form)
    search = (clicked.field, clicked.turn) if clicked.field else None
    return replace(visit, knock=knock, form=form, search=search)


def _aside(activity: Activity, asked: str = "") -> Aside | None:
    return None if activity.is_own_chat else Aside(activity.conversation.id, asked)


def _place(activity: Activity) -> Place:
    return Place("direct" if activity.is_own_chat else "channel", activity.where.conversation)


def as_typed(activity: Activity) -> str:
    """Without the mention of us, and without the notation of HTML; of others only their name."""
    said = activity.text or ""
    for entity in activity.entities or ():
        mentioned = entity.get("mentioned")
        if isinstance(mentioned, dict) and mentioned.get("id") == activity.recipient.id:
            said = said.replace(str(entity.get("text") or ""), " ", 1)
    return unescape(_AT.sub("", said)).replace("\xa0", " ").strip()


def _files(activity: Activity) -> tuple[UploadedFile, ...]:
    """Only what was sent in somebody's own chat comes with an address."""
    found = []
    for attached in activity.attachments or ():
        address = attached.content.get("downloadUrl") if isinstance(attached.content, dict) else None
        if attached.content_type == DOWNLOAD and isinstance(address, str):
            name = shorten(attached.name or "bestand", limits.TITLE)
            found.append(UploadedFile(name, address))
    return tuple(found[: limits.FILES])
