"""What a chat platform is to the composition root, whichever it is."""

import datetime as dt
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from starlette.routing import BaseRoute

from bot.chat.forms import Option
from bot.chat.requests import Account, Knock, NotTold, Profile, UploadedFile
from bot.people.standing import Directory
from bot.service import Response
from handlers.concurrency import ConcurrencyLimit
from handlers.delivery.platform_clock import TheirClock
from handlers.delivery.protocol import Delivery, OutboundMessage, Refused
from handlers.now import Now
from handlers.observability import metrics, request_id
from handlers.web.application import Lifespan


class Core(Protocol):
    """What platforms use of `bot.service.Service`."""

    def answer(self, knock: Knock) -> Response: ...

    def options(self, knock: Knock, source: str, query: str) -> Sequence[Option]: ...

    def heard(self, account: Account, told: Profile | None, at: dt.datetime, number: str) -> bool: ...

    def arrives(self, account: Account, at: dt.datetime, number: str) -> None: ...

    def shuts_out(self, account: Account, at: dt.datetime) -> None: ...

    def may_have_changed(self, accounts: Sequence[Account], at: dt.datetime) -> None: ...


class DeliveryWithFiles(Delivery, Protocol):
    def download(self, file: UploadedFile) -> bytes:
        """The content of a file that somebody sent."""


class Counted:
    """A delivery whose outcomes are counted; what is logged meanwhile carries the key of the message."""

    def __init__(self, platform: str, delivery: Delivery) -> None:
        self._platform = platform
        self._delivery = delivery

    def find(self, message: OutboundMessage, since: dt.datetime) -> str | None:
        with request_id.under(message.key):
            return self._delivery.find(message, since)

    def post(self, message: OutboundMessage) -> str:
        outcome, started = "unclear", time.monotonic()
        try:
            with request_id.under(message.key):
                posted = self._delivery.post(message)
            outcome = "posted"
            return posted
        except Refused as refused:
            outcome = "later" if refused.retry_after else "refused"
            raise
        finally:
            metrics.DELIVERIES.labels(self._platform, outcome).inc()
            metrics.POSTING.labels(self._platform).observe(time.monotonic() - started)


@dataclass(frozen=True, slots=True)
class Entrance:
    """Who answers, and what every platform needs to let people in.

    number: makes the number that people quote when something fails. first_time: False for what was handled before.
    """

    core: Core
    roots: tuple[str, ...]
    now: Now
    number: Callable[[], str]
    first_time: Callable[[str], bool]
    turns: ConcurrencyLimit


class Platform(Protocol):
    """Slack, or Teams."""

    @property
    def name(self) -> str: ...

    @property
    def delivery(self) -> DeliveryWithFiles: ...

    @property
    def directory(self) -> Directory: ...

    @property
    def clock(self) -> TheirClock: ...

    def routes(self, entrance: Entrance) -> Sequence[BaseRoute]: ...

    def companions(self, entrance: Entrance) -> Sequence[Lifespan]: ...


class Directories:
    """Asks the platform that an account is of."""

    def __init__(self, directories: Mapping[str, Directory]) -> None:
        self._directories = directories

    def profile(self, account: Account) -> Profile:
        return self._directories[account.platform].profile(account)

    def again(self, account: Account) -> Profile:
        """Of a platform that the municipality has moved away from, nobody tells any more."""
        if account.platform not in self._directories:
            raise NotTold(is_away=False)
        return self._directories[account.platform].again(account)

    def with_email(self, platform: str, tenant: str, email: str) -> tuple[Account, Profile] | None:
        """None for a platform that this installation does not serve."""
        directory = self._directories.get(platform)
        return directory.with_email(platform, tenant, email) if directory else None
