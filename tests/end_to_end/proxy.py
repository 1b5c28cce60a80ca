"""Between the bot and the emulator: keeps every call, adds what the emulator lacks, breaks what a test wants broken.

The bot gets `api_url` as its Web API. Tests ask `calls_to("chat.postMessage")`, `wait_for`, and inject faults:

    slack.inject("chat.postMessage", rate_limited(after=1))          # refused once, with Retry-After
    slack.inject("chat.postMessage", server_error(performed=True))   # posted, but the bot is told that it failed
    gate = slack.hold("chat.update"); …; gate.reached(); gate.release()
"""

from __future__ import annotations

import contextlib
import json
import secrets
import socket
import struct
import threading
import time
import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from .blocks import Json, with_ids
from .emulator import BOT_USER, CHANNELS, Emulator
from .surfaces import Message, Surfaces

PATIENCE = 10.0  # seconds that a test waits for what should come
RESPONSE_URL_USES, RESPONSE_URL_LIFE = 5, 30 * 60.0
WRITTEN_AS_JSON = ("blocks", "attachments", "metadata", "view", "files", "unfurls")
WITHOUT_TOKEN = ("api.test", "oauth.v2.access", "openid.connect.token")
SIGN_IN = b"<!DOCTYPE html><html><title>Sign in | Slack</title></html>"  # what Slack sends for a file without a token


@dataclass(frozen=True)
class Reply:
    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def json(self) -> Json:
        return dict(json.loads(self.body)) if self.body.startswith(b"{") else {}


def _json(answer: Json, status: int = 200, **headers: str) -> Reply:
    return Reply(status, json.dumps(answer).encode(), {"Content-Type": "application/json; charset=utf-8", **headers})


def _refused(error: str, **more: Any) -> Reply:
    return _json({"ok": False, "error": error, **more})


class Gate:
    """Holds calls up until a test lets them through."""

    def __init__(self) -> None:
        self._reached, self._open = threading.Event(), threading.Event()

    def wait(self) -> None:
        self._reached.set()
        self._open.wait(60)

    def reached(self, timeout: float = PATIENCE) -> None:
        assert self._reached.wait(timeout), "the bot never made the call that is held up"

    def release(self) -> None:
        self._open.set()


@dataclass(frozen=True)
class Fault:
    reply: Reply | None = None  # None: the real answer
    performed: bool = False  # the emulator does it all the same
    dropped: bool = False  # the connection is reset instead of answered
    seconds: float = 0.0  # before it reaches the emulator
    gate: Gate | None = None
    times: int = 1


def rate_limited(after: int = 1, times: int = 1) -> Fault:
    return Fault(_json({"ok": False, "error": "ratelimited"}, 429, **{"Retry-After": str(after)}), times=times)


def server_error(*, performed: bool = False, status: int = 500, times: int = 1) -> Fault:
    return Fault(
        Reply(status, b"<html>Server Error</html>", {"Content-Type": "text/html"}), performed=performed, times=times
    )


def refused(error: str, times: int = 1, **more: Any) -> Fault:
    return Fault(_refused(error, **more), times=times)


def dropped(*, performed: bool = False, times: int = 1) -> Fault:
    return Fault(dropped=True, performed=performed, times=times)


def slow(seconds: float, times: int = 1) -> Fault:
    return Fault(performed=True, seconds=seconds, times=times)


@dataclass(frozen=True)
class Call:
    method: str  # "chat.postMessage"; also "response_url", "files.upload" and "files.download"
    params: Json
    answer: Json  # what the emulator (or the proxy) answered, also when the bot was told something else
    status: int  # what the bot was told; 0 for a dropped connection
    performed: bool
    at: float
    token: str = ""

    @property
    def ok(self) -> bool:
        return self.performed and bool(self.answer.get("ok", True))


@dataclass
class ResponseUrl:
    user: str
    channel: str
    original: Message | None
    until: float
    uses: int = RESPONSE_URL_USES


