"""How a platform answers when a message is delivered: posted, refused, or nobody knows."""

import datetime as dt
from dataclasses import dataclass
from typing import Protocol

from bot.chat.cards import Card
from bot.chat.requests import Account, Place


class Refused(Exception):
    """The platform did not post it, for certain. `retry_after` is None when trying again is of no use."""

    def __init__(self, reason: str, retry_after: dt.timedelta | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after = retry_after


class SlowDown(Refused):
    """It got too much at once: whoever else sends to it waits a while as well."""

    def __init__(self, reason: str, retry_after: dt.timedelta) -> None:
        super().__init__(reason, retry_after)


class Unreached(Refused):
    """Nobody was there to refuse it, so it was not tried: however often this happens, it is not given up."""

    def __init__(self, reason: str, retry_after: dt.timedelta) -> None:
        super().__init__(reason, retry_after)


class Away(Refused):
    """The reader blocked us or took us out of their chat: nothing reaches them there until they come back."""


class NoGroup(Refused):
    """The platform makes no conversation of these people, so nothing was posted. Each gets a message instead.

    card: what each gets, where it differs: with a way to begin the conversation themselves.
    """

    def __init__(self, reason: str, card: Card | None = None) -> None:
        super().__init__(reason)
        self.card = card


class Unclear(Exception):
    """A time-out, a reset or a server error: it may have been posted. Posting again could double it."""


class CannotLook(Exception):
    """The platform does not show us whether a message is there: only people can see it."""


class NeverShown(CannotLook):
    """And no right that an administrator gives would change that."""


Group = tuple[Account, ...]
"""Several people in one conversation."""


@dataclass(frozen=True, slots=True)
class OutboundMessage:
    """A stored message on its way. `key` names it for ever: it travels along, so that the post can be found again.

    under: the platform's own name of the post in whose thread it goes; empty for none. instead_of: of the post that it
    changes; empty for a new one. unsure: it may have been posted before, for all that was heard then.
    """

    key: str
    to: Account | Place | Group
    card: Card
    language: str
    under: str = ""
    instead_of: str = ""
    unsure: bool = False


class Delivery(Protocol):
    """One platform. Every method may be called from any thread, and of any process."""

    def post(self, message: OutboundMessage) -> str:
        """Posts, or changes what was posted; returns the platform's own name of the post. Raises Refused or Unclear.

        A change may be made twice.
        """

    def find(self, message: OutboundMessage, since: dt.datetime) -> str | None:
        """Looks whether it was posted since then: its name, or None when it is not there, for certain.

        Raises CannotLook, or Refused or Unclear when it must be asked again later.
        """
