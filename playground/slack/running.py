"""A Slack in a thread of its own, for whoever tests, measures or tortures a bot without a page.

with running() as slack:
    bot = start(SLACK_API_URL=slack.api_url)
    slack.speaks_to(bot.port)
    slack.do(slack.deeds.say(marieke, channel, "/project nieuw", None, ""))
    slack.wait_for(lambda: slack.calls_to("views.open"))
"""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import partial
from typing import Any, TypeVar

from aiohttp import web

from playground.slack.bot_line import PATIENCE as PATIENCE_OF_SLACK
from playground.slack.bot_line import BotLine
from playground.slack.faults import PATIENCE
from playground.slack.http import Asked
from playground.slack.live import Change
from playground.slack.messenger import RETRY_AFTER
from playground.slack.slack import Called, Slack
from playground.slack.socket_mode import SocketMode
from playground.slack.wire import SIGNING_SECRET
from playground.slack.workspace import Workspace

T = TypeVar("T")
LARGEST = 64 * 1024 * 1024


class RunningSlack(Slack):
    """All that it knows changes in its own thread only: ask with `look`, act with `do`."""

    def __init__(
        self,
        now: Callable[[], datetime],
        told: Callable[[Change], None],
        retry_after: Sequence[float],
    ) -> None:
        self.calls: list[Called] = []
        self.remembers, self.patience = True, PATIENCE_OF_SLACK
        self.broken: list[BaseException] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._news = asyncio.Event()
        self._runner: web.AppRunner | None = None
        self._told = told
        workspace, line = Workspace(now, self._hears), BotLine(0, SIGNING_SECRET)
        super().__init__(workspace, line, "", keep=self._called, done=self._news.set, retry_after=retry_after)

    @property
    def url(self) -> str:
        return self.messenger.base

    @property
    def api_url(self) -> str:
        return f"{self.url}/api/"

    def speaks_to(self, port: int) -> None:
        """The bot's own port; from here on people reach it there."""
        self.messenger.line = BotLine(port, SIGNING_SECRET, patience=self.patience)

    def speaks_over_a_socket(self) -> SocketMode:
        """Instead: the bot opens a connection to us."""
        self.messenger.line = line = SocketMode(self.patience, self._news.set)
        self.workspace.new_socket_url = lambda: line.new_url(self.url)
        return line

    # for the other thread

    def do(self, deed: Coroutine[Any, Any, T], timeout: float = PATIENCE) -> T:
        return asyncio.run_coroutine_threadsafe(deed, self._loop).result(timeout)

    def look(self, question: Callable[[], T]) -> T:
        """Asked between two changes."""
        if threading.current_thread() is self._thread:
            return question()

        async def ask() -> T:
            return question()

        return self.do(ask())

    def wait_for(self, condition: Callable[[], T], what: str = "", timeout: float = PATIENCE) -> T:
        """The first true value of `condition`, asked again after every change. Fails after the timeout."""

        async def until_true() -> T:
            found = condition()
            async with asyncio.timeout(timeout):
                while not found:
                    await self._news.wait()
                    self._news.clear()
                    found = condition()
            return found

        try:
            return self.do(until_true(), timeout + PATIENCE)
        except TimeoutError:
            raise AssertionError(f"waited {timeout:g} s in vain for {what or condition}") from None

    def calls_to(self, *methods: str, performed: bool = False) -> list[Called]:
        known = self.look(lambda: list(self.calls))
        return [call for call in known if call.method in methods and (call.performed or not performed)]

    def _hears(self, change: Change) -> None:
        self._told(change)
        self._loop.call_soon_threadsafe(self._news.set)

    def _called(self, call: Called) -> None:
        if self.remembers:
            self.calls.append(call)
        self._news.set()

    # the server

    def start(self) -> None:
        self._thread.start()
        self.do(self._listen())

    def stop(self) -> None:
        self.do(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _listen(self) -> None:
        app = web.Application(client_max_size=LARGEST)
        app.router.add_get("/link/", self._link)
        app.router.add_route("*", "/{path:.*}", self._serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.messenger.base = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def _close(self) -> None:
        self.messenger.drop_errands()
        if self._runner:
            await self._runner.cleanup()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        headers = {name.lower(): value for name, value in request.headers.items()}
        asked = Asked(request.method, request.path, request.query_string, headers, await request.read())
        try:
            told = await self.answer(asked)
        except Exception as broken:
            self.broken.append(broken)
            raise
        if told is None:
            if request.transport:
                request.transport.abort()
            return web.Response()
        date = format_datetime(self.workspace.now().astimezone(UTC), usegmt=True)
        return web.Response(status=told.status, body=told.body, headers={"date": date, **told.headers})

    async def _link(self, request: web.Request) -> web.StreamResponse:
        line = self.messenger.line
        if not isinstance(line, SocketMode):
            raise web.HTTPNotFound
        return await line.link(request)


def real_time() -> datetime:
    return datetime.now(UTC)


S = TypeVar("S", bound=RunningSlack)


@contextmanager
def running_as(
    kind: type[S],
    now: Callable[[], datetime] = real_time,
    told: Callable[[Change], None] = lambda change: None,
    *,
    hurried: bool = True,
    retry_after: Sequence[float] = RETRY_AFTER,
) -> Iterator[S]:
    """now: what its clock says. told: of every change, in its own thread. hurried: rate limits hold."""
    slack = kind(now, told, retry_after)
    slack.workspace.hurried = hurried
    slack.start()
    try:
        yield slack
    finally:
        slack.stop()


running = partial(running_as, RunningSlack)
