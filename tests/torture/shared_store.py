"""What our clock is not: jobs in a store of APScheduler's that processes share. Its manual warns; this counts."""

import datetime as dt
import logging
import tempfile
import time
from collections import Counter
from pathlib import Path

from apscheduler.jobstores.sqlalchemy import SQLAlchemyJobStore
from apscheduler.schedulers.background import BackgroundScheduler

from handlers.now import real_time
from tests.forks import FORKS

JOBS = 100
LEAD = dt.timedelta(seconds=10)
"""Until they are due: every process is there by then, also on a machine that does much else."""


def strike(number: int, log: str) -> None:
    with Path(log).open("a") as file:
        file.write(f"{number}\n")


def live(url: str) -> None:
    logging.disable(logging.CRITICAL)
    scheduler = BackgroundScheduler(jobstores={"default": SQLAlchemyJobStore(url)}, timezone=dt.UTC)
    scheduler.start()
    time.sleep(LEAD.total_seconds() * 2)


def doubled(processes: int) -> int:
    """How many of JOBS, due once at the same instant, were done more than once; no process is killed, nothing fails."""
    with tempfile.TemporaryDirectory() as folder:
        url, log = f"sqlite:///{Path(folder) / 'jobs.db'}", str(Path(folder) / "done")
        planner = BackgroundScheduler(jobstores={"default": SQLAlchemyJobStore(url)}, timezone=dt.UTC)
        planner.start(paused=True)
        due = real_time() + LEAD
        for number in range(JOBS):
            planner.add_job(strike, "interval", [number, log], weeks=1, next_run_time=due, misfire_grace_time=None)
        planner.shutdown()
        lives = [FORKS.Process(target=live, args=(url,), daemon=True) for _ in range(processes)]
        for life in lives:
            life.start()
        for life in lives:
            life.join()
        done = Counter(Path(log).read_text().split())
    return sum(times > 1 for times in done.values())
