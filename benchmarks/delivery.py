"""Sending: as fast as a chat allows and no faster, with one process and with two; and what the past costs.

It starts `python -m benchmarks.delivery replica DATABASE_URL CHAT_URL` and `python -m benchmarks.delivery memory`.
"""

import datetime as dt
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import URL, func, insert, select, text

from benchmarks.processes import log
from benchmarks.report import Report
from bot.chat.cards import Card, Paragraph, Text, to_json
from handlers.delivery.outbox import Outbox
from handlers.delivery.protocol import OutboundMessage
from handlers.now import real_time
from playground.slack.faults import rate_limited
from storage import migrate
from storage.database import Database, time_of
from storage.messages import sending
from storage.messages.outbox import MessageState, OutboxRow
from storage.people.municipalities import Municipality
from tests.databases import postgres_server
from tests.handlers import stand_in
from tests.handlers.stand_in import StandIn
from tests.needs import server_programs

MESSAGES, CHANNELS = 5_000, 500
PER_SECOND = 20
REFUSED_AT_RANDOM = 0.05
RATE = 1 / 0.95
"""The allowed rate next to the one that was reached: 95 % or more."""

CARD = to_json(Card(Text("Weekoverzicht"), (Paragraph(Text("Deze week vragen we bewoners drie keer iets.")),) * 5))
MONDAY = dt.datetime(2026, 11, 23, 8, 0, tzinfo=dt.UTC)


def measure(report: Report) -> None:
    with database("sqlite") as url:
        _measure_rate(report, url, replicas=1)
    if server_programs():
        with database("postgres") as url:
            _measure_rate(report, url, replicas=2)
    for kind in ("sqlite", "postgres") if server_programs() else ("sqlite",):
        few, many = _claiming(kind)
        report(f"claiming with 100,000 sent rows next to 100, {kind} ({many * 1000:.2f} ms)", many / few, 1.3)
    after_some, after_all = map(float, _run("memory").split())
    report(f"memory after 11,000 deliveries next to 1,000 ({after_all:.0f} MB)", after_all / after_some, 1.05)


@contextmanager
def database(kind: str) -> Iterator[str]:
    """Migrated and empty, on a disk that really takes what it is given."""
    if kind == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{Path(folder) / 'samenspel.db'}"
            migrate.upgrade(url)
            yield url
        return
    with postgres_server() as sockets:
        address = URL.create("postgresql+psycopg", "postgres", database="postgres", query={"host": str(sockets)})
        url = address.render_as_string(hide_password=False)
        migrate.upgrade(url)
        yield url


# The rate


class Chat:
    """Allows one message a second in a channel and twenty a second in all; refuses some more, as chats do."""

    def __init__(self, slack: StandIn) -> None:
        self.accepted: list[float] = []
        self.too_fast = self.at_random = 0
        self._random = random.Random(1)
        self._latest: deque[float] = deque(maxlen=PER_SECOND)
        self._channels: dict[str, float] = {}
        slack.remembers = False
        slack.faults.habit = lambda method, said: (
            slack.usually(method, said) if self._allows(said["channel"]) else rate_limited()
        )

    def _allows(self, channel: str) -> bool:
        now = time.monotonic()
        if self._random.random() < REFUSED_AT_RANDOM:
            self.at_random += 1
            return False
        full = len(self._latest) == PER_SECOND and now - self._latest[0] < 1
        if full or now - self._channels.get(channel, -1) < 1:
            self.too_fast += 1
            return False
        self._latest.append(now)
        self._channels[channel] = now
        self.accepted.append(now)
        return True


