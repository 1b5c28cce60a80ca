"""Watches whether clocks go on as they should: held against how long this computer has been on, which nobody can set.

The clock of the database says how long messages rest, and when they may be looked up. When it was set, nobody knows
that any more: nothing is taken up until what rests has been put right.
"""

import datetime as dt
import logging
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, Protocol
from uuid import uuid4

from sqlalchemy.orm import Session

from handlers.delivery.background import Background
from handlers.delivery.messages import Terms, Time
from handlers.now import Now, Up, real_time, uptime
from handlers.observability.metrics import CLOCK_WAS_SET
from storage.database import Database
from storage.messages import clocks
from storage.messages.clocks import TOLERANCE

log = logging.getLogger(__name__)

EVERY = dt.timedelta(seconds=1)
SLACK_OF_A_ROW = TOLERANCE / 4
"""A clock that runs a little too fast moves on slowly; the row follows it."""

_BOOT = Path("/proc/sys/kernel/random/boot_id")


def this_machine() -> str:
    """One start of this computer. Where it does not say, every process counts as a new one."""
    try:
        return _BOOT.read_text("ascii").strip()
    except OSError:
        return uuid4().hex


class Looked(NamedTuple):
    """At a clock, between two looks at the uptime: the computer began between `earliest` and `latest`, as it says."""

    now: dt.datetime
    earliest: dt.datetime
    latest: dt.datetime

    def away_from(self, began: dt.datetime) -> dt.timedelta:
        """How far the clock was set since; nothing as long as the looks may agree."""
        if began < self.earliest:
            return self.earliest - began
        return min(self.latest - began, dt.timedelta(0))

    def nearest(self, began: dt.datetime) -> dt.datetime:
        return began + self.away_from(began)


def look_at(clock: Callable[[], dt.datetime], up: Up) -> Looked:
    before = up()
    now = clock()
    after = up()
    return Looked(now, now - dt.timedelta(seconds=after), now - dt.timedelta(seconds=before))


class Steady(Protocol):
    def time(self, db: Session) -> dt.datetime | None:
        """What time it is; None when that cannot be relied on yet."""


class Trusting:
    """Believes the clock."""

    def __init__(self, time: Time) -> None:
        self._time = time

    def time(self, db: Session) -> dt.datetime | None:
        return self._time(db)


class ClockWatch:
    """Of one process. was_set: is called when this computer's own clock was set. settled: when all is right again."""

    def __init__(
        self,
        database: Database,
        time: Time,
        terms: Terms,
        was_set: Callable[[], None] | None = None,
        settled: Callable[[], None] | None = None,
        now: Now = real_time,
        up: Up = uptime,
        machine: str = "",
    ) -> None:
        self.database = database
        self._time = time
        self._terms = terms
        self._was_set = was_set
        self._settled = settled
        self._now = now
        self._up = up
        self._machine = machine or this_machine()
        self._began: dt.datetime | None = None
        self._row: dt.datetime | None = None
        own = look_at(now, up)
        self._own = own.earliest
        self._background = Background("watch", self.look, every=EVERY)

    def start(self) -> None:
        self._background.start()

    def stop(self) -> None:
        self._background.stop(dt.timedelta(seconds=1))

    def time(self, db: Session) -> dt.datetime | None:
        looked = look_at(lambda: self._time(db), self._up)
        if self._began is None or abs(looked.away_from(self._began)) > TOLERANCE:
            self._background.wake()
            return None
        return looked.now

    def look(self) -> bool:
        """One look, at both clocks. False: there is nothing to go on with."""
        self._look_at_our_own()
        with self.database.session(None) as db:
            looked = look_at(lambda: self._time(db), self._up)
            is_anything_ahead = clocks.is_anything_ahead(db, looked.now)
        if self._goes_on(looked) and not is_anything_ahead:
            return False
        self._put_right()
        return False

    def _goes_on(self, looked: Looked) -> bool:
        if self._began is None or self._row is None or abs(away := looked.away_from(self._began)) > TOLERANCE:
            return False
        self._began += away
        return abs(self._began - self._row) <= SLACK_OF_A_ROW

    def _look_at_our_own(self) -> None:
        looked = look_at(self._now, self._up)
        jump = looked.away_from(self._own)
        self._own = looked.nearest(self._own)
        if abs(jump) > TOLERANCE:
            log.warning("the clock of this computer was set: %+d seconds", round(jump.total_seconds()))
            if self._was_set:
                self._was_set()

    def _put_right(self) -> None:
        is_first = self._began is None
        with self.database.session(None, writes=True) as db:
            row = clocks.known(db, self._machine)
            looked = look_at(lambda: self._time(db), self._up)
            jump = looked.away_from(row.began_at) if row else None
            began = looked.nearest(row.began_at) if row else looked.earliest
            was_set = jump is None or abs(jump) > TOLERANCE
            if was_set:
                clocks.begin_again(db, looked.now, self._terms.settle, self._terms.lease)
            if jump and jump < -TOLERANCE:
                clocks.rest_as_long(db, looked.now, jump)
            if was_set or is_first:
                clocks.decide_again(db, looked.now)
            brought_back = clocks.bring_back(db, looked.now)
            clocks.keep(db, row, self._machine, began, looked.now)
        # Only now: what is not committed has to be done again.
        self._began = self._row = began
        if jump and was_set:
            CLOCK_WAS_SET.inc()
            log.warning("the clock of the database was set: %+d seconds; all waits anew", round(jump.total_seconds()))
        if brought_back:
            log.warning("%d messages were planned by a clock that was ahead", len(brought_back))
        if self._settled:
            self._settled()
