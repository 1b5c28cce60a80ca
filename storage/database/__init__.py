"""Engine, sessions and tables; the rule that no query crosses municipalities is in `fence`."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, ClassVar

from sqlalchemy import (
    URL,
    BigInteger,
    Connection,
    Dialect,
    Engine,
    ExceptionContext,
    MetaData,
    Select,
    String,
    bindparam,
    cast,
    create_engine,
    event,
    func,
    make_url,
    select,
    text,
)
from sqlalchemy import Enum as EnumType
from sqlalchemy.dialects import sqlite
from sqlalchemy.orm import (
    DeclarativeBase,
    InstrumentedAttribute,
    MappedAsDataclass,
    Session,
)
from sqlalchemy.types import DateTime, TypeDecorator

from glossary import PartialDate, Word
from storage.connections.same_file import SameFile
from storage.connections.turns import LONGEST_TURN, FairLock, PoolInTurns
from storage.database.fence import (
    CrossesMunicipalities,
    MunicipalSession,
    Owned,
    children,
    fill,
    part_of,
    points_at,
    stay_within,
)
from storage.database.once import ask_again, asked_once, once, only_reads
from storage.trouble import CANNOT_SAVE, Wrong, named

__all__ = [
    "CrossesMunicipalities",
    "MunicipalSession",
    "Owned",
    "ask_again",
    "asked_once",
    "children",
    "fill",
    "once",
    "only_reads",
    "part_of",
    "points_at",
    "stay_within",
]
"""Of the fence, for whoever makes tables; and of what is read once."""

CONNECT_SECONDS = 5
"""For a server that does not answer."""
APPLICATION = "samenspel"
"""What our connections are called in PostgreSQL."""
KEPT_OPEN = 5
"""Of the connections to PostgreSQL; the others are closed after use."""
KEPT_OPEN_TO_FILE, MOST_TO_FILE = 3, 40
"""Of those to SQLite. One in a hundred questions needs a fourth at the same time, which opens in a millisecond; each
that is kept open comes to hold 3 MB of pages and prepared statements.
"""

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


LONGEST_NUMBER = 18
"""Digits of the number in a key. Both databases count so far; whatever is longer was given by a list."""


class Utc(TypeDecorator[dt.datetime]):
    """An instant. Refuses a datetime without a zone; always gives back UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


class Partial(TypeDecorator[PartialDate]):
    """A date of which the day may be unknown, as its ISO text: sorts by time in every database."""

    impl = String(10)
    cache_ok = True

    def process_bind_param(self, value: PartialDate | None, dialect: Dialect) -> str | None:
        return None if value is None else value.iso

    def process_result_value(self, value: str | None, dialect: Dialect) -> PartialDate | None:
        return None if value is None else PartialDate(value)


def _codes(words: type[Enum]) -> list[str]:
    return [word.value for word in words]


def _words(kind: type[Enum]) -> EnumType:
    return EnumType(kind, native_enum=False, create_constraint=False, length=40, values_callable=_codes)


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True, eq=False, repr=False):
    """Every table is a dataclass. No `==` and no `repr`: a loaded object would query for what it has not loaded."""

    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        dt.datetime: Utc(),
        PartialDate: Partial(),
        **{kind: _words(kind) for kind in Word.__subclasses__()},
    }


class Database:
    """One database, SQLite or PostgreSQL.

    patience: how long a statement waits for another's lock. connections: to PostgreSQL, at most.
    """

    def __init__(self, url: str, patience: dt.timedelta = dt.timedelta(seconds=2), connections: int = 15) -> None:
        self.engine = _engine(url, patience, connections)
        self._patience = patience
        self._writing = FairLock()

    @contextmanager
    def session(self, municipality_id: int | None, *, writes: bool = False) -> Iterator[Session]:
        """One transaction: committed when the block returns, rolled back when it raises.

        municipality_id: the only municipality whose rows it sees; None looks across, which only signing in (until it
        says `stay_within`), the clock and the outbox may do. writes: take SQLite's write lock at once, instead of at
        the first write.
        """
        info = {"municipality": municipality_id}
        with (
            self._write_lock() if writes and self.is_in_process else nullcontext(),
            MunicipalSession(self.engine, info=info, expire_on_commit=False) as session,
        ):
            if writes:
                session.connection(execution_options={"immediate": True})
            yield session
            session.commit()

    @contextmanager
    def _write_lock(self) -> Iterator[None]:
        """Of this process: whoever comes first writes first. With SQLite's alone, an import kept forms out for seconds.

        When it does not come free in time, SQLite says so, in the words that everybody here knows.
        """
        held = self._writing.acquire(self._patience.total_seconds())
        try:
            yield
        finally:
            if held:
                self._writing.release()

    def on_storage_trouble(self, tell: Callable[[Wrong], None]) -> None:
        """tell: hears of every statement that storage refused, because it is full, read-only or broken."""

        def heard(context: ExceptionContext) -> None:
            wrong = named(context.original_exception)
            if wrong.trouble in CANNOT_SAVE:
                tell(wrong)

        event.listen(self.engine, "handle_error", heard)

    @property
    def is_in_process(self) -> bool:
        """SQLite: answering takes no waiting, only work."""
        return self.engine.dialect.name == "sqlite"

    def close(self) -> None:
        self.engine.dispose()


