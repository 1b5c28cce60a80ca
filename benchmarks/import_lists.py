"""What an import costs, next to the bare SQL inserts of the same rows; and how long chat waits meanwhile."""

import csv
import datetime as dt
import gc
import io
import sqlite3
import tempfile
import threading
import time
from functools import partial
from pathlib import Path
from random import Random

from openpyxl import load_workbook

from benchmarks.processes import processor_seconds
from benchmarks.report import Report
from bot.chat.requests import Account, Knock, Place, Profile
from bot.features import FEATURES
from bot.people.arrivals import Arrivals
from bot.service import Service
from bot.subprocesses import GARBAGE_AFTER
from bot.transfer import in_subprocess
from bot.transfer.columns import COLUMNS
from bot.transfer.contract import ListName
from bot.transfer.importing import bring_in
from bot.transfer.receiving import File, ImportOrder
from bot.transfer.writing import as_workbook
from glossary import Instrument, Level, Phase, Role, Size, Status, TargetGroup
from storage import METADATA
from storage.database import Database
from storage.migrate import upgrade
from storage.people.municipalities import Municipality, Tenant
from tests.transfer.siege import peak

PROJECTS, MOMENTS = 10_000, 50_000
IN_A_WORKBOOK = 20_000
PEOPLE = 200
ROUNDS = 3
NOW = dt.datetime(2026, 11, 23, 8, tzinfo=dt.UTC)
ANNA = Account("bench", "T1", "U1")


def measure(report: Report) -> None:
    # As `samenspel import` and `samenspel run` begin.
    gc.set_threshold(GARBAGE_AFTER)
    files = lists()
    with tempfile.TemporaryDirectory() as folder:
        imports, inserts, waits = [], [], []
        for number in range(ROUNDS):
            file = Path(folder) / f"{number}.db"
            imports.append(_import(file, files))
            inserts.append(_insert(file, Path(folder) / f"{number}-bare.db"))
            # Of other work on the machine there is only more: the best of some rounds is nearest to the truth.
        waits = _waits(Path(folder) / "chat.db", files)
    forms, reads = sorted(waits[::2]), sorted(waits[1::2])
    print(f"{PROJECTS} projects, {MOMENTS} moments: import {min(imports):.1f} s, bare inserts {min(inserts):.2f} s")
    report("import / bare inserts of the same rows", min(imports) / min(inserts), 6)
    report(f"s, the longest of {len(waits)} commands during an import", max(waits), 3)
    for what, some, most in (("lists", reads, 120), ("forms", forms, 250)):
        middle, late = (some[int(len(some) * part)] * 1000 for part in (0.5, 0.99))
        report(f"ms, 99th percentile of {len(some)} {what} meanwhile (half take {middle:.0f})", late, most)
    _measure_workbook(report)


def _measure_workbook(report: Report) -> None:
    """Until the bot knows what is in it; next to what openpyxl takes to give its values, as it was read before."""
    chance, codes, people = Random(1), ["WK999901", "BU99990101"], [f"C{at:03d}" for at in range(PEOPLE)]
    rows = [_project(at, chance, codes, people) for at in range(IN_A_WORKBOOK)]
    headers = [column.header for column in COLUMNS[ListName.PROJECTS]][: len(rows[0])]
    file = File("projecten.xlsx", as_workbook({"projecten": (headers, rows)}))
    began = time.perf_counter()
    with in_subprocess.reading(ImportOrder(NOW)) as reader:
        assert reader.found(file).heads[0].rows == IN_A_WORKBOOK
        seconds, megabytes = time.perf_counter() - began, peak(reader.number)
    began = time.perf_counter()
    [sheet] = load_workbook(io.BytesIO(file.content), read_only=True, data_only=True).worksheets
    assert sum(1 for _ in sheet.iter_rows(values_only=True)) > IN_A_WORKBOOK
    report(f"{IN_A_WORKBOOK} projects in a workbook, next to openpyxl", seconds / (time.perf_counter() - began), 0.5)
    report("MB, the process that reads it", megabytes, 150)


def lists() -> list[File]:
    chance = Random(1)
    areas = [["GM9999", "Meetlat", "gemeente"], *([f"WK9999{at:02d}", f"Wijk {at}", "wijk"] for at in range(10))]
    areas += [[f"BU9999{at:02d}{in_:02d}", f"Buurt {at} {in_}", "buurt"] for at in range(10) for in_ in range(5)]
    codes = [area[0] for area in areas]
    people = [f"C{at:03d}" for at in range(PEOPLE)]
    colleagues = [[key, f"Collega {key}", f"{key}@voorbeeld.example", "projectleider"] for key in people]
    projects = [_project(at, chance, codes, people) for at in range(PROJECTS)]
    moments = [_moment(at, chance, codes) for at in range(MOMENTS)]
    return [
        _file(ListName.AREAS, areas),
        _file(ListName.COLLEAGUES, colleagues),
        _file(ListName.PROJECTS, projects),
        _file(ListName.MOMENTS, moments),
    ]


