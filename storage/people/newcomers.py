"""Colleagues in their first months: which tips they have had."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import Boolean, Integer, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, Owned, fill, points_at
from storage.people.people import Colleague, here, reachable
from storage.people.personal import FilePart, RowGoes, Shown, personal


class Newcomer(Owned, Base):
    """told_on: when they had the last tip; before the first, when they were seen. passed: how many they are through."""

    __tablename__ = "newcomer"
    __table_args__ = (points_at("colleague_id", "colleague.id"),)

    colleague_id: Mapped[int] = mapped_column(
        primary_key=True,
        autoincrement=False,
        info=personal(
            RowGoes(), lambda db, arrived, known: _keep_furthest(db, arrived, known), Shown(FilePart.PROFILE)
        ),
    )
    told_on: Mapped[dt.date]
    passed: Mapped[int] = mapped_column(Integer, default=0)
    is_off: Mapped[bool] = mapped_column(Boolean, default=False)


def newcomer(db: Session, colleague_id: int) -> Newcomer | None:
    return db.scalar(select(Newcomer).where(Newcomer.colleague_id == colleague_id))


def newcomers(db: Session, since: dt.date, until: dt.date) -> Sequence[tuple[Colleague, Newcomer | None]]:
    """Whoever joined after `since`, and by `until`, and can be reached; with their disciplines, by id."""
    joined = Colleague.joined_on > since, Colleague.joined_on <= until
    query = (
        select(Colleague, Newcomer)
        .outerjoin(Newcomer, Newcomer.colleague_id == Colleague.id)
        .where(*here(), *joined, Colleague.id.in_(reachable()))
        .order_by(Colleague.id)
    )
    found = [(row[0], row[1]) for row in db.execute(query)]
    fill(db, [each for each, _ in found], Colleague.disciplines)
    return found


def _keep_furthest(db: Session, arrived_id: int, known_id: int) -> None:
    """Nobody hears a tip twice, and who wanted no more gets no more."""
    arrived, known = newcomer(db, arrived_id), newcomer(db, known_id)
    if arrived and known:
        known.passed, known.told_on = max(arrived.passed, known.passed), max(arrived.told_on, known.told_on)
        known.is_off = arrived.is_off or known.is_off
        db.delete(arrived)
        db.flush()
    db.execute(update(Newcomer).where(Newcomer.colleague_id == arrived_id).values(colleague_id=known_id))
