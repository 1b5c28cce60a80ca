"""Once a day: rows that nobody needs any more go, some at a time, so that nobody waits for it."""

import datetime as dt
import logging

from handlers.now import Now
from storage import retention
from storage.database import Database

log = logging.getLogger(__name__)

EVERY = dt.timedelta(days=1)


class Forgetting:
    """keep: how long the rows of what was sent and done stay."""

    def __init__(self, database: Database, keep: dt.timedelta, now: Now) -> None:
        self.database = database
        self.keep = keep
        self.now = now

    def __call__(self) -> int:
        """How many rows went. Each batch is a transaction of its own: in between, others may write."""
        total = 0
        while deleted := self._some():
            total += deleted
        if total:
            log.info("forgot %d old rows", total)
        return total

    def _some(self) -> int:
        with self.database.session(None, writes=True) as across:
            return retention.forget(across, self.now(), self.keep)
