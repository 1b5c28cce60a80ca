"""What participants and teams made of a project."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Integer, Text, UniqueConstraint, bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from glossary import QualitySource
from storage.database import Base, Owned, part_of
from storage.register.moments import IS_ASK, Moment
from storage.register.projects import Project


class ProjectQuality(Owned, Base):
    """One measurement of a project. answers: how many people; process, result, support: their mean, in tenths.

    An empty mean: nobody was asked that, or had an opinion. what_changed: because of those who took part.
    """

    __tablename__ = "project_quality"
    __table_args__ = (
        UniqueConstraint("project_id", "measured_on", "source"),
        part_of("project_id", "project.id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int]
    measured_on: Mapped[dt.date]
    source: Mapped[QualitySource]
    answers: Mapped[int] = mapped_column(Integer)
    process: Mapped[int | None] = mapped_column(Integer, default=None)
    result: Mapped[int | None] = mapped_column(Integer, default=None)
    support: Mapped[int | None] = mapped_column(Integer, default=None)
    what_changed: Mapped[str] = mapped_column(Text, default="")


class Measured(NamedTuple):
    """A measurement with the name of its project."""

    project_id: int
    project: str
    measured_on: dt.date
    source: QualitySource
    answers: int
    process: int | None
    result: int | None
    support: int | None
    what_changed: str
    id: int


_MEASURED = (
    select(
        *(ProjectQuality.project_id, Project.name, ProjectQuality.measured_on, ProjectQuality.source),
        *(ProjectQuality.answers, ProjectQuality.process, ProjectQuality.result, ProjectQuality.support),
        *(ProjectQuality.what_changed, ProjectQuality.id),
    )
    .join(Project, Project.id == ProjectQuality.project_id)
    .order_by(ProjectQuality.measured_on.desc(), ProjectQuality.source, ProjectQuality.id)
)
_OF_PROJECT = _MEASURED.where(ProjectQuality.project_id == bindparam("project"))


def measured(db: Session, project_id: int | None = None) -> Sequence[Measured]:
    """Of this project or of all, newest first."""
    rows = db.execute(_MEASURED) if project_id is None else db.execute(_OF_PROJECT, {"project": project_id})
    return [Measured._make(row) for row in rows]


def measurement(db: Session, quality_id: int) -> ProjectQuality | None:
    return db.scalar(select(ProjectQuality).where(ProjectQuality.id == quality_id))


def measured_then(db: Session, project_id: int, day: dt.date, source: QualitySource) -> ProjectQuality | None:
    return db.scalar(
        select(ProjectQuality).where(
            ProjectQuality.project_id == project_id,
            ProjectQuality.measured_on == day,
            ProjectQuality.source == source,
        )
    )


_OF_PROJECTS = select(ProjectQuality).where(ProjectQuality.project_id.in_(bindparam("projects", expanding=True)))


def measurements_of(db: Session, project_ids: Collection[int]) -> Sequence[ProjectQuality]:
    return db.scalars(_OF_PROJECTS, {"projects": list(project_ids)}).all()


_LAST_ASKS = (
    select(Moment.project_id, Moment.ends_on, Moment.residents_told_on)
    .where(Moment.project_id.in_(bindparam("projects", expanding=True)), IS_ASK)
    .order_by(Moment.project_id, Moment.ends_on.desc(), Moment.id)
)


def last_answered(db: Session, until: Mapping[int, dt.date]) -> Mapping[int, tuple[dt.date, dt.date | None]]:
    """Project -> the last day of its last ask before it was measured, and the day on which residents heard; None: not
    yet. Asks of which a day is not exactly known are left out. until: project -> when it was measured.
    """
    found: dict[int, tuple[dt.date, dt.date | None]] = {}
    for project, ends_on, told_on in db.execute(_LAST_ASKS, {"projects": list(until)}):
        ended = ends_on.day
        if ended is None or ended > until[project] or project in found:
            continue
        found[project] = ended, told_on.latest if told_on else None
    return found
