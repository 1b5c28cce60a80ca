"""What an agenda, the message to the heads and the page of a year cost in a register ten times as large."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import event
from sqlalchemy.orm import Session

from benchmarks.overview import fill
from benchmarks.registers import NOW
from benchmarks.report import Report
from bot.chat.contributions import Contributed
from bot.meeting import agenda
from bot.overview import steering
from bot.writing import yearly
from storage.database import Database

ROUNDS = 9
SMALL, LARGE = 1_000, 10_000
STATEMENTS = 20
LINEAR = 1.2
"""Times as much for each project, where every project counts."""
HERE = NOW.astimezone(ZoneInfo("Europe/Amsterdam"))

Compose = Callable[[Session], Any]
COMPOSED: dict[str, Compose] = {
    "the page of a year": lambda db: yearly.facts(db, NOW.year, HERE, "nl", Contributed()),
    "what the heads read, of this feature": lambda db: steering.facts(db, HERE, "nl", Contributed()),
    "the agenda of a meeting": lambda db: agenda.facts(db, HERE),
}


def composed(database: Database, compose: Compose) -> tuple[float, int]:
    """Seconds of processor time, the best of some rounds; statements."""
    statements, best = 0, float("inf")

    @event.listens_for(database.engine, "before_cursor_execute")
    def count(*_: object) -> None:
        nonlocal statements
        statements += 1

    for _ in range(ROUNDS):
        statements, began = 0, time.process_time()
        with database.session(1) as db:
            compose(db)
        best = min(best, time.process_time() - began)
    event.remove(database.engine, "before_cursor_execute", count)
    return best, statements


def measure(report: Report) -> None:
    """report: what was measured, the figure, and the most it may be."""
    with tempfile.TemporaryDirectory() as folder:
        databases = {}
        for projects in (SMALL, LARGE):
            url = f"sqlite:///{Path(folder) / f'{projects}.db'}"
            fill(url, projects, at_once=True)
            databases[projects] = Database(url)
        for what, compose in COMPOSED.items():
            small, large = (composed(databases[projects], compose) for projects in (SMALL, LARGE))
            times = f"10,000 projects ({large[0] * 1000:.0f} ms) : 1,000 ({small[0] * 1000:.0f} ms)"
            report(f"{what}, {times}, for each project", large[0] / small[0] * SMALL / LARGE, LINEAR)
            report(f"its statements, 10,000 projects; with 1,000 {small[1]}", large[1], STATEMENTS)
        for database in databases.values():
            database.close()
