"""The clock strikes: every job and every reminder whose time has come, each in a transaction of its own."""

import datetime as dt
import logging
from collections.abc import Callable, Sequence
from threading import Event
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot import job_runner
from bot.chat.quiet import usual
from bot.chat.router import Router
from bot.chat.when import first_after
from handlers.observability import metrics, request_id
from storage.database import Database, stay_within
from storage.messages import reminders, schedule
from storage.messages.reminders import ReminderRow
from storage.messages.schedule import ScheduleRow, Waits
from storage.trouble import is_out_of_reach

log = logging.getLogger(__name__)

AT_ONCE = 1000
"""Jobs, and reminders, that one tick takes up; the next tick goes on."""

Time = Callable[[Session], dt.datetime]
"""What time it is, by the database's own clock."""


class DueJobs:
    """The database is the truth: whoever calls this, as often as they like and in as many processes, does it once."""

    def __init__(
        self, database: Database, router: Router, time: Time, queued: Callable[[], None] | None = None
    ) -> None:
        """queued: is told when something was done, so that its messages do not have to wait."""
        self.database = database
        self.router = router
        self.time = time
        self.queued = queued
        self._stopping = Event()

    def begin(self) -> None:
        """At the start of a process: a row for every municipality and job, and a look at what is usual now."""
        with self.database.session(None) as db:
            now, zones = self.time(db), schedule.zones(db)
        for zone in zones:
            self._plan(zone, now, look_again=True)

    def __call__(self) -> bool:
        """False when nothing was due. With nothing due it is four statements, however many municipalities there are.

        Raises DBAPIError when the database is locked, full or away; the next tick goes on where this one was.
        """
        with self.database.session(None) as db:
            now = self.time(db)
            newcomers = schedule.zones_of_newcomers(db) if self.router.jobs else ()
            jobs = schedule.due(db, self.router.jobs.keys(), now, AT_ONCE)
            reminding = reminders.due(db, self.router.reminders.keys(), now, AT_ONCE)
        for zone in newcomers:
            self._plan(zone, now)
        self._in_order([*((each, ScheduleRow) for each in jobs), *((each, ReminderRow) for each in reminding)])
        if (jobs or reminding) and self.queued:
            self.queued()
        return bool(jobs or reminding)

    def stop(self) -> None:
        """What is being done is finished; the rest is due still, for whoever ticks next. From any thread."""
        self._stopping.set()

    def _in_order(self, due: Sequence[tuple[Waits, type[ScheduleRow | ReminderRow]]]) -> None:
        """The earliest first: what a reminder saves up goes along with the daily message that is due after it.

        Where somebody else is at what is due earlier, the rest of that municipality is theirs: it may not overtake.
        """
        held = set[int]()
        for each, table in sorted(due, key=lambda pair: pair[0].since):
            if self._stopping.is_set():
                return
            if each.home not in held and not self._guarded(table, each):
                held.add(each.home)

    def _plan(self, zone: str, now: dt.datetime, look_again: bool = False) -> None:
        # Before anything is locked: another process knows which days are off, and may take seconds to start.
        calendar = usual(zone).calendar
        due = [(job, first_after(job.when, ZoneInfo(zone), calendar, now)) for job in self.router.jobs.values()]
        with self.database.session(None, writes=True) as db:
            for job, next_due in due:
                schedule.plan(db, job.name, zone, now, None if job.posts else next_due)
                if look_again and next_due:
                    schedule.look_again(db, job.name, zone, now, next_due)

    def _job(self, due: Waits) -> bool:
        """False while somebody else is at it."""
        ready = self._thought_ahead(due.row) if self.router.jobs[due.name].ahead else None
        with self.database.session(None, writes=True) as db:
            now = self.time(db)
            row = schedule.locked(db, due.row, now)
            if row is None:
                return not schedule.is_still_due(db, due.row, now)
            stay_within(db, row.municipality_id)
            at = job_runner.here(db, now, self.router.contributed)
            job_runner.do_what_is_due(db, row, self.router.jobs[row.name], at, ready)
        return True

    def _thought_ahead(self, schedule_id: int) -> object:
        """Found out without a transaction, so that nobody waits for it to write."""
        with self.database.session(None) as db:
            row = db.get(ScheduleRow, schedule_id)
            if row is None:
                return None
            stay_within(db, row.municipality_id)
            at = job_runner.here(db, self.time(db), self.router.contributed)
            think = job_runner.think_ahead(db, row, self.router.jobs[row.name], at)
        return think and think()

    def _reminder(self, due: Waits) -> bool:
        """False while somebody else is at it, and when by a clock that was set back it is not due any more."""
        with self.database.session(None, writes=True) as db:
            now = self.time(db)
            row = reminders.locked(db, due.row, now)
            if row is None:
                return not reminders.is_still_there(db, due.row)
            stay_within(db, row.municipality_id)
            at = job_runner.here(db, now, self.router.contributed)
            job_runner.remind(db, row, self.router.reminders[row.name], at)
        return True

    def _guarded(self, table: type[ScheduleRow | ReminderRow], due: Waits) -> bool:
        """What raises is put off, and holds up nothing else. Without a database nothing is: what is due stays due.

        False while somebody else is at it.
        """
        kind = str(table.__tablename__)
        number = f"{kind}-{due.row}"
        with request_id.under(number):
            try:
                is_ours = self._job(due) if table is ScheduleRow else self._reminder(due)
                if is_ours:
                    metrics.BY_ITSELF.labels(kind, "done").inc()
                return is_ours
            except Exception as failed:
                if is_out_of_reach(failed):
                    # Put off, it would be overtaken by what is due after it.
                    raise
                log.exception("%s failed", kind)
                metrics.BY_ITSELF.labels(kind, "failed").inc()
                try:
                    self._put_off(table, due.row, number)
                except Exception:
                    log.exception("%s could not be put off; the next tick tries it again", kind)
        return True

    def _put_off(self, table: type[ScheduleRow | ReminderRow], row_id: int, reference: str) -> None:
        with self.database.session(None, writes=True) as db:
            row = db.get(ScheduleRow, row_id) if table is ScheduleRow else db.get(ReminderRow, row_id)
            if row is None:
                return
            stay_within(db, row.municipality_id)
            at = job_runner.here(db, self.time(db), self.router.contributed)
            what = f"job.{row.name}" if isinstance(row, ScheduleRow) else "chat.by_itself_failed.reminder"
            job_runner.put_off(db, row, what, reference, at)
