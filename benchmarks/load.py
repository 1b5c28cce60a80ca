"""What it costs to know how much is asked: for one new moment, and for a whole municipality in twelve weeks."""

import datetime as dt
import statistics
import tempfile
import time
from pathlib import Path
from random import Random

from sqlalchemy import event

from benchmarks import towns
from benchmarks.registers import NOW
from benchmarks.report import Report
from bot.findings import gather, load
from bot.findings.facts import ContactMoment
from bot.findings.norms import USUAL
from bot.findings.reach import GROUPS, is_counted, reaches, touches
from glossary import Level, TargetGroup
from storage.database import Database

SIZES = (1_000, 10_000, 100_000)
PLANNED = 60
MAPS = 5
SAMPLE = 40
"""Cells that the slow way counts: all 75,600 of them would take an hour."""
MONDAY = towns.TODAY - dt.timedelta(days=towns.TODAY.weekday())


class Measured:
    """One town. Times in seconds of the processor: what else the machine does is not in them."""

    def __init__(self, folder: str, moments: int) -> None:
        url = f"sqlite:///{Path(folder) / f'{moments}.db'}"
        self.home = towns.town(url, moments)
        self.database = Database(url)
        self.statements = 0
        event.listen(self.database.engine, "before_cursor_execute", self._count)

    def _count(self, *args: object) -> None:
        self.statements += 1

    def check(self) -> float:
        """The median of many new moments: areas and settings are read for each."""
        times, chance = [], Random(2)
        for _ in range(PLANNED):
            planned = _planned(chance)
            self.statements = 0
            began = time.process_time()
            with self.database.session(self.home) as db:
                gather.check(db, planned, towns.TODAY, "Midden", gather.norms(db), gather.areas(db))
            times.append(time.process_time() - began)
        return statistics.median(times)

    def map(self) -> float:
        """The best of some."""
        times = []
        for _ in range(MAPS):
            self.statements = 0
            began = time.process_time()
            with self.database.session(self.home) as db:
                gather.weeks(db, gather.areas(db), MONDAY, towns.TODAY, gather.norms(db))
            times.append(time.process_time() - began)
        return min(times)

    def slow_map(self) -> float:
        """Cell after cell, each looking at every ask: some of them, times how many there are."""
        chance = Random(3)
        with self.database.session(self.home) as db:
            areas = gather.areas(db)
            asks = [moment for project in gather.projects(db, NOW) for moment in project.asks]
        began = time.process_time()
        for _ in range(SAMPLE):
            neighbourhood, group = chance.choice(areas.neighbourhoods), chance.choice(GROUPS)
            monday = MONDAY + dt.timedelta(weeks=chance.randrange(12))
            for ask in asks:
                if is_counted(ask, USUAL) and touches(ask, neighbourhood, areas) and reaches(ask, group):
                    load.is_loading(ask, monday, USUAL) or load.is_silent(ask, monday, towns.TODAY, USUAL)
        cells = len(areas.neighbourhoods) * len(GROUPS) * 12
        return (time.process_time() - began) / SAMPLE * cells


def _planned(chance: Random) -> ContactMoment:
    """As the moments that are there: mostly in a neighbourhood or two."""
    day = towns.TODAY + dt.timedelta(days=chance.randrange(21, 90))
    groups = frozenset({chance.choice(list(TargetGroup))})
    return ContactMoment(0, "", "", 0, "", day, day, Level.CONSULT, frozenset(towns.somewhere(chance)), groups, 400)


def measure(report: Report) -> None:
    """report: what was measured, the figure, and the most it may be."""
    with tempfile.TemporaryDirectory() as folder:
        each = [Measured(folder, size) for size in SIZES]
        for warm_up in (each[0].check, each[0].map):
            warm_up()
        checks, per_check = [one.check() for one in each], [one.statements for one in each]
        maps, per_map = [one.map() for one in each], [one.statements for one in each]
        print("ms for a check:", *(f"{seconds * 1000:.1f}" for seconds in checks), "statements:", *per_check)
        print("ms for a map:", *(f"{seconds * 1000:.0f}" for seconds in maps), "statements:", *per_map)
        report(f"check of a new moment with 100,000 ({checks[2] * 1000:.1f} ms) : with 1,000", checks[2] / checks[0], 2)
        growth = maps[2] / (10 * maps[1])
        report(f"map of twelve weeks with 100,000 ({maps[2] * 1000:.0f} ms) : ten times with 10,000", growth, 1.2)
        slow = each[1].slow_map()
        report(f"20 times the map with 10,000 : the same by brute force ({slow:.0f} s)", 20 * maps[1] / slow, 1)
        more = max(per_check) - min(per_check) + max(per_map) - min(per_map)
        report("statements more with 100,000 moments than with 1,000", more, 0)
        for one in each:
            one.database.close()
