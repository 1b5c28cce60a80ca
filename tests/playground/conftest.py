"""The practice workspace in memory, with the bot's place taken by the test; and the whole demo with a browser."""

import asyncio
import json
import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
import pytest

from playground.bot_process import BotProcess
from playground.page.server import web_app
from playground.page.tour import Tour
from playground.play import Play
from playground.slack.bot_line import Answer
from playground.slack.cast import Person
from playground.slack.clock import Clock
from playground.slack.content import Message, View
from playground.slack.live import Change, Live
from playground.slack.outcome import Outcome
from playground.slack.slack import Slack
from playground.slack.town import open_town
from playground.slack.wire import BOT_TOKEN, Json
from playground.slack.workspace import Workspace
from tests import needs
from tests.databases import put_down
from tests.end_to_end.bot_process import free_port

if TYPE_CHECKING:
    from playwright.sync_api import Browser

A_BOT = Path(__file__).with_name("a_bot.py")
BASE = "http://127.0.0.1:8080"
OFFLINE = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]


class Ticking:
    """A stopwatch that the test moves."""

    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class BotInTheTest:
    """Stands where the bot would be: keeps what it hears, and answers what the test says."""

    heard: list[Json] = field(default_factory=list)
    answers: list[Any] = field(default_factory=list)
    meanwhile: Callable[[Json], None] = lambda heard: None

    async def command(self, form: dict[str, str]) -> Answer:
        return self._answer(dict(form))

    async def interaction(self, payload: Json) -> Answer:
        return self._answer(payload)

    async def event(self, envelope: Json, retry: int = 0, reason: str = "") -> Answer:
        return self._answer(envelope | {"retry": retry, "reason": reason})

    def _answer(self, said: Json) -> Answer:
        self.heard.append(json.loads(json.dumps(said)))
        self.meanwhile(said)
        answer = self.answers.pop(0) if self.answers else ""
        if isinstance(answer, BaseException):
            raise answer
        if isinstance(answer, Answer):
            return answer
        if isinstance(answer, str):
            return Answer(200, "text/plain", answer.encode())
        return Answer(200, "application/json;charset=utf-8", json.dumps(answer).encode())


class Town:
    """The workspace, its Web API as the bot calls it, and people who do things."""

    def __init__(self, folder: Path) -> None:
        self.ticking, self.bot, self.changes = Ticking(), BotInTheTest(), list[Change]()
        self.clock = Clock(folder / "clock", lambda: datetime(2026, 11, 23, 8, 0, tzinfo=UTC))
        self.workspace = Workspace(self.clock.now, self.changes.append, self.ticking)
        open_town(self.workspace)
        self.tour = Tour()
        slack = Slack(self.workspace, self.bot, BASE, notice=self.tour.notice, retry_after=(0.0, 0.0, 0.0))
        self.messenger, self.deeds, self.forms = slack.messenger, slack.deeds, slack.forms
        process = BotProcess(["none"], {}, folder, None)  # type: ignore[arg-type]  # never started here
        self.play = Play(slack, self.clock, Live(), self.tour, process)
        self._app = web_app(self.play)

    def person(self, code: str) -> Person:
        found = self.workspace.person_called(code)
        assert found is not None
        return found

    def call(self, method: str, token: str = BOT_TOKEN, **said: Any) -> Json:
        answer = self.request("POST", f"/api/{method}", json=said, headers={"authorization": f"Bearer {token}"})
        found: Json = answer.json()
        return found

    def request(self, method: str, path: str, **more: Any) -> httpx.Response:
        async def ask() -> httpx.Response:
            transport = httpx.ASGITransport(app=self._app)
            async with httpx.AsyncClient(transport=transport, base_url=BASE) as client:
                return await client.request(method, path, **more)

        return asyncio.run(ask())

    def says(self, code: str, channel: str, text: str, thread: str | None = None) -> Outcome:
        deed = self.deeds.say(self.person(code), self.workspace.channels[channel], text, thread, "tab")
        outcome: Outcome = self.do(deed)
        return outcome

    def do(self, deed: Any) -> Any:
        """Runs a deed, and whatever it sends to the bot afterwards."""

        async def run() -> Any:
            outcome = await deed if asyncio.iscoroutine(deed) else deed()
            while errands := self.messenger.errands_under_way():
                await asyncio.gather(*errands)
            return outcome

        return asyncio.run(run())

    def trigger(self, code: str = "C01") -> str:
        return self.workspace.new_trigger(self.person(code).id, "tab", "/project nieuw")

    def opens(self, view: Json, code: str = "C01") -> View:
        answer = self.call("views.open", trigger_id=self.trigger(code), view=view)
        assert answer["ok"], answer
        return self.workspace.views[answer["view"]["id"]]

    def last(self, channel: str) -> Message:
        return self.workspace.channels[channel].messages[-1]

    @property
    def refused(self) -> list[str]:
        return [refusal.error for refusal in self.workspace.refusals]


