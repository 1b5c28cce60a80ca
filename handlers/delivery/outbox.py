"""Stored messages on their way out: never twice, never lost, in order, and no faster than the platforms allow.

Any number of processes may do this on one database: who sends a message has a lease on it. When the lease ends without
an answer, or the answer was unclear, the message is looked up at the platform before it may be sent again.
"""

import datetime as dt
import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore, Event
from typing import NamedTuple

from sqlalchemy.orm import Session

from bot.chat.cards import Card, to_json
from bot.chat.requests import Account
from bot.undelivered import noting
from handlers.delivery.background import Background
from handlers.delivery.messages import (
    LONGEST_WAIT,
    NO_TIME,
    Claimed,
    End,
    NotYet,
    Ready,
    Terms,
    Time,
    accounts_of,
    given_up,
    is_given_up,
    ready,
    save_with_retry,
    sent,
    take,
    waiting,
)
from handlers.delivery.protocol import Away, Delivery, NoGroup, Refused, SlowDown, Unclear, Unreached
from handlers.delivery.reconcile import Reconciler
from handlers.delivery.together import SavedTogether
from handlers.now import Now, Up
from handlers.scheduling.clock_watch import Steady, Trusting
from storage.database import Database, within
from storage.messages import rate_limits, sending
from storage.messages.outbox import AWAY, IN_TROUBLE, MessageState, OutboxRow
from storage.people import reaching

log = logging.getLogger(__name__)

TURN = dt.timedelta(seconds=1)
"""From the answer until a turn comes back: however late a message or an answer was, no second sees more than twenty."""

LONGEST_TURN = dt.timedelta(minutes=1)
"""Of a turn on which the platform said that it is too much at once."""

SENDERS = 16
"""Messages on their way at once. A post takes up to half a second: this is enough for 20 a second, and to spare."""

LONGEST_POST = dt.timedelta(seconds=15)
SHORTEST_LOOK = dt.timedelta(milliseconds=1)

Earliest = Callable[[dt.datetime], dt.datetime]
"""What a platform's own clock says at least, when ours says this."""

Outcome = str | Refused | Unclear
"""How a delivery ended: the platform's own name of the post, or why there is none."""


class Delivered(NamedTuple):
    """up: when the answer came, by the clock that nobody can set."""

    claimed: Claimed
    outcome: Outcome
    up: float

    @property
    def posted(self) -> tuple[str, str] | None:
        """Token, and the platform's name of the post."""
        return (self.claimed.token, self.outcome[:100]) if isinstance(self.outcome, str) else None


