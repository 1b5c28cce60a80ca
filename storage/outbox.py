"""Messages to somebody other than the asker, work for later, and what was already received."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import ForeignKeyConstraint, Index, Integer, LargeBinary, String, Text, delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from glossary.words import Word
from storage.database import Base, Owned


class LetterState(Word):
    """PENDING -> SENDING -> SENT. UNCERTAIN: nobody knows whether it was posted. DEAD: refused for good."""

    PENDING = "pending", "wacht"
    SENDING = "sending", "bezig"
    SENT = "sent", "verstuurd"
    UNCERTAIN = "uncertain", "onzeker"
    DEAD = "dead", "mislukt"


class OutboxRow(Owned, Base):
    """A message to a colleague (their own chat) or to a place. card: `bot.chat.cards.Card` as JSON.

    key: unique for ever; the same message planned twice is one row. on_refusal_tell: the colleague who hears that a
    message to a place could not be posted. together: the ids of colleagues who get it in one conversation, with spaces.
    under: the key of the message in whose thread it goes.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        ForeignKeyConstraint(["municipality_id", "colleague_id"], ["colleague.municipality_id", "colleague.id"]),
        Index("ix_outbox_ready", "state", "not_before", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    language: Mapped[str] = mapped_column(String(2))
    card: Mapped[bytes] = mapped_column(LargeBinary)
    not_before: Mapped[dt.datetime]
    created_at: Mapped[dt.datetime]
    colleague_id: Mapped[int | None] = mapped_column(default=None)
    platform: Mapped[str] = mapped_column(String(20), default="")
    tenant: Mapped[str] = mapped_column(String(100), default="")
    place: Mapped[str] = mapped_column(String(100), default="")
    state: Mapped[LetterState] = mapped_column(String(20), default=LetterState.PENDING)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    posted_as: Mapped[str] = mapped_column(String(100), default="")
    reason: Mapped[str] = mapped_column(String(200), default="")
    on_refusal_tell: Mapped[int | None] = mapped_column(default=None)
    together: Mapped[str] = mapped_column(String(500), default="")
    under: Mapped[str] = mapped_column(String(120), default="")


class WorkRow(Owned, Base):
    """Something that takes long, for one person. state: the same words as a letter's."""

    __tablename__ = "work"
    __table_args__ = (
        ForeignKeyConstraint(["municipality_id", "colleague_id"], ["colleague.municipality_id", "colleague.id"]),
        Index("ix_work_state", "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    name: Mapped[str] = mapped_column(String(60))
    colleague_id: Mapped[int]
    language: Mapped[str] = mapped_column(String(2))
    order: Mapped[str] = mapped_column(Text)
    """JSON: {"args": {...}, "files": [{"name", "reference", "size"}]}"""
    created_at: Mapped[dt.datetime]
    state: Mapped[LetterState] = mapped_column(String(20), default=LetterState.PENDING)
    progress: Mapped[int] = mapped_column(Integer, default=0)
    reason: Mapped[str] = mapped_column(String(200), default="")


class Received(Base):
    """Something that must be done only once: an event that Slack may deliver again, a form submitted twice."""

    __tablename__ = "received"

    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    at: Mapped[dt.datetime] = mapped_column(index=True)


def first_time(db: Session, key: str, at: dt.datetime) -> bool:
    """True once for every key; the answer holds when the transaction commits."""
    insert = postgresql.insert if db.get_bind().dialect.name == "postgresql" else sqlite.insert
    statement = insert(Received).values(key=key, at=at).on_conflict_do_nothing().returning(Received.key)
    return db.execute(statement).scalar() is not None


def not_done_yet(db: Session, key: str) -> None:
    """The next time counts as the first again."""
    db.execute(delete(Received).where(Received.key == key))


def forget_received(db: Session, before: dt.datetime) -> None:
    db.execute(delete(Received).where(Received.at < before))


def interrupted(db: Session) -> None:
    """After a start: what was being sent when the process died may have been posted. Looks across municipalities."""
    db.execute(update(OutboxRow).where(OutboxRow.state == LetterState.SENDING).values(state=LetterState.UNCERTAIN))
    db.execute(update(WorkRow).where(WorkRow.state == LetterState.SENDING).values(state=LetterState.PENDING))


def next_letter(db: Session, now: dt.datetime) -> OutboxRow | None:
    """The oldest message that may be sent and has none before it for the same recipient; locked for this transaction.

    Looks across municipalities.
    """
    recipient = (OutboxRow.colleague_id, OutboxRow.platform, OutboxRow.tenant, OutboxRow.place)
    on_its_way = OutboxRow.state.in_([LetterState.PENDING, LetterState.SENDING])
    first_of_each = select(func.min(OutboxRow.id)).where(on_its_way).group_by(*recipient)
    return db.scalar(
        select(OutboxRow)
        .where(OutboxRow.state == LetterState.PENDING, OutboxRow.not_before <= now, OutboxRow.id.in_(first_of_each))
        .order_by(OutboxRow.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


def next_work(db: Session) -> WorkRow | None:
    """The oldest work that waits, locked for this transaction. Looks across municipalities."""
    return db.scalar(
        select(WorkRow)
        .where(WorkRow.state == LetterState.PENDING)
        .order_by(WorkRow.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


def letters_that_hold(db: Session, words: bytes) -> Sequence[OutboxRow]:
    """Of this municipality, whoever they are for. Compared here: databases search in bytes each in their own way."""
    return [letter for letter in db.scalars(select(OutboxRow)) if words in letter.card]


def letters_to(db: Session, colleague_id: int) -> Sequence[OutboxRow]:
    """Oldest first."""
    return db.scalars(select(OutboxRow).where(OutboxRow.colleague_id == colleague_id).order_by(OutboxRow.id)).all()


def work_under_way(db: Session, colleague_id: int) -> Sequence[WorkRow]:
    """What this colleague asked for and is not done yet, oldest first."""
    return db.scalars(
        select(WorkRow)
        .where(WorkRow.colleague_id == colleague_id, WorkRow.state.in_([LetterState.PENDING, LetterState.SENDING]))
        .order_by(WorkRow.id)
    ).all()


def letters_in_trouble(db: Session) -> Sequence[OutboxRow]:
    """Refused for good, or nobody knows whether they were posted; oldest first."""
    return db.scalars(
        select(OutboxRow).where(OutboxRow.state.in_([LetterState.UNCERTAIN, LetterState.DEAD])).order_by(OutboxRow.id)
    ).all()
