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


class _Slack(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("content-length", 0)))
        method = self.path.rpartition("/")[2]
        upload = {"upload_url": f"http://{self.headers['host']}/upload", "file_id": "F1"}
        body = json.dumps({"ok": True, "ts": "1.2", "channel": "D1"} | upload | ANSWERS.get(method, {})).encode()
        self.send_response(200)
        self.send_header("content-type", "application/json")
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
    body = urlencode(
        {
            "command": command, "text": words, "team_id": TEAM, "user_id": USER, "user_name": "anna",
            "channel_id": "C1", "channel_name": "algemeen", "api_app_id": "A1", "trigger_id": "1.2.3",
            "response_url": later,
        }
    ).encode()  # fmt: skip
    at = str(int(time.time()))
    signature = hmac.new(secret.encode(), f"v0:{at}:".encode() + body, hashlib.sha256).hexdigest()
    headers = {
        "content-type": "application/x-www-form-urlencoded",
        "x-slack-request-timestamp": at,
        "x-slack-signature": f"v0={signature}",
    }
    return body, headers
