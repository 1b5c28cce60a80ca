"""Stored messages on their way out: never twice, never lost, in order, and no faster than the platforms allow.

Any number of processes may do this on one database: who sends a message has a lease on it. When the lease ends without
an answer, or the answer was unclear, the message is looked up at the platform before it may be sent again.
"""

import datetime as dt
import logging
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore, Event

from sqlalchemy.orm import Session

from bot.chat.cards import Card, to_json
from bot.undelivered import noting
from handlers.delivery.background import Background
from handlers.delivery.messages import (
    LONGEST_WAIT,
    NO_TIME,
    Claimed,
    End,
    NotYet,
    Terms,
    Time,
    given_up,
    is_given_up,
    ready,
    save_with_retry,
    sent,
    take,
    waiting,
)
from handlers.delivery.protocol import Delivery, NoGroup, Refused, SlowDown, Unclear, Unreached
from handlers.delivery.reconcile import Reconciler
from handlers.now import Now, Up
from handlers.scheduling.clock_watch import Steady, Trusting
from storage.database import Database, stay_within
from storage.messages import outbox, rate_limits
from storage.messages.outbox import IN_TROUBLE, MessageState, OutboxRow

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
        self._background = Background("outbox", self._dispatch)
        doubts = Reconciler(database, deliveries, now, self.time, self.steady, self.terms, self._stopping)
        self.check_one = doubts.check_one
        self._reaper = Background("reaper", doubts.check_one)

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
        if isinstance(found, Claimed):
            self._send(found)
        return found is not None

    def _dispatch(self) -> bool | dt.timedelta:
        """The same, while others are still being posted. Says when to look again."""
        if not self._free.acquire(timeout=1):
            return False
        found: Claimed | NotYet | None = None
        try:
            found = self._claim()
        finally:
            if not isinstance(found, Claimed):
                self._free.release()
        if isinstance(found, Claimed):
            self._senders.submit(self._send_and_make_room, found)
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

    def _claim(self) -> Claimed | NotYet | None:
        with self.database.session(None, writes=True) as db:
            now = self.steady.time(db)
            row = outbox.next_message(db, now) if now else None
            # Looked at again, because what was locked may be newer than what was looked at to find it.
            if row is None or now is None or rate_limits.free_at(db, row.municipality_id, row.lane, now) > now:
                return None
            found = ready(db, row, self.deliveries, now)
            if isinstance(found, NotYet):
                self._put_off(db, row, found, now)
                return found
            turn = rate_limits.take_turn(db, row.municipality_id, now, now + self.terms.lease, self.terms.quiet)
            if turn is None:
                return None
            row.attempts += 1
            theirs = self.theirs.get(found.platform)
            row.attempted_at = row.attempted_at or (theirs(now) if theirs else now)
            return take(row, MessageState.SENDING, found, now + self.terms.lease, self.now(), self.up(), turn)

    def _put_off(self, db: Session, row: OutboxRow, why: NotYet, now: dt.datetime) -> None:
        row.reason = why.reason
        if why.wait:
            rate_limits.rest(db, row.municipality_id, row.lane, now + why.wait)
        if row.state in IN_TROUBLE:
            stay_within(db, row.municipality_id)
            noting.tell(db, row, now)

    def _send(self, claimed: Claimed) -> None:
        outcome: Outcome
        if self._held(claimed) > self.terms.start:
            # This process was frozen in between. What is not posted can be given back.
            outcome = Refused("started_too_late", NO_TIME)
        else:
            outcome = self._post(claimed)
        answered_at = self.up()
        save_with_retry(lambda: self._save(claimed, outcome, answered_at), self._stopping)

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

    def _save(self, claimed: Claimed, outcome: Outcome, answered_at: float) -> None:
        row = claimed.row
        with self.database.session(row.municipality_id, writes=True) as db:
            # Waiting for the database was rest as well. Read before the database's time, so that it is never too much.
            rested = dt.timedelta(seconds=self.up() - answered_at)
            now = self.time(db)
            end = self._end(claimed, outcome, now)
            if not outbox.finish(db, row.id, claimed.token, **end.values):
                # Its lease ended, and somebody else looks after it; or the colleague was erased, and it with them.
                log.warning("message %s: the answer came too late", row.key)
                return
            rate_limits.rest(db, row.municipality_id, row.lane, now + end.wait - rested)
            rate_limits.rest(db, row.municipality_id, claimed.turn, now + _turn(outcome) - rested)
            if isinstance(outcome, NoGroup):
                _to_each(db, row, outcome.card)
            elif end.values["state"] in IN_TROUBLE:
                noting.tell(db, db.get_one(OutboxRow, row.id), now)
        if not isinstance(outcome, str | NoGroup):
            log.warning("message %s is %s: %s", row.key, end.values["state"].value, end.values["reason"])

    def _end(self, claimed: Claimed, outcome: Outcome, now: dt.datetime) -> End:
        row = claimed.row
        reason = "" if isinstance(outcome, str) else str(outcome)[:200]
        match outcome:
            case str():
                return sent(outcome, claimed.platform)
            case NoGroup():
                return End({"state": MessageState.CANCELLED, "reason": reason, "card": b""})
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
