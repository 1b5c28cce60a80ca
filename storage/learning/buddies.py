"""Buddies: who takes part, with whom they would rather not be paired, and the rounds with their groups."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import (
    Boolean,
    Date,
    Integer,
    String,
    Text,
    bindparam,
    delete,
    func,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from glossary import Discipline, RoleState
from storage.database import Base, Owned, fill, points_at
from storage.learning.knowledge import Lesson
from storage.people.people import Colleague, ColleagueDiscipline, here, reachable
from storage.people.personal import FilePart, Moves, NotShown, RowGoes, Shown, personal
from storage.register.projects import IS_LIVE, Project, ProjectArea, RoleAssignment

PAIRED = (Discipline.COMMUNICATION, Discipline.PARTICIPATION, Discipline.COORDINATOR)
"""The disciplines that buddies are of; a coordinator is of participation."""


class BuddyMember(Owned, Base):
    """What somebody said to taking part. is_on: None as long as they were asked and said nothing, which is no yes.

    paused_until: the first day on which they take part again. most: buddies of the other discipline at once; None is
    what is usual here. side: which discipline they take part as in the next round, of those who are of both.
    """

    __tablename__ = "buddy_member"
    __table_args__ = (points_at("colleague_id", "colleague.id"),)

    colleague_id: Mapped[int] = mapped_column(
        primary_key=True,
        autoincrement=False,
        info=personal(
            RowGoes(), lambda db, arrived, known: _keep_one_answer(db, arrived, known), Shown(FilePart.BUDDIES)
        ),
    )
    asked_at: Mapped[dt.datetime]
    is_on: Mapped[bool | None] = mapped_column(Boolean, default=None)
    paused_until: Mapped[dt.date | None] = mapped_column(Date, default=None)
    most: Mapped[int | None] = mapped_column(Integer, default=None)
    side: Mapped[str] = mapped_column(String(20), default="")
    bio: Mapped[str] = mapped_column(Text, default="")
    learns: Mapped[str] = mapped_column(Text, default="")
    offers: Mapped[str] = mapped_column(Text, default="")

    def takes_part(self, day: dt.date) -> bool:
        return self.is_on is True and (self.paused_until is None or self.paused_until <= day)


class BuddyAvoid(Owned, Base):
    """With whom somebody would rather not be paired. Theirs alone: shown to nobody else, and in no log."""

    __tablename__ = "buddy_avoid"
    __table_args__ = (
        points_at("colleague_id", "colleague.id"),
        points_at("other_id", "colleague.id"),
    )

    colleague_id: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, info=personal(RowGoes(), Moves(), Shown(FilePart.BUDDIES))
    )
    other_id: Mapped[int] = mapped_column(
        primary_key=True,
        autoincrement=False,
        info=personal(RowGoes(), Moves(), NotShown("whom somebody rather avoids is theirs alone")),
    )


# Who takes part


_MEMBER = select(BuddyMember).where(BuddyMember.colleague_id == bindparam("colleague"))
_MEMBERS = (
    select(BuddyMember, Colleague)
    .join(Colleague, Colleague.id == BuddyMember.colleague_id)
    .where(BuddyMember.is_on.is_(True), *here())
    .order_by(Colleague.id)
)


def member(db: Session, colleague_id: int) -> BuddyMember | None:
    return db.scalar(_MEMBER, {"colleague": colleague_id})


def members(db: Session) -> Sequence[tuple[BuddyMember, Colleague]]:
    """Everybody who said yes, also who pauses, by id; the colleagues with their disciplines and areas."""
    found = [(row[0], row[1]) for row in db.execute(_MEMBERS)]
    fill(db, [each for _, each in found], Colleague.disciplines, Colleague.areas)
    return found


def choose_anew(db: Session) -> None:
    """Nobody has said as which of their disciplines they take part in the next round."""
    db.execute(update(BuddyMember).where(BuddyMember.side != "").values(side=""))


def to_be_asked(db: Session) -> Sequence[Colleague]:
    """Colleagues of both disciplines whom we can reach and have not asked yet, by id."""
    asked = select(BuddyMember.colleague_id)
    paired = select(ColleagueDiscipline.colleague_id).where(ColleagueDiscipline.discipline.in_(PAIRED))
    return db.scalars(
        select(Colleague)
        .where(*here(), Colleague.id.not_in(asked))
        .where(Colleague.id.in_(reachable()), Colleague.id.in_(paired))
        .order_by(Colleague.id)
    ).all()


def avoided_by(db: Session, colleague_id: int) -> list[int]:
    """By id. For that colleague alone."""
    found = select(BuddyAvoid.other_id).where(BuddyAvoid.colleague_id == colleague_id)
    return list(db.scalars(found.order_by(BuddyAvoid.other_id)))


def avoid(db: Session, colleague_id: int, others: Collection[int]) -> None:
    """These, and nobody else."""
    db.execute(delete(BuddyAvoid).where(BuddyAvoid.colleague_id == colleague_id))
    there = db.scalars(select(Colleague.id).where(Colleague.id.in_({*others} - {colleague_id}))).all()
    db.add_all(BuddyAvoid(colleague_id=colleague_id, other_id=other) for other in there)


def never_together(db: Session) -> frozenset[tuple[int, int]]:
    """For drawing a round, and for nothing else."""
    return frozenset((row[0], row[1]) for row in db.execute(select(BuddyAvoid.colleague_id, BuddyAvoid.other_id)))


_OTHER = aliased(Colleague)
_PAIRS_FROM_LISTS = (
    select(Colleague.id, _OTHER.id).join(_OTHER, _OTHER.key == Colleague.buddy_key).order_by(Colleague.id)
)


def pairs_from_lists(db: Session) -> list[tuple[int, int]]:
    """Existing buddies that an imported list names, as pairs of ids."""
    return [(row[0], row[1]) for row in db.execute(_PAIRS_FROM_LISTS)]


class WorksOn(NamedTuple):
    """A live project that somebody has a role in."""

    colleague_id: int
    project_id: int
    name: str
    areas: frozenset[str]
    registered_at: dt.datetime


_PROJECTS_OF = (
    select(
        *(RoleAssignment.colleague_id, Project.id, Project.name),
        select(func.aggregate_strings(ProjectArea.area_code, ","))
        .where(ProjectArea.project_id == Project.id)
        .correlate(Project)
        .scalar_subquery(),
        Project.created_at,
    )
    .join(Project, Project.id == RoleAssignment.project_id)
    .where(RoleAssignment.colleague_id.in_(bindparam("colleagues", expanding=True)))
    .where(RoleAssignment.state == RoleState.ACCEPTED)
    .where(IS_LIVE)
    .order_by(Project.changed_at.desc(), Project.id, RoleAssignment.role)
)


def projects_of(db: Session, colleague_ids: Collection[int]) -> list[WorksOn]:
    """Live projects in which they said yes to a role; newest first."""
    found = (
        WorksOn(row[0], row[1], row[2], _codes(row[3]), row[4])
        for row in db.execute(_PROJECTS_OF, {"colleagues": list(colleague_ids)})
    )
    seen: dict[tuple[int, int], WorksOn] = {}
    for works_on in found:
        seen.setdefault(works_on[:2], works_on)
    return list(seen.values())


def _codes(joined: str | None) -> frozenset[str]:
    return frozenset(joined.split(",")) if joined else frozenset()


def lessons_for(db: Session, project_ids: Collection[int], most: int) -> Sequence[tuple[Lesson, str]]:
    """Of these projects, newest first, with the name of the project."""
    found = db.execute(
        select(Lesson, Project.name)
        .join(Project, Project.id == Lesson.project_id)
        .where(Lesson.project_id.in_(project_ids), Lesson.withdrawn_on.is_(None))
        .order_by(Lesson.learned_on.desc(), Lesson.id.desc())
        .limit(most)
    )
    return [(row[0], row[1]) for row in found]


def _keep_one_answer(db: Session, arrived_id: int, known_id: int) -> None:
    """What they said themselves in the chat counts; being asked without an answer says nothing."""
    arrived, known = member(db, arrived_id), member(db, known_id)
    if arrived and known:
        db.delete(known if known.is_on is None or arrived.is_on is not None else arrived)
        db.flush()
    db.execute(update(BuddyMember).where(BuddyMember.colleague_id == arrived_id).values(colleague_id=known_id))
