"""What both department heads steer on: totals of projects and teams, never of a person."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from glossary import BudgetKind, Discipline, Role, RoleState, Status
from storage.people.people import CHOSEN, Colleague, ColleagueDiscipline, here
from storage.register.feedback import is_owed
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
    """Of live projects, in whole euros. without: how many projects have no amount for participation."""

    one_off: int
    structural: int
    without: int


def live_projects(db: Session) -> int:
    return db.scalar(select(func.count(Project.id)).where(_LIVE)) or 0


def teams(db: Session) -> Mapping[Discipline, Team]:
    live, found = live_projects(db), {}
    for discipline, role in ADVISERS.items():
        members = select(func.count(Colleague.id)).where(
            *here(),
            Colleague.id.in_(
                select(ColleagueDiscipline.colleague_id).where(
                    ColleagueDiscipline.discipline == discipline, ColleagueDiscipline.how != CHOSEN
                )
            ),
        )
        held = select(func.count(Project.id)).where(_LIVE, Project.id.in_(_held(role)))
        projects = db.scalar(held) or 0
        found[discipline] = Team(db.scalar(members) or 0, projects, live - projects)
    return found


def _held(role: Role) -> ColumnElement[int]:
    held = select(RoleAssignment.project_id).where(RoleAssignment.role == role)
    return held.where(RoleAssignment.state != RoleState.LEFT).scalar_subquery()


def money(db: Session) -> Money:
    sums = db.execute(
        select(Project.participation_budget_kind, func.sum(Project.participation_budget), func.count(Project.id))
        .where(_LIVE, Project.participation_budget.is_not(None))
        .group_by(Project.participation_budget_kind)
    ).all()
    by_kind = {row[0]: int(row[1] or 0) for row in sums}
    return Money(
        by_kind.get(BudgetKind.ONE_OFF, 0),
        by_kind.get(BudgetKind.STRUCTURAL, 0),
        live_projects(db) - sum(row[2] for row in sums),
    )


def overdue(db: Session, ended_before: dt.date, today: dt.date) -> int:
    """How many asks ended before that day, and were not answered yet."""
    return db.scalar(select(func.count(Moment.id)).where(*is_owed(ended_before, today))) or 0


def department_heads(db: Session) -> Sequence[int]:
    """Ids of colleagues, lowest first. Not of those who only say so themselves: it opens what others do not see."""
    heads = select(ColleagueDiscipline.colleague_id).where(
        ColleagueDiscipline.discipline == Discipline.DEPARTMENT_HEAD, ColleagueDiscipline.how != CHOSEN
    )
    there = select(Colleague.id).where(*here(), Colleague.id.in_(heads))
    return db.scalars(there.order_by(Colleague.id)).all()
