"""What is known of the database's clock, and putting right what a clock that was wrong left in the rows."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import ColumnElement, String, and_, delete, func, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from storage.database import Base, insert_on
from storage.messages.outbox import ON_ITS_WAY, WAIT_FOR_THREAD, WAITS_FOR_THREAD, MessageState, OutboxRow
from storage.messages.rate_limits import Lane
from storage.messages.reminders import ReminderRow
from storage.messages.schedule import SKIPPED, OccurrenceRow, ScheduleRow
from storage.messages.tasks import TaskRow

TOLERANCE = dt.timedelta(seconds=2)
"""Two clocks that agree may differ by this."""

LONGEST_PAUSE = dt.timedelta(hours=1)
"""Of a job or a reminder that failed: one that rests for longer has seen another clock."""

KEPT = dt.timedelta(days=30)
A_DAY = dt.timedelta(days=1)


class ClockRow(Base):
    """machine: one start of one computer. began_at: when that was, by the database's clock; it moves when that is set.

    For all processes of that computer, also for one that begins a moment after the clock was set.
    """

    __tablename__ = "clock"

    machine: Mapped[str] = mapped_column(String(100), primary_key=True)
    began_at: Mapped[dt.datetime]
    seen_at: Mapped[dt.datetime]


def known(db: Session, machine: str) -> ClockRow | None:
    """Locked, so that of several processes one puts things right."""
    return db.scalar(select(ClockRow).where(ClockRow.machine == machine).with_for_update())


def keep(db: Session, known: ClockRow | None, machine: str, began_at: dt.datetime, now: dt.datetime) -> None:
    if known:
        known.began_at, known.seen_at = began_at, now
        return
    db.execute(delete(ClockRow).where(ClockRow.seen_at < now - KEPT))
    new = insert_on(db)(ClockRow).values(machine=machine, began_at=began_at, seen_at=now)
    db.execute(new.on_conflict_do_nothing())


def begin_again(db: Session, now: dt.datetime, settle: dt.timedelta, lease: dt.timedelta) -> None:
    """Nobody knows how long ago these rows were written: everything that takes its time takes it from now on.

    Done twice it only takes longer. Looks across municipalities.
    """
    for table, states, until in (
        (OutboxRow, [MessageState.UNCERTAIN], now + settle),
        (OutboxRow, [MessageState.SENDING, MessageState.CHECKING], now + lease),
        (TaskRow, [MessageState.SENDING], now + lease),
        (TaskRow, [MessageState.PENDING], now),
    ):
        again = update(table).where(table.state.in_(states)).values(until=until)
        db.execute(again.execution_options(synchronize_session=False))


def rest_as_long(db: Session, now: dt.datetime, jump: dt.timedelta) -> None:
    """The clock was turned back: lanes rest as long as they did, and not until it is so late again."""
    for lane in db.scalars(select(Lane).where(Lane.free_at > now)):
        lane.free_at = max(lane.free_at + jump, now)


def is_anything_ahead(db: Session, now: dt.datetime) -> bool:
    """Whether a message was planned by a clock that is ahead of this one. Looks across municipalities."""
    return db.scalar(select(OutboxRow.id).where(_ahead(now)).limit(1)) is not None


def bring_back(db: Session, now: dt.datetime) -> Sequence[str]:
    """Messages that a clock planned that was ahead: they leave as they should have. Returns their keys.

    Before everything that was planned after them. What waits for another day waits for as many days.
    """
    ahead = db.scalars(select(OutboxRow).where(_ahead(now)).order_by(OutboxRow.id.desc()).with_for_update()).all()
    for message in ahead:
        if message.not_before > message.created_at and message.reason != WAITS_FOR_THREAD:
            message.not_before -= A_DAY * round((message.created_at - now) / A_DAY)
        else:
            message.not_before = min(now, _first_after(db, message) or now)
        message.created_at = min(message.created_at, now)
        db.flush()
    return [message.key for message in ahead]


def _ahead(now: dt.datetime) -> ColumnElement[bool]:
    # Nothing is planned for before it was made, so that the index finds what waits.
    waits = and_(OutboxRow.state == MessageState.PENDING, OutboxRow.not_before > now + TOLERANCE)
    others = OutboxRow.state.in_([state for state in ON_ITS_WAY if state != MessageState.PENDING])
    in_thread = and_(OutboxRow.reason == WAITS_FOR_THREAD, OutboxRow.not_before > now + WAIT_FOR_THREAD + TOLERANCE)
    is_made_later = OutboxRow.created_at > now + TOLERANCE
    return or_(and_(waits, or_(is_made_later, in_thread)), and_(others, is_made_later))


def _first_after(db: Session, message: OutboxRow) -> dt.datetime | None:
    """Of what was planned later for the same recipient: the first time that one may leave."""
    return db.scalar(
        select(func.min(OutboxRow.not_before)).where(
            OutboxRow.lane == message.lane,
            OutboxRow.state.in_(ON_ITS_WAY),
            OutboxRow.municipality_id == message.municipality_id,
            OutboxRow.id > message.id,
        )
    )


def decide_again(db: Session, now: dt.datetime) -> None:
    """Jobs about which a clock decided that was ahead: their days are still to come. Looks across municipalities.

    What was done then stays done. What was skipped, because it seemed too late for it, is due when its time comes.
    """
    seemed_late = (OccurrenceRow.result == SKIPPED, OccurrenceRow.due_at > now)
    ahead = update(ScheduleRow).where(ScheduleRow.decided_until > now + TOLERANCE)
    is_planned = ScheduleRow.next_due.is_not(None)
    counted = {"revision": ScheduleRow.revision + 1}
    for statement in (
        delete(OccurrenceRow).where(*seemed_late),
        ahead.where(is_planned).values(decided_until=now, next_due=now, **counted),
        ahead.where(~is_planned).values(decided_until=now, **counted),
        update(ScheduleRow).where(ScheduleRow.retry_at > now + LONGEST_PAUSE).values(retry_at=None, **counted),
        update(ReminderRow).where(ReminderRow.retry_at > now + LONGEST_PAUSE).values(retry_at=None),
    ):
        db.execute(statement.execution_options(synchronize_session=False))
