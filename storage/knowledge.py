"""Lessons."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import ForeignKeyConstraint, Index, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from glossary import Discipline, Phase
from storage.database import Base, Owned


class Lesson(Owned, Base):
    """discipline: from whose point of view. tags: lower case, joined by commas."""

    __tablename__ = "lesson"
    __table_args__ = (
        UniqueConstraint("municipality_id", "key"),
        ForeignKeyConstraint(
            ["municipality_id", "project_id"], ["project.municipality_id", "project.id"], ondelete="CASCADE"
        ),
        Index("ix_lesson_project", "municipality_id", "project_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    key: Mapped[str] = mapped_column(String(100))
    lesson: Mapped[str] = mapped_column(Text)
    project_id: Mapped[int | None] = mapped_column(default=None)
    phase: Mapped[Phase | None] = mapped_column(default=None)
    discipline: Mapped[Discipline | None] = mapped_column(default=None)
    what_happened: Mapped[str] = mapped_column(Text, default="")
    tags: Mapped[str] = mapped_column(Text, default="")
    learned_on: Mapped[dt.date | None] = mapped_column(default=None)


def lessons_of(db: Session, project_id: int) -> Sequence[Lesson]:
    """Newest first."""
    return db.scalars(
        select(Lesson).where(Lesson.project_id == project_id).order_by(Lesson.learned_on.desc(), Lesson.id)
    ).all()
