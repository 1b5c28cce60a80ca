"""The line to the bot: signed HTTP, as Slack sends it."""

import asyncio
import hashlib
import hmac
import json
import time
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlencode

import h11

from playground.slack.wire import Json

PATIENCE = 3.0  # seconds; Slack gives up then
CHUNK = 65536


class BotTooSlow(Exception):
    """No answer within Slack's three seconds."""


class BotAway(Exception):
    """Nobody listens, or the line broke."""


@dataclass(frozen=True)
class Answer:
    status: int
    content_type: str
    body: bytes

    @property
    def ok(self) -> bool:
        return 200 <= self.status < 300

    def json(self) -> Json:
        """The body as an object; empty when it is something else."""
        try:
            found = json.loads(self.body or b"{}")
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}


def signature(secret: str, timestamp: str, body: bytes) -> str:
    signed = hmac.new(secret.encode(), b"v0:" + timestamp.encode() + b":" + body, hashlib.sha256)
    return "v0=" + signed.hexdigest()


def signed(secret: str, body: bytes, content_type: str) -> dict[str, str]:
    """The headers of Slack. Always the real time: who hears it refuses a signature of five minutes ago."""
    timestamp = str(int(time.time()))
    return {
        "content-type": content_type,
        "x-slack-request-timestamp": timestamp,
        "x-slack-signature": signature(secret, timestamp, body),
    }


class Line(Protocol):
    """What deeds need of the line; tests answer in the bot's place."""

    async def command(self, form: dict[str, str]) -> Answer: ...
    async def interaction(self, payload: Json) -> Answer: ...
    async def event(self, envelope: Json, retry: int = 0, reason: str = "") -> Answer: ...


class BotLine:
    def __init__(self, port: int, secret: str, host: str = "127.0.0.1", patience: float = PATIENCE) -> None:
        self.host, self.port, self.patience = host, port, patience
        self._secret = secret

    async def command(self, form: dict[str, str]) -> Answer:
        return await self._post(urlencode(form).encode(), "application/x-www-form-urlencoded")

    async def interaction(self, payload: Json) -> Answer:
        return await self.command({"payload": json.dumps(payload, ensure_ascii=False)})

    async def event(self, envelope: Json, retry: int = 0, reason: str = "") -> Answer:
        again = {"x-slack-retry-num": str(retry), "x-slack-retry-reason": reason} if retry else {}
        return await self._post(json.dumps(envelope).encode(), "application/json", again)

    async def ready(self) -> bool:
        try:
            return (await self._send("GET", "/readyz", {}, b"")).ok
        except (BotAway, BotTooSlow):
            return False

    async def _post(self, body: bytes, content_type: str, extra: dict[str, str] | None = None) -> Answer:
        agent = {"user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)"}
        headers = signed(self._secret, body, content_type) | agent | (extra or {})
        return await self._send("POST", "/slack/events", headers, body)

    async def _send(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        try:
            async with asyncio.timeout(self.patience):
                return await self._exchange(method, path, headers, body)
        except TimeoutError as slow:
            raise BotTooSlow from slow
        except (OSError, h11.ProtocolError) as broken:
            raise BotAway(str(broken)) from broken

    async def _exchange(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        reader, writer = await asyncio.open_connection(self.host, self.port)
        try:
            connection = h11.Connection(h11.CLIENT)
            host = f"{self.host}:{self.port}"
            sent = {"host": host, "connection": "close", "content-length": str(len(body)), **headers}
            for event in (
                h11.Request(method=method, target=path, headers=list(sent.items())),
                h11.Data(data=body),
                h11.EndOfMessage(),
            ):
                writer.write(connection.send(event) or b"")
            await writer.drain()
            return await _receive(connection, reader)
        finally:
            writer.close()


async def _receive(connection: h11.Connection, reader: asyncio.StreamReader) -> Answer:
    status, content_type, body = 0, "", bytearray()
    while True:
        event = connection.next_event()
        if event is h11.NEED_DATA:
            connection.receive_data(await reader.read(CHUNK))
        elif isinstance(event, h11.Response):
            status = event.status_code
            content_type = dict(event.headers).get(b"content-type", b"").decode()
        elif isinstance(event, h11.Data):
            body += event.data
        elif isinstance(event, (h11.EndOfMessage, h11.ConnectionClosed)):
            return Answer(status, content_type, bytes(body))
