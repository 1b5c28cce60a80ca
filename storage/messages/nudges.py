"""What waits for the one daily message to a colleague."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Index, Integer, LargeBinary, String, UniqueConstraint, bindparam, delete, select, update
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, mapped_column

from storage.database import Base, Owned, points_at
from storage.messages.outbox import MessageState, OutboxRow
from storage.people.personal import FilePart, Moves, RowGoes, Shown, personal


class NudgeRow(Owned, Base):
    """blocks: of `bot.chat.cards`, as JSON. One row for each thing that a colleague may be reminded of.

    bundle: the key of the daily message that it went into, which may not have left yet; empty as long as it waits.
    alone_from: before that it only goes along with something else; None when it can't wait.
    """

    __tablename__ = "nudge"
    __table_args__ = (
        UniqueConstraint("municipality_id", "colleague_id", "about"),
        points_at("colleague_id", "colleague.id"),
        Index("ix_nudge_colleague", "colleague_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    colleague_id: Mapped[int] = mapped_column(
        info=personal(
            RowGoes(), Moves(stays="arrived"), Shown(FilePart.WAITING, only=("created_at", "expires_at", "blocks"))
        )
    )
    about: Mapped[str] = mapped_column(String(120))
    blocks: Mapped[bytes] = mapped_column(LargeBinary)
    order: Mapped[int] = mapped_column(Integer)
    created_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    bundle: Mapped[str] = mapped_column(String(120), default="")
    alone_from: Mapped[dt.datetime | None] = mapped_column(default=None)


def nudge_about(db: Session, colleague_id: int, about: str) -> NudgeRow | None:
    return db.scalar(select(NudgeRow).where(NudgeRow.colleague_id == colleague_id, NudgeRow.about == about))


def who_wait(db: Session, about: str) -> set[int]:
    """Colleagues who have not been told yet."""
    return set(db.scalars(select(NudgeRow.colleague_id).where(NudgeRow.about == about, _IN_NONE)))


def forget(db: Session, about: str) -> None:
    """It has been done, by whomever: nobody needs to be reminded of it any more."""
    db.execute(delete(NudgeRow).where(NudgeRow.about == about))


def forget_of(db: Session, colleague_id: int, about: str) -> None:
    """This colleague has done it; others may still be reminded."""
    db.execute(delete(NudgeRow).where(NudgeRow.colleague_id == colleague_id, NudgeRow.about == about))


def forget_all_for(db: Session, colleague_id: int) -> None:
    db.execute(delete(NudgeRow).where(NudgeRow.colleague_id == colleague_id))


def waiting(db: Session) -> Sequence[NudgeRow]:
    """All that waits in this municipality and is in no message: by colleague, and then what goes on top first."""
    return db.scalars(select(NudgeRow).where(_IN_NONE).order_by(NudgeRow.colleague_id, *_in_order())).all()


def waiting_for(db: Session, colleague_id: int) -> Sequence[NudgeRow]:
    """What goes on top first."""
    mine = select(NudgeRow).where(NudgeRow.colleague_id == colleague_id, _IN_NONE)
    return db.scalars(mine.order_by(*_in_order())).all()


_IN_NONE = NudgeRow.bundle == ""


def _in_order() -> tuple[InstrumentedAttribute[Any], ...]:
    return NudgeRow.order, NudgeRow.created_at, NudgeRow.id


def that_hold(db: Session, words: bytes) -> Sequence[NudgeRow]:
    """Of this municipality, whoever they are for. Compared here: databases search in bytes each in their own way."""
    return [row for row in db.scalars(select(NudgeRow)) if words in row.blocks]


def forget_expired(db: Session, now: dt.datetime) -> None:
    db.execute(delete(NudgeRow).where(NudgeRow.expires_at <= now))


_TABLE = NudgeRow.metadata.tables[NudgeRow.__tablename__]
_PUT_IN = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("nudge"), _TABLE.c.municipality_id == bindparam("own"))
    .values(bundle=bindparam("key"))
)


def put_in(db: Session, keys: Mapping[int, str]) -> None:
    """Each is in the message with that key now, and stays until it is known that it left.

    In one go for everybody: one by one was a third of what a Monday at nine asks of the database.
    """
    own = db.info["municipality"]
    if keys:
        # Past the session, which updates one by one; so it says itself of which municipality they are.
        db.connection().execute(_PUT_IN, [{"nudge": each, "own": own, "key": key} for each, key in keys.items()])


def shown(db: Session, ids: Collection[int]) -> None:
    """Somebody read them, or they are of no use any more."""
    if ids:
        db.execute(delete(NudgeRow).where(NudgeRow.id.in_(ids)))


def take_back(db: Session) -> None:
    """What is in a message that did not leave yet waits again, and that message does not leave any more.

    What left is over. What may have left, or an administrator decides on, stays as it is.
    """
    db.flush()
    keys = list(db.scalars(select(NudgeRow.bundle).where(~_IN_NONE).distinct()))
    if not keys:
        return
    # In one statement: whoever sends it right now has it, or we have it.
    waits = (OutboxRow.key.in_(keys), OutboxRow.state == MessageState.PENDING)
    db.execute(update(OutboxRow).where(*waits).values(state=MessageState.CANCELLED, card=b""))
    states = db.execute(select(OutboxRow.key, OutboxRow.state).where(OutboxRow.key.in_(keys)))
    known = {row[0]: row[1] for row in states}
    again, over = list[str](), list[str]()
    for key in keys:
        match known.get(key, MessageState.SENT):
            case MessageState.CANCELLED | MessageState.EXPIRED:
                again.append(key)
            case MessageState.SENT | MessageState.DEAD:
                over.append(key)
    if again:
        db.execute(update(NudgeRow).where(NudgeRow.bundle.in_(again)).values(bundle=""))
    if over:
        db.execute(delete(NudgeRow).where(NudgeRow.bundle.in_(over)))
