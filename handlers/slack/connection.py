"""Slack, composed from its parts."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from slack_bolt import App
from starlette.routing import BaseRoute

from handlers.platforms import Entrance
from handlers.settings import Settings
from handlers.slack import app, http
from handlers.slack.answer import SlackAnswerer
from handlers.slack.api import SlackApi
from handlers.slack.deliver import SlackDelivery
from handlers.slack.patience import Unhurried
from handlers.slack.people import SlackDirectory
from handlers.web.application import Lifespan


@asynccontextmanager
async def asking(directory: SlackDirectory) -> AsyncIterator[None]:
    """Which organisation we serve, beside the start, so that nobody waits for it later."""
    answer = asyncio.create_task(asyncio.to_thread(directory.workspace))
    yield
    await answer


class SlackConnection:
    """Over HTTP, by Socket Mode, or both."""

    name = "slack"

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.api = SlackApi(settings.slack_bot_token, settings.slack_api_url)
        self.delivery = SlackDelivery(self.api)
        self.directory = SlackDirectory(self.api)
        self.clock = self.api.clock
        self._app: App | None = None
        self._unhurried = Unhurried()

    def routes(self, entrance: Entrance) -> Sequence[BaseRoute]:
        secret = self._settings.slack_signing_secret
        if not secret:
            return []
        return [http.route(self._built(entrance), secret, entrance.turns, self._unhurried, self._settings.locale)]

    def companions(self, entrance: Entrance) -> Sequence[Lifespan]:
        token = self._settings.slack_app_token
        if not token:
            return [self._unhurried.ends_well, lambda: asking(self.directory)]
        from handlers.slack.socket_mode import connected

        over_socket = self._built(entrance), token, self.api.base_url, self._unhurried, self._settings.locale
        return [self._unhurried.ends_well, lambda: asking(self.directory), lambda: connected(*over_socket)]

    def _built(self, entrance: Entrance) -> App:
        """One app for both ways in."""
        if self._app is None:
            answerer = SlackAnswerer(self.api, self.delivery)
            language = self._settings.locale
            ways = entrance.now, entrance.number, entrance.first_time
            door = app.SlackApp(entrance.core, answerer, self.directory, *ways, language)
            self._app = app.build(door, self._settings.slack_bot_token, entrance.roots)
        return self._app