class Proxy:
    def __init__(self) -> None:
        self.changed = threading.Condition(threading.RLock())
        self.surfaces = Surfaces()
        self.calls: list[Call] = []
        self.socket_mode_url: Callable[[], str] | None = None
        self.unknown_methods: set[str] = set()
        self.broken: list[str] = []  # tracebacks of the bench itself
        self.people: dict[str, Json] = {}  # user id -> the fields that the emulator lacks
        self.names: dict[str, str] = {BOT_USER: "Samenspel"}
        self.channels: dict[str, str] = {}  # id -> name
        self._emulator: Emulator | None = None
        self._faults: dict[str, list[Fault]] = {}
        self._gates: list[Gate] = []
        self._stopping = threading.Event()
        self._tokens: dict[str, str] = {}
        self._members: dict[str, frozenset[str]] = {}
        self._triggers: dict[str, str] = {}
        self._response_urls: dict[str, ResponseUrl] = {}
        self._files: dict[str, Json] = {}
        self._owners: dict[str, str] = {}  # file id -> the token of whoever gave it to the bot in a form
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.proxy = self
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    # for the bench

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def api_url(self) -> str:
        return f"{self.url}/api/"

    @property
    def emulator(self) -> Emulator:
        assert self._emulator is not None, "the proxy has no emulator yet"
        return self._emulator

    def start(self, emulator: Emulator) -> None:
        self._emulator = emulator
        tokens = emulator.tokens
        self._tokens = {tokens.bot: "bot", tokens.app: "app", **dict.fromkeys(tokens.people.values(), "user")}
        self.channels = {channel: name for name, channel in emulator.channel_ids().items()}
        self.names |= self.channels
        ids = emulator.user_ids()
        for person in emulator.people:
            self.people[ids[person.handle]] = person.as_slack_shows()
            self.names[ids[person.handle]] = person.name
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        for gate in self._gates:
            gate.release()
        if self._thread.is_alive():
            self._server.shutdown()
        self._server.server_close()

    # for tests

    def calls_to(self, *methods: str, performed: bool = False) -> list[Call]:
        with self.changed:
            return [call for call in self.calls if call.method in methods and (call.performed or not performed)]

    def wait_for(self, condition: Callable[[], Any], what: str = "", timeout: float = PATIENCE) -> Any:
        """The first true value of `condition`, asked again after every call or post. Fails after the timeout."""
        with self.changed:
            found = self.changed.wait_for(condition, timeout)
        assert found, f"waited {timeout:g} s in vain for {what or condition}"
        return found

    def wait_for_calls(self, method: str, count: int = 1, timeout: float = PATIENCE) -> list[Call]:
        what = f"{count} calls to {method}"
        return list(self.wait_for(lambda: len(found := self.calls_to(method)) >= count and found, what, timeout))

    def inject(self, method: str, *faults: Fault) -> None:
        """For the next calls to `method` ("*": to any), in this order."""
        with self.changed:
            queue = self._faults.setdefault(method, [])
            for fault in faults:
                queue += [replace(fault, times=1)] * fault.times

    def heal(self) -> None:
        """From here on nothing is broken any more."""
        with self.changed:
            self._faults.clear()

    def hold(self, method: str) -> Gate:
        gate = Gate()
        self._gates.append(gate)
        self.inject(method, Fault(performed=True, gate=gate))
        return gate

    def revoke(self, token: str) -> None:
        self._tokens.pop(token, None)

    def notify(self) -> None:
        with self.changed:
            self.changed.notify_all()

    # for people

    def trigger(self, user: str, view: str | None = None) -> str:
        answer = self.emulator.call("views.generateTriggerId", user_id=user, **({"view_id": view} if view else {}))
        with self.changed:
            self._triggers[answer["trigger_id"]] = user
        return str(answer["trigger_id"])

    def response_url(self, user: str, channel: str, original: Message | None = None) -> str:
        key = secrets.token_urlsafe(18)
        with self.changed:
            self._response_urls[key] = ResponseUrl(user, channel, original, time.monotonic() + RESPONSE_URL_LIFE)
        return f"{self.url}/response/{self.emulator.team}/{key}"

    def response_url_keys(self) -> list[str]:
        return list(self._response_urls)

    def respond(
        self, user: str, channel: str, body: Json, source: str, original: Message | None = None
    ) -> Message | None:
        """What the bot says in the body of an ack or through a response_url: private unless it asks otherwise."""
        everybody = body.get("response_type") == "in_channel"
        audience = self.audience(channel) if everybody else frozenset({user})
        with self.changed:
            if original and body.get("delete_original"):
                self.surfaces.remove(original)
            if original and body.get("replace_original"):
                self.surfaces.rewrite(original, body, source)
            elif body.get("text") or body.get("blocks"):
                message = _message(body, channel, f"{time.time():.6f}", audience, source, alone=not everybody)
                original = self.surfaces.post(message)
            self.changed.notify_all()
            return original

    def change_view(self, view_id: str, payload: Json) -> None:
        """`response_action: update`; through the emulator, so that it knows the new hash."""
        answer = self.emulator.call("views.update", view_id=view_id, view=payload)
        with self.changed:
            view = self.surfaces.find_view(view_id)
            assert view is not None
            self.surfaces.change_view(view, answer["view"], "response_action")
            self.changed.notify_all()

    def push_view(self, user: str, view_id: str, payload: Json) -> None:
        """`response_action: push`."""
        answer = self.emulator.call("views.push", trigger_id=self.trigger(user, view_id), view=payload)
        with self.changed:
            self.surfaces.open(user, answer["view"], "response_action")
            self.changed.notify_all()

    def lend_file(self, file: Json, owner_token: str) -> None:
        """A file in a submitted form may be read by the bot, though it is in none of its channels."""
        self._owners[str(file["id"])] = owner_token

    def forget_members(self, channel: str) -> None:
        self._members.pop(channel, None)

    def audience(self, channel: str) -> frozenset[str]:
        if channel not in self._members:
            token = next(iter(self.emulator.tokens.people.values())) if channel in self.channels else None
            answer = self.emulator.call("conversations.members", token, channel=channel, limit=1000)
            self._members[channel] = frozenset(answer["members"])
        return self._members[channel]

    # what the bot asks

    def answer(self, verb: str, target: str, headers: dict[str, str], body: bytes) -> Reply | None:
        """None: drop the connection."""
        path = urlsplit(target).path
        if path.startswith("/api/"):
            params, method = _params(target, headers, body), path.removeprefix("/api/")
            token = headers.get("authorization", "").removeprefix("Bearer ").strip() or str(params.pop("token", ""))
            if method in WITHOUT_TOKEN[1:]:
                return self._faulty(method, params, token, lambda: self._pass_on(verb, target, headers, body))
            return self._faulty(method, params, token, lambda: self._web_api(method, params, token))
        if path.startswith("/response/"):
            said = _params(target, headers, body)
            return self._faulty("response_url", said, "", lambda: self._response(path.rsplit("/", 1)[1], said))
        if path.startswith("/files-pri/"):
            return self._faulty("files.download", {"path": path}, "", lambda: self._download(target, headers))
        method = "files.upload" if path.startswith("/upload/") else path
        return self._faulty(
            method, {"path": path, "size": len(body)}, "", lambda: self._pass_on(verb, target, headers, body)
        )

    def _faulty(self, method: str, params: Json, token: str, perform: Callable[[], Reply]) -> Reply | None:
        fault = self._next_fault(method)
        if fault.seconds:
            self._stopping.wait(fault.seconds)
        if fault.gate:
            fault.gate.wait()
        performed = fault.performed or not (fault.reply or fault.dropped)
        real = perform() if performed else None
        told = fault.reply or real
        status = 0 if fault.dropped or told is None else told.status
        answer = real.json if real else told.json if told else {}
        with self.changed:
            self.calls.append(Call(method, params, answer, status, performed, time.monotonic(), token))
            self.changed.notify_all()
        return None if fault.dropped else told

    def _next_fault(self, method: str) -> Fault:
        with self.changed:
            for key in (method, "*"):
                if self._faults.get(key):
                    return self._faults[key].pop(0)
        return Fault()

    def _pass_on(self, verb: str, target: str, headers: dict[str, str], body: bytes) -> Reply:
        kept = {name: value for name, value in headers.items() if name in ("authorization", "content-type")}
        status, answered, content = self.emulator.send(verb, target, body, kept)
        if urlsplit(target).path == "/api/oauth.v2.access" and (minted := json.loads(content).get("access_token")):
            self._tokens[minted] = "bot"
        shown = {
            name: value
            for name, value in answered.items()
            if name in ("content-type", "content-disposition", "location")
        }
        return Reply(status, content, shown)

    def _web_api(self, method: str, params: Json, token: str) -> Reply:
        if method == "api.test":
            return _json({"ok": True, "args": params})
        kind = self._tokens.get(token)
        if kind is None:
            return _refused("invalid_auth" if token else "not_authed")
        if method == "apps.connections.open":
            return self._open_connection(kind)
        if kind == "app":
            return _refused("not_allowed_token_type")
        if error := self._would_be_refused(method, params):
            return _refused(error)
        status, answer = self.emulator.ask(*self._asked(method, params), token)
        if status == 404:
            self.unknown_methods.add(method)
            answer = {"ok": False, "error": "unknown_method"}
        if answer.get("ok"):
            self._complete(method, params, answer)
            self._show(method, params, answer)
        return _json(answer, 200, **{"x-oauth-scopes": ",".join(self.emulator.scopes)})

    def _open_connection(self, kind: str) -> Reply:
        if kind != "app":
            return _refused("not_allowed_token_type")
        if self.socket_mode_url is None:
            return _refused("internal_error")
        return _json({"ok": True, "url": self.socket_mode_url()})

    def _asked(self, method: str, params: Json) -> tuple[str, Json]:
        if method == "users.conversations":  # the emulator has only the list of all
            return "conversations.list", params
        if method == "users.lookupByEmail":
            return method, {**params, "email": str(params.get("email", "")).lower()}
        return method, params

    def _would_be_refused(self, method: str, params: Json) -> str | None:
        """Where Slack says no and the emulator says yes."""
        channel = str(params.get("channel", ""))
        said = method in ("chat.postMessage", "chat.postEphemeral")
        if said and channel in self.channels and BOT_USER not in self.audience(channel):
            if CHANNELS.get(self.channels[channel], False):
                return "channel_not_found"
            anywhere = "chat:write.public" in self.emulator.scopes and method == "chat.postMessage"
            return None if anywhere else "not_in_channel"
        if method == "chat.postMessage" and self.people.get(channel, {}).get("deleted"):
            return "channel_not_found"
        if method == "conversations.open" and any(
            self.people.get(user, {}).get("deleted") for user in _listed(params.get("users"))
        ):
            return "user_disabled"
        if method == "files.completeUploadExternal" and str(params.get("channel_id") or "C")[0] not in "CDGZ":
            return "invalid_arguments"  # a user id will not do here
        if method == "views.update" and params.get("view_id") and self.surfaces.find_view(params["view_id"]) is None:
            return "not_found"  # the person closed it
        return None

    def _complete(self, method: str, params: Json, answer: Json) -> None:
        """Fields that the emulator lacks."""
        for user in [answer["user"]] if isinstance(answer.get("user"), dict) else answer.get("members", []):
            if isinstance(user, dict):
                user |= self.people.get(user["id"], {})
                user["profile"]["team"] = user["team_id"]
                if str(params.get("include_locale", "")).lower() not in ("1", "true"):
                    user.pop("locale", None)
        if method == "users.list" and not params.get("cursor"):
            profile = {"real_name": "Slackbot", "display_name": "Slackbot", "team": self.emulator.team}
            slackbot = {"id": "USLACKBOT", "team_id": self.emulator.team, "name": "slackbot", "real_name": "Slackbot"}
            answer["members"].append(
                {**slackbot, "deleted": False, "is_bot": False, "is_admin": False, "profile": profile}
            )
        if method == "users.conversations":
            user = str(params.get("user") or BOT_USER)
            answer["channels"] = [each for each in answer["channels"] if user in self.audience(each["id"])]
        if "view" in answer:
            answer["view"]["blocks"] = with_ids(answer["view"]["blocks"])
        if isinstance(answer.get("message"), dict) and answer["message"].get("blocks"):
            answer["message"]["blocks"] = with_ids(answer["message"]["blocks"])

    def _show(self, method: str, params: Json, answer: Json) -> None:
        with self.changed:
            if method.startswith("views."):
                self._show_view(method, params, answer["view"])
            elif method == "chat.postMessage":
                self._show_message(answer["message"], str(answer["channel"]), method)
            elif method == "chat.postEphemeral":
                said = _message(
                    params, params["channel"], answer["message_ts"], frozenset({params["user"]}), method, alone=True
                )
                self.surfaces.post(said)
            elif method in ("chat.update", "chat.delete"):
                message = self.surfaces.find(params["channel"], params["ts"])
                if message and method == "chat.update":
                    self.surfaces.rewrite(message, answer["message"], method)
                elif message:
                    self.surfaces.remove(message)
            elif method == "files.completeUploadExternal":
                self._show_files(params, answer["files"])
            elif method in ("conversations.join", "conversations.leave", "conversations.invite", "conversations.kick"):
                self._members.clear()

    def _show_message(self, message: Json, channel: str, source: str) -> None:
        said = _message(message, channel, message["ts"], self.audience(channel), source)
        written = json.dumps(message)
        said.files = [file for file in self._files.values() if file["id"] in written]  # unfurled from its permalink
        self.surfaces.post(said)

    def _show_view(self, method: str, params: Json, payload: Json) -> None:
        if method == "views.publish":
            self.surfaces.publish(params["user_id"], payload)
        elif method == "views.update":
            view = self.surfaces.find_view(payload["id"])
            if view:
                self.surfaces.change_view(view, payload, method)
        else:
            user = self._triggers[params.get("trigger_id") or params["interactivity_pointer"]]
            self.surfaces.open(user, payload, method)

    def _show_files(self, params: Json, files: list[Json]) -> None:
        self._files |= {file["id"]: file for file in files}
        for channel in _listed(params.get("channel_id")) or _listed(params.get("channels")):
            said = {"text": params.get("initial_comment", ""), "blocks": params.get("blocks"), "files": files}
            self.surfaces.post(
                _message(said, channel, f"{time.time():.6f}", self.audience(channel), "files.completeUploadExternal")
            )

    def _response(self, key: str, body: Json) -> Reply:
        with self.changed:
            place = self._response_urls.get(key)
            if place is None or place.until < time.monotonic():
                return Reply(404, b'{"ok":false,"error":"expired_url"}')
            if place.uses == 0:
                return Reply(404, b'{"ok":false,"error":"used_url"}')
            place.uses -= 1
        if not (body.get("text") or body.get("blocks") or body.get("delete_original")):
            return Reply(400, b"no_text", {"Content-Type": "text/plain"})
        said = self.respond(place.user, place.channel, body, "response_url", place.original)
        place.original = place.original or said
        return Reply(200, b'{"ok":true}', {"Content-Type": "application/json"})

    def _download(self, target: str, headers: dict[str, str]) -> Reply:
        token = headers.get("authorization", "").removeprefix("Bearer ")
        if token not in self._tokens:
            return Reply(200, SIGN_IN, {"Content-Type": "text/html"})
        owner = self._owners.get(urlsplit(target).path.split("/")[2], token)
        return self._pass_on("GET", target, {"authorization": f"Bearer {owner}"}, b"")


