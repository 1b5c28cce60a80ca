"""What features contribute to pages and overviews that somebody else composes."""

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Generic, Literal, NamedTuple, TypeVar, overload

from bot.chat.cards import Block, Button, Row, Text

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bot.chat.feature import Job
    from bot.chat.requests import Request
    from bot.chat.settings import Setting
    from bot.drawing import Bars, Drawing

T = TypeVar("T")


class Section(NamedTuple):
    """A part of somebody's own page; the lowest `order` is on top. asks: it has questions that wait for an answer."""

    order: int
    blocks: tuple[Block, ...]
    asks: bool = False


class Planned(NamedTuple):
    """A project or a contact moment that somebody is planning, as codes by the keys of its form's fields.

    project: the id, 0 while it is being registered. moment: the id, 0 while it is new.
    """

    kind: Literal["project", "moment"]
    codes: Mapping[str, str]
    project: int = 0
    moment: int = 0


NICE_TO_KNOW = 10
"""How urgent is what everybody is told, whatever they do: nobody waits for them."""


class Line(NamedTuple):
    """One line of a weekly overview. urgency: 0 (nice to know) to 100 (this week); reason: why it is in, for tests."""

    row: Row
    urgency: int
    reason: str


class MadeWhenRead(Sequence[Line], Generic[T]):
    """As many lines as there are things to tell, made when somebody reads them: where ten are shown, most are not.

    That was a tenth of an overview, and its lines are counted all the same.
    """

    def __init__(self, about: Sequence[T], make: Callable[[T], Line]) -> None:
        self._n = len(about)
        self._make = cache(lambda: tuple(make(each) for each in about))

    def __len__(self) -> int:
        return self._n

    @overload
    def __getitem__(self, at: int) -> Line: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Line]: ...
    def __getitem__(self, at: int | slice) -> Line | Sequence[Line]:
        return self._make()[at]


class Part(NamedTuple):
    """What one feature has to say in a weekly overview: most urgent first, never empty. key: its name, for tests.

    more: how many lines there are beside these; a part never reads a whole register to count them. short: the same
    where there are ten lines for everything: one of these is said, the first that was not said last time; empty: one of
    `lines`. is_ahead: the coming days, which stand on top, and of which all of `short` is said. is_at_home:
    somebody's own page says it already.
    """

    key: str
    title: Text
    lines: Sequence[Line]
    more: int = 0
    short: tuple[Line, ...] = ()
    is_ahead: bool = False
    is_at_home: bool = False


class Scope(NamedTuple):
    """Whom an overview is for, and of which time: what changed from `since` to `until`, and what comes after.

    areas, department, domain: the channel's filter; empty for everything. person: a colleague's own overview, else 0.
    at_least: what is less urgent is not shown, so it need not be looked for.
    """

    since: dt.datetime
    until: dt.datetime
    language: str
    areas: tuple[str, ...] = ()
    department: str = ""
    domain: str = ""
    person: int = 0
    at_least: int = 0


class Sketch(NamedTuple):
    """A picture for an overview that is still to be drawn. alt: in short what it shows; facts: all of it in words.

    name: of its file.
    """

    name: str
    title: Text
    drawing: "Drawing"
    alt: Text
    facts: tuple[Text, ...]


class SavedUp(NamedTuple):
    """Something that waits for the daily message to a colleague. about: its name without the first word.

    at: when that message is made, in the municipality's own time zone.
    """

    colleague: int
    about: str
    language: str
    at: dt.datetime


Weekly = Callable[[Scope, "Session"], Iterator[Part]]
Sketches = Callable[[Scope, "Session"], Iterator[Sketch]]
Steering = Callable[[str, dt.datetime, "Session"], Text]
"""One line for the heads, in this language, about this moment in the municipality's own time zone: a total."""
Yearly = Callable[[str, dt.date, dt.date, "Session"], Iterator["Bars"]]
"""Pictures for the page of a year, in this language, from its first to its last day: totals without names."""
Anew = Callable[[SavedUp, "Session"], tuple[Block, ...]]
"""What it says now; nothing when it is no longer needed."""
Advise = Callable[["Request", "Session", Planned], Iterator[Block]]
HowTo = Callable[["Request", "Session", Collection[str]], Mapping[str, Button]]
"""Buttons to what tells how it is done, by what it is about: "step O5" of the basis, "point invitation_due"."""

AboutArea = Callable[["Request", "Session", Collection[str]], tuple[Block, ...]]
"""On the card of an area: what there is to say about the areas with these codes; nothing in a channel."""


class OnTheWeb(NamedTuple):
    """What the operator set. url: where this installation is reached, without a slash at its end; "" when that is not
    known, and then nothing can be shown there. keeps_pages: a folder gets the page of all projects every night.
    """

    url: str = ""
    keeps_pages: bool = False


NOT_ON_THE_WEB = OnTheWeb()


@dataclass(frozen=True, slots=True)
class Contributed:
    """What the features have for whoever composes it, without knowing them; in the order of `bot/features.py`.

    anew: what makes something that waited say what is true now, by the first word of its name. settings: by the name of
    the feature, where it has any. web: what the operator set, for whatever has an address.
    """

    weekly: tuple[Weekly, ...] = ()
    sketches: tuple[Sketches, ...] = ()
    steering: tuple[Steering, ...] = ()
    yearly: tuple[Yearly, ...] = ()
    advice: tuple[Advise, ...] = ()
    how_to: tuple[HowTo, ...] = ()
    about_area: tuple[AboutArea, ...] = ()
    jobs: tuple["Job", ...] = ()
    anew: Mapping[str, Anew] = field(default_factory=dict)
    settings: Mapping[str, tuple["Setting", ...]] = field(default_factory=dict)
    web: OnTheWeb = NOT_ON_THE_WEB

    def how_is_it_done(self, request: "Request", db: "Session", about: Collection[str]) -> Mapping[str, Button]:
        """Of these, those that somebody can tell about."""
        return {key: button for each in self.how_to for key, button in each(request, db, about).items()}
