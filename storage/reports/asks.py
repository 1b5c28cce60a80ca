"""What residents are asked, for the rules about it: columns instead of objects, and always one statement.

These statements are SQLAlchemy Core, which the session does not confine to its municipality: every function here does
so itself. With the criteria of the session on every table, SQLite begins with all moments of the municipality.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    Column,
    ColumnElement,
    CompoundSelect,
    ScalarSelect,
    String,
    Table,
    and_,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    type_coerce,
    union,
)
from sqlalchemy.orm import Session

from glossary import AreaKind, Level, PartialDate, Status
from storage.database import Base
from storage.register.areas import Area
from storage.register.moments import Moment, MomentArea, MomentGroup, not_told
from storage.register.projects import Project, ProjectArea, ProjectGroup


class AreaLine(NamedTuple):
    code: str
    name: str
    kind: AreaKind
    parent: str | None


class MomentLine(NamedTuple):
    """A contact moment with exact dates, as ISO text. areas, groups: codes joined by commas, in any order.

    Those of its project where it has none of its own.
    """

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


def _table(mapped: type[Base]) -> Table:
    table = mapped.__table__
    assert isinstance(table, Table)
    return table


_area, _moment, _project = _table(Area), _table(Moment), _table(Project)
_place, _group = _table(MomentArea), _table(MomentGroup)
_project_place, _project_group = _table(ProjectArea), _table(ProjectGroup)


def _own(db: Session) -> int:
    own: int = db.info["municipality"]
    return own


def area_lines(db: Session) -> Sequence[AreaLine]:
    """All areas, by code."""
    columns = _area.c.code, _area.c.name, _area.c.kind, _area.c.parent
    query = select(*columns).where(_area.c.municipality_id == _own(db)).order_by(_area.c.code)
    return [AreaLine(*row) for row in db.connection().execute(query).all()]


def _text(column: Column[PartialDate]) -> ColumnElement[str]:
    return type_coerce(column, String)


_STARTS, _ENDS, _TOLD = (_text(_moment.c[day]) for day in ("starts_on", "ends_on", "residents_told_on"))


def _joined(code: Column[Any], belongs: ColumnElement[bool]) -> ScalarSelect[str]:
    return select(func.aggregate_strings(type_coerce(code, String), ",")).where(belongs).scalar_subquery()


# An ask without areas or groups of its own takes its project's.
_AREAS = func.coalesce(
    _joined(_place.c.area_code, _place.c.moment_id == _moment.c.id),
    _joined(_project_place.c.area_code, _project_place.c.project_id == _moment.c.project_id),
)
_GROUPS = func.coalesce(
    _joined(_group.c.target_group, _group.c.moment_id == _moment.c.id),
    _joined(_project_group.c.target_group, _project_group.c.project_id == _moment.c.project_id),
)
_EXACT = and_(func.length(_STARTS) == 10, func.length(_ENDS) == 10)
_IS_ASK = or_(_moment.c.level.is_(None), _moment.c.level != Level.INFORM)
_LINE = (
    select(
        *(_moment.c.id, _moment.c["key"], _moment.c.title, _moment.c.project_id, _project.c.name, _STARTS, _ENDS),
        *(_moment.c.level, _moment.c.reach, _text(_moment.c.invitation_sent_on), _TOLD, _AREAS, _GROUPS),
    )
    .where(_EXACT)
    .order_by(_STARTS, _moment.c.id)
)
_WITH_PROJECT = _moment.join(_project, _project.c.id == _moment.c.project_id)


def exact_moments(
    db: Session, projects: Collection[int] | None = None, statuses: Collection[Status] | None = None
) -> Sequence[MomentLine]:
    """With exact dates, of these projects or of all: first day first. statuses: only of projects with one of these."""
    query = _LINE.select_from(_WITH_PROJECT).where(_moment.c.municipality_id == _own(db))
    if projects is not None:
        query = query.where(_moment.c.project_id.in_(projects))
    if statuses is not None:
        query = query.where(_project.c.status.in_(statuses))
    return [MomentLine(*row) for row in db.connection().execute(query).all()]


def asks_in(
    db: Session,
    codes: Collection[str] | None,
    first: dt.date,
    last: dt.date,
    overdue_before: dt.date,
    today: dt.date,
    counted_from: int,
) -> Sequence[MomentLine]:
    """Counted asks that have one of these areas (None: any), and that may matter from `first` to `last`.

    That is: one of their days is one of these days, or they were over before `overdue_before` and nobody was told.
    counted_from: they reach so many people, or nobody knows how many.
    """
    query = _LINE.where(_IS_ASK, _reaches(counted_from))
    if codes is None:
        matters = or_(_meets(first, last), _waits(overdue_before, today))
        query = query.select_from(_WITH_PROJECT).where(_moment.c.municipality_id == _own(db), matters)
    else:
        near = _near(_own(db), codes, first, last, overdue_before, today).subquery("near")
        # Found by their number alone, so that SQLite begins with these few.
        few = near.join(_moment, _moment.c.id == near.c.moment_id)
        query = query.select_from(few.join(_project, _project.c.id == _moment.c.project_id))
    return [MomentLine(*row) for row in db.connection().execute(query).all()]


def _near(
    own: int, codes: Collection[str], first: dt.date, last: dt.date, overdue_before: dt.date, today: dt.date
) -> CompoundSelect[int]:
    """One question for each way to matter: every one finds its rows in an index, and reads no others."""
    here = select(_place.c.moment_id).where(_place.c.area_code.in_(codes), _place.c.municipality_id == own)
    over = _place.c.ends_on < PartialDate.of(overdue_before)
    without = ~exists().where(_place.c.moment_id == _moment.c.id)
    of_project = (
        select(_moment.c.id.label("moment_id"))
        .select_from(_project_place.join(_moment, _moment.c.project_id == _project_place.c.project_id))
        .where(_project_place.c.area_code.in_(codes), _project_place.c.municipality_id == own)
        .where(_moment.c.municipality_id == own, without)
    )
    return union(
        here.where(_place.c.ends_on >= PartialDate.of(first), _place.c.starts_on <= PartialDate.of(last)),
        *(here.where(half, over) for half in not_told(_place.c.told_on, today)),
        of_project.where(or_(_meets(first, last), _waits(overdue_before, today))),
    )


def counted_asks(
    db: Session, counted_from: int, first: dt.date, last: dt.date, overdue_before: dt.date, today: dt.date
) -> Sequence[AskLine]:
    """Of the whole municipality, in no order: those that reach so many people (or nobody knows how many) and matter."""
    is_overdue = case((_waits(overdue_before, today), literal(1)), else_=literal(0))
    near = _near_anywhere(_own(db), first, last, overdue_before, today).subquery("near")
    query = (
        select(_STARTS, _ENDS, func.coalesce(_AREAS, ""), func.coalesce(_GROUPS, ""), is_overdue)
        .select_from(near.join(_moment, _moment.c.id == near.c.id))
        .where(_EXACT, _IS_ASK, _reaches(counted_from))
    )
    return list(map(AskLine._make, db.connection().execute(query).all()))


def _near_anywhere(
    own: int, first: dt.date, last: dt.date, overdue_before: dt.date, today: dt.date
) -> CompoundSelect[int]:
    """As `_near`: a register that has been kept for years is not read to its beginning."""
    here = select(_moment.c.id).where(_moment.c.municipality_id == own)
    over = _moment.c.ends_on < PartialDate.of(overdue_before)
    return union(
        here.where(_meets(first, last)),
        *(here.where(half, over) for half in not_told(_moment.c.residents_told_on, today)),
    )


def _reaches(counted_from: int) -> ColumnElement[bool]:
    return or_(_moment.c.reach.is_(None), _moment.c.reach >= counted_from)


def _meets(first: dt.date, last: dt.date) -> ColumnElement[bool]:
    return and_(_moment.c.ends_on >= PartialDate.of(first), _moment.c.starts_on <= PartialDate.of(last))


def _waits(overdue_before: dt.date, today: dt.date) -> ColumnElement[bool]:
    """Over, and residents have not been told until today. "2026-11" comes before every day of that month."""
    over = _moment.c.ends_on < PartialDate.of(overdue_before)
    return and_(over, or_(*not_told(_moment.c.residents_told_on, today)))
