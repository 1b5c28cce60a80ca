"""What changed, told at once to every open page (server-sent events)."""

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import suppress
from dataclasses import dataclass, field

from playground.slack.wire import Json

WAITING = 200  # a page that does not read any more loses the oldest; it fetches afresh when it wakes


@dataclass(frozen=True)
class Change:
    """Something to look at again. `people` None means everybody, `tab` None every page of theirs."""

    kind: str
    detail: Json = field(default_factory=dict)
    people: Collection[str] | None = None
    tab: str | None = None


@dataclass(eq=False)
class Listener:
    person: str
    tab: str
    waiting: asyncio.Queue[Change | None]

    def concerns(self, change: Change) -> bool:
        for_me = change.people is None or self.person in change.people
        return for_me and change.tab in (None, self.tab)


class Live:
    def __init__(self) -> None:
        self._listeners: set[Listener] = set()
        self._closed = False

    def tell(self, change: Change) -> None:
        for listener in self._listeners:
            if listener.concerns(change):
                _push(listener.waiting, change)

    async def listen(self, person: str, tab: str) -> AsyncIterator[Change]:
        listener = Listener(person, tab, asyncio.Queue(WAITING))
        if self._closed:
            return
        self._listeners.add(listener)
        try:
            while (change := await listener.waiting.get()) is not None:
                yield change
        finally:
            self._listeners.discard(listener)

    def close(self) -> None:
        """Ends every stream, so that stopping does not wait for open pages."""
        self._closed = True
        for listener in self._listeners:
            _push(listener.waiting, None)


def _push(waiting: "asyncio.Queue[Change | None]", change: Change | None) -> None:
    if waiting.full():
        with suppress(asyncio.QueueEmpty):
            waiting.get_nowait()
    waiting.put_nowait(change)