def _listed(value: Any) -> list[str]:
    return (
        [str(each) for each in value]
        if isinstance(value, list)
        else [part for part in str(value or "").split(",") if part]
    )


def _message(
    body: Json, channel: str, ts: str, audience: Iterable[str], source: str, *, alone: bool = False
) -> Message:
    return Message(
        channel=channel,
        ts=str(ts),
        text=str(body.get("text") or ""),
        blocks=list(body.get("blocks") or []),
        audience=frozenset(audience),
        source=source,
        alone=alone,
        thread=body.get("thread_ts"),
        files=list(body.get("files") or []),
        metadata=body.get("metadata"),
        attachments=list(body.get("attachments") or []),
    )


def _params(target: str, headers: dict[str, str], body: bytes) -> Json:
    """Query, form or JSON: all one to Slack. A form carries blocks as JSON text."""
    params: Json = dict(parse_qsl(urlsplit(target).query, keep_blank_values=True))
    if "json" in headers.get("content-type", ""):
        params |= json.loads(body or b"{}")
    else:
        params |= dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True))
    for name in WRITTEN_AS_JSON:
        if isinstance(params.get(name), str) and params[name][:1] in ("[", "{"):
            params[name] = json.loads(params[name])
    return params


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128
    proxy: Proxy


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = 65536  # head and body leave in one packet
    server: _Server

    def _handle(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        headers = {name.lower(): value for name, value in self.headers.items()}
        body = self.rfile.read(length)
        try:
            reply = self.server.proxy.answer(self.command, self.path, headers, body)
        except Exception:  # noqa: BLE001 - told at the end of the test
            self.server.proxy.broken.append(traceback.format_exc())
            reply = Reply(500, b"the bench is broken: see proxy.broken")
        if reply is None:
            self._reset()
            return
        self.send_response(reply.status)
        for name, value in reply.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)

    do_GET = do_POST = _handle

    def _reset(self) -> None:
        self.close_connection = True
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def handle(self) -> None:
        with contextlib.suppress(ConnectionError, TimeoutError):  # the bot went away: tests kill it on purpose
            super().handle()

    def finish(self) -> None:
        with contextlib.suppress(OSError, ValueError):
            super().finish()

    def log_message(self, *_: Any) -> None:
        """Nothing: `calls` has it all."""