def _measure_rate(report: Report, url: str, replicas: int) -> None:
    _fill(url, sent=0, pending=MESSAGES)
    with stand_in.running() as slack, log() as written:
        chat = Chat(slack)
        command = [sys.executable, "-m", "benchmarks.delivery", "replica", url, slack.api_url]
        processes = [subprocess.Popen(command, stdout=written, stderr=written) for _ in range(replicas)]
        try:
            until = time.monotonic() + 3 * MESSAGES / PER_SECOND
            while len(chat.accepted) < MESSAGES and time.monotonic() < until:
                time.sleep(0.1)
        finally:
            for process in processes:
                process.terminate()
                process.wait()
    took = chat.accepted[-1] - chat.accepted[0]
    reached = (len(chat.accepted) - 1) / took
    who = f"{replicas} process{'es' if replicas > 1 else ''}"
    report(
        f"the allowed rate next to that of {who} ({reached:.1f}/s, {len(chat.accepted)})", PER_SECOND / reached, RATE
    )
    report(f"refusals for too fast, of 1,000, {who}", chat.too_fast / len(chat.accepted) * 1000, 5)


def replica(url: str, chat_url: str) -> None:
    from handlers.slack.api import SlackApi
    from handlers.slack.deliver import SlackDelivery

    delivery = SlackDelivery(SlackApi("xoxb-benchmark", chat_url))
    Outbox(Database(url, dt.timedelta(seconds=10)), {"slack": delivery}, real_time, time=time_of).start()
    threading.Event().wait()


# What the past costs


def _claiming(kind: str) -> tuple[float, float]:
    """Seconds to find the next message with few and with many sent rows, measured in turns."""
    with database(kind) as few, database(kind) as many:
        databases = [Database(few), Database(many)]
        for url, sent in ((few, 100), (many, 100_000)):
            _fill(url, sent=sent, pending=200)
        times: tuple[list[float], list[float]] = ([], [])
        for _ in range(300):
            for each, taken in zip(databases, times, strict=True):
                taken.append(_claim(each))
        for each in databases:
            each.close()
        return statistics.median(times[0]), statistics.median(times[1])


def _claim(database: Database) -> float:
    with database.session(None, writes=True) as db:
        began = time.perf_counter()
        (found,) = sending.next_messages(db, MONDAY, 1)
        taken = time.perf_counter() - began
        assert found.state == MessageState.PENDING
        return taken


class Nowhere:
    """A platform that takes everything at once."""

    def post(self, message: OutboundMessage) -> str:
        return "posted"

    def find(self, message: OutboundMessage, since: dt.datetime) -> str | None:
        return None


def memory() -> None:
    """Megabytes after a thousand deliveries, and after ten thousand more."""
    seconds = count()

    def now() -> dt.datetime:
        # Never too soon for anybody.
        return MONDAY + dt.timedelta(seconds=next(seconds))

    with database("sqlite") as url:
        _fill(url, sent=0, pending=11_000, channels=11_000)
        outbox = Outbox(Database(url), {"slack": Nowhere()}, now)
        for deliveries in (1_000, 10_000):
            for _ in range(deliveries):
                assert outbox.deliver_one()
            status = Path("/proc/self/status").read_text()
            print(int(status.split("VmRSS:")[1].split()[0]) / 1024, flush=True)


def _fill(url: str, sent: int, pending: int, channels: int = CHANNELS) -> None:
    database = Database(url)
    with database.session(None, writes=True) as db:
        if db.scalar(select(func.count()).select_from(Municipality)) == 0:
            db.add(Municipality(name="Voorbeeldstad"))
            db.flush()
        for state, rows in ((MessageState.SENT, sent), (MessageState.PENDING, pending)):
            for start in range(0, rows, 1000):
                numbers = range(start, min(start + 1000, rows))
                db.execute(insert(OutboxRow), [_row(state, number, channels) for number in numbers])
    with database.engine.connect() as connection:
        connection.execute(text("ANALYZE"))
        connection.commit()
    database.close()


def _row(state: MessageState, number: int, channels: int) -> dict[str, Any]:
    place = f"C{number % channels}"
    return {
        "municipality_id": 1,
        "key": f"{state.value} {number}",
        "language": "nl",
        "card": CARD if state == MessageState.PENDING else b"",
        "not_before": MONDAY,
        "created_at": MONDAY,
        "platform": "slack",
        "tenant": "T1",
        "place": place,
        "lane": f"slack T1 {place}",
        "state": state,
    }


def _run(*arguments: str) -> str:
    command = [sys.executable, "-m", "benchmarks.delivery", *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["replica", url, chat_url]:
            replica(url, chat_url)
        case ["memory"]:
            memory()
