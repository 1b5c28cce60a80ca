"""Few requests at a time do their own work; whoever waits for Slack, or for a lock, lets the next one go first.

Python runs one thread at a time. With sixteen in the ring each of them waits for its turn again at every row that
SQLite gives, and the slowest take four times as long as when they queue (docs/performance.md). A small pool of threads
would queue them too, but then a Slack that answers slowly holds up everybody.
"""

import asyncio
from collections.abc import Callable
from contextvars import ContextVar
from typing import TypeVar

from starlette.concurrency import run_in_threadpool

T = TypeVar("T")


def _nothing_to_give_back() -> None:
    """Outside a turn: in the outbox, over Socket Mode, in a test."""


_give_back: ContextVar[Callable[[], None]] = ContextVar("give_back", default=_nothing_to_give_back)


def going_to_wait() -> None:
    """From the thread of a request: from here on it does little but wait. The next one may begin."""
    _give_back.get()()


class ConcurrencyLimit:
    """at_once: how many requests may be doing their own work."""

    def __init__(self, at_once: int) -> None:
        self._free = asyncio.Semaphore(at_once)

    async def take(self, work: Callable[[], T]) -> T:
        """Does the work in a thread, when it is its turn; in the order of arrival."""
        await self._free.acquire()
        loop = asyncio.get_running_loop()
        held = True

        def give_back() -> None:
            nonlocal held
            if held:
                held = False
                self._free.release()

        def give_back_from_the_thread() -> None:
            # `held` belongs to the loop's own thread: a turn is given back once.
            loop.call_soon_threadsafe(give_back)

        _give_back.set(give_back_from_the_thread)
        try:
            return await run_in_threadpool(work)
        finally:
            give_back()
