"""A process of its own that is killed in the middle of its work, at a point with a name."""

import multiprocessing
import os
import signal
from collections.abc import Callable
from multiprocessing.context import ForkServerProcess
from typing import Any

from sqlalchemy import Engine, event
from sqlalchemy.orm import configure_mappers

from bot.chat.cards import Card, Text
from bot.chat.exchange import Say
from bot.chat.feature import Feature, Task, Worker
from bot.chat.router import Router
from handlers.delivery import Letter
from handlers.outbox import Outbox
from handlers.work import Workbench
from storage.database import Database
from storage.people import Colleague
from tests.delivery.platform import PATIENCE, OverHttp
from tests.delivery.town import Clock

# One process that has imported all this already, and splits off each doomed one in some milliseconds.
_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload([__name__, "psycopg", "sqlalchemy.dialects.postgresql.psycopg", "alembic.command"])
configure_mappers()


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def start(play: Callable[..., None], *arguments: Any) -> ForkServerProcess:
    process = _FORKS.Process(target=play, args=arguments)
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
    def post(self, letter: Letter) -> str:
        die()
        return super().post(letter)


class DiesAfter(OverHttp):
    def post(self, letter: Letter) -> str:
        name = super().post(letter)
        die()
        return name


def deliver(url: str, port: int, how: type[OverHttp], commit: int) -> None:
    database = Database(url)
    die_at_commit(database.engine, commit)
    outbox = Outbox(database, {"slack": how(port)}, Clock())
    while outbox.deliver_one():
        pass


def work(url: str, commit: int) -> None:
    database = Database(url)
    die_at_commit(database.engine, commit)
    Workbench(database, knows(moves_to_participation), {}, Clock()).do_one()


def moves_to_participation(task: Task) -> list[Say]:
    """A worker as they should be: a second time changes nothing."""
    with task.begin() as db:
        db.get_one(Colleague, task.person).department = "Participatie"
    return [Say(Card(Text("done")))]


def knows(worker: Worker) -> Router:
    return Router([Feature("any", workers={"name": worker})])
