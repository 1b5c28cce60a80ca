"""Buddies: who takes part, with whom they would rather not be paired, and the rounds with their groups."""

import datetime as dt
import re
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import (
    Boolean,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    delete,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, selectinload

from glossary import Discipline, RoleState, Status
from storage.database import Base, Owned
from storage.learning.knowledge import Lesson
from storage.people.people import Colleague, ColleagueDiscipline, here, reachable
from storage.people.personal import FilePart, KeyGoes, Moves, NotShown, RowGoes, Shown, personal
from storage.register.projects import Project, RoleAssignment

PAIRED = (Discipline.COMMUNICATION, Discipline.PARTICIPATION, Discipline.COORDINATOR)
"""The disciplines that buddies are of; a coordinator is of participation."""


class BuddyMember(Owned, Base):
    """What somebody said to taking part. is_on: None as long as they were asked and said nothing, which is no yes.

    paused_until: the first day on which they take part again. most: buddies of the other discipline at once; None is
    what is usual here. side: which discipline they take part as in the next round, of those who are of both.
    """

    __tablename__ = "buddy_member"
    __table_args__ = (
        ForeignKeyConstraint(["municipality_id", "colleague_id"], ["colleague.municipality_id", "colleague.id"]),
    )

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
        ForeignKeyConstraint(["municipality_id", "colleague_id"], ["colleague.municipality_id", "colleague.id"]),
        ForeignKeyConstraint(["municipality_id", "other_id"], ["colleague.municipality_id", "colleague.id"]),
    )

    colleague_id: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, info=personal(RowGoes(), Moves(), Shown(FilePart.BUDDIES))
    )
    other_id: Mapped[int] = mapped_column(
        primary_key=True,
        autoincrement=False,
        info=personal(RowGoes(), Moves(), NotShown("whom somebody rather avoids is theirs alone")),
    )


class BuddyRound(Owned, Base):
    """number: 1 is the first. inputs: all that decided it, as JSON, so that it can be drawn again exactly.

    The inputs go when somebody of the round leaves: they hold who that was, and private wishes.
    """

    __tablename__ = "buddy_round"
    __table_args__ = (UniqueConstraint("municipality_id", "id"), UniqueConstraint("municipality_id", "number"))

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    number: Mapped[int] = mapped_column(Integer)
    begun_at: Mapped[dt.datetime]
    inputs: Mapped[bytes] = mapped_column(
        LargeBinary,
        info=personal(
            lambda db, colleague_id, at: _forget_inputs(db, colleague_id),
            lambda db, arrived, known: _forget_inputs(db, arrived),
            NotShown("it holds the wishes of others; what is theirs are their seats and their own wishes"),
        ),
    )


