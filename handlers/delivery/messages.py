"""A stored message on its way: who gets it, whether it may leave now, and how it ended."""

import datetime as dt
import logging
import secrets
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from threading import Event
from typing import Any, NamedTuple

import msgspec
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.orm import Session

from bot.chat.cards import from_json
from bot.chat.requests import Account, Place
from handlers.delivery.protocol import Group, OutboundMessage
from storage.messages import outbox
from storage.messages.outbox import (
    AWAY,
    NO_ACCOUNT,
    ON_ITS_WAY,
    WAIT_FOR_THREAD,
    WAITS_FOR_THREAD,
    MessageState,
    OutboxRow,
)
from storage.people import people
from storage.people.people import ChatAccount

log = logging.getLogger(__name__)

NO_TIME = dt.timedelta(0)
REST = dt.timedelta(seconds=1)
"""Between two messages to one recipient: what Slack allows for each channel."""

RESTS = {"teams": dt.timedelta(seconds=2)}
"""Where it is longer. Teams: 1,800 an hour in a conversation; with that, 7 a second and 60 in half a minute as well."""

LOOK_AGAIN = dt.timedelta(minutes=5)
"""For a message that can't leave yet: its colleague has no account, or its platform is not connected."""

LONGEST_WAIT = dt.timedelta(hours=1)
GIVE_UP_AFTER = dt.timedelta(days=3)
"""Of waiting between tries, as the platform asked: 72 tries at least. Added up, so that time off is not in it."""

SHORTEST_PAUSE, LONGEST_PAUSE = 0.1, 30.0
"""Seconds, while the database is away."""

Time = Callable[[Session], dt.datetime]
"""What time it is, in a transaction."""


@dataclass(frozen=True, slots=True)
class Terms:
    """settle: after an unclear answer, how long a post may take to appear; one that takes longer is doubled.

    lease: who has a message for longer is taken to be gone. start: who begins later than this after it took a message
    does not post it any more. The lease is much longer than that and a post's time-out together. quiet: where nothing
    was sent for so long, what waited since goes gently. once_more: after this a message in doubt goes to somebody's own
    chat again, where only they could look. look: how often a look is taken, when nobody says that there is something.
    """

    settle: dt.timedelta = dt.timedelta(seconds=45)
    lease: dt.timedelta = dt.timedelta(seconds=120)
    start: dt.timedelta = dt.timedelta(seconds=5)
    quiet: dt.timedelta = dt.timedelta(days=1)
    once_more: dt.timedelta = dt.timedelta(hours=1)
    look: dt.timedelta = dt.timedelta(seconds=1)


Accounts = Mapping[int, Sequence[ChatAccount]]
"""Those that can be written to, by colleague."""


class Address(NamedTuple):
    platform: str
    to: Account | Place | Group


class Ready(NamedTuple):
    platform: str
    message: OutboundMessage


class Claimed(NamedTuple):
    """A message that this process may post, or look up, until its lease ends.

    at: when it took it, by its own clock; up: and by the one that nobody can set.
    """

    row: OutboxRow
    token: str
    platform: str
    message: OutboundMessage
    at: dt.datetime
    up: float
    turn: str


class NotYet(NamedTuple):
    """It can't leave now, or never will. Its lane waits so long, and with it what comes after it."""

    reason: str
    wait: dt.timedelta = NO_TIME


class End(NamedTuple):
    """What is stored of how it went, and how long its lane rests before the next message."""

    values: dict[str, Any]
    wait: dt.timedelta = REST


def take(
    row: OutboxRow,
    state: MessageState,
    ready: Ready,
    until: dt.datetime,
    at: dt.datetime,
    up: float = 0,
    turn: str = "",
) -> Claimed:
    """From here on this process has it, when the transaction commits. until: the end of its lease."""
    row.state, row.token, row.until, row.platform = state, secrets.token_hex(8), until, ready.platform
    return Claimed(row, row.token, ready.platform, ready.message, at, up, turn)


def ready(
    db: Session, row: OutboxRow, accounts: Accounts, platforms: Collection[str], now: dt.datetime
) -> Ready | NotYet:
    """To be sent. accounts: of its readers. platforms: that are connected, the first one goes before others."""
    if row.expires_at and row.expires_at <= now:
        return ended(row, MessageState.EXPIRED, "expired")
    parent = _parent(db, row)
    if parent and parent.state in (*ON_ITS_WAY, MessageState.DOUBTFUL):
        # The only time that it moves: what comes after it need not wait for its thread.
        row.not_before = now + WAIT_FOR_THREAD
        return NotYet(WAITS_FOR_THREAD)
    return addressed(db, row, accounts, platforms)


def tried(db: Session, row: OutboxRow, platforms: Collection[str]) -> Ready | NotYet:
    """Where it may have been posted, also when its reader is somewhere else by now."""
    here = [each for each in platforms if each == row.platform] if row.platform else platforms
    return addressed(db, row, accounts_of(db, [row]), here, also_away=True)


