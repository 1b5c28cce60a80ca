"""Everything together: a Slack, the bot as its own process, the people. Tests get one as the fixture `bench`."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from bot.chat.router import Router
from bot.chat.texts import speech
from bot.features import FEATURES
from handlers.slack.manifest import OPTIONAL_SCOPES
from handlers.slack.manifest import manifest as our_manifest
from playground.slack import cast, content
from playground.slack.live import Change
from playground.slack.manifest import Manifest, read_manifest
from playground.slack.running import RunningSlack, running
from playground.slack.wire import APP_TOKEN, BOT_TOKEN, SIGNING_SECRET
from tests.databases import put_down

from .bot_process import BotProcess, leaks, samenspel
from .person import CLOSED, EXPECTED, SHORT, Person
from .screen import Post

CHANNELS = {"communicatie": content.Kind.PUBLIC, "participatie": content.Kind.PUBLIC}
"""The bot starts in none of them."""


PATIENCE = 60.0


class Channel:
    def __init__(self, bench: Bench, there: content.Channel) -> None:
        self.bench, self.there = bench, there
        self.id, self.name = there.id, there.name

    @property
    def messages(self) -> list[Post]:
        """What everybody in it can read."""
        return self.bench.slack.look(
            lambda: [Post(self.bench.slack, said) for said in self.there.messages if said.only_for is None]
        )

    def shows(self, text: str, timeout: float = SHORT) -> bool:
        def found() -> bool:
            reads = (each.reads(self.bench.names) for each in self.messages)
            return any(" ".join(text.split()) in " ".join(one.split()) for one in reads)

        return self.bench.slack.wait_for(found, f"{text!r} in #{self.name}", timeout)

    def invites_bot(self) -> None:
        """Somebody in the channel does."""
        self.bench.slack.look(lambda: self.bench.slack.deeds.invite(self.there))


class Bench:
    def __init__(self, folder: Path, slack: RunningSlack) -> None:
        self.folder, self.slack, self.data = folder, slack, folder / "data"
        # Migrated already: else that is half of every start (tests/handlers/test_starting.py sees the bot do it).
        self.data.mkdir()
        put_down(self.data / "samenspel.db")
        self.bot: BotProcess | None = None  # the last one started: people speak to that one
        self.bots: list[BotProcess] = []
        self.now = 0
        """How often anything changed so far."""
        self._changed: dict[tuple[str, str], int] = {}
        self._people: dict[str, Person] = {}
        town = slack.workspace
        for name, kind in CHANNELS.items():
            members = [person.id for person in town.humans()]
            town.channels[f"C0{name.upper()}"] = content.Channel(f"C0{name.upper()}", name, kind, members)
        town.reads(cast.user_id("C16"), "en")
        slack.messenger.manifest = manifest()
        # A machine with other work is no reason to fail: tests/handlers hold the bot to Slack's three seconds.
        slack.patience = town.trigger_lives = PATIENCE

    @classmethod
    @contextmanager
    def opened(cls, folder: Path) -> Iterator[Bench]:
        """Checks what was shown and logged when it closes."""
        order = itertools.count(1)

        def told(change: Change) -> None:
            bench.now = next(order)
            if "ts" in change.detail:
                bench._changed[change.detail["channel"], change.detail["ts"]] = bench.now

        with running(told=told, retry_after=()) as slack:
            bench = cls(folder, slack)
            try:
                yield bench
                for bot in bench.bots:
                    if bot.running:
                        bot.stop()
                bench.check()
            finally:
                for bot in bench.bots:
                    bot.kill()

    # the bot

    def start_bot(
        self,
        command: Sequence[str] | None = None,
        *,
        socket_mode: bool = False,
        admins: str = "kwame.owusu@voorbeeld.example",
        env: Mapping[str, str] | None = None,
    ) -> BotProcess:
        """`samenspel run` unless a test brings a command of its own; `env` adds or replaces."""
        settings = {
            "SLACK_BOT_TOKEN": BOT_TOKEN,
            "SLACK_API_URL": self.slack.api_url,
            "SAMENSPEL_DATA": str(self.data),
            "SAMENSPEL_ADMINS": admins,
            "LOG_LEVEL": "INFO",
        }
        settings |= {"SLACK_APP_TOKEN": APP_TOKEN} if socket_mode else {"SLACK_SIGNING_SECRET": SIGNING_SECRET}
        socket = self.slack.speaks_over_a_socket() if socket_mode else None
        self.bot = BotProcess(
            command or samenspel(), {**settings, **(env or {})}, self.folder, splits_off=command is None
        )
        self.bots.append(self.bot)
        self.bot.start()
        if socket:
            self.slack.wait_for(lambda: socket.connections, "a connection of the bot")
        else:
            self.slack.speaks_to(self.bot.port)
        return self.bot

    def log_tail(self) -> str:
        return "end of the bot's log:\n" + "\n".join(self.bot.log.splitlines()[-25:]) if self.bot else ""

    # who and where

    @property
    def names(self) -> dict[str, str]:
        """Of people and channels, by id."""
        town = self.slack.workspace
        people = {person.id: person.name for person in town.people.values()}
        return people | {channel.id: channel.name for channel in town.channels.values()}

    def person(self, name: str) -> Person:
        """By full name, or its first word."""
        every = self.slack.workspace.humans()
        found = [each for each in every if each.name == name or each.name.split()[0] == name]
        assert len(found) == 1, f"{name!r} is {len(found)} people of {[each.name for each in every]}"
        return self._people.setdefault(found[0].id, Person(self, found[0].id))

    def channel(self, name: str) -> Channel:
        return Channel(self, self.slack.workspace.channels[f"C0{name.lstrip('#').upper()}"])

    def changed(self, post: Post) -> int:
        """When, in the order of everything that changed."""
        return self._changed.get((post.said.channel, post.said.ts), 0)

    def becomes(self, person: Person, standing: cast.Standing) -> None:
        """Slack tells it at once."""

        async def change() -> None:
            people = self.slack.workspace.people
            people[person.id] = replace(people[person.id], standing=standing)
            self.slack.deeds.changed(people[person.id])
            await asyncio.gather(*self.slack.messenger.errands_under_way())

        self.slack.do(change())

    # afterwards

    def check(self) -> None:
        """What every end-to-end test asserts in the end."""
        assert not self.slack.broken, self.slack.broken
        refusals = [
            each
            for each in self.slack.workspace.refusals
            if each.loud and each.error not in EXPECTED and (each.what, each.error) != CLOSED
        ]
        assert not refusals, f"Slack would refuse: {refusals}"
        if self.bot is not None:
            found = leaks(self.bot.log, self._secrets(), self._written())
            assert not found, "in the log of the bot:\n" + "\n".join(found)

    def _secrets(self) -> list[str]:
        return [BOT_TOKEN, APP_TOKEN, SIGNING_SECRET, *self.slack.workspace.response_urls]

    def _written(self) -> list[str]:
        typed = [text for person in self._people.values() for text in person.typed]
        said = (message for channel in self.slack.workspace.channels.values() for message in channel.messages)
        return typed + [message.text for message in said if len(message.text) > 40]


def manifest() -> Manifest:
    """The bot's own, of somebody who allowed everything that it asks."""
    found = read_manifest(json.dumps(our_manifest(Router(FEATURES).commands, speech("nl"), "http://bot", False)))
    assert found is not None
    return replace(found, scopes=found.scopes | set(OPTIONAL_SCOPES))
