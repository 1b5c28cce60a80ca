"""Once a day: rows that nobody needs any more go, some at a time, so that nobody waits for it."""

import datetime as dt
import logging
from threading import Event

from handlers.now import Now
from storage.database import Database
from storage.messages import retention

log = logging.getLogger(__name__)

EVERY = dt.timedelta(days=1)
PAUSE = dt.timedelta(milliseconds=100)
"""Between two batches: on SQLite whoever wants to write in the meantime gets in."""
MOST_BATCHES = 100
"""A day; tens of thousands of rows. So that stopping the process never waits long for it."""


class Forgetting:
    """keep: how long the rows of what was sent and done stay. audit: the same of the audit log."""

    def __init__(
        self,
        database: Database,
        keep: dt.timedelta,
        now: Now,
        most_batches: int = MOST_BATCHES,
        at_most: int = 500,
        audit: dt.timedelta = retention.AUDIT,
    ) -> None:
        """at_most: rows of each kind in a batch."""
        self.database = database
        self.keep = keep
        self.now = now
        self.most_batches = most_batches
        self.at_most = at_most
        self.audit = audit

    def __call__(self) -> int:
        """How many rows went. Each batch is a transaction of its own. What is left, if anything, goes tomorrow."""
        total, pause = 0, Event()
        for _ in range(self.most_batches):
            deleted = self._some()
            total += deleted
            if deleted < self.at_most:
                break
            pause.wait(PAUSE.total_seconds())
        if total:
            log.info("forgot %d old rows", total)
        return total

    def _some(self) -> int:
        with self.database.session(None, writes=True) as across:
            return retention.forget(across, self.now(), self.keep, self.at_most, self.audit)
