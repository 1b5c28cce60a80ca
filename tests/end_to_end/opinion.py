"""An opinion of others: everything that our Slack took from the bot, asked once more of the third party's emulator.

It takes the same, or says why not; and where both answer with the same field, it holds the same kind of value.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playground.slack.running import RunningSlack
from playground.slack.slack import Called
from playground.slack.wire import BOT_USER, Json

from .emulator import Emulator

OURS_ALONE = {"response_url", "files.download", "apps.connections.open"}
NAMES = {"id", "ts", "message_ts", "channel", "file_id", "upload_url", "hash", "root_view_id"}
"""Under these two Slacks have words of their own for the same thing."""


def disagreements(slack: RunningSlack, folder: Path) -> list[str]:
    taken = [call for call in slack.calls if call.performed and call.method not in OURS_ALONE]
    with Emulator.running(folder, slack.workspace) as emulator:
        second = _Second(slack, emulator)
        return [
            f"{call.method}: {wrong}" for call in taken if call.answer.get("ok", True) for wrong in second.asked(call)
        ]


class _Second:
    def __init__(self, slack: RunningSlack, emulator: Emulator) -> None:
        self._slack, self._emulator = slack, emulator
        self._theirs = emulator.ids()
        """Our id of something -> theirs."""
        for channel in slack.workspace.channels.values():
            if BOT_USER in channel.members and channel.id in self._theirs:
                emulator.invite_bot(self._theirs[channel.id])

    def asked(self, call: Called) -> Iterator[str]:
        if call.method == "files.upload":
            yield from self._uploaded(call)
            return
        params = self._translated(call.params)
        if trigger := self._slack.workspace.triggers.get(str(call.params.get("trigger_id"))):
            person = self._theirs[trigger.person]
            params["trigger_id"] = self._emulator.call("views.generateTriggerId", user_id=person)["trigger_id"]
        answer = self._emulator.ask(call.method, params)
        if not answer.get("ok"):
            yield f"refused: {answer} for {json.dumps(params)[:500]}"
            return
        self._learn(call.answer, answer)
        yield from _of_another_kind(call.answer, answer)

    def _uploaded(self, call: Called) -> Iterator[str]:
        status = self._emulator.upload(self._theirs[f"{self._slack.url}{call.path}"], call.raw)
        if status != 200:
            yield f"HTTP {status}"

    def _translated(self, params: Json) -> Json:
        known = re.compile("|".join(map(re.escape, sorted(self._theirs, key=len, reverse=True))))
        found: Json = json.loads(known.sub(lambda word: self._theirs[word.group()], json.dumps(params)))
        return found

    def _learn(self, ours: Any, theirs: Any) -> None:
        for name, value in ours.items():
            other = theirs.get(name)
            if isinstance(value, dict) and isinstance(other, dict):
                self._learn(value, other)
            elif isinstance(value, list) and isinstance(other, list) and name == "files":
                for one, another in zip(value, other, strict=False):
                    self._learn(one, another)
            elif name in NAMES and isinstance(value, str) and isinstance(other, str):
                self._theirs[value] = other


def _of_another_kind(ours: Any, theirs: Any, place: str = "") -> Iterator[str]:
    if isinstance(ours, dict) and isinstance(theirs, dict):
        for name in ours.keys() & theirs.keys():
            yield from _of_another_kind(ours[name], theirs[name], f"{place}/{name}")
    elif None not in (ours, theirs) and type(ours) is not type(theirs):
        yield f"{place} is {ours!r} here, and there {theirs!r}"
