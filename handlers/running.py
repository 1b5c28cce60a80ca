"""The composition root: every part of the running bot is made here, and knows only what it is given here."""

import asyncio
import datetime as dt
import gc
import logging
import socket
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Protocol

import uvicorn
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.routing import BaseRoute

from bot.chat.contributions import OnTheWeb
from bot.chat.requests import Account
from bot.chat.router import Router
from bot.chat.texts import Speech, speech
from bot.features import FEATURES
from bot.onlooker import Onlooker
from bot.people import audit
from bot.people.arrivals import FRESH, Arrivals
from bot.service import Service
from glossary import Deed, DeedPart, Origin
from handlers.concurrency import ConcurrencyLimit, going_to_wait
from handlers.databases import trouble
from handlers.databases.watch import DatabaseWatch
from handlers.delivery.messages import Terms
from handlers.delivery.outbox import Outbox
from handlers.delivery.platform_clock import TheirClock
from handlers.delivery.worker import Worker
from handlers.now import Now, ahead, told_by, uptime
from handlers.observability import metrics, request_id, version
from handlers.platforms import Counted, Directories, Entrance, Platform
from handlers.scheduling.clock_watch import ClockWatch
from handlers.scheduling.due import DueJobs
from handlers.scheduling.practice import StepByStep
from handlers.scheduling.public_folder import EVERY as PUBLIC_EVERY
from handlers.scheduling.public_folder import PublicFolder
from handlers.scheduling.retention import EVERY as FORGET_EVERY
from handlers.scheduling.retention import Forgetting
from handlers.scheduling.scheduler import Housekeeping, Scheduler, how_often
from handlers.scheduling.seeking import EVERY as SEEK_EVERY
from handlers.scheduling.seeking import Seeking
from handlers.scheduling.standing import EVERY as LOOK_EVERY
from handlers.scheduling.standing import Looking
from handlers.scheduling.web_folder import EVERY as WEB_EVERY
from handlers.scheduling.web_folder import WebFolder
from handlers.settings import Settings
from handlers.web import application, connections, figures, listening, providers, served
from handlers.web.providers import Provider
from storage import migrate
from storage.database import Database, stay_within, time_of
from storage.messages import outbox
from storage.people import standing
from storage.search import indexing
from storage.trouble import CANNOT_SAVE, named

log = logging.getLogger(__name__)

STOP_WITHIN_SECONDS = 10
WATCH_EVERY = dt.timedelta(seconds=10)
TURNS_OVER_THE_NETWORK = 8
"""With PostgreSQL a request waits for most of its time."""


def serve(settings: Settings, door: socket.socket) -> None:
    """Returns, or ends the process by the signal that asked for it, when everything has been stopped."""
    log.info("Samenspel %s with a database of version %s", version.installed(), migrate.newest_revision())
    database = Database(settings.database_url, connections=settings.database_connections)
    _appoint(database, settings)
    # After an update, or a move of the database. Usually there is nothing to do.
    indexing.catch_up_with_all(database)
    config = uvicorn.Config(
        compose(settings, database),
        host=settings.host,
        port=settings.port,
        log_config=None,
        access_log=False,
        server_header=False,
        ws="none",
        http=connections.Patient,
        backlog=connections.BACKLOG,
        timeout_graceful_shutdown=STOP_WITHIN_SECONDS,
    )
    # Whoever started us may have put garbage collection off; what is here now is there for good.
    gc.freeze()
    gc.enable()
    listening.Server(config).run([door])


def _appoint(database: Database, settings: Settings) -> None:
    """The addresses in the settings may have changed since the last start."""
    with database.session(None, writes=True) as across:
        now = time_of(across) + ahead(settings.clock_file)
        appointed = standing.appoint_administrators(across, settings.admins, now - FRESH)
        for deed, changed in ((Deed.RIGHT_GIVEN, appointed.gained), (Deed.RIGHT_TAKEN, appointed.lost)):
            for each in changed:
                stay_within(across, each.municipality_id)
                audit.record_unasked(across, now, deed, Origin.PLATFORM, about=each.id, part=DeedPart.ADMINISTRATOR)
                across.flush()
    for what, who in appointed._asdict().items():
        for each in who:
            log.info("administrator %s: colleague %d of municipality %d", what, each.id, each.municipality_id)


