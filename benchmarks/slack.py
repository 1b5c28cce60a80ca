"""A Slack that knows one person, and commands as that person would send them."""

import hashlib
import hmac
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlencode

TEAM, USER = "T1", "U1"
ANSWERS: dict[str, dict[str, Any]] = {
    "conversations.open": {"channel": {"id": "D1"}},
    "conversations.history": {"messages": []},
    "auth.test": {"ok": True, "team_id": TEAM, "team": "Gemeente", "bot_id": "B1", "user_id": "UBOT", "url": "x"},
    "users.info": {
        "ok": True,
        "user": {
            "id": USER, "team_id": TEAM, "name": "anna", "real_name": "Anna", "locale": "nl-NL",
            "profile": {"email": "anna@voorbeeld.example", "real_name": "Anna", "display_name": "Anna"},
        },
    },
}  # fmt: skip
FILES: dict[str, bytes] = {}
"""What somebody put in a form, by its path."""


class _Slack(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("content-length", 0)))
        method = self.path.rpartition("/")[2]
        upload = {"upload_url": f"http://{self.headers['host']}/upload", "file_id": "F1"}
        said = json.dumps({"ok": True, "ts": "1.2", "channel": "D1"} | upload | ANSWERS.get(method, {})).encode()
        body = FILES.get(self.path, said)
        self.send_response(200)
        self.send_header("content-type", "text/csv" if self.path in FILES else "application/json")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST

    def log_message(self, *args: Any) -> None:
        """Silent."""


@contextmanager
def stand_in() -> Iterator[str]:
    """The address of its Web API."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Slack)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/api/"
    server.shutdown()
    server.server_close()


def signed_command(
    secret: str, words: str, command: str = "/project", later: str = "http://127.0.0.1:9/none"
) -> tuple[bytes, dict[str, str]]:
    """Body and headers of `<command> <words>`. later: where an answer may be sent that comes after the first."""
    return _signed(
        secret,
        {
            "command": command, "text": words, "team_id": TEAM, "user_id": USER, "user_name": "anna",
            "channel_id": "C1", "channel_name": "algemeen", "api_app_id": "A1", "trigger_id": "1.2.3",
            "response_url": later,
        },
    )  # fmt: skip


def signed_form(
    secret: str, action: str, memory: str, values: dict[str, dict[str, Any]]
) -> tuple[bytes, dict[str, str]]:
    """Body and headers of a form that was sent in. memory: what it remembers. values: elements by key of a field."""
    view = {
        "id": "V1", "type": "modal", "callback_id": action, "private_metadata": memory, "blocks": [],
        "state": {"values": {f"{key}#0": {key: element} for key, element in values.items()}},
    }  # fmt: skip
    payload = {
        "type": "view_submission", "user": {"id": USER, "team_id": TEAM}, "team": {"id": TEAM}, "api_app_id": "A1",
        "trigger_id": "1.2.3", "view": view, "response_urls": [],
    }  # fmt: skip
    return _signed(secret, {"payload": json.dumps(payload)})


def _signed(secret: str, fields: dict[str, str]) -> tuple[bytes, dict[str, str]]:
    body = urlencode(fields).encode()
    at = str(int(time.time()))
    signature = hmac.new(secret.encode(), f"v0:{at}:".encode() + body, hashlib.sha256).hexdigest()
    headers = {
        "content-type": "application/x-www-form-urlencoded",
        "x-slack-request-timestamp": at,
        "x-slack-signature": f"v0={signature}",
    }
    return body, headers
