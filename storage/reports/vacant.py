"""Live projects without all three corners of their triangle: whom is somebody needed for, and how soon."""

import datetime as dt
from collections.abc import Collection, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Integer, Select, String, and_, bindparam, func, or_, select, union_all
from sqlalchemy.orm import Session, aliased

from glossary import LIVE, TRIANGLE, PartialDate, Role, RoleState
from storage.register.agreements import Agreement
from storage.register.moments import Moment
from storage.register.projects import IS_LIVE, Project, RoleAssignment
from storage.reports.narrowing import Narrow, Shape, fits, shape
from storage.reports.weekly import COUNT_TO, PROJECT, Named


class Vacant(NamedTuple):
    """A live project without all three corners of its triangle. next_moment: the first day of what comes first."""

    project: Named
    missing: tuple[Role, ...]
    next_moment: PartialDate | None


class VacantRoles(NamedTuple):
    """total: counted up to COUNT_TO. agreed: those among them in which a team agreed on this once."""

    found: Sequence[Vacant]
    total: int
    agreed: frozenset[int]


def vacant_roles(
    db: Session, narrow: Narrow, days: tuple[dt.date, dt.date], limit: int, kind: str, without: Collection[int] = ()
) -> VacantRoles:
    """First those with a contact moment from the first to the second of these days, the soonest first; then those that
    changed last.

    kind: of the finding that a team may have agreed on. without: projects that are left out.
    """
    today, soon = map(PartialDate.of, days)
    which = {**narrow._asdict(), "today": today, "soon": soon, "limit": limit, "kind": kind, "without": list(without)}
    changed_last, asked_first = _vacant_roles(shape(narrow))
    found = {row[0]: row for row in db.execute(changed_last, which)}
    if len(found) >= COUNT_TO:
        # Then there may be more than these, of which residents are asked something soon.
        found |= {row[0]: row for row in db.execute(asked_first, which)}
    rows = sorted(found.values(), key=lambda row: (row[3] is None, str(row[3]), -row[5].timestamp(), row[0]))
    vacant = [
        Vacant(
            Named(*row[:3]),
            tuple(role for role, holds in zip(TRIANGLE, row[6:], strict=True) if not holds),
            PartialDate(str(row[3])) if row[3] else None,
        )
        for row in rows[:limit]
    ]
    return VacantRoles(vacant, min(len(rows), COUNT_TO), frozenset(row[0] for row in rows if row[4]))


@cache
def _vacant_roles(of: Shape) -> tuple[Select[*tuple[Any, ...]], Select[*tuple[Any, ...]]]:
    """Of those that changed last, and of those that are asked first: the project, the first day of its next contact
    moment, whether a team agreed on something, when it changed, and for each corner whether it is held.
    """
    without = Project.id.not_in(bindparam("without", expanding=True))
    agreed = (
        select(Agreement.id)
        .where(Agreement.project_id == Project.id, Agreement.kind == bindparam("kind", type_=String))
        .correlate(Project)
        .exists()
    )
    vacant = (*fits(of), without, or_(*(~_is_held(role) for role in TRIANGLE)))
    soonest = (
        select(func.min(Moment.starts_on))
        .where(Moment.project_id == Project.id, Moment.starts_on >= bindparam("today"))
        .correlate(Project)
        .scalar_subquery()
    )
    line = select(*PROJECT, soonest, agreed, Project.changed_at, *(_is_held(role) for role in TRIANGLE))
    # Each of these finds its projects in the order of an index, and reads no further: the register may be large.
    # Those that changed last are enough to count; of those with a moment soon, no more are needed than are shown.
    among = (_changed_last(*vacant, Project.status == status) for status in LIVE)
    changed_last = union_all(*(select(each.subquery().c[0]) for each in among))
    asked_first = _asked_first(*vacant, IS_LIVE)
    return line.where(Project.id.in_(changed_last)), line.where(Project.id.in_(asked_first))


def _asked_first(*fitting: ColumnElement[bool]) -> Select[int]:
    """Projects by their next contact moment, when that begins from `today` to `soon`; the first `limit`."""
    earlier = aliased(Moment)
    before = or_(
        earlier.starts_on < Moment.starts_on, and_(earlier.starts_on == Moment.starts_on, earlier.id < Moment.id)
    )
    is_next = ~(
        select(earlier.id)
        .where(earlier.project_id == Moment.project_id, earlier.starts_on >= bindparam("today"), before)
        .correlate(Moment)
        .exists()
    )
    query = select(Moment.project_id).join(Project, Project.id == Moment.project_id)
    days = (Moment.starts_on >= bindparam("today"), Moment.starts_on <= bindparam("soon"))
    ordered = query.where(*days, *fitting, is_next).order_by(Moment.starts_on, Moment.id)
    return ordered.limit(bindparam("limit", type_=Integer))


def _changed_last(*fitting: ColumnElement[bool]) -> Select[int]:
    return select(Project.id).where(*fitting).order_by(Project.changed_at.desc(), Project.id).limit(COUNT_TO)


def _is_held(role: Role) -> ColumnElement[bool]:
    return (
        select(RoleAssignment.project_id)
        .where(RoleAssignment.project_id == Project.id, RoleAssignment.role == role)
        .where(RoleAssignment.state != RoleState.LEFT)
        .correlate(Project)
        .exists()
    )
