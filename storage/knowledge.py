"""Lessons."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import Boolean, ForeignKeyConstraint, Index, Integer, String, Text, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from glossary import Discipline, Instrument, LessonKind, Phase, TargetGroup
from storage.database import Base, Owned, children


class Lesson(Owned, Base):
    """discipline: from whose point of view. tags: lower case, joined by commas.

    author_id: who can correct it; others only see the name when the author chose so. helped: how often somebody said
    that it did, not who. confirmed_on: when somebody last said that it still holds. withdrawn_on: nobody finds it.
    """

    __tablename__ = "lesson"
    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        UniqueConstraint("municipality_id", "key"),
        ForeignKeyConstraint(["municipality_id", "author_id"], ["colleague.municipality_id", "colleague.id"]),
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
    kind: Mapped[LessonKind | None] = mapped_column(default=None)
    instrument: Mapped[Instrument | None] = mapped_column(default=None)
    author_id: Mapped[int | None] = mapped_column(default=None)
    shows_author: Mapped[bool] = mapped_column(Boolean, default=False)
    helped: Mapped[int] = mapped_column(Integer, default=0)
    confirmed_on: Mapped[dt.date | None] = mapped_column(default=None)
    withdrawn_on: Mapped[dt.date | None] = mapped_column(default=None)

    areas: Mapped[list["LessonArea"]] = children("Lesson", "LessonArea", order_by="LessonArea.area_code")
    groups: Mapped[list["LessonGroup"]] = children("Lesson", "LessonGroup")


class LessonArea(Owned, Base):
    __tablename__ = "lesson_area"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "lesson_id"], ["lesson.municipality_id", "lesson.id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(["municipality_id", "area_code"], ["area.municipality_id", "area.code"]),
    )

    lesson_id: Mapped[int] = mapped_column(primary_key=True, init=False)
    area_code: Mapped[str] = mapped_column(String(20), primary_key=True)


class LessonGroup(Owned, Base):
    __tablename__ = "lesson_group"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "lesson_id"], ["lesson.municipality_id", "lesson.id"], ondelete="CASCADE"
        ),
    )

    lesson_id: Mapped[int] = mapped_column(primary_key=True, init=False)
    target_group: Mapped[TargetGroup] = mapped_column(primary_key=True)


def lessons_of(db: Session, project_id: int) -> Sequence[Lesson]:
    """Newest first, without those that were withdrawn."""
    return db.scalars(
        select(Lesson)
        .where(Lesson.project_id == project_id, Lesson.withdrawn_on.is_(None))
        .order_by(Lesson.learned_on.desc(), Lesson.id)
    ).all()
