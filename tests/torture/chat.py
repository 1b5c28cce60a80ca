"""A stand-in for Slack's Web API that fails in every way a chat server can, and remembers what it shows."""

import json
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from threading import Lock, Thread, Timer
from typing import Any, NamedTuple
from urllib.parse import parse_qs

Json = dict[str, Any]

FAULTS = (
    *("429", "500 before", "500 after", "silent before", "silent after", "reset before", "reset after"),
    *("reset, done later", "silent, done later"),
)
"""before, after: it did what was asked, or not; later: it does so when nobody waits for the answer any more."""


@dataclass(frozen=True)
class Habits:
    """faulty: the share of posts that fail. latest: seconds until something that is done later is done."""

    faulty: float = 0.2
    latest: float = 1.0
    silence: float = 1.4


class Message(NamedTuple):
    key: str
    channel: str
    ts: str
    thread: str
    title: str


@dataclass
class Chat:
    """faults: how often it failed in each way. broken: channels in which nothing works.

    ahead: seconds, of its clock: what is posted carries that time, and so does every answer. busy_until: whoever posts
    before that is told to wait a moment.
    """

    seed: int
    habits: Habits = field(default_factory=Habits)
    messages: list[Message] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)
    broken: frozenset[str] = frozenset()
    changes: int = 0
    ahead: float = 0
    busy_until: float = 0

    def __post_init__(self) -> None:
        self._random = Random(self.seed)
        self._lock = Lock()
        chat = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                try:
                    chat._receive(self)
                except (OSError, ValueError):
                    """Whoever asked was killed in the middle of a word."""

            def date_time_string(self, timestamp: float | None = None) -> str:
                return super().date_time_string(time.time() + chat.ahead)

            def log_message(self, *said: object) -> None:
                """Silence."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}/api/"

    @property
    def keys(self) -> list[str]:
        return [message.key for message in self.messages]

    @contextmanager
    def opened(self) -> Iterator["Chat"]:
        thread = Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()

    def _receive(self, request: BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers["Content-Length"])).decode()
        is_json = request.headers["Content-Type"].startswith("application/json")
        asked = json.loads(body) if is_json else {name: values[0] for name, values in parse_qs(body).items()}
        match request.path.rpartition("/")[2]:
            case "chat.postMessage":
                self._post(request, asked, self._keep)
            case "chat.update":
                self._post(request, asked, self._change)
            case "conversations.open":
                # Who is alone with the bot keeps their own name as the name of the conversation.
                _answer(request, {"ok": True, "channel": {"id": f"D-{asked['users']}"}})
            case "conversations.history" | "conversations.replies":
                self._show(request, asked)
            case method:
                raise NotImplementedError(method)

    def _post(self, request: BaseHTTPRequestHandler, asked: Json, do: Callable[[Json, str], Message]) -> None:
        channel = asked["channel"] if asked["channel"].startswith(("C", "D")) else f"D-{asked['channel']}"
        if channel in self.broken:
            _answer(request, {"ok": False, "error": "internal_error"}, 500)
            return
        with self._lock:
            fault = self._random.choice(FAULTS) if self._random.random() < self.habits.faulty else ""
            fault = "429" if time.monotonic() < self.busy_until else fault
            later = self._random.uniform(0.1, 1) * self.habits.latest
            self.faults[fault or "none"] += 1
        if fault.endswith("later"):
            Timer(later, do, (asked, channel)).start()
        elif not fault or fault.endswith("after"):
            posted = do(asked, channel)
            if not fault:
                _answer(request, {"ok": True, "channel": channel, "ts": posted.ts})
        if fault == "429":
            _answer(request, {"ok": False, "error": "ratelimited"}, 429, {"Retry-After": "1"})
        elif fault.startswith("500"):
            _answer(request, {"ok": False, "error": "internal_error"}, 500)
        elif fault.startswith("silent"):
            time.sleep(self.habits.silence)
        # Whatever was not answered is a reset: the connection closes without a word.
        request.close_connection = True

    def _keep(self, asked: Json, channel: str) -> Message:
        with self._lock:
            key = asked["metadata"]["event_payload"]["key"]
            ts = f"{time.time() + self.ahead:.6f}"
            title = asked["blocks"][0]["text"]["text"]
            message = Message(key, channel, ts, asked.get("thread_ts", ""), title)
            self.messages.append(message)
            return message

    def _change(self, asked: Json, channel: str) -> Message:
        with self._lock:
            at = next(at for at, each in enumerate(self.messages) if (each.channel, each.ts) == (channel, asked["ts"]))
            self.messages[at] = self.messages[at]._replace(title=asked["blocks"][0]["text"]["text"])
            self.changes += 1
            return self.messages[at]

    def _show(self, request: BaseHTTPRequestHandler, asked: Json) -> None:
        with self._lock:
            if self._random.random() < self.habits.faulty / 4:
                self.faults["history 500"] += 1
                _answer(request, {"ok": False, "error": "internal_error"}, 500)
                return
            shown = [
                message
                for message in self.messages
                if message.channel == asked["channel"]
                and message.thread == asked.get("ts", "")
                and float(message.ts) >= float(asked["oldest"])
            ]
        found = [
            {"ts": each.ts, "metadata": {"event_type": "samenspel", "event_payload": {"key": each.key}}}
            for each in shown
        ]
        # In pages of five, to see that every page is read.
        at = int(asked.get("cursor") or 0)
        more = str(at + 5) if at + 5 < len(found) else ""
        _answer(request, {"ok": True, "messages": found[at : at + 5], "response_metadata": {"next_cursor": more}})


def _answer(
    request: BaseHTTPRequestHandler, body: Json, status: int = 200, headers: dict[str, str] | None = None
) -> None:
    content = json.dumps(body).encode()
    try:
        request.send_response(status)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            request.send_header(name, value)
        request.send_header("Content-Length", str(len(content)))
        request.end_headers()
        request.wfile.write(content)
    except OSError:
        """Whoever asked was killed."""
