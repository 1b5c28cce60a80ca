"""Thanking who made a project together: where that may be told, and who let themselves be named."""

import datetime as dt
from collections.abc import Collection, Sequence

from sqlalchemy import Boolean, ColumnElement, Date, Index, String, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, Owned, part_of, points_at
from storage.people.personal import FilePart, Moves, RowGoes, Shown, personal

KEPT = dt.timedelta(days=91)
"""How long the yes of each stays: so long somebody can still have their name taken away with one click."""


class Thanks(Owned, Base):
    """Of a project, once. channel, and what it is at its platform: where it is told; empty until somebody chose."""

    __tablename__ = "thanks"
    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        UniqueConstraint("project_id"),
        part_of("project_id", "project.id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int]
    asked_on: Mapped[dt.date] = mapped_column(Date)
    channel: Mapped[str] = mapped_column(String(100), default="")
    platform: Mapped[str] = mapped_column(String(20), default="")
    tenant: Mapped[str] = mapped_column(String(100), default="")
    place: Mapped[str] = mapped_column(String(300), default="")
    told_on: Mapped[dt.date | None] = mapped_column(Date, default=None)


class ThanksYes(Owned, Base):
    """A colleague who was asked. is_yes: they said yes. After one no all rows go: nothing says whose it was."""

    __tablename__ = "thanks_yes"
    __table_args__ = (
        part_of("thanks_id", "thanks.id"),
        points_at("colleague_id", "colleague.id"),
        Index("ix_thanks_yes_colleague", "colleague_id"),
    )

    thanks_id: Mapped[int] = mapped_column(primary_key=True)
    colleague_id: Mapped[int] = mapped_column(
        primary_key=True, info=personal(RowGoes(), Moves(either=("is_yes",)), Shown(FilePart.THANKS))
    )
    is_yes: Mapped[bool] = mapped_column(Boolean, default=False)


def is_old(today: dt.date) -> ColumnElement[bool]:
    """Of who was asked: nobody needs it any more. That a project was asked about stays, so that it is asked once."""
    return ThanksYes.thanks_id.in_(select(Thanks.id).where(Thanks.asked_on < today - KEPT))


def thanks(db: Session, thanks_id: int) -> Thanks | None:
    return db.scalar(select(Thanks).where(Thanks.id == thanks_id))


def thanks_to_write(db: Session, thanks_id: int) -> Thanks | None:
    """Nobody else answers now."""
    locked = select(Thanks).where(Thanks.id == thanks_id).with_for_update()
    return db.scalar(locked.execution_options(populate_existing=True))


def thanks_of(db: Session, project_id: int) -> Thanks | None:
    return db.scalar(select(Thanks).where(Thanks.project_id == project_id))


def asked_to_thank(db: Session, thanks_id: int) -> Sequence[ThanksYes]:
    """All of them, in an order that says nothing."""
    return db.scalars(select(ThanksYes).where(ThanksYes.thanks_id == thanks_id).order_by(ThanksYes.colleague_id)).all()


def thanks_with(db: Session, colleague_id: int) -> Sequence[Thanks]:
    """What was told of this colleague, with their yes."""
    theirs = select(ThanksYes.thanks_id).where(ThanksYes.colleague_id == colleague_id, ThanksYes.is_yes)
    return db.scalars(
        select(Thanks).where(Thanks.id.in_(theirs), Thanks.told_on.is_not(None)).order_by(Thanks.id)
    ).all()


def ask_for_yes(db: Session, thanks_id: int, colleague_ids: Collection[int]) -> None:
    db.add_all([ThanksYes(thanks_id=thanks_id, colleague_id=each) for each in sorted(colleague_ids)])


def forget_who_was_asked(db: Session, thanks_id: int) -> None:
    db.execute(delete(ThanksYes).where(ThanksYes.thanks_id == thanks_id))
