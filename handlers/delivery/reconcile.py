"""Messages that may or may not have been posted: looked up at the platform before they may be sent again.

Where nobody but the reader can look, they are sent once more after an hour, and say that it is so.
"""

import datetime as dt
import logging
from collections.abc import Mapping
from threading import Event

from bot.undelivered import noting
from handlers.delivery.messages import (
    LONGEST_WAIT,
    NO_TIME,
    REST,
    Claimed,
    End,
    NotYet,
    Ready,
    Terms,
    Time,
    given_up,
    is_given_up,
    save_with_retry,
    sent,
    take,
    tried,
    waiting,
)
from handlers.delivery.protocol import CannotLook, Delivery, NeverShown, Refused, Unclear, Unreached
from handlers.now import Now
from handlers.scheduling.clock_watch import Steady
from storage.database import Database, stay_within
from storage.messages import rate_limits, sending
from storage.messages.outbox import IN_TROUBLE, MessageState, OutboxRow

log = logging.getLogger(__name__)

MOST_DOUBTS = 9
"""Times that nobody knew whether it was posted, and it was not. With the waits in between: an hour and a half."""

Found = str | Refused | Unclear | CannotLook | None
"""The platform's own name of the post; None when it is not there, for certain; or why nobody can say."""


class Reconciler:
    """Ends the leases of whoever never came back, and looks up what is in doubt once it has had time to appear."""

    def __init__(
        self,
        database: Database,
        deliveries: Mapping[str, Delivery],
        now: Now,
        time: Time,
        steady: Steady,
        terms: Terms,
        stopping: Event,
    ) -> None:
        self.database = database
        self.deliveries = deliveries
        self.now = now
        self.time = time
        self.steady = steady
        self.terms = terms
        self._stopping = stopping

    def check_one(self) -> bool:
        """One step: looks up the next message. False when there is none."""
        checked = self._claim()
        if isinstance(checked, Claimed):
            found = self._find(checked)
            save_with_retry(lambda: self._save(checked, found), self._stopping)
        return checked is not None

    def _claim(self) -> Claimed | NotYet | None:
        with self.database.session(None, writes=True) as db:
            now = self.steady.time(db)
            if now is None:
                return None
            for key in sending.end_leases(db, now, now + self.terms.settle):
                log.warning("message %s: whoever was sending it never came back", key)
            row = sending.next_to_check(db, now)
            if row is None:
                return None
            found = tried(db, row, self.deliveries)
            if isinstance(found, Ready):
                return take(row, MessageState.CHECKING, found, now + self.terms.lease, self.now())
            if row.state == MessageState.UNCERTAIN:
                # Whoever it was for has no account any more to look at.
                row.state = MessageState.PENDING if row.instead_of else MessageState.DOUBTFUL
            row.reason = found.reason
            if row.state in IN_TROUBLE:
                stay_within(db, row.municipality_id)
                noting.tell(db, row, now)
            return found

    def _find(self, checked: Claimed) -> Found:
        if checked.message.instead_of:
            # Made twice it is the same change.
            return None
        since = checked.row.attempted_at or checked.row.created_at
        try:
            return self.deliveries[checked.platform].find(checked.message, since)
        except (Refused, Unclear, CannotLook) as answer:
            return answer
        except Exception as broken:
            log.exception("message %s: broken off while it was looked up", checked.message.key)
            return Unclear(type(broken).__name__)

    def _save(self, checked: Claimed, found: Found) -> None:
        row = checked.row
        with self.database.session(row.municipality_id, writes=True) as db:
            now = self.time(db)
            end = self._end(checked, found, now)
            if not sending.finish(db, row.id, checked.token, **end.values):
                return
            rate_limits.rest(db, (row.municipality_id, row.lane, now + end.wait))
            if end.values["state"] in IN_TROUBLE:
                noting.tell(db, db.get_one(OutboxRow, row.id), now)
        log.warning("message %s was looked up: it is %s", row.key, end.values["state"].value)

    def _end(self, checked: Claimed, found: Found, now: dt.datetime) -> End:
        row = checked.row
        match found:
            case str():
                return sent(found, checked.platform)
            case NeverShown() if row.colleague_id and row.doubts <= 1:
                # Only they could look, and a question that never came is worse than one that came twice and says so.
                return End({"state": MessageState.PENDING, "reason": str(found)[:200]}, self.terms.once_more)
            case CannotLook():
                return End({"state": MessageState.DOUBTFUL, "reason": str(found)[:200]})
            case Refused() | Unclear() if is_given_up(row):
                return End({"state": MessageState.DOUBTFUL, "reason": str(found)[:200]})
            case Refused() | Unclear():
                wait = min(max(self.terms.settle, dt.timedelta(seconds=row.waited_seconds) / 2), LONGEST_WAIT)
                later = {"state": MessageState.UNCERTAIN, "reason": str(found)[:200], "until": now + wait}
                return End(later if isinstance(found, Unreached) else {**later, **waiting(row, wait)})
        if checked.message.card.files:
            # The message is not there, but its files may be: they carry no key.
            return End({"state": MessageState.DOUBTFUL, "reason": "files"})
        if row.doubts >= MOST_DOUBTS:
            return given_up(row, f"gave up: {row.reason}")
        again = self.terms.settle * (2 ** (row.doubts - 2)) if row.doubts > 1 else NO_TIME
        return End({"state": MessageState.PENDING}, max(REST, min(again, LONGEST_WAIT)))
