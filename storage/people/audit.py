"""The audit log: who did what that somebody may have to account for. Never content, and never who read what."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Index, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from glossary import Deed, DeedPart, Origin
from storage.database import Base, Owned, points_at
from storage.people.personal import FilePart, Moves, Shown, Stays, personal


def _accounts_for() -> dict[Any, Any]:
    return personal(Stays("a municipality accounts for what was done"), Moves(), Shown(FilePart.DEEDS))


class AuditRow(Owned, Base):
    """One deed. Never edited; an erased colleague stays in it as a row without a person.

    colleague_id: who did it; None when it was done on the console, or follows from what a platform says. about_id: the
    colleague it was done to. part: which right, or which settings.
    """

    __tablename__ = "audit"
    __table_args__ = (
        points_at("colleague_id", "colleague.id"),
        points_at("about_id", "colleague.id"),
        Index("ix_audit_newest", "municipality_id", "id"),
        Index("ix_audit_at", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    at: Mapped[dt.datetime]
    deed: Mapped[Deed]
    origin: Mapped[Origin]
    colleague_id: Mapped[int | None] = mapped_column(default=None, info=_accounts_for())
    about_id: Mapped[int | None] = mapped_column(default=None, info=_accounts_for())
    part: Mapped[DeedPart | None] = mapped_column(default=None)


def newest(db: Session, limit: int, before: int | None = None) -> Sequence[AuditRow]:
    """Newest first. before: only rows with a lower id, for the next page."""
    query = select(AuditRow).order_by(AuditRow.id.desc()).limit(limit)
    return db.scalars(query if before is None else query.where(AuditRow.id < before)).all()


def all_deeds(db: Session) -> Sequence[AuditRow]:
    """Oldest first."""
    return db.scalars(select(AuditRow).order_by(AuditRow.id)).all()
