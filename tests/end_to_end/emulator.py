"""The third-party Slack emulator (npm `emulate`) as a child process, seeded with the cast."""

from __future__ import annotations

import http.client
import json
import os
import secrets
import subprocess
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests import needs

from .cast import EVERYBODY, TEAM, Colleague

VERSION = "0.8.0"
PROJECT = Path(__file__).resolve().parents[2]
PRELOAD = Path(__file__).with_name("loopback.cjs")
STARTING = 20.0  # seconds; a quarter of a second is usual

APP, BOT, BOT_USER = "A0SAMENSPEL", "B0SAMENSPEL", "U0SAMENSPEL"
# Name: private. The bot starts in none of them.
CHANNELS = {"communicatie": False, "participatie": False, "besloten": True}
SCOPES = (
    *("commands", "chat:write", "app_mentions:read", "im:write", "im:read", "im:history"),
    *("mpim:write", "mpim:read", "mpim:history", "channels:read", "channels:history", "channels:join"),
    *("groups:read", "groups:history", "users:read", "users:read.email", "files:read", "files:write", "team:read"),
)


class EmulatorMissing(Exception):
    """The npm package has another version; the message says what to do."""


class EmulatorRefused(AssertionError):
    """The emulator said no to the bench itself."""


@dataclass(frozen=True)
class Tokens:
    """New ones for every bench, so that finding one in a log means that it leaked."""

    bot: str = field(default_factory=lambda: f"xoxb-{secrets.token_hex(12)}")
    bench: str = field(default_factory=lambda: f"xoxb-{secrets.token_hex(12)}")
    app: str = field(default_factory=lambda: f"xapp-1-{secrets.token_hex(12)}")
    signing_secret: str = field(default_factory=lambda: secrets.token_hex(16))
    people: dict[str, str] = field(default_factory=dict)


def require_emulator() -> Path:
    """The folder of its package. Raises EmulatorMissing."""
    package = needs.package("emulate")
    found = json.loads((package / "package.json").read_text("utf-8"))["version"]
    if found != VERSION:
        raise EmulatorMissing(f"the package emulate is version {found}, the bench was made for {VERSION}")
    return package


def seed(people: Sequence[Colleague], tokens: Tokens, scopes: Sequence[str]) -> dict[str, Any]:
    app = {"app_id": APP, "bot_id": BOT, "bot_user_id": BOT_USER}  # all three alike, or triggers are refused
    return {
        "slack": {
            "team": {"name": "Gemeente Voorbeeld", "domain": "voorbeeld"},
            "users": [
                {
                    "name": person.handle,
                    "real_name": person.name,
                    "is_admin": person.admin,
                    "profile": {"display_name": person.name, "real_name": person.name, "email": person.email},
                }
                for person in people
            ],
            "channels": [{"name": name, "is_private": private} for name, private in CHANNELS.items()],
            "oauth_apps": [
                {
                    **app,
                    "client_id": "1.samenspel",
                    "client_secret": "client-secret",
                    "name": "Samenspel",
                    "bot_name": "samenspel",
                    "redirect_uris": [],
                    "scopes": list(scopes),
                }
            ],
            "tokens": [
                {"token": tokens.bot, "type": "bot", "user": BOT_USER, "scopes": list(scopes), **app},
                {"token": tokens.bench, "type": "bot", "user": BOT_USER, **app},
                *({"token": token, "type": "user", "user": handle} for handle, token in tokens.people.items()),
            ],
            "signing_secret": tokens.signing_secret,
            "strict_scopes": True,
        }
    }


class Emulator:
    """`call` speaks to it directly, past the proxy: for the bench's own questions."""

    def __init__(
        self, folder: Path, base_url: str, people: Sequence[Colleague] = EVERYBODY, scopes: Sequence[str] = SCOPES
    ):
        self.people, self.scopes = tuple(people), tuple(scopes)
        self.tokens = Tokens(people={person.handle: f"xoxp-{secrets.token_hex(12)}" for person in people})
        self.port = 0
        self._folder, self._base_url = folder, base_url
        self._process: subprocess.Popen[str] | None = None
        self._output: list[str] = []
        self._ready = threading.Event()

    def start(self) -> None:
        package = require_emulator()
        seed_file = self._folder / "seed.json"
        seed_file.write_text(json.dumps(seed(self.people, self.tokens, self.scopes)), "utf-8")
        entry = package / "dist" / "index.js"
        # The port on the command line is only there because it is obligatory: the preload takes a free one.
        command = [needs.node(), "--require", str(PRELOAD), str(entry), "--service", "slack", "--port", "4003"]
        self._process = subprocess.Popen(
            [*command, "--seed", str(seed_file), "--base-url", self._base_url],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={"PATH": os.environ.get("PATH", ""), "NO_COLOR": "1"},
            cwd=self._folder,
        )
        threading.Thread(target=self._read_output, daemon=True).start()
        if not self._ready.wait(STARTING) or not self.port:
            self.stop()
            raise EmulatorRefused("the emulator did not start:\n" + "".join(self._output))

    def _read_output(self) -> None:
        process = self._process
        assert process is not None
        assert process.stdout is not None
        with process.stdout as output:
            for line in output:
                self._output.append(line)
                if line.startswith("LOOPBACK "):
                    self.port = int(line.split()[1])
                    self._ready.set()
        self._ready.set()  # it ended: do not keep `start` waiting

    def stop(self) -> None:
        if self._process is None:
            return
        assert self._process.stdin is not None
        self._process.stdin.close()  # the preload ends the process
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process = None

    def send(self, verb: str, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(verb, path, body=body, headers=headers)
            response = connection.getresponse()
            return response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
        finally:
            connection.close()

    def ask(self, method: str, params: dict[str, Any], token: str | None = None) -> tuple[int, dict[str, Any]]:
        """One Web API call; the answer as it came, refused or not."""
        headers = {"Content-Type": "application/json; charset=utf-8"}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        status, _, body = self.send("POST", f"/api/{method}", json.dumps(params).encode(), headers)
        answer = json.loads(body) if body.startswith(b"{") else {"ok": False, "error": f"http_{status}"}
        return status, answer

    def call(self, method: str, /, token: str | None = None, **params: Any) -> dict[str, Any]:
        status, answer = self.ask(method, params, token or self.tokens.bench)
        if status != 200 or not answer.get("ok"):
            raise EmulatorRefused(f"{method}: {answer}")
        return answer

    def user_ids(self) -> dict[str, str]:
        """Handle -> id."""
        return {member["name"]: member["id"] for member in self.call("users.list", limit=1000)["members"]}

    def channel_ids(self) -> dict[str, str]:
        """Name -> id, private ones too (asked as one of the people, who are in all of them)."""
        token = next(iter(self.tokens.people.values()))
        answer = self.call("conversations.list", token, types="public_channel,private_channel", limit=1000)
        return {channel["name"]: channel["id"] for channel in answer["channels"]}

    @property
    def team(self) -> str:
        return TEAM
