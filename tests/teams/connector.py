"""Teams' service, as a stand-in: remembers every call, and answers as the test says."""

import json
import re
import time
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, unquote

from tests.serving import serving

Json = dict[str, Any]


@dataclass(frozen=True)
class Call:
    method: str
    path: str
    body: Json
    authorization: str


@dataclass
class Answer:
    """drop: closes the connection without a word."""

    status: int = 200
    body: Json = field(default_factory=dict)
    headers: dict[str, str] = field(default_factory=dict)
    drop: bool = False


@dataclass
class Connector:
    url: str = ""
    calls: list[Call] = field(default_factory=list)
    remembers: bool = True
    members: dict[str, Json] = field(default_factory=dict)
    uploads: dict[str, bytes] = field(default_factory=dict)
    downloads: dict[str, bytes] = field(default_factory=dict)
    fetched: Counter[str] = field(default_factory=Counter)
    planned: dict[str, deque[Answer]] = field(default_factory=dict)
    without_app: set[str] = field(default_factory=set)
    ahead: float = 0
    """Seconds that its clock is ahead of ours."""
    absent: set[tuple[str, str]] = field(default_factory=set)
    """Conversation and member: who is not in it."""
    asides: set[str] = field(default_factory=set)
    """Messages that one person sees, by their ids."""
    asked_aside: set[str] = field(default_factory=set)
    """What people sent in that way."""
    refuses_asides: bool = False

    def plans(self, method: str, *answers: Answer) -> None:
        """The next times this is called; afterwards all is well again."""
        self.planned.setdefault(method, deque()).extend(answers)

    def posted(self, conversation: str) -> list[Json]:
        return self._activities("POST", conversation)

    def updated(self, conversation: str) -> list[Json]:
        return self._activities("PUT", conversation)

    def _roster(self, asked: dict[str, list[str]]) -> Answer:
        """Everybody, one on a page."""
        people = [
            {**member, "aadObjectId": user} for user, member in self.members.items() if not user.startswith("29:")
        ]
        at = int(asked.get("continuationToken", ["0"])[0])
        more = {"continuationToken": str(at + 1)} if at + 1 < len(people) else {}
        return Answer(200, {"members": people[at : at + 1], **more})

    def _activities(self, method: str, conversation: str) -> list[Json]:
        where = f"/v3/conversations/{conversation}/activities"
        return [each.body for each in self.calls if each.method == method and each.path.startswith(where)]

    def receive(self, call: Call) -> Answer:
        if self.remembers:
            self.calls.append(call)
        if waiting := self.planned.get(call.method):
            return waiting.popleft()
        if call.path == "/v3/conversations":
            user = call.body["members"][0]["aadObjectId"]
            if user in self.without_app:
                return Answer(403, {"error": {"code": "BotNotInConversationRoster"}})
            return Answer(201, {"id": f"a:{user}"})
        if found := re.fullmatch(r"/v3/conversations/a:([^/]+)/pagedmembers", call.path):
            return Answer(200, {"members": [{**self.members[found[1]], "aadObjectId": found[1]}]})
        if found := re.fullmatch(r"/v3/conversations/19:[^/]+/pagedmembers\?(.+)", call.path):
            return self._roster(parse_qs(found[1]))
        if found := re.fullmatch(r"/v3/conversations/([^/]+)/members/([^/]+)", call.path):
            member = self.members.get(found[2]) if found.groups() not in self.absent else None
            return Answer(200, member) if member else Answer(404, {"error": {"code": "MemberNotFoundInConversation"}})
        return self._activity(call) or Answer(200, {"id": f"17{len(self.calls):05}"})

    def _activity(self, call: Call) -> Answer | None:
        """What Microsoft's page on targeted messages says of who sees what; None when all is well."""
        found = re.fullmatch(r"/v3/conversations/([^/?]+)/activities(?:/([^/?]+))?(?:\?(.*))?", call.path)
        if found is None:
            return None
        conversation, message, query = found.groups()
        is_aside = query == "isTargetedActivity=true"
        if query and not is_aside:
            return Answer(400, {"error": {"code": "Bad Argument"}})
        if call.method == "PUT":
            if "recipient" in call.body:
                return Answer(400, {"error": {"code": "Bad Argument"}})
            if is_aside != (message in self.asides):
                return Answer(404, {"error": {"code": "ActivityNotFoundInConversation"}})
        elif call.method == "POST" and is_aside:
            return self._aside(conversation.partition(";")[0], call)
        return None

    def _aside(self, conversation: str, call: Call) -> Answer | None:
        reader = (call.body.get("recipient") or {}).get("id", "")
        if conversation.startswith("a:") or not reader:
            return Answer(400, {"error": {"code": "Bad Argument"}})
        if self.refuses_asides:
            return Answer(403, {"error": {"code": "NotEnoughPermissions"}})
        if reader not in self.members or (conversation, reader) in self.absent:
            return Answer(404, {"error": {"code": "BotNotInConversationRoster"}})
        about = [each["messageId"] for each in call.body.get("entities", ()) if each["type"] == "targetedMessageInfo"]
        if not set(about) <= self.asked_aside:
            return Answer(400, {"error": {"code": "INVALID_TARGETED_MESSAGE_ID"}})
        self.asides.add(f"17{len(self.calls):05}")
        return None


def _handler(connector: Connector) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self._answer()

        def do_PUT(self) -> None:
            if self.path.startswith("/upload/"):
                connector.uploads[self.path] = self.rfile.read(int(self.headers["Content-Length"]))
                self._send(Answer())
                return
            self._answer()

        def do_GET(self) -> None:
            if self.path in connector.downloads:
                content = connector.downloads[self.path]
                connector.fetched[self.path] += 1
                self.send_response_only(200)
                self.send_header("Date", self.date_time_string(time.time() + connector.ahead))
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)
                return
            self._answer()

        def _answer(self) -> None:
            raw = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            path = unquote(self.path)
            call = Call(self.command, path, json.loads(raw or b"{}"), self.headers.get("Authorization", ""))
            answer = connector.receive(call)
            if answer.drop:
                self.close_connection = True
                return
            self._send(answer)

        def _send(self, answer: Answer) -> None:
            content = json.dumps(answer.body).encode()
            self.send_response_only(answer.status)
            for name, value in {"Content-Type": "application/json", **answer.headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *said: Any) -> None:
            """Silence."""

    return Handler


@contextmanager
def running() -> Iterator[Connector]:
    connector = Connector()
    with serving(_handler(connector)) as connector.url:
        yield connector