def compose(settings: Settings, database: Database) -> Starlette:
    now = told_by(settings.clock_file)
    time = _database_time(settings)
    platforms = list(_platforms(settings, database, now))
    deliveries = {each.name: Counted(each.name, each.delivery) for each in platforms}
    terms = _terms(settings)

    def clock_was_set() -> None:
        clock.was_set()
        for each in platforms:
            each.clock.ours_was_set()

    clock_watch = ClockWatch(database, time, terms, clock_was_set, lambda: posted.wake())
    theirs = {each.name: each.clock.earliest for each in platforms}
    posted = Outbox(database, deliveries, now, terms, time, clock_watch, theirs, uptime)
    downloads = {each.name: each.delivery.download for each in platforms}
    router = Router(FEATURES, OnTheWeb(settings.public_url, keeps_pages=settings.web_dir is not None))
    workbench = Worker(database, router, downloads, now, terms.lease)

    def something_queued() -> None:
        posted.wake()
        workbench.wake()

    # Who turns the practice clock a week on, wants to see what that week would have brought.
    tick = (StepByStep if settings.clock_file else DueJobs)(database, router, time, something_queued)
    watch = DatabaseWatch(database)
    directory = Directories({each.name: each.directory for each in platforms})
    here = frozenset(each.name for each in platforms)
    arrivals = Arrivals(settings.admins, settings.locale, settings.timezone, settings.holiday_region, here)
    ways = something_queued, going_to_wait, metrics.understood
    service = Service(database, directory, FEATURES, arrivals, *ways, router.contributed.web)
    housekeeping = _housekeeping(settings, database, service, now, watch)
    clock = Scheduler(tick, housekeeping, how_often(settings.clock_file))
    turns = ConcurrencyLimit(1 if database.is_in_process else TURNS_OVER_THE_NETWORK)
    entrance = Entrance(service, service.router.every_root, now, request_id.new, once(database, now), turns)
    routes = _without_account(router, database, now, watch)
    # Opened in this order, and closed the other way round: first nothing comes in any more, then everything else ends.
    companions: list[application.Lifespan] = [
        lambda: _open(database),
        lambda: run_alongside(clock_watch, posted, workbench, clock),
    ]
    if settings.web_sign_in:
        routes += _for_colleagues(settings, service, entrance)
    for platform in platforms:
        routes += platform.routes(entrance)
        companions += platform.companions(entrance)
    obstacle = _obstacle(watch, settings.database_url, [each.clock for each in platforms], speech(settings.locale))
    return application.build(obstacle, routes, companions)


def _without_account(router: Router, database: Database, now: Now, watch: DatabaseWatch) -> list[BaseRoute]:
    queues = metrics.Queues(database, now, watch, router.jobs, router.reminders)
    return [figures.route(queues), *served.routes(router.addresses, database, now)]


def _for_colleagues(settings: Settings, service: Service, entrance: Entrance) -> Sequence[BaseRoute]:
    """Costs what it imports, so only where it is switched on."""
    from handlers.web.colleagues import Door, Pages

    known = {each.name: each for each in _providers(settings)}
    # All processes have these; whoever renews one of them signs everybody out.
    secret = " ".join(each.client_secret for each in known.values())
    ways = entrance.now, entrance.number, entrance.first_time
    return Pages(
        Door(Onlooker(service), known, secret, *ways, settings.locale, lambda account: _chat(settings, account))
    ).routes()


def _providers(settings: Settings) -> Iterator[Provider]:
    back = f"{settings.public_url}/in/terug"
    if "slack" in settings.web_sign_in:
        yield providers.slack(settings.slack_client_id, settings.slack_client_secret, f"{back}/slack")
    if "teams" in settings.web_sign_in:
        ours = settings.teams_allowed_tenants or {settings.teams_tenant_id}
        yield providers.entra(settings.teams_client_id, settings.teams_client_secret, ours, f"{back}/teams")


def _chat(settings: Settings, account: Account) -> str:
    """Where somebody goes on in the chat."""
    if account.platform == "slack":
        return f"https://app.slack.com/client/{account.tenant}"
    return f"https://teams.microsoft.com/l/chat/0/0?users=28:{settings.teams_client_id}"


