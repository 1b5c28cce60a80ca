"""Reminders that belong to something: a session, an invitation, a round. They move with it, and go with it."""

import datetime as dt
from collections.abc import Collection, Sequence

from sqlalchemy import Index, Integer, String, UniqueConstraint, bindparam, delete, func, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, Owned, Utc
from storage.messages.schedule import Waits


class ReminderRow(Owned, Base):
    """name: of the function in `Feature.reminders` that it starts. about: what it is given, such as "12" or "12 7".

    expires_at: later than this it is of no use, and falls away. Done reminders are deleted. retry_at: not before, after
    so many failures in a row.
    """

    __tablename__ = "reminder"
    __table_args__ = (
        UniqueConstraint("municipality_id", "name", "about"),
        Index("ix_reminder_due", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    name: Mapped[str] = mapped_column(String(60))
    about: Mapped[str] = mapped_column(String(100))
    due_at: Mapped[dt.datetime]
    expires_at: Mapped[dt.datetime]
    failures: Mapped[int] = mapped_column(Integer, default=0)
    retry_at: Mapped[dt.datetime | None] = mapped_column(default=None)


def plan(db: Session, name: str, about: str, due_at: dt.datetime, expires_at: dt.datetime) -> None:
    """Plans it, or moves it."""
    known = db.scalar(select(ReminderRow).where(ReminderRow.name == name, ReminderRow.about == about))
    if known is None:
        db.add(ReminderRow(name=name, about=about, due_at=due_at, expires_at=expires_at))
    else:
        known.due_at, known.expires_at = due_at, expires_at
        known.failures, known.retry_at = 0, None


def cancel(db: Session, name: str, about: str) -> None:
    db.execute(delete(ReminderRow).where(ReminderRow.name == name, ReminderRow.about == about))


def due(db: Session, names: Collection[str], now: dt.datetime, limit: int) -> Sequence[Waits]:
    """Reminders whose time has come, the longest ago first. Looks across municipalities."""
    return [Waits(*row) for row in db.execute(_DUE, {"names": list(names), "now": now, "most": limit})]


def soonest(db: Session, names: Collection[str]) -> dt.datetime | None:
    """When the first of these is due; None when there is none. Looks across municipalities."""
    return db.scalar(_SOONEST, {"names": list(names)})


# Built once, as those of schedules are.
_NAMED = ReminderRow.name.in_(bindparam("names", expanding=True))
_IS_DUE = (
    ReminderRow.due_at <= bindparam("now"),
    or_(ReminderRow.retry_at.is_(None), ReminderRow.retry_at <= bindparam("now")),
)
_DUE = (
    select(ReminderRow.due_at, ReminderRow.id, ReminderRow.municipality_id, ReminderRow.name)
    .where(_NAMED, *_IS_DUE)
    .order_by(ReminderRow.due_at, ReminderRow.id)
    .limit(bindparam("most"))
)
_SOONEST = select(func.min(func.coalesce(ReminderRow.retry_at, ReminderRow.due_at, type_=Utc()))).where(_NAMED)
_LOCKED = select(ReminderRow).where(ReminderRow.id == bindparam("reminder"), *_IS_DUE).with_for_update(skip_locked=True)
_STILL_THERE = select(ReminderRow.id).where(ReminderRow.id == bindparam("reminder"))


def locked(db: Session, reminder_id: int, now: dt.datetime) -> ReminderRow | None:
    """For this transaction alone; None when another process has it, or is done with it."""
    return db.scalar(_LOCKED, {"reminder": reminder_id, "now": now})


def is_still_there(db: Session, reminder_id: int) -> bool:
    """Also while somebody else has it locked, or when the clock was set back. Looks across municipalities."""
    return db.scalar(_STILL_THERE, {"reminder": reminder_id}) is not None