class Outbox:
    """Delivers the rows of storage.messages.outbox over the connected platforms; the first goes before others."""

    def __init__(
        self,
        database: Database,
        deliveries: Mapping[str, Delivery],
        now: Now,
        terms: Terms | None = None,
        time: Time | None = None,
        steady: Steady | None = None,
        theirs: Mapping[str, Earliest] | None = None,
        up: Up | None = None,
    ) -> None:
        """time: of the database, where several computers share one; their own clocks never agree.

        steady: whether that can be relied on. theirs: the clocks of the platforms. up: one that nobody can set.
        """
        self.database = database
        self.deliveries = deliveries
        self.now = now
        self.terms = terms or Terms()
        self.time: Time = time or (lambda db: now())
        self.steady: Steady = steady or Trusting(self.time)
        self.theirs = theirs or {}
        self.up: Up = up or (lambda: now().timestamp())
        self._stopping = Event()
        self._free = BoundedSemaphore(SENDERS)
        self._senders = ThreadPoolExecutor(SENDERS, "sender")
        self._saved = SavedTogether(self._save)
        self._background = Background("outbox", self._dispatch, self.terms.look)
        doubts = Reconciler(database, deliveries, now, self.time, self.steady, self.terms, self._stopping)
        self.check_one = doubts.check_one
        self._reaper = Background("reaper", doubts.check_one, self.terms.look)

    def start(self) -> None:
        self._background.start()
        self._reaper.start()

    def wake(self) -> None:
        self._background.wake()

    def stop(self) -> None:
        """Takes no more messages, and lets those that are being posted end."""
        self._stopping.set()
        self._background.stop(LONGEST_POST)
        self._reaper.stop(LONGEST_POST)
        self._senders.shutdown(wait=True, cancel_futures=False)

    def deliver_one(self) -> bool:
        """One step: sends the next message, or puts it off. False when none is due."""
        found = self._claim()
        for each in found:
            if isinstance(each, Claimed):
                self._send(each)
        return bool(found)

    def _dispatch(self) -> bool | dt.timedelta:
        """The same, for as many as there are senders free. Says when to look again."""
        if not self._free.acquire(timeout=1):
            return False
        free = 1
        while self._free.acquire(blocking=False):
            free += 1
        claimed: list[Claimed] = []
        try:
            found = self._claim(free)
            claimed = [each for each in found if isinstance(each, Claimed)]
        finally:
            for _ in range(free - len(claimed)):
                self._free.release()
        for each in claimed:
            self._senders.submit(self._send_and_make_room, each)
        return True if found else self._until_next()

    def _send_and_make_room(self, claimed: Claimed) -> None:
        try:
            self._send(claimed)
        except Exception:
            # Its lease ends, and then it is looked up.
            log.exception("message %s: broken off", claimed.row.key)
        finally:
            self._free.release()

    def _until_next(self) -> bool | dt.timedelta:
        with self.database.session(None) as db:
            now = self.time(db)
            free = rate_limits.next_free(db, now)
        return max(free - now, SHORTEST_LOOK) if free else False

    def _claim(self, at_most: int = 1) -> Sequence[Claimed | NotYet]:
        """In one transaction: it takes as long for sixteen messages as for one."""
        with self.database.session(None, writes=True) as db:
            now = self.steady.time(db)
            rows = sending.next_messages(db, now, at_most) if now else ()
            if not rows or now is None:
                return ()
            # Looked at again, because what was locked may be newer than what was looked at to find it.
            resting = rate_limits.resting(db, [(row.municipality_id, row.lane) for row in rows], now)
            accounts = accounts_of(db, rows)
            done = list[Claimed | NotYet]()
            fit: dict[int, list[tuple[OutboxRow, Ready]]] = {}
            for row in rows:
                if (row.municipality_id, row.lane) in resting:
                    continue
                found = ready(db, row, accounts, self.deliveries, now)
                if isinstance(found, NotYet):
                    self._put_off(db, row, found, now)
                    done.append(found)
                else:
                    fit.setdefault(row.municipality_id, []).append((row, found))
            # Always in the same order: two processes may have to wait for each other's turns.
            for home in sorted(fit):
                done += self._take(db, home, fit[home], now)
            return done

    def _take(
        self, db: Session, home: int, messages: Sequence[tuple[OutboxRow, Ready]], now: dt.datetime
    ) -> Iterator[Claimed]:
        """As many as the municipality has turns for."""
        until = now + self.terms.lease
        turns = rate_limits.take_turns(db, home, len(messages), now, until, self.terms.quiet)
        for (row, found), turn in zip(messages, turns, strict=False):
            row.attempts += 1
            theirs = self.theirs.get(found.platform)
            row.attempted_at = row.attempted_at or (theirs(now) if theirs else now)
            yield take(row, MessageState.SENDING, found, until, self.now(), self.up(), turn)

    def _put_off(self, db: Session, row: OutboxRow, why: NotYet, now: dt.datetime) -> None:
        row.reason = why.reason
        if why.wait:
            rate_limits.rest(db, (row.municipality_id, row.lane, now + why.wait))
        if row.state in IN_TROUBLE or why.reason == AWAY:
            with within(db, row.municipality_id):
                noting.tell(db, row, now)

    def _send(self, claimed: Claimed) -> None:
        outcome: Outcome
        if self._held(claimed) > self.terms.start:
            # This process was frozen in between. What is not posted can be given back.
            outcome = Refused("started_too_late", NO_TIME)
        else:
            outcome = self._post(claimed)
        self._saved.save(Delivered(claimed, outcome, self.up()))

    def _held(self, claimed: Claimed) -> dt.timedelta:
        """One clock may have been set meanwhile, and the other may have stood still with the machine."""
        return max(self.now() - claimed.at, dt.timedelta(seconds=self.up() - claimed.up))

    def _post(self, claimed: Claimed) -> Outcome:
        try:
            return self.deliveries[claimed.platform].post(claimed.message)
        except (Refused, Unclear) as answer:
            return answer
        except Exception as broken:
            log.exception("message %s: broken off while it was being sent", claimed.message.key)
            return Unclear(type(broken).__name__)

    def _save(self, answers: Sequence[Delivered]) -> None:
        save_with_retry(lambda: self._store(answers), self._stopping)

    def _store(self, answers: Sequence[Delivered]) -> None:
        stored = list[tuple[OutboxRow, Outcome, End]]()
        with self.database.session(None, writes=True) as db:
            # Waiting for the database was rest as well. Read before the database's time, so that it is never too much.
            up = self.up()
            now = self.time(db)
            posted = {each.claimed.row.id: each.posted for each in answers if each.posted}
            ours = sending.posted(db, posted) if posted else set[int]()
            rests = list[tuple[int, str, dt.datetime]]()
            for claimed, outcome, answered_at in answers:
                row, end = claimed.row, self._end(claimed, outcome, now)
                if row.id not in ours and not self._finish(db, claimed, outcome, end, now):
                    # Its lease ended, and somebody else looks after it; or the colleague was erased, and it with them.
                    log.warning("message %s: the answer came too late", row.key)
                    continue
                since = now - dt.timedelta(seconds=up - answered_at)
                rests.append((row.municipality_id, row.lane, since + end.wait))
                rests.append((row.municipality_id, claimed.turn, since + _turn(outcome)))
                stored.append((row, outcome, end))
            if rests:
                rate_limits.rest(db, *rests)
        for row, outcome, end in stored:
            if not isinstance(outcome, str | NoGroup):
                log.warning("message %s is %s: %s", row.key, end.values["state"].value, end.values["reason"])

    def _finish(self, db: Session, claimed: Claimed, outcome: Outcome, end: End, now: dt.datetime) -> bool:
        """What was not posted. False when somebody else has taken it over."""
        row = claimed.row
        if isinstance(outcome, str) or not sending.finish(db, row.id, claimed.token, **end.values):
            return False
        with within(db, row.municipality_id):
            if isinstance(outcome, NoGroup):
                _to_each(db, row, outcome.card)
            elif isinstance(outcome, Away) and isinstance(claimed.message.to, Account):
                # Said of all that waits for them, when it would leave: elsewhere, or not before they are back.
                reaching.refuses(db, *claimed.message.to, now)
            elif end.values["state"] in IN_TROUBLE:
                noting.tell(db, db.get_one(OutboxRow, row.id), now)
        return True

    def _end(self, claimed: Claimed, outcome: Outcome, now: dt.datetime) -> End:
        row = claimed.row
        reason = "" if isinstance(outcome, str) else str(outcome)[:200]
        match outcome:
            case str():
                return sent(outcome, claimed.platform)
            case NoGroup():
                return End({"state": MessageState.CANCELLED, "reason": reason, "card": b""})
            case Away():
                return End({"state": MessageState.PENDING, "reason": reason}, NO_TIME)
            case Unreached(retry_after=dt.timedelta() as wait):
                return End({"state": MessageState.PENDING, "reason": reason}, wait)
            case Refused(retry_after=dt.timedelta() as wait) if not is_given_up(row):
                wait = min(wait, LONGEST_WAIT)
                return End({"state": MessageState.PENDING, "reason": reason, **waiting(row, wait)}, wait)
            case Refused():
                return given_up(row, reason)
        until = now + self.terms.settle
        return End({"state": MessageState.UNCERTAIN, "reason": reason, "until": until, "doubts": row.doubts + 1})


def _turn(outcome: Outcome) -> dt.timedelta:
    """How long the municipality's turn rests."""
    match outcome:
        case SlowDown(retry_after=dt.timedelta() as wait):
            return min(max(wait, TURN), LONGEST_TURN)
        case Refused():
            return NO_TIME  # It was not used.
    return TURN


def _to_each(db: Session, group: OutboxRow, card: Card | None) -> None:
    """Instead of one conversation: exactly once, because a key is unique for ever."""
    for colleague in group.together.split():
        alone = OutboxRow(
            key=f"{group.key[:90]} {group.id} {colleague}",
            language=group.language,
            card=to_json(card) if card else group.card,
            not_before=group.not_before,
            created_at=group.created_at,
            colleague_id=int(colleague),
            expires_at=group.expires_at,
        )
        db.add(alone)
