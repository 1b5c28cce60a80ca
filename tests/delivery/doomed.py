"""A process of its own that is killed in the middle of its work, at a point with a name."""

import datetime as dt
import os
import signal
from collections.abc import Callable
from multiprocessing.context import ForkServerProcess
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.orm import configure_mappers

from bot.chat.cards import Card, Text
from bot.chat.feature import DoTask, Feature, Task
from bot.chat.replies import Say
from bot.chat.router import Router
from bot.features import FEATURES
from handlers.delivery.messages import Terms
from handlers.delivery.outbox import Outbox
from handlers.delivery.protocol import OutboundMessage
from handlers.delivery.worker import LEASE, Worker
from handlers.scheduling.due import DueJobs
from storage.database import Database
from storage.people.people import Colleague
from tests.delivery.platform import PATIENCE, OverHttp
from tests.delivery.town import Clock, RunningClock
from tests.forks import FORKS

configure_mappers()

SHORT = Terms(
    settle=dt.timedelta(seconds=0.3),
    lease=dt.timedelta(seconds=0.6),
    start=dt.timedelta(seconds=0.3),
    look=dt.timedelta(seconds=0.1),
)
"""The same, for whoever can't wait."""


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def start(play: Callable[..., object], *arguments: Any) -> ForkServerProcess:
    process = FORKS.Process(target=play, args=arguments)
    process.start()
    return process


def await_death(process: ForkServerProcess) -> None:
    process.join(PATIENCE)
    assert process.exitcode == -signal.SIGKILL, f"it did not die where it should: {process.exitcode}"
    process.close()


def die_at_commit(engine: Engine, number: int) -> None:
    """Just before the database hears of it; the first commit is number 1."""
    commits = 0

    def count(connection: object) -> None:
        nonlocal commits
        commits += 1
        if commits == number:
            die()

    event.listen(engine, "commit", count)


class DiesBefore(OverHttp):
    def post(self, message: OutboundMessage) -> str:
        die()
        return super().post(message)


class DiesAfter(OverHttp):
    def post(self, message: OutboundMessage) -> str:
        name = super().post(message)
        die()
        return name


class DiesLooking(OverHttp):
    def find(self, message: OutboundMessage, since: dt.datetime) -> str | None:
        name = super().find(message, since)
        die()
        return name


def deliver(url: str, port: int, how: type[OverHttp], commit: int) -> None:
    """One message after the other, looking up what nobody knows; dies on its way."""
    database = Database(url)
    die_at_commit(database.engine, commit)
    outbox = Outbox(database, {"slack": how(port)}, RunningClock(), SHORT)
    while True:
        outbox.deliver_one()
        outbox.check_one()


def work(url: str, commit: int, later: int = 0) -> None:
    """later: so many leases after now."""
    database = Database(url)
    die_at_commit(database.engine, commit)
    clock = Clock()
    clock.at = RunningClock()() + (LEASE + dt.timedelta(seconds=1)) * later
    Worker(database, knows(moves_to_participation), {}, clock).do_one()


def strike(url: str, at: dt.datetime, commit: int, only: str = "") -> None:
    """The clock strikes once; dies at a commit, when there are so many.

    only: the feature that does something by itself, in a process that has begun before. Else all do, and it begins.
    It is here, and not in a module of tests, because the process would have to import that anew: a second, each time.
    """
    # Two strike at once, and one of them may stand still for seconds on a busy machine.
    database = Database(url, dt.timedelta(seconds=PATIENCE))
    die_at_commit(database.engine, commit)
    tick = DueJobs(database, Router([each for each in FEATURES if only in ("", each.name)]), lambda db: at)
    if not only:
        tick.begin()
    tick()
    database.close()


def moves_to_participation(task: Task) -> list[Say]:
    """A worker as they should be: a second time changes nothing."""
    with task.begin() as db:
        db.get_one(Colleague, task.person).department = "Participatie"
    return [Say(Card(Text("done")))]


def knows(worker: DoTask) -> Router:
    return Router([Feature("any", workers={"name": worker})])
