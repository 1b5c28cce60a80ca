"""Colleagues who stand at a role in a list and have not been asked."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from glossary import LIVE, RoleState
from storage.people.people import ChatAccount
from storage.register.projects import IS_LIVE, Project, RoleAssignment
from storage.reports.lists import _ROLES, COLLEAGUES, PROJECTS, _core, _own, _table


@dataclass(frozen=True, slots=True)
class Unasked:
    """A colleague with roles on live projects about which nobody has asked them. reachable: has a chat account."""

    colleague_id: int
    language: str
    roles: int
    reachable: bool
    name: str


def unasked(db: Session) -> Sequence[Unasked]:
    """By id."""
    people, account = COLLEAGUES.table.c, _table(ChatAccount).c
    linked = account.municipality_id == _own(db), account.colleague_id == people.id
    has_account = exists().where(*linked, account.is_shut.is_(False))
    query = (
        select(people.id, people.language, func.count(), has_account, people.name)
        .select_from(_ROLES)
        .join(COLLEAGUES.table, people.id == _ROLES.c.colleague_id)
        .join(PROJECTS.table, PROJECTS.table.c.id == _ROLES.c.project_id)
        .where(_ROLES.c.municipality_id == _own(db), people.erased_at.is_(None), people.away_since.is_(None))
        .where(_ROLES.c.state == RoleState.NAMED, PROJECTS.table.c.status.in_(LIVE))
        .group_by(people.id, people.language, people.name)
        .order_by(people.id)
    )
    return [Unasked(row[0], row[1], row[2], bool(row[3]), row[4]) for row in _core(db).execute(query)]


def unasked_roles(db: Session, colleague_id: int) -> Sequence[tuple[RoleAssignment, Project]]:
    """Of one colleague, by the name of the project."""
    found = db.execute(
        select(RoleAssignment, Project)
        .join(Project, Project.id == RoleAssignment.project_id)
        .where(RoleAssignment.colleague_id == colleague_id)
        .where(RoleAssignment.state == RoleState.NAMED, IS_LIVE)
        .order_by(Project.name, Project.id, RoleAssignment.role)
    )
    return [(row[0], row[1]) for row in found]
