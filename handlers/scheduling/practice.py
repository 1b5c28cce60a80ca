"""Time in the practice workspace: somebody turns the clock a week on, and sees what that week would have brought."""

import datetime as dt
import fcntl
from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from sqlalchemy.orm import Session

from bot.chat.router import Router
from handlers.scheduling.due import DueJobs, Time
from storage.database import Database
from storage.messages import reminders, schedule


def alone_with(clock_file: Path) -> TextIO | None:
    """None when another process goes by this practice clock: what one steps over, the other would call too late.

    To be kept open for as long as this process does so.
    """
    lock = clock_file.with_name(f"{clock_file.name}.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        return None
    return lock


class StepByStep(DueJobs):
    """Goes from one thing that is due to the next, and does each at its own time.

    A real clock never does so: what was missed for too long is of no use to anybody any more.
    """

    def __init__(
        self, database: Database, router: Router, time: Time, queued: Callable[[], None] | None = None
    ) -> None:
        super().__init__(database, router, self._on_the_way, queued)
        self._turned_to = time
        self._at: dt.datetime | None = None

    def __call__(self) -> bool:
        did, past = False, None
        while (due := self._next_due()) and (past is None or due > past) and not self._stopping.is_set():
            self._at = past = due
            try:
                did = super().__call__() or did
            finally:
                self._at = None
        return super().__call__() or did

    def _on_the_way(self, db: Session) -> dt.datetime:
        return self._at or self._turned_to(db)

    def _next_due(self) -> dt.datetime | None:
        """Of all that is due by now, the earliest."""
        with self.database.session(None) as db:
            times = schedule.soonest(db, self.router.jobs.keys()), reminders.soonest(db, self.router.reminders.keys())
            now = self._turned_to(db)
        return min((time for time in times if time and time <= now), default=None)
