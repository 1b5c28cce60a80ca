"""What comes in: an account that knocks, and the request that a feature answers."""

import datetime as dt
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal, NamedTuple

from bot.chat.cards import Text
from bot.chat.contributions import Contributed

if TYPE_CHECKING:
    from storage.people.municipalities import Municipality
    from storage.people.people import Colleague


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


ENDS_A_SENTENCE = "?!.,:;… "
"""Behind a word these say nothing; other signs may be looked for."""


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

    @property
    def language_here(self) -> str:
        """What several people read together is in the language of the municipality."""
        return self.municipality.language if self.place.kind == "channel" else self.language

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

    def picked(self, key: str) -> int:
        """The id of what was picked in a search field; 0 for nothing."""
        code = self.text(key)
        return int(code) if code.isdecimal() and int(code) <= HIGHEST_ID else 0

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
    """The platform does not say who somebody is. is_away: it answers about nobody; else it hides this one person."""

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
