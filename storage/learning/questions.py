"""The question desk: what waits for an answer, who answers, and how often it went well. Never who asks what."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    ForeignKey,
    Index,
    Integer,
    Text,
    UniqueConstraint,
    and_,
    bindparam,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from glossary import Discipline
from storage.database import Base, Owned, insert_on, part_of, points_at
from storage.people.people import CHOSEN, Colleague, ColleagueDiscipline, here
from storage.people.personal import FilePart, KeyGoes, Moves, RowGoes, Shown, personal

KEPT_ANSWERED, KEPT_OPEN = dt.timedelta(days=30), dt.timedelta(days=365)
"""How long a question stays that nobody else may find, and one that nobody answers."""


class Question(Owned, Base):
    """A question to a colleague. With its answer it says no more who asked, and who answered.

    may_help: whoever asked lets others find it, with its answer. taken_by: who is at it. handed_to: who was asked for
    an answer by a colleague who answers.
    """

    __tablename__ = "question"
    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        points_at("asker_id", "colleague.id"),
        points_at("taken_by", "colleague.id"),
        points_at("handed_to", "colleague.id"),
        Index("ix_question_asker", "asker_id"),
        Index("ix_question_taken", "taken_by"),
        Index("ix_question_handed", "handed_to"),
        Index("ix_question_answered", "municipality_id", "answered_on"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    question: Mapped[str] = mapped_column(Text)
    asked_at: Mapped[dt.datetime]
    asker_id: Mapped[int | None] = mapped_column(
        info=personal(RowGoes(), Moves(), Shown(FilePart.QUESTIONS, only=("question", "asked_at", "may_help")))
    )
    may_help: Mapped[bool] = mapped_column(Boolean, default=False)
    taken_by: Mapped[int | None] = mapped_column(
        default=None, info=personal(KeyGoes(), Moves(), Shown(FilePart.ANSWERING, only=("question", "asked_at")))
    )
    handed_to: Mapped[int | None] = mapped_column(
        default=None, info=personal(KeyGoes(), Moves(), Shown(FilePart.ANSWERING, only=("question", "asked_at")))
    )
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_on: Mapped[dt.date | None] = mapped_column(Date, default=None)


class DeskHelper(Owned, Base):
    """Whoever offered to answer questions. helps_with: what they know about, in their own words; everybody reads it."""

    __tablename__ = "desk_helper"
    __table_args__ = (points_at("colleague_id", "colleague.id"),)

    colleague_id: Mapped[int] = mapped_column(
        primary_key=True,
        autoincrement=False,
        info=personal(RowGoes(), Moves(either=("helps_with",)), Shown(FilePart.QUESTIONS)),
    )
    helps_with: Mapped[str] = mapped_column(Text, default="")


class SessionWish(Owned, Base):
    """Whoever asked wants to hear of a session about it. Their own click: of an answered question nothing else says it.

    Nobody sees it, and it goes with the question, or once they heard of one.
    """

    __tablename__ = "session_wish"
    __table_args__ = (
        part_of("question_id", "question.id"),
        points_at("colleague_id", "colleague.id"),
        Index("ix_session_wish_colleague", "colleague_id"),
    )

    question_id: Mapped[int] = mapped_column(primary_key=True)
    colleague_id: Mapped[int] = mapped_column(
        primary_key=True, info=personal(RowGoes(), Moves(), Shown(FilePart.QUESTIONS))
    )


class DeskCount(Owned, Base):
    """How often it went how, in one month. Names nobody, and no question."""

    __tablename__ = "desk_count"

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), primary_key=True, init=False)
    month: Mapped[dt.date] = mapped_column(Date, primary_key=True)
    helped: Mapped[int] = mapped_column(Integer, default=0)
    asked: Mapped[int] = mapped_column(Integer, default=0)
    answered: Mapped[int] = mapped_column(Integer, default=0)


@dataclass(frozen=True, slots=True)
class DeskTotals:
    """helped: the desk itself was enough. asked: of a colleague. answered: by one."""

    helped: int
    asked: int
    answered: int


_IS_OPEN = Question.answered_on.is_(None)


def is_old(now: dt.datetime) -> ColumnElement[bool]:
    """Nobody needs it any more."""
    has_gone = and_(~Question.may_help, Question.answered_on < (now - KEPT_ANSWERED).date())
    return or_(has_gone, and_(_IS_OPEN, Question.asked_at < now - KEPT_OPEN))


# The queue


_QUESTION = select(Question).where(Question.id == bindparam("question"))
_OLDEST_FIRST = Question.asked_at, Question.id


def question(db: Session, question_id: int) -> Question | None:
    return db.scalar(_QUESTION, {"question": question_id})


def question_to_write(db: Session, question_id: int) -> Question | None:
    """Nobody else changes it now."""
    locked = _QUESTION.with_for_update().execution_options(populate_existing=True)
    return db.scalar(locked, {"question": question_id})


_OPEN = select(Question).where(_IS_OPEN).order_by(*_OLDEST_FIRST).limit(bindparam("limit", type_=Integer))
_OPEN_OF = _OPEN.where(Question.asker_id == bindparam("asker"))
_HOW_MANY_OPEN = select(func.count(Question.id)).where(
    _IS_OPEN, or_(Question.asker_id.is_(None), Question.asker_id != bindparam("but"))
)


def open_questions(db: Session, limit: int) -> Sequence[Question]:
    """Oldest first."""
    return db.scalars(_OPEN, {"limit": limit}).all()


def how_many_open(db: Session, but: int) -> int:
    """but: whoever looks; their own are not theirs to answer."""
    return db.scalar(_HOW_MANY_OPEN, {"but": but}) or 0


def open_questions_of(db: Session, asker_id: int, limit: int) -> Sequence[Question]:
    """Of one asker, for themselves alone; oldest first."""
    return db.scalars(_OPEN_OF, {"asker": asker_id, "limit": limit}).all()


def questions_taken_by(db: Session, colleague_id: int) -> Sequence[Question]:
    """Open ones."""
    return db.scalars(select(Question).where(_IS_OPEN, Question.taken_by == colleague_id).order_by(Question.id)).all()


_ASKED_SINCE = (
    select(Question.question)
    .where(Question.asked_at >= bindparam("since", type_=Question.asked_at.type))
    .order_by(Question.id.desc())
    .limit(bindparam("most", type_=Integer))
)


def asked_since(db: Session, since: dt.datetime, most: int) -> Sequence[str]:
    """The words of the newest questions to a colleague, whoever asked, as far as they are still kept."""
    return db.scalars(_ASKED_SINCE, {"since": since, "most": most}).all()


_ANSWERED = (
    select(Question)
    .where(Question.answered_on.is_not(None))
    .order_by(Question.answered_on.desc(), Question.id.desc())
    .limit(bindparam("limit", type_=Integer))
)


def answered_questions(db: Session, limit: int) -> Sequence[Question]:
    """Answered last first."""
    return db.scalars(_ANSWERED, {"limit": limit}).all()


# Who wants to hear of a session


def session_wish(db: Session, question_id: int, colleague_id: int) -> SessionWish | None:
    theirs = SessionWish.question_id == question_id, SessionWish.colleague_id == colleague_id
    return db.scalar(select(SessionWish).where(*theirs))


def session_wishes(db: Session) -> Sequence[tuple[SessionWish, Question]]:
    """With the question that each is about."""
    query = select(SessionWish, Question).join(Question, Question.id == SessionWish.question_id)
    return [(row[0], row[1]) for row in db.execute(query.order_by(SessionWish.question_id, SessionWish.colleague_id))]


# Who answers


_COORDINATORS = (
    select(ColleagueDiscipline.colleague_id)
    .join(Colleague, Colleague.id == ColleagueDiscipline.colleague_id)
    .where(
        ColleagueDiscipline.discipline == Discipline.COORDINATOR,
        ColleagueDiscipline.how != CHOSEN,
        *here(),
    )
    .order_by(ColleagueDiscipline.colleague_id)
)
_HELPERS = (
    select(DeskHelper, Colleague.name)
    .join(Colleague, Colleague.id == DeskHelper.colleague_id)
    .where(*here())
    .order_by(DeskHelper.colleague_id)
)


_HELPER = select(DeskHelper).where(DeskHelper.colleague_id == bindparam("colleague"))
_COUNTS = select(DeskCount).where(DeskCount.month >= bindparam("since"))


def coordinators(db: Session) -> Sequence[int]:
    """Ids of colleagues, lowest first. Not of those who only say so themselves: they change what everybody reads."""
    return db.scalars(_COORDINATORS).all()


def desk_helper(db: Session, colleague_id: int) -> DeskHelper | None:
    return db.scalar(_HELPER, {"colleague": colleague_id})


def desk_helpers(db: Session) -> Sequence[tuple[DeskHelper, str]]:
    """With their names; those who work here."""
    return [(row[0], row[1]) for row in db.execute(_HELPERS)]


# Totals


def count_at_desk(db: Session, day: dt.date, what: str) -> None:
    """what: "helped", "asked" or "answered". Two at the same time count as two."""
    month, own = day.replace(day=1), db.info["municipality"]
    first = insert_on(db)(DeskCount).values(
        municipality_id=own, month=month, **{**dict.fromkeys(("helped", "asked", "answered"), 0), what: 1}
    )
    again = {what: getattr(DeskCount, what) + 1}
    db.execute(first.on_conflict_do_update(index_elements=["municipality_id", "month"], set_=again))


def desk_totals(db: Session, since: dt.date) -> DeskTotals:
    """From the month of that day on."""
    months = db.scalars(_COUNTS, {"since": since.replace(day=1)}).all()
    return DeskTotals(
        helped=sum(each.helped for each in months),
        asked=sum(each.asked for each in months),
        answered=sum(each.answered for each in months),
    )
