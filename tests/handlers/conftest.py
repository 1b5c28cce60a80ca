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

from bot.chat.forms import Option
from bot.chat.replies import AtOnce
from bot.chat.requests import Account, Knock, Profile
from bot.service import Response
from handlers.concurrency import ConcurrencyLimit
from handlers.observability import logs
from handlers.slack import app, http
from handlers.slack.answer import SlackAnswerer
from handlers.slack.api import SlackApi
from handlers.slack.deliver import SlackDelivery
from handlers.slack.patience import Unhurried
from handlers.slack.people import SlackDirectory
from handlers.web import application
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
def api(slack: StandIn) -> SlackApi:
    return SlackApi("xoxb-geheim", slack.api_url)


@dataclass
class Core:
    """Answers what the test says, and remembers who knocked."""

    says: Sequence[AtOnce] = ()
    accounts: Mapping[int, Account] = field(default_factory=dict)
    found: Sequence[Option] = ()
    news: list[tuple[Account, Profile | None]] = field(default_factory=list)
    arrived: list[Account] = field(default_factory=list)
    breaks: Exception | None = None
    knocks: list[Knock] = field(default_factory=list)
    looked_for: tuple[str, str] = ("", "")
    language: str = "nl"
    reached: threading.Event = field(default_factory=threading.Event)
    waits: threading.Event | None = None

    def answer(self, knock: Knock) -> Response:
        self.knocks.append(knock)
        self.reached.set()
        if self.waits:
            assert self.waits.wait(60), "nobody let the answer go on"
        if self.breaks:
            raise self.breaks
        return Response(tuple(self.says), self.language, self.accounts)

    def heard(self, account: Account, told: Profile | None, at: dt.datetime, number: str) -> bool:
        self.news.append((account, told))
        return True

    def arrives(self, account: Account, at: dt.datetime, number: str) -> None:
        self.arrived.append(account)

    def shuts_out(self, account: Account, at: dt.datetime) -> None:
        self.news.append((account, None))

    def may_have_changed(self, accounts: Sequence[Account], at: dt.datetime) -> None:
        self.news += [(account, None) for account in accounts]

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
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def json(self) -> Json:
        return dict(json.loads(self.text)) if self.text else {}


def request(
    app: Starlette,
    method: str,
    path: str,
    body: bytes = b"",
    headers: Mapping[str, Any] | None = None,
    source: str = "127.0.0.1",
) -> Received:
    """One request to a web application, without a network. source: the address that it comes from."""

    async def send() -> httpx.Response:
        transport = httpx.ASGITransport(app, client=(source, 123))
        async with httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
            return await client.request(method, path, content=body, headers=headers)

    response = asyncio.run(send())
    return Received(response.status_code, response.text, response.headers)


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
        return request(self.app, "POST", "/slack/events", body.encode(), signed(body, kind))


def signed(body: str, kind: str) -> dict[str, str]:
    """The headers that Slack would send."""
    at = str(int(time.time()))
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=at, body=body) or ""
    return {"Content-Type": kind, "X-Slack-Request-Timestamp": at, "X-Slack-Signature": signature}


@pytest.fixture
def core() -> Core:
    return Core()


@pytest.fixture
def door(core: Core, api: SlackApi, slack: StandIn) -> app.SlackApp:
    directory = SlackDirectory(api)
    directory.workspace()
    slack.reset()
    return app.SlackApp(core, SlackAnswerer(api, SlackDelivery(api)), directory, lambda: NOW, _numbers(), _once(), "nl")


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
def sends(door: app.SlackApp, core: Core) -> Slack:
    return sending(door, core, Unhurried())


def sending(door: app.SlackApp, core: Core, unhurried: Unhurried) -> Slack:
    bolt = app.build(door, "xoxb-geheim", ("samenspel", "project"))
    return Slack(application.build(lambda: None, [http.route(bolt, SECRET, ConcurrencyLimit(1), unhurried)], []), core)


@pytest.fixture
def written_log() -> Iterator[StringIO]:
    """The log as it is written in production, for people."""
    written = StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logs.formatter("console"))
    logging.getLogger().addHandler(handler)
    yield written
    logging.getLogger().removeHandler(handler)
