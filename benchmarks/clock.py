"""What the clock costs when nothing is due, and what it costs to begin, for 1, 100 and 1,000 municipalities."""

import datetime as dt
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import event

from benchmarks.report import Report
from bot.chat.router import Router
from bot.features import FEATURES
from handlers.scheduling.due import DueJobs
from storage.database import Database
from storage.migrate import upgrade
from storage.people.municipalities import Municipality

NOW = dt.datetime(2026, 11, 23, 10, 0, tzinfo=dt.UTC)
ROUNDS = 50
SIZES = (1, 100, 1_000)


@contextmanager
def _counted(database: Database) -> Iterator[list[None]]:
    statements: list[None] = []

    def note(*statement: object) -> None:
        statements.append(None)

    event.listen(database.engine, "before_cursor_execute", note)
    yield statements
    event.remove(database.engine, "before_cursor_execute", note)


def _database(folder: str, municipalities: int) -> Database:
    url = f"sqlite:///{Path(folder) / f'{municipalities}.db'}"
    upgrade(url)
    database = Database(url)
    with database.session(None, writes=True) as db:
        db.add_all([Municipality(name=f"Gemeente {number}") for number in range(municipalities)])
    return database


def _milliseconds(tick: DueJobs) -> float:
    def one() -> float:
        began = time.perf_counter()
        tick()
        return (time.perf_counter() - began) * 1000

    return statistics.median(one() for _ in range(ROUNDS))


def measure(report: Report) -> None:
    """report: what was measured, the figure, and the most it may be."""
    beginning, striking, took = {}, {}, {}
    with tempfile.TemporaryDirectory() as folder:
        for size in SIZES:
            database = _database(folder, size)
            tick = DueJobs(database, Router(FEATURES), lambda db: NOW)
            with _counted(database) as statements:
                tick.begin()
            beginning[size] = len(statements)
            with _counted(database) as statements:
                tick()
            striking[size] = len(statements)
            took[size] = _milliseconds(tick)
            database.close()
    for size in SIZES[1:]:
        report(f"statements of a tick with nothing due, {size:,} municipalities : 1", striking[size] / striking[1], 1)
        report(f"statements to begin, {size:,} municipalities : 1", beginning[size] / beginning[1], 1)
    report("statements of a tick with nothing due", striking[1], 5)
    report(f"milliseconds of it with 1,000 ({took[1_000]:.2f}) : 1 ({took[1]:.2f})", took[1_000] / took[1], 8)
