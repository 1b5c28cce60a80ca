"""How long, and for how many at once, the web server waits for a request: uvicorn itself waits for ever, for everybody.

Whoever opens connections and says nothing costs us file descriptors, and whoever sends slowly costs memory. Only those
who are still to send something make room for others; whoever is being answered keeps their connection.
"""

import asyncio
import datetime as dt
from collections import Counter
from typing import cast
from weakref import WeakKeyDictionary

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol
from uvicorn.server import ServerState

SMALL = 64_000
"""Bytes. A body like this is always taken in."""
BACKLOG = 64
"""So many are taken in at once, before the first of them is looked at: none of these makes room for another of them."""

_STILL_SENDING = (h11.IDLE, h11.SEND_BODY)


class _Room:
    """Who is connected to one server. sending: whoever is still to send something, the longest first."""

    def __init__(self) -> None:
        self.sending: dict[Patient, None] = {}
        self.from_address: Counter[str] = Counter()
        self.bytes = 0


_ROOMS: WeakKeyDictionary[ServerState, _Room] = WeakKeyDictionary()


class Patient(H11Protocol):
    """uvicorn's own, with bounds.

    within: for the headers of a request, and again for its body. most: connections at once, less than half of the 1,024
    files that a process may open on most machines; most_from_one_address: of which a proxy is one. most_bytes: of
    bodies that are still coming in, all together.
    """

    within = dt.timedelta(seconds=10)
    most = 400
    most_from_one_address = 300
    most_bytes = 32_000_000

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(cast("asyncio.Transport", transport))
        self._room = _ROOMS.setdefault(self.server_state, _Room())
        self._address = self.client[0] if self.client else ""
        self._room.from_address[self._address] += 1
        self._phase: object = None
        self._bytes = 0
        self._end: asyncio.TimerHandle | None = None
        self._is_here = True
        self._look()
        self._make_room()

    def connection_lost(self, exc: Exception | None) -> None:
        self._leave()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._phase is h11.SEND_BODY and self._is_here:
            self._bytes += len(data)
            self._room.bytes += len(data)
            if self._bytes > SMALL and self._room.bytes > self.most_bytes:
                self._hang_up()

    def handle_events(self) -> None:
        super().handle_events()
        self._look()

    def _look(self) -> None:
        """A new phase has its own time; within one a byte now and then gives no more."""
        phase = self.conn.their_state
        if phase is self._phase or not self._is_here:
            return
        self._stop_waiting()
        self._phase = phase
        if phase in _STILL_SENDING:
            self._room.sending[self] = None
            self._end = self.loop.call_later(self.within.total_seconds(), self._hang_up)

    def _stop_waiting(self) -> None:
        self._room.sending.pop(self, None)
        self._room.bytes -= self._bytes
        self._bytes = 0
        if self._end:
            self._end.cancel()

    def _make_room(self) -> None:
        """Whoever has been sending for the longest goes; when all others are being answered, the newest: this one."""
        if self._room.from_address[self._address] > self.most_from_one_address:
            next(each for each in self._room.sending if each._address == self._address)._hang_up()
        elif self._room.from_address.total() > self.most:
            next(iter(self._room.sending))._hang_up()

    def _hang_up(self) -> None:
        self._leave()
        self.transport.abort()

    def _leave(self) -> None:
        if self._is_here:
            self._is_here = False
            self._stop_waiting()
            self._room.from_address[self._address] -= 1
            if not self._room.from_address[self._address]:
                del self._room.from_address[self._address]
