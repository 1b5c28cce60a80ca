"""Corners of the triangle that nobody fills: since when, and whether somebody has been told."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from glossary import TRIANGLE, Role, RoleState
from storage.database import Base, Owned, part_of
from storage.register.projects import IS_LIVE, Project, RoleAssignment


class VacancyRow(Owned, Base):
    """since: the day on which it was first seen. told_on: who can do something about it hears of it once."""

    __tablename__ = "vacancy"
    __table_args__ = (part_of("project_id", "project.id"),)

    project_id: Mapped[int] = mapped_column(primary_key=True)
    role: Mapped[Role] = mapped_column(primary_key=True)
    since: Mapped[dt.date]
    told_on: Mapped[dt.date | None] = mapped_column(default=None)


class Triangle(NamedTuple):
    """Who is named for a corner of a live project, what they answered, and when."""

    project_id: int
    name: str
    states: Mapping[Role, RoleState]
    holders: Mapping[Role, int]
    answered: Mapping[Role, dt.datetime]

    def said_yes(self, role: Role) -> int | None:
        """Who is in that corner by their own yes."""
        return self.holders.get(role) if self.states.get(role) is RoleState.ACCEPTED else None


def triangles(db: Session) -> Sequence[Triangle]:
    """Of all live projects, oldest project first."""
    live = select(Project.id, Project.name).where(IS_LIVE)
    found = {row[0]: Triangle(row[0], row[1], {}, {}, {}) for row in db.execute(live.order_by(Project.id))}
    ids = select(Project.id).where(IS_LIVE)
    columns = (
        *(RoleAssignment.project_id, RoleAssignment.role, RoleAssignment.state, RoleAssignment.colleague_id),
        RoleAssignment.answered_at,
    )
    corners = select(*columns).where(RoleAssignment.role.in_(TRIANGLE), RoleAssignment.project_id.in_(ids))
    for project_id, role, state, colleague_id, answered_at in db.execute(corners):
        triangle = found[project_id]
        found[project_id] = triangle._replace(
            states={**triangle.states, role: state},
            holders={**triangle.holders, role: colleague_id},
            answered={**triangle.answered, **({role: answered_at} if answered_at else {})},
        )
    return list(found.values())


def vacancies(db: Session) -> Sequence[VacancyRow]:
    return db.scalars(select(VacancyRow).order_by(VacancyRow.project_id, VacancyRow.role)).all()
