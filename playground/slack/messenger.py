"""What travels to the bot and comes back: acknowledgements in time, events that are repeated, answers that are seen."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any

from playground.slack import payloads
from playground.slack.bot_line import Answer, BotAway, BotTooSlow, Line
from playground.slack.cast import Person
from playground.slack.content import Channel, Message, ResponseUrl
from playground.slack.manifest import BUILT_IN, Manifest
from playground.slack.web_api.answers_later import apply_answer
from playground.slack.web_api.door import Refused
from playground.slack.wire import TEAM, Json
from playground.slack.workspace import Workspace

RETRY_AFTER = (0.0, 60.0, 300.0)  # seconds; Slack repeats an event three times


class Messenger:
    """Speaks to the bot for everybody in the workspace."""

    def __init__(self, workspace: Workspace, line: Line, base: str, retry_after: Sequence[float] = RETRY_AFTER) -> None:
        self.workspace, self.line, self.base = workspace, line, base
        self.manifest: Manifest = BUILT_IN
        self._retry_after = retry_after
        self._errands: set[asyncio.Task[None]] = set()
        self._event_number = 0

    async def ask(self, what: str, person: Person, send: Callable[[], Awaitable[Answer]]) -> Answer | None:
        """The bot's acknowledgement; None when there was none in time, which the person then sees."""
        try:
            answer = await send()
        except BotTooSlow:
            self.workspace.refuse(what, "operation_timeout", person=person.id)
        except BotAway as away:
            self.workspace.refuse(what, "dispatch_failed", [str(away)], person=person.id)
        else:
            if answer.ok:
                return answer
            status = f"HTTP {answer.status}: {answer.body[:200].decode(errors='replace')}"
            self.workspace.refuse(what, "dispatch_failed", [status], person=person.id)
        return None

    def acknowledged(self, answer: Answer, to: ResponseUrl, what: str) -> None:
        """A body in the acknowledgement is an answer of its own."""
        if not answer.body.strip():
            return
        said = answer.json() if answer.content_type.startswith("application/json") else {}
        if not said and not answer.content_type.startswith("application/json"):
            said = {"text": answer.body.decode(errors="replace")}
        if not (said.get("text") or said.get("blocks") or said.get("delete_original")):
            return
        try:
            apply_answer(self.workspace, to, said)
        except Refused as refused:
            self.refuse(what, refused, self.workspace.people[to.person])

    def refuse(self, what: str, refused: Refused, person: Person) -> None:
        self.workspace.refuse(what, refused.error, refused.messages, person.id)

    async def tell(self, what: str, person: Person, payload: Json) -> None:
        await self.ask(what, person, lambda: self.line.interaction(payload))

    def event(self, event: Json, name: str = "") -> None:
        if (name or event["type"]) not in self.manifest.events:
            return
        self._event_number += 1
        at = self.workspace.now()
        event_id = f"Ev0{int(at.timestamp())}{self._event_number:05d}"
        event.setdefault("event_ts", self.ts())
        self.send_along(self._deliver(payloads.envelope(event, event_id, int(at.timestamp())), name or event["type"]))

    async def _deliver(self, envelope: Json, name: str) -> None:
        """Once, and up to three times more when nobody answers with a 2xx."""
        reason = ""
        for attempt, pause in enumerate((0.0, *self._retry_after)):
            await asyncio.sleep(pause)
            try:
                answer = await self.line.event(envelope, attempt, reason)
            except BotTooSlow:
                reason = "http_timeout"
            except BotAway:
                reason = "connection_failed"
            else:
                if answer.ok:
                    return
                reason = "http_error"
            self.workspace.refuse(f"event: {name}", reason, [f"poging {attempt + 1}"], loud=False)

    def send_along(self, errand: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(errand)
        self._errands.add(task)
        task.add_done_callback(self._errands.discard)

    def errands_under_way(self) -> list[asyncio.Task[None]]:
        return list(self._errands)

    def drop_errands(self) -> None:
        for task in self._errands:
            task.cancel()

    def ts(self) -> str:
        return f"{self.workspace.now().timestamp():.6f}"

    def response_url(self, person: Person, channel: Channel, origin: str, said: Message | None, kind: str) -> str:
        key = self.workspace.new_response_url(person.id, channel.id, origin, said)
        return f"{self.base}/hooks/{kind}/{TEAM}/{key}"

    def place(self, channel: Channel) -> Json:
        return {"channel": {"id": channel.id, "name": payloads.channel_name(channel)}}

    def file_json(self, file_id: str) -> Json:
        stored = self.workspace.files.get(file_id)
        return payloads.file(stored, self.base) if stored else {"id": file_id}