def _project(at: int, chance: Random, codes: list[str], people: list[str]) -> list[str]:
    begin = dt.date(2025, 1, 1) + dt.timedelta(chance.randrange(700))
    end = begin + dt.timedelta(chance.randrange(30, 700))
    return [
        *(f"P{at:05d}", f"Herinrichting {at}", _one(Status, chance), _one(Phase, chance), _one(Size, chance), "ruimte"),
        *(_some(codes, chance), _groups(chance), begin.isoformat(), end.isoformat(), _one(Level, chance)),
        *(chance.choice(people) for _ in Role),
        *(str(chance.randrange(1, 90) * 500), "incidenteel", "4000", "", "", end.isoformat()),
        *("Het budget en de planning staan vast", "De inrichting en het groen", begin.isoformat()),
    ]


def _moment(at: int, chance: Random, codes: list[str]) -> list[str]:
    day = dt.date(2025, 6, 1) + dt.timedelta(chance.randrange(700))
    return [
        *(f"M{at:05d}", f"P{at % PROJECTS:05d}", f"Inloopavond {at}", _one(Instrument, chance), _one(Level, chance)),
        *(day.isoformat(), day.isoformat(), _some(codes, chance), _groups(chance), str(chance.randrange(20, 9000))),
        *((day - dt.timedelta(21)).isoformat(), ""),
    ]


def _one(words: type[Status | Phase | Size | Level | Instrument], chance: Random) -> str:
    return chance.choice([word.dutch for word in words])


def _some(codes: list[str], chance: Random) -> str:
    return ",".join(chance.sample(codes, chance.choice((1, 1, 2))))


def _groups(chance: Random) -> str:
    return ",".join(group.dutch for group in chance.sample(list(TargetGroup), chance.choice((1, 2))))


def _file(list_: ListName, rows: list[list[str]]) -> File:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow([column.header for column in COLUMNS[list_]][: len(rows[0])])
    writer.writerows(rows)
    return File(f"{list_.dutch}.csv", text.getvalue().encode())


def _town(file: Path) -> tuple[Database, int]:
    upgrade(f"sqlite:///{file}")
    database = Database(f"sqlite:///{file}")
    with database.session(None, writes=True) as db:
        home = Municipality(name="Meetlat")
        db.add(home)
        db.flush()
        db.add(Tenant(platform=ANNA.platform, tenant=ANNA.tenant, municipality_id=home.id))
    return database, home.id


def _import(file: Path, files: list[File]) -> float:
    database, home = _town(file)
    began = processor_seconds()
    done = bring_in(files, ImportOrder(NOW), partial(database.session, home), lambda percent: None)
    seconds = processor_seconds() - began
    database.close()
    assert not done.errors, done.errors[0]
    assert (done.of(ListName.PROJECTS).new, done.of(ListName.MOMENTS).new) == (PROJECTS, MOMENTS)
    return seconds


def _insert(source: Path, target: Path) -> float:
    """Every row that the import made, by executemany in one transaction of the same kind of database.

    Without the triggers that mark what the search has to look at: those are part of what an import costs.
    """
    upgrade(f"sqlite:///{target}")
    original, bare = sqlite3.connect(source), sqlite3.connect(target, isolation_level=None)
    tables = {
        table.name: original.execute(f'SELECT * FROM "{table.name}"').fetchall() for table in METADATA.sorted_tables
    }
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        bare.execute(f"PRAGMA {pragma}")
    for (name,) in bare.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        bare.execute(f'DROP TRIGGER "{name}"')
    began = processor_seconds()
    bare.execute("BEGIN IMMEDIATE")
    for name, rows in tables.items():
        if rows:
            bare.executemany(f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(rows[0]))})', rows)
    bare.execute("COMMIT")
    seconds = processor_seconds() - began
    original.close()
    bare.close()
    return seconds


class _Directory:
    def profile(self, account: Account) -> Profile:
        return Profile("Anna Bos", "anna@voorbeeld.example", "Meetlat", "nl")

    again = profile

    def with_email(self, platform: str, tenant: str, email: str) -> None:
        """Nobody."""


def _waits(file: Path, files: list[File]) -> list[float]:
    """Seconds that each command took while lists went in: one that reads, and one that writes, in turn."""
    database, home = _town(file)
    service = Service(database, _Directory(), FEATURES, Arrivals())
    over, waits = threading.Event(), list[float]()

    def chat() -> None:
        number = 0
        while not over.is_set():
            number += 1
            began = time.perf_counter()
            service.answer(_command(number))
            waits.append(time.perf_counter() - began)
            time.sleep(0.05)

    service.answer(_command(0))
    chatting = threading.Thread(target=chat)
    chatting.start()
    try:
        bring_in(files, ImportOrder(NOW), partial(database.session, home), lambda percent: None)
    finally:
        over.set()
        chatting.join()
    database.close()
    return waits


def _command(number: int) -> Knock:
    """A form that registers a project, and a list of projects."""
    if number % 2:
        answers = {"name": f"Uit de chat {number}", "status": "upcoming"}
        return Knock(f"K{number}", NOW, ANNA, Place(), "project.create", {}, answers, form=f"F{number}")
    return Knock(f"K{number}", NOW, ANNA, Place(), "command", {"command": "project", "text": "lijst"})
