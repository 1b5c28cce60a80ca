"""One request in, replies out."""

import datetime as dt
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from bot.chat.cards import Block, Card, Row, Text
from bot.chat.forms import Form, Option

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bot.chat.feature import Job
    from bot.chat.settings import Setting
    from bot.drawing import Drawing
    from storage.people.people import Colleague, Municipality


class Account(NamedTuple):
    """Who somebody is on a chat platform."""

    platform: str
    tenant: str
    user: str


@dataclass(frozen=True, slots=True)
class Profile:
    """What a chat platform knows of an account. `outsider`: a guest, or from another organisation."""

    name: str
    email: str = ""
    organisation: str = ""
    language: str = ""
    is_admin: bool = False
    outsider: bool = False
    has_left: bool = False
    is_bot: bool = False

    @property
    def is_colleague(self) -> bool:
        return not (self.outsider or self.has_left or self.is_bot)


PlaceKind = Literal["channel", "direct", "home", "nowhere"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was asked. kind: a channel others read along in, the 1:1 chat, the app's home, or nowhere."""

    kind: PlaceKind = "nowhere"
    id: str = ""


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """A file that somebody put in a form; `reference` is how the platform finds it again."""

    name: str
    reference: str
    size: int = 0


class Channel(NamedTuple):
    """A channel that the municipality chose for something, on one of its chat platforms."""

    platform: str
    tenant: str
    id: str


Answer = str | tuple[str, ...] | Account | Channel | tuple[UploadedFile, ...]


@dataclass(frozen=True, slots=True)
class Knock:
    """A request as it comes in from a platform, before we know who is asking.

    action: the name of an action, or "command" with args {"command": "project", "text": "nieuw Singel"}.
    answers: of a form, by field key; an empty field is absent. id: the number people get to quote when something fails.
    form: for a submitted form, the id of the request that showed it first; a second submit of it changes nothing.
    """

    id: str
    at: dt.datetime
    account: Account
    place: Place
    action: str
    args: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    form: str = ""


_ENDS_OF_LINES = str.maketrans(dict.fromkeys("\r\x0b\x0c\x85\u2028\u2029", "\n"))

HIGHEST_ID = 2**31 - 1
"""Databases refuse a number that is larger."""


def readable(words: str) -> str:
    """Without control characters and halves of characters, which databases refuse; "" when nothing is to be seen.

    Every end of a line is a newline.
    """
    words = words.replace("\r\n", "\n").translate(_ENDS_OF_LINES)
    kept = "".join(sign for sign in words if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs")).strip()
    return kept if any(unicodedata.category(sign)[0] not in "CZ" for sign in kept) else ""


@dataclass(frozen=True, slots=True)
class Request:
    """What a feature answers. `at` is the only "now" it sees, aware, in the municipality's own time zone."""

    id: str
    at: dt.datetime
    municipality: "Municipality"
    person: "Colleague"
    place: Place
    language: str
    action: str
    args: Mapping[str, str] = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    public: bool = False
    """True while a card is drawn again for a channel: leave out what is private."""
    contributed: "Contributed" = field(default_factory=lambda: Contributed())

    @property
    def today(self) -> dt.date:
        return self.at.date()

    def id_of(self, name: str) -> int:
        """The id in the argument `name`. Raises OldButton when the button that carries it doesn't fit any more."""
        try:
            found = int(self.args[name])
        except (KeyError, ValueError) as missing:
            raise OldButton(name) from missing
        if not 0 <= found <= HIGHEST_ID:
            raise OldButton(name)
        return found

    def text(self, key: str) -> str:
        """Without the space around it; empty when there is nothing to see."""
        answer = self.answers.get(key, "")
        return readable(answer) if isinstance(answer, str) else ""

    def several(self, key: str) -> tuple[str, ...]:
        answer = self.answers.get(key, ())
        return tuple(item for item in answer if isinstance(item, str)) if isinstance(answer, tuple) else ()

    def colleague(self, key: str) -> int | None:
        """The id of the colleague who was picked; None for nobody."""
        answer = self.answers.get(key, "")
        return int(answer) if isinstance(answer, str) and answer else None

    def channel(self, key: str) -> Channel | None:
        """The channel that was picked; None for none."""
        answer = self.answers.get(key)
        return answer if isinstance(answer, Channel) else None

    def picked_an_outsider(self, key: str) -> bool:
        return isinstance(self.answers.get(key), Account)

    def files(self, key: str) -> tuple[UploadedFile, ...]:
        answer = self.answers.get(key, ())
        return tuple(item for item in answer if isinstance(item, UploadedFile)) if isinstance(answer, tuple) else ()

    def asks(self, action: str, **args: str) -> "Request":
        """The same person asking for something else, in the same place."""
        return replace(self, action=action, args=args, answers={})


class NotTold(Exception):
    """The platform does not say now who somebody is. is_away: of nobody; else it does not let us see this person."""

    def __init__(self, *, is_away: bool) -> None:
        super().__init__("is away" if is_away else "does not let us see")
        self.is_away = is_away


class OldButton(Exception):
    """The button, or what it was about, is no longer there. People get a friendly sentence."""


class NotAllowed(Exception):
    """The person may not do this. `sentence` says who may."""

    def __init__(self, sentence: Text) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Together:
    """A conversation of these colleagues and nobody else. Where a platform can't make one: a message to each."""

    colleagues: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Say:
    """to: "asker" (in private), "here" (everybody in the place), the id of a colleague (their own chat), or further on.

    key: names the message for ever, so that it is never queued twice; empty: made from what caused it. under: the key
    of an earlier message to the same place; this one goes in its thread. instead_of: the key of an earlier message to
    the same channel; this one takes its place there, quietly, and falls away when that one is not there. asked_for:
    what a job says goes out in the quiet hours too, because the reader asked for it: they come to an evening session,
    and want to be reminded.
    """

    card: Card
    to: Literal["asker", "here"] | int | Channel | Together = "asker"
    key: str = ""
    under: str = ""
    asked_for: bool = False
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class Nudge:
    """Something for a colleague that nobody asked for and that can wait for the one daily message to them.

    about: names it; a later nudge about the same takes its place as long as it waits. order: the lowest is on top.
    expires_at: after this it is of no use any more, and falls away.
    """

    to: int
    about: str
    blocks: tuple[Block, ...]
    order: int = 50
    expires_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that other features may have an answer to (`Feature.after`), such as "project.completed"."""

    event: str
    args: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Replace:
    """Instead of the message whose button was clicked."""

    card: Card


@dataclass(frozen=True, slots=True)
class Ask:
    """Shows a form. After a form it is its next step, or, with `errors` by field key, the same one filled in."""

    form: Form
    errors: Mapping[str, Text] = field(default_factory=dict)


class Section(NamedTuple):
    """A part of somebody's own page; the lowest `order` is on top."""

    order: int
    blocks: tuple[Block, ...]


class Planned(NamedTuple):
    """A project or a contact moment that somebody is planning, as codes by the keys of its form's fields.

    project: the id, 0 while it is being registered. moment: the id, 0 while it is new.
    """

    kind: Literal["project", "moment"]
    codes: Mapping[str, str]
    project: int = 0
    moment: int = 0


class Line(NamedTuple):
    """One line of a weekly overview. urgency: 0 (nice to know) to 100 (this week); reason: why it is in, for tests."""

    row: Row
    urgency: int
    reason: str


class Part(NamedTuple):
    """What one feature has to say in a weekly overview: most urgent first, never empty. key: its name, for tests.

    more: how many lines there are beside these; a part never reads a whole register to count them.
    """

    key: str
    title: Text
    lines: tuple[Line, ...]
    more: int = 0


class Scope(NamedTuple):
    """Whom an overview is for, and of which time: what changed from `since` to `until`, and what comes after.

    areas, department, domain: the channel's filter; empty for everything. person: a colleague's own overview, else 0.
    """

    since: dt.datetime
    until: dt.datetime
    language: str
    areas: tuple[str, ...] = ()
    department: str = ""
    domain: str = ""
    person: int = 0


class Sketch(NamedTuple):
    """A picture for an overview that is still to be drawn. alt: in short what it shows; facts: all of it in words.

    name: of its file.
    """

    name: str
    title: Text
    drawing: "Drawing"
    alt: Text
    facts: tuple[Text, ...]


Weekly = Callable[[Scope, "Session"], Iterator[Part]]
Sketches = Callable[[Scope, "Session"], Iterator[Sketch]]
Advise = Callable[[Request, "Session", Planned], Iterator[Block]]


@dataclass(frozen=True, slots=True)
class Contributed:
    """What the features have for who composes it, without knowing them; in the order of `bot/features.py`.

    settings: by the name of the feature, where it has any.
    """

    weekly: tuple[Weekly, ...] = ()
    sketches: tuple[Sketches, ...] = ()
    advice: tuple[Advise, ...] = ()
    jobs: tuple["Job", ...] = ()
    settings: Mapping[str, tuple["Setting", ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Home:
    """The person's own page."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """Something that takes long: a row, done by a worker after the answer, reported back to the person.

    to: "here" reports where it was asked; only that it failed, to the person.
    """

    name: str
    args: Mapping[str, str] = field(default_factory=dict)
    files: tuple[UploadedFile, ...] = ()
    to: Literal["asker", "here"] = "asker"


Reply = Say | Replace | Ask | Home | Work | Nudge | Happened
Handler = Callable[[Request, "Session"], Sequence[Reply]]
Source = Callable[[Request, "Session", str], Sequence[Option]]
"""Answers a search field: the options that fit what was typed, best first, at most a hundred."""
