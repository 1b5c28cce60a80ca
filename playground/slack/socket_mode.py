"""Socket Mode: the bot opens a connection, and what people do comes over it; it breaks and is refreshed on demand."""

import asyncio
import itertools
import json
import secrets
from collections.abc import Callable
from contextlib import suppress

from aiohttp import WSMsgType, web

from playground.slack.bot_line import PATIENCE, Answer, BotAway, BotTooSlow
from playground.slack.wire import APP, Json

HOST = {"host": "applink"}


class SocketMode:
    """A line to the bot. Lives in one event loop."""

    def __init__(self, patience: float = PATIENCE, news: Callable[[], None] = lambda: None) -> None:
        """news: heard of every connection."""
        self.patience = patience
        self.hellos = 0
        """Connections ever made."""
        self.connections: list[web.WebSocketResponse] = []
        self._news = news
        self._waiting: dict[str, tuple[web.WebSocketResponse, asyncio.Future[Json]]] = {}
        self._tickets: set[str] = set()
        self._turn = itertools.count()

    def new_url(self, base: str) -> str:
        """For the answer to apps.connections.open; good for one connection."""
        ticket = secrets.token_urlsafe(12)
        self._tickets.add(ticket)
        return f"{base.replace('http', 'ws', 1)}/link/?ticket={ticket}&app_id={APP}"

    async def drop(self) -> None:
        """The network breaks: no close frame, no goodbye."""
        for connection in list(self.connections):
            self._lost(connection)
            request = connection._req
            if request and request.transport:
                request.transport.abort()

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """What Slack does every hour or so: `disconnect`, after which the client is to come back by itself."""
        for connection in list(self.connections):
            self.connections.remove(connection)  # nothing is delivered over it any more; the client closes it
            with suppress(ConnectionError):
                await connection.send_json({"type": "disconnect", "reason": reason, "debug_info": HOST})

    # what people do

    async def command(self, form: dict[str, str]) -> Answer:
        return await self._deliver({"type": "slash_commands", "payload": form, "accepts_response_payload": True})

    async def interaction(self, payload: Json) -> Answer:
        return await self._deliver({"type": "interactive", "payload": payload, "accepts_response_payload": True})

    async def event(self, envelope: Json, retry: int = 0, reason: str = "") -> Answer:
        again = {"retry_attempt": retry, "retry_reason": reason, "accepts_response_payload": False}
        return await self._deliver({"type": "events_api", "payload": envelope, **again})

    async def _deliver(self, envelope: Json) -> Answer:
        if not self.connections:
            raise BotAway("the bot has no Socket Mode connection")
        envelope_id, acked = secrets.token_hex(16), asyncio.get_running_loop().create_future()
        connection = self.connections[next(self._turn) % len(self.connections)]  # one of them, as Slack does
        self._waiting[envelope_id] = connection, acked
        try:
            await connection.send_json({"envelope_id": envelope_id, **envelope})
            async with asyncio.timeout(self.patience):
                answer = await acked
        except TimeoutError as slow:
            raise BotTooSlow from slow
        except ConnectionError as lost:
            raise BotAway(str(lost)) from lost
        finally:
            self._waiting.pop(envelope_id, None)
        body = json.dumps(answer["payload"]) if answer.get("payload") else ""
        return Answer(200, "application/json", body.encode())

    # the connection

    async def link(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets:
            raise web.HTTPForbidden(text="this URL was used before")
        self._tickets.remove(ticket)
        connection = web.WebSocketResponse()
        await connection.prepare(request)
        self.connections.append(connection)
        info = {"connection_info": {"app_id": APP}, "debug_info": {**HOST, "approximate_connection_time": 18060}}
        with suppress(ConnectionError):
            await connection.send_json({"type": "hello", "num_connections": len(self.connections), **info})
            self.hellos += 1
            self._news()
            async for frame in connection:
                if frame.type is WSMsgType.TEXT:
                    self._acknowledged(json.loads(frame.data))
        self._lost(connection)
        return connection

    def _acknowledged(self, answer: Json) -> None:
        _, acked = self._waiting.pop(answer.get("envelope_id", ""), (None, None))
        if acked and not acked.done():
            acked.set_result(answer)

    def _lost(self, connection: web.WebSocketResponse) -> None:
        if connection in self.connections:
            self.connections.remove(connection)
        for used, acked in list(self._waiting.values()):
            if used is connection and not acked.done():
                acked.set_exception(ConnectionResetError("the connection was lost before the bot acked"))
