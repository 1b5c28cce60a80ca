"""What somebody has on their screen: messages and forms of the workspace, as they read."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from playground.slack.answers import Raw, state_values
from playground.slack.clock import LOCAL
from playground.slack.content import Message, StoredFile, View
from playground.slack.running import RunningSlack

from .blocks import Control, Names, controls, initially, text, text_of


@dataclass(frozen=True)
class Post:
    slack: RunningSlack
    said: Message

    @property
    def ts(self) -> str:
        return self.said.ts

    @property
    def files(self) -> list[StoredFile]:
        """Those below the message, and those that it shows."""
        written = str(self.said.blocks)
        known = self.slack.workspace.files.values()
        return [file for file in known if file.id in self.said.files or file.id in written]

    @property
    def audience(self) -> set[str]:
        return (
            {self.said.only_for}
            if self.said.only_for
            else set(self.slack.workspace.channels[self.said.channel].members)
        )

    def reads(self, names: Names | None = None) -> str:
        shown = text_of(self.said.blocks, names) or text({"type": "mrkdwn", "text": self.said.text}, names)
        return "\n".join([shown, *(f"(bestand: {file.name})" for file in self.files)])

    def controls(self) -> list[Control]:
        return list(controls(self.said.blocks))


class Form:
    """A modal or a home page, with what somebody filled in."""

    def __init__(self, slack: RunningSlack, view: View) -> None:
        self.slack, self.view = slack, view
        self.errors: dict[str, str] = {}
        self._raw: dict[tuple[str, str], Any] = {}
        self._hash = ""

    @property
    def is_home(self) -> bool:
        return bool(self.view.content["type"] == "home")

    @property
    def asks(self) -> bool:
        """Else it only says something, such as that the answer of a busy machine is in the chat: people close that."""
        return bool(self.controls() or self.view.content.get("submit"))

    def controls(self) -> list[Control]:
        return list(controls(self.view.content["blocks"]))

    def fill(self, control: Control, value: Any) -> None:
        self._look_again()
        self._raw[control.key] = value

    def raw(self) -> Raw:
        """As the page sends it: every field that is there."""
        self._look_again()
        found: Raw = {}
        for (block, action), value in self._raw.items():
            found.setdefault(block, {})[action] = value
        return found

    def _look_again(self) -> None:
        """What was filled in stays where block and action are the same; what is new begins as the bot wants it."""
        if self._hash != self.view.hash:
            fresh = {each.key: each for each in self.controls()}
            self._raw = {key: self._raw.get(key, as_sent(initially(each.element))) for key, each in fresh.items()}
            self._hash, self.errors = self.view.hash, {}

    def reads(self, names: Names | None = None) -> str:
        content, values = self.view.content, self.raw()
        state = state_values(content["blocks"], values, self.view.offered, self.slack.messenger.file_json)
        filled = {(block, action): one for block, inner in state.items() for action, one in inner.items()}
        buttons = [f"[{text(content.get(key))}]" for key in ("submit", "close") if content.get(key)]
        lines = [text(content.get("title")), text_of(content["blocks"], names, filled, self.errors), *buttons]
        return "\n".join(line for line in lines if line)


def as_sent(value: Any) -> Any:
    """What a field began with, as the page sends it."""
    match value:
        case {"value": chosen}:
            return chosen
        case [{"value": _}, *_]:
            return [option["value"] for option in value]
        case int():
            return dt.datetime.fromtimestamp(value, LOCAL).strftime("%Y-%m-%dT%H:%M")
    return value
