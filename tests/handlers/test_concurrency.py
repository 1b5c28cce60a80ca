"""Few requests at a time do their own work, and whoever waits for something else lets the next one go first."""

import asyncio
from threading import Event

from handlers.concurrency import ConcurrencyLimit, going_to_wait

LONG = 30
"""Seconds. Only what is wrong takes so long."""


def test_whoever_is_going_to_wait_lets_the_next_one_go_first() -> None:
    next_one = Event()

    def waits() -> bool:
        going_to_wait()
        return next_one.wait(LONG)

    async def both() -> bool:
        limit = ConcurrencyLimit(1)
        it_came, _ = await asyncio.gather(limit.take(waits), limit.take(next_one.set))
        return it_came

    assert asyncio.run(both())


def test_else_one_begins_when_the_one_before_is_done() -> None:
    order = list[str]()

    def work(name: str) -> None:
        order.append(f"{name} begins")
        order.append(f"{name} ends")

    async def three() -> None:
        limit = ConcurrencyLimit(1)
        await asyncio.gather(*(limit.take(lambda name=name: work(name)) for name in "abc"))  # type: ignore[misc]

    asyncio.run(three())
    assert order == [f"{name} {what}" for name in "abc" for what in ("begins", "ends")]
