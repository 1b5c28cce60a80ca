"""Rounds of buddies: who was put together with whom, and what they said afterwards."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import (
    Boolean,
    Index,
    Integer,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    delete,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from glossary import Discipline
from storage.database import Base, Owned, part_of, points_at
from storage.learning.buddies import BuddyAvoid
from storage.learning.knowledge import Lesson
from storage.people.personal import FilePart, KeyGoes, Moves, NotShown, RowGoes, Shown, personal


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
        part_of("round_id", "buddy_round.id"),
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
        part_of("round_id", "buddy_round.id"),
        points_at("group_id", "buddy_group.id"),
        points_at("colleague_id", "colleague.id"),
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
        part_of("group_id", "buddy_group.id"),
        points_at("newcomer_id", "colleague.id"),
        points_at("colleague_id", "colleague.id"),
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


# Rounds


_ALL_ROUNDS = select(BuddyRound).order_by(BuddyRound.number)
_LAST_ROUND = select(BuddyRound).order_by(BuddyRound.number.desc()).limit(1)


def last_round(db: Session) -> BuddyRound | None:
    return db.scalar(_LAST_ROUND)


def all_rounds(db: Session) -> Sequence[BuddyRound]:
    """Oldest first."""
    return db.scalars(_ALL_ROUNDS).all()


class SeatLine(NamedTuple):
    """What later rounds need of a seat."""

    round_id: int
    colleague_id: int | None
    side: str
    group_id: int | None
    answer: str


_SEAT_LINES = select(
    BuddySeat.round_id, BuddySeat.colleague_id, BuddySeat.side, BuddySeat.group_id, BuddySeat.answer
).order_by(BuddySeat.round_id, BuddySeat.id)


def seat_lines(db: Session) -> list[SeatLine]:
    """Of all rounds, without the objects: after a year there are many."""
    return list(map(SeatLine._make, db.execute(_SEAT_LINES)))


def seats_of_round(db: Session, round_id: int) -> Sequence[BuddySeat]:
    return db.scalars(select(BuddySeat).where(BuddySeat.round_id == round_id).order_by(BuddySeat.id)).all()


def seats_of_group(db: Session, group_id: int) -> Sequence[BuddySeat]:
    """Of whoever is in it now: without those who left."""
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


def _forget_inputs(db: Session, colleague_id: int) -> None:
    """Of every round that this number decided something in; also as one whom somebody would rather not be with."""
    number = re.compile(rb"(?<!\d)%d(?!\d)" % colleague_id)
    for round_ in db.scalars(select(BuddyRound).where(BuddyRound.inputs != b"")):
        if number.search(round_.inputs):
            round_.inputs = b""


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


def share_lesson(db: Session, seat: BuddySeat, line: str, day: dt.date) -> None:
    """What somebody took away, as a lesson for everybody without their name. Sharing it again changes that one."""
    key = f"buddy-{seat.id}"
    known = db.scalar(select(Lesson).where(Lesson.key == key))
    if known is None:
        known = Lesson(key=key, lesson=line, author_id=seat.colleague_id, learned_on=day)
        db.add(known)
    known.lesson, known.discipline, known.withdrawn_on = line, Discipline.from_code(seat.side), None
