"""Keeps an engine to the SQLite file that it opened first."""

import sqlite3
from pathlib import Path

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import OperationalError


class SameFile:
    """The file that was opened first is the only one that an engine reads and writes.

    When it is removed or replaced, what is written to the open one is gone as soon as the process ends, and a new
    connection would open, or make, another register. So nothing is begun or committed any more.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._opened: tuple[int, int] | None = None

    def hold(self, engine: Engine) -> None:
        event.listen(engine, "do_connect", self._before_opening)
        event.listen(engine, "connect", self._has_opened)
        event.listen(engine, "begin", self._check)
        event.listen(engine, "commit", self._before_committing)

    def _before_opening(self, *_: object) -> None:
        if self._opened:
            self._check()

    def _has_opened(self, *_: object) -> None:
        self._opened = self._opened or self._now()

    def _before_committing(self, connection: Connection) -> None:
        try:
            self._check()
        except OperationalError:
            # SQLAlchemy holds the transaction for ended, and the pool would keep it open.
            connection.connection.rollback()
            raise

    def _check(self, *_: object) -> None:
        if self._now() != self._opened:
            gone = sqlite3.OperationalError("the file was moved or replaced while it was open")
            gone.sqlite_errorname = "SQLITE_READONLY_DBMOVED"  # SQLite's own word for it.
            raise OperationalError(None, None, gone)

    def _now(self) -> tuple[int, int] | None:
        try:
            found = self._file.stat()
        except OSError:
            return None
        return found.st_dev, found.st_ino
