"""What was begun is ended: the bot as a process of its own gets SIGTERM in the middle of something.

One that was started as an administrator starts it, stops in test_starting.py and in tests/storage/test_drill.py.
"""

import asyncio
import datetime as dt
import http.client
import os
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pytest
from slack_sdk.signature import SignatureVerifier

from bot import enqueue
from bot.chat.cards import Card, Text
from handlers.running import run_alongside
from storage.database import Database
from storage.messages.outbox import MessageState, OutboxRow
from tests.end_to_end.bot_process import BotProcess, samenspel
from tests.handlers import payloads
from tests.handlers.conftest import SECRET
from tests.handlers.stand_in import PATIENCE, StandIn
from tests.storage.planting import plant


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    yield database
    database.close()


@pytest.fixture
def bot(database_url: str, slack: StandIn, tmp_path: Path) -> Iterator[BotProcess]:
    settings = {
        "SLACK_BOT_TOKEN": "xoxb-geheim",
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_API_URL": slack.api_url,
        "DATABASE_URL": database_url,
    }
    bot = BotProcess(samenspel("run"), settings, tmp_path, splits_off=True)
    yield bot
    bot.kill()


def a_message(database: Database) -> str:
    """In the outbox, for a colleague with an account."""
    home = plant(database, "T1")
    with database.session(home.id, writes=True) as db:
        enqueue.tell(db, "on its way", home.anna, Card(Text("Hoi")), "nl", dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
        for other in db.query(OutboxRow).where(OutboxRow.key != "on its way"):
            db.delete(other)
    return "on its way"


def state_of(database: Database, key: str) -> MessageState:
    with database.session(None) as across:
        return across.query(OutboxRow).where(OutboxRow.key == key).one().state


def test_a_message_that_is_being_posted_is_posted_and_known_to_be(
    bot: BotProcess, database: Database, slack: StandIn
) -> None:
    answered = threading.Event()
    slack.answers("chat.postMessage", {"ok": True, "channel": "D1", "ts": "1.0"}, after=answered)
    bot.start()
    key = a_message(database)
    slack.was_asked("chat.postMessage")
    os.kill(bot.pid, signal.SIGTERM)
    with ThreadPoolExecutor(1) as waiting:
        stopped = waiting.submit(bot.stop)
        assert state_of(database, key) == MessageState.SENDING, "it waits for Slack"
        answered.set()
        stopped.result()
    assert state_of(database, key) == MessageState.SENT
    assert slack.methods().count("chat.postMessage") == 1


def test_a_question_that_came_in_is_answered_and_no_new_one_gets_in(bot: BotProcess, slack: StandIn) -> None:
    known = threading.Event()
    slack.answers("users.info", {"ok": False, "error": "user_not_found"}, after=known)
    bot.start()
    with ThreadPoolExecutor(2) as people:
        asked = people.submit(ask, bot)
        slack.was_asked("users.info")
        os.kill(bot.pid, signal.SIGTERM)
        wait_until_nobody_gets_in(bot)
        stopped = people.submit(bot.stop)
        known.set()
        assert asked.result() == 200
        stopped.result()


@pytest.mark.slow
@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_it_ends_within_half_a_minute_while_slack_hangs(bot: BotProcess, database: Database, slack: StandIn) -> None:
    never = threading.Event()
    slack.answers("chat.postMessage", after=never)
    bot.start()
    a_message(database)
    slack.was_asked("chat.postMessage")
    started = time.monotonic()
    bot.stop()
    assert time.monotonic() - started < 30
    never.set()


def ask(bot: BotProcess) -> int:
    return answer(bot, "help")[0]


def answer(bot: BotProcess, text: str) -> tuple[int, str]:
    """To a command of Anna: the status, and the JSON that Slack gets."""
    body = urlencode(payloads.command(text))
    at = str(int(time.time()))
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=at, body=body) or ""
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "X-Slack-Request-Timestamp": at,
        "X-Slack-Signature": signature,
    }
    connection = http.client.HTTPConnection("127.0.0.1", bot.port, timeout=PATIENCE)
    try:
        connection.request("POST", "/slack/events", body, headers)
        response = connection.getresponse()
        return response.status, response.read().decode()
    finally:
        connection.close()


def wait_until_nobody_gets_in(bot: BotProcess) -> None:
    pause = threading.Event()
    for _ in range(int(PATIENCE / 0.05)):
        if bot.get("/healthz")[0] == 0:
            return
        pause.wait(0.05)
    raise AssertionError("it still lets people in")


class Part:
    """Stops only when all the others have been asked to stop too."""

    def __init__(self, name: str, said: list[str], all_asked: threading.Barrier) -> None:
        self.name, self.said, self.all_asked = name, said, all_asked

    def start(self) -> None:
        self.said.append(f"{self.name} starts")

    def stop(self) -> None:
        self.all_asked.wait(PATIENCE)


def test_all_that_goes_on_beside_is_asked_to_stop_at_once() -> None:
    said: list[str] = []
    all_asked = threading.Barrier(3)

    async def serve() -> None:
        async with run_alongside(*(Part(name, said, all_asked) for name in ("outbox", "work", "clock"))):
            said.append("serving")

    asyncio.run(serve())
    assert said == ["outbox starts", "work starts", "clock starts", "serving"]
