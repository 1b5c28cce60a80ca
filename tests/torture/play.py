"""The play: replicas come and go, and at the end what arrived is held against what should have."""

import datetime as dt
import os
import signal
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import cycle, pairwise
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from random import Random
from typing import Literal

from sqlalchemy import func, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from handlers.delivery.messages import Terms
from handlers.now import ahead, real_time
from storage.database import Database
from storage.messages.outbox import ON_ITS_WAY, MessageState, OutboxRow
from storage.messages.reminders import ReminderRow
from tests.torture import replica
from tests.torture.chat import Chat
from tests.torture.plan import Plan, settle_in
from tests.torture.replica import POINTS, TERMS, Ablation
from tests.torture.teams_chat import TeamsChat

LONGEST_LIFE = 5.0
"""Seconds, for a replica that does not come by the point at which it should die."""

DRAIN_WITHIN = 180.0

AHEAD = 600.0
"""Seconds, for a clock that is wrong."""

STEPS = (15.0, -7200.0, 30.0, -600.0, 45.0, -90.0, 60.0, -7200.0, 90.0)
"""How far the clock is ahead each time that somebody sets it."""

EVERYTHING_IS_DUE, SET_RIGHT = 86_000.0, -7200.0
DAYS_OFF = 4 * 86_400.0
BUSY = 2.0
"""Seconds that the chat tells everybody to wait, before the days off and after them."""

Wrong = Literal["", "ahead", "steps", "days off"]
"""What is wrong with the clock. ahead: of the chat's. steps: it is set again and again, and at last a day back.

days off: nothing runs for days, in the middle; the chat's clock is right.
"""


def _send(process: int, what: signal.Signals) -> None:
    """Nothing to whoever died at its own point a moment ago."""
    with suppress(ProcessLookupError):
        os.kill(process, what)


@dataclass(frozen=True)
class Script:
    """kills: in all. freezes: replicas that stand still for longer than a lease. crashes: of the database itself.

    freezes_at: instead of dying at named points, every third replica stands still at this one with its first message,
    until somebody else has looked after that. every: so many beats until a channel gets its next message.
    drain: seconds, after the last beat; only a play that goes wrong takes as long.
    """

    seed: int
    replicas: int
    kills: int
    beats: int
    freezes: int = 0
    crashes: int = 0
    without: Ablation = ""
    freezes_at: str = ""
    every: int = 4
    terms: Terms = TERMS
    clock: Wrong = ""
    drain: float = DRAIN_WITHIN
    platform: str = "slack"
    until_wrong: bool = False
    """It is known to go wrong, and has shown what it has to as soon as something came twice, or before its turn."""
    never_return: int = 0
    """So many replicas are killed at the beginning, and nobody starts them again."""


@dataclass
class Outcome:
    """lost: what did not arrive, and changes that nobody sees. changed: how many messages were changed in between."""

    expected: int
    changed: int
    lost: list[str]
    doubled: list[str]
    overtaken: list[str]
    kills: Counter[str] = field(default_factory=Counter)
    states: Counter[str] = field(default_factory=Counter)
    freezes: int = 0
    crashes: int = 0
    seconds: float = 0

    @property
    def is_well(self) -> bool:
        return not (self.lost or self.doubled or self.overtaken)


@dataclass
class Life:
    """A replica: until when it lives at most, and where it is to die before that.

    awake: when it goes on at the latest, for one that stands still at its point.
    """

    process: ForkServerProcess
    point: str
    until: float
    awake: float = 0


