"""What waits for the one daily message to a colleague."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Index, Integer, LargeBinary, String, UniqueConstraint, delete, select
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, mapped_column

from storage.database import Base, Owned, points_at
from storage.people.personal import FilePart, Moves, RowGoes, Shown, personal


class NudgeRow(Owned, Base):
    """blocks: of `bot.chat.cards`, as JSON. One row for each thing that a colleague may be reminded of.

    bundle: the key of the daily message that it went into, which may not have left yet; empty as long as it waits.
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


def nudge_about(db: Session, colleague_id: int, about: str) -> NudgeRow | None:
    return db.scalar(select(NudgeRow).where(NudgeRow.colleague_id == colleague_id, NudgeRow.about == about))


def forget(db: Session, about: str) -> None:
    """It has been done, by whomever: nobody needs to be reminded of it any more."""
    db.execute(delete(NudgeRow).where(NudgeRow.about == about))


def forget_all_for(db: Session, colleague_id: int) -> None:
    db.execute(delete(NudgeRow).where(NudgeRow.colleague_id == colleague_id))


def waiting(db: Session) -> Sequence[NudgeRow]:
    """All that waits in this municipality: by colleague, and then what goes on top first."""
    return db.scalars(select(NudgeRow).order_by(NudgeRow.colleague_id, *_in_order())).all()


def waiting_for(db: Session, colleague_id: int) -> Sequence[NudgeRow]:
    """What goes on top first."""
    return db.scalars(select(NudgeRow).where(NudgeRow.colleague_id == colleague_id).order_by(*_in_order())).all()


def _in_order() -> tuple[InstrumentedAttribute[Any], ...]:
    return NudgeRow.order, NudgeRow.created_at, NudgeRow.id


def that_hold(db: Session, words: bytes) -> Sequence[NudgeRow]:
    """Of this municipality, whoever they are for. Compared here: databases search in bytes each in their own way."""
    return [row for row in db.scalars(select(NudgeRow)) if words in row.blocks]


def forget_expired(db: Session, now: dt.datetime) -> None:
    db.execute(delete(NudgeRow).where(NudgeRow.expires_at <= now))


def sent(db: Session, ids: Collection[int]) -> None:
    """They are in a message now."""
    db.execute(delete(NudgeRow).where(NudgeRow.id.in_(ids)))
