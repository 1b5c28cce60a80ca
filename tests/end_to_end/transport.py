"""How Slack reaches the bot: signed HTTP requests, or envelopes over Socket Mode."""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import time
from dataclasses import dataclass, field
from typing import Literal, Protocol
from urllib.parse import urlencode, urlsplit

from .blocks import Json

Kind = Literal["command", "interaction", "event"]
ACK_WITHIN = 3.0  # seconds, Slack's own
GIVE_UP = 20.0


@dataclass(frozen=True)
class Ack:
    status: int
    body: str
    seconds: float
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def json(self) -> Json:
        """An ack in plain text is a private message."""
        if not self.body.strip():
            return {}
        if self.body.lstrip().startswith("{"):
            return dict(json.loads(self.body))
        return {"text": self.body}


class Transport(Protocol):
    def deliver(self, kind: Kind, payload: Json, retry: int = 0) -> Ack:
        """`retry`: the how-maniest redelivery of an event this is."""


class Http:
    """To /slack/events: a command as form fields, an interaction as `payload=`, an event as JSON; signed with v0."""

    def __init__(self, url: str, secret: str) -> None:
        self.url, self.secret = url, secret

    def deliver(self, kind: Kind, payload: Json, retry: int = 0) -> Ack:
        if kind == "event":
            body, content_type = json.dumps(payload), "application/json"
        else:
            body = urlencode(payload if kind == "command" else {"payload": json.dumps(payload)})
            content_type = "application/x-www-form-urlencoded"
        again = {"X-Slack-Retry-Num": str(retry), "X-Slack-Retry-Reason": "http_timeout"} if retry else {}
        return self.post(body, {"Content-Type": content_type, **again})

    def post(self, body: str, headers: dict[str, str], *, secret: str | None = None, age: float = 0.0) -> Ack:
        """`secret` for a forged signature, `age` in seconds for a replayed one."""
        at = str(int(time.time() - age))
        signature = hmac.new((secret or self.secret).encode(), f"v0:{at}:{body}".encode(), hashlib.sha256).hexdigest()
        signed = {"X-Slack-Request-Timestamp": at, "X-Slack-Signature": f"v0={signature}", **headers}
        place = urlsplit(self.url)
        connection = http.client.HTTPConnection(place.hostname or "127.0.0.1", place.port, timeout=GIVE_UP)
        started = time.monotonic()
        try:
            connection.request("POST", place.path, body.encode(), signed)
            response = connection.getresponse()
            answered = response.read().decode("utf-8", "replace")
            seconds = time.monotonic() - started
            return Ack(
                response.status, answered, seconds, {name.lower(): value for name, value in response.getheaders()}
            )
        finally:
            connection.close()
