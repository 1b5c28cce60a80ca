"""Connections over a real network: whoever says nothing, or says it slowly, does not keep others out."""

import asyncio
import datetime as dt
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from socket import create_connection, socket

import httpx
import pytest
import uvicorn
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from handlers.web import application
from handlers.web.connections import BACKLOG, SMALL, Patient
from handlers.web.listening import Server
from tests.databases import SqliteDatabases
from tests.end_to_end.bot_process import BotProcess, samenspel
from tests.handlers.conftest import SECRET
from tests.handlers.stand_in import StandIn

PATIENCE = 60
HEAD = b"POST /read HTTP/1.1\r\nHost: bot\r\nContent-Length: 1000000\r\n\r\n"


class Hasty(Patient):
    within = dt.timedelta(seconds=0.5)


class Small(Patient):
    most = 6
    most_from_one_address = 4


class Narrow(Patient):
    most_bytes = 4 * SMALL


async def read(request: Request) -> PlainTextResponse:
    return PlainTextResponse(str(len(await request.body())))


@contextmanager
def served(protocol: type[Patient], answer: Callable[[Request], Awaitable[PlainTextResponse]] = read) -> Iterator[int]:
    """The port of a real server with `/read`."""
    app = application.build(lambda: None, [Route("/read", answer, methods=["POST"])], [])
    config = uvicorn.Config(app, port=0, http=protocol, backlog=BACKLOG, log_config=None, ws="none", access_log=False)
    server, ready = Server(config), threading.Event()

    async def serve() -> None:
        task = asyncio.create_task(server.serve())
        while not server.started:
            await asyncio.sleep(0)
        ready.set()
        await task

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    assert ready.wait(PATIENCE)
    try:
        yield server.servers[0].sockets[0].getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(PATIENCE)
        assert not thread.is_alive()


def opened(stack: ExitStack, port: int, said: bytes = b"POST /read HTTP/1.1\r\n", source: str = "127.0.0.1") -> socket:
    connection = stack.enter_context(create_connection(("127.0.0.1", port), PATIENCE, (source, 0)))
    connection.sendall(said)
    return connection


def is_closed(connection: socket) -> bool:
    """Waits for it; a connection that stays open raises TimeoutError."""
    try:
        return connection.recv(1) == b""
    except ConnectionError:
        return True


def answers(port: int) -> bool:
    return httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=PATIENCE).text == "alive"


@pytest.mark.parametrize("said", [b"", b"POST /read HTTP/1.1\r\nHost: b", HEAD + b"x"], ids=["nothing", "head", "body"])
def test_whoever_does_not_finish_is_hung_up_on(said: bytes) -> None:
    with served(Hasty) as port, ExitStack() as stack:
        assert is_closed(opened(stack, port, said))
        assert answers(port)


@pytest.mark.parametrize("start", [b"POST /read HTTP/1.1\r\nX: ", HEAD], ids=["head", "body"])
def test_a_byte_now_and_then_gives_no_more_time(start: bytes) -> None:
    with served(Hasty) as port, ExitStack() as stack:
        slow = opened(stack, port, start)
        slow.settimeout(0.05)
        with pytest.raises(ConnectionError):
            drip(slow)


def drip(connection: socket) -> None:
    for _ in range(200):
        try:
            connection.sendall(b"x")
            if connection.recv(1) == b"":
                raise ConnectionResetError
        except TimeoutError:
            continue


def test_a_request_in_two_pieces_is_answered() -> None:
    with served(Patient) as port, ExitStack() as stack:
        whole = opened(stack, port, b"POST /read HTTP/1.1\r\nHost: bot\r\nContent-Length: 2\r\n\r\na")
        assert answers(port)
        whole.sendall(b"b")
        assert whole.recv(1000).startswith(b"HTTP/1.1 200")


def test_whoever_waits_the_longest_makes_room() -> None:
    with served(Small) as port, ExitStack() as stack:
        first, *others = [opened(stack, port) for _ in range(Small.most_from_one_address)]
        assert answers(port)
        assert is_closed(first)
        elsewhere = [opened(stack, port, source="127.0.0.2") for _ in range(Small.most)]
        assert is_closed(elsewhere[0])
        assert answers(port)
        assert is_closed(others[0])


def test_whoever_is_being_answered_stays() -> None:
    """A body that came in whole is not thrown away because somebody else opens connections."""
    reached, go_on = threading.Event(), threading.Event()

    async def slow(request: Request) -> PlainTextResponse:
        await request.body()
        reached.set()
        await asyncio.to_thread(go_on.wait, PATIENCE)
        return PlainTextResponse("done")

    with served(Small, slow) as port, ExitStack() as stack:
        asked = opened(stack, port, b"POST /read HTTP/1.1\r\nHost: bot\r\nContent-Length: 1\r\n\r\na")
        assert reached.wait(PATIENCE)
        for _ in range(Small.most * 3):
            opened(stack, port)
        assert answers(port)
        go_on.set()
        assert asked.recv(1000).startswith(b"HTTP/1.1 200")


def test_bodies_that_are_still_coming_in_have_a_bound_together() -> None:
    with served(Narrow) as port, ExitStack() as stack:
        large = [opened(stack, port, HEAD + b"x" * (2 * SMALL)) for _ in range(4)]
        for connection in large:
            connection.settimeout(0.5)
        assert any(map(was_closed, large))
        assert answers(port)


def was_closed(connection: socket) -> bool:
    try:
        return is_closed(connection)
    except TimeoutError:
        return False


def test_the_bot_itself_has_these_bounds(sqlite: SqliteDatabases, slack: StandIn, tmp_path: Path) -> None:
    with sqlite.migrated() as url, ExitStack() as stack:
        settings = {
            "SLACK_BOT_TOKEN": "xoxb-geheim",
            "SLACK_SIGNING_SECRET": SECRET,
            "SLACK_API_URL": slack.api_url,
            "DATABASE_URL": url,
        }
        bot = BotProcess(samenspel("run"), settings, tmp_path)
        stack.callback(bot.kill)
        bot.start()
        first, *_ = [opened(stack, bot.port) for _ in range(Patient.most_from_one_address + 1)]
        assert is_closed(first)
        assert answers(bot.port)
