"""What a workspace holds: channels, messages, views, files, and addresses for later answers."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from playground.slack.clock import LOCAL
from playground.slack.wire import BOT_USER, Json

RESPONSE_URL_USES = 5


class Kind(StrEnum):
    PUBLIC = "public"
    PRIVATE = "private"
    DIRECT = "direct"
    GROUP = "group"


@dataclass(eq=False)
class Message:
    """`arrived` counts all messages of the workspace: the page's order, also when the clock is turned back."""

    ts: str
    channel: str
    author: str
    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    arrived: int = 0
    thread_ts: str | None = None
    only_for: str | None = None
    metadata: Json | None = None
    files: list[str] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    edited_ts: str | None = None
    origin: str = ""

    @property
    def at(self) -> datetime:
        return datetime.fromtimestamp(float(self.ts), LOCAL)

    @property
    def by_app(self) -> bool:
        return self.author == BOT_USER

    @property
    def in_thread(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts

    def seen_by(self, person: str) -> bool:
        return self.only_for in (None, person)


@dataclass(eq=False)
class Channel:
    id: str
    name: str
    kind: Kind
    members: list[str]
    topic: str = ""
    shared: bool = False
    archived: bool = False
    messages: list[Message] = field(default_factory=list)
    by_ts: dict[str, Message] = field(default_factory=dict)
    threads: dict[str, list[Message]] = field(default_factory=dict)
    read: dict[str, int] = field(default_factory=dict)

    @property
    def between_people(self) -> bool:
        return self.kind in (Kind.DIRECT, Kind.GROUP)

    def visible(self, person: str) -> list[Message]:
        return [message for message in self.messages if message.seen_by(person)]

    def unread(self, person: str) -> int:
        last = self.read.get(person, 0)
        return sum(m.arrived > last and m.author != person for m in self.visible(person))


@dataclass(eq=False)
class View:
    """A modal or a home page. `typed` is what the page last told us was filled in, by block and action."""

    id: str
    person: str
    content: Json
    tab: str = ""
    origin: str = ""
    channel: str = ""
    hash: str = ""
    root: str = ""
    previous: str | None = None
    typed: Json = field(default_factory=dict)
    offered: dict[tuple[str, str], dict[str, Json]] = field(default_factory=dict)


@dataclass
class Trigger:
    person: str
    tab: str
    origin: str
    expires: float
    channel: str = ""
    used: bool = False


@dataclass
class ResponseUrl:
    """Where the bot may answer later. `message` is the one whose button was clicked."""

    person: str
    channel: str
    origin: str
    expires: float
    message: Message | None = None
    uses: int = RESPONSE_URL_USES


@dataclass(eq=False)
class StoredFile:
    id: str
    name: str
    kind: str
    owner: str
    at: datetime
    content: bytes = b""
    title: str = ""
    alt: str = ""
    complete: bool = True
    channels: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Refusal:
    """Something that Slack would have refused, as Slack would have said it."""

    number: int
    at: datetime
    what: str
    error: str
    messages: tuple[str, ...] = ()
    person: str | None = None
    loud: bool = True