def _housekeeping(
    settings: Settings, database: Database, service: Service, now: Now, watch: DatabaseWatch
) -> tuple[Housekeeping, ...]:
    return (
        _forgetting(settings, database, now),
        # Who left, and who came: of those who do nothing themselves.
        Housekeeping("look", LOOK_EVERY, Looking(service.database, service.heard, now, request_id.new)),
        Housekeeping("seek", SEEK_EVERY, Seeking(service.database, service.seek, now, request_id.new)),
        # And who hears in time what ends.
        *_about_secrets(settings, service.database, now),
        # So that the log says it, also when nobody asks whether we are ready.
        Housekeeping("watch", WATCH_EVERY, watch),
        *(_in_folder(database, settings.web_dir, now) if settings.web_dir else ()),
    )


def _in_folder(database: Database, folder: Path, now: Now) -> Iterator[Housekeeping]:
    yield Housekeeping("web", WEB_EVERY, WebFolder(database, folder))
    yield Housekeeping("public", PUBLIC_EVERY, PublicFolder(database, folder, now))


def _about_secrets(settings: Settings, database: Database, now: Now) -> Sequence[Housekeeping]:
    if not settings.has_teams or settings.teams_service_url:
        return ()
    from handlers.teams import credentials, secret_end

    tenants = settings.teams_allowed_tenants or frozenset({settings.teams_tenant_id})
    tell = secret_end.SecretEnd(database, credentials.ends_on(settings), tenants, now)
    return (Housekeeping("secret", secret_end.EVERY, tell),)


def _forgetting(settings: Settings, database: Database, now: Now) -> Housekeeping:
    keep, keep_audit = dt.timedelta(days=settings.keep_days), dt.timedelta(days=settings.keep_audit_days)
    forgetting = Forgetting(database, keep, now, audit=keep_audit)
    return Housekeeping("forget", FORGET_EVERY, forgetting, forgetting.stop)


def _database_time(settings: Settings) -> Callable[[Session], dt.datetime]:
    return lambda db: time_of(db) + ahead(settings.clock_file)


def _terms(settings: Settings) -> Terms:
    settle, lease = dt.timedelta(seconds=settings.settle_seconds), dt.timedelta(seconds=settings.lease_seconds)
    # Who turns the practice clock a week on, wants to see at once what that week brings.
    return Terms(settle, lease, quiet=dt.timedelta.max) if settings.clock_file else Terms(settle, lease)


def _platforms(settings: Settings, database: Database, now: Now) -> Iterator[Platform]:
    """The first one goes before others. Each costs what it imports, so only those that are set up."""
    if settings.has_slack:
        from handlers.slack.connection import SlackConnection

        yield SlackConnection(settings)
    if settings.has_teams:
        from handlers.teams.connection import TeamsConnection

        yield TeamsConnection(settings, database, now)


@asynccontextmanager
async def _open(database: Database) -> AsyncIterator[None]:
    yield
    await run_in_threadpool(database.close)


class BackgroundService(Protocol):
    """Something that works beside the answers. stop: lets the step that is going on end, but not for ever."""

    def start(self) -> None: ...

    def stop(self) -> None: ...


@asynccontextmanager
async def run_alongside(*parts: BackgroundService) -> AsyncIterator[None]:
    """For as long as the server runs.

    All are asked to stop at once, each in a thread of its own: so it takes as long as the slowest, and not as all of
    them. What one of them still plans for another is a row, which the next start finds.
    """
    for part in parts:
        part.start()
    yield
    log.info("stopping")
    await asyncio.gather(*(asyncio.to_thread(part.stop) for part in parts))


def once(database: Database, now: Now) -> Callable[[str], bool]:
    """Whether something comes in for the first time, by its key. Raises when the database is busy or away."""

    def first_time(key: str) -> bool:
        try:
            with database.session(None, writes=True) as across:
                return outbox.first_time(across, key, now())
        except DBAPIError as broken:
            if named(broken).trouble in CANNOT_SAVE:
                # Nothing can be stored, so nothing is done twice, and the asker hears why.
                return True
            raise

    return first_time


def _obstacle(watch: DatabaseWatch, database_url: str, clocks: Sequence[TheirClock], t: Speech) -> application.Obstacle:
    def obstacle() -> str | None:
        if wrong := watch():
            return str(trouble.finding(wrong, database_url, t).text)
        return next((str(each.in_words(t)) for each in clocks if each.is_harmful), None)

    return obstacle
