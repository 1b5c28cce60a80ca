"""What a weekly overview asks of the register. Every question reads a bounded number of rows, however large it is."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Select,
    String,
    and_,
    bindparam,
    func,
    literal,
    or_,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import InstrumentedAttribute, Session

from glossary import Level, PartialDate, Status
from storage.register import feedback
from storage.register.changes import Change
from storage.register.moments import Moment, MomentArea, is_exact
from storage.register.projects import IS_LIVE, Project, ProjectArea
from storage.reports.narrowing import Narrow, Shape, fits, moment_fits, shape

COUNT_TO = 150
"""Counting further than anybody reads would cost as much as the register is large."""

OVER = (Status.COMPLETED, Status.STOPPED)


class Since(NamedTuple):
    """After the first instant, up to and including the second."""

    after: dt.datetime
    until: dt.datetime


class Named(NamedTuple):
    id: int
    name: str
    status: Status


class Changed(NamedTuple):
    """fields: by their keys, each once, of the project or (with "moment." before it) of its contact moments."""

    project: Named
    fields: tuple[str, ...]


class ProjectNews(NamedTuple):
    """answered: completed, and nobody waits; waiting: residents have no answer, with a reason. Both by name.

    new: newest first; what was over before it came in, with a list, is no news. changed: live ones that are not new,
    changed last first. None of them is counted further than COUNT_TO.
    """

    answered: Sequence[Named]
    waiting: Sequence[Named]
    new: Sequence[Named]
    changed: Sequence[Changed]
    new_in_all: int
    changed_in_all: int


class Coming(NamedTuple):
    """A contact moment with its project. areas: codes."""

    id: int
    title: str
    starts_on: PartialDate
    ends_on: PartialDate
    is_ask: bool
    project: Named
    areas: tuple[str, ...]
    hours: tuple[dt.time | None, dt.time | None]


class OwedLine(NamedTuple):
    """An ask of which residents wait for an answer."""

    id: int
    title: str
    ended_on: dt.date
    project: str


PROJECT = (Project.id, Project.name, Project.status)


def area_codes(db: Session, narrow: Narrow) -> frozenset[str]:
    """Of the live projects that fit, and of their contact moments."""
    return frozenset(code for each in _area_codes(shape(narrow)) for code in db.scalars(each, narrow._asdict()))


@cache
def _area_codes(of: Shape) -> tuple[Select[str], Select[str]]:
    fitting = select(Project.id).where(IS_LIVE, *fits(of))
    of_moments = select(MomentArea.area_code).join(Moment, Moment.id == MomentArea.moment_id)
    return (
        select(ProjectArea.area_code).where(ProjectArea.project_id.in_(fitting)),
        of_moments.where(Moment.project_id.in_(fitting)),
    )


def news(db: Session, narrow: Narrow, since: Since, fields: tuple[str, ...], limit: int) -> ProjectNews:
    """fields: whose change is told; of the project, and with "moment." before it of its contact moments.

    An answer that is open again is "moment.reopened". Of one person only what changed.
    """
    rows = db.execute(_news(shape(narrow), fields), {**narrow._asdict(), **since._asdict()}).all()
    found: dict[str, list[Named]] = {which: [] for which in ("answered", "waiting", "new", "changed")}
    for row in sorted(rows, key=itemgetter(5)):
        which = ("waiting" if row[4] else "answered") if row[0] == "completed" else row[0]
        found[which].append(Named(*row[1:4]))
    in_all = len(found["new"]), len(found["changed"])
    changed = _what_changed(db, found["changed"][:limit], since, fields)
    return ProjectNews(found["answered"], found["waiting"], found["new"][:limit], changed, *in_all)


def _what_changed(db: Session, projects: Sequence[Named], since: Since, fields: tuple[str, ...]) -> list[Changed]:
    if not projects:
        return []
    which = {"projects": [each.id for each in projects], **since._asdict()}
    changed = db.execute(_changes_in(fields), which).all()
    by_project: dict[int, dict[tuple[str, int | None], str]] = {}
    for project_id, field, moment_id, after in changed:
        name = f"moment.{field}" if moment_id else field
        is_open_again = name == "moment.residents_told_on" and not after
        by_project.setdefault(project_id, {})[field, moment_id] = "moment.reopened" if is_open_again else name
    return [Changed(each, tuple(dict.fromkeys(by_project.get(each.id, {}).values()))) for each in projects]


@cache
def _news(of: Shape, fields: tuple[str, ...]) -> CompoundSelect[*tuple[Any, ...]]:
    """Which news it is, the project, why residents have no answer, and its place in the order of that news."""
    became = _changed_in(Change.field == "status", Change.after == Status.COMPLETED.value)
    since = Project.created_at > bindparam("after"), Project.created_at <= bindparam("until")
    changed = Project.created_at <= bindparam("after"), Project.id.in_(_changed_in(_told(fields)))
    kinds = (
        ("changed", (IS_LIVE, *changed), (Project.changed_at.desc(), Project.id.desc())),
        ("completed", (Project.status == Status.COMPLETED, Project.id.in_(became)), (Project.name, Project.id)),
        ("new", (Project.status.not_in(OVER), *since), (Project.created_at.desc(), Project.id.desc())),
    )
    return union_all(
        *(_some(kind, (*fits(of), *fitting), by) for kind, fitting, by in (kinds[:1] if of.person else kinds))
    )


def _some(
    kind: str, fitting: tuple[ColumnElement[bool], ...], by: tuple[ColumnElement[Any] | InstrumentedAttribute[Any], ...]
) -> Select[*tuple[Any, ...]]:
    some = select(*PROJECT, Project.feedback_left_reason, func.row_number().over(order_by=by)).where(*fitting)
    return select(literal(kind), *some.order_by(*by).limit(COUNT_TO).subquery().c)


def _told(fields: tuple[str, ...]) -> ColumnElement[bool]:
    of_moment = [field.removeprefix("moment.") for field in fields if field.startswith("moment.")]
    return or_(
        and_(Change.moment_id.is_(None), Change.field.in_(fields)),
        and_(Change.moment_id.is_not(None), Change.field.in_(of_moment)),
    )


def _in_between() -> Iterator[ColumnElement[bool]]:
    yield Change.at > bindparam("after")
    yield Change.at <= bindparam("until")


@cache
def _changes_in(fields: tuple[str, ...]) -> Select[*tuple[Any, ...]]:
    """Of `projects`, oldest first."""
    projects = Change.project_id.in_(bindparam("projects", expanding=True))
    changes = select(Change.project_id, Change.field, Change.moment_id, Change.after).order_by(Change.id)
    return changes.where(projects, *_in_between(), _told(fields))


def coming_moments(
    db: Session, narrow: Narrow, first: dt.date, last: dt.date, limit: int, *, begun: bool = False
) -> tuple[list[Coming], int]:
    """Contact moments of live projects that begin on one of these days, first day first; none without an exact day.

    begun: also those that began before, and are not over.
    """
    days = {"first": PartialDate.of(first), "last": PartialDate.of(last)}
    rows, total = _counted(db, _coming_moments(shape(narrow), begun), limit, narrow, days)
    return [
        Coming(
            row[0],
            row[1],
            row[2],
            row[3],
            row[4] is not Level.INFORM,
            Named(*row[8:]),
            _codes(row[5]),
            (row[6], row[7]),
        )
        for row in rows
    ], total


def _codes(joined: str | None) -> tuple[str, ...]:
    return tuple(sorted(joined.split(","))) if joined else ()


@cache
def _coming_moments(of: Shape, begun: bool) -> Select[*tuple[Any, ...]]:
    from_then_on = Moment.ends_on if begun else Moment.starts_on
    fitting = (
        *moment_fits(of),
        IS_LIVE,
        from_then_on >= bindparam("first"),
        Moment.starts_on <= bindparam("last"),
        is_exact(Moment.starts_on),
        is_exact(Moment.ends_on),
    )
    areas = (
        select(func.aggregate_strings(MomentArea.area_code, ","))
        .where(MomentArea.moment_id == Moment.id)
        .correlate(Moment)
        .scalar_subquery()
    )
    return (
        select(
            *(Moment.id, Moment.title, Moment.starts_on, Moment.ends_on, Moment.level, areas),
            *(Moment.begins_at, Moment.ends_at, *PROJECT),
        )
        .join(Project, Project.id == Moment.project_id)
        .where(*fitting)
        .order_by(Moment.starts_on, Moment.id)
        .limit(COUNT_TO)
    )


def owed(db: Session, narrow: Narrow, before: dt.date, today: dt.date, limit: int) -> tuple[list[OwedLine], int]:
    """Asks that ended before that day, of which residents were not told yet; longest ago first.

    Of an overview for everybody; what one colleague owes is `telling.debts_of`.
    """
    rows, total = _counted(db, _owed(shape(narrow)), limit, narrow, feedback.days(min(before, today), today))
    return [OwedLine(row[0], row[1], dt.date.fromisoformat(row[2]), row[3]) for row in rows], total


@cache
def _owed(of: Shape) -> Select[*tuple[Any, ...]]:
    owed = select(Moment.id, Moment.title, type_coerce(Moment.ends_on, String), Project.name)
    found = feedback.in_halves(owed.join(Project, Project.id == Moment.project_id).where(*moment_fits(of)))
    return select(*found.c).order_by(found.c.ends_on, found.c.id).limit(COUNT_TO)


def _counted(
    db: Session, question: Select[*tuple[Any, ...]], limit: int, narrow: Narrow, *given: Since | Mapping[str, Any]
) -> tuple[list[Any], int]:
    """The first rows, and how many fit, counted up to COUNT_TO."""
    values = narrow._asdict()
    for each in given:
        values |= each._asdict() if isinstance(each, Since) else each
    found = db.execute(question, values).all()
    return list(found[:limit]), len(found)


def _changed_in(*which: ColumnElement[bool]) -> Select[int]:
    return select(Change.project_id).where(*_in_between(), *which)
