"""What composing a weekly overview costs when the register has been kept ten times as long."""

import datetime as dt
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, event, insert, select, update

from benchmarks.registers import NOW, register
from benchmarks.report import Report
from bot.chat.router import Router
from bot.features import FEATURES
from bot.overview import composing, rules
from glossary import Instrument, Level, PartialDate, Role, Status
from storage.database import Database
from storage.register.changes import Change
from storage.register.moments import Moment, MomentArea, MomentGroup, keep_days
from storage.register.projects import Project, ProjectArea, ProjectGroup, RoleAssignment

ROUNDS = 15
MOMENTS = 5
AHEAD = 100
"""Days for which moments are planned, however long the register is kept."""
LASTS = 120
"""Days of a project, with its moments in them; then it is completed, and residents were told."""
AT_ONCE = 1_000
"""Projects that go on at once in the largest municipality, of 900,000 people: one for every 900 of them.

That is 160 contact moments a week, in 500 neighbourhoods. A town of 90,000 has a tenth. How tired a neighbourhood is,
is only known after counting all that is asked of it: so ten times as much costs more, and may not cost ten times.
"""


def fill(url: str, projects: int, at_once: bool, neighbourhoods: int = 500) -> None:
    """Of what goes on one in ten lacks an adviser, one in ten changed.

    at_once: all of them go on now. Else ten began a fortnight, year after year.
    """
    register(url, projects, "T1", "U1", neighbourhoods=neighbourhoods)
    chance, database = Random(2), Database(url)
    apart = dt.timedelta(days=AHEAD + LASTS) / projects if at_once else dt.timedelta(days=7) / 5
    first = NOW.date() + dt.timedelta(days=AHEAD)
    begins = {number: first - (number * apart).days * dt.timedelta(days=1) for number in range(1, projects + 1)}
    over = [number for number, first in begins.items() if first + dt.timedelta(days=LASTS) < NOW.date()]
    live = [number for number in begins if number not in set(over)]
    with database.session(1, writes=True) as db:
        areas, groups = _parts(db, ProjectArea.area_code), _parts(db, ProjectGroup.target_group)
        moments = list(_moments(begins, chance))
        db.execute(insert(Moment), moments)
        mine = {"municipality_id": 1}
        about = [({**mine, "moment_id": each["id"]}, each["project_id"]) for each in moments]
        db.execute(insert(MomentArea), [{**each, "area_code": areas[project]} for each, project in about])
        db.execute(insert(MomentGroup), [{**each, "target_group": groups[project]} for each, project in about])
        for few in range(0, len(moments), 5000):
            keep_days(db, [each["id"] for each in moments[few : few + 5000]])
        for few in range(0, projects, 500):
            here = [number for number in over if few < number <= few + 500]
            db.execute(update(Project).where(Project.id.in_(here)).values(status=Status.COMPLETED))
        old = NOW - dt.timedelta(days=60)
        db.execute(update(Project).values(created_at=old, changed_at=old))
        for number in live:
            changed_at = NOW - dt.timedelta(minutes=number)
            db.execute(update(Project).where(Project.id == number).values(status=Status.ONGOING, changed_at=changed_at))
        adviser = RoleAssignment.role == Role.COMMUNICATION_ADVISER
        db.execute(delete(RoleAssignment).where(RoleAssignment.project_id.in_(live[::10]), adviser))
        changed = {
            **mine,
            "at": NOW - dt.timedelta(days=2),
            "revision": 2,
            "field": "decision_on",
            "before": "",
            "after": "",
        }
        db.execute(insert(Change), [{**changed, "project_id": number} for number in live[::10]])
    database.close()


def _parts(db: Any, column: Any) -> dict[int, Any]:
    return {row[0]: row[1] for row in db.execute(select(column.class_.project_id, column))}


def _moments(begins: dict[int, dt.date], chance: Random) -> Iterator[dict[str, Any]]:
    for project, begin in begins.items():
        for number in range(MOMENTS):
            first = begin + dt.timedelta(days=chance.randrange(LASTS - 10))
            last = first + dt.timedelta(days=chance.randrange(10))
            told = last + dt.timedelta(days=20)
            waits = NOW.date() - dt.timedelta(days=90) < last and chance.random() < 0.1
            yield {
                "municipality_id": 1, "id": project * MOMENTS + number, "project_id": project,
                "key": f"M{project}-{number}", "title": f"Moment {number}",
                "starts_on": PartialDate.of(first), "ends_on": PartialDate.of(last),
                "changed_at": NOW, "revision": 1, "level": Level.CONSULT, "instrument": Instrument.WALK_IN,
                "residents_told_on": PartialDate.of(told) if told < NOW.date() and not waits else None,
            }  # fmt: skip


def compose(database: Database) -> tuple[float, int, int]:
    """Seconds of processor time, the best of some rounds; statements; lines on the screen."""
    router, statements, best = Router(FEATURES), 0, float("inf")

    @event.listens_for(database.engine, "before_cursor_execute")
    def count(*_: object) -> None:
        nonlocal statements
        statements += 1

    until = NOW.astimezone(ZoneInfo("Europe/Amsterdam"))
    lines = 0
    for _ in range(ROUNDS):
        statements, began = 0, time.process_time()
        with database.session(1) as db:
            scope = composing.everything(until - dt.timedelta(days=7), until, "nl")
            shown = rules.in_short(composing.parts(router.contributed, scope, db))
        best, lines = min(best, time.process_time() - began), len(shown.words)
    return best, statements, lines


def measure(report: Report) -> None:
    """report: what was measured, the figure, and the most it may be."""
    with tempfile.TemporaryDirectory() as folder:
        for at_once, few, many in ((False, 1_000, 10_000), (True, AT_ONCE // 10, AT_ONCE)):
            found = {}
            for projects in (few, many):
                url = f"sqlite:///{Path(folder) / f'{projects}-{at_once}.db'}"
                fill(url, projects, at_once)
                database = Database(url)
                found[projects] = compose(database)
                database.close()
            how, most = ("all going on now", 4) if at_once else ("kept for ten times as long", 1.5)
            _tell(report, f"{how}, {many:,} projects next to {few:,}", found[few], found[many], most)


def _tell(
    report: Report,
    how: str,
    small: tuple[float, int, int],
    large: tuple[float, int, int],
    most: float,
) -> None:
    took = f"{large[0] * 1000:.0f} and {small[0] * 1000:.0f} ms"
    report(f"a weekly overview, {how} ({took})", large[0] / small[0], most)
    report(f"its statements, {how} ({large[1]} and {small[1]})", large[1] / small[1], 1)
    report("lines in it, title and picture not counted", large[2], rules.TEN_LINES - rules.PICTURE - 1)
