"""Everything that is in play: one value that the routes share."""

import asyncio
from dataclasses import dataclass

from playground.bot_process import BotProcess, Condition
from playground.page.tour import Tour
from playground.slack.clock import Clock
from playground.slack.live import Change, Live
from playground.slack.manifest import BUILT_IN, read_manifest
from playground.slack.messenger import Messenger
from playground.slack.slack import Slack
from playground.slack.town import open_town
from playground.slack.workspace import Workspace


@dataclass
class Play:
    slack: Slack
    clock: Clock
    live: Live
    tour: Tour
    bot: BotProcess

    @property
    def workspace(self) -> Workspace:
        return self.slack.workspace

    @property
    def messenger(self) -> Messenger:
        return self.slack.messenger

    @property
    def base(self) -> str:
        return self.messenger.base

    async def start_bot(self) -> None:
        """The sample first, then the bot: as an administrator would."""
        self.bot.condition = Condition.STARTING
        self.live.tell(Change("bot"))
        _, manifest = await asyncio.gather(self.bot.import_sample(), self.bot.manifest())
        self.messenger.manifest = read_manifest(manifest) or BUILT_IN
        self.live.tell(Change("manifest"))
        await self.bot.start()

    async def begin_again(self) -> None:
        """A fresh workspace and a bot that remembers nothing; the clock stays where it is."""
        self.messenger.drop_errands()
        await self.bot.stop()
        self.bot.wipe()
        self.workspace.begin()
        open_town(self.workspace)
        self.tour.begin()
        self.live.tell(Change("reload"))
        await self.start_bot()

    async def stop(self) -> None:
        self.messenger.drop_errands()
        await self.bot.stop()
