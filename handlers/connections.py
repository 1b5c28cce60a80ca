"""How long, and for how many at once, the web server waits for a request: uvicorn itself waits for ever, for everybody.

Whoever opens connections and says nothing costs us file descriptors, and whoever sends slowly costs memory. Only those
who are still to send something make room for others; whoever is being answered keeps their connection.
"""

import asyncio
import datetime as dt
from typing import Any, cast

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

SMALL = 64_000
"""Bytes. A body like this is always taken in."""
BACKLOG = 128
"""So many are taken in at once, before the first of them is looked at."""

_STILL_SENDING = (h11.IDLE, h11.SEND_BODY)


class Patient(H11Protocol):
    """uvicorn's own, with bounds.

    within: for the headers of a request, and again for its body. most: connections at once, less than half of the 1,024
    files that a process may open on most machines; most_from_one_address: of which a proxy is one. most_bytes: of
    bodies that are still coming in, all together.
    """

    within = dt.timedelta(seconds=10)
    most = 400
    most_from_one_address = 200
    most_bytes = 32_000_000

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(cast("asyncio.Transport", transport))
        self._phase: object = None
        self._since = 0.0
        self._bytes = 0
        self._end: asyncio.TimerHandle | None = None
        self._look()
        self._make_room()

    def connection_lost(self, exc: Exception | None) -> None:
        self._bytes = 0
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self._phase is h11.SEND_BODY:
            self._bytes += len(data)
            if self._bytes > SMALL and sum(each._bytes for each in self._all()) > self.most_bytes:
                self.transport.abort()

    def handle_events(self) -> None:
        super().handle_events()
        self._look()

    @property
    def is_still_sending(self) -> bool:
        return self._end is not None and not self.transport.is_closing()

    def _look(self) -> None:
        """A new phase has its own time; within one a byte now and then gives no more."""
        phase = self.conn.their_state
        if phase is self._phase:
            return
        self._phase, self._since, self._bytes = phase, self.loop.time(), 0
        self._stop_waiting()
        if phase in _STILL_SENDING:
            self._end = self.loop.call_later(self.within.total_seconds(), self.transport.abort)

    def _stop_waiting(self) -> None:
        if self._end:
            self._end.cancel()
            self._end = None

    def _make_room(self) -> None:
        """Whoever has been sending for the longest goes; when all are being answered, the newest."""
        everybody = self._all()
        neighbours = [each for each in everybody if each._address == self._address]
        for crowd, most in ((neighbours, self.most_from_one_address), (everybody, self.most)):
            if len(crowd) > most:
                min((each for each in crowd if each.is_still_sending), key=_since).transport.abort()
                return

    @property
    def _address(self) -> str:
        return self.client[0] if self.client else ""

    def _all(self) -> "list[Patient]":
        """All connections, this one too, but for those that are being closed."""
        open_ones: list[Any] = [each for each in self.connections if not each.transport.is_closing()]
        return open_ones


def _since(connection: Patient) -> float:
    return connection._since
