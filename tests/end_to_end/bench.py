"""Everything together: emulator, proxy, Socket Mode, the bot, the people. Tests get one as the fixture `bench`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from . import limits
from .blocks import Json
from .bot_process import BotProcess, leaks, samenspel
from .cast import EVERYBODY, Colleague
from .emulator import BOT_USER, SCOPES, Emulator
from .person import Person, event_callback
from .proxy import Proxy
from .socket_mode import FakeSocketMode
from .surfaces import Message, Shown
from .transport import ACK_WITHIN, Ack, Http, Transport


class Channel:
    def __init__(self, bench: Bench, name: str, channel_id: str) -> None:
        self.bench, self.name, self.id = bench, name, channel_id

    @property
    def messages(self) -> list[Message]:
        """What everybody in it can read."""
        with self.bench.slack.changed:
            every = self.bench.slack.surfaces.messages
            return [each for each in every if each.channel == self.id and not each.alone and not each.gone]

    def shows(self, text: str, timeout: float = 5.0) -> bool:
        names = self.bench.slack.names

        def found() -> bool:
            return any(" ".join(text.split()) in " ".join(each.reads(names).split()) for each in self.messages)

        return bool(self.bench.slack.wait_for(found, f"{text!r} in #{self.name}", timeout))

    def is_silent(self) -> bool:
        return not self.messages

    def invites_bot(self) -> None:
        """Somebody in the channel does; for a bot that wants to hear member_joined_channel: `bench.sends_event`."""
        token = next(iter(self.bench.emulator.tokens.people.values()))
        self.bench.emulator.call("conversations.invite", token, channel=self.id, users=BOT_USER)
        self.bench.slack.forget_members(self.id)


class Bench:
    def __init__(
        self, folder: Path, *, people: Sequence[Colleague] = EVERYBODY, scopes: Sequence[str] = SCOPES
    ) -> None:
        self.folder = folder
        self.slack = Proxy()
        self.emulator = Emulator(folder, self.slack.url, people, scopes)
        self.socket: FakeSocketMode | None = None
        self.bot: BotProcess | None = None  # the last one started: people speak to that one
        self.bots: list[BotProcess] = []  # more than one: replicas
        self.acks: list[tuple[str, Ack]] = []
        self.ack_within = ACK_WITHIN
        self.check_limits = True
        self.check_log = True
        self._people: dict[str, Person] = {}
        self._transport: Transport | None = None

    @classmethod
    @contextmanager
    def opened(
        cls, folder: Path, *, people: Sequence[Colleague] = EVERYBODY, scopes: Sequence[str] = SCOPES
    ) -> Iterator[Bench]:
        """For a fixture of your own, with a wider scope. Checks what was shown and logged when it closes."""
        bench = cls(folder, people=people, scopes=scopes)
        try:
            bench.emulator.start()
            bench.slack.start(bench.emulator)
            yield bench
            for bot in bench.bots:
                if bot.running:
                    bot.stop()
            bench.check()
        finally:
            bench.close()

    def close(self) -> None:
        for bot in self.bots:
            bot.kill()
        if self.socket is not None:
            self.socket.stop()
        self.slack.stop()
        self.emulator.stop()

    # the bot

    def start_bot(
        self,
        command: Sequence[str] | None = None,
        *,
        socket_mode: bool = False,
        admins: str = "kwame.owusu@voorbeeld.example",
        env: Mapping[str, str] | None = None,
    ) -> BotProcess:
        """`samenspel run` unless a test brings a command of its own; `env` adds or replaces ("" leaves one out)."""
        tokens = self.emulator.tokens
        data = self.folder / "data"
        data.mkdir(exist_ok=True)
        settings = {
            "SLACK_BOT_TOKEN": tokens.bot,
            "SLACK_API_URL": self.slack.api_url,
            "SAMENSPEL_DATA": str(data),
            "SAMENSPEL_ADMINS": admins,
            "LOG_LEVEL": "INFO",
        }
        if socket_mode:
            self._open_socket()
            settings["SLACK_APP_TOKEN"] = tokens.app
        else:
            settings["SLACK_SIGNING_SECRET"] = tokens.signing_secret
        settings |= env or {}
        wanted = {key: value for key, value in settings.items() if value}
        self.bot = BotProcess(command or samenspel(), wanted, self.folder)
        self.bots.append(self.bot)
        self.bot.start()
        if self.socket is not None:
            self.socket.wait_connected()
        return self.bot

    def _open_socket(self) -> None:
        if self.socket is None:
            self.socket = FakeSocketMode()
            self.socket.start()
            self.slack.socket_mode_url = self.socket.new_url

    @property
    def transport(self) -> Transport:
        if self.socket is not None:
            return self.socket
        return self.http

    @property
    def http(self) -> Http:
        assert self.bot is not None, "start the bot first: bench.start_bot()"
        return Http(f"{self.bot.url}/slack/events", self.emulator.tokens.signing_secret)

    def log_tail(self) -> str:
        return "end of the bot's log:\n" + "\n".join(self.bot.log.splitlines()[-25:]) if self.bot else ""

    # who and where

    def person(self, name: str) -> Person:
        """By full name, or its first word."""
        if name not in self._people:
            found = [each for each in self.emulator.people if each.name == name or each.name.split()[0] == name]
            assert len(found) == 1, f"{name!r} is {len(found)} people of {[each.name for each in self.emulator.people]}"
            ids = {each: user for user, each in self.slack.names.items()}
            person = self._people.get(found[0].name) or Person(self, found[0], ids[found[0].name])
            self._people[name] = self._people[found[0].name] = person
        return self._people[name]

    def channel(self, name: str) -> Channel:
        ids = {known: channel for channel, known in self.slack.channels.items()}
        return Channel(self, name.lstrip("#"), ids[name.lstrip("#")])

    def sends_event(self, event: Json, event_id: str = "", retry: int = 0) -> Ack:
        """An event that is nobody's act, such as team_join or user_change."""
        ack = self.transport.deliver("event", event_callback(event, event_id), retry)
        assert ack.status == 200, f"{event['type']}: {ack}"
        return ack

    # afterwards

    def keep_options(self, answer: Json, field: str) -> None:
        self.slack.surfaces.shown.append(Shown("options", answer, f"search in {field}"))

    def check(self) -> None:
        """What every end-to-end test asserts in the end."""
        assert not self.slack.broken, "\n".join(self.slack.broken)
        assert not self.slack.unknown_methods, f"the emulator does not know {self.slack.unknown_methods}"
        if self.check_limits:
            broken = limits.problems(self.slack.surfaces.shown)
            assert not broken, "Slack would refuse or shorten:\n" + "\n".join(broken)
        if self.check_log and self.bot is not None:
            found = leaks(self.bot.log, self._secrets(), self._written())
            assert not found, "in the log of the bot:\n" + "\n".join(found)

    def _secrets(self) -> list[str]:
        tokens = self.emulator.tokens
        return [tokens.bot, tokens.app, tokens.signing_secret, *self.slack.response_url_keys()]

    def _written(self) -> list[str]:
        typed = [text for person in set(self._people.values()) for text in person.typed]
        return typed + [each.text for each in self.slack.surfaces.messages if len(each.text) > 40]
