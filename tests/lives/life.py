"""A municipality that lives: the room, with the outbox, the work queue, the clock and housekeeping of the real bot."""

import datetime as dt
import logging
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from sqlalchemy import Connection, event, func, select

from bot.chat.cards import Card, to_json
from bot.chat.feature import Feature
from bot.chat.replies import Ask, Home, Replace, Say
from bot.chat.requests import Place
from bot.chat.router import Router
from bot.chat.texts import LANGUAGES, speech
from bot.features import FEATURES
from bot.people.arrivals import Arrivals
from bot.service import Response, Service
from handlers.delivery.outbox import Outbox
from handlers.delivery.worker import Worker
from handlers.scheduling.due import DueJobs
from handlers.scheduling.retention import Forgetting
from storage.database import Database
from storage.messages import rate_limits
from storage.messages.outbox import MessageState, OutboxRow
from storage.search import indexing
from tests import pictures
from tests.delivery.platform import Platform
from tests.lives.chat import Chat
from tests.person import Person
from tests.room import PLATFORM, ZONE, Room
from tests.screens import blocks_as_text, card_as_text, form_as_text

KEEP_DAYS = 30
"""The least that may be set, so that a life of weeks sees its own messages forgotten."""

A_MOMENT = dt.timedelta(minutes=1)
"""A lane that rests for longer is looked at with whatever is due next."""


