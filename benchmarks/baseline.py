"""What the steps of projects cost: the card of one, beside `/project toon`, and the report over ten times as many."""

import tempfile
import time
from pathlib import Path
from random import Random
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import event, insert, update

from benchmarks import overview
from benchmarks.registers import NOW
from benchmarks.report import Report
from bot.baseline import gather, report
from bot.chat.requests import Account, Knock, Place, Profile
from bot.features import FEATURES
from bot.people.arrivals import Arrivals
from bot.service import Service
from glossary import Level, Phase, Size
from storage.database import Database
from storage.people.people import Colleague
from storage.register.projects import Project
from storage.register.step_marks import StepMark
from tests.room import Directory

ROUNDS = 5
CARDS = 200
AT = NOW.astimezone(ZoneInfo("Europe/Amsterdam"))


def fill(url: str, projects: int) -> None:
    """All go on, of every size and in every phase, with a step in three said to be done or left out."""
    overview.fill(url, projects, at_once=True)
    chance, database = Random(3), Database(url)
    with database.session(1, writes=True) as db:
        db.execute(update(Project).values(level=Level.CONSULT))
        db.execute(update(Colleague).where(Colleague.id == 1).values(is_admin=True))
        for size in Size:
            for phase in Phase:
                these = chance.sample(range(1, projects + 1), projects // 18)
                for few in range(0, len(these), 500):
                    some = Project.id.in_(these[few : few + 500])
                    db.execute(update(Project).where(some).values(size=size, phase=phase))
        said: dict[str, Any] = {"municipality_id": 1, "marked_on": NOW.date(), "marked_by": 1}
        marks = [
            {**said, "project_id": number, "step": step, "is_done": chance.random() < 0.8, "reason": "het kan zo"}
            for number in range(1, projects + 1)
            for step in chance.sample(("O3", "O4", "P1", "P3", "P4", "U1", "U3"), 3)
        ]
        db.execute(insert(StepMark), marks)
    database.close()


def over_all(database: Database) -> float:
    """Seconds of processor time of the report, the best of some rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        began = time.process_time()
        with database.session(1) as db:
            found = report.report(gather.looked_at(db, AT), AT.date())
            assert len(list(report.rows(found))) > 1_000
        best = min(best, time.process_time() - began)
    return best


def card(database: Database, action: str) -> tuple[float, int]:
    """Seconds of processor time of a click, the best of some rounds; and statements."""
    account, directory = Account("slack", "T1", "U1"), Directory()
    directory.profiles[account] = Profile(
        "Collega 0", "collega@voorbeeld.example", "Gemeente Meetlat", "nl", is_admin=True
    )
    service, statements, best = Service(database, directory, FEATURES, Arrivals()), 0, float("inf")

    @event.listens_for(database.engine, "before_cursor_execute")
    def count(_: object, __: object, statement: str, *___: object) -> None:
        nonlocal statements
        statements += statement.startswith("SELECT")

    for turn in range(ROUNDS):
        statements, began = 0, time.process_time()
        for number in range(1, CARDS + 1):
            knock = Knock(f"{action}{turn}-{number}", AT, account, Place(), action, {"id": str(number)}, {})
            said = service.answer(knock).replies
            assert f"Project {number} in de buurt" in str(said), said
        best = min(best, (time.process_time() - began) / CARDS)
    return best, statements // CARDS


def measure(report: Report) -> None:
    """report: what was measured, the figure, and the most it may be."""
    with tempfile.TemporaryDirectory() as folder:
        found, cards = {}, dict[str, tuple[float, int]]()
        for projects in (1_000, 10_000):
            url = f"sqlite:///{Path(folder) / f'{projects}.db'}"
            fill(url, projects)
            database = Database(url)
            found[projects] = over_all(database)
            cards = {action: card(database, action) for action in ("project.show", "baseline.show")}
            database.close()
    small, large = found[1_000], found[10_000]
    report(
        f"steps of all projects, for each of 10,000 ({large:.2f} s) : of 1,000 ({small:.2f} s)",
        large / 10 / small,
        1.2,
    )
    (shown, toon), (steps, ours) = cards["project.show"], cards["baseline.show"]
    report(
        f"the card of steps ({steps * 1000:.1f} ms) : the card of a project ({shown * 1000:.1f} ms)", steps / shown, 2
    )
    report(f"its statements ({ours}; {toon} of the card of a project), beside who asks and the project", ours - 3, 6)
