"""A Slack of the test's own, and somebody who sends what Slack sends."""

import asyncio
import datetime as dt
import json
import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from slack_sdk.signature import SignatureVerifier
from starlette.applications import Starlette

from bot.chat.exchange import Account, Knock, Profile
from bot.chat.forms import Option
from bot.service import AtOnce, Outcome
from handlers import logs, web
from handlers.slack import app, http
from handlers.slack.answer import Answerer
from handlers.slack.api import Api
from handlers.slack.deliver import SlackDelivery
from handlers.slack.people import SlackDirectory
from handlers.turns import Turns
from tests.handlers import stand_in
from tests.handlers.stand_in import StandIn

Json = dict[str, Any]
SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
NOW = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="session")
def slack_server() -> Iterator[StandIn]:
    with stand_in.running() as slack:
        yield slack


@pytest.fixture
def slack(slack_server: StandIn) -> StandIn:
    slack_server.reset()
    return slack_server


@pytest.fixture
def api(slack: StandIn) -> Api:
    return Api("xoxb-geheim", slack.api_url)


@dataclass
class Core:
    """Answers what the test says, and remembers who knocked."""

    says: Sequence[AtOnce] = ()
    accounts: Mapping[int, Account] = field(default_factory=dict)
    found: Sequence[Option] = ()
    news: list[tuple[Account, Profile | None]] = field(default_factory=list)
    breaks: Exception | None = None
    knocks: list[Knock] = field(default_factory=list)
    looked_for: tuple[str, str] = ("", "")
    language: str = "nl"
    takes: float = 0.0
    seconds: float = 0.0
    reached: threading.Event = field(default_factory=threading.Event)
    waits: threading.Event | None = None

    def answer(self, knock: Knock) -> Outcome:
        self.knocks.append(knock)
        self.reached.set()
        self.seconds += self.takes
        if self.waits:
            self.waits.wait(10)
        if self.breaks:
            raise self.breaks
        return Outcome(tuple(self.says), self.language, self.accounts)

    def heard(self, account: Account, told: Profile | None, at: dt.datetime, number: str) -> bool:
        self.news.append((account, told))
        return True

    def steady(self) -> float:
        """The clock of the test: an answer takes as long as the test says."""
        return self.seconds

    def options(self, knock: Knock, source: str, query: str) -> Sequence[Option]:
        self.knocks.append(knock)
        self.looked_for = (source, query)
        if self.breaks:
            raise self.breaks
        return self.found


@dataclass(frozen=True)
class Received:
    """How the bot answered Slack's own request."""

    status: int
    text: str

    @property
    def json(self) -> Json:
        return dict(json.loads(self.text)) if self.text else {}


def request(
    app: Starlette, method: str, path: str, body: bytes = b"", headers: Mapping[str, Any] | None = None
) -> Received:
    """One request to a web application, without a network."""

    async def send() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://bot") as client:
            return await client.request(method, path, content=body, headers=headers)

    response = asyncio.run(send())
    return Received(response.status_code, response.text)


@dataclass
class Slack:
    """Sends the bot what Slack would send, signed."""

    app: Starlette
    core: Core

    def command(self, payload: Json) -> Received:
        return self._post(urlencode(payload), "application/x-www-form-urlencoded")

    def interaction(self, payload: Json) -> Received:
        return self._post(urlencode({"payload": json.dumps(payload)}), "application/x-www-form-urlencoded")

    def event(self, payload: Json) -> Received:
        return self._post(json.dumps(payload), "application/json")

    @property
    def knock(self) -> Knock:
        """The only one."""
        (knock,) = self.core.knocks
        return knock

    def _post(self, body: str, kind: str) -> Received:
        at = str(int(time.time()))
        signature = SignatureVerifier(SECRET).generate_signature(timestamp=at, body=body) or ""
        headers = {"Content-Type": kind, "X-Slack-Request-Timestamp": at, "X-Slack-Signature": signature}
        return request(self.app, "POST", "/slack/events", body.encode(), headers)


@pytest.fixture
def core() -> Core:
    return Core()


@pytest.fixture
def door(core: Core, api: Api, slack: StandIn) -> app.Door:
    answerer = Answerer(api, SlackDelivery(api), core.steady)
    directory = SlackDirectory(api)
    directory.workspace()
    slack.reset()
    return app.Door(core, answerer, directory, lambda: NOW, _numbers(), _once(), "nl")


def _numbers() -> Callable[[], str]:
    numbers = (f"N-{count}" for count in range(1, 1000))
    return lambda: next(numbers)


def _once() -> Callable[[str], bool]:
    seen: set[str] = set()

    def first_time(key: str) -> bool:
        first = key not in seen
        seen.add(key)
        return first

    return first_time


@pytest.fixture
def sends(door: app.Door, core: Core) -> Slack:
    bolt = app.build(door, "xoxb-geheim", ("samenspel", "project"))
    return Slack(web.build(lambda: None, [http.route(bolt, SECRET, Turns(1))], []), core)


@pytest.fixture
def written_log() -> Iterator[StringIO]:
    """The log as it is written in production, for people."""
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logs.formatter("console"))
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)
