"""What a person does in the page, and what the bot hears of it."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from playground import payloads
from playground.answers import Raw, complaints, state_values, value_of
from playground.block_limits import OPTION, OPTION_GROUP, Surface, array
from playground.bot_line import Answer, BotAway, BotTooSlow, Line
from playground.cast import Person
from playground.filled import find_element
from playground.manifest import BUILT_IN, Command, Manifest, Shortcut
from playground.tour import Happening, Tour
from playground.web_api.answers_later import apply_answer
from playground.web_api.door import Refused
from playground.web_api.views import acceptable_view, push_view
from playground.wire import APP, BOT_USER, DOMAIN, TEAM, VERIFICATION_TOKEN, Json
from playground.workspace import Channel, Kind, Message, ResponseUrl, StoredFile, View, Workspace

RETRY_AFTER = (0.0, 60.0, 300.0)  # seconds; Slack repeats an event three times
INVITE = "/invite"


@dataclass(frozen=True)
class Outcome:
    """What the page must know at once. `problem` is a key of texts.toml; `errors` are texts by block."""

    problem: str = ""
    values: Json = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    complaints: dict[str, tuple[str, Json]] = field(default_factory=dict)
    options: list[Json] = field(default_factory=list)


DONE = Outcome()


class Deeds:
    def __init__(
        self,
        workspace: Workspace,
        line: Line,
        tour: Tour,
        base: str,
        retry_after: Sequence[float] = RETRY_AFTER,
    ) -> None:
        self.workspace, self.line, self.tour, self.base = workspace, line, tour, base
        self.manifest: Manifest = BUILT_IN
        self._retry_after = retry_after
        self._errands: set[asyncio.Task[None]] = set()
        self._event_number = 0

    # saying something

    async def say(self, person: Person, channel: Channel, text: str, thread: str | None, tab: str) -> Outcome:
        if text.startswith("/"):
            return await self._command(person, channel, text, thread, tab)
        said = Message(self.workspace.stamp(), channel.id, person.id, self.as_sent(text), thread_ts=thread)
        self.workspace.post(said)
        self._tell_of_message(channel, said)
        return DONE

    def as_sent(self, text: str) -> str:
        """As Slack's client sends it: three entities, and names of people and channels as ids."""
        sent = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        for person in sorted(self.workspace.people.values(), key=lambda one: -len(one.name)):
            sent = sent.replace(f"@{person.name}", f"<@{person.id}>")
        for channel in self.workspace.channels.values():
            if channel.name and not channel.between_people:
                sent = re.sub(rf"(?<!\S)#{re.escape(channel.name)}\b", f"<#{channel.id}|{channel.name}>", sent)
        return sent

    async def _command(self, person: Person, channel: Channel, text: str, thread: str | None, tab: str) -> Outcome:
        name, _, rest = text.partition(" ")
        if name == INVITE:
            return self.invite(channel, rest)
        command = next((one for one in self.manifest.commands if one.name == name), None)
        if command is None:
            return Outcome("say.unknown_command", {"command": name})
        if thread:
            return Outcome("say.not_in_threads", {"command": name})
        answer = await self._ask(name, person, lambda: self._send_command(person, channel, command, rest, tab))
        if answer is None:
            return DONE
        self._acknowledged(answer, ResponseUrl(person.id, channel.id, text, 0), name)
        return DONE

    def _send_command(
        self, person: Person, channel: Channel, command: Command, rest: str, tab: str
    ) -> Awaitable[Answer]:
        origin = f"{command.name} {rest}".strip()
        plain = rest.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        key = self.workspace.new_response_url(person.id, channel.id, origin)
        return self.line.command(
            {
                "token": VERIFICATION_TOKEN,
                "team_id": person.team,
                "team_domain": DOMAIN,
                "channel_id": channel.id,
                "channel_name": payloads.channel_name(channel),
                "user_id": person.id,
                "user_name": person.handle,
                "command": command.name,
                "text": (self.as_sent(rest) if command.escapes else plain).strip(),
                "api_app_id": APP,
                "is_enterprise_install": "false",
                "response_url": f"{self.base}/hooks/commands/{TEAM}/{key}",
                "trigger_id": self.workspace.new_trigger(person.id, tab, origin, channel.id),
            }
        )

    def invite(self, channel: Channel, named: str = "") -> Outcome:
        """Slack's own /invite: here it brings the app into a channel."""
        if named and BOT_USER not in self.as_sent(named):
            return Outcome("say.invite_whom", {})
        self.workspace.join(channel, BOT_USER)
        self._event({"type": "member_joined_channel", "user": BOT_USER, "channel": channel.id, "team": TEAM})
        return DONE

    def _tell_of_message(self, channel: Channel, said: Message) -> None:
        if BOT_USER not in channel.members:
            return
        types = {Kind.DIRECT: "im", Kind.GROUP: "mpim", Kind.PRIVATE: "group", Kind.PUBLIC: "channel"}
        event = payloads.message(self.workspace, said) | {"channel": channel.id, "event_ts": said.ts}
        if channel.kind is not Kind.DIRECT and f"<@{BOT_USER}>" in said.text:
            self._event({**event, "type": "app_mention"})
        plural = {"channel": "channels", "group": "groups"}.get(types[channel.kind], types[channel.kind])
        self._event({**event, "channel_type": types[channel.kind]}, name=f"message.{plural}")

    # shortcuts

    async def shortcut(self, person: Person, shortcut: Shortcut, tab: str, said: Message | None = None) -> Outcome:
        trigger = self.workspace.new_trigger(person.id, tab, shortcut.name)
        more: Json = {"callback_id": shortcut.callback_id, "trigger_id": trigger, "action_ts": self._ts()}
        kind = "shortcut"
        if said is not None:
            kind, channel = "message_action", self.workspace.channels[said.channel]
            more |= self._place(channel) | {"message_ts": said.ts}
            more |= {"message": payloads.message(self.workspace, said, base=self.base)}
            more["response_url"] = self._response_url(person, channel, shortcut.name, None, "app")
        payload = payloads.interaction(kind, person, **more)
        await self._ask(shortcut.name, person, lambda: self.line.interaction(payload))
        return DONE

    # clicks

    async def click_in_message(
        self, person: Person, said: Message, block: str, action: str, given: Any, raw: Raw, tab: str
    ) -> Outcome:
        element = find_element(said.blocks, block, action)
        if element is None or not said.seen_by(person.id):
            return Outcome("click.gone", {})
        channel = self.workspace.channels[said.channel]
        button = (element.get("text") or {}).get("text", "")
        origin = f"{said.origin} › {button}" if button else said.origin
        self.tour.notice(Happening("click", person.code, button, direct=channel.kind is Kind.DIRECT))
        values = state_values(said.blocks, raw, {}, self._file_json)
        container: Json = {
            "type": "message",
            "message_ts": said.ts,
            "channel_id": channel.id,
            "is_ephemeral": said.only_for is not None,
            **({"thread_ts": said.thread_ts} if said.thread_ts else {}),
        }
        whole = {} if said.only_for else {"message": payloads.message(self.workspace, said, base=self.base)}
        payload = payloads.interaction(
            "block_actions",
            person,
            container=container,
            trigger_id=self.workspace.new_trigger(person.id, tab, origin, channel.id),
            **self._place(channel),
            **whole,
            state={"values": values},
            response_url=self._response_url(person, channel, origin, said, "actions"),
            actions=[self._action(element, block, given, {})],
        )
        answer = await self._ask(button or action, person, lambda: self.line.interaction(payload))
        if answer is not None:
            self._acknowledged(answer, ResponseUrl(person.id, channel.id, origin, 0, said), button)
        return DONE

    async def click_in_view(
        self, person: Person, view: View, block: str, action: str, given: Any, raw: Raw, tab: str
    ) -> Outcome:
        element = find_element(view.content["blocks"], block, action)
        if element is None:
            return Outcome("click.gone", {})
        view.typed = raw
        button = (element.get("text") or {}).get("text", "")
        origin = f"{view.origin} › {button}" if button else view.origin
        offered = view.offered.get((block, action), {})
        payload = payloads.interaction(
            "block_actions",
            person,
            container={"type": "view", "view_id": view.id},
            trigger_id=self.workspace.new_trigger(person.id, tab, origin, view.channel),
            view=payloads.view(self.workspace, view, self.base),
            actions=[self._action(element, block, given, offered)],
        )
        await self._ask(button or action, person, lambda: self.line.interaction(payload))
        return DONE

    def _action(self, element: Json, block: str, given: Any, offered: dict[str, Json]) -> Json:
        told: Json = {"type": element["type"], "action_id": element["action_id"], "block_id": block}
        if element["type"] == "button":
            told |= {key: element[key] for key in ("text", "value", "style", "url") if key in element}
        elif element["type"] == "overflow":
            chosen = next((one for one in element["options"] if one["value"] == given), None)
            told |= {"selected_option": chosen}
        else:
            told |= value_of(element, given, offered, self._file_json)
        return told | {"action_ts": self._ts()}

    # modals

    async def submit(self, person: Person, view: View, raw: Raw) -> Outcome:
        view.typed = raw
        told = payloads.view(self.workspace, view, self.base)
        wrong = complaints(view.content["blocks"], told["state"]["values"])
        if wrong:
            return Outcome(complaints=wrong)
        payload = payloads.interaction(
            "view_submission",
            person,
            view=told,
            trigger_id=self.workspace.new_trigger(person.id, view.tab, view.origin, view.channel),
            response_urls=self._response_urls(person, view, told["state"]["values"]),
        )
        title = view.content["title"]["text"]
        answer = await self._ask(title, person, lambda: self.line.interaction(payload))
        if answer is None:
            return Outcome("submit.failed", {})
        try:
            return self._submitted(person, view, answer.json())
        except Refused as refused:
            self._refuse(f"response_action: {title}", refused, person)
            return Outcome("submit.failed", {})

    def _submitted(self, person: Person, view: View, said: Json) -> Outcome:
        match said.get("response_action"):
            case "errors":
                return self._errors(view, said.get("errors") or {})
            case "update":
                content = acceptable_view(self.workspace, said.get("view"), Surface.MODAL, person.id, view)
                self.workspace.replace_content(view, content)
                return DONE
            case "push":
                content = acceptable_view(self.workspace, said.get("view"), Surface.MODAL, person.id)
                push_view(self.workspace, self.workspace.trigger_of(view), content)
                return DONE
            case action:
                self.workspace.close_view(view, whole_stack=action == "clear")
                happening = Happening("submitted", person.code, f"{view.origin} {view.content['title']['text']}")
                self.tour.notice(happening)
                return DONE

    def _errors(self, view: View, errors: dict[str, str]) -> Outcome:
        inputs = {block["block_id"] for block in view.content["blocks"] if block["type"] == "input"}
        lost = sorted(set(errors) - inputs)
        if lost or not errors:
            complaint = [f"[ERROR] no input block with block_id {one} [json-pointer:/errors/{one}]" for one in lost]
            raise Refused("invalid_arguments", complaint, person=view.person)
        return Outcome(errors=errors)

    def _response_urls(self, person: Person, view: View, values: Json) -> list[Json]:
        """For selects that asked for one (`response_url_enabled`)."""
        urls = []
        for block in view.content["blocks"]:
            element = block.get("element") or {}
            value = values.get(block["block_id"], {}).get(element.get("action_id"), {})
            chosen = value.get("selected_conversation") or value.get("selected_channel")
            if element.get("response_url_enabled") and chosen in self.workspace.channels:
                url = self._response_url(person, self.workspace.channels[chosen], view.origin, None, "app")
                ids = {"block_id": block["block_id"], "action_id": element["action_id"], "channel_id": chosen}
                urls.append({**ids, "response_url": url})
        return urls

    async def close(self, person: Person, view: View, whole_stack: bool) -> Outcome:
        cleared = whole_stack or bool(view.content.get("clear_on_close"))
        for gone in self.workspace.close_view(view, cleared):
            if gone.content.get("notify_on_close"):
                told = payloads.view(self.workspace, gone, self.base)
                payload = payloads.interaction("view_closed", person, view=told, is_cleared=cleared)
                self._errand(self._hear("view_closed", person, payload))
        return DONE

    async def suggest(self, person: Person, container: View | Message, block: str, action: str, typed: str) -> Outcome:
        """Options for an external select."""
        in_view = isinstance(container, View)
        blocks = container.content["blocks"] if isinstance(container, View) else container.blocks
        element = find_element(blocks, block, action)
        if element is None or len(typed) < element.get("min_query_length", 3):
            return DONE
        where: Json = {"container": {"type": "view" if in_view else "message"}}
        if isinstance(container, View):
            where["view"] = payloads.view(self.workspace, container, self.base)
            where["container"]["view_id"] = container.id
        else:
            where |= self._place(self.workspace.channels[container.channel])
            where["message"] = payloads.message(self.workspace, container, base=self.base)
        payload = payloads.interaction(
            "block_suggestion", person, action_id=action, block_id=block, value=typed, **where
        )
        answer = await self._ask(f"block_suggestion: {action}", person, lambda: self.line.interaction(payload))
        if answer is None:
            return Outcome("suggest.failed", {})
        return self._offer(container, block, action, answer.json(), person)

    def _offer(self, container: View | Message, block: str, action: str, said: Json, person: Person) -> Outcome:
        problems: list[str] = []
        if "option_groups" in said:
            array(100, OPTION_GROUP, 0)(said["option_groups"], "/option_groups", problems)
        else:
            array(100, OPTION, 0)(said.get("options"), "/options", problems)
        if problems:
            self._refuse(f"block_suggestion: {action}", Refused("invalid_options", problems), person)
            return Outcome("suggest.failed", {})
        groups = said.get("option_groups") or [{"options": said.get("options") or []}]
        if isinstance(container, View):
            known = container.offered.setdefault((block, action), {})
            known.update({option["value"]: option for group in groups for option in group["options"]})
        return Outcome(options=groups)

    def keep_file(self, person: Person, name: str, kind: str, content: bytes) -> StoredFile:
        return self.workspace.new_file(name, kind, person.id, content)

    # looking

    def open_home(self, person: Person) -> None:
        home = self.workspace.homes.get(person.id)
        seen = {"view": payloads.view(self.workspace, home, self.base)} if home else {}
        self._app_home_opened(person, "home", seen)
        self.tour.notice(Happening("home", person.code, ""))

    def open_direct(self, person: Person) -> None:
        self._app_home_opened(person, "messages", {})

    def _app_home_opened(self, person: Person, tab: str, more: Json) -> None:
        channel = self.workspace.channel_between([person.id, BOT_USER])
        self._event({"type": "app_home_opened", "user": person.id, "channel": channel.id, "tab": tab, **more})

    def newcomer(self) -> Person | None:
        person = self.workspace.welcome_newcomer()
        if person:
            self.workspace.channel_between([person.id, BOT_USER])
            self._event({"type": "team_join", "user": payloads.user(person, with_email=True)})
        return person

    # the line to the bot

    async def _ask(self, what: str, person: Person, send: Callable[[], Awaitable[Answer]]) -> Answer | None:
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

    def _acknowledged(self, answer: Answer, to: ResponseUrl, what: str) -> None:
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
            self._refuse(what, refused, self.workspace.people[to.person])

    def _refuse(self, what: str, refused: Refused, person: Person) -> None:
        self.workspace.refuse(what, refused.error, refused.messages, person.id)

    async def _hear(self, what: str, person: Person, payload: Json) -> None:
        await self._ask(what, person, lambda: self.line.interaction(payload))

    def _event(self, event: Json, name: str = "") -> None:
        if (name or event["type"]) not in self.manifest.events:
            return
        self._event_number += 1
        at = self.workspace.now()
        event_id = f"Ev0{int(at.timestamp())}{self._event_number:05d}"
        event.setdefault("event_ts", self._ts())
        self._errand(self._deliver(payloads.envelope(event, event_id, int(at.timestamp())), name or event["type"]))

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

    def _errand(self, errand: Any) -> None:
        task = asyncio.ensure_future(errand)
        self._errands.add(task)
        task.add_done_callback(self._errands.discard)

    def errands_under_way(self) -> list[asyncio.Task[None]]:
        return list(self._errands)

    def drop_errands(self) -> None:
        for task in self._errands:
            task.cancel()

    # small things

    def _ts(self) -> str:
        return f"{self.workspace.now().timestamp():.6f}"

    def _place(self, channel: Channel) -> Json:
        return {"channel": {"id": channel.id, "name": payloads.channel_name(channel)}}

    def _response_url(self, person: Person, channel: Channel, origin: str, said: Message | None, kind: str) -> str:
        key = self.workspace.new_response_url(person.id, channel.id, origin, said)
        return f"{self.base}/hooks/{kind}/{TEAM}/{key}"

    def _file_json(self, file_id: str) -> Json:
        stored = self.workspace.files.get(file_id)
        return payloads.file(stored, self.base) if stored else {"id": file_id}
