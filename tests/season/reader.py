"""Reads along with everybody: every message that came, in lines, and what each person's own page says on a Monday."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.chat.cards import Button
from glossary import Level, PartialDate
from storage.register.moments import Moment
from storage.register.outcomes import Outcome
from tests.lives.chat import Came
from tests.room import ZONE
from tests.screens import clickables_of
from tests.season import due
from tests.season.reading import Line, lines_of
from tests.season.season import Season
from tests.season.town import BEGINS

Sort = Literal["bundle", "overview", "rest", "own week", "heads", "asked for", "session", "buddies", "told"]
"""told: somebody's doing, such as being named for a role. rest: what did not fit on the overview. asked for: the answer
to something that takes long, and the week of whoever switched that on.
"""
_SORTS: Mapping[str, Sort] = {
    "daily-": "bundle",
    "overview-": "overview",
    "week-": "asked for",
    "work-": "asked for",
    "steering-": "heads",
    "session ": "session",
    "buddies": "buddies",
}


class Told(NamedTuple):
    """A line that somebody read. useful_until: later nobody can do anything with it; None when there is no such day."""

    line: Line
    useful_until: dt.date | None


@dataclass(frozen=True)
class Message:
    """readers: names; nobody for a channel. at: on the wall."""

    at: dt.datetime
    key: str
    sort: Sort
    readers: tuple[str, ...]
    told: tuple[Told, ...]
    buttons: int

    @property
    def lines(self) -> Sequence[Line]:
        return [each.line for each in self.told]


class Look(NamedTuple):
    """At one's own page, with what is due that it does not name; nothing due is not looked at."""

    day: dt.date
    who: str
    page: Literal["week", "home"]
    due: int
    missing: tuple[str, ...]

    @property
    def names_nothing(self) -> bool:
        return len(self.missing) == self.due


class Reader:
    """answered: when somebody pressed a button, by name and what it was about."""

    def __init__(self, season: Season) -> None:
        self.season = season
        self.messages: list[Message] = []
        self.looks: list[Look] = []
        self._read = 0
        season.reads_along = self.reads
        season.weekly = self.looks_at_pages

    def reads(self) -> None:
        """All that came since the last time, as long as the register still is what it was about."""
        came = self.season.life.chat.came[self._read :]
        self._read += len(came)
        with self.season.life.database.session(self.season.life.municipality_id) as db:
            self.messages += [_message(db, each) for each in came if not each.message.instead_of]

    def asks(self) -> tuple[int, int]:
        """How many came to their end, three weeks ago or more; and of how many it stands what residents said."""
        life = self.season.life
        until = self.season.today - dt.timedelta(days=21)
        with life.database.session(life.municipality_id) as db:
            days = Moment.ends_on >= PartialDate.of(BEGINS), Moment.ends_on <= PartialDate.of(until)
            over = set(db.scalars(select(Moment.id).where(*days, Moment.level != Level.INFORM)))
            said = set(db.scalars(select(Outcome.moment_id).distinct()))
        return len(over), len(over & said)

    def looks_at_pages(self) -> None:
        """Of everybody at work for whom something is due; their own page every other week."""
        life, today = self.season.life, self.season.today
        with life.database.session(life.municipality_id) as db:
            for_each = due.due(db, today)
        for who in self.season.present:
            mine = for_each.get(who.person.id, [])
            if not mine or not who.person.room.directory.profiles[who.person.account].is_colleague:
                continue
            who.types("/overzicht week")
            self._looks(who.character.name, "week", mine, who.person.screen)
            if today.isocalendar().week % 2:
                self._looks(who.character.name, "home", mine, who.person.home())

    def _looks(self, who: str, page: Literal["week", "home"], mine: Sequence[due.Due], screen: str) -> None:
        missing = tuple(f"{each.why}: {each.names}" for each in mine if each.names not in screen)
        self.looks.append(Look(self.season.today, who, page, len(mine), missing))


def _message(db: Session, came: Came) -> Message:
    message = came.message
    lines = lines_of(message.card, message.language)
    told = tuple(Told(line, _useful_until(db, line)) for line in lines)
    readers = tuple(person.name for person in came.readers)
    buttons = len(list(clickables_of(message.card)))
    return Message(came.at.astimezone(ZONE), message.key, _sort(message.key), readers, told, buttons)


def _sort(key: str) -> Sort:
    if key.startswith("overview-") and key.endswith("-rest"):
        return "rest"
    return next((sort for start, sort in _SORTS.items() if key.startswith(start)), "told")


def _useful_until(db: Session, line: Line) -> dt.date | None:
    ids = about(line)
    return due.last_useful_day(db, line.key, ids.get("moment", 0), ids.get("project", ids.get("id", 0)))


def about(line: Line) -> Mapping[str, int]:
    """The ids that the buttons beside it carry."""
    carried = {key: value for each in line.buttons if isinstance(each, Button) for key, value in each.args.items()}
    return {key: int(value) for key, value in carried.items() if value.isdecimal()}
