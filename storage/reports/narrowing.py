"""What an overview is about, as conditions on projects and contact moments."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, String, bindparam, func, select
from sqlalchemy.orm import Session

from glossary import Domain, RoleState
from storage.people.people import Colleague
from storage.register.moments import Moment, MomentArea
from storage.register.projects import Project, ProjectArea, RoleAssignment

MOST_DEPARTMENTS = 500
"""Spellings: people type their own."""


class Narrow(NamedTuple):
    """Which projects an overview is about; an empty one is about all. area_codes: with all that lies around them.

    department: capitals, and spaces around it, make no difference. person: only the projects in which this colleague
    said yes to a role.
    """

    area_codes: tuple[str, ...] = ()
    domain: Domain | None = None
    department: str = ""
    person: int = 0


class Shape(NamedTuple):
    """Which of these a `Narrow` has: a question is made once for each shape, and its values are given with it."""

    area_codes: bool
    domain: bool
    department: bool
    person: bool


_DEPARTMENT = func.trim(Colleague.department)
_DEPARTMENTS = (
    select(_DEPARTMENT)
    .join(RoleAssignment, RoleAssignment.colleague_id == Colleague.id)
    .where(_DEPARTMENT != "")
    .group_by(_DEPARTMENT)
    .order_by(func.count().desc(), _DEPARTMENT)
    .limit(MOST_DEPARTMENTS)
)


def departments(db: Session) -> Sequence[str]:
    """Those of people who have a role in a project, each once as most of them write it; the most roles first."""
    found = dict[str, str]()
    for department in db.scalars(_DEPARTMENTS):
        found.setdefault(department.casefold(), department)
    return list(found.values())


def shape(narrow: Narrow) -> Shape:
    return Shape(*map(bool, narrow))


def fits(of: Shape) -> Iterator[ColumnElement[bool]]:
    if of.area_codes:
        here = ProjectArea.area_code.in_(bindparam("area_codes", expanding=True))
        yield Project.id.in_(select(ProjectArea.project_id).where(here))
    if of.domain:
        yield Project.domain == bindparam("domain")
    if of.department:
        yield Project.id.in_(
            select(RoleAssignment.project_id)
            .join(Colleague, Colleague.id == RoleAssignment.colleague_id)
            .where(func.lower(_DEPARTMENT) == func.lower(func.trim(bindparam("department", type_=String))))
        )
    if of.person:
        yield Project.id.in_(
            select(RoleAssignment.project_id).where(
                RoleAssignment.colleague_id == bindparam("person"), RoleAssignment.state == RoleState.ACCEPTED
            )
        )


def moment_fits(of: Shape) -> Iterator[ColumnElement[bool]]:
    """A moment lies in areas of its own; for the rest its project counts."""
    yield from fits(of._replace(area_codes=False))
    if of.area_codes:
        here = MomentArea.area_code.in_(bindparam("area_codes", expanding=True))
        yield Moment.id.in_(select(MomentArea.moment_id).where(here))
