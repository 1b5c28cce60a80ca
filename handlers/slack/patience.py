"""Slack hangs up after three seconds, and shows people that something failed, while we may be waiting for Slack itself.

So a request that takes longer is acknowledged, and goes on: what it says then comes by the other ways that Slack gives.
"""

import asyncio
import datetime as dt
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from slack_bolt import BoltResponse

from handlers.slack import limits


class Hourglass:
    """Of one request: whoever is first, the answer or the end of Slack's patience, has what goes back to Slack."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._is_taken = False
        self.has_run_out = False

    def is_in_time(self) -> bool:
        """Takes it for the answer. From any thread; True once at most."""
        with self._lock:
            taken, self._is_taken = self._is_taken, True
            return not taken

    def runs_out(self) -> bool:
        """True when there was no answer yet: it is too late now."""
        with self._lock:
            self.has_run_out = not self._is_taken
            self._is_taken = True
            return self.has_run_out


class Unhurried:
    """What has been acknowledged and goes on. within: how long an answer may take before that."""

    def __init__(self, within: dt.timedelta = limits.ANSWER_BUDGET) -> None:
        self._within = within.total_seconds()
        self._going_on: set[asyncio.Future[BoltResponse]] = set()

    async def answer(
        self, work: Callable[[Hourglass], Awaitable[BoltResponse]], otherwise: BoltResponse
    ) -> BoltResponse:
        """otherwise: what Slack hears when it takes too long."""
        hourglass = Hourglass()
        task = asyncio.ensure_future(work(hourglass))
        self._going_on.add(task)
        task.add_done_callback(self._going_on.discard)
        await asyncio.wait({task}, timeout=self._within)
        return otherwise if not task.done() and hourglass.runs_out() else await task

    @asynccontextmanager
    async def ends_well(self) -> AsyncIterator[None]:
        """What goes on when the server stops is still ended, but not waited for without end."""
        yield
        if self._going_on:
            await asyncio.wait(set(self._going_on), timeout=limits.POST_TIMEOUT.total_seconds())
