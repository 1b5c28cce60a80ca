"""Colleagues who can help: what they offered for a vacant corner of a triangle, and whether that was settled."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import Index, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from glossary import Role
from storage.database import Base, Owned, part_of, points_at
from storage.people.personal import FilePart, Moves, RowGoes, Shown, personal


class HelpOffer(Owned, Base):
    """Their own yes to a role that nobody has, as long as it is vacant. settled_at: when they heard that it was."""

    __tablename__ = "help_offer"
    __table_args__ = (
        part_of("project_id", "project.id"),
        points_at("colleague_id", "colleague.id"),
        Index("ix_help_offer_colleague", "colleague_id"),
    )

    project_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    role: Mapped[Role] = mapped_column(primary_key=True)
    colleague_id: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, info=personal(RowGoes(), Moves(), Shown(FilePart.ROLES))
    )
    offered_at: Mapped[dt.datetime]
    settled_at: Mapped[dt.datetime | None] = mapped_column(default=None)


def offer(db: Session, project_id: int, role: Role, colleague_id: int) -> HelpOffer | None:
    theirs = HelpOffer.project_id == project_id, HelpOffer.role == role, HelpOffer.colleague_id == colleague_id
    return db.scalar(select(HelpOffer).where(*theirs))


def open_offer(db: Session, project_id: int, role: Role, colleague_id: int) -> HelpOffer | None:
    """One that waits for an answer: who heard that it was not needed has said no yes for later."""
    theirs = offer(db, project_id, role, colleague_id)
    return theirs if theirs and theirs.settled_at is None else None


def offers_for(db: Session, project_id: int, role: Role) -> Sequence[HelpOffer]:
    """First offered first."""
    of_role = HelpOffer.project_id == project_id, HelpOffer.role == role
    return db.scalars(select(HelpOffer).where(*of_role).order_by(HelpOffer.offered_at, HelpOffer.colleague_id)).all()
