"""The yearly learning festival: its day, and who wants to tell something. Its programme are sessions."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import Date, Index, Integer, String, UniqueConstraint, bindparam, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, Owned, part_of, points_at
from storage.learning.sessions import KnowledgeSession
from storage.people.personal import FilePart, KeyGoes, Moves, RowGoes, Shown, personal


class Festival(Owned, Base):
    """held_on: empty while it is only proposed. starts_at: on the wall, "13:00". minutes: of one session.

    platform, tenant, channel: where it is told; empty when nowhere. called_off_on: also of one that nobody wanted.
    """

    __tablename__ = "festival"
    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        points_at("created_by", "colleague.id"),
        Index("ix_festival_created_by", "created_by"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    proposed_on: Mapped[dt.date] = mapped_column(Date)
    held_on: Mapped[dt.date | None] = mapped_column(Date, default=None)
    starts_at: Mapped[str] = mapped_column(String(5), default="")
    minutes: Mapped[int] = mapped_column(Integer, default=45)
    place: Mapped[str] = mapped_column(String(300), default="")
    platform: Mapped[str] = mapped_column(String(20), default="")
    tenant: Mapped[str] = mapped_column(String(100), default="")
    channel: Mapped[str] = mapped_column(String(300), default="")
    called_off_on: Mapped[dt.date | None] = mapped_column(Date, default=None)
    created_by: Mapped[int | None] = mapped_column(
        default=None, info=personal(KeyGoes(), Moves(), Shown(FilePart.SESSIONS))
    )

    @property
    def series(self) -> str:
        """Of its sessions."""
        return f"festival {self.id}"


class FestivalOffer(Owned, Base):
    """A colleague wants to tell something. Until the programme is there: then it is a session that they give."""

    __tablename__ = "festival_offer"
    __table_args__ = (
        part_of("festival_id", "festival.id"),
        points_at("colleague_id", "colleague.id"),
        Index("ix_festival_offer_colleague", "colleague_id"),
    )

    festival_id: Mapped[int] = mapped_column(primary_key=True)
    colleague_id: Mapped[int] = mapped_column(
        primary_key=True, info=personal(RowGoes(), Moves(), Shown(FilePart.SESSIONS))
    )
    topic: Mapped[str] = mapped_column(String(200))


_FESTIVAL = select(Festival).where(Festival.id == bindparam("festival"))
_LAST = (
    select(Festival)
    .where(Festival.called_off_on.is_(None), Festival.held_on.is_not(None))
    .order_by(Festival.held_on.desc(), Festival.id.desc())
    .limit(1)
)


def festival(db: Session, festival_id: int) -> Festival | None:
    return db.scalar(_FESTIVAL, {"festival": festival_id})


def festival_to_write(db: Session, festival_id: int) -> Festival | None:
    """Nobody else changes it now."""
    locked = _FESTIVAL.with_for_update(key_share=True).execution_options(populate_existing=True)
    return db.scalar(locked, {"festival": festival_id})


def last_festival(db: Session) -> Festival | None:
    """The latest that was planned and not called off, to come or past."""
    return db.scalar(_LAST)


def proposed_last(db: Session) -> dt.date | None:
    """When a festival was proposed or planned the last time, whatever became of it."""
    return db.scalar(select(func.max(func.coalesce(Festival.held_on, Festival.proposed_on))))


def who_tells(db: Session, festival_id: int) -> Sequence[FestivalOffer]:
    return db.scalars(
        select(FestivalOffer).where(FestivalOffer.festival_id == festival_id).order_by(FestivalOffer.colleague_id)
    ).all()


def offer_of(db: Session, festival_id: int, colleague_id: int) -> FestivalOffer | None:
    theirs = (FestivalOffer.festival_id == festival_id, FestivalOffer.colleague_id == colleague_id)
    return db.scalar(select(FestivalOffer).where(*theirs))


def programme(db: Session, series: str) -> Sequence[KnowledgeSession]:
    """Its sessions, the first first, with those that were called off."""
    of_it = select(KnowledgeSession).where(KnowledgeSession.series == series)
    return db.scalars(of_it.order_by(KnowledgeSession.starts_at, KnowledgeSession.id)).all()
