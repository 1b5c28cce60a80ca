"""Work after the answer: what takes long, done piece by piece in the order in which it was asked.

Any number of processes may do this on one database: whoever does a piece has a lease on it, and keeps it while at it.
"""

import datetime as dt
import logging
import secrets
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from bot import drawing, enqueue
from bot.chat.cards import Card, Paragraph
from bot.chat.feature import Task
from bot.chat.replies import Say
from bot.chat.requests import UploadedFile
from bot.chat.router import Router
from bot.chat.texts import speech
from handlers.delivery.background import Background, Unsaved
from handlers.now import Now
from handlers.observability import metrics, request_id
from storage.database import Database
from storage.messages import tasks
from storage.messages.outbox import MessageState
from storage.messages.tasks import Among, TaskRow
from storage.people import people
from storage.people.municipalities import Municipality
from storage.trouble import is_out_of_reach

log = logging.getLogger(__name__)

BETWEEN_PROGRESS = dt.timedelta(seconds=1)
PATIENCE = dt.timedelta(seconds=5)
"""For the work that is going on when the process stops; after that it is begun again, here or elsewhere."""

LEASE = dt.timedelta(seconds=120)
MOST_ATTEMPTS = 3
"""A piece of work that takes the process, or the database, down with it every time ends here; so does one that goes on
until somebody stops the process.
"""
GAVE_UP = "gave up"
REST = dt.timedelta(seconds=20)
"""After the database was busy or away, and twice as long the second time: at once it would be so again."""

HANDS = 3
"""So many municipalities can have something done at once: what is heavy is done in processes beside us."""
DRAWERS = 2
"""And so many pictures drawn: on a Monday at nine a thousand overviews have some, and no import waits for those."""

Fetch = Callable[[UploadedFile], bytes]
Draw = Callable[[Sequence[drawing.Drawing]], Sequence[bytes | None]]


class Failure:
    """The work raised; its name is for the row, its trace is in the log."""

    def __init__(self, reason: str) -> None:
        self.reason = reason


class Again:
    """The database was locked, full or away: that says nothing about the work, so it is begun again."""


Result = Sequence[Say] | Failure | Again


class Worker:
    """Does the rows of storage.messages.tasks by the features' workers.

    fetch: by platform, the content of a file. draw: PNGs, None for what could not be drawn.

    A worker may be begun again from the start, after a restart or a locked database. What it says is stored once.
    """

    def __init__(
        self,
        database: Database,
        router: Router,
        fetch: Mapping[str, Fetch],
        now: Now,
        lease: dt.timedelta = LEASE,
        draw: Draw = drawing.draw_all,
    ) -> None:
        draws, others = Among(router.drawers, are_meant=True), Among(router.drawers)
        among = [others] * HANDS + [draws] * DRAWERS
        self._hands = [Hand(database, router, fetch, now, lease, draw, each) for each in among]
        self._threads = [Background(f"workbench-{at}", hand.do_one) for at, hand in enumerate(self._hands, start=1)]
        self._heartbeat = Background("heartbeat", self._keep, every=lease / 4)

    def start(self) -> None:
        for thread in (*self._threads, self._heartbeat):
            thread.start()

    def wake(self) -> None:
        for thread in self._threads:
            thread.wake()

    def stop(self, patience: dt.timedelta = PATIENCE) -> None:
        """What does not end in time is handed back: another process, or the next start, begins it again at once."""
        for hand in self._hands:
            hand.begins_nothing_more = True
        for thread in self._threads:
            thread.ask_to_stop()
        began = time.monotonic()
        for thread in self._threads:
            thread.stop(max(dt.timedelta(0), patience - dt.timedelta(seconds=time.monotonic() - began)))
        self._heartbeat.stop(dt.timedelta(0))
        for hand in self._hands:
            hand.hand_back()

    def do_one(self) -> bool:
        """One piece of work, from begin to end. False when there is none."""
        return self._hands[0].do_one() or self._hands[-1].do_one()

    def _keep(self) -> bool:
        for hand in self._hands:
            hand.keep()
        return False


