"""The vision that both departments share: its principles, its goals, and which projects touch which principle."""

import datetime as dt
from collections.abc import Mapping, Sequence

from sqlalchemy import ForeignKey, Index, Integer, String, UniqueConstraint, bindparam, delete, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.orm.attributes import flag_modified

from glossary import Goal
from storage.database import Base, Owned, part_of
from storage.register.projects import Project


class Vision(Owned, Base):
    """Of one municipality; no row: there is none. revision: counts the changes; a stale one is refused.

    review_on: when both heads look at it again. It names nobody: its owners are whoever heads a department.
    """

    __tablename__ = "vision"

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), primary_key=True, init=False)
    changed_on: Mapped[dt.date]
    review_on: Mapped[dt.date]
    revision: Mapped[int] = mapped_column(Integer, nullable=False, init=False)

    __mapper_args__ = {"version_id_col": revision}


class Principle(Owned, Base):
    """number: from 1, its place. What projects touch is the row: they stay with it when its words change."""

    __tablename__ = "principle"
    __table_args__ = (UniqueConstraint("municipality_id", "id"), UniqueConstraint("municipality_id", "number"))

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    number: Mapped[int] = mapped_column(Integer)
    words: Mapped[str] = mapped_column(String(200))


class VisionGoal(Owned, Base):
    """target: percent of what is counted."""

    __tablename__ = "vision_goal"

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), primary_key=True, init=False)
    goal: Mapped[Goal] = mapped_column(primary_key=True)
    target: Mapped[int] = mapped_column(Integer)


class ProjectPrinciple(Owned, Base):
    """Which principle a project touches; no row: nobody said."""

    __tablename__ = "project_principle"
    __table_args__ = (
        part_of("project_id", "project.id"),
        part_of("principle_id", "principle.id"),
        Index("ix_project_principle_principle_id", "principle_id"),
    )

    project_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    principle_id: Mapped[int]


_VISION = select(Vision)
_PRINCIPLES = select(Principle).order_by(Principle.number)
_PRINCIPLE = select(Principle).where(Principle.id == bindparam("principle"))
_GOALS = select(VisionGoal.goal, VisionGoal.target)
_TOUCHED = (
    select(ProjectPrinciple.principle_id, func.count())
    .join(Project, Project.id == ProjectPrinciple.project_id)
    .group_by(ProjectPrinciple.principle_id)
)
_TOUCHES = select(ProjectPrinciple).where(ProjectPrinciple.project_id == bindparam("project"))


def vision(db: Session) -> Vision | None:
    return db.scalar(_VISION)


def principles(db: Session) -> Sequence[Principle]:
    """In their order."""
    return db.scalars(_PRINCIPLES).all()


def principle(db: Session, principle_id: int) -> Principle | None:
    return db.scalar(_PRINCIPLE, {"principle": principle_id})


def targets(db: Session) -> Mapping[Goal, int]:
    """Of the goals that were chosen, in percent."""
    return {row[0]: row[1] for row in db.execute(_GOALS)}


def touched(db: Session) -> Mapping[int, int]:
    """Principle -> how many projects touch it."""
    return {row[0]: row[1] for row in db.execute(_TOUCHED)}


def keep_vision(db: Session, changed_on: dt.date, review_on: dt.date) -> None:
    """Counts as a change, also when both days stay as they are: then its principles or goals became others."""
    known = vision(db)
    if known is None:
        db.add(Vision(changed_on=changed_on, review_on=review_on))
    else:
        known.changed_on, known.review_on = changed_on, review_on
        flag_modified(known, "changed_on")


def keep_principles(db: Session, words: Sequence[str]) -> None:
    """words: by place, "" where there is none; projects stay with the principle in the same place."""
    known = {each.number: each for each in principles(db)}
    for number, said in enumerate(words, 1):
        there = known.get(number)
        if there and said:
            there.words = said
        elif there:
            db.delete(there)
        elif said:
            db.add(Principle(number=number, words=said))


def keep_targets(db: Session, wanted: Mapping[Goal, int]) -> None:
    db.execute(delete(VisionGoal).where(VisionGoal.goal.not_in(list(wanted))))
    known = {each.goal: each for each in db.scalars(select(VisionGoal))}
    for goal, target in wanted.items():
        if goal in known:
            known[goal].target = target
        else:
            db.add(VisionGoal(goal=goal, target=target))


def place_under(db: Session, project_id: int, principle_id: int) -> None:
    """A later choice takes the place of an earlier one."""
    known = db.scalar(_TOUCHES, {"project": project_id})
    if known is None:
        db.add(ProjectPrinciple(project_id=project_id, principle_id=principle_id))
    else:
        known.principle_id = principle_id
