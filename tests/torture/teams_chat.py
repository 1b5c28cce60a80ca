"""Teams' service, failing in every way that it can: what was posted, nobody can look up."""

import json
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from random import Random
from typing import Any

from bot.chat.texts import speech
from tests.serving import serving
from tests.torture.chat import Message

FAULTS = ("429", "503", "500 before", "500 after", "reset before", "reset after")
"""before, after: it did what was asked, or not. Of the first two Microsoft says that it did not."""
AGAIN = str(speech("nl")("handlers.teams.once_more"))


class TeamsChat:
    """failed: how often in each way. busy_until, ahead, changes: as of the Slack of the torture."""

    def __init__(self, seed: int, faulty: float, faults: Sequence[str]) -> None:
        self.failed: Counter[str] = Counter()
        self.busy_until, self.ahead, self.changes = 0.0, 0.0, 0
        self.api_url = ""
        self._messages: list[Message] = []
        self._random, self._faulty, self._faults = Random(seed), faulty, faults
        self._lock = threading.Lock()

    @property
    def messages(self) -> Sequence[Message]:
        with self._lock:
            return list(self._messages)

    def receive(self, activity: dict[str, Any]) -> str:
        """What goes wrong; empty when it is posted and answered."""
        with self._lock:
            fault = self._random.choice(self._faults) if self._random.random() < self._faulty else ""
            fault = "429" if time.monotonic() < self.busy_until else fault
            self.failed[fault or "none"] += 1
            if not fault or fault.endswith("after"):
                card = activity["attachments"][0]["content"]
                title = card["body"][0]["text"]
                self._messages.append(Message(title, title, AGAIN in json.dumps(card, ensure_ascii=False)))
            return fault


def _handler(chat: TeamsChat) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            fault = chat.receive(json.loads(body))
            if fault.startswith("reset"):
                self.close_connection = True
                return
            status = int(fault.partition(" ")[0]) if fault else 201
            content = json.dumps({"id": f"{time.time_ns()}"} if status == 201 else {}).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *said: Any) -> None:
            """Silence."""

    return Handler


@contextmanager
def opened(seed: int, faulty: float = 0.2, faults: Sequence[str] = FAULTS) -> Iterator[TeamsChat]:
    chat = TeamsChat(seed, faulty, faults)
    with serving(_handler(chat)) as chat.api_url:
        yield chat
