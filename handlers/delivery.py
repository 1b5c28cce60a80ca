"""How a platform answers when a message is delivered: posted, refused, or nobody knows."""

import datetime as dt
from dataclasses import dataclass
from typing import Protocol

from bot.chat.cards import Card
from bot.chat.exchange import Account, Place


class Refused(Exception):
    """The platform did not post it, for certain. `retry_after` is None when trying again is of no use."""

    def __init__(self, reason: str, retry_after: dt.timedelta | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after = retry_after


class Unclear(Exception):
    """A time-out, a reset or a server error: it may have been posted. Posting again could double it."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A stored message on its way. `key` names it for ever: it travels along, so that the post can be found again."""

    key: str
    to: Account | Place
    card: Card
    language: str


class Delivery(Protocol):
    """One platform."""

    def post(self, letter: Letter) -> str:
        """Posts, and returns the platform's own name of the post. Raises Refused or Unclear."""
