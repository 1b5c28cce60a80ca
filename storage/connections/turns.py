"""Who waits for whom: for a connection to PostgreSQL, for SQLite's one writer, and a row of transactions for others."""

import time
from collections import deque
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import timedelta
from threading import Lock
from typing import Protocol

from sqlalchemy.orm import Session
from sqlalchemy.pool import PoolProxiedConnection, QueuePool
from sqlalchemy.pool.base import ConnectionPoolEntry
from sqlalchemy.util.queue import Empty

LONGEST_TURN = timedelta(seconds=30)
FULL_FOR = timedelta(seconds=5)
"""After a server refused us. Then it is asked again: others may have left."""
LOOK_AGAIN_SECONDS = 0.5
BROKEN_SECONDS = 0.05
"""Until another look at connections that came back and can't be used."""
GIVE_WAY_SECONDS = 0.11
"""Whoever waits in another process for SQLite's lock looks every tenth of a second whether it is free."""

LOCKED_SECONDS = 0.05
"""That many rows may hold the lock, where they can go in fewer at a time. Whoever sends in a form waits for it."""
FEWEST_ROWS, MOST_ROWS = 250, 1_000


class Begin(Protocol):
    """Opens a transaction. writes: takes SQLite's write lock at once."""

    def __call__(self, *, writes: bool = False) -> AbstractContextManager[Session]: ...


class FairLock:
    """Held by one thread at a time, in the order in which they came. SQLite's own goes to whoever happens to look."""

    def __init__(self) -> None:
        self._guard = Lock()
        self._waiting = deque[Lock]()
        self._is_held = False

    def acquire(self, seconds: float) -> bool:
        """False when it did not come free in time."""
        with self._guard:
            if not self._is_held:
                self._is_held = True
                return True
            mine = Lock()
            mine.acquire()
            self._waiting.append(mine)
        if mine.acquire(timeout=seconds):
            return True
        with self._guard:
            if mine in self._waiting:
                self._waiting.remove(mine)
                return False
        return True  # It was given to us at this very moment.

    def release(self) -> None:
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._is_held = False


class InTurns:
    """Many transactions that write, one after the other, with room for others between them.

    On SQLite that is as long as the one before took: whoever begins again at once nearly always has the lock, because
    others, in other processes, look at the wrong moments.

    room: how many rows to take in the next one. With fewer all of it takes more time, with more others wait longer; so
    it follows from what the last took, on this machine and beside all that goes on there.
    """

    def __init__(self, begin: Begin) -> None:
        self.room = FEWEST_ROWS
        self._begin = begin
        self._rest_until = self._held = 0.0

    @contextmanager
    def begin(self) -> Iterator[Session]:
        time.sleep(max(0, self._rest_until - time.monotonic()))
        with self._begin(writes=True) as db:
            began, shares_a_lock = time.monotonic(), db.get_bind().dialect.name == "sqlite"
            yield db
        now = time.monotonic()
        self._held = now - began
        if shares_a_lock:
            self._rest_until = now + max(self._held, GIVE_WAY_SECONDS)

    def took(self, rows: int) -> None:
        """In the last one, as far as it went well."""
        fits = int(rows * LOCKED_SECONDS / max(self._held, 0.001))
        if self._held < LOCKED_SECONDS:
            # The last few rows of a list say little about how many there is time for.
            fits = max(fits, self.room)
        self.room = max(FEWEST_ROWS, min(fits, 2 * self.room, MOST_ROWS))


class PoolInTurns(QueuePool):
    """Connections in turn: whoever comes when all are taken waits, also when the server allows fewer than we do.

    A server says only in words, in its own language, that it is full. But when it has given us connections, one of
    those comes free, and goes to whoever waits longest.
    """

    _sqla_logger_namespace = "sqlalchemy.pool.Turns"
    """It logs under a name of ours otherwise, and so much more than SQLAlchemy's own pools."""
    _full_until = 0.0

    def connect(self) -> PoolProxiedConnection:
        # Imported when it is needed: beside SQLite it takes memory for nothing.
        from psycopg import OperationalError as Refused

        began = time.monotonic()
        while True:
            try:
                return super().connect()
            except Refused:
                now = time.monotonic()
                # Where nobody holds any, the server is away, or others have all of them.
                longest = LONGEST_TURN if self.checkedout() else FULL_FOR
                if not self._there() or now - began > longest.total_seconds():
                    raise
                self._full_until = now + FULL_FOR.total_seconds()
                if self.checkedin():
                    time.sleep(BROKEN_SECONDS)

    def _there(self) -> int:
        return self.checkedin() + self.checkedout()

    def _do_get(self) -> ConnectionPoolEntry:
        while time.monotonic() < self._full_until and self._there():
            try:
                return self._pool.get(True, LOOK_AGAIN_SECONDS)
            except Empty:
                """Whoever has one takes long."""
        return super()._do_get()
