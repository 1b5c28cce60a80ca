"""The composition root: every part of the running bot is made here, and knows only what it is given here."""

import logging
import secrets
from collections.abc import Callable

import uvicorn
from starlette.applications import Starlette

from bot.chat.texts import Speech, speech
from bot.features import FEATURES
from bot.people.arrivals import Arrivals
from bot.service import Service
from handlers import web
from handlers.now import Now, practice_time, real_time
from handlers.settings import Settings
from handlers.slack import app, http
from handlers.slack.answer import Answerer
from handlers.slack.api import Api
from handlers.slack.deliver import SlackDelivery
from handlers.slack.people import SlackDirectory
from storage import migrate, outbox
from storage.database import Database

log = logging.getLogger(__name__)

# Without letters and digits that look alike on a phone. Three times four: these numbers are also keys for ever.
_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
STOP_WITHIN_SECONDS = 10


def new_number() -> str:
    """What people quote when something fails: K7QF-2MXD-9H3T."""
    letters = "".join(secrets.choice(_LETTERS) for _ in range(12))
    return f"{letters[:4]}-{letters[4:8]}-{letters[8:]}"


def serve(settings: Settings) -> None:
    """Returns, or ends the process by the signal that asked for it, when everything has been stopped."""
    database = Database(settings.database_url)
    config = uvicorn.Config(
        compose(settings, database),
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        ws="none",
        timeout_graceful_shutdown=STOP_WITHIN_SECONDS,
    )
    log.info("listening on http://%s:%d", settings.host, settings.port)
    uvicorn.Server(config).run()


def compose(settings: Settings, database: Database) -> Starlette:
    now = practice_time(settings.clock_file) if settings.clock_file else real_time
    api = Api(settings.slack_bot_token, settings.slack_api_url)
    delivery = SlackDelivery(api)
    arrivals = Arrivals(settings.admins, settings.locale, settings.timezone, settings.holiday_region)
    service = Service(database, SlackDirectory(api), FEATURES, arrivals)
    door = app.Door(service, Answerer(api, delivery), now, new_number, _once(database, now), settings.locale)
    slack = app.build(door, settings.slack_bot_token, service.router.roots)
    routes = [http.route(slack, settings.slack_signing_secret)] if settings.slack_signing_secret else []
    companions: list[web.Companion] = []
    if settings.slack_app_token:
        from handlers.slack.socket_mode import connected

        companions.append(lambda: connected(slack, settings.slack_app_token, api.base_url))
    return web.build(_obstacle(database, speech(settings.locale)), routes, companions)


def _once(database: Database, now: Now) -> Callable[[str], bool]:
    def first_time(key: str) -> bool:
        with database.session(None, writes=True) as across:
            return outbox.first_time(across, key, now())

    return first_time


def _obstacle(database: Database, t: Speech) -> web.Obstacle:
    def obstacle() -> str | None:
        wrong = migrate.what_is_wrong(database)
        return str(t(f"handlers.doctor.database_{wrong}")) if wrong else None

    return obstacle
