"""One request of the bot and its answer, whatever server they came through."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from playground.slack.wire import Json

STRUCTURES = frozenset({"attachments", "blocks", "files", "metadata", "unfurls", "view"})
"""In a form they are text that holds JSON."""


@dataclass(frozen=True)
class Asked:
    """headers: their names in lower case."""

    verb: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def bearer(self) -> str:
        return self.headers.get("authorization", "").removeprefix("Bearer ").strip()

    @property
    def method(self) -> str:
        """Of the Web API; else what it is about: "response_url", "files.upload", "files.download" or the path."""
        first, _, rest = self.path.strip("/").partition("/")
        known = {"api": rest, "hooks": "response_url", "upload": "files.upload", "files-pri": "files.download"}
        return known.get(first, self.path.strip("/"))

    def said(self) -> Json:
        """Query, form or JSON: all one to Slack. What cannot be read says nothing."""
        return {name: _structure(value) if name in STRUCTURES else value for name, value in self._sent().items()}

    def _sent(self) -> Json:
        said: Json = dict(parse_qsl(self.query, keep_blank_values=True))
        kind = self.headers.get("content-type", "")
        if kind.startswith("application/json"):
            try:
                found = json.loads(self.body or b"{}")
            except ValueError:
                found = {}
            return said | (found if isinstance(found, dict) else {})
        if kind.startswith("application/x-www-form-urlencoded"):
            said |= dict(parse_qsl(self.body.decode(errors="replace"), keep_blank_values=True))
        return said


def _structure(value: Any) -> Any:
    """As it came when it cannot be read: the method says what Slack says then."""
    try:
        return json.loads(value) if isinstance(value, str) and value else value
    except ValueError:
        return value


@dataclass(frozen=True)
class Told:
    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def json(self) -> Json:
        """Empty when it is something else."""
        return dict(json.loads(self.body)) if self.body.startswith(b"{") else {}


def as_json(body: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Told:
    return Told(status, json.dumps(body).encode(), {"content-type": "application/json", **(headers or {})})


def as_text(body: str, status: int = 200, kind: str = "text/plain") -> Told:
    return Told(status, body.encode(), {"content-type": f"{kind}; charset=utf-8"})
