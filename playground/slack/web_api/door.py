"""The door of the Web API: who calls, what they may, what they sent."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from playground.slack.content import Channel, Kind, Message
from playground.slack.manifest import Manifest
from playground.slack.wire import BOT_USER, Json
from playground.slack.workspace import Workspace


class Refused(Exception):
    """Slack's own error code, with what belongs to it."""

    def __init__(self, error: str, messages: Iterable[str] = (), person: str | None = None, **more: Any) -> None:
        super().__init__(error)
        self.error, self.messages, self.person, self.more = error, list(messages), person, more

    def as_json(self) -> Json:
        told: Json = {"ok": False, "error": self.error, **self.more}
        if self.messages:
            told["errors"] = [m.removeprefix("[ERROR] ").split(" [json-pointer")[0] for m in self.messages]
            told["response_metadata"] = {"messages": self.messages}
        return told


@dataclass(frozen=True)
class Call:
    """One call of the bot. `said` holds strings (a form) or any JSON (a JSON body): the readers take both."""

    method: str
    said: Mapping[str, Any]
    workspace: Workspace
    manifest: Manifest
    base: str

    def need(self, *scopes: str) -> None:
        """One of these scopes is enough. Raises missing_scope, as Slack: with what was needed and what there is."""
        if not self.manifest.scopes.intersection(scopes):
            provided = ",".join(sorted(self.manifest.scopes))
            raise Refused("missing_scope", needed=",".join(scopes), provided=provided)

    def may(self, scope: str) -> bool:
        return scope in self.manifest.scopes

    def text(self, name: str, default: str = "") -> str:
        value = self.said.get(name)
        return default if value is None else str(value)

    def flag(self, name: str, default: bool = False) -> bool:
        value = self.said.get(name)
        return default if value is None else str(value).lower() in ("true", "1")

    def number(self, name: str, default: int) -> int:
        try:
            return int(self.said.get(name) or default)
        except (TypeError, ValueError) as wrong:
            raise Refused("invalid_arguments", [f"[ERROR] must be an integer [json-pointer:/{name}]"]) from wrong

    def json(self, name: str, error: str = "invalid_arguments") -> Any:
        """A structure: sent as JSON, or as a string of JSON in a form."""
        value = self.said.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value) if value else None
        except ValueError as wrong:
            raise Refused(error) from wrong

    def channel(self, name: str = "channel") -> Channel:
        """The named channel, when the bot may know of it."""
        found = self.workspace.channels.get(self.text(name))
        if found is None or not self.sees(found):
            raise Refused("channel_not_found")
        return found

    def sees(self, channel: Channel) -> bool:
        return BOT_USER in channel.members or channel.kind is Kind.PUBLIC

    def message(self, channel: Channel, ts: str, error: str = "message_not_found") -> Message:
        found = self.workspace.message(channel.id, ts)
        if found is None or found.only_for:
            raise Refused(error)
        return found


Method: TypeAlias = Callable[[Call], Json]


def page_of(call: Call, things: list[Any], name: str, most: int = 1000) -> Json:
    """Cursor paging: the cursor is the place in the list, opaque to the bot."""
    limit = max(1, min(call.number("limit", 100), most, call.workspace.most_in_a_page))
    cursor = call.text("cursor")
    if cursor and not cursor.startswith("next:"):
        raise Refused("invalid_cursor")
    start = int(cursor.removeprefix("next:") or 0)
    rest = start + limit
    following = f"next:{rest}" if rest < len(things) else ""
    return {name: things[start:rest], "response_metadata": {"next_cursor": following}}
