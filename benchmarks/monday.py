"""Monday at nine, for many municipalities in one database: what is due is queued, sent and drawn by one process.

The most that it may take is in proportion to 1,000 municipalities. Processor time stands beside it: on a machine that
others use, the wall clock tells of them too.
"""

import datetime as dt
import logging
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from sqlalchemy import ColumnElement, event, func, insert, select, update
from sqlalchemy.orm import Session

from benchmarks.processes import processor_seconds
from benchmarks.report import Report
from bot.chat.cards import Block, Paragraph, Text
from bot.chat.router import Router
from bot.features import FEATURES
from glossary import AreaKind, Level, PartialDate, Status, TargetGroup
from handlers.delivery.outbox import Outbox
from handlers.delivery.protocol import OutboundMessage
from handlers.delivery.worker import Worker
from handlers.scheduling.due import DueJobs
from storage.database import Database
from storage.messages.nudges import NudgeRow
from storage.messages.outbox import MessageState, OutboxRow
from storage.messages.overviews import OverviewChannel
from storage.messages.tasks import TaskRow
from storage.migrate import upgrade
from storage.people.municipalities import Municipality, Tenant
from storage.people.people import ChatAccount, Colleague
from storage.register.areas import Area
from storage.register.moments import Moment, MomentArea, MomentGroup, keep_days
from storage.register.projects import Project

MANY, USUAL = 1_000, 50
PEOPLE, PROJECTS, MOMENTS = 50, 30, 100
SUNDAY = dt.datetime(2026, 11, 22, 12, 0, tzinfo=dt.UTC)
EIGHT = dt.datetime(2026, 11, 23, 7, 0, tzinfo=dt.UTC)
NINE = EIGHT + dt.timedelta(hours=1)
POST_SECONDS = 0.02
QUEUED_WITHIN, SENT_WITHIN, DRAWN_WITHIN = 40, 300, 600
"""Seconds, for a thousand municipalities."""


class Chat:
    """Takes everything, after a while."""

    def post(self, message: OutboundMessage) -> str:
        time.sleep(POST_SECONDS)
        return message.key[:100]

    def find(self, message: OutboundMessage, since: dt.datetime) -> str | None:
        return None


class Locked(logging.Handler):
    """How often the log says that the database was locked."""

    times = 0

    def emit(self, record: logging.LogRecord) -> None:
        broken = record.exc_info[1] if record.exc_info else None
        self.times += any(word in f"{record.getMessage()} {broken}" for word in ("locked", "out of reach", "busy"))


class Took:
    """Seconds, by the wall and of the processor, and statements."""

    wall = processor = 0.0
    statements = 0


@contextmanager
def _measured(database: Database) -> Iterator[Took]:
    took = Took()

    def count(*_: object) -> None:
        took.statements += 1

    event.listen(database.engine, "before_cursor_execute", count)
    began, spent = time.perf_counter(), processor_seconds()
    yield took
    took.wall, took.processor = time.perf_counter() - began, processor_seconds() - spent
    event.remove(database.engine, "before_cursor_execute", count)


def measure(report: Report, municipalities: int = USUAL) -> None:
    """report: what was measured, the figure, and the most it may be."""
    locked, clock = Locked(), Clock()
    logging.getLogger().addHandler(locked)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'samenspel.db'}"
        upgrade(url)
        database = Database(url)
        fill(database, municipalities)
        for what, do, within in (
            ("messages queued", _queue, QUEUED_WITHIN),
            ("messages sent by one process", _send, SENT_WITHIN),
            ("overviews drawn by one process", _draw, DRAWN_WITHIN),
        ):
            with _measured(database) as took:
                done = do(database, clock)
            each = f"{took.processor / done * 1000:.1f} ms and {took.statements / done:.1f} statements each"
            print(f"{done} {what}: {took.wall:.1f} s, {took.processor:.1f} s of the processor; {each}", flush=True)
            most = within * municipalities / MANY
            report(f"seconds for {done} {what}, {municipalities} municipalities", took.wall, most)
        database.close()
    logging.getLogger().removeHandler(locked)
    report("times that the log says that the database is locked", locked.times, 0)


class Clock:
    """Goes on by itself from where it was put."""

    def __init__(self) -> None:
        self.put(SUNDAY)

    def put(self, at: dt.datetime) -> None:
        self._at, self._since = at, time.monotonic()

    def __call__(self) -> dt.datetime:
        return self._at + dt.timedelta(seconds=time.monotonic() - self._since)


def _queue(database: Database, clock: Clock) -> int:
    """What is due at eight is done before. Messages."""
    clock.put(NINE)
    tick = DueJobs(database, Router(FEATURES), lambda db: clock())
    while tick():
        pass
    return _count(database, OutboxRow.state == MessageState.PENDING)


