"""What is personal is declared where its table is: how it is erased, merged and given to the person.

Every column that names a colleague carries a declaration. `storage/people/identity.py` erases and merges by them, and
`storage/reports/own_data.py` finds with them what somebody gets in their file; neither knows a table by name. So a new
table needs its declarations and nothing else:

    colleague_id: Mapped[int] = mapped_column(info=personal(RowGoes(), Moves(), Shown(FilePart.DRAFTS)))
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final, Literal

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session


class FilePart(StrEnum):
    """The parts of the file that somebody gets, in its order. What people call each is `people.data.part.<value>`."""

    PROFILE = "profile"
    ACCOUNTS = "accounts"
    KEEPS = "keeps"
    ROLES = "roles"
    NAMED = "named"
    REGISTERED = "registered"
    CHANGES = "changes"
    FEEDBACK = "feedback"
    ROLES_ON_THE_DAY = "roles_on_the_day"
    STEPS = "steps"
    TEXTS = "texts"
    JOINT = "joint"
    THANKS = "thanks"
    DRAFTS = "drafts"
    LESSONS = "lessons"
    SESSIONS = "sessions"
    QUESTIONS = "questions"
    ANSWERING = "answering"
    AREA_REPORTS = "area_reports"
    PULSE = "pulse"
    MEETING = "meeting"
    REMINDERS = "reminders"
    CALENDARS = "calendars"
    WEEK = "week"
    BUDDIES = "buddies"
    ROUNDS = "rounds"
    MESSAGES = "messages"
    SHARED = "shared"
    WAITING = "waiting"
    FILES = "files"
    WORK = "work"
    DEEDS = "deeds"


AT: Final = object()
"""In `also`: the moment at which somebody is erased, where no moment stands yet."""


# What erasing somebody does


@dataclass(frozen=True, slots=True)
class RowGoes:
    """The row says nothing that is of use without this person."""


@dataclass(frozen=True, slots=True)
class KeyGoes:
    """The row stays, and does not say any more who it was. also: what else of theirs becomes what."""

    also: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Stays:
    """The row goes on pointing at them, and they have no name any more. why: it must. also: as in KeyGoes."""

    why: str
    also: Mapping[str, Any] = field(default_factory=dict)


Erase = RowGoes | KeyGoes | Stays | Callable[[Session, int, dt.datetime], object]
"""Or a function of the table's own: (db, who, at)."""


# What happens when two colleagues turn out to be one person


@dataclass(frozen=True, slots=True)
class Moves:
    """The row becomes the other's.

    Where the keys of the table leave room for one of the two only: stays: whose it is. either: columns in which an
    empty value is filled in from the one that goes. goes: what becomes of that one.
    """

    stays: Literal["arrived", "known"] = "known"
    either: tuple[str, ...] = ()
    goes: RowGoes | KeyGoes = RowGoes()


Merge = Moves | Callable[[Session, int, int], object]
"""Or a function of the table's own: (db, who arrived, whom we knew)."""


# What somebody gets when they ask for their data


@dataclass(frozen=True, slots=True)
class Shown:
    """The rows are in this part of the file. only: these columns; without it all there are."""

    part: FilePart
    only: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NotShown:
    """why: it is somebody else's secret, or says nothing about this person."""

    why: str


@dataclass(frozen=True, slots=True)
class Personal:
    """finds: the rows that name somebody, when the column holds more than an id."""

    erase: Erase
    merge: Merge
    export: Shown | NotShown
    finds: Callable[[int], ColumnElement[bool]] | None = None


def personal(
    erase: Erase, merge: Merge, export: Shown | NotShown, finds: Callable[[int], ColumnElement[bool]] | None = None
) -> dict[Any, Any]:
    """For `mapped_column(info=…)` of a column that names a colleague."""
    return {Personal: Personal(erase, merge, export, finds)}
