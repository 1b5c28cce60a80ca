"""Calendars that colleagues subscribed to, by an address that only they know."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import Index, String, UniqueConstraint, bindparam, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from glossary import CalendarKind
from storage.database import Base, Owned, part_of
from storage.people.people import Colleague, here
from storage.people.personal import FilePart, Moves, RowGoes, Shown, personal


class CalendarFeed(Owned, Base):
    """digest: of the secret in its address, which is kept nowhere. area_code: of a calendar of an area, else ""."""

    __tablename__ = "calendar_feed"
    __table_args__ = (
        part_of("colleague_id", "colleague.id"),
        UniqueConstraint("digest"),
        Index("ix_calendar_feed_colleague", "colleague_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    digest: Mapped[str] = mapped_column(String(64))
    kind: Mapped[CalendarKind]
    colleague_id: Mapped[int] = mapped_column(
        info=personal(RowGoes(), Moves(), Shown(FilePart.CALENDARS, only=("kind", "area_code", "made_at")))
    )
    made_at: Mapped[dt.datetime]
    area_code: Mapped[str] = mapped_column(String(20), default="")


_AT = (
    select(CalendarFeed, Colleague)
    .join(Colleague, Colleague.id == CalendarFeed.colleague_id)
    .where(CalendarFeed.digest == bindparam("digest"), *here())
)
_OF = (
    select(CalendarFeed)
    .where(CalendarFeed.colleague_id == bindparam("colleague"))
    .order_by(CalendarFeed.made_at, CalendarFeed.id)
)


def feed_at(db: Session, digest: str) -> tuple[CalendarFeed, Colleague] | None:
    """Of somebody who works here. Looks across municipalities."""
    found = db.execute(_AT, {"digest": digest}).one_or_none()
    return None if found is None else (found[0], found[1])


def feeds_of(db: Session, colleague_id: int) -> Sequence[CalendarFeed]:
    """Oldest first."""
    return db.scalars(_OF, {"colleague": colleague_id}).all()


def stop_feed(db: Session, colleague_id: int, feed_id: int) -> None:
    """Only one of their own."""
    db.execute(delete(CalendarFeed).where(CalendarFeed.id == feed_id, CalendarFeed.colleague_id == colleague_id))