class BuddyGroup(Owned, Base):
    """reasons: why these people, as JSON."""

    __tablename__ = "buddy_group"
    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        ForeignKeyConstraint(
            ["municipality_id", "round_id"], ["buddy_round.municipality_id", "buddy_round.id"], ondelete="CASCADE"
        ),
        Index("ix_buddy_group_round", "round_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    round_id: Mapped[int]
    reasons: Mapped[bytes] = mapped_column(LargeBinary, default=b"[]")


class BuddySeat(Owned, Base):
    """Somebody's place in a round: in a group, or without one, and then why.

    colleague_id: None when they left; that somebody sat there stays, for the figures. side: the discipline they took
    part as. answer: "yes", "planned", "not_yet" or "no" to "did you speak", empty when they said nothing; nobody else
    sees it. nudged_at: when they were asked once more. took_away: one line that they kept. left_at: they went during
    the round.
    """

    __tablename__ = "buddy_seat"
    __table_args__ = (
        UniqueConstraint("round_id", "colleague_id"),
        ForeignKeyConstraint(
            ["municipality_id", "round_id"], ["buddy_round.municipality_id", "buddy_round.id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(["municipality_id", "group_id"], ["buddy_group.municipality_id", "buddy_group.id"]),
        ForeignKeyConstraint(["municipality_id", "colleague_id"], ["colleague.municipality_id", "colleague.id"]),
        Index("ix_buddy_seat_colleague", "colleague_id"),
        Index("ix_buddy_seat_group", "group_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    round_id: Mapped[int]
    colleague_id: Mapped[int | None] = mapped_column(
        info=personal(
            lambda db, colleague_id, at: leave(db, colleague_id, at),
            Moves(either=("answer", "took_away"), goes=KeyGoes(also={"took_away": ""})),
            Shown(FilePart.ROUNDS),
        )
    )
    side: Mapped[str] = mapped_column(String(20))
    group_id: Mapped[int | None] = mapped_column(default=None)
    reason: Mapped[str] = mapped_column(String(20), default="")
    answer: Mapped[str] = mapped_column(String(20), default="")
    answered_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    nudged_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    left_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    took_away: Mapped[str] = mapped_column(Text, default="")


class BuddyWelcome(Owned, Base):
    """Somebody would like to join a group during a round, and whether this member of it said yes."""

    __tablename__ = "buddy_welcome"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "group_id"], ["buddy_group.municipality_id", "buddy_group.id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(["municipality_id", "newcomer_id"], ["colleague.municipality_id", "colleague.id"]),
        ForeignKeyConstraint(["municipality_id", "colleague_id"], ["colleague.municipality_id", "colleague.id"]),
        Index("ix_buddy_welcome_newcomer", "newcomer_id"),
    )

    group_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    newcomer_id: Mapped[int] = mapped_column(
        primary_key=True,
        autoincrement=False,
        # What each member said is theirs.
        info=personal(RowGoes(), Moves(either=("is_welcome",)), Shown(FilePart.ROUNDS, only=("group_id",))),
    )
    colleague_id: Mapped[int] = mapped_column(
        primary_key=True,
        autoincrement=False,
        info=personal(RowGoes(), Moves(either=("is_welcome",)), Shown(FilePart.ROUNDS)),
    )
    is_welcome: Mapped[bool | None] = mapped_column(Boolean, default=None)


# Who takes part


def member(db: Session, colleague_id: int) -> BuddyMember | None:
    return db.scalar(select(BuddyMember).where(BuddyMember.colleague_id == colleague_id))


def members(db: Session) -> Sequence[tuple[BuddyMember, Colleague]]:
    """Everybody who said yes, also who pauses, by id; the colleagues with their disciplines and areas."""
    found = db.execute(
        select(BuddyMember, Colleague)
        .join(Colleague, Colleague.id == BuddyMember.colleague_id)
        .where(BuddyMember.is_on.is_(True), *here())
        .options(selectinload(Colleague.disciplines), selectinload(Colleague.areas))
        .order_by(Colleague.id)
    )
    return [(row[0], row[1]) for row in found]


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


def pairs_from_lists(db: Session) -> list[tuple[int, int]]:
    """Existing buddies that an imported list names, as pairs of ids."""
    keys = {row[1]: row[0] for row in db.execute(select(Colleague.id, Colleague.key).where(Colleague.key.is_not(None)))}
    named = select(Colleague.id, Colleague.buddy_key).where(Colleague.buddy_key.is_not(None)).order_by(Colleague.id)
    return [(row[0], keys[row[1]]) for row in db.execute(named) if row[1] in keys]


class WorksOn(NamedTuple):
    """A live project that somebody has a role in."""

    colleague_id: int
    project_id: int
    name: str
    areas: frozenset[str]


def projects_of(db: Session, colleague_ids: Collection[int]) -> list[WorksOn]:
    """Live projects in which they said yes to a role; newest first."""
    found = db.execute(
        select(RoleAssignment.colleague_id, Project)
        .join(Project, Project.id == RoleAssignment.project_id)
        .where(RoleAssignment.colleague_id.in_(colleague_ids))
        .where(RoleAssignment.state == RoleState.ACCEPTED)
        .where(Project.status.in_([status for status in Status if status.is_live]))
        .options(selectinload(Project.areas))
        .order_by(Project.changed_at.desc(), Project.id, RoleAssignment.role)
    )
    seen: dict[tuple[int, int], WorksOn] = {}
    for colleague_id, project in found:
        seen.setdefault(
            (colleague_id, project.id), WorksOn(colleague_id, project.id, project.name, frozenset(project.area_codes))
        )
    return list(seen.values())


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


def share_lesson(db: Session, seat: BuddySeat, line: str, day: dt.date) -> None:
    """What somebody took away, as a lesson for everybody without their name. Sharing it again changes that one."""
    key = f"buddy-{seat.id}"
    known = db.scalar(select(Lesson).where(Lesson.key == key))
    if known is None:
        known = Lesson(key=key, lesson=line, author_id=seat.colleague_id, learned_on=day)
        db.add(known)
    known.lesson, known.discipline, known.withdrawn_on = line, Discipline.from_code(seat.side), None


# Rounds


def last_round(db: Session) -> BuddyRound | None:
    return db.scalar(select(BuddyRound).order_by(BuddyRound.number.desc()).limit(1))


def all_rounds(db: Session) -> Sequence[BuddyRound]:
    """Oldest first."""
    return db.scalars(select(BuddyRound).order_by(BuddyRound.number)).all()


class SeatLine(NamedTuple):
    """What later rounds need of a seat."""

    round_id: int
    colleague_id: int | None
    side: str
    group_id: int | None
    answer: str


def seat_lines(db: Session) -> list[SeatLine]:
    """Of all rounds, without the objects: after a year there are many."""
    of_seat = (BuddySeat.round_id, BuddySeat.colleague_id, BuddySeat.side, BuddySeat.group_id, BuddySeat.answer)
    return list(map(SeatLine._make, db.execute(select(*of_seat).order_by(BuddySeat.round_id, BuddySeat.id))))


def seats_of_round(db: Session, round_id: int) -> Sequence[BuddySeat]:
    return db.scalars(select(BuddySeat).where(BuddySeat.round_id == round_id).order_by(BuddySeat.id)).all()


def seats_of_group(db: Session, group_id: int) -> Sequence[BuddySeat]:
    """Of who is in it now: without who left."""
    return db.scalars(
        select(BuddySeat)
        .where(BuddySeat.group_id == group_id, BuddySeat.colleague_id.is_not(None), BuddySeat.left_at.is_(None))
        .order_by(BuddySeat.id)
    ).all()


def seat_in(db: Session, round_id: int, colleague_id: int) -> BuddySeat | None:
    own = BuddySeat.round_id == round_id, BuddySeat.colleague_id == colleague_id
    return db.scalar(select(BuddySeat).where(*own))


def seats_of(db: Session, colleague_id: int) -> Sequence[tuple[BuddySeat, BuddyRound]]:
    """Of one colleague, newest round first."""
    found = db.execute(
        select(BuddySeat, BuddyRound)
        .join(BuddyRound, BuddyRound.id == BuddySeat.round_id)
        .where(BuddySeat.colleague_id == colleague_id)
        .order_by(BuddyRound.number.desc())
    )
    return [(row[0], row[1]) for row in found]


def groups_of(db: Session, round_id: int) -> Mapping[int, BuddyGroup]:
    """By id."""
    found = db.scalars(select(BuddyGroup).where(BuddyGroup.round_id == round_id).order_by(BuddyGroup.id))
    return {group.id: group for group in found}


def welcomes(db: Session, group_id: int, newcomer_id: int) -> Sequence[BuddyWelcome]:
    """Of every member of the group, by id."""
    own = BuddyWelcome.group_id == group_id, BuddyWelcome.newcomer_id == newcomer_id
    return db.scalars(select(BuddyWelcome).where(*own).order_by(BuddyWelcome.colleague_id)).all()


def groups_asked_by(db: Session, newcomer_id: int) -> list[int]:
    """The groups that somebody has asked to join, whatever they said; by id."""
    asked = select(BuddyWelcome.group_id).where(BuddyWelcome.newcomer_id == newcomer_id).distinct()
    return list(db.scalars(asked.order_by(BuddyWelcome.group_id)))


# Leaving


def leave(db: Session, colleague_id: int, at: dt.datetime) -> list[int]:
    """Their history loses who it was, and wishes about pairing go. Returns the groups they sat in, newest first."""
    own = db.scalars(
        select(BuddySeat).where(BuddySeat.colleague_id == colleague_id).order_by(BuddySeat.round_id.desc())
    ).all()
    _forget_inputs(db, colleague_id)
    groups = [seat.group_id for seat in own if seat.group_id and seat.left_at is None]
    for seat in own:
        seat.colleague_id, seat.took_away = None, ""
        seat.left_at = seat.left_at or at
    forget_wishes(db, colleague_id)
    db.flush()
    return groups


def forget_wishes(db: Session, colleague_id: int) -> None:
    """Their own, those about them, and whom they asked to join."""
    db.execute(
        delete(BuddyAvoid).where((BuddyAvoid.colleague_id == colleague_id) | (BuddyAvoid.other_id == colleague_id))
    )
    db.execute(
        delete(BuddyWelcome).where(
            (BuddyWelcome.colleague_id == colleague_id) | (BuddyWelcome.newcomer_id == colleague_id)
        )
    )


def _forget_inputs(db: Session, colleague_id: int) -> None:
    """Of every round that this number decided something in; also as one whom somebody would rather not be with."""
    number = re.compile(rb"(?<!\d)%d(?!\d)" % colleague_id)
    for round_ in db.scalars(select(BuddyRound).where(BuddyRound.inputs != b"")):
        if number.search(round_.inputs):
            round_.inputs = b""


def _keep_one_answer(db: Session, arrived_id: int, known_id: int) -> None:
    """What they said themselves in the chat counts; being asked without an answer says nothing."""
    arrived, known = member(db, arrived_id), member(db, known_id)
    if arrived and known:
        db.delete(known if known.is_on is None or arrived.is_on is not None else arrived)
        db.flush()
    db.execute(update(BuddyMember).where(BuddyMember.colleague_id == arrived_id).values(colleague_id=known_id))
