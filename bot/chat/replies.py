"""What a feature answers with: values, which the service stores or hands to the platform."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from bot.chat.cards import Block, Card, Text
from bot.chat.forms import Form, Option
from bot.chat.requests import Channel, Request, UploadedFile

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


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
    and want to be reminded. expires_at: what a job says is not sent later than this.
    """

    card: Card
    to: Literal["asker", "here"] | int | Channel | Together = "asker"
    key: str = ""
    under: str = ""
    asked_for: bool = False
    expires_at: dt.datetime | None = None
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class Nudge:
    """Something for a colleague that nobody asked for and that can wait for the one daily message to them.

    about: names it; a later nudge about the same takes its place as long as it waits. order: the lowest is on top.
    expires_at: after this it is of no use any more, and falls away. alone_from: until then it only goes along with
    something else, so that it is no message of its own; None when it can't wait.
    """

    to: int
    about: str
    blocks: tuple[Block, ...]
    order: int = 50
    expires_at: dt.datetime | None = None
    alone_from: dt.datetime | None = None


CAN_WAIT = dt.timedelta(days=3)
"""For something else to go along with: most people hear something else by then."""


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that other features may have an answer to (`Feature.after`), such as "project.completed"."""

    event: str
    args: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Replace:
    """Takes the place of the message whose button was clicked."""

    card: Card


@dataclass(frozen=True, slots=True)
class Ask:
    """Shows a form. After a form it is its next step, or, with `errors` by field key, the same one filled in."""

    form: Form
    errors: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Home:
    """The person's own page. answered: after a click on it, of which the answer may be shown elsewhere."""

    blocks: tuple[Block, ...]
    answered: bool = False


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
AtOnce = Say | Replace | Ask | Home
"""What goes back to the asker with the answer."""
Handler = Callable[[Request, "Session"], Sequence[Reply]]
Source = Callable[[Request, "Session", str], Sequence[Option]]
"""Answers a search field: the options that fit what was typed, best first, at most a hundred."""