def _send(database: Database, clock: Clock) -> int:
    waiting = _count(database, OutboxRow.state == MessageState.PENDING)
    outbox = Outbox(database, {"slack": Chat()}, clock, time=lambda db: clock(), up=time.monotonic)
    outbox.start()
    while _count(database, OutboxRow.state != MessageState.SENT):
        time.sleep(0.5)
    outbox.stop()
    return waiting


def _draw(database: Database, clock: Clock) -> int:
    pending = TaskRow.state == MessageState.PENDING
    waiting = _count(database, pending)
    worker = Worker(database, Router(FEATURES), {}, clock)
    worker.start()
    while _count(database, TaskRow.state.in_([MessageState.PENDING, MessageState.SENDING])):
        time.sleep(0.5)
    worker.stop()
    assert not _count(database, TaskRow.state == MessageState.DEAD)
    return waiting


def _count(database: Database, which: ColumnElement[bool]) -> int:
    with database.session(None) as db:
        return db.scalar(select(func.count()).where(which)) or 0


def fill(database: Database, municipalities: int) -> None:
    """Each with 50 colleagues, for whom something waits, a register with a year in it, and a channel for overviews."""
    with database.session(None, writes=True) as db:
        for number in range(1, municipalities + 1):
            _fill_one(db, number)
    clock = Clock()
    tick = DueJobs(database, Router(FEATURES), lambda db: clock())
    tick.begin()
    clock.put(EIGHT)
    while tick():
        pass


def _fill_one(db: Session, number: int) -> None:
    mine, slack = {"municipality_id": number}, {"platform": "slack", "tenant": f"T{number}"}
    here = range(number * PEOPLE, (number + 1) * PEOPLE)
    blocks: tuple[Block, ...] = (Paragraph(Text("Wil je nakijken of dit project nog klopt?")),)
    encoded = msgspec.json.encode(blocks)
    db.execute(insert(Municipality), [{"id": number, "name": f"Gemeente {number}", "calendar_code": str(number)}])
    db.execute(insert(Tenant), [{**slack, **mine}])
    db.execute(insert(Colleague), [{**mine, "id": each, "name": f"Collega {each}", "is_admin": False} for each in here])
    db.execute(update(Municipality).where(Municipality.id == number).values(keeper_id=here[0]))
    db.execute(insert(ChatAccount), [{**mine, **slack, "user": f"U{each}", "colleague_id": each} for each in here])
    waits = {**mine, "about": "project", "blocks": encoded, "order": 1, "created_at": SUNDAY}
    db.execute(insert(NudgeRow), [{**waits, "colleague_id": each} for each in here])
    channel = {**mine, **slack, "place": "C1", "name": "algemeen", "started_at": SUNDAY - dt.timedelta(days=7)}
    db.execute(insert(OverviewChannel), [channel])
    areas = [f"BU{number:04d}{at:04d}" for at in range(20)]
    db.execute(insert(Area), [{**mine, "code": each, "name": each, "kind": AreaKind.NEIGHBOURHOOD} for each in areas])
    changed = {"created_at": SUNDAY - dt.timedelta(days=90), "changed_at": SUNDAY - dt.timedelta(days=9)}
    projects = range(number * PROJECTS, (number + 1) * PROJECTS)
    project = {**mine, **changed, "status": Status.ONGOING, "revision": 1}
    db.execute(
        insert(Project), [{**project, "id": each, "key": f"P{each}", "name": f"Project {each}"} for each in projects]
    )
    moments = range(number * MOMENTS, (number + 1) * MOMENTS)
    db.execute(insert(Moment), [{**mine, **_moment(each, projects)} for each in moments])
    where = [{**mine, "moment_id": each, "area_code": areas[each % len(areas)]} for each in moments]
    db.execute(insert(MomentArea), where)
    who = [{**mine, "moment_id": each, "target_group": list(TargetGroup)[each % 5]} for each in moments]
    db.execute(insert(MomentGroup), who)
    db.info["municipality"] = number
    keep_days(db, moments)
    db.info["municipality"] = None


def _moment(number: int, projects: range) -> dict[str, object]:
    """From half a year ago until half a year from now; residents were told of what is over."""
    day = NINE.date() + dt.timedelta(days=number % MOMENTS * 3 - 150)
    told = PartialDate.of(day) if day < NINE.date() else None
    return {
        "id": number, "key": f"M{number}", "project_id": projects[number % PROJECTS], "title": f"Inloop {number}",
        "starts_on": PartialDate.of(day), "ends_on": PartialDate.of(day), "changed_at": SUNDAY, "revision": 1,
        "level": Level.CONSULT, "residents_told_on": told,
    }  # fmt: skip
