"""What joint goals are measured from: days of invitations, contact moments and answers, counted and without names."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, String, bindparam, func, or_, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from glossary import TRIANGLE, Level, PartialDate, RoleState, Status
from storage.register.moments import Moment
from storage.register.projects import Project, RoleAssignment

_LIVE = Project.status.in_([status for status in Status if status.is_live])


class AnswerDays(NamedTuple):
    """So many asks ended on that day, and were answered on that one; None: not yet."""

    ended_on: dt.date
    told_on: dt.date | None
    n: int


class InvitationDays(NamedTuple):
    """So many asks began on that day, to which people were invited on that one."""

    starts_on: dt.date
    invited_on: dt.date
    n: int


def _is_exact(
    day: InstrumentedAttribute[PartialDate] | InstrumentedAttribute[PartialDate | None],
) -> ColumnElement[bool]:
    return func.length(day) == len("2026-11-23")


_IS_ASK = or_(Moment.level.is_(None), Moment.level != Level.INFORM)
_ANSWERS = (
    select(type_coerce(Moment.ends_on, String), type_coerce(Moment.residents_told_on, String), func.count())
    .where(
        _IS_ASK, _is_exact(Moment.ends_on), Moment.ends_on >= bindparam("first"), Moment.ends_on <= bindparam("last")
    )
    .where(or_(Moment.residents_told_on.is_(None), _is_exact(Moment.residents_told_on)))
    .group_by(Moment.ends_on, Moment.residents_told_on)
)
_INVITATIONS = (
    select(type_coerce(Moment.starts_on, String), type_coerce(Moment.invitation_sent_on, String), func.count())
    .where(_IS_ASK, _is_exact(Moment.starts_on), _is_exact(Moment.invitation_sent_on))
    .where(Moment.invitation_sent_on >= bindparam("first"), Moment.invitation_sent_on <= bindparam("last"))
    .group_by(Moment.starts_on, Moment.invitation_sent_on)
)
_COMPLETE = select(func.count(Project.id)).where(
    _LIVE,
    *(
        Project.id.in_(
            select(RoleAssignment.project_id).where(RoleAssignment.role == role, RoleAssignment.state != RoleState.LEFT)
        )
        for role in TRIANGLE
    ),
)
_TRIANGLES = select(_COMPLETE.scalar_subquery(), select(func.count(Project.id)).where(_LIVE).scalar_subquery())


def answer_days(db: Session, first: dt.date, last: dt.date) -> Sequence[AnswerDays]:
    """Of asks of which the last day is from `first` to `last`; only exact days count."""
    found = db.execute(_ANSWERS, {"first": PartialDate.of(first), "last": PartialDate.of(last)})
    return [AnswerDays(dt.date.fromisoformat(row[0]), _day(row[1]), row[2]) for row in found]


def invitation_days(db: Session, first: dt.date, last: dt.date) -> Sequence[InvitationDays]:
    """Of invitations that were sent from `first` to `last`."""
    found = db.execute(_INVITATIONS, {"first": PartialDate.of(first), "last": PartialDate.of(last)})
    return [InvitationDays(dt.date.fromisoformat(row[0]), dt.date.fromisoformat(row[1]), row[2]) for row in found]


def complete_triangles(db: Session) -> tuple[int, int]:
    """Live projects with somebody in all three corners, and all live projects."""
    complete, live = db.execute(_TRIANGLES).one()
    return complete, live


def _day(written: str | None) -> dt.date | None:
    return dt.date.fromisoformat(written) if written else None
