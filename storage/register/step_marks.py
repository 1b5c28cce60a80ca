"""What somebody said of a step of the basiswerkwijze: only of what the register cannot know itself."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from functools import cache

from sqlalchemy import Index, Select, String, Text, bindparam, select, text
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, Owned, part_of, points_at
from storage.people.personal import FilePart, KeyGoes, Moves, Shown, personal


class StepMark(Owned, Base):
    """is_done: False when it is left out, with the reason: the project's own. marked_by: None once they are erased.

    about: what it was said of, with ";" between, as `bot.baseline.rules.about` has it; empty is the step as such.
    """

    __tablename__ = "step_mark"
    __table_args__ = (
        part_of("project_id", "project.id"),
        points_at("marked_by", "colleague.id"),
        Index("ix_step_mark_marked_by", "marked_by"),
    )

    project_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    step: Mapped[str] = mapped_column(String(20), primary_key=True)
    is_done: Mapped[bool]
    marked_on: Mapped[dt.date]
    marked_by: Mapped[int | None] = mapped_column(info=personal(KeyGoes(), Moves(), Shown(FilePart.STEPS)))
    reason: Mapped[str] = mapped_column(Text, default="")
    about: Mapped[str] = mapped_column(Text, default="", server_default=text("''"))


class HandOver(Owned, Base):
    """A hand-over of a project that was free on a day, so that whoever can go on hears it once.

    dependency: its code; one row with "" says that the project was looked at.
    """

    __tablename__ = "hand_over"
    __table_args__ = (part_of("project_id", "project.id"),)

    project_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    dependency: Mapped[str] = mapped_column(String(20), primary_key=True)
    noticed_on: Mapped[dt.date]


def hand_overs(db: Session) -> Mapping[int, frozenset[str]]:
    """Project -> what was noticed of it; without an entry for one that was never looked at."""
    found: dict[int, set[str]] = {}
    for project_id, dependency in db.execute(select(HandOver.project_id, HandOver.dependency)).all():
        found.setdefault(project_id, set()).add(dependency)
    return {project_id: frozenset(codes) for project_id, codes in found.items()}


def step_marks(db: Session, projects: Collection[int] | None = None) -> Sequence[StepMark]:
    """Of these projects, or of all."""
    return db.scalars(_marks(projects is not None), {"projects": list(projects or ())}).all()


@cache
def _marks(some_projects: bool) -> Select[StepMark]:
    query = select(StepMark).order_by(StepMark.project_id, StepMark.step)
    return query.where(StepMark.project_id.in_(bindparam("projects", expanding=True))) if some_projects else query


def step_mark(db: Session, project_id: int, step: str) -> StepMark | None:
    return db.scalar(select(StepMark).where(StepMark.project_id == project_id, StepMark.step == step))
