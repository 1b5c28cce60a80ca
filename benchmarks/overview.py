"""What composing a weekly overview costs when the register is ten times as large."""

import datetime as dt
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from sqlalchemy import delete, event, insert

from benchmarks.registers import NOW, register
from bot.chat.router import Router
from bot.features import FEATURES
from bot.overview import composing, rules
from glossary import Instrument, Level, PartialDate, Role
from storage.changes import Change
from storage.database import Database
from storage.moments import Moment, MomentArea, MomentGroup
from storage.projects import ProjectArea, ProjectGroup, RoleAssignment

ROUNDS = 15
MOMENTS = 5
DAYS = 1400
"""The moments of a register lie within these days, around today."""


def fill(url: str, projects: int) -> int:
    """A register with five moments a project, one in ten without a communication adviser, one in fifty changed.

    Ten times as many projects are in ten times as many neighbourhoods: else residents would be asked every day.
    """
    register(url, projects, "T1", "U1", neighbourhoods=projects // 50)
    chance, database = Random(2), Database(url)
    with database.session(1, writes=True) as db:
        mine = {"municipality_id": 1}
        areas = dict(
            db.execute(
                ProjectArea.__table__.select().with_only_columns(ProjectArea.project_id, ProjectArea.area_code)
            ).all()
        )
        groups = dict(
            db.execute(
                ProjectGroup.__table__.select().with_only_columns(ProjectGroup.project_id, ProjectGroup.target_group)
            ).all()
        )
        rows, parts = [], []
        for number in range(1, projects * MOMENTS + 1):
            first = NOW.date() + dt.timedelta(days=chance.randrange(-DAYS // 2, DAYS // 2))
            last = first + dt.timedelta(days=chance.randrange(10))
            told = first + dt.timedelta(days=20) if first < NOW.date() and chance.random() < 0.98 else None
            project = (number - 1) // MOMENTS + 1
            rows.append(
                {
                    **mine, "id": number, "key": f"M{number:06d}", "project_id": project, "title": f"Moment {number}",
                    "starts_on": PartialDate.of(first), "ends_on": PartialDate.of(last),
                    "changed_at": NOW, "revision": 1, "level": Level.CONSULT, "instrument": Instrument.WALK_IN,
                    "residents_told_on": PartialDate.of(told) if told else None,
                }
            )  # fmt: skip
            parts.append((number, project))
        db.execute(insert(Moment), rows)
        db.execute(insert(MomentArea), [{**mine, "moment_id": m, "area_code": areas[p]} for m, p in parts])
        db.execute(insert(MomentGroup), [{**mine, "moment_id": m, "target_group": groups[p]} for m, p in parts])
        vacant = [number for number in range(1, projects + 1) if chance.random() < 0.1]
        db.execute(
            delete(RoleAssignment).where(
                RoleAssignment.project_id.in_(vacant), RoleAssignment.role == Role.COMMUNICATION_ADVISER
            )
        )
        changed = [number for number in range(1, projects + 1) if chance.random() < 0.02]
        at = NOW - dt.timedelta(days=2)
        db.execute(
            insert(Change),
            [
                {**mine, "project_id": each, "at": at, "revision": 2, "field": "decision_on", "before": "", "after": ""}
                for each in changed
            ],
        )
    database.close()
    return 1


def compose(database: Database) -> tuple[float, int, int]:
    """Seconds of processor time, the best of some rounds; statements; lines on the screen."""
    router, statements, best = Router(FEATURES), 0, float("inf")

    @event.listens_for(database.engine, "before_cursor_execute")
    def count(*_: object) -> None:
        nonlocal statements
        statements += 1

    until = (NOW + dt.timedelta(days=10)).astimezone(ZoneInfo("Europe/Amsterdam"))
    lines = 0
    for _ in range(ROUNDS):
        statements, began = 0, time.process_time()
        with database.session(1) as db:
            scope = composing.everything(until - dt.timedelta(days=14), until, "nl")
            screen = rules.on_one_screen(composing.parts(router.contributed, scope, db))
        best, lines = min(best, time.process_time() - began), screen.lines
    return best, statements, lines


def measure(report: Callable[[str, float, float], None]) -> None:
    """report: what was measured, the figure, and the most it may be."""
    with tempfile.TemporaryDirectory() as folder:
        found = {}
        for projects in (1_000, 10_000):
            url = f"sqlite:///{Path(folder) / f'{projects}.db'}"
            fill(url, projects)
            database = Database(url)
            found[projects] = compose(database)
            database.close()
    small, large = found[1_000], found[10_000]
    report(
        f"a weekly overview, 10,000 projects ({large[0] * 1000:.0f} ms) : 1,000 ({small[0] * 1000:.0f} ms)",
        large[0] / small[0],
        1.5,
    )
    report(f"its statements, 10,000 projects ({large[1]}) : 1,000 ({small[1]})", large[1] / small[1], 1)
    report("lines on its screen, titles not counted", large[2], rules.ROOM)
