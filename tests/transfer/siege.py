"""A municipality at work while somebody sends it a file: the real service, its queue, and what people hear."""

import datetime as dt
import threading
import time
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import select

from bot.chat.cards import from_json
from bot.chat.requests import Account, Knock, Place, Profile, UploadedFile
from bot.chat.router import Router
from bot.features import FEATURES
from bot.people.arrivals import Arrivals
from bot.service import Service
from bot.transfer.receiving import File
from handlers.delivery.worker import Worker
from storage.database import Database
from storage.messages.outbox import MessageState, OutboxRow
from storage.messages.tasks import TaskRow
from tests.screens import card_as_text

ANNA = Account("siege", "T1", "U1")
LONGEST = 90
"""Seconds that anybody waits for an answer before the test is called off."""
NOW_AND_THEN = 0.2
"""Seconds between two commands: a freeze lasts longer."""
OFTEN = 0.02
"""Seconds between two looks at the memory of a process, which tells the most that it ever had."""


class Outcome(NamedTuple):
    """said: the message that ended it. megabytes: of the largest process beside us. slowest: command, in seconds."""

    said: str
    seconds: float
    megabytes: float
    slowest: float


class Directory:
    def profile(self, account: Account) -> Profile:
        return Profile("Anna Bos", "anna@voorbeeld.example", "Voorbeeld", "nl", is_admin=True)

    again = profile

    def with_email(self, platform: str, tenant: str, email: str) -> None:
        """Nobody."""


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Siege:
    def __init__(self, url: str) -> None:
        self.database = Database(url)
        self.service = Service(self.database, Directory(), FEATURES, Arrivals())
        self._sent: dict[str, bytes] = {}
        self.bench = Worker(
            self.database, Router(FEATURES), {ANNA.platform: lambda file: self._sent[file.reference]}, now
        )
        self._numbers = count(1)
        self._types("lijst")
        self.bench.start()

    def close(self) -> None:
        self.bench.stop()
        self.database.close()

    def sends(self, file: File) -> Outcome:
        """By the form of `/project import`."""
        reference = f"F{next(self._numbers)}"
        self._sent[reference] = file.content
        uploaded = (UploadedFile(file.name, reference, len(file.content)),)
        over, slowest, largest = threading.Event(), [0.0], [0.0]
        talking = threading.Thread(target=self._talk, args=(over, slowest), daemon=True)
        watching = threading.Thread(target=_watch, args=(over, largest), daemon=True)
        began = time.monotonic()
        self.service.answer(self._knock("transfer.submit", {}, {"file": uploaded, "list": "auto"}))
        self.bench.wake()
        talking.start()
        watching.start()
        try:
            while (said := self._answer()) is None:
                assert time.monotonic() < began + LONGEST, "nobody hears anything"
                over.wait(OFTEN)
            return Outcome(said, time.monotonic() - began, largest[0], slowest[0])
        finally:
            over.set()
            talking.join()
            watching.join()

    def _answer(self) -> str | None:
        """None as long as the work goes on."""
        with self.database.session(None) as db:
            work = db.scalars(select(TaskRow).order_by(TaskRow.id.desc()).limit(1)).one()
            if work.state in (MessageState.PENDING, MessageState.SENDING):
                return None
            said = db.scalars(select(OutboxRow).where(OutboxRow.key == f"work-{work.id}-0")).one()
            return card_as_text(from_json(said.card))

    def _talk(self, over: threading.Event, slowest: list[float]) -> None:
        while not over.wait(NOW_AND_THEN):
            began = time.monotonic()
            self._types("lijst")
            slowest[0] = max(slowest[0], time.monotonic() - began)

    def _types(self, words: str) -> None:
        self.service.answer(self._knock("command", {"command": "project", "text": words}, {}))

    def _knock(self, action: str, args: dict[str, str], answers: dict[str, str | tuple[UploadedFile, ...]]) -> Knock:
        number = next(self._numbers)
        return Knock(f"K{number}", now(), ANNA, Place(), action, args, answers, form=f"F{number}" if answers else "")


def _watch(over: threading.Event, largest: list[float]) -> None:
    while not over.wait(OFTEN):
        largest[0] = max(largest[0], *(peak(child) for child in children()), 0.0)


def children() -> list[int]:
    """The processes of `bot.subprocesses` that this one has begun and that still are there."""
    found = []
    for thread in Path("/proc/self/task").iterdir():
        # The thread or its child may have gone in the meantime.
        with suppress(OSError):
            for child in (thread / "children").read_text().split():
                with suppress(OSError):
                    if b"bot.subprocesses" in Path(f"/proc/{child}/cmdline").read_bytes():
                        found.append(int(child))
    return found


def peak(process: int) -> float:
    """MB, since it began."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM:")), 0)
