"""Stored messages on their way out: never twice, never lost, in order, and no faster than the platforms allow.

Any number of processes may do this on one database: who sends a message has a lease on it. When the lease ends without
an answer, or the answer was unclear, the message is looked up at the platform before it may be sent again.
"""

import datetime as dt
import logging
import secrets
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import BoundedSemaphore, Event
from typing import Any, NamedTuple

import msgspec
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.orm import Session

from bot.chat.cards import Card, from_json, to_json
from bot.chat.exchange import Account, Place
from bot.undelivered import noting
from handlers.background import Background
from handlers.delivery import CannotLook, Delivery, Group, Letter, NoGroup, Refused, Unclear
from handlers.now import Now
from storage import lanes, outbox, people
from storage.database import Database, stay_within
from storage.outbox import IN_TROUBLE, ON_ITS_WAY, LetterState, OutboxRow

log = logging.getLogger(__name__)

REST = dt.timedelta(seconds=1)
"""Between two messages to one recipient: what Slack allows for each channel."""

TURN = dt.timedelta(milliseconds=51.5)
"""Between two messages of one municipality. 20 a second are allowed; with 19.4 a late packet never makes it 21."""

CREDIT = dt.timedelta(milliseconds=20)
"""Who takes a turn so much too late loses nothing."""

LOOK_AGAIN = dt.timedelta(minutes=5)
"""For a message that can't leave yet: its colleague has no account, or its platform is not connected."""

WAIT_FOR_PARENT = dt.timedelta(seconds=10)
GIVE_UP_AFTER = dt.timedelta(days=3)
"""Refused again and again: Slack was away, or nobody mended what was wrong."""

MOST_DOUBTS = 9
"""Times that nobody knew whether it was posted, and it was not. With the waits in between: an hour and a half."""

LONGEST_WAIT = dt.timedelta(hours=1)
SENDERS = 16
"""Messages on their way at once. A post takes up to half a second: this is enough for 20 a second, and to spare."""

LONGEST_POST = dt.timedelta(seconds=15)
SHORTEST_PAUSE, LONGEST_PAUSE = 0.1, 30.0
"""Seconds, while the database is away."""

NO_TIME = dt.timedelta(0)

Outcome = str | Refused | Unclear
"""How a delivery ended: the platform's own name of the post, or why there is none."""

Recipient = Account | Place | Group

Time = Callable[[Session], dt.datetime]
"""What time it is, in a transaction."""


@dataclass(frozen=True, slots=True)
class Terms:
    """settle: after an unclear answer, how long a post may take to appear; one that takes longer is doubled.

    lease: who has a message for longer is taken to be gone. start: who begins later than this after it took a message
    does not post it any more. The lease is much longer than that and a post's time-out together.
    """

    settle: dt.timedelta = dt.timedelta(seconds=45)
    lease: dt.timedelta = dt.timedelta(seconds=120)
    start: dt.timedelta = dt.timedelta(seconds=5)


class Address(NamedTuple):
    platform: str
    to: Recipient


class Ready(NamedTuple):
    platform: str
    letter: Letter


class Claimed(NamedTuple):
    """A message that this process may post, or look up, until its lease ends. at: when it took it, by its own clock."""

    row: OutboxRow
    token: str
    platform: str
    letter: Letter
    at: dt.datetime


class NotYet(NamedTuple):
    """It can't leave now, or never will. Its lane waits so long, and with it what comes after it."""

    reason: str
    wait: dt.timedelta = NO_TIME


class End(NamedTuple):
    """What is stored of how it went, and how long its lane rests before the next message."""

    values: dict[str, Any]
    wait: dt.timedelta = REST