class Log(logging.Handler):
    """Warnings, errors and traces. Those that a life asks for are expected."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []
        self.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


class Life(Room):
    """Every part of it is made anew by `restarts`, on the database as it is then.

    But for the engine, of which only the connections are: it keeps the statements that it compiled.
    """

    def __init__(
        self, url: str, platform: Platform, log: Log, begins_at: str, features: Sequence[Feature] = FEATURES
    ) -> None:
        self.url = url
        self.log = log
        self.features = features
        self.expected: tuple[str, ...] = ()
        self.wrote: set[str] = set()
        """Tables that were written to since somebody emptied this."""
        self.weeks = 0
        self._seen: set[tuple[bytes, str]] = set()
        self._woken = self._time_goes_on = False
        self._broken = frozenset(_words_of_failure())
        self.chat = Chat(self, platform)
        super().__init__(self._connect(), features, Arrivals())
        self.begins_at(begins_at)
        self._start()

    def _connect(self) -> Database:
        database = Database(self.url)
        if database.is_in_process:
            # Tests lose no power.
            event.listen(database.engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
        event.listen(database.engine, "before_cursor_execute", self._notice)
        return database

    def _notice(self, connection: Connection, cursor: object, statement: str, *_: object) -> None:
        words = statement.split(maxsplit=3)
        if words[0] in ("INSERT", "UPDATE", "DELETE"):
            table = words[1 if words[0] == "UPDATE" else 2].strip('"')
            self.wrote.add(table)
            self._woken = self._woken or table in ("outbox", "work")

    def _start(self) -> None:
        """As handlers/running.py does, but for the threads and the doors: a life turns the clock itself."""
        indexing.catch_up_with_all(self.database)
        self.service = Service(self.database, self.directory, self.features, self.arrivals)
        self.outbox = Outbox(self.database, {PLATFORM: self.chat}, lambda: self.now)
        fetch = {PLATFORM: self.chat.download}
        self.workbench = Worker(self.database, Router(self.features), fetch, lambda: self.now, draw=pictures.dots)
        self.tick = DueJobs(self.database, Router(self.features), lambda db: self.now)
        self.forgetting = Forgetting(self.database, dt.timedelta(days=KEEP_DAYS), lambda: self.now)
        self.tick.begin()

    def restarts(self) -> None:
        """The process ends, and begins anew."""
        self.ends()
        self._start()

    def ends(self) -> None:
        self.tick.stop()
        self.outbox.stop()
        self.workbench.stop()
        self.database.close()

    # Time

    def settle(self) -> None:
        """All that can be done and sent at this moment. What rests for a second is sent when the clock goes on."""
        if not (self._woken or self._time_goes_on):
            return
        while self.workbench.do_one() or self.outbox.deliver_one() or self.outbox.check_one():
            pass
        self._woken = False

    def _next_due(self) -> dt.datetime | None:
        doubted = (OutboxRow.state == MessageState.UNCERTAIN, OutboxRow.until > self.now)
        with self.database.session(None) as db:
            rested = rate_limits.next_free(db, self.now)
            times = [
                super()._next_due(),
                rested if rested and rested <= self.now + A_MOMENT else None,
                db.scalar(select(func.min(OutboxRow.until)).where(*doubted)),
            ]
        return min((time for time in times if time), default=None)

    def _live_until(self, then: dt.datetime) -> None:
        self._time_goes_on = True
        super()._live_until(then)
        self._time_goes_on = False

    def days_pass(self, days: int) -> None:
        """One by one, with housekeeping in each night."""
        for _ in range(days):
            self.turn(days=1)
            self.forgetting()

    def until(self, local: str) -> None:
        """Lives on until then, "2026-12-04 16:00"."""
        there = dt.datetime.fromisoformat(local).replace(tzinfo=ZONE)
        self.days_pass((there.date() - self.now.astimezone(ZONE).date()).days - 1)
        self.at(local)
        self.forgetting()

    def is_off_until(self, local: str) -> None:
        """The machine is off, and is started then."""
        self.ends()
        self._now = dt.datetime.fromisoformat(local).replace(tzinfo=ZONE).astimezone(dt.UTC)
        self._start()
        self.turn()

    # What the platform knows

    def becomes_a_guest(self, person: Person) -> None:
        profiles = self.directory.profiles
        profiles[person.account] = replace(profiles[person.account], outsider=True)

    def comes_back(self, person: Person) -> None:
        profiles = self.directory.profiles
        profiles[person.account] = replace(profiles[person.account], outsider=False, has_left=False)

    def platform_tells_of(self, person: Person) -> None:
        """That something changed for them, as Slack does at once."""
        assert self.service.heard(person.account, None, self.now, f"N{self.number()}")

    # What may never be seen

    def looks_right(self, card: Card, language: str, people: Collection[str] = ()) -> None:
        """A card that was looked at is not looked at again: it takes as long as answering, and most come every week."""
        seen = (to_json(card), language)
        if seen not in self._seen:
            super().looks_right(card, language, people)
            self._seen.add(seen)

    def inspect(self, outcome: Response, person: Person, place: Place) -> None:
        super().inspect(outcome, person, place)
        for reply in outcome.replies:
            self.nothing_broke(reply)

    def nothing_broke(self, shown: Card | Say | Replace | Ask | Home) -> None:
        words = _as_text(shown)
        for broken in self._broken:
            assert broken not in words, words

    def nothing_went_wrong(self) -> None:
        """No warning, no error and no trace in the log, but for what this life asked for."""
        lines = [line for line in self.log.lines if not any(words in line for words in self.expected)]
        assert not lines, "\n".join(lines)


@contextmanager
def life_in(url: str, begins_at: str, features: Sequence[Feature] = FEATURES) -> Iterator[Life]:
    """url: of a migrated database that nobody else uses."""
    log, root = Log(), logging.getLogger()
    root.addHandler(log)
    try:
        with Platform().opened() as platform:
            life = Life(url, platform, log, begins_at, features)
            yield life
            life.ends()
    finally:
        root.removeHandler(log)


def _words_of_failure() -> Iterable[str]:
    keys = ("handlers.broken.title", "chat.work_failed.title", "chat.by_itself_failed.title")
    return [str(speech(language)(key)) for key in keys for language in LANGUAGES]


def _as_text(shown: Card | Say | Replace | Ask | Home) -> str:
    match shown:
        case Card():
            return card_as_text(shown)
        case Say(card=card) | Replace(card=card):
            return card_as_text(card)
        case Home(blocks=blocks):
            return blocks_as_text(blocks)
        case Ask():
            return form_as_text(shown, {})
