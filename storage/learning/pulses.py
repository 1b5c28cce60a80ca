"""How working together went in a triangle: asked once, when its project is done, and kept as a sum."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Index, Integer, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from glossary import TRIANGLE, PartialDate, Role, RoleState, Status
from storage.database import Base, Owned, part_of, points_at
from storage.people.personal import FilePart, Moves, RowGoes, Shown, personal
from storage.register.moments import IS_ASK, Moment
from storage.register.projects import Project, RoleAssignment


class PulseAsk(Owned, Base):
    """Who of a triangle was asked how working together went, once for a project. Never what they said."""

    __tablename__ = "pulse_ask"
    __table_args__ = (
        part_of("project_id", "project.id"),
        points_at("colleague_id", "colleague.id"),
        Index("ix_pulse_ask_colleague_id", "colleague_id"),
    )

    project_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    colleague_id: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, info=personal(RowGoes(), Moves(), Shown(FilePart.PULSE))
    )
    asked_on: Mapped[dt.date]
    has_answered: Mapped[bool] = mapped_column(default=False)


class PulseSum(Owned, Base):
    """The answers of a triangle, added up as they come in: no answer is kept by itself.

    answers: how many. together, tasks, again: the sums of their scores, each 1 to 5.
    """

    __tablename__ = "pulse_sum"
    __table_args__ = (part_of("project_id", "project.id"),)

    project_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    finished_on: Mapped[dt.date | None] = mapped_column(default=None)
    answers: Mapped[int] = mapped_column(Integer, default=0)
    together: Mapped[int] = mapped_column(Integer, default=0)
    tasks: Mapped[int] = mapped_column(Integer, default=0)
    again: Mapped[int] = mapped_column(Integer, default=0)


class Finished(NamedTuple):
    """A project of which the triangle is done: it is completed, or residents had their last answer.

    holders: who said yes to each corner.
    """

    project_id: int
    project: str
    finished_on: dt.date
    holders: Mapping[Role, int]


_ASKED = select(PulseSum.project_id)


def finished(db: Session, since: dt.date, until: dt.date) -> Sequence[Finished]:
    """After the one day and not after the other; only where nobody was asked yet."""
    completed = select(Project.id, Project.name, Project.completed_on).where(
        Project.status == Status.COMPLETED,
        Project.completed_on > since,
        Project.completed_on <= until,
        Project.id.not_in(_ASKED),
    )
    found = {row[0]: Finished._make((*row, {})) for row in db.execute(completed)}
    told = (
        select(Project.id, Project.name, func.max(Moment.residents_told_on))
        .join(Moment, Moment.project_id == Project.id)
        .where(Project.status == Status.ONGOING, Project.id.not_in(_ASKED), IS_ASK)
        .group_by(Project.id, Project.name)
        .having(
            func.count(Moment.id) == func.count(Moment.residents_told_on),
            func.max(Moment.residents_told_on) > PartialDate.of(since),
            func.max(Moment.residents_told_on) <= PartialDate.of(until),
        )
        .order_by(Project.id)
    )
    for project, name, last in db.execute(told):
        day = PartialDate(str(last)).day
        if day and since < day <= until:
            found[project] = Finished(project, name, day, {})
    corners = select(RoleAssignment.project_id, RoleAssignment.role, RoleAssignment.colleague_id).where(
        RoleAssignment.role.in_(TRIANGLE),
        RoleAssignment.state == RoleState.ACCEPTED,
        RoleAssignment.project_id.in_(found),
    )
    for project, role, who in db.execute(corners):
        found[project] = found[project]._replace(holders={**found[project].holders, role: who})
    return [found[each] for each in sorted(found)]


def pulse_ask(db: Session, project_id: int, colleague_id: int) -> PulseAsk | None:
    return db.scalar(select(PulseAsk).where(PulseAsk.project_id == project_id, PulseAsk.colleague_id == colleague_id))


def add_to_pulse(db: Session, asked: PulseAsk, scores: Mapping[str, int], day: dt.date) -> bool:
    """scores: by the column they are added to. In two statements; False when this colleague answered before."""
    first = (
        update(PulseAsk)
        .where(
            PulseAsk.project_id == asked.project_id,
            PulseAsk.colleague_id == asked.colleague_id,
            PulseAsk.has_answered.is_(False),
        )
        .values(has_answered=True)
    )
    if db.scalar(first.returning(PulseAsk.project_id)) is None:
        return False
    added = {name: getattr(PulseSum, name) + score for name, score in scores.items()}
    db.execute(
        update(PulseSum)
        .where(PulseSum.project_id == asked.project_id)
        .values(answers=PulseSum.answers + 1, finished_on=day, **added)
    )
    return True


class PulseTotal(NamedTuple):
    """answers: how many people; together, tasks, again: the sums of what they said."""

    answers: int
    together: int
    tasks: int
    again: int


def pulse_total(db: Session, least: int, since: dt.date) -> PulseTotal:
    """Of triangles of which at least so many answered, and the last of them on this day or later.

    A triangle comes in whole or not at all: what was added since the last look is never the answer of one colleague.
    """
    sums = (func.coalesce(func.sum(each), 0) for each in (PulseSum.together, PulseSum.tasks, PulseSum.again))
    row = db.execute(
        select(func.coalesce(func.sum(PulseSum.answers), 0), *sums).where(
            PulseSum.answers >= least, PulseSum.finished_on >= since
        )
    ).one()
    return PulseTotal(*map(int, row))
