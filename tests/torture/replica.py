"""One process of the bot: the clock strikes, messages go out, and it dies where it must."""

import datetime as dt
import fcntl
import logging
import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Literal

from sqlalchemy import event
from sqlalchemy.orm import Session, configure_mappers

from bot.chat.router import Router
from handlers.delivery.background import Background
from handlers.delivery.messages import Claimed, Terms
from handlers.delivery.outbox import Outbox
from handlers.delivery.platform_clock import TheirClock
from handlers.delivery.protocol import Delivery, OutboundMessage
from handlers.now import ahead, real_time, uptime
from handlers.scheduling.clock_watch import ClockWatch, Trusting
from handlers.scheduling.due import DueJobs
from handlers.slack.api import SlackApi
from handlers.slack.deliver import SlackDelivery
from storage.database import Database, time_of
from storage.messages.outbox import OutboxRow
from tests.forks import FORKS
from tests.torture.plan import TOKEN, Plan

TERMS = Terms(settle=dt.timedelta(seconds=2.5), lease=dt.timedelta(seconds=4), start=dt.timedelta(seconds=0.5))
"""As in production, for whoever has no hours. What the chat does late, it does within a second."""

POST_TIMEOUT = dt.timedelta(seconds=1)
OFTEN = dt.timedelta(seconds=0.2)

POINTS = (
    *("planning: not committed", "planning: committed"),
    *("claiming: not committed", "claiming: committed"),
    *("posting: before", "posting: after"),
    *("writing down: not committed", "writing down: committed"),
    *("checking: not committed", "checking: committed"),
    *("looking: before", "looking: after"),
    *("writing what was found: not committed", "writing what was found: committed"),
    *("putting right: not committed", "putting right: committed"),
)
"""Where a process may die: at every commit of every step, and around every call to the chat."""

TAKEN = "taken"
"""Between taking a message and looking whether it is too late to post it: where its sender may stand still."""

Ablation = Literal["", "looking", "lanes", "giving back", "their clock", "watching", "time off"]
"""What a bot is without, to see that it goes wrong then.

looking: it takes it that what was not confirmed is not there. lanes: nothing waits for what comes before it. giving
back: who stood still for too long after taking a message posts it all the same. their clock: it looks from its own
time. watching: it believes its clock. time off: it takes it for time in which it tried.
"""

PLANNING = "planning"
"""Where there is such a file, one replica plans at a time.

A clock that jumps makes many beats due at once. Two replicas then plan two beats at the same instant, and nobody says
which comes first: an order that was never there cannot be kept.
"""

configure_mappers()


@dataclass
class Doom:
    """Dies when it passes `point` for the time that is number `times`; or stands still there for so many seconds.

    Only who passes stands still. SIGSTOP would stop the others too, at a place that nobody chose, and this one a moment
    after the call: once it stopped past its last look at the clock, and doubled a message that the play called safe.
    """

    point: str
    times: int
    frozen: float = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def passes(self, point: str) -> None:
        if point != self.point:
            return
        with self._lock:
            self.times -= 1
            is_here = self.times == 0
        if is_here and self.frozen:
            time.sleep(self.frozen)
        elif is_here:
            os.kill(os.getpid(), signal.SIGKILL)


class DoomedDatabase(Database):
    """Knows by its thread what a transaction is for."""

    def __init__(self, url: str, doom: Doom) -> None:
        super().__init__(url, dt.timedelta(seconds=5))
        self._doom = doom
        self.found = threading.local()

    @contextmanager
    def session(self, municipality_id: int | None, *, writes: bool = False) -> Iterator[Session]:
        step = self._step()
        with super().session(municipality_id, writes=writes) as db:
            yield db
            self._doom.passes(f"{step}: not committed")
        self._doom.passes(f"{step}: committed")

    def _step(self) -> str:
        thread = threading.current_thread().name
        if thread == "reaper":
            return "writing what was found" if getattr(self.found, "looked", False) else "checking"
        return {"outbox": "claiming", "clock": "planning", "watch": "putting right"}.get(thread, "writing down")


