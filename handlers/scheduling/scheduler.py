"""The clock of the process: APScheduler calls the tick and the housekeeping. What is due, the database knows."""

import datetime as dt
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from handlers.observability import logs
from handlers.scheduling.due import DueJobs
from storage.trouble import is_out_of_reach

log = logging.getLogger(__name__)
logs.quiet("apscheduler")

EVERY = dt.timedelta(seconds=10)
IN_PRACTICE = dt.timedelta(seconds=1)
"""Somebody who turns the clock of the practice workspace sees at once what comes of it."""
AGAIN = dt.timedelta(minutes=1)
THREADS = 2
"""So that housekeeping does not hold up the tick."""


@dataclass(frozen=True, slots=True)
class Housekeeping:
    """Something that the process does at times, for itself. stop: cuts short what takes long."""

    name: str
    every: dt.timedelta
    do: Callable[[], object]
    stop: Callable[[], None] | None = None


class Scheduler:
    """Jobs live in memory: after a restart the database says what was missed. `every`: how often it strikes."""

    def __init__(
        self,
        tick: DueJobs,
        housekeeping: tuple[Housekeeping, ...] = (),
        every: dt.timedelta = EVERY,
        again: dt.timedelta = AGAIN,
    ) -> None:
        """again: when what found the database busy is tried once more."""
        self.tick = tick
        self._housekeeping = housekeeping
        self._begun = False
        # A tick that comes late is done late, and of several that were missed one is enough.
        self._scheduler = BackgroundScheduler(
            timezone=dt.UTC,
            executors={"default": ThreadPoolExecutor(THREADS)},
            job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
        )
        for job in (Housekeeping("tick", every, self._strike), *housekeeping):
            self._scheduler.add_job(
                _harmless(job, again),
                "interval",
                seconds=min(job.every, again).total_seconds(),
                id=job.name,
                next_run_time=dt.datetime.now(dt.UTC),
            )

    def start(self) -> None:
        self._scheduler.start()

    def was_set(self) -> None:
        """The clock of this computer jumped: by it the next strike may be days away. It strikes now."""
        for job in self._scheduler.get_jobs():
            job.modify(next_run_time=dt.datetime.now(dt.UTC))

    def stop(self) -> None:
        """Lets what is going on end."""
        self.tick.stop()
        for job in self._housekeeping:
            if job.stop:
                job.stop()
        self._scheduler.shutdown(wait=True)

    def _strike(self) -> None:
        if not self._begun:
            self.tick.begin()
            self._begun = True
        self.tick()


def _harmless(job: Housekeeping, again: dt.timedelta) -> Callable[[], None]:
    """The database may be away for a while; APScheduler would log the words of the exception.

    Called more often than the job is due, when what is done once a day should not wait a day for one lock. Moving
    the job inside APScheduler instead would wait for ever for a clock that is being stopped.
    """
    due = time.monotonic()

    def do() -> None:
        nonlocal due
        if job.every > again and time.monotonic() < due:
            return
        rest = job.every
        try:
            job.do()
        except Exception as broken:
            if is_out_of_reach(broken):
                rest = min(job.every, again)
                log.warning("%s: the database is busy or away; again in %s", job.name, rest)
            else:
                log.exception("%s failed; again in %s", job.name, rest)
        due = time.monotonic() + rest.total_seconds()

    return do


def how_often(clock_file: Path | None) -> dt.timedelta:
    return IN_PRACTICE if clock_file else EVERY
