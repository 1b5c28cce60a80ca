"""A Slack of the test's own: remembers every call, and answers as the test says."""

import json
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl

Json = dict[str, Any]
PATIENCE = 20
"""Seconds; only a test that fails waits as long as this."""


@dataclass(frozen=True)
class Call:
    """method: of the Web API, or "response_url", or the path."""

    method: str
    body: Json
    token: str = ""
    raw: bytes = b""


@dataclass
class Answer:
    """drop: closes the connection without a word. after: what it waits for before it says anything."""

    body: Json | str = field(default_factory=dict)
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    drop: bool = False
    after: threading.Event | None = None


class StandIn:
    def __init__(self, url: str) -> None:
        self.url = url
        self.calls: list[Call] = []
        self.remembers = True
        self._answers: dict[str, deque[Answer]] = {}
        self._arrived = threading.Condition()

    @property
    def api_url(self) -> str:
        return f"{self.url}/api/"

    @property
    def response_url(self) -> str:
        return f"{self.url}/response_url/T1/123/abc"

    def answers(self, method: str, body: Json | str = "", status: int = 200, **more: Any) -> None:
        """The next time this is called; afterwards it says ok again."""
        self._answers.setdefault(method, deque()).append(Answer(body, status, **more))

    def refuses(self, method: str, error: str) -> None:
        self.answers(method, {"ok": False, "error": error})

    def wait_for(self, method: str) -> None:
        with self._arrived:
            assert self._arrived.wait_for(lambda: method in self.methods(), PATIENCE), f"nobody called {method}"

    def methods(self) -> list[str]:
        return [call.method for call in self.calls]

    def only(self, method: str) -> Json:
        """The body of the one call of this method."""
        (call,) = [call for call in self.calls if call.method == method]
        return call.body

    def reset(self) -> None:
        self.calls.clear()
        self._answers.clear()

    def receive(self, call: Call) -> Answer:
        with self._arrived:
            if self.remembers:
                self.calls.append(call)
            self._arrived.notify_all()
        planned = self._answers.get(call.method)
        return planned.popleft() if planned else Answer(self._ok(call))

    def _ok(self, call: Call) -> Json:
        channel = call.body.get("channel", "")
        match call.method:
            case "chat.postMessage":
                channel = f"D-{channel}" if channel.startswith("U") else channel
                return {"ok": True, "channel": channel, "ts": f"1700000000.{len(self.calls):06}"}
            case "conversations.open":
                return {"ok": True, "channel": {"id": f"D-{call.body['users']}"}}
            case "files.getUploadURLExternal":
                return {"ok": True, "upload_url": f"{self.url}/upload/1", "file_id": "F1"}
            case "users.info":
                return {"ok": False, "error": "user_not_found"}
            case "auth.test":
                return {"ok": True, "team": "Gemeente Voorbeeld", "user": "samenspel", "team_id": "T1"}
        return {"ok": True}


def _handler(slack: StandIn) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self._answer(self.rfile.read(int(self.headers.get("Content-Length", 0))))

        def do_GET(self) -> None:
            self._answer(b"")

        def _answer(self, raw: bytes) -> None:
            first, _, rest = self.path.strip("/").partition("/")
            token = self.headers.get("Authorization", "").removeprefix("Bearer ")
            kind = self.headers.get("Content-Type", "")
            method = {"api": rest, "response_url": first}.get(first, self.path.strip("/"))
            answer = slack.receive(Call(method, _read(raw, kind), token, raw))
            if answer.after:
                answer.after.wait(PATIENCE)
            if answer.drop:
                self.close_connection = True
                return
            content = answer.body if isinstance(answer.body, str) else json.dumps(answer.body)
            self.send_response_only(answer.status)
            kind = "text/plain" if isinstance(answer.body, str) else "application/json"
            headers = {"Content-Type": kind, "Date": self.date_time_string()}
            for name, value in {**headers, **answer.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content.encode())))
            self.end_headers()
            self.wfile.write(content.encode())

        def handle_one_request(self) -> None:
            with suppress(ConnectionError):  # Whoever was too late has gone.
                super().handle_one_request()

        def log_message(self, *said: Any) -> None:
            """Silence."""

    return Handler


def _read(raw: bytes, kind: str) -> Json:
    if raw and kind.startswith("application/json"):
        return dict(json.loads(raw))
    return dict(parse_qsl(raw.decode())) if kind.startswith("application/x-www-form-urlencoded") else {}


@contextmanager
def running() -> Iterator[StandIn]:
    slack = StandIn("")
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(slack))
    server.daemon_threads = True
    slack.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield slack
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