class DoomedDelivery:
    def __init__(self, delivery: Delivery, doom: Doom, database: DoomedDatabase, looks: bool) -> None:
        self._delivery = delivery
        self._doom = doom
        self._found = database.found
        self._looks = looks

    def post(self, message: OutboundMessage) -> str:
        self._doom.passes("posting: before")
        posted = self._delivery.post(message)
        self._doom.passes("posting: after")
        return posted

    def find(self, message: OutboundMessage, since: dt.datetime) -> str | None:
        self._doom.passes("looking: before")
        self._found.looked = True
        try:
            if self._looks:
                return self._delivery.find(message, since)
            return None
        finally:
            self._doom.passes("looking: after")


def live(url: str, chat_url: str, plan: Plan, terms: Terms, doom: Doom, without: Ablation, lead: Path) -> None:
    """lead: a file with the seconds that the bot's clock is ahead of the real one."""
    logging.disable(logging.CRITICAL)
    if without == "lanes":
        event.listen(OutboxRow, "before_insert", _in_a_lane_of_its_own)
    if without == "giving back":
        terms = replace(terms, start=dt.timedelta(days=1))
    database = DoomedDatabase(url, doom)
    chat, clock_of_chat = _chat(plan.platform, chat_url, database)
    delivery = DoomedDelivery(chat, doom, database, looks=without != "looking")

    def now() -> dt.datetime:
        return real_time() + ahead(lead)

    def time(db: Session) -> dt.datetime:
        return time_of(db) + ahead(lead)

    theirs = {} if without == "their clock" else {plan.platform: clock_of_chat.earliest}
    watch = ClockWatch(database, time, terms, settled=lambda: outbox.wake(), now=now)
    steady = Trusting(time) if without == "watching" else watch
    outbox = Outbox(database, {plan.platform: delivery}, now, terms, time, steady, theirs, uptime)
    check = outbox.check_one

    def check_one() -> bool:
        database.found.looked = False
        return check()

    send = outbox._send

    def send_what_was_taken(claimed: Claimed) -> None:
        doom.passes(TAKEN)
        send(claimed)

    outbox._send = send_what_was_taken  # type: ignore[method-assign]
    outbox._reaper = Background("reaper", check_one, every=OFTEN)
    tick = DueJobs(database, Router([plan.feature]), time, outbox.wake)
    clock = Background("clock", partial(_one_at_a_time, tick, lead.with_name(PLANNING)), every=OFTEN)
    if steady is watch:
        watch.start()
    outbox.start()
    clock.start()
    threading.Event().wait()


def _chat(platform: str, url: str, database: Database) -> tuple[Delivery, TheirClock]:
    if platform == "slack":
        slack = SlackApi(TOKEN, url, POST_TIMEOUT)
        return SlackDelivery(slack), slack.clock
    from handlers.teams.api import TeamsApi, no_token
    from handlers.teams.deliver import TeamsDelivery
    from handlers.teams.references import References
    from handlers.teams.shown import ShownCards

    teams = TeamsApi("bot", no_token)
    return TeamsDelivery(teams, References(database), ShownCards(), database, real_time), teams.clock


def _one_at_a_time(tick: DueJobs, planning: Path) -> bool:
    if not planning.exists():
        return tick()
    with planning.open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return tick()


def _in_a_lane_of_its_own(mapper: object, connection: object, message: OutboxRow) -> None:
    if not message.together:  # The lane of several people says where their conversation is.
        message.lane = message.instead_of or message.key


def start(
    url: str, chat_url: str, plan: Plan, terms: Terms, doom: tuple[str, int, float], without: Ablation, lead: Path
) -> ForkServerProcess:
    """doom: where, the how manieth time, and for how long it stands still there; 0: it dies."""
    process = FORKS.Process(target=_live, args=(url, chat_url, plan, terms, doom, without, lead), daemon=True)
    process.start()
    return process


def _live(
    url: str, chat_url: str, plan: Plan, terms: Terms, doom: tuple[str, int, float], without: Ablation, lead: Path
) -> None:
    # A lock cannot be sent to another process.
    live(url, chat_url, plan, terms, Doom(*doom), without, lead)
