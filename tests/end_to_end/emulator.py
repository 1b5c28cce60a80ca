"""The third-party Slack emulator (npm `emulate`) as a child process, with the people and channels of our own."""

from __future__ import annotations

import http.client
import json
import os
import secrets
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playground.slack.wire import APP, BOT, BOT_USER, Json
from playground.slack.workspace import Workspace
from tests import needs

VERSION = "0.8.0"
PRELOAD = Path(__file__).with_name("loopback.cjs")
LIKE = {"app_id": APP, "bot_id": BOT, "bot_user_id": BOT_USER}
"""All three as ours, or triggers are refused."""


class Emulator:
    def __init__(self, workspace: Workspace, port: int, token: str, person: str) -> None:
        self._workspace, self._port, self._token, self._person = workspace, port, token, person

    @classmethod
    @contextmanager
    def running(cls, folder: Path, workspace: Workspace) -> Iterator[Emulator]:
        needs.require("emulate")
        package = needs.package("emulate")
        version = json.loads((package / "package.json").read_text("utf-8"))["version"]
        assert version == VERSION, f"the package emulate is version {version}, this was made for {VERSION}"
        token, person = f"xoxb-{secrets.token_hex(12)}", f"xoxp-{secrets.token_hex(12)}"
        seed = folder / "seed.json"
        seed.write_text(json.dumps({"slack": _seed(workspace, token, person)}), "utf-8")
        # The port is only there because it is obligatory: the preload takes a free one.
        command = [needs.node(), "--require", str(PRELOAD), str(package / "dist" / "index.js"), "--service", "slack"]
        process = subprocess.Popen(
            [*command, "--port", "4003", "--seed", str(seed)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={"PATH": os.environ.get("PATH", ""), "NO_COLOR": "1"},
            cwd=folder,
        )
        with process:
            assert process.stdin
            assert process.stdout
            told = next((line for line in process.stdout if line.startswith("LOOPBACK ")), "")
            try:
                assert told, "the emulator did not start"
                yield cls(workspace, int(told.split()[1]), token, person)
            finally:
                process.stdin.close()  # the preload ends the process

    def ask(self, method: str, params: Json, token: str = "") -> Json:
        """The answer as it came, refused or not."""
        headers = {"Content-Type": "application/json; charset=utf-8", "Authorization": f"Bearer {token or self._token}"}
        status, body = self._send(f"/api/{method}", json.dumps(params).encode(), headers)
        return dict(json.loads(body)) if body.startswith(b"{") else {"ok": False, "error": f"http_{status}"}

    def call(self, method: str, /, token: str = "", **params: Any) -> Json:
        answer = self.ask(method, params, token)
        assert answer.get("ok"), f"{method}: {answer}"
        return answer

    def upload(self, url: str, content: bytes) -> int:
        return self._send("/" + url.split("/", 3)[3], content, {"Content-Type": "application/octet-stream"})[0]

    def invite_bot(self, channel: str) -> None:
        self.call("conversations.invite", self._person, channel=channel, users=BOT_USER)

    def ids(self) -> dict[str, str]:
        """Theirs of people and channels, by ours."""
        people = {member["name"]: member["id"] for member in self.call("users.list", limit=1000)["members"]}
        channels = {each["name"]: each["id"] for each in self.call("conversations.list", limit=1000)["channels"]}
        ours = self._workspace
        found = {person.id: people[person.handle] for person in ours.people.values() if person.handle in people}
        return found | {each.id: channels[each.name] for each in ours.channels.values() if each.name in channels}

    def _send(self, path: str, body: bytes, headers: dict[str, str]) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=60)
        try:
            connection.request("POST", path, body, headers)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()


def _seed(workspace: Workspace, token: str, person: str) -> Json:
    first = workspace.humans()[0].handle
    app = {"client_id": "1.samenspel", "client_secret": "client-secret", "name": "Samenspel", "bot_name": "samenspel"}
    return {
        "team": {"name": "Gemeente Voorbeeld", "domain": "voorbeeld"},
        "users": [
            {
                "name": each.handle,
                "real_name": each.name,
                "is_admin": each.administrator,
                "profile": {"display_name": each.name, "real_name": each.name, "email": each.email},
            }
            for each in workspace.humans()
        ],
        "channels": [{"name": each.name, "is_private": False} for each in workspace.channels.values() if each.name],
        "oauth_apps": [{**LIKE, **app, "redirect_uris": [], "scopes": []}],
        "tokens": [
            {"token": token, "type": "bot", "user": BOT_USER, **LIKE},
            {"token": person, "type": "user", "user": first},
        ],
    }
