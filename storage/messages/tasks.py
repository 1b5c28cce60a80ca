"""Work for later: a row for each piece, done by whoever takes it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import ColumnElement, Index, Integer, Select, String, Text, bindparam, exists, func, or_, select, update
from sqlalchemy.orm import Mapped, Session, aliased, mapped_column

from storage.database import Base, Owned, points_at
from storage.messages.outbox import MessageState
from storage.people.personal import FilePart, Moves, RowGoes, Shown, personal


class TaskRow(Owned, Base):
    """Something that takes long, for one person. state: the same words as a message's; token and until too.

    until: what waits rests until then, when it was begun before and could not be done.
    """

    __tablename__ = "work"
    __table_args__ = (
        points_at("colleague_id", "colleague.id"),
        Index("ix_work_state", "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    name: Mapped[str] = mapped_column(String(60))
    colleague_id: Mapped[int] = mapped_column(
        info=personal(
            RowGoes(), Moves(), Shown(FilePart.WORK, only=("created_at", "name", "order", "state", "progress"))
        )
    )
    language: Mapped[str] = mapped_column(String(2))
    order: Mapped[str] = mapped_column(Text)
    """JSON: {"args": {...}, "files": [{"name", "reference", "size"}]}"""
    created_at: Mapped[dt.datetime]
    state: Mapped[MessageState] = mapped_column(String(20), default=MessageState.PENDING)
    progress: Mapped[int] = mapped_column(Integer, default=0)
    reason: Mapped[str] = mapped_column(String(200), default="")
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    token: Mapped[str] = mapped_column(String(32), default="")
    until: Mapped[dt.datetime | None] = mapped_column(default=None)


@dataclass(frozen=True, slots=True)
class Among:
    """Of which work somebody does a piece: of that with these names, or of all others."""

    names: frozenset[str] = frozenset()
    are_meant: bool = False

    def fits(self, row: type[TaskRow]) -> ColumnElement[bool]:
        return row.name.in_(self.names) if self.are_meant else row.name.not_in(self.names)


ALL_WORK = Among()


def work_waits(db: Session, now: dt.datetime, among: Among = ALL_WORK) -> bool:
    """Takes no lock, so that whoever has nothing to do keeps nobody waiting. Looks across municipalities."""
    return bool(db.scalar(_waits(among), {"now": now}))


_IS_TIME = or_(TaskRow.until.is_(None), TaskRow.until <= bindparam("now"))


@cache
def _waits(among: Among) -> Select[bool]:
    lost_or_waits = TaskRow.state.in_([MessageState.PENDING, MessageState.SENDING])
    return select(exists().where(among.fits(TaskRow), lost_or_waits, _IS_TIME))


def next_work(db: Session, now: dt.datetime, among: Among = ALL_WORK) -> TaskRow | None:
    """The oldest work that waits, of the municipality where something was done longest ago, or never; locked.

    None that rests, nor of a municipality where such work is being done. Looks across municipalities.
    """
    return db.scalar(_next(among), {"now": now})


@cache
def _next(among: Among) -> Select[TaskRow]:
    """Built once: that takes longer than the database takes to answer it."""
    earlier, other = aliased(TaskRow), aliased(TaskRow)
    same = (other.municipality_id == TaskRow.municipality_id, among.fits(other))
    done_last = select(func.max(other.until)).where(*same).scalar_subquery()
    overtakes = exists().where(
        earlier.municipality_id == TaskRow.municipality_id,
        earlier.state.in_([MessageState.PENDING, MessageState.SENDING]),
        earlier.id < TaskRow.id,
        among.fits(earlier),
    )
    return (
        select(TaskRow)
        .where(TaskRow.state == MessageState.PENDING, _IS_TIME, among.fits(TaskRow), ~overtakes)
        .order_by(done_last.asc().nulls_first(), TaskRow.id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )


def keep_work(db: Session, token: str, until: dt.datetime) -> None:
    """Whoever does it is still at it. Looks across municipalities."""
    mine = (TaskRow.token == token, TaskRow.state == MessageState.SENDING)
    db.execute(update(TaskRow).where(*mine).values(until=until))


def hand_back_work(db: Session, token: str, *, counts: bool) -> None:
    """Whoever does it stops. counts: as a time that it was tried. Looks across municipalities."""
    mine = (TaskRow.token == token, TaskRow.state == MessageState.SENDING)
    again = {
        "state": MessageState.PENDING,
        "token": "",
        "until": None,
        "attempts": TaskRow.attempts - (0 if counts else 1),
    }
    db.execute(update(TaskRow).where(*mine).values(again).execution_options(synchronize_session=False))


def give_back_work(db: Session, now: dt.datetime) -> Sequence[int]:
    """Who did this never came back: it is begun again. Returns the ids. Looks across municipalities."""
    again = (
        update(TaskRow)
        .where(TaskRow.state == MessageState.SENDING, or_(TaskRow.until.is_(None), TaskRow.until <= now))
        .values(state=MessageState.PENDING)
    )
    return db.scalars(again.returning(TaskRow.id)).all()


def work_under_way(db: Session, colleague_id: int) -> Sequence[TaskRow]:
    """What this colleague asked for and is not done yet, oldest first."""
    return db.scalars(
        select(TaskRow)
        .where(TaskRow.colleague_id == colleague_id, TaskRow.state.in_([MessageState.PENDING, MessageState.SENDING]))
        .order_by(TaskRow.id)
    ).all()


def is_under_way(db: Session, name: str) -> bool:
    """Whether somebody asked for such work, and it is not done yet."""
    at_it = TaskRow.name == name, TaskRow.state.in_([MessageState.PENDING, MessageState.SENDING])
    return bool(db.scalar(select(exists().where(*at_it))))
