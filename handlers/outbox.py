"""Stored messages on their way out: never twice, never lost, in order, and at most one a second for each recipient."""

import datetime as dt
import logging
from collections.abc import Mapping
from functools import partial
from typing import NamedTuple

from sqlalchemy.orm import Session

from bot import outgoing
from bot.chat.cards import Card, Paragraph, from_json
from bot.chat.exchange import Account, Place
from bot.chat.texts import speech
from handlers.background import Background, Unsaved
from handlers.delivery import Delivery, Letter, Refused, Unclear
from handlers.now import Now
from storage import outbox, people
from storage.database import Database
from storage.outbox import LetterState, OutboxRow

log = logging.getLogger(__name__)

REST = dt.timedelta(seconds=1)
"""Between two messages to one recipient: what Slack allows for each channel."""

LOOK_AGAIN = dt.timedelta(minutes=5)
"""For a message that can't leave yet: its colleague has no account, or its platform is not connected."""

LONGEST_POST = dt.timedelta(seconds=15)

Outcome = str | Refused | Unclear
"""How a delivery ended: the platform's own name of the post, or why there is none."""

Recipient = tuple[int | None, str, str, str]


class Address(NamedTuple):
    platform: str
    to: Account | Place


class Outbox:
    """Delivers the rows of storage/outbox.py, over the platforms that are connected; the first one goes before others.

    Only one process of a database may do this: at its start it takes what was being sent for interrupted.
    """

    def __init__(self, database: Database, deliveries: Mapping[str, Delivery], now: Now) -> None:
        self.database = database
        self.deliveries = deliveries
        self.now = now
        self._unsaved = Unsaved()
        self._resting: dict[Recipient, dt.datetime] = {}
        self._background = Background("outbox", self.deliver_one)

    def start(self) -> None:
        self._unsaved.keep(self._take_over)
        self._background.start()

    def wake(self) -> None:
        self._background.wake()

    def stop(self) -> None:
        self._background.stop(patience=LONGEST_POST)

    def deliver_one(self) -> bool:
        """One step: sends the next message, or puts it off. False when none is due."""
        self._unsaved.write()
        with self.database.session(None, writes=True) as db:
            row = outbox.next_letter(db, self.now())
            if row is None:
                return False
            address = self._claim(db, row)
        if address is not None:
            # Between these two lines the process may die: the row says SENDING, so that nobody sends it again.
            outcome = self._post(row, address)
            self._resting = _still_resting(self._resting, self.now()) | {_recipient(row): self.now() + REST}
            self._unsaved.keep(partial(self._save, row, outcome))
            self._unsaved.write()
        return True

    def _take_over(self) -> None:
        with self.database.session(None, writes=True) as db:
            outbox.interrupted(db)

    def _claim(self, db: Session, row: OutboxRow) -> Address | None:
        """None when the message has to wait. It stays the next one of its recipient: what comes after it waits too."""
        now = self.now()
        rests_until = _still_resting(self._resting, now).get(_recipient(row))
        if rests_until is not None:
            row.not_before = rests_until
            return None
        address = self._address(db, row)
        if address is None:
            row.reason = "no_account" if row.colleague_id else "not_connected"
            row.not_before = now + LOOK_AGAIN
            return None
        row.state = LetterState.SENDING
        row.attempts += 1
        return address

    def _address(self, db: Session, row: OutboxRow) -> Address | None:
        if row.colleague_id is None:
            return Address(row.platform, Place("channel", row.place)) if row.platform in self.deliveries else None
        accounts = {account.platform: account for account in people.accounts_of(db, [row.colleague_id])}
        for platform in self.deliveries:
            if account := accounts.get(platform):
                return Address(platform, Account(platform, account.tenant, account.user))
        return None

    def _post(self, row: OutboxRow, address: Address) -> Outcome:
        try:
            letter = Letter(row.key, address.to, from_json(row.card), row.language)
            return self.deliveries[address.platform].post(letter)
        except (Refused, Unclear) as answer:
            return answer
        except Exception as broken:
            log.exception("message %s: broken off while it was being sent", row.key)
            return Unclear(type(broken).__name__)

    def _save(self, row: OutboxRow, outcome: Outcome) -> None:
        with self.database.session(row.municipality_id, writes=True) as db:
            letter = db.get(OutboxRow, row.id)
            if letter is None:
                return  # The colleague was erased in the meantime, and their messages with them.
            letter.reason = "" if isinstance(outcome, str) else str(outcome)[:200]
            match outcome:
                case str():
                    letter.state, letter.posted_as = LetterState.SENT, outcome[:100]
                    letter.card = b""  # People read it in the chat now; here it would only be a second copy.
                case Refused(retry_after=dt.timedelta() as wait):
                    letter.state, letter.not_before = LetterState.PENDING, self.now() + wait
                case Refused():
                    letter.state = LetterState.DEAD
                    self._tell_who_shared(db, letter)
                case Unclear():
                    letter.state = LetterState.UNCERTAIN
        if not isinstance(outcome, str):
            log.warning("message %s is %s: %s", row.key, letter.state.value, letter.reason)

    def _tell_who_shared(self, db: Session, letter: OutboxRow) -> None:
        """Nobody hears of a message that could not be delivered to a person: `doctor` shows it."""
        sharer = people.colleague(db, letter.on_refusal_tell) if letter.on_refusal_tell else None
        if sharer is None or sharer.erased_at is not None:
            return
        t = speech(sharer.language)
        text = t("chat.not_delivered.text", title=from_json(letter.card).title)
        card = Card(t("chat.not_delivered.title"), (Paragraph(text),))
        outgoing.tell(db, f"not-delivered-{letter.id}", sharer.id, card, sharer.language, self.now())


def _recipient(row: OutboxRow) -> Recipient:
    return row.colleague_id, row.platform, row.tenant, row.place


def _still_resting(resting: Mapping[Recipient, dt.datetime], now: dt.datetime) -> dict[Recipient, dt.datetime]:
    """Recipient -> until when. Further away than a rest means that the clock was turned back."""
    return {recipient: until for recipient, until in resting.items() if now < until <= now + REST}
