"""What Slack's clients would show: messages, private ones, forms, home pages; and all that they ever looked like."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .blocks import Control, Json, Names, controls, mentions, state_of, text, text_of, with_ids

State = dict[tuple[str, str], Json]


@dataclass
class Message:
    channel: str
    ts: str
    text: str
    blocks: list[Json]
    audience: frozenset[str]
    source: str  # the method that made it, "ack" or "response_url"
    alone: bool = False  # ephemeral: nobody else sees it
    thread: str | None = None
    files: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    attachments: list[Json] = field(default_factory=list)
    changed: int = 0
    gone: bool = False

    def reads(self, names: Names | None = None) -> str:
        shown = text_of(self.blocks, names) if self.blocks else text({"type": "mrkdwn", "text": self.text}, names)
        attached = [text_of(each.get("blocks", []), names) or str(each.get("text", "")) for each in self.attachments]
        return "\n".join([shown, *attached, *(f"(bestand: {each.get('name')})" for each in self.files)])

    @property
    def mentions(self) -> list[str]:
        return mentions(self.blocks, "" if self.blocks else self.text)

    def controls(self) -> list[Control]:
        return list(controls(self.blocks))


@dataclass
class View:
    id: str
    user: str
    payload: Json  # as Slack gives it back: with ids filled in, a hash, an app id
    state: State
    errors: dict[str, str] = field(default_factory=dict)
    changed: int = 0

    @property
    def blocks(self) -> list[Json]:
        return list(self.payload["blocks"])

    @property
    def is_home(self) -> bool:
        return bool(self.payload["type"] == "home")

    @property
    def title(self) -> str:
        return text(self.payload.get("title"))

    def reads(self, names: Names | None = None) -> str:
        buttons = [f"[{text(self.payload.get(key))}]" for key in ("submit", "close") if self.payload.get(key)]
        return "\n".join(
            part for part in (self.title, text_of(self.blocks, names, self.state, self.errors), *buttons) if part
        )

    def controls(self) -> list[Control]:
        return list(controls(self.blocks))

    def with_state(self) -> Json:
        """The view as it travels in a payload."""
        values: dict[str, Json] = {}
        for (block_id, action_id), entry in self.state.items():
            values.setdefault(block_id, {})[action_id] = entry
        return {**self.payload, "state": {"values": values}}


@dataclass(frozen=True)
class Shown:
    """One rendering, kept for the limits."""

    kind: str  # message modal home options
    payload: Json
    source: str


def initial_state(blocks: Sequence[Json]) -> State:
    fields = (control for control in controls(blocks) if control.kind not in ("button", "overflow", "workflow_button"))
    return {control.key: state_of(control.element) for control in fields}


def kept_state(old: State, blocks: Sequence[Json]) -> State:
    """What was typed stays where block_id and action_id are the same; only new fields take their initial value."""
    fresh = initial_state(blocks)
    return {
        key: old[key] if key in old and old[key]["type"] == entry["type"] else entry for key, entry in fresh.items()
    }


class Surfaces:
    """Not locked: the proxy's lock is held around every call."""

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self.modals: dict[str, list[View]] = {}  # a person's stack, the top one last
        self.homes: dict[str, View] = {}
        self.shown: list[Shown] = []
        self._order = itertools.count(1)
        self.now = 0

    def tick(self) -> int:
        self.now = next(self._order)
        return self.now

    # messages

    def post(self, message: Message) -> Message:
        message.blocks, message.changed = with_ids(message.blocks), self.tick()
        self.messages.append(message)
        self._keep(message)
        return message

    def find(self, channel: str, ts: str) -> Message | None:
        return next((each for each in self.messages if (each.channel, each.ts) == (channel, ts)), None)

    def rewrite(self, message: Message, body: Mapping[str, Any], source: str) -> None:
        message.text, message.blocks = str(body.get("text") or ""), with_ids(body.get("blocks") or [])
        message.attachments = list(body.get("attachments") or [])
        message.source, message.changed = source, self.tick()
        self._keep(message)

    def remove(self, message: Message) -> None:
        message.gone, message.changed = True, self.tick()

    def _keep(self, message: Message) -> None:
        payload: Json = {"text": message.text, "blocks": message.blocks, "attachments": message.attachments}
        if message.metadata:
            payload["metadata"] = message.metadata
        self.shown.append(Shown("message", payload, message.source))

    # views

    def open(self, user: str, payload: Json, source: str) -> View:
        """On top of what is open: `views.open` over an open form hides that one, `views.push` does it on purpose."""
        view = self._view(user, payload, source)
        self.modals.setdefault(user, []).append(view)
        return view

    def publish(self, user: str, payload: Json) -> View:
        self.homes[user] = self._view(user, payload, "views.publish")
        return self.homes[user]

    def _view(self, user: str, payload: Json, source: str) -> View:
        payload = {**payload, "blocks": with_ids(payload["blocks"])}
        self.shown.append(Shown(str(payload["type"]), payload, source))
        return View(str(payload["id"]), user, payload, initial_state(payload["blocks"]), changed=self.tick())

    def find_view(self, view_id: str) -> View | None:
        every = [*(view for stack in self.modals.values() for view in stack), *self.homes.values()]
        return next((view for view in every if view.id == view_id), None)

    def change_view(self, view: View, payload: Json, source: str) -> None:
        view.payload = {**payload, "blocks": with_ids(payload["blocks"])}
        view.state, view.errors = kept_state(view.state, view.payload["blocks"]), {}
        view.changed = self.tick()
        self.shown.append(Shown(str(view.payload["type"]), view.payload, source))

    def close(self, user: str, *, everything: bool = False) -> None:
        stack = self.modals.get(user, [])
        del stack[0 if everything else -1 :]
        self.tick()

    def modal(self, user: str) -> View | None:
        stack = self.modals.get(user)
        return stack[-1] if stack else None

    def seen_by(self, user: str) -> list[Message]:
        """Everything in their channels and private, the one that changed last at the end."""
        return sorted(
            (each for each in self.messages if user in each.audience and not each.gone), key=lambda each: each.changed
        )
