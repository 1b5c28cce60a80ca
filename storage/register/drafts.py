"""What somebody filled in in the first step of a form, while they look at the second; and what they are asked about."""

import datetime as dt

from sqlalchemy import ColumnElement, Index, Integer, String, Text, and_, bindparam, delete, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, Owned, part_of
from storage.people.personal import FilePart, Moves, RowGoes, Shown, personal

KEPT = dt.timedelta(days=1)

MOMENT = "moment"
CONSENT = "lesson"
"""The kind of a draft that waits for the yes of who wrote the words in it."""
PATIENCE = dt.timedelta(days=14)
"""With that yes: people work part of the week, and go on leave."""


class Draft(Owned, Base):
    """kind: MOMENT, or CONSENT. about: the id of what is changed; 0 while it is new. codes: by field, as JSON.

    revision: that the person has seen. under: the project.
    """

    __tablename__ = "draft"
    __table_args__ = (
        part_of("colleague_id", "colleague.id"),
        Index("ix_draft_colleague", "colleague_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    colleague_id: Mapped[int] = mapped_column(info=personal(RowGoes(), Moves(), Shown(FilePart.DRAFTS)))
    kind: Mapped[str] = mapped_column(String(20))
    codes: Mapped[str] = mapped_column(Text)
    created_at: Mapped[dt.datetime]
    under: Mapped[int] = mapped_column(Integer, default=0)
    about: Mapped[int] = mapped_column(Integer, default=0)
    revision: Mapped[int] = mapped_column(Integer, default=0)


def draft(db: Session, draft_id: int, colleague_id: int) -> Draft | None:
    """Only their own."""
    return db.scalar(select(Draft).where(Draft.id == draft_id, Draft.colleague_id == colleague_id))


_LEFT_OPEN = (
    select(Draft)
    .where(Draft.colleague_id == bindparam("colleague"), Draft.kind == MOMENT, Draft.about == bindparam("about"))
    .where(Draft.created_at >= bindparam("since"))
    .order_by(Draft.id.desc())
    .limit(1)
)
_LEFT_OPEN_UNDER = _LEFT_OPEN.where(Draft.under == bindparam("under"))


def left_open(db: Session, colleague_id: int, now: dt.datetime, under: int, about: int) -> Draft | None:
    """Their newest of the first step of a form. under: 0 is any project."""
    which = {"colleague": colleague_id, "about": about, "under": under, "since": now - KEPT}
    return db.scalar(_LEFT_OPEN_UNDER if under else _LEFT_OPEN, which)


def forget_old(db: Session, colleague_id: int, now: dt.datetime) -> None:
    """Those of one colleague: nobody has that form open any more, or wants to answer."""
    db.execute(delete(Draft).where(Draft.colleague_id == colleague_id, is_old(now)))


def is_old(now: dt.datetime) -> ColumnElement[bool]:
    of_a_form = and_(Draft.kind != CONSENT, Draft.created_at < now - KEPT)
    return or_(of_a_form, Draft.created_at < now - PATIENCE)
