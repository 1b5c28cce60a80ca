"""A stand-in for Slack's Socket Mode: hello, envelopes, acks; dropped and refreshed on demand."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import secrets
import threading
import time
from collections.abc import Coroutine
from concurrent.futures import Future
from typing import Any, TypeVar

from aiohttp import WSMsgType, web

from .blocks import Json
from .emulator import APP
from .transport import ACK_WITHIN, GIVE_UP, Ack, Kind

ENVELOPE = {"command": "slash_commands", "interaction": "interactive", "event": "events_api"}
T = TypeVar("T")


class NobodyConnected(AssertionError):
    """There was no connection to deliver over."""


class ConnectionLost(AssertionError):
    """The connection went away before the ack; Slack does not send commands and clicks again."""


class FakeSocketMode:
    """Runs in a thread of its own; `deliver` may be called from any thread."""

    def __init__(self) -> None:
        self.hellos = 0  # connections ever made
        self._loop = asyncio.new_event_loop()
        self._changed = threading.Condition()
        self._connections: list[web.WebSocketResponse] = []
        self._waiting: dict[str, tuple[web.WebSocketResponse, Future[Json]]] = {}
        self._tickets: set[str] = set()
        self._turn = itertools.count()
        self._port = 0
        self._runner: web.AppRunner | None = None
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def start(self) -> None:
        self._thread.start()
        self._run(self._listen())

    def stop(self) -> None:
        self._run(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    def new_url(self) -> str:
        """For the answer to apps.connections.open; good for one connection."""
        ticket = secrets.token_urlsafe(12)
        self._tickets.add(ticket)
        return f"ws://127.0.0.1:{self._port}/link/?ticket={ticket}&app_id={APP}"

    @property
    def connections(self) -> int:
        return len(self._connections)

    def wait_connected(self, hellos: int = 1, timeout: float = GIVE_UP) -> None:
        """Until there is a connection, and `hellos` have been made in all."""
        with self._changed:
            there = self._changed.wait_for(lambda: self._connections and self.hellos >= hellos, timeout)
        assert there, f"the bot did not connect within {timeout:g} s ({self.hellos} of {hellos} connections)"

    def drop(self) -> None:
        """The network breaks: no close frame, no goodbye."""
        self._run(self._abort())

    def refresh(self, reason: str = "refresh_requested") -> None:
        """What Slack does every hour or so: `disconnect`, after which the client is to come back by itself."""
        self._run(self._say_goodbye(reason))

    def deliver(self, kind: Kind, payload: Json, retry: int = 0) -> Ack:
        self.wait_connected()
        started = time.monotonic()
        try:
            answer = self._send(kind, payload, retry).result(GIVE_UP)
        except ConnectionLost:
            if kind != "event":
                raise
            self.wait_connected()
            answer = self._send(kind, payload, retry + 1).result(GIVE_UP)
        except TimeoutError:
            return Ack(504, "", time.monotonic() - started)
        body = json.dumps(answer["payload"]) if answer.get("payload") else ""
        return Ack(200, body, time.monotonic() - started)

    def _send(self, kind: Kind, payload: Json, retry: int) -> Future[Json]:
        envelope: Json = {
            "envelope_id": secrets.token_hex(16),
            "type": ENVELOPE[kind],
            "payload": payload,
            "accepts_response_payload": kind != "event",
        }
        if kind == "event":
            envelope |= {"retry_attempt": retry, "retry_reason": "timeout" if retry else ""}
        acked: Future[Json] = Future()
        with self._changed:
            if not self._connections:
                raise NobodyConnected("the bot has no Socket Mode connection")
            connection = self._connections[next(self._turn) % len(self._connections)]  # one of them, as Slack does
            self._waiting[envelope["envelope_id"]] = connection, acked
        try:
            self._run(connection.send_json(envelope))
        except ConnectionError:
            self._lost(connection)
        return acked

    def _run(self, what: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(what, self._loop).result(GIVE_UP)

    async def _listen(self) -> None:
        app = web.Application()
        app.router.add_get("/link/", self._link)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=ACK_WITHIN)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self._port = self._runner.addresses[0][1]

    async def _close(self) -> None:
        await self._abort()
        if self._runner:
            await self._runner.cleanup()

    async def _link(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            raise web.HTTPForbidden(text="this URL was used before")
        self._tickets.remove(ticket)
        connection = web.WebSocketResponse()
        await connection.prepare(request)
        with self._changed:
            self._connections.append(connection)
            number = len(self._connections)
        info = {"host": "applink-bench", "build_number": 1, "approximate_connection_time": 18060}
        hello = {"type": "hello", "num_connections": number, "debug_info": info, "connection_info": {"app_id": APP}}
        with contextlib.suppress(ConnectionError):
            await connection.send_json(hello)
            with self._changed:
                self.hellos += 1
                self._changed.notify_all()
            await self._read(connection)
        self._lost(connection)
        return connection

    async def _read(self, connection: web.WebSocketResponse) -> None:
        async for frame in connection:
            if frame.type is WSMsgType.TEXT:
                answer = json.loads(frame.data)
                _, acked = self._waiting.pop(answer.get("envelope_id", ""), (None, None))
                if acked and not acked.done():
                    acked.set_result(answer)

    def _lost(self, connection: web.WebSocketResponse) -> None:
        with self._changed:
            if connection in self._connections:
                self._connections.remove(connection)
            self._changed.notify_all()
        for envelope, (used, acked) in list(self._waiting.items()):
            if used is connection:
                del self._waiting[envelope]
                if not acked.done():
                    acked.set_exception(ConnectionLost("the connection was lost before the bot acked"))

    async def _abort(self) -> None:
        for connection in list(self._connections):
            self._lost(connection)
            transport = connection.get_extra_info("socket") and connection._req and connection._req.transport
            if transport:
                transport.abort()

    async def _say_goodbye(self, reason: str) -> None:
        for connection in list(self._connections):
            with contextlib.suppress(ConnectionError):
                await connection.send_json(
                    {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-bench"}}
                )
            with self._changed:
                self._connections.remove(connection)  # nothing is delivered over it any more; the client closes it
