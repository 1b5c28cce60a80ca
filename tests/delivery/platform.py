"""A chat platform of our own over real HTTP: it keeps what was posted, and answers as it was told to."""

import datetime as dt
import json
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Condition, Event, Thread
from typing import Literal, NamedTuple

from bot.chat.cards import Paragraph
from bot.chat.requests import Account, Place
from handlers.delivery.protocol import Away, CannotLook, NoGroup, OutboundMessage, Refused, SlowDown, Unclear

PATIENCE = 60.0
"""Seconds; only a test that fails waits as long as this."""

How = Literal[
    "slow down",
    "come tomorrow",
    "not here",
    "shut out",
    "broke",
    "done, but says it broke",
    "done, but hangs up",
    "done, but silent",
    "no groups",
]
Look = Literal["shows it", "shows nothing", "away"]


class Post(NamedTuple):
    """under: the name of the post in whose thread it is."""

    key: str
    to: str
    title: str
    first_words: str
    under: str


class Platform:
    def __init__(self) -> None:
        self.posts: list[Post] = []
        self.changes: list[tuple[str, str]] = []
        """What each change made of which post: (key of the post, new title)."""
        self.silence_ends = Event()
        self.looking: Look = "shows it"
        self._told: dict[str, list[How]] = defaultdict(list)
        self._arrived = Condition()
        platform = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                platform._receive(self, json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

            def log_message(self, *args: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            request_queue_size = 100  # All senders come at once; of five, a busy machine turns some away.

        self._server = Server(("127.0.0.1", 0), Handler)

    @property
    def port(self) -> int:
        return self._server.server_port

    @property
    def keys(self) -> list[str]:
        return [post.key for post in self.posts]

    def will(self, how: How, key: str, times: int = 1) -> None:
        """Answers the next posts with this key in this way, and after that with success."""
        self._told[key] += [how] * times

    def wait_for(self, key: str) -> None:
        with self._arrived:
            assert self._arrived.wait_for(lambda: key in self.keys, PATIENCE), f"{key} never came"

    @contextmanager
    def opened(self) -> Iterator["Platform"]:
        thread = Thread(target=self._server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield self
        finally:
            self.silence_ends.set()
            self._server.shutdown()
            thread.join()
            self._server.server_close()

    def _receive(self, request: BaseHTTPRequestHandler, sent: dict[str, str]) -> None:
        if "look for" in sent:
            self._show(request, sent["look for"])
            return
        how = self._told[sent["key"]].pop(0) if self._told[sent["key"]] else None
        if how == "no groups" and "," in sent["to"]:
            _answer(request, 403, "no_groups")
        elif how == "broke":
            _answer(request, 500, "internal_error")
        elif how == "slow down":
            _answer(request, 429, "30")
        elif how == "come tomorrow":
            _answer(request, 429, "86400")
        elif how == "not here":
            _answer(request, 403, "not_in_channel")
        elif how == "shut out":
            _answer(request, 410, "blocked")
        else:
            with self._arrived:
                name = self._keep(**sent)
                self._arrived.notify_all()
            if how == "done, but says it broke":
                _answer(request, 500, "internal_error")
            elif how == "done, but silent":
                self.silence_ends.wait(PATIENCE)
            elif how is None:
                _answer(request, 200, name)

    def _keep(self, instead_of: str, **sent: str) -> str:
        if not instead_of:
            self.posts.append(Post(**sent))
            return f"post-{len(self.posts)}"
        at = int(instead_of.removeprefix("post-")) - 1
        self.posts[at] = self.posts[at]._replace(title=sent["title"])
        self.changes.append((self.posts[at].key, sent["title"]))
        return instead_of

    def _show(self, request: BaseHTTPRequestHandler, key: str) -> None:
        if self.looking == "away":
            _answer(request, 500, "internal_error")
        elif self.looking == "shows nothing":
            _answer(request, 403, "missing_scope")
        else:
            _answer(request, 200, f"post-{self.keys.index(key) + 1}" if key in self.keys else "")


def _answer(request: BaseHTTPRequestHandler, status: int, text: str) -> None:
    request.send_response(status)
    request.end_headers()
    request.wfile.write(text.encode())


class OverHttp:
    """How messages get to that platform."""

    def __init__(self, port: int) -> None:
        self._port = port

    def post(self, message: OutboundMessage) -> str:
        first_words = next((str(block.text) for block in message.card.body if isinstance(block, Paragraph)), "")
        title = str(message.card.title)
        sent = {
            "key": message.key,
            "to": _to(message),
            "title": title,
            "first_words": first_words,
            "under": message.under,
        }
        sent["instead_of"] = message.instead_of
        status, text = self._ask(sent)
        match status:
            case 200:
                return text
            case 429:
                raise SlowDown("ratelimited", dt.timedelta(seconds=int(text)))
            case 410:
                raise Away(text)
            case 403:
                raise NoGroup(text) if text == "no_groups" else Refused(text)
        raise Unclear(f"HTTP {status}")

    def find(self, message: OutboundMessage, since: dt.datetime) -> str | None:
        status, text = self._ask({"look for": message.key})
        if status == 403:
            raise CannotLook(text)
        if status != 200:
            raise Unclear(f"HTTP {status}")
        return text or None

    def _ask(self, sent: dict[str, str]) -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
        try:
            connection.request("POST", "/", json.dumps(sent))
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        except (OSError, HTTPException) as lost:
            raise Unclear(type(lost).__name__) from lost
        finally:
            connection.close()


def _to(message: OutboundMessage) -> str:
    match message.to:
        case Account(user=user):
            return user
        case Place(id=place):
            return place
    return ",".join(account.user for account in message.to)
