"""How much waits, and since when: of all municipalities together."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from storage.messages.outbox import IN_TROUBLE, ON_ITS_WAY, MessageState, OutboxRow
from storage.messages.reminders import ReminderRow
from storage.messages.schedule import ScheduleRow
from storage.messages.tasks import TaskRow

_UNSENT = [*ON_ITS_WAY, *IN_TROUBLE]
_WORK = [MessageState.PENDING, MessageState.SENDING, MessageState.DEAD]
_FOR_SOMEBODY_ELSE = ("no_account", "not_connected")
"""Reasons why a message waits that no process can do anything about."""


@dataclass(frozen=True, slots=True)
class Backlog:
    """messages, work: how many in each state, without what is done. unreachable: messages that wait for a chat account.

    since: of the oldest whose time has come. A message that waits for an account, and what comes after it, is not late.
    """

    messages: dict[str, int]
    unreachable: int
    message_since: dt.datetime | None
    work: dict[str, int]
    work_since: dt.datetime | None
    job_since: dt.datetime | None
    reminder_since: dt.datetime | None


def in_all(db: Session, now: dt.datetime, jobs: Collection[str], reminders: Collection[str]) -> Backlog:
    """jobs, reminders: the names of those that there are. Looks across municipalities; each statement over an index."""
    pending = OutboxRow.state == MessageState.PENDING
    stuck = (pending, OutboxRow.reason.in_(_FOR_SOMEBODY_ELSE))
    late = (pending, OutboxRow.not_before <= now, OutboxRow.lane.not_in(select(OutboxRow.lane).where(*stuck)))
    due = (ScheduleRow.next_due <= now, ScheduleRow.name.in_(jobs))
    to_remind = (ReminderRow.due_at <= now, ReminderRow.name.in_(reminders))
    return Backlog(
        messages=_by_state(db, OutboxRow, _UNSENT),
        unreachable=db.scalar(select(func.count()).select_from(OutboxRow).where(*stuck)) or 0,
        message_since=db.scalar(select(func.min(OutboxRow.not_before)).where(*late)),
        work=_by_state(db, TaskRow, _WORK),
        work_since=db.scalar(select(func.min(TaskRow.created_at)).where(TaskRow.state == MessageState.PENDING)),
        job_since=db.scalar(select(func.min(ScheduleRow.next_due)).where(*due)),
        reminder_since=db.scalar(select(func.min(ReminderRow.due_at)).where(*to_remind)),
    )


def _by_state(db: Session, table: type[OutboxRow] | type[TaskRow], states: list[MessageState]) -> dict[str, int]:
    """Every state, also with none: a graph must see a zero."""
    found = db.execute(select(table.state, func.count()).where(table.state.in_(states)).group_by(table.state))
    return {state.value: 0 for state in states} | {str(row[0]): row[1] for row in found}
