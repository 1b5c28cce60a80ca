"""What Samenspel does by itself: when each job is due in each municipality, and what became of every time it was."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import (
    ForeignKey,
    Index,
    Integer,
    String,
    UniqueConstraint,
    bindparam,
    case,
    exists,
    func,
    literal,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, Owned, Utc, insert_on
from storage.people.municipalities import Municipality


class Waits(NamedTuple):
    """A job or a reminder whose time has come: since when, which row, of which municipality, and its name."""

    since: dt.datetime
    row: int
    home: int
    name: str


DONE, SKIPPED, FAILED = "done", "skipped", "failed"
"""What became of an occurrence. FAILED: it will be tried again; only on a schedule."""


class ScheduleRow(Owned, Base):
    """One job of one municipality. revision: counts the changes; a stale one is refused.

    rule: what the municipality chose, a `bot.chat.when.When` as JSON; empty while it keeps to what is usual. platform,
    tenant, place: the channel that it chose. next_due: None while it is off, or has no channel to post in. A time that
    is too early does no harm: then nothing is due, and it is planned anew. decided_until: every time until then has
    been decided about. retry_at: not before, after a failure. last_key: the civil date of the latest.
    """

    __tablename__ = "schedule"
    __table_args__ = (UniqueConstraint("municipality_id", "name"), Index("ix_schedule_due", "next_due"))

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    name: Mapped[str] = mapped_column(String(60))
    decided_until: Mapped[dt.datetime]
    next_due: Mapped[dt.datetime | None] = mapped_column(default=None)
    rule: Mapped[str] = mapped_column(String(200), default="")
    is_on: Mapped[bool] = mapped_column(default=True)
    platform: Mapped[str] = mapped_column(String(20), default="")
    tenant: Mapped[str] = mapped_column(String(100), default="")
    place: Mapped[str] = mapped_column(String(100), default="")
    failures: Mapped[int] = mapped_column(Integer, default=0)
    retry_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    last_key: Mapped[str] = mapped_column(String(120), default="")
    last_result: Mapped[str] = mapped_column(String(20), default="")
    last_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    revision: Mapped[int] = mapped_column(Integer, nullable=False, init=False)

    __mapper_args__ = {"version_id_col": revision}


class OccurrenceRow(Owned, Base):
    """One time that a job, or a reminder that came too late, was due. key: the civil date, never the instant."""

    __tablename__ = "occurrence"
    __table_args__ = (Index("ix_occurrence_at", "at"),)

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), primary_key=True, init=False)
    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    due_at: Mapped[dt.datetime]
    at: Mapped[dt.datetime]
    result: Mapped[str] = mapped_column(String(20))


def zones(db: Session) -> Sequence[str]:
    """The time zones of all municipalities. Looks across municipalities."""
    return db.scalars(select(Municipality.timezone).distinct().order_by(Municipality.timezone)).all()


def zones_of_newcomers(db: Session) -> Sequence[str]:
    """The time zones of municipalities without any schedule yet. Looks across municipalities."""
    return db.scalars(_NEWCOMERS).all()


_NEWCOMERS = (
    select(Municipality.timezone).where(~exists().where(ScheduleRow.municipality_id == Municipality.id)).distinct()
)


def plan(db: Session, name: str, timezone: str, now: dt.datetime, next_due: dt.datetime | None) -> None:
    """A row for this job in every municipality of the zone that has none. next_due None: it has to be set up first.

    One statement, however many municipalities there are. Looks across them.
    """
    first = {
        "name": literal(name, String),
        "decided_until": literal(now, Utc()),
        "next_due": literal(next_due, Utc()),
        **{
            column: literal("", String) for column in ("rule", "platform", "tenant", "place", "last_key", "last_result")
        },
        "is_on": true(),
        "failures": literal(0, Integer),
        "revision": literal(1, Integer),
    }
    known = exists().where(ScheduleRow.municipality_id == Municipality.id, ScheduleRow.name == name)
    newcomers = select(Municipality.id, *first.values()).where(Municipality.timezone == timezone, ~known)
    add = insert_on(db)(ScheduleRow).from_select(["municipality_id", *first], newcomers)
    db.execute(add.on_conflict_do_nothing())


def look_again(db: Session, name: str, timezone: str, now: dt.datetime, next_due: dt.datetime) -> None:
    """Where this job keeps to what is usual it is looked at by `next_due`: what is usual may have changed.

    A clock that ran ahead, and has been put right, is forgotten. One statement. Looks across municipalities.
    """
    there = select(Municipality.id).where(Municipality.timezone == timezone)
    usual = (ScheduleRow.name == name, ScheduleRow.rule == "", ScheduleRow.municipality_id.in_(there))
    too_late = or_(ScheduleRow.next_due > next_due, ScheduleRow.decided_until > now)
    until = case((ScheduleRow.decided_until > now, literal(now, Utc())), else_=ScheduleRow.decided_until)
    db.execute(
        update(ScheduleRow)
        .where(*usual, ScheduleRow.next_due.is_not(None), too_late)
        .values(next_due=next_due, decided_until=until, revision=ScheduleRow.revision + 1)
        .execution_options(synchronize_session=False)
    )


def due(db: Session, names: Collection[str], now: dt.datetime, limit: int) -> Sequence[Waits]:
    """Schedules that wait to be looked at, the longest ago first. Looks across municipalities."""
    found = db.execute(_DUE, {"names": list(names), "now": now, "most": limit})
    return [Waits(since, row, home, name) for since, row, home, name in found if since]


def soonest(db: Session, names: Collection[str]) -> dt.datetime | None:
    """When the first of these has to be looked at; None when none is on. Looks across municipalities."""
    return db.scalar(_SOONEST, {"names": list(names)})


# Built once: the clock asks these all the time, and building one takes longer than the database takes to answer it.
_NAMED = ScheduleRow.name.in_(bindparam("names", expanding=True))
_IS_DUE = (
    ScheduleRow.next_due <= bindparam("now"),
    or_(ScheduleRow.retry_at.is_(None), ScheduleRow.retry_at <= bindparam("now")),
)
_DUE = (
    select(ScheduleRow.next_due, ScheduleRow.id, ScheduleRow.municipality_id, ScheduleRow.name)
    .where(_NAMED, *_IS_DUE)
    .order_by(ScheduleRow.next_due, ScheduleRow.id)
    .limit(bindparam("most"))
)
_SOONEST = select(func.min(func.coalesce(ScheduleRow.retry_at, ScheduleRow.next_due, type_=Utc()))).where(
    _NAMED, ScheduleRow.next_due.is_not(None)
)
_LOCKED = select(ScheduleRow).where(ScheduleRow.id == bindparam("schedule"), *_IS_DUE).with_for_update(skip_locked=True)
_STILL_DUE = select(ScheduleRow.id).where(ScheduleRow.id == bindparam("schedule"), *_IS_DUE)


def locked(db: Session, schedule_id: int, now: dt.datetime) -> ScheduleRow | None:
    """For this transaction alone; None when another process has it, or is done with it."""
    return db.scalar(_LOCKED, {"schedule": schedule_id, "now": now})


def is_still_due(db: Session, schedule_id: int, now: dt.datetime) -> bool:
    """Also while somebody else has it locked. Looks across municipalities."""
    return db.scalar(_STILL_DUE, {"schedule": schedule_id, "now": now}) is not None


def schedules(db: Session) -> Sequence[ScheduleRow]:
    """By name."""
    return db.scalars(select(ScheduleRow).order_by(ScheduleRow.name)).all()


def schedule_of(db: Session, name: str) -> ScheduleRow | None:
    return db.scalar(select(ScheduleRow).where(ScheduleRow.name == name))


def failing(db: Session) -> Sequence[str]:
    """The names of jobs that failed the last time, in any municipality. Looks across municipalities."""
    return db.scalars(
        select(ScheduleRow.name).where(ScheduleRow.failures > 0).distinct().order_by(ScheduleRow.name)
    ).all()


def record(db: Session, name: str, due: Mapping[str, dt.datetime], at: dt.datetime, result: str) -> Collection[str]:
    """due: key -> when. The keys that had not been decided before, here or by another process: only these are ours."""
    if not due:
        return ()
    usual = {"municipality_id": db.info["municipality"], "name": name, "at": at, "result": result}
    rows = [{**usual, "key": key, "due_at": due_at} for key, due_at in due.items()]
    add = insert_on(db)(OccurrenceRow).on_conflict_do_nothing().returning(OccurrenceRow.key)
    return db.scalars(add, rows).all()


def occurrences(db: Session, name: str, limit: int) -> Sequence[OccurrenceRow]:
    """Newest first."""
    return db.scalars(
        select(OccurrenceRow).where(OccurrenceRow.name == name).order_by(OccurrenceRow.due_at.desc()).limit(limit)
    ).all()
