"""What residents are asked, for the rules about it: columns instead of objects, and always one statement."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, String, and_, case, func, literal, or_, select, type_coerce
from sqlalchemy.orm import Session

from glossary import AreaKind, Level, PartialDate
from storage.areas import Area
from storage.moments import Moment, MomentArea, MomentGroup
from storage.projects import Project


class AreaLine(NamedTuple):
    code: str
    name: str
    kind: AreaKind
    parent: str | None


class MomentLine(NamedTuple):
    """A contact moment with exact dates, as ISO text. areas, groups: codes joined by commas, in any order."""

    id: int
    key: str
    title: str
    project_id: int
    project: str
    starts_on: str
    ends_on: str
    level: Level | None
    reach: int | None
    invited_on: str | None
    told_on: str | None
    areas: str | None
    groups: str | None


class AskLine(NamedTuple):
    """What a map needs of a counted ask. is_overdue: 1 when its answer is."""

    starts_on: str
    ends_on: str
    areas: str
    groups: str
    is_overdue: int


def area_lines(db: Session) -> Sequence[AreaLine]:
    """All areas, by code."""
    return [
        AreaLine(*row) for row in db.execute(select(Area.code, Area.name, Area.kind, Area.parent).order_by(Area.code))
    ]


_STARTS, _ENDS = type_coerce(Moment.starts_on, String), type_coerce(Moment.ends_on, String)
_TOLD, _INVITED = type_coerce(Moment.residents_told_on, String), type_coerce(Moment.invitation_sent_on, String)
_AREAS = (
    select(func.aggregate_strings(MomentArea.area_code, ","))
    .where(MomentArea.moment_id == Moment.id)
    .correlate(Moment)
    .scalar_subquery()
)
_GROUPS = (
    select(func.aggregate_strings(type_coerce(MomentGroup.target_group, String), ","))
    .where(MomentGroup.moment_id == Moment.id)
    .correlate(Moment)
    .scalar_subquery()
)
_EXACT = and_(func.length(_STARTS) == 10, func.length(_ENDS) == 10)
_IS_ASK = or_(Moment.level.is_(None), Moment.level != Level.INFORM)

_LINE = (
    select(
        *(Moment.id, Moment.key, Moment.title, Moment.project_id, Project.name),
        *(_STARTS, _ENDS, Moment.level, Moment.reach, _INVITED, _TOLD, _AREAS, _GROUPS),
    )
    .join(Project, Project.id == Moment.project_id)
    .where(_EXACT)
)


def exact_moments(db: Session, projects: Collection[int] | None = None) -> Sequence[MomentLine]:
    """With exact dates, of these projects or of all: first day first."""
    query = _LINE.order_by(Moment.starts_on, Moment.id)
    if projects is not None:
        query = query.where(Moment.project_id.in_(projects))
    return [MomentLine(*row) for row in db.execute(query)]


def asks_in(
    db: Session, codes: Collection[str] | None, first: dt.date, last: dt.date, overdue_before: dt.date, today: dt.date
) -> Sequence[MomentLine]:
    """Asks with exact dates that have one of these areas (None: any), and that may matter from `first` to `last`.

    That is: one of their days is one of these days, or they were over before `overdue_before` and nobody was told.
    """
    matters = or_(_meets(first, last), _waits(overdue_before, today))
    query = _LINE.where(_IS_ASK, matters).order_by(Moment.starts_on, Moment.id)
    if codes is not None:
        query = query.where(Moment.id.in_(select(MomentArea.moment_id).where(MomentArea.area_code.in_(codes))))
    return [MomentLine(*row) for row in db.execute(query)]


def counted_asks(
    db: Session, counted_from: int, first: dt.date, last: dt.date, overdue_before: dt.date, today: dt.date
) -> Sequence[AskLine]:
    """Of the whole municipality, in no order: those that reach so many people (or nobody knows how many) and matter."""
    waits = _waits(overdue_before, today)
    query = select(_STARTS, _ENDS, _AREAS, _GROUPS, case((waits, literal(1)), else_=literal(0))).where(
        _EXACT, _IS_ASK, or_(Moment.reach.is_(None), Moment.reach >= counted_from), or_(_meets(first, last), waits)
    )
    return [AskLine(row[0], row[1], row[2] or "", row[3] or "", row[4]) for row in db.execute(query)]


def _meets(first: dt.date, last: dt.date) -> ColumnElement[bool]:
    return and_(Moment.ends_on >= PartialDate.of(first), Moment.starts_on <= PartialDate.of(last))


def _waits(overdue_before: dt.date, today: dt.date) -> ColumnElement[bool]:
    """Over, and residents have not been told until today. "2026-11" comes before every day of that month."""
    told = and_(Moment.residents_told_on.is_not(None), Moment.residents_told_on <= PartialDate.of(today))
    return and_(Moment.ends_on < PartialDate.of(overdue_before), ~told)
