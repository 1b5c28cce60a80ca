"""Once a day: rows that nobody needs any more go, some at a time, so that nobody waits for it."""

import datetime as dt
import logging
from functools import partial
from threading import Event

from handlers.now import Now
from storage.connections.turns import InTurns
from storage.database import Database
from storage.messages import retention

log = logging.getLogger(__name__)

EVERY = dt.timedelta(days=1)
PAUSE = dt.timedelta(milliseconds=100)
"""Between two batches, at least: this is in no hurry."""


class Forgetting:
    """keep: how long the rows of what was sent and done stay. audit: the same of the audit log."""

    def __init__(
        self,
        database: Database,
        keep: dt.timedelta,
        now: Now,
        at_most: int = 500,
        audit: dt.timedelta = retention.AUDIT,
    ) -> None:
        """at_most: rows of each kind in a batch."""
        self.keep = keep
        self.now = now
        self.at_most = at_most
        self.audit = audit
        self._turns = InTurns(partial(database.session, None))
        self._stopping = Event()

    def __call__(self) -> int:
        """How many rows went: all that are old, however many came in. Each batch is a transaction of its own."""
        total, deleted = 0, self.at_most
        while deleted >= self.at_most and not self._stopping.wait(PAUSE.total_seconds() if total else 0):
            deleted = self._some()
            total += deleted
        if total:
            log.info("forgot %d old rows", total)
        return total

    def stop(self) -> None:
        """After the batch that is going on; the rest goes after the next start. From any thread."""
        self._stopping.set()

    def _some(self) -> int:
        with self._turns.begin() as across:
            return retention.forget(across, self.now(), self.keep, self.at_most, self.audit)
