"""What a feature contributes. A new feature is a folder with one of these, and one line in `bot/features.py`."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.chat.contributions import (
    AboutArea,
    Advise,
    Anew,
    Contributed,
    HowTo,
    Section,
    Sketches,
    Steering,
    Weekly,
    Yearly,
)
from bot.chat.own_words import FREE, OwnWords
from bot.chat.replies import Handler, Nudge, Say, Source, Work
from bot.chat.requests import Channel, Request, UploadedFile
from bot.chat.served import Serve
from bot.chat.settings import Setting
from bot.chat.when import When as When

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from bot.drawing import Drawing
    from storage.connections.turns import Begin
    from storage.people.municipalities import Municipality


@dataclass(frozen=True, slots=True)
class Command:
    """`/root verb`, in Dutch, with its synonyms. An empty verb is the bare command: a menu.

    What it does is described in the texts under `command.<root>.<verb>` (`command.<root>.menu` for the bare one).
    english: the verb that people read in English, when that is not the first of the synonyms. said: how people ask for
    it without knowing it; by its verb, its synonyms and its description they always can.
    """

    root: str
    verb: str
    action: str
    synonyms: tuple[str, ...] = ()
    english: str = ""
    said: OwnWords = FREE

    @property
    def verbs(self) -> tuple[str, ...]:
        return self.verb, *self.synonyms

    def typed_in(self, language: str) -> tuple[str, str]:
        """Root and verb, as people type them in that language."""
        if language == "nl" or not self.verb:
            return root_in(self.root, language), self.verb
        return root_in(self.root, language), self.english or next(iter(self.synonyms), self.verb)


IN_ENGLISH = {"overview": "overzicht", "knowledge": "kennis"}
"""Roots that have another word in English, by that word."""


def root_in(root: str, language: str) -> str:
    return root if language == "nl" else next((other for other, own in IN_ENGLISH.items() if own == root), root)


@dataclass(frozen=True, slots=True)
class Task:
    """A piece of work on a row, done after the answer. `begin` opens a transaction of the person's municipality.

    `fetch` gives the content of an uploaded file; `progress` tells the person how far it is, 0 to 100. `draw` gives
    PNGs; None for what could not be drawn: the words say the same.
    """

    at: dt.datetime
    person: int
    language: str
    args: Mapping[str, str]
    files: tuple[UploadedFile, ...]
    begin: "Begin"
    fetch: Callable[[UploadedFile], bytes]
    progress: Callable[[int], None]
    draw: "Callable[[Sequence[Drawing]], Sequence[bytes | None]]"
    contributed: Contributed = field(default_factory=Contributed)


DoTask = Callable[[Task], Sequence[Say]]
HomeSections = Callable[[Request, "Session"], Iterator[Section]]


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a job or a reminder answers. `at` is the only "now" it sees, aware, in the municipality's own time zone.

    due: when it should have been. key: its civil date. channel: where the municipality wants it, for a job that posts.
    ready: what `Job.ahead` found out before the transaction; None when nothing was.
    """

    at: dt.datetime
    due: dt.datetime
    key: str
    municipality: "Municipality"
    channel: Channel | None = None
    contributed: Contributed = field(default_factory=Contributed)
    ready: object = None

    @property
    def today(self) -> dt.date:
        return self.at.date()


Run = Callable[[Occasion, "Session"], Sequence[Say | Nudge | Work]]
ThinkAhead = Callable[[Occasion, "Session"], Callable[[], object]]
RunReminder = Callable[[Occasion, "Session", str], Sequence[Say | Nudge | Work]]


@dataclass(frozen=True, slots=True)
class Job:
    """Something that Samenspel does by itself, at times that the municipality may change.

    name: "overview.weekly"; described in the texts under `job.<name>`. grace: how late it may still be done; later is
    recorded as skipped. Of several that were missed only the latest is done. posts: it needs a channel to post in.
    preview: the action that shows an administrator what it would say now; empty when there is none. ahead: reads what
    it has to think about for long, and gives that thinking, without a database; whether it still holds, the job sees.
    """

    name: str
    when: When
    grace: dt.timedelta
    run: Run
    posts: bool = False
    preview: str = ""
    ahead: ThinkAhead | None = None


@dataclass(frozen=True, slots=True)
class Feature:
    """What a folder of bot/ contributes.

    name: of the folder. actions: what a button, form or command may ask for. home: sections of a person's own page.
    sources: what search fields look in. workers: what takes long. drawers: those of them that draw, beside the others.
    jobs: what time starts. reminders: what a row of storage.messages.reminders starts, by its name; they get what the
    row is about. after: what to do when something happened elsewhere. shared: those of its actions whose card a whole
    channel may see. weekly, sketches, steering, yearly, advice, how_to, about_area: what others compose. anew: says
    what is true now of what waited for the daily message, by the first word of its name. settings: what the
    municipality may choose, in one form. addresses: what is on the web, by the first word of the path.
    """

    name: str
    commands: tuple[Command, ...] = ()
    actions: Mapping[str, Handler] = field(default_factory=dict)
    sources: Mapping[str, Source] = field(default_factory=dict)
    workers: Mapping[str, DoTask] = field(default_factory=dict)
    drawers: frozenset[str] = frozenset()
    home: HomeSections | None = None
    jobs: tuple[Job, ...] = ()
    reminders: "Mapping[str, RunReminder]" = field(default_factory=dict)
    after: Mapping[str, Handler] = field(default_factory=dict)
    shared: frozenset[str] = frozenset()
    weekly: Weekly | None = None
    sketches: Sketches | None = None
    steering: Steering | None = None
    yearly: Yearly | None = None
    advice: Advise | None = None
    how_to: HowTo | None = None
    about_area: AboutArea | None = None
    anew: Mapping[str, Anew] = field(default_factory=dict)
    settings: tuple[Setting, ...] = ()
    addresses: Mapping[str, Serve] = field(default_factory=dict)
