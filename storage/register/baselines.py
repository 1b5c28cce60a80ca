"""The municipality's own versions of the basiswerkwijze, and which projects were moved on to a newer one."""

import datetime as dt
from collections.abc import Mapping, Sequence

from sqlalchemy import Index, Integer, Text, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, Owned, part_of, points_at
from storage.people.personal import FilePart, KeyGoes, Moves, Shown, personal


class BaselineVersion(Owned, Base):
    """written: TOML, as `bot.baseline.steps` reads it. number: from 1, never used again."""

    __tablename__ = "baseline_version"
    __table_args__ = (
        UniqueConstraint("municipality_id", "number"),
        points_at("made_by", "colleague.id"),
        Index("ix_baseline_version_made_by", "made_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    number: Mapped[int] = mapped_column(Integer)
    written: Mapped[str] = mapped_column(Text)
    made_at: Mapped[dt.datetime]
    made_by: Mapped[int | None] = mapped_column(
        info=personal(KeyGoes(), Moves(), Shown(FilePart.STEPS, only=("number", "made_at")))
    )


class ProjectBaseline(Owned, Base):
    """A project that somebody moved on to a version; the others keep the one of the day they were registered."""

    __tablename__ = "project_baseline"
    __table_args__ = (part_of("project_id", "project.id"),)

    project_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(Integer)


_VERSIONS = select(BaselineVersion).order_by(BaselineVersion.number)
_MOVED = select(ProjectBaseline.project_id, ProjectBaseline.number)


def baseline_versions(db: Session) -> Sequence[BaselineVersion]:
    """Oldest first."""
    return db.scalars(_VERSIONS).all()


def next_baseline_number(db: Session) -> int:
    return (db.scalar(select(func.max(BaselineVersion.number))) or 0) + 1


def moved_baselines(db: Session) -> Mapping[int, int]:
    """Project -> the number of the version it was moved on to."""
    return {row[0]: row[1] for row in db.execute(_MOVED)}


def move_baseline(db: Session, project_id: int, number: int) -> None:
    moved = db.scalar(select(ProjectBaseline).where(ProjectBaseline.project_id == project_id))
    if moved is None:
        db.add(ProjectBaseline(project_id=project_id, number=number))
    else:
        moved.number = number
    db.flush()