def time_of(session: Session) -> dt.datetime:
    """What time it is by the database's own clock, which all its processes share; in UTC."""
    if session.get_bind().dialect.name == "sqlite":
        said = session.connection().exec_driver_sql("SELECT strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')").scalar_one()
        return dt.datetime.fromisoformat(said)
    found: dt.datetime = session.scalars(select(func.clock_timestamp(type_=Utc()))).one()
    return found


def next_key(session: Session, keys: InstrumentedAttribute[str], letter: str) -> str:
    """M22 after M21: the first free number above the highest that keys with this letter have."""
    highest = session.scalar(_highest(keys), {"with": f"{letter}%"}) or 0
    return f"{letter}{highest + 1:02d}"


@cache
def _highest(keys: InstrumentedAttribute[str]) -> Select[int | None]:
    """By the database: reading 10,000 keys took a third of the time in which a new project was registered."""
    number = func.substr(keys, 2)
    is_number = func.rtrim(number, "0123456789") == "", func.length(number).between(1, LONGEST_NUMBER)
    return select(func.max(cast(number, BigInteger))).where(keys.like(bindparam("with")), *is_number)


def insert_on(session: Session) -> Callable[[type[Base]], Any]:
    """An INSERT of this session's database that can say ON CONFLICT DO NOTHING."""
    if session.get_bind().dialect.name == "sqlite":
        return sqlite.insert
    # Imported when it is needed: beside SQLite it takes 2 MB for nothing.
    from sqlalchemy.dialects import postgresql

    return postgresql.insert


def gather_statistics(connection: Connection) -> None:
    """After many rows came in: PostgreSQL plans by what it last knew of its tables, and looks by itself a minute later.

    Without it an overview took 300 times as long. What somebody else is at is left to them.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("ANALYZE (SKIP_LOCKED)"))


@contextmanager
def within(session: Session, municipality_id: int) -> Iterator[None]:
    """In this block a session that looks across sees this municipality only."""
    session.flush()
    stay_within(session, municipality_id)
    yield
    session.flush()
    session.info["municipality"] = None


def arguments_of(address: URL) -> dict[str, Any]:
    """What every connection to PostgreSQL is made with; what the address says goes first."""
    ours = {"connect_timeout": CONNECT_SECONDS, "application_name": APPLICATION}
    return {name: value for name, value in ours.items() if name not in address.query}


def _engine(url: str, patience: dt.timedelta, connections: int) -> Engine:
    address = make_url(url)
    if address.get_backend_name() != "sqlite":
        waits = f"-c lock_timeout={patience // dt.timedelta(milliseconds=1)}"
        return create_engine(
            url,
            poolclass=PoolInTurns,
            pool_size=min(connections, KEPT_OPEN),
            max_overflow=max(connections - KEPT_OPEN, 0),
            pool_timeout=LONGEST_TURN.total_seconds(),
            pool_pre_ping=True,
            connect_args={"options": waits, **arguments_of(address)},
        )
    engine = create_engine(
        url,
        connect_args={"timeout": patience.total_seconds()},
        pool_size=KEPT_OPEN_TO_FILE,
        max_overflow=MOST_TO_FILE - KEPT_OPEN_TO_FILE,
        pool_use_lifo=True,
    )
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    if address.database:
        SameFile(Path(address.database)).hold(engine)
    return engine


def _set_pragmas(connection: Any, record: Any) -> None:
    # The driver opens no transactions of its own: `_begin` says which kind it must be.
    connection.isolation_level = None
    # FULL: with NORMAL a power cut doubled 16 of 220 messages (recipes/durability.md).
    # MEMORY: to be able to take back one row of many, SQLite keeps what it overwrites, some pages, and else in a file.
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Any) -> None:
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
