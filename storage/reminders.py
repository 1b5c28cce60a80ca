"""Reminders that belong to something: a session, an invitation, a round. They move with it, and go with it."""

import datetime as dt

from sqlalchemy import Index, String, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, Owned


class ReminderRow(Owned, Base):
    """name: of the function in `Feature.reminders` that it starts. about: what it is given, such as "12" or "12 7".

    expires_at: later than this it is of no use, and falls away. Done reminders are deleted.
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


def plan(db: Session, name: str, about: str, due_at: dt.datetime, expires_at: dt.datetime) -> None:
    """Plans it, or moves it."""
    known = db.scalar(select(ReminderRow).where(ReminderRow.name == name, ReminderRow.about == about))
    if known is None:
        db.add(ReminderRow(name=name, about=about, due_at=due_at, expires_at=expires_at))
    else:
        known.due_at, known.expires_at = due_at, expires_at


def cancel(db: Session, name: str, about: str) -> None:
    db.execute(delete(ReminderRow).where(ReminderRow.name == name, ReminderRow.about == about))