def _parent(db: Session, row: OutboxRow) -> OutboxRow | None:
    """The message in whose thread it goes, or that it changes."""
    key = row.under or row.instead_of
    return outbox.message_called(db, key) if key else None


def addressed(
    db: Session, row: OutboxRow, accounts: Accounts, platforms: Collection[str], *, also_away: bool = False
) -> Ready | NotYet:
    """With its recipient as the platform knows them, and the post in whose thread it goes or that it changes."""
    parent = _parent(db, row)
    if row.instead_of and parent and parent.platform:
        # What is changed is there, wherever they spoke since.
        platforms = [each for each in platforms if each == parent.platform]
    address = _address(row, accounts, platforms, also_away)
    if isinstance(address, NotYet):
        return address
    posted_as = parent.posted_as if parent and parent.lane == row.lane else ""
    if parent and parent.platform not in ("", address.platform):
        posted_as = ""
    if row.instead_of and not posted_as:
        return ended(row, MessageState.CANCELLED, "nothing_to_change")
    under, instead_of = ("", posted_as) if row.instead_of else (posted_as, "")
    try:
        message = OutboundMessage(
            row.key, address.to, from_json(row.card), row.language, under, instead_of, unsure=row.doubts > 0
        )
        return Ready(address.platform, message)
    except msgspec.DecodeError:
        log.exception("message %s can't be read", row.key)
        return ended(row, MessageState.DEAD, "unreadable")


def accounts_of(db: Session, rows: Iterable[OutboxRow]) -> Accounts:
    """Of the readers of these messages, by colleague."""
    found: dict[int, list[ChatAccount]] = {}
    for account in people.accounts_of(db, {reader for row in rows for reader in _readers(row)}):
        found.setdefault(account.colleague_id, []).append(account)
    return found


def _readers(row: OutboxRow) -> list[int]:
    return [row.colleague_id] if row.colleague_id else [int(each) for each in row.together.split()]


def _address(row: OutboxRow, accounts: Accounts, platforms: Collection[str], also_away: bool) -> Address | NotYet:
    if row.colleague_id is None and not row.lane.startswith("together"):
        if row.platform in platforms:
            return Address(row.platform, Place("channel", row.place))
        return NotYet("not_connected", LOOK_AGAIN)
    readers = _readers(row)
    if not readers:
        return ended(row, MessageState.CANCELLED, "nobody_left")
    theirs = [account for reader in readers for account in accounts.get(reader, ())]
    spoke = Counter(account.platform for account in theirs if account.spoke_last)
    let_in = [account for account in theirs if also_away or not account.refuses_since]
    for platform in sorted(platforms, key=lambda each: -spoke[each]):
        here = {each.colleague_id: each for each in let_in if each.platform == platform}
        if len(here) == len(readers):
            to = tuple(Account(platform, here[each].tenant, here[each].user) for each in readers)
            return Address(platform, to if len(to) > 1 else to[0])
    return NotYet(NO_ACCOUNT if let_in == theirs else AWAY, LOOK_AGAIN)


def is_given_up(row: OutboxRow) -> bool:
    return row.waited_seconds >= GIVE_UP_AFTER.total_seconds()


def waiting(row: OutboxRow, wait: dt.timedelta) -> dict[str, int]:
    """So long it waits before it is tried again; that counts."""
    return {"waited_seconds": row.waited_seconds + round(wait.total_seconds())}


def sent(posted_as: str, platform: str) -> End:
    # People read it in the chat now; here the card would only be a second copy.
    values = {"state": MessageState.SENT, "posted_as": posted_as[:100], "reason": "", "card": b""}
    return End(values, RESTS.get(platform, REST))


def given_up(row: OutboxRow, reason: str) -> End:
    """It is not posted, and somebody has to know; but for a change: then what was posted stays as it is."""
    if row.instead_of:
        return End({"state": MessageState.CANCELLED, "reason": reason[:200], "card": b""})
    return End({"state": MessageState.DEAD, "reason": reason[:200]})


def ended(row: OutboxRow, state: MessageState, reason: str) -> NotYet:
    row.state = state
    if state != MessageState.DEAD:
        row.card = b""
    log.info("message %s is %s", row.key, state.value)
    return NotYet(reason)


def save_with_retry(save: Callable[[], None], stopping: Event) -> None:
    """The database may be locked, full or away for a while; then this message is held until it is back."""
    pause = SHORTEST_PAUSE
    while True:
        try:
            return save()
        except (OperationalError, InterfaceError):
            log.exception("what became of a message is not stored yet; again in %.1f seconds", pause)
            if stopping.wait(pause):
                raise
            pause = min(pause * 2, LONGEST_PAUSE)
