"""What both department heads steer on: totals of projects and teams, never of a person."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, Integer, bindparam, case, func, select
from sqlalchemy.orm import Session

from glossary import BudgetKind, Discipline, Role, RoleState, Status
from storage.people.people import CHOSEN, Colleague, ColleagueDiscipline, here
from storage.register.feedback import FeedbackDebt, days, is_left, is_owed
from storage.register.moments import Moment
from storage.register.projects import Project, RoleAssignment

ADVISERS = {
    Discipline.COMMUNICATION: Role.COMMUNICATION_ADVISER,
    Discipline.PARTICIPATION: Role.PARTICIPATION_ADVISER,
}
"""The two teams, and what they do in a project."""

_LIVE = Project.status.in_([status for status in Status if status.is_live])


class Team(NamedTuple):
    """advisers: how many colleagues; whoever only says so themselves is not counted.

    projects: live ones that have one of them; vacant: live ones that have none."""

    advisers: int
    projects: int
    vacant: int


class Money(NamedTuple):
    """Of live projects, in whole euros. without: how many projects have no amount for participation.

    of_no_kind: of which nobody said whether they are one-off or structural.
    """

    one_off: int
    structural: int
    without: int
    of_no_kind: int = 0


def _held(role: Role) -> ColumnElement[int]:
    held = select(RoleAssignment.project_id).where(RoleAssignment.role == role, RoleAssignment.state != RoleState.LEFT)
    return select(func.count(Project.id)).where(_LIVE, Project.id.in_(held)).scalar_subquery()


def _are(discipline: Discipline) -> tuple[ColumnElement[bool], ...]:
    """Colleagues who are here; not those who only say so themselves."""
    theirs = select(ColleagueDiscipline.colleague_id).where(
        ColleagueDiscipline.discipline == discipline, ColleagueDiscipline.how != CHOSEN
    )
    return *here(), Colleague.id.in_(theirs)


def _members(discipline: Discipline) -> ColumnElement[int]:
    return select(func.count(Colleague.id)).where(*_are(discipline)).scalar_subquery()


_LIVE_PROJECTS = select(func.count(Project.id)).where(_LIVE)
_TEAMS = select(
    _LIVE_PROJECTS.scalar_subquery(),
    *(figure for discipline, role in ADVISERS.items() for figure in (_members(discipline), _held(role))),
)
_NOT_AGREED = Project.id.not_in(bindparam("agreed", expanding=True))
_MONEY = (
    select(
        *(Project.participation_budget_kind, func.sum(Project.participation_budget)),
        func.count(case((Project.participation_budget.is_(None) & _NOT_AGREED, 1))),
    )
    .where(_LIVE)
    .group_by(Project.participation_budget_kind)
)
_WITHOUT_AMOUNT = (
    select(Project.name)
    .where(_LIVE, Project.participation_budget.is_(None), _NOT_AGREED)
    .order_by(Project.changed_at.desc(), Project.id)
    .limit(bindparam("most", type_=Integer))
)
_HEADS = select(Colleague.id).where(*_are(Discipline.DEPARTMENT_HEAD)).order_by(Colleague.id)
_OVERDUE = (
    select(
        func.count(Moment.id),
        func.count(case((FeedbackDebt.reminders >= bindparam("enough", type_=Integer), 1))),
    )
    .outerjoin(FeedbackDebt, FeedbackDebt.moment_id == Moment.id)
    .where(*is_owed(), ~is_left())
)


def live_projects(db: Session) -> int:
    return db.scalar(_LIVE_PROJECTS) or 0


def teams(db: Session) -> Mapping[Discipline, Team]:
    live, *figures = db.execute(_TEAMS).one()
    pairs = zip(figures[::2], figures[1::2], strict=True)
    return {each: Team(members, held, live - held) for each, (members, held) in zip(ADVISERS, pairs, strict=True)}


def money(db: Session, agreed: Collection[int] = ()) -> Money:
    """agreed: projects that do without an amount."""
    sums = db.execute(_MONEY, {"agreed": list(agreed)}).all()
    by_kind = {row[0]: int(row[1] or 0) for row in sums}
    without = sum(row[2] for row in sums)
    one_off, structural = by_kind.pop(BudgetKind.ONE_OFF, 0), by_kind.pop(BudgetKind.STRUCTURAL, 0)
    return Money(one_off, structural, without, of_no_kind=sum(by_kind.values()))


def without_amount(db: Session, agreed: Collection[int], most: int) -> Sequence[str]:
    """The names of those, the one that changed last first."""
    return db.scalars(_WITHOUT_AMOUNT, {"agreed": list(agreed), "most": most}).all()


def overdue(db: Session, ended_before: dt.date, today: dt.date, enough: int) -> tuple[int, int]:
    """How many asks ended before that day, and were not answered yet; not what was left with a reason.

    And those among them of which `enough` reminders went out, so that nobody gets any more: left to the heads.
    """
    found = db.execute(_OVERDUE, {**days(ended_before, today), "enough": enough}).one()
    return found[0], found[1]


def department_heads(db: Session) -> Sequence[int]:
    """Ids of colleagues, lowest first. Not of those who only say so themselves: it opens what others do not see."""
    return db.scalars(_HEADS).all()
