"""What joint goals are measured from: days of invitations, contact moments and answers, counted and without names."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import String, bindparam, cast, func, literal, or_, select, type_coerce, union_all
from sqlalchemy.orm import Session

from glossary import TRIANGLE, PartialDate, RoleState
from storage.register.moments import IS_ASK, Moment, is_exact
from storage.register.projects import IS_LIVE, Project, RoleAssignment


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


class GoalDays(NamedTuple):
    """Only exact days count. triangles: live projects with somebody in all three corners, and all live projects."""

    answers: Sequence[AnswerDays]
    invitations: Sequence[InvitationDays]
    triangles: tuple[int, int]


_ANSWERS = (
    select(
        *(literal("answers"), type_coerce(Moment.ends_on, String), type_coerce(Moment.residents_told_on, String)),
        func.count(),
    )
    .where(IS_ASK, is_exact(Moment.ends_on), Moment.ends_on >= bindparam("first"), Moment.ends_on <= bindparam("last"))
    .where(or_(Moment.residents_told_on.is_(None), is_exact(Moment.residents_told_on)))
    .group_by(Moment.ends_on, Moment.residents_told_on)
)
_INVITATIONS = (
    select(
        *(
            literal("invitations"),
            type_coerce(Moment.starts_on, String),
            type_coerce(Moment.invitation_sent_on, String),
        ),
        func.count(),
    )
    .where(IS_ASK, is_exact(Moment.starts_on), is_exact(Moment.invitation_sent_on))
    .where(Moment.invitation_sent_on >= bindparam("first"), Moment.invitation_sent_on <= bindparam("last"))
    .group_by(Moment.starts_on, Moment.invitation_sent_on)
)
_COMPLETE = select(func.count(Project.id)).where(
    IS_LIVE,
    *(
        Project.id.in_(
            select(RoleAssignment.project_id).where(RoleAssignment.role == role, RoleAssignment.state != RoleState.LEFT)
        )
        for role in TRIANGLE
    ),
)
_TRIANGLES = select(
    literal("triangles"),
    cast(_COMPLETE.scalar_subquery(), String),
    cast(select(func.count(Project.id)).where(IS_LIVE).scalar_subquery(), String),
    literal(1),
)
_DAYS = union_all(_ANSWERS, _INVITATIONS, _TRIANGLES)


def goal_days(db: Session, first: dt.date, last: dt.date) -> GoalDays:
    """Of asks of which the last day is from `first` to `last`, and of invitations that were sent then."""
    found: dict[str, list[Any]] = {which: [] for which in ("answers", "invitations", "triangles")}
    for row in db.execute(_DAYS, {"first": PartialDate.of(first), "last": PartialDate.of(last)}):
        found[row[0]].append(row[1:])
    [(complete, live, _)] = found["triangles"]
    return GoalDays(
        [AnswerDays(_exactly(ended), told and _exactly(told), n) for ended, told, n in found["answers"]],
        [InvitationDays(_exactly(starts), _exactly(invited), n) for starts, invited, n in found["invitations"]],
        (int(complete), int(live)),
    )


_exactly = dt.date.fromisoformat
