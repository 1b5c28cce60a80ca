"""Lessons."""

import datetime as dt
from collections.abc import Collection, Sequence

from sqlalchemy import (
    Boolean,
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    bindparam,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from glossary import Discipline, Instrument, LessonKind, Phase
from storage.database import Base, Owned, children, fill, next_key, part_of, points_at
from storage.people.personal import FilePart, KeyGoes, Moves, Shown, personal
from storage.register.about import AboutResidents, AreaRow, GroupRow


class Lesson(AboutResidents, Owned, Base):
    """discipline: from whose point of view. tags: lower case, joined by commas.

    author_id: who can correct it; others only see the name when the author chose so. helped: how often somebody said
    that it did, not who. confirmed_on: when somebody last said that it still holds. withdrawn_on: nobody finds it.
    """

    __tablename__ = "lesson"
    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        UniqueConstraint("municipality_id", "key"),
        points_at("author_id", "colleague.id"),
        part_of("project_id", "project.id"),
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
    author_id: Mapped[int | None] = mapped_column(
        default=None, info=personal(KeyGoes(also={"shows_author": False}), Moves(), Shown(FilePart.LESSONS))
    )
    shows_author: Mapped[bool] = mapped_column(Boolean, default=False)
    helped: Mapped[int] = mapped_column(Integer, default=0)
    confirmed_on: Mapped[dt.date | None] = mapped_column(default=None)
    withdrawn_on: Mapped[dt.date | None] = mapped_column(default=None)

    areas: Mapped[list["LessonArea"]] = children("Lesson", "LessonArea", order_by="LessonArea.area_code")
    groups: Mapped[list["LessonGroup"]] = children("Lesson", "LessonGroup")


class LessonArea(AreaRow, Owned, Base):
    __tablename__ = "lesson_area"
    __table_args__ = (
        part_of("lesson_id", "lesson.id"),
        points_at("area_code", "area.code"),
    )

    lesson_id: Mapped[int] = mapped_column(primary_key=True, init=False)


class LessonGroup(GroupRow, Owned, Base):
    __tablename__ = "lesson_group"
    __table_args__ = (part_of("lesson_id", "lesson.id"),)

    lesson_id: Mapped[int] = mapped_column(primary_key=True, init=False)


_LESSON = select(Lesson).where(Lesson.id == bindparam("lesson"))
_LESSONS_OF = (
    select(Lesson)
    .where(Lesson.project_id == bindparam("project"), Lesson.withdrawn_on.is_(None))
    .order_by(Lesson.learned_on.desc(), Lesson.id)
)


def lessons_of(db: Session, project_id: int) -> Sequence[Lesson]:
    """Newest first, without those that were withdrawn."""
    return db.scalars(_LESSONS_OF, {"project": project_id}).all()


def lesson(db: Session, lesson_id: int) -> Lesson | None:
    """Complete: with areas and groups."""
    found = db.scalar(_LESSON, {"lesson": lesson_id})
    if found:
        fill(db, [found], Lesson.areas, Lesson.groups)
    return found


_WITH_IDS = select(Lesson).where(Lesson.id.in_(bindparam("lessons", expanding=True))).order_by(Lesson.id)


def lessons_with_ids(db: Session, ids: Collection[int]) -> Sequence[Lesson]:
    return db.scalars(_WITH_IDS, {"lessons": list(ids)}).all() if ids else ()


def next_lesson_key(db: Session) -> str:
    """L07 after L06."""
    return next_key(db, Lesson.key, "L")


def count_help(db: Session, lesson_id: int) -> None:
    """One more colleague says that it helped. Two at the same time count as two."""
    db.execute(update(Lesson).where(Lesson.id == lesson_id).values(helped=Lesson.helped + 1))


MOST_ASKED_ABOUT = 200


def lessons_as_old_as(db: Session, days: Collection[dt.date]) -> Sequence[Lesson]:
    """Learned, or last said to hold, on one of these days; oldest first."""
    since = func.coalesce(Lesson.confirmed_on, Lesson.learned_on)
    query = select(Lesson).where(since.in_(days), Lesson.withdrawn_on.is_(None))
    return db.scalars(query.order_by(since, Lesson.id).limit(MOST_ASKED_ABOUT)).all()


_THERE_ARE = select(func.count(Lesson.id)).where(Lesson.withdrawn_on.is_(None)).scalar_subquery()
TO_REREAD = (
    select(Lesson)
    .where(Lesson.withdrawn_on.is_(None))
    .order_by(Lesson.id)
    .offset(func.coalesce(bindparam("number", type_=Integer) % func.nullif(_THERE_ARE, 0), 0))
    .limit(1)
)


def lesson_to_reread(db: Session, number: int) -> Lesson | None:
    """Every number leads to a lesson, the next number to the next one; None when there are none."""
    return db.scalar(TO_REREAD, {"number": number})


def lessons_that_helped_most(db: Session, limit: int) -> Sequence[Lesson]:
    """Those that helped somebody, most first; whoever wrote them."""
    query = select(Lesson).where(Lesson.helped > 0, Lesson.withdrawn_on.is_(None))
    return db.scalars(query.order_by(Lesson.helped.desc(), Lesson.id).limit(limit)).all()


def lesson_that_helped(db: Session, but_of: int) -> Lesson | None:
    """The one that helped most, of somebody else; None when none did."""
    others = or_(Lesson.author_id.is_(None), Lesson.author_id != but_of)
    query = select(Lesson).where(Lesson.helped > 0, Lesson.withdrawn_on.is_(None), others)
    return db.scalar(query.order_by(Lesson.helped.desc(), Lesson.id).limit(1))