class Outbox:
    """Delivers the rows of storage/outbox.py over the platforms that are connected; the first goes before others."""

    def __init__(
        self,
        database: Database,
        deliveries: Mapping[str, Delivery],
        now: Now,
        terms: Terms | None = None,
        time: Time | None = None,
    ) -> None:
        """time: of the database, where several computers share one; their own clocks never agree."""
        self.database = database
        self.deliveries = deliveries
        self.now = now
        self.terms = terms or Terms()
        self.time: Time = time or (lambda db: now())
        self._stopping = Event()
        self._free = BoundedSemaphore(SENDERS)
        self._senders = ThreadPoolExecutor(SENDERS, "sender")
        self._background = Background("outbox", self._dispatch)
        self._reaper = Background("reaper", self.check_one)

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

    # Sending

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
            free = lanes.next_free(db, now)
        return max(free - now, dt.timedelta(milliseconds=1)) if free else False

    def _claim(self) -> Claimed | NotYet | None:
        with self.database.session(None, writes=True) as db:
            now = self.time(db)
            row = outbox.next_letter(db, now)
            # Looked at again, because what was locked may be newer than what was looked at to find it.
            if row is None or lanes.free_at(db, row.municipality_id, row.lane, now) > now:
                return None
            ready = self._ready(db, row, now)
            if isinstance(ready, NotYet):
                row.reason = ready.reason
                if ready.wait:
                    lanes.rest(db, row.municipality_id, row.lane, now + ready.wait)
                return ready
            if not lanes.take_turn(db, row.municipality_id, now, TURN, CREDIT):
                return None
            row.attempts += 1
            row.attempted_at = row.attempted_at or now
            return self._take(row, LetterState.SENDING, ready, now)

    def _take(self, row: OutboxRow, state: LetterState, ready: Ready, now: dt.datetime) -> Claimed:
        row.state, row.token, row.until = state, secrets.token_hex(8), now + self.terms.lease
        return Claimed(row, row.token, ready.platform, ready.letter, self.now())

    def _ready(self, db: Session, row: OutboxRow, now: dt.datetime) -> Ready | NotYet:
        if row.expires_at and row.expires_at <= now:
            return _ended(row, LetterState.EXPIRED, "expired")
        address = self._address(db, row)
        if isinstance(address, NotYet):
            return address
        parent = outbox.letter_called(db, row.under) if row.under else None
        if parent and parent.state in (*ON_ITS_WAY, LetterState.DOUBTFUL):
            # The only time that it moves: what comes after it need not wait for its thread.
            row.not_before = now + WAIT_FOR_PARENT
            return NotYet("waits_for_thread")
        under = parent.posted_as if parent and parent.lane == row.lane else ""
        try:
            return Ready(address.platform, Letter(row.key, address.to, from_json(row.card), row.language, under))
        except msgspec.DecodeError:
            log.exception("message %s can't be read", row.key)
            ended = _ended(row, LetterState.DEAD, "unreadable")
            stay_within(db, row.municipality_id)
            noting.tell(db, row, now)
            return ended

    def _address(self, db: Session, row: OutboxRow) -> Address | NotYet:
        if row.colleague_id is None and not row.lane.startswith("together"):
            if row.platform in self.deliveries:
                return Address(row.platform, Place("channel", row.place))
            return NotYet("not_connected", LOOK_AGAIN)
        readers = [row.colleague_id] if row.colleague_id else [int(each) for each in row.together.split()]
        if not readers:
            return _ended(row, LetterState.CANCELLED, "nobody_left")
        accounts = people.accounts_of(db, readers)
        for platform in self.deliveries:
            here = {each.colleague_id: each for each in accounts if each.platform == platform}
            if len(here) == len(readers):
                to = tuple(Account(platform, here[each].tenant, here[each].user) for each in readers)
                return Address(platform, to if len(to) > 1 else to[0])
        return NotYet("no_account", LOOK_AGAIN)

    def _send(self, claimed: Claimed) -> None:
        outcome: Outcome
        if self.now() - claimed.at > self.terms.start:
            # This process was frozen in between. What is not posted can be given back.
            outcome = Refused("started_too_late", NO_TIME)
        else:
            outcome = self._post(claimed)
        self._at_last(lambda: self._save(claimed, outcome))

    def _post(self, claimed: Claimed) -> Outcome:
        try:
            return self.deliveries[claimed.platform].post(claimed.letter)
        except (Refused, Unclear) as answer:
            return answer
        except Exception as broken:
            log.exception("message %s: broken off while it was being sent", claimed.letter.key)
            return Unclear(type(broken).__name__)

    def _at_last(self, save: Callable[[], None]) -> None:
        """The database may be locked, full or away for a while; then this message is held until it is back."""
        pause = SHORTEST_PAUSE
        while True:
            try:
                return save()
            except (OperationalError, InterfaceError):
                log.exception("what became of a message is not stored yet; again in %.1f seconds", pause)
                if self._stopping.wait(pause):
                    raise
                pause = min(pause * 2, LONGEST_PAUSE)

    def _save(self, claimed: Claimed, outcome: Outcome) -> None:
        row = claimed.row
        with self.database.session(row.municipality_id, writes=True) as db:
            now = self.time(db)
            end = self._end(row, outcome, now)
            if not outbox.finish(db, row.id, claimed.token, **end.values):
                # Its lease ended, and somebody else looks after it; or the colleague was erased, and it with them.
                log.warning("message %s: the answer came too late", row.key)
                return
            lanes.rest(db, row.municipality_id, row.lane, now + end.wait)
            if isinstance(outcome, Refused):
                lanes.give_back_turn(db, row.municipality_id, TURN)
            if isinstance(outcome, NoGroup):
                _to_each(db, row, outcome.card)
            elif end.values["state"] in IN_TROUBLE:
                noting.tell(db, db.get_one(OutboxRow, row.id), now)
        if not isinstance(outcome, str):
            log.warning("message %s is %s: %s", row.key, end.values["state"].value, end.values["reason"])

    def _end(self, row: OutboxRow, outcome: Outcome, now: dt.datetime) -> End:
        reason = "" if isinstance(outcome, str) else str(outcome)[:200]
        match outcome:
            case str():
                return _sent(outcome)
            case NoGroup():
                return End({"state": LetterState.CANCELLED, "reason": reason, "card": b""})
            case Refused(retry_after=dt.timedelta() as wait) if now - (row.attempted_at or now) < GIVE_UP_AFTER:
                return End({"state": LetterState.PENDING, "reason": reason}, min(wait, LONGEST_WAIT))
            case Refused():
                return End({"state": LetterState.DEAD, "reason": reason})
        until = now + self.terms.settle
        return End({"state": LetterState.UNCERTAIN, "reason": reason, "until": until, "doubts": row.doubts + 1})

    # Looking up what nobody knows

    def check_one(self) -> bool:
        """One step: looks up the next message that may or may not have been posted. False when there is none."""
        checked = self._claim_check()
        if isinstance(checked, Claimed):
            found = self._find(checked)
            self._at_last(lambda: self._save_found(checked, found))
        return checked is not None

    def _claim_check(self) -> Claimed | NotYet | None:
        with self.database.session(None, writes=True) as db:
            now = self.time(db)
            for key in outbox.end_leases(db, now, now + self.terms.settle):
                log.warning("message %s: whoever was sending it never came back", key)
            row = outbox.next_to_check(db, now)
            if row is None:
                return None
            address = self._address(db, row)
            parent = outbox.letter_called(db, row.under) if row.under else None
            under = parent.posted_as if parent and parent.lane == row.lane else ""
            if isinstance(address, Address):
                card = from_json(row.card)
                letter = Letter(row.key, address.to, card, row.language, under)
                return self._take(row, LetterState.CHECKING, Ready(address.platform, letter), now)
            if row.state == LetterState.UNCERTAIN:
                row.state, row.reason = LetterState.DOUBTFUL, address.reason
                stay_within(db, row.municipality_id)
                noting.tell(db, row, now)
            return address

    def _find(self, checked: Claimed) -> str | Refused | Unclear | CannotLook | None:
        since = checked.row.attempted_at or checked.row.created_at
        try:
            return self.deliveries[checked.platform].find(checked.letter, since)
        except (Refused, Unclear, CannotLook) as answer:
            return answer
        except Exception as broken:
            log.exception("message %s: broken off while it was looked up", checked.letter.key)
            return Unclear(type(broken).__name__)

    def _save_found(self, checked: Claimed, found: str | Refused | Unclear | CannotLook | None) -> None:
        row = checked.row
        with self.database.session(row.municipality_id, writes=True) as db:
            now = self.time(db)
            end = self._end_of_check(row, checked.letter, found, now)
            if not outbox.finish(db, row.id, checked.token, **end.values):
                return
            lanes.rest(db, row.municipality_id, row.lane, now + end.wait)
            if end.values["state"] in IN_TROUBLE:
                noting.tell(db, db.get_one(OutboxRow, row.id), now)
        log.warning("message %s was looked up: it is %s", row.key, end.values["state"].value)

    def _end_of_check(
        self, row: OutboxRow, letter: Letter, found: str | Refused | Unclear | CannotLook | None, now: dt.datetime
    ) -> End:
        age = now - (row.attempted_at or row.created_at)
        match found:
            case str():
                return _sent(found)
            case CannotLook():
                return End({"state": LetterState.DOUBTFUL, "reason": str(found)[:200]})
            case Refused() | Unclear() if age > GIVE_UP_AFTER:
                return End({"state": LetterState.DOUBTFUL, "reason": str(found)[:200]})
            case Refused() | Unclear():
                wait = min(max(self.terms.settle, age / 2), LONGEST_WAIT)
                return End({"state": LetterState.UNCERTAIN, "reason": str(found)[:200], "until": now + wait})
        if letter.card.files:
            # The message is not there, but its files may be: they carry no key.
            return End({"state": LetterState.DOUBTFUL, "reason": "files"})
        if row.doubts >= MOST_DOUBTS:
            return End({"state": LetterState.DEAD, "reason": f"gave up: {row.reason}"[:200]})
        again = self.terms.settle * (2 ** (row.doubts - 2)) if row.doubts > 1 else NO_TIME
        return End({"state": LetterState.PENDING}, max(REST, min(again, LONGEST_WAIT)))


def _sent(posted_as: str) -> End:
    # People read it in the chat now; here the card would only be a second copy.
    return End({"state": LetterState.SENT, "posted_as": posted_as[:100], "reason": "", "card": b""})


def _ended(row: OutboxRow, state: LetterState, reason: str) -> NotYet:
    row.state = state
    if state != LetterState.DEAD:
        row.card = b""
    log.info("message %s is %s", row.key, state.value)
    return NotYet(reason)


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
