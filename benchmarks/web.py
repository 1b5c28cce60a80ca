"""What the page of all projects costs to make, and what it weighs on its way to a browser."""

import gzip
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

from benchmarks.overview import fill
from benchmarks.registers import NOW
from bot.chat.texts import speech
from bot.pages import gather, rendering, rules
from storage.database import Database
from storage.people.municipalities import Municipality

SMALL, LARGE = 1_000, 10_000
HERE = NOW.astimezone(ZoneInfo("Europe/Amsterdam"))


def made(database: Database) -> tuple[float, bytes]:
    """Seconds, and the page."""
    began, t = time.perf_counter(), speech("nl")
    with database.session(1) as db:
        page = rules.page(t, gather.facts(t, db, db.get_one(Municipality, 1), HERE))
    written = b"".join(rendering.html(page))
    return time.perf_counter() - began, written


def measure(report: Callable[[str, float, float], None]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for projects, seconds, kilobytes in ((SMALL, 2, 300), (LARGE, 20, 3_000)):
            url = f"sqlite:///{Path(folder) / str(projects)}.db"
            fill(url, projects, at_once=True)
            database = Database(url)
            made(database)
            took, page = made(database)
            database.close()
            report(f"seconds to make the page of {projects:,} projects with five contact moments each", took, seconds)
            packed = len(gzip.compress(page)) / 1_000
            report(f"kB of that page, compressed, of {len(page) / 1_000:,.0f}", packed, kilobytes)
