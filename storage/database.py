"""Engine, sessions and the rule that no query crosses municipalities."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar, Literal

from sqlalchemy import (
    URL,
    Connection,
    Dialect,
    Engine,
    ExceptionContext,
    ForeignKey,
    MetaData,
    String,
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
    LoaderCriteriaOption,
    Mapped,
    MappedAsDataclass,
    ORMExecuteState,
    Session,
    UOWTransaction,
    mapped_column,
    relationship,
    with_loader_criteria,
)
from sqlalchemy.schema import ForeignKeyConstraint
from sqlalchemy.types import DateTime, TypeDecorator

from glossary import PartialDate, Word
from storage.connections.same_file import SameFile
from storage.connections.turns import LONGEST_TURN, FairLock, PoolInTurns
from storage.trouble import CANNOT_SAVE, Wrong, named

CONNECT_SECONDS = 5
"""For a server that does not answer."""
APPLICATION = "samenspel"
"""What our connections are called in PostgreSQL."""
KEPT_OPEN = 5
"""Of the connections to PostgreSQL; the others are closed after use."""

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


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


# Indexes of what belongs to a project or a moment do not begin with the municipality: SQLite would take them, and read
# a whole municipality where the key finds a few rows.
class Owned(MappedAsDataclass, kw_only=True, eq=False, repr=False):
    """Belongs to one municipality. Sessions fill `municipality_id` in and filter by it."""

    municipality_id: Mapped[int] = mapped_column(ForeignKey("municipality.id"), init=False, nullable=False)


def points_at(column: str, target: str, *, ondelete: str | None = None) -> ForeignKeyConstraint:
    """A key to a row of the same municipality. target: its table and column, such as "colleague.id"."""
    table, _, key = target.partition(".")
    theirs = [f"{table}.municipality_id", f"{table}.{key}"]
    return ForeignKeyConstraint(["municipality_id", column], theirs, ondelete=ondelete)


def part_of(column: str, target: str) -> ForeignKeyConstraint:
    """The same, for a row that goes when that one goes."""
    return points_at(column, target, ondelete="CASCADE")


def children(parent: str, child: str, order_by: str | Literal[False] = False) -> Any:
    """The rows of `child` that belong to a row of `parent`: loaded only when asked for, gone when it goes.

    Joined by the id alone: SQLite then finds them by their key. With the municipality in the join, as the foreign key
    has it, it reads a whole municipality for the children of ten rows.
    """
    return relationship(
        lazy="raise",
        cascade="all, delete-orphan",
        default_factory=list,
        order_by=order_by,
        primaryjoin=f"{parent}.id == foreign({child}.{parent.lower()}_id)",
    )


class CrossesMunicipalities(RuntimeError):
    """A row of one municipality was about to be written in the session of another."""


class MunicipalSession(Session):
    """`info["municipality"]`: the only municipality whose rows it sees and writes; None looks across."""


@lru_cache(maxsize=1024)
def _of(municipality_id: int) -> LoaderCriteriaOption:
    """Kept, because building it costs more than a small query."""
    return with_loader_criteria(Owned, lambda table: table.municipality_id == municipality_id, include_aliases=True)


@event.listens_for(MunicipalSession, "do_orm_execute")
def _only_own_rows(state: ORMExecuteState) -> None:
    own = state.session.info["municipality"]
    if own is None or state.is_column_load or state.is_relationship_load:
        return  # What is loaded along with rows keeps the criteria of the query that found them.
    state.statement = state.statement.options(_of(own))


@event.listens_for(MunicipalSession, "before_flush")
def _write_own_rows(session: Session, context: UOWTransaction, instances: Any) -> None:
    own = session.info["municipality"]
    if own is None:
        return
    for row in session.new:
        if isinstance(row, Owned) and getattr(row, "municipality_id", None) is None:
            row.municipality_id = own
    for row in (*session.new, *session.dirty, *session.deleted):
        if isinstance(row, Owned) and row.municipality_id != own:
            raise CrossesMunicipalities(type(row).__name__)


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


def stay_within(session: Session, municipality_id: int) -> None:
    """From here on the session sees this municipality only."""
    session.info["municipality"] = municipality_id


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
    engine = create_engine(url, connect_args={"timeout": patience.total_seconds()}, pool_size=40, pool_use_lifo=True)
    event.listen(engine, "connect", _set_pragmas)
    event.listen(engine, "begin", _begin)
    if address.database:
        SameFile(Path(address.database)).hold(engine)
    return engine


def _set_pragmas(connection: Any, record: Any) -> None:
    # The driver opens no transactions of its own: `_begin` says which kind it must be.
    connection.isolation_level = None
    # FULL: with NORMAL a power cut doubled 16 of 220 messages (recipes/durability.md).
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Any) -> None:
    immediate = connection.get_execution_options().get("immediate", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")