class Play:
    def __init__(
        self, url: str, chat: Chat | TeamsChat, script: Script, crash: Callable[[], None] | None = None
    ) -> None:
        self.url = url
        self.chat = chat
        self.script = script
        self.plan = Plan(script.beats, every=script.every, keeps=dt.timedelta(days=30), platform=script.platform)
        self._folder = tempfile.TemporaryDirectory()
        self._lead = Path(self._folder.name) / "lead"
        self._set(AHEAD if script.clock == "ahead" else 0)
        if script.clock:
            self._lead.with_name(replica.PLANNING).touch()
        self._crash = crash
        self._random = Random(script.seed)
        self._points = cycle(self._random.sample(POINTS, len(POINTS)))
        self._lives: list[Life] = []
        self._killed: Counter[str] = Counter()
        self._steps = iter(STEPS)
        self._births = self._freezes = self._crashes = 0

    def run(self) -> Outcome:
        began = time.monotonic()
        database = Database(self.url, dt.timedelta(seconds=10))
        begin = real_time() + ahead(self._lead) + dt.timedelta(seconds=1)
        settle_in(database, self.plan, begin, self.chat.api_url)
        try:
            self._live_and_die(database)
            if self.script.clock == "steps":
                self._set(EVERYTHING_IS_DUE)
                self._wait_for(database, lambda db: not _planned(db))
                self._set(SET_RIGHT)
            self._wait_for(database, lambda db: self._has_shown_it(database) or not (_planned(db) or _under_way(db)))
            outcome = self._count(database)
        finally:
            for life in self._lives:
                life.process.kill()
                life.process.join()
            database.close()
            self._folder.cleanup()
        outcome.kills, outcome.freezes, outcome.crashes = self._killed, self._freezes, self._crashes
        outcome.seconds = time.monotonic() - began
        return outcome

    def _set(self, lead: float) -> None:
        """At once, for all who look."""
        new = self._lead.with_name("new")
        new.write_text(str(lead))
        new.replace(self._lead)

    def _live_and_die(self, database: Database) -> None:
        script = self.script
        began = time.monotonic()
        disturb = sorted(self._disturbances(began))
        self._lives = [self._born() for _ in range(script.replicas)]
        while sum(self._killed.values()) < script.kills or disturb or self._somebody_stands_still():
            if disturb and time.monotonic() >= disturb[0][0]:
                self._disturb(disturb.pop(0)[1], database)
            self._reap()
            time.sleep(0.02)
        for life in self._lives[:]:
            if len(self._lives) > script.replicas - script.never_return:
                self._lives.remove(life)
                self._kill(life, "for good")
            elif life.point or life.until:
                self._kill(life, "the last")
                self._lives[self._lives.index(life)] = self._born(immortal=True)

    def _somebody_stands_still(self) -> bool:
        return any(time.monotonic() < life.awake for life in self._lives)

    def _disturbances(self, began: float) -> Iterator[tuple[float, str]]:
        """At random moments, spread over the time in which there is something to say."""
        steps = len(STEPS) if self.script.clock == "steps" else 0
        if self.script.clock == "days off":
            yield began + self.script.beats / 2, "days off"
        for kind, times in (("freeze", self.script.freezes), ("crash", self.script.crashes), ("step", steps)):
            for number in range(times):
                yield began + (number + self._random.random()) / times * self.script.beats, kind

    def _disturb(self, kind: str, database: Database) -> None:
        if kind == "step":
            self._set(next(self._steps))
        elif kind == "days off":
            self._be_off(database)
        elif kind == "crash":
            assert self._crash, "no server to crash"
            self._crash()
            self._crashes += 1
        elif life := self._random.choice(self._lives) if self._lives else None:
            self._freezes += 1
            _send(life.process.pid or 0, signal.SIGSTOP)
            frozen_until = time.monotonic() + self._long_enough()
            life.until, life.point = max(life.until, frozen_until + 2), life.point
            while time.monotonic() < frozen_until:
                self._reap(spare=life)
                time.sleep(0.02)
            _send(life.process.pid or 0, signal.SIGCONT)

    def _be_off(self, database: Database) -> None:
        """What was tried, was refused for a moment; and so it is when they come back."""
        self.chat.busy_until = off_at = time.monotonic() + BUSY
        while time.monotonic() < off_at:
            self._reap()
            time.sleep(0.02)
        for life in self._lives:
            self._kill(life, "at random")
        self._set(DAYS_OFF)
        self.chat.ahead = DAYS_OFF
        if self.script.without == "time off":
            tried = update(OutboxRow).where(OutboxRow.attempts > 0)
            with database.session(None, writes=True) as db:
                db.execute(tried.values(waited_seconds=OutboxRow.waited_seconds + int(DAYS_OFF)))
        self.chat.busy_until = time.monotonic() + BUSY
        self._lives = [self._born() for _ in self._lives]

    def _long_enough(self) -> float:
        """Seconds: longer than a lease, and sometimes until somebody else has looked after the message."""
        terms = self.script.terms
        return self._random.uniform(
            terms.lease.total_seconds() * 1.1, (terms.lease + terms.settle).total_seconds() * 1.3
        )

    def _reap(self, spare: Life | None = None) -> None:
        """Who is dead is replaced; whose time has come is killed. spare: is frozen, and lives on."""
        for at, life in enumerate(self._lives):
            if life is spare:
                continue
            if not life.process.is_alive():
                assert life.process.exitcode == -signal.SIGKILL, f"{life.point}: {life.process.exitcode}"
                self._killed[life.point] += 1
            elif time.monotonic() >= life.until and sum(self._killed.values()) < self.script.kills:
                self._kill(life, "at random")
            else:
                continue
            self._lives[at] = self._born()

    def _kill(self, life: Life, how: str) -> None:
        life.process.kill()
        life.process.join()
        if how == "at random":
            self._killed[how] += 1

    def _born(self, immortal: bool = False) -> Life:
        self._births += 1
        if self.script.freezes_at and self._births % 3 == 1 and not immortal:
            self._freezes += 1
            frozen = self._until_looked_after()
            return self._begin(self.script.freezes_at, frozen, frozen + LONGEST_LIFE * 2)
        if self._random.random() < 0.5 and not immortal and not self.script.freezes_at:
            return self._begin(next(self._points), 0, LONGEST_LIFE)
        return self._begin("", 0, 0 if immortal else self._random.uniform(0.3, 2.5))

    def _begin(self, point: str, frozen: float, life: float) -> Life:
        """frozen, life: seconds. life: 0 for ever."""
        doom = point, 1 if frozen else self._random.randint(1, 4), frozen
        script = self.script
        process = replica.start(self.url, self.chat.api_url, self.plan, script.terms, doom, script.without, self._lead)
        now = time.monotonic()
        return Life(process, point, now + life if life else 0, now + frozen + LONGEST_LIFE if frozen else 0)

    def _until_looked_after(self) -> float:
        """Seconds: somebody else has found that it is not there, and has posted it."""
        terms = self.script.terms
        return (terms.lease + terms.settle).total_seconds() * 1.5

    def _has_shown_it(self, database: Database) -> bool:
        if not self.script.until_wrong:
            return False
        outcome = self._count(database)
        return bool(outcome.doubled or outcome.overtaken)

    def _wait_for(self, database: Database, is_so: Callable[[Session], bool]) -> None:
        until = time.monotonic() + self.script.beats + self.script.drain
        while time.monotonic() < until:
            try:
                with database.session(None) as db:
                    if is_so(db):
                        return
            except DBAPIError:
                """It was crashed a moment ago."""
            time.sleep(0.2)

    def _count(self, database: Database) -> Outcome:
        expected = [due for due in self.plan.due() if not due.changes]
        last_change = {due.changes: due.key for due in self.plan.due() if due.changes}
        came = self.chat.messages
        says, keys = {message.key: message.title for message in came}, [message.key for message in came]
        arrived = Counter(keys)
        first: dict[str, int] = {}
        for at, key in enumerate(keys):
            first.setdefault(key, at)
        lanes: dict[str, list[str]] = defaultdict(list)
        for due in expected:
            if due.key in arrived:
                lanes[due.channel].append(due.key)
        overtaken = [key for lane in lanes.values() for before, key in pairwise(lane) if first[key] < first[before]]
        said_for_sure = Counter(message.key for message in came if not message.unsure)
        with database.session(None) as db:
            # Of these somebody hears that nobody knows.
            doubtful = set(db.scalars(select(OutboxRow.key).where(OutboxRow.state == MessageState.DOUBTFUL)))
            states = Counter({str(row[0]): row[1] for row in db.execute(_BY_STATE)})
        return Outcome(
            len(expected),
            len(last_change),
            [due.key for due in expected if due.key not in arrived and due.key not in doubtful]
            + [change for key, change in last_change.items() if says.get(key) != change],
            [key for key, times in arrived.items() if said_for_sure[key] > 1 or times > 2],
            overtaken,
            states=states,
        )


def _planned(db: Session) -> bool:
    return bool(db.scalar(select(func.count()).select_from(ReminderRow)))


def _under_way(db: Session) -> bool:
    return bool(db.scalar(select(func.count()).where(OutboxRow.state.in_(ON_ITS_WAY))))


_BY_STATE = select(OutboxRow.state, func.count()).group_by(OutboxRow.state)
