"""What residents are asked, for the rules about it: columns instead of objects, and always one statement.

These statements are SQLAlchemy Core, which the session does not confine to its municipality: every function here does
so itself. With the criteria of the session on every table, SQLite begins with all moments of the municipality.
"""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    CompoundSelect,
    ScalarSelect,
    Select,
    String,
    Table,
    and_,
    bindparam,
    case,
    exists,
    func,
    literal,
    null,
    or_,
    select,
    type_coerce,
    union,
    union_all,
)
from sqlalchemy.orm import Session

from glossary import AreaKind, Decision, Level, PartialDate
from storage.database import Base, asked_once
from storage.database.rows_as_json import rows_as_json
from storage.register.areas import Area
from storage.register.around_moments import AroundMoment
from storage.register.feedback import FeedbackDebt
from storage.register.moments import Moment, MomentArea, MomentGroup, is_ask, is_exact, not_told
from storage.register.outcomes import Outcome
from storage.register.projects import Project, ProjectArea, ProjectGroup


class AreaLine(NamedTuple):
    code: str
    name: str
    kind: AreaKind
    parent: str | None


class MomentLine(NamedTuple):
    """A contact moment with exact dates, as ISO text. areas, groups: codes joined by commas, in any order.

    Those of its project where it has none of its own. promised_on: a later day on which residents hear. has_outcomes:
    what they gave is written down, with what became of it. is_divided: each role of the day is taken. is_reported:
    there is a report. These four only of `of_project`.
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
    promised_on: dt.date | None = None
    has_outcomes: bool = False
    is_divided: bool = False
    is_reported: bool = False


class AskLine(NamedTuple):
    """What a map needs of a counted ask. is_overdue: 1 when its answer is."""

    id: int
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
_debt, _outcome, _around = _table(FeedbackDebt), _table(Outcome), _table(AroundMoment)
_project_place, _project_group = _table(ProjectArea), _table(ProjectGroup)


def _own(db: Session) -> int:
    own: int = db.info["municipality"]
    return own


_AREA_LINES = (
    select(_area.c.code, _area.c.name, _area.c.kind, _area.c.parent)
    .where(_area.c.municipality_id == bindparam("own"))
    .order_by(_area.c.code)
)


@asked_once
def area_lines(db: Session) -> Sequence[AreaLine]:
    """All areas, by code."""
    return list(map(AreaLine._make, db.connection().execute(_AREA_LINES, {"own": _own(db)}).all()))


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
_EXACT = and_(is_exact(_STARTS), is_exact(_ENDS))
_IS_ASK = is_ask(_moment.c.level)
_LINE = select(
    *(_moment.c.id, _moment.c["key"], _moment.c.title, _moment.c.project_id, _project.c.name, _STARTS, _ENDS),
    *(_moment.c.level, _moment.c.reach, _text(_moment.c.invitation_sent_on), _TOLD, _AREAS, _GROUPS),
).where(_EXACT)
_OUTCOMES_OF_IT = exists().where(_outcome.c.moment_id == _moment.c.id)
_HAS_OUTCOMES = and_(_OUTCOMES_OF_IT, ~_OUTCOMES_OF_IT.where(_outcome.c.decision == Decision.OPEN))
_IS_DIVIDED = and_(*(_around.c[role].is_not(None) for role in ("host_id", "chair_id", "reporter_id")))
_WITH_PROJECT = _moment.join(_project, _project.c.id == _moment.c.project_id)


@cache
def of_project(since: bool, only_days: bool) -> ScalarSelect[str]:
    """Column of a question about projects: their moments with exact dates, for `moment_lines`.

    since: only those that were not over before `since`. only_days: of asks, without where and whom they are about.
    """
    there = _moment.outerjoin(_debt, _debt.c.moment_id == _moment.c.id)
    there = there.outerjoin(_around, _around.c.moment_id == _moment.c.id)
    question = (
        select(
            rows_as_json(
                *(_moment.c.id, _moment.c["key"], _moment.c.title, _STARTS, _ENDS),
                *(type_coerce(_moment.c.level, String), _moment.c.reach, _text(_moment.c.invitation_sent_on), _TOLD),
                *((null(), null()) if only_days else (_AREAS, _GROUPS)),
                *(type_coerce(_debt.c.promised_on, String), _HAS_OUTCOMES, _IS_DIVIDED),
                _moment.c.reported_on.is_not(None),
            )
        )
        .select_from(there)
        .where(_EXACT, *_of_it(since))
    )
    return (question.where(_IS_ASK) if only_days else question).correlate(_project).scalar_subquery()


def is_ahead() -> ColumnElement[bool]:
    """Of a project: one of its moments was not over before `since`."""
    return exists().where(_EXACT, *_of_it(since=True)).correlate(_project)


def _of_it(since: bool) -> Iterator[ColumnElement[bool]]:
    yield _moment.c.municipality_id == _project.c.municipality_id
    yield _moment.c.project_id == _project.c.id
    if since:
        yield _TRIMMED["ends_on"] >= bindparam("since")


def moment_lines(project_id: int, project: str, found: str | None) -> Sequence[MomentLine]:
    """First day first. found: as `of_project` gave it."""
    lines = (
        MomentLine._make(
            [
                *(*row[:3], project_id, project, *row[3:5], Level.from_code(row[5]) if row[5] else None, *row[6:11]),
                dt.date.fromisoformat(row[11]) if row[11] else None,
                *map(bool, row[12:]),
            ]
        )
        for row in msgspec.json.decode(found or "[]")
    )
    return sorted(lines, key=attrgetter("starts_on", "id"))


def _lines(db: Session, question: Select[*tuple[Any, ...]], which: Mapping[str, Any]) -> Sequence[MomentLine]:
    """First day first. Put in order here: to read a few that way, SQLite goes along all days of the municipality."""
    lines = (MomentLine(*row) for row in db.connection().execute(question, which).all())
    return sorted(lines, key=attrgetter("starts_on", "id"))


_NUMBERED = _LINE.select_from(_WITH_PROJECT).where(
    _moment.c.municipality_id == bindparam("own"), _moment.c.id.in_(bindparam("ids", expanding=True))
)
AT_ONCE = 5_000
"""Values in one question: SQLite takes 32,766."""


def numbered(db: Session, ids: Sequence[int]) -> Sequence[MomentLine]:
    """These moments, as far as their dates are exact."""
    parts = (ids[at : at + AT_ONCE] for at in range(0, len(ids), AT_ONCE))
    return [line for part in parts for line in _lines(db, _NUMBERED, {"own": _own(db), "ids": part})]


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
    days = _days(first, last, overdue_before, today)
    which = {"own": _own(db), "codes": list(codes or ()), "counted_from": counted_from, **days}
    return _lines(db, _asks_in(codes is not None), which)


def _days(first: dt.date, last: dt.date, overdue_before: dt.date, today: dt.date) -> dict[str, PartialDate]:
    days = {"first": first, "last": last, "overdue_before": overdue_before, "today": today}
    return {name: PartialDate.of(day) for name, day in days.items()}


@cache
def _asks_in(some_codes: bool) -> Select[*tuple[Any, ...]]:
    query = _LINE.where(_IS_ASK, _REACHES)
    if not some_codes:
        here = _moment.c.municipality_id == bindparam("own")
        return query.select_from(_WITH_PROJECT).where(here, or_(_MEETS, _WAITS))
    near = _near().subquery("near")
    # Found by their number alone, so that SQLite begins with these few.
    few = near.join(_moment, _moment.c.id == near.c.moment_id)
    return query.select_from(few.join(_project, _project.c.id == _moment.c.project_id))


def _near() -> CompoundSelect[int]:
    """One question for each way to matter: every one finds its rows in an index, and reads no others."""
    codes: BindParameter[Any] = bindparam("codes", expanding=True)
    own: BindParameter[Any] = bindparam("own")
    here = select(_place.c.moment_id).where(_place.c.area_code.in_(codes), _place.c.municipality_id == own)
    over = _place.c.ends_on < bindparam("overdue_before")
    there = select(_project_place.c.project_id).where(
        _project_place.c.area_code.in_(codes), _project_place.c.municipality_id == own
    )
    # With a join SQLite begins with all moments of the municipality, and looks which of them have no area.
    of_project = select(_moment.c.id.label("moment_id")).where(
        _moment.c.municipality_id == own,
        _moment.c.project_id.in_(there),
        ~exists().where(_place.c.moment_id == _moment.c.id),
    )
    return union(
        here.where(_place.c.ends_on >= bindparam("first"), _place.c.starts_on <= bindparam("last")),
        *(here.where(half, over) for half in not_told(_place.c.told_on)),
        of_project.where(or_(_meets(_TRIMMED["starts_on"], _TRIMMED["ends_on"]), _waits(_TRIMMED["ends_on"]))),
    )


def counted_asks(
    db: Session,
    codes: Collection[str] | None,
    counted_from: int,
    first: dt.date,
    last: dt.date,
    overdue_before: dt.date,
    today: dt.date,
) -> Sequence[AskLine]:
    """In no order: those that reach so many people (or nobody knows how many) and matter, as in `asks_in`."""
    days = _days(first, last, overdue_before, today)
    days["over_before"] = min(days["overdue_before"], days["first"])
    which = {"own": _own(db), "codes": list(codes or ()), "counted_from": counted_from, **days}
    return list(map(AskLine._make, db.connection().execute(_counted_asks(codes is not None), which).all()))


@cache
def _counted_asks(some_codes: bool) -> Select[*tuple[Any, ...]]:
    near = (_near() if some_codes else _near_anywhere()).subquery("near")
    (number,) = near.c
    return (
        select(
            *(_moment.c.id, _STARTS, _ENDS, func.coalesce(_AREAS, ""), func.coalesce(_GROUPS, "")),
            case((_WAITS, literal(1)), else_=literal(0)),
        )
        .select_from(near.join(_moment, _moment.c.id == number))
        .where(_EXACT, _IS_ASK, _REACHES)
    )


def _near_anywhere() -> CompoundSelect[int]:
    """As `_near`: a register that has been kept for years is not read to its beginning.

    No moment is in two of these, so that none has to be looked for among the others.
    """
    here = select(_moment.c.id).where(_moment.c.municipality_id == bindparam("own"))
    over = _moment.c.ends_on < bindparam("over_before")
    return union_all(
        here.where(_MEETS),
        *(here.where(half, over) for half in not_told(_moment.c.residents_told_on)),
    )


_REACHES = or_(_moment.c.reach.is_(None), _moment.c.reach >= bindparam("counted_from"))


def _meets(starts: ColumnElement[Any], ends: ColumnElement[Any]) -> ColumnElement[bool]:
    return and_(ends >= bindparam("first"), starts <= bindparam("last"))


def _waits(ends: ColumnElement[Any]) -> ColumnElement[bool]:
    return and_(ends < bindparam("overdue_before"), or_(*not_told(_moment.c.residents_told_on)))


_MEETS = _meets(_moment.c.starts_on, _moment.c.ends_on)
# Not to be found by an index: it would find those of the whole municipality.
_TRIMMED = {day: func.trim(_moment.c[day], type_=_moment.c[day].type) for day in ("starts_on", "ends_on")}
_WAITS = _waits(_moment.c.ends_on)
"""Over, and residents have not been told until today. "2026-11" comes before every day of that month."""