@pytest.fixture
def town(tmp_path: Path) -> Town:
    return Town(tmp_path)


def a_form(*blocks: Json, **more: Any) -> Json:
    """A modal that Slack takes."""
    shown = list(blocks) or [a_section("Hallo")]
    submit = {"submit": plain("Bewaar")} if any(block["type"] == "input" for block in shown) else {}
    return {"type": "modal", "title": plain("Formulier"), "blocks": shown, "callback_id": "form", **submit, **more}


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def a_section(text: str, **more: Any) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def a_button(text: str = "Ja", action: str = "yes", **more: Any) -> Json:
    return {"type": "button", "text": plain(text), "action_id": action, "value": "1", **more}


def a_question(block: str, element: Json, **more: Any) -> Json:
    return {"type": "input", "block_id": block, "label": plain(block), "element": {"action_id": "a", **element}, **more}


def an_option(value: str) -> Json:
    return {"text": plain(value), "value": value}


# the whole demo, in a browser


@dataclass
class Demo:
    base: str
    folder: Path
    process: "subprocess.Popen[str]"


TINY_BOT = ("--bot-command", shlex.join([sys.executable, str(A_BOT), "run"]))


def start_demo(folder: Path, settings: Mapping[str, str] = {}, bot_command: Sequence[str] = TINY_BOT) -> Demo:
    """`python -m playground`, unless told otherwise with the tiny bot; returns when it says that it is ready."""
    port, bot_port = free_port(), free_port()
    if not bot_command:
        # Migrated already, as on the bench. Where a test begins again, the bot makes it all.
        put_down(folder / "samenspel.db")
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "playground", "--no-browser", *bot_command, "--data", str(folder)),
            *("--port", str(port), "--bot-port", str(bot_port)),
        ],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **settings},
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("Klaar"):
            return Demo(f"http://127.0.0.1:{port}", folder, process)
    raise AssertionError(f"the demo did not start: {(folder / 'samenspel.log').read_text()}")


@contextmanager
def running_demo(
    folder: Path, settings: Mapping[str, str] = {}, bot_command: Sequence[str] = TINY_BOT
) -> Iterator[Demo]:
    """Stopped afterwards as an operator stops it, and it must end by itself."""
    demo = start_demo(folder, settings=settings, bot_command=bot_command)
    with demo.process:
        try:
            yield demo
        finally:
            demo.process.terminate()
        assert demo.process.wait(60) in (0, -15, 143)


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with running_demo(tmp_path_factory.mktemp("demo")) as demo:
        yield demo


# Not for the whole session: Playwright keeps an event loop running, and other tests call asyncio.run.
@pytest.fixture(scope="module")
def browser() -> "Iterator[Browser]":
    from playwright.sync_api import expect, sync_playwright

    from tests.playground.desk import PATIENCE

    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE)
        browser = playwright.chromium.launch(executable_path=needs.chromium(), args=OFFLINE)
        yield browser
        browser.close()
