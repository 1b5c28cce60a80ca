"""When a job is due in one municipality: what is usual, or what the municipality chose instead."""

import datetime as dt

import msgspec
from sqlalchemy.orm import Session

from bot.chat.feature import Job
from bot.chat.quiet import Quiet
from bot.chat.requests import Channel
from bot.chat.when import When, first_after
from storage.messages import schedule
from storage.messages.schedule import ScheduleRow


def row_of(db: Session, job: Job, now: dt.datetime) -> ScheduleRow:
    """Made here when the scheduler has not come by yet."""
    row = schedule.schedule_of(db, job.name)
    if row is None:
        row = ScheduleRow(name=job.name, decided_until=now)
        db.add(row)
        db.flush()
    return row


def when_of(row: ScheduleRow, job: Job) -> When:
    return msgspec.json.decode(row.rule, type=When) if row.rule else job.when


def channel_of(row: ScheduleRow) -> Channel | None:
    return Channel(row.platform, row.tenant, row.place) if row.place else None


def choose(row: ScheduleRow, job: Job, is_on: bool, when: When, channel: Channel | None) -> None:
    """Keeps only what differs from the default, so that a later version may change the default."""
    row.is_on = is_on
    row.rule = "" if when == job.when else msgspec.json.encode(when).decode()
    row.platform, row.tenant, row.place = channel or ("", "", "")


def plan_next(row: ScheduleRow, job: Job, now: dt.datetime, quiet: Quiet) -> None:
    """Everything until now was decided; plans the next time by the rule that holds from now on."""
    row.decided_until, row.failures, row.retry_at = now, 0, None
    may_run = row.is_on and (channel_of(row) is not None or not job.posts)
    row.next_due = first_after(when_of(row, job), quiet.zone, quiet.calendar, now) if may_run else None
