"""Which tip a newcomer gets, and when."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from glossary import Discipline

A_WEEK = dt.timedelta(weeks=1)
NEW_FOR = dt.timedelta(weeks=13)
"""Three months. Whoever has been here longer knows the way."""


class Tip(StrEnum):
    """In the order in which they are told. Whether they want a buddy `buddies.invite` asks, in the first week."""

    LESSON = "lesson"
    PROJECT = "project"
    WHERE_TO_LOOK = "where_to_look"


@dataclass(frozen=True, slots=True)
class Start:
    """How a newcomer has begun. has_lesson: there is one that helped others."""

    disciplines: frozenset[Discipline]
    has_lesson: bool
    has_project: bool

    @property
    def leads(self) -> bool:
        return Discipline.PROJECT_LEAD in self.disciplines


def is_of_use(tip: Tip, start: Start) -> bool:
    """Not when they have done it already, or when there is nothing to do."""
    return {
        Tip.LESSON: start.has_lesson,
        Tip.PROJECT: not start.has_project,
        Tip.WHERE_TO_LOOK: True,
    }[tip]


def next_tip(passed: int, start: Start) -> Tip | None:
    """passed: how many were told or passed over before."""
    return next((tip for tip in list(Tip)[passed:] if is_of_use(tip, start)), None)


def number_of(tip: Tip) -> int:
    """The first is 1."""
    return list(Tip).index(tip) + 1


def is_due(told_on: dt.date, today: dt.date) -> bool:
    return today - told_on >= A_WEEK
