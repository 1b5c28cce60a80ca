"""What is wrong with the database now: looked at every few seconds at most, whoever asks, and said in the log once."""

import logging
import time
from collections.abc import Callable
from threading import Condition, Thread

from storage import looking
from storage.database import Database
from storage.trouble import Trouble, Wrong

log = logging.getLogger(__name__)

EVERY_SECONDS = 5.0
ANSWER_SECONDS = 3.0
"""Whoever asks whether we are ready hears it within this time, also when the database hangs."""
REMEMBER_SECONDS = 30.0
"""A small write may still fit on a disk on which somebody's work just did not."""


class DatabaseWatch:
    """`watch()` is what is wrong, or None. From any thread; two never look at once."""

    def __init__(self, database: Database, steady: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._steady = steady
        self._changed = Condition()
        self._looking_since: float | None = None
        self._looked_at = -EVERY_SECONDS
        self._seen: Wrong | None = None
        self._refused: tuple[Wrong, float] | None = None
        self._said: Wrong | None = None
        database.on_storage_trouble(self._note)

    def __call__(self) -> Wrong | None:
        with self._changed:
            if self._looking_since is None and self._steady() - self._looked_at >= EVERY_SECONDS:
                self._looking_since = self._steady()
                Thread(target=self._look, name="look-at-database", daemon=True).start()
            if since := self._looking_since:
                self._changed.wait_for(lambda: self._looking_since is None, since + ANSWER_SECONDS - self._steady())
            wrong = self._now()
        self._say(wrong)
        return wrong

    def _now(self) -> Wrong | None:
        if self._looking_since is not None:
            return Wrong(Trouble.LOCKED if self._database.is_in_process else Trouble.SILENT)
        if self._seen is None and self._refused and self._steady() - self._refused[1] < REMEMBER_SECONDS:
            return self._refused[0]
        return self._seen

    def _look(self) -> None:
        try:
            seen = looking.now(self._database)
        except Exception:
            log.exception("looking at the database failed")
            seen = Wrong(Trouble.UNREACHABLE)
        with self._changed:
            self._seen, self._looked_at, self._looking_since = seen, self._steady(), None
            self._changed.notify_all()

    def _note(self, wrong: Wrong) -> None:
        """Somebody's work was refused: no lock, because it may be our own look."""
        self._refused = wrong, self._steady()

    def _say(self, wrong: Wrong | None) -> None:
        """Once for each trouble, and once when it is over."""
        said, self._said = self._said, wrong
        if wrong and (said is None or said.trouble is not wrong.trouble):
            log.error("the database: %s %s; nobody can be served", wrong.trouble, wrong.detail)
        elif said and not wrong:
            log.warning("the database can be used again")
