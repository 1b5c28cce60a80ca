"""What a person does in channels and conversations, and what the bot hears of it."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from playground.slack import payloads
from playground.slack.answers import Raw, state_values
from playground.slack.bot_line import Answer
from playground.slack.cast import Person, Standing
from playground.slack.clicks import action_of
from playground.slack.content import Channel, Kind, Message, ResponseUrl
from playground.slack.filled import find_element, given_back
from playground.slack.manifest import Command, Shortcut
from playground.slack.messenger import Messenger
from playground.slack.outcome import DONE, Happening, Outcome
from playground.slack.wire import APP, BOT_USER, DOMAIN, TEAM, VERIFICATION_TOKEN, Json

INVITE = "/invite"
LOOKING_IN = 8.0  # seconds


class Deeds:
    def __init__(self, messenger: Messenger, notice: Callable[[Happening], None]) -> None:
        self.workspace, self.messenger, self._notice = messenger.workspace, messenger, notice

    # saying something

    async def say(
        self,
        person: Person,
        channel: Channel,
        text: str,
        thread: str | None,
        tab: str,
        files: Sequence[str] = (),
    ) -> Outcome:
        """`files` are ids of what the person uploaded."""
        if text.startswith("/"):
            # Slack's own client does not take them along either.
            return await self._command(person, channel, text, thread, tab) if not files else Outcome("say.no_files")
        said = Message(self.workspace.stamp(), channel.id, person.id, self.as_sent(text), thread_ts=thread)
        said.files = list(files)
        for file in files:
            self.workspace.files[file].channels.append(channel.id)
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
        command = next((one for one in self.messenger.manifest.commands if one.name == name), None)
        if command is None:
            return Outcome("say.unknown_command", {"command": name})
        if thread:
            return Outcome("say.not_in_threads", {"command": name})
        answer = await self.messenger.ask(name, person, lambda: self._send_command(person, channel, command, rest, tab))
        if answer is None:
            return DONE
        self.messenger.acknowledged(answer, ResponseUrl(person.id, channel.id, text, 0), name)
        return DONE

    def _send_command(
        self, person: Person, channel: Channel, command: Command, rest: str, tab: str
    ) -> Awaitable[Answer]:
        origin = f"{command.name} {rest}".strip()
        plain = rest.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        key = self.workspace.new_response_url(person.id, channel.id, origin)
        return self.messenger.line.command(
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
                "response_url": f"{self.messenger.base}/hooks/commands/{TEAM}/{key}",
                "trigger_id": self.workspace.new_trigger(person.id, tab, origin, channel.id),
            }
        )

    def invite(self, channel: Channel, named: str = "") -> Outcome:
        """Slack's own /invite: here it brings the app into a channel."""
        if named and BOT_USER not in self.as_sent(named):
            return Outcome("say.invite_whom", {})
        self.workspace.join(channel, BOT_USER)
        self.messenger.event({"type": "member_joined_channel", "user": BOT_USER, "channel": channel.id, "team": TEAM})
        return DONE

    def _tell_of_message(self, channel: Channel, said: Message) -> None:
        if BOT_USER not in channel.members:
            return
        types = {Kind.DIRECT: "im", Kind.GROUP: "mpim", Kind.PRIVATE: "group", Kind.PUBLIC: "channel"}
        event = payloads.message(self.workspace, said, base=self.messenger.base)
        event |= {"channel": channel.id, "event_ts": said.ts}
        if channel.kind is not Kind.DIRECT and f"<@{BOT_USER}>" in said.text:
            self.messenger.event({**event, "type": "app_mention"})
        plural = {"channel": "channels", "group": "groups"}.get(types[channel.kind], types[channel.kind])
        event |= {"subtype": "file_share"} if said.files else {}
        self.messenger.event({**event, "channel_type": types[channel.kind]}, name=f"message.{plural}")

    # shortcuts and clicks

    async def shortcut(self, person: Person, shortcut: Shortcut, tab: str, said: Message | None = None) -> Outcome:
        trigger = self.workspace.new_trigger(person.id, tab, shortcut.name)
        more: Json = {"callback_id": shortcut.callback_id, "trigger_id": trigger, "action_ts": self.messenger.ts()}
        kind = "shortcut"
        if said is not None:
            kind, channel = "message_action", self.workspace.channels[said.channel]
            more |= self.messenger.place(channel) | {"message_ts": said.ts}
            more |= {"message": self._as_told(said)}
            more["response_url"] = self.messenger.response_url(person, channel, shortcut.name, None, "app")
        payload = payloads.interaction(kind, person, **more)
        await self.messenger.ask(shortcut.name, person, lambda: self.messenger.line.interaction(payload))
        return DONE

    async def click_in_message(
        self, person: Person, said: Message, block: str, action: str, given: Any, raw: Raw, tab: str
    ) -> Outcome:
        element = find_element(said.blocks, block, action)
        if element is None or not said.seen_by(person.id):
            return Outcome("click.gone", {})
        channel = self.workspace.channels[said.channel]
        button = (element.get("text") or {}).get("text", "")
        origin = f"{said.origin} › {button}" if button else said.origin
        self._notice(Happening("click", person.code, button, direct=channel.kind is Kind.DIRECT))
        values = state_values(said.blocks, raw, {}, self.messenger.file_json)
        container: Json = {
            "type": "message",
            "message_ts": said.ts,
            "channel_id": channel.id,
            "is_ephemeral": said.only_for is not None,
            **({"thread_ts": said.thread_ts} if said.thread_ts else {}),
        }
        whole = {} if said.only_for else {"message": self._as_told(said)}
        payload = payloads.interaction(
            "block_actions",
            person,
            container=container,
            trigger_id=self.workspace.new_trigger(person.id, tab, origin, channel.id),
            **self.messenger.place(channel),
            **whole,
            state={"values": values},
            response_url=self.messenger.response_url(person, channel, origin, said, "actions"),
            actions=[action_of(self.messenger, element, block, given, {})],
        )
        answer = await self.messenger.ask(button or action, person, lambda: self.messenger.line.interaction(payload))
        if answer is not None:
            self.messenger.acknowledged(answer, ResponseUrl(person.id, channel.id, origin, 0, said), button)
        return DONE

    def _as_told(self, said: Message) -> Json:
        told = payloads.message(self.workspace, said, base=self.messenger.base)
        return told | ({"blocks": given_back(said.blocks)} if said.blocks else {})

    # looking

    def open_home(self, person: Person) -> None:
        home = self.workspace.homes.get(person.id)
        seen = {"view": payloads.view(self.workspace, home, self.messenger.base)} if home else {}
        self._app_home_opened(person, "home", seen)
        self._notice(Happening("home", person.code, ""))

    async def everybody_looks_in(self) -> None:
        """Colleagues who never saw the app open its page: else it can send them nothing when days go by.

        Returns when the bot has heard of all of them, and after a few seconds in any case.
        """
        new = [one for one in self.workspace.humans() if one.standing is Standing.COLLEAGUE]
        for person in new:
            if person.id not in self.workspace.homes:
                self._app_home_opened(person, "home", {})
        if errands := self.messenger.errands_under_way():
            await asyncio.wait(errands, timeout=LOOKING_IN)

    def open_direct(self, person: Person) -> None:
        self._app_home_opened(person, "messages", {})

    def _app_home_opened(self, person: Person, tab: str, more: Json) -> None:
        channel = self.workspace.channel_between([person.id, BOT_USER])
        self.messenger.event({"type": "app_home_opened", "user": person.id, "channel": channel.id, "tab": tab, **more})

    def changed(self, person: Person) -> None:
        """An administrator of Slack changed what this person is."""
        self.messenger.event({"type": "user_change", "user": payloads.user(person, with_email=True, with_locale=True)})

    def newcomer(self) -> Person | None:
        person = self.workspace.welcome_newcomer()
        if person:
            self.workspace.channel_between([person.id, BOT_USER])
            self.messenger.event({"type": "team_join", "user": payloads.user(person, with_email=True)})
        return person