class Hand:
    """Does one piece of work at a time."""

    def __init__(
        self,
        database: Database,
        router: Router,
        fetch: Mapping[str, Fetch],
        now: Now,
        lease: dt.timedelta,
        draw: Draw,
        among: Among,
    ) -> None:
        self.database = database
        self.router = router
        self.fetch = fetch
        self.now = now
        self.lease = lease
        self.draw = draw
        self.among = among
        self.begins_nothing_more = False
        self._at: TaskRow | None = None
        self._came_further = False
        self._unsaved = Unsaved()

    def do_one(self) -> bool:
        self._unsaved.write()
        with self.database.session(None) as db:
            if not tasks.work_waits(db, self.now(), self.among):
                return False
        with self.database.session(None, writes=True) as db:
            now = self.now()
            for number in tasks.give_back_work(db, now):
                log.warning("work %s: whoever did it never came back", number)
            row = tasks.next_work(db, now, self.among)
            # Not before we know of a row: what another hand has just handed back is not for us.
            if row is None or self.begins_nothing_more:
                return False
            row.state, row.token, row.until = MessageState.SENDING, secrets.token_hex(8), now + self.lease
            row.attempts += 1
            zone = ZoneInfo(db.get_one(Municipality, row.municipality_id).timezone)
            fetch = self._fetch_for(db, row)
        self._came_further = False
        self._at = row
        with request_id.under(f"work-{row.id}"):
            result = self._result(row, zone, fetch) if row.attempts <= MOST_ATTEMPTS else Failure(GAVE_UP)
        self._unsaved.keep(partial(self._save, row, result))
        self._unsaved.write()
        self._at = None
        return True

    def hand_back(self) -> None:
        """It was interrupted, which counts as a time that it was tried.

        Unless it had come further than ever before: that can't go on for ever, and what no time ends has no progress.
        """
        if row := self._at:
            try:
                with self.database.session(None, writes=True) as db:
                    tasks.hand_back_work(db, row.token, counts=not self._came_further)
            except OperationalError:
                log.info("work is not handed back, the database is busy: it waits for the end of its lease")

    def keep(self) -> None:
        """While the work goes on, so does its lease. On SQLite it may wait: then nobody else can take it either."""
        if row := self._at:
            try:
                with self.database.session(None, writes=True) as db:
                    tasks.keep_work(db, row.token, self.now() + self.lease)
            except OperationalError:
                log.info("the lease on work is not kept, the database is busy")

    def _fetch_for(self, db: Session, row: TaskRow) -> Fetch:
        """The files of a colleague are where the colleague is."""
        platforms = {account.platform for account in people.accounts_of(db, [row.colleague_id])}
        return next((fetch for platform, fetch in self.fetch.items() if platform in platforms), _nowhere)

    def _result(self, row: TaskRow, zone: ZoneInfo, fetch: Fetch) -> Result:
        try:
            try:
                return self._attempt(row, zone, fetch, writes=False)
            except (StaleDataError, OperationalError):
                # Somebody else wrote in between, or holds the lock: again, this time with the lock first.
                return self._attempt(row, zone, fetch, writes=True)
        except Exception as broken:
            log.exception("work %s (%s) failed", row.id, row.name)
            return Again() if is_out_of_reach(broken) else Failure(type(broken).__name__)

    def _attempt(self, row: TaskRow, zone: ZoneInfo, fetch: Fetch, writes: bool) -> Sequence[Say]:
        order = enqueue.order_of(row)
        attempt = Attempt(self.database, row, self.now, writes, self._comes_further)
        task = Task(
            at=self.now().astimezone(zone),
            person=row.colleague_id,
            language=row.language,
            args=order.args,
            files=order.files,
            begin=attempt.begin,
            fetch=fetch,
            progress=attempt.progress,
            draw=self.draw,
            contributed=self.router.contributed,
        )
        return self.router.workers[row.name](task)

    def _comes_further(self) -> None:
        self._came_further = True

    def _save(self, row: TaskRow, result: Result) -> None:
        with self.database.session(row.municipality_id, writes=True) as db:
            work = db.get(TaskRow, row.id, with_for_update=True)
            if work is None or work.token != row.token:
                return  # The colleague was erased in the meantime; or it took so long that somebody else does it now.
            if isinstance(result, Again):
                work.state, work.token, work.until = MessageState.PENDING, "", self.now() + REST * work.attempts
                return
            metrics.WORK.labels("failed" if isinstance(result, Failure) else "done").inc()
            if isinstance(result, Failure):
                work.state, work.reason = MessageState.DEAD, result.reason[:200]
                result = [Say(_failed(row, result), row.colleague_id)]
            else:
                work.state, work.progress = MessageState.SENT, 100
            enqueue.report(db, work, result, self.now())


class Attempt:
    """One time that a worker goes at a row. writes: its transactions take SQLite's write lock at once.

    comes_further: is called when the work is further than at any time before.
    """

    def __init__(
        self, database: Database, row: TaskRow, now: Now, writes: bool, comes_further: Callable[[], None]
    ) -> None:
        self._database = database
        self._row = row
        self._now = now
        self._writes = writes
        self._comes_further = comes_further
        self._open = 0
        self._percent = self._written = 0
        self._write_again_at = now()

    @contextmanager
    def begin(self, *, writes: bool = False) -> Iterator[Session]:
        self._open += 1
        try:
            with self._database.session(self._row.municipality_id, writes=writes or self._writes) as db:
                yield db
        finally:
            self._open -= 1
        self._write_progress()

    def progress(self, percent: int) -> None:
        self._percent = max(0, min(percent, 100))
        self._write_progress()

    def _write_progress(self) -> None:
        """Not while the worker has a transaction open: on SQLite we would wait for our own lock."""
        now = self._now()
        if self._open or self._percent == self._written or now < self._write_again_at:
            return
        self._write_again_at = now + BETWEEN_PROGRESS
        try:
            with self._database.session(self._row.municipality_id, writes=True) as db:
                work = db.get(TaskRow, self._row.id)
                further = work is not None and work.token == self._row.token and self._percent > work.progress
                if work and further:
                    work.progress = self._percent
            if further:
                self._comes_further()
            self._written = self._percent
        except OperationalError:
            log.info("work %s: no progress written, the database is busy", self._row.id)


def _failed(row: TaskRow, failure: Failure) -> Card:
    t = speech(row.language)
    why = "gave_up" if failure.reason == GAVE_UP else "text"
    return Card(t("chat.work_failed.title"), (Paragraph(t(f"chat.work_failed.{why}", number=str(row.id))),))


def _nowhere(file: UploadedFile) -> bytes:
    raise LookupError("no platform to fetch it from")
