"""A whole database to another one, from SQLite to PostgreSQL or back: every row, with its id."""

from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple
from zlib import crc32

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Function,
    RowMapping,
    Select,
    Table,
    bindparam,
    create_engine,
    event,
    func,
    inspect,
    make_url,
    select,
    text,
)
from sqlalchemy.exc import OperationalError

from storage import METADATA, migrate
from storage.database import APPLICATION, Database, gather_statistics
from storage.search.indexing import MADE_FROM_THE_REST

BATCH = 1000
"""Rows in memory at once."""


_OTHERS = text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND application_name = :ours")


class NotPossible(Exception):
    """Nothing was moved. reason: "same", "none", "old", "in_use", "not_empty" or "counts"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Moved:
    """Rows of one table: as they are in the old database, and as they are in the new one.

    is_equal: there are as many, and all that they hold is the same.
    """

    table: str
    before: int
    after: int
    is_equal: bool


def move(source_url: str, target_url: str) -> list[Moved]:
    """Copies everything in one transaction; the source stays as it is.

    Nobody else may use the source meanwhile: what was written there after it was read would be lost, and messages
    would be sent from both. Raises NotPossible, or SQLAlchemyError when one of them breaks; the target is then empty.
    """
    if make_url(source_url) == make_url(target_url):
        raise NotPossible("same")
    with _alone(source_url) as source:
        _make_ready(target_url)
        with closing(Database(target_url)) as database, database.engine.connect() as target:
            target.execution_options(immediate=True)
            with target.begin():
                for table in METADATA.sorted_tables:
                    _copy(source, target, table)
                # Read anew on both sides: what was lost on the way is in no count of what was copied.
                moved = [_compare(source, target, table) for table in METADATA.sorted_tables]
                if not all(each.is_equal for each in moved):
                    raise NotPossible("counts")
                _continue_numbers(source, target)
                gather_statistics(target)
    return moved


@contextmanager
def _alone(url: str) -> Iterator[Connection]:
    """The source as it is at one instant, while no other process of ours is connected to it."""
    in_file = make_url(url).get_backend_name() == "sqlite"
    engine = _only_us(url) if in_file else create_engine(url, isolation_level="REPEATABLE READ")
    try:
        with engine.connect() as connection:
            if not in_file and connection.scalar(_OTHERS, {"ours": APPLICATION}):
                raise NotPossible("in_use")
            _check_revision(connection)
            yield connection
    except OperationalError as locked:
        if getattr(locked.orig, "sqlite_errorname", "") == "SQLITE_BUSY":
            raise NotPossible("in_use") from locked
        raise
    finally:
        engine.dispose()


def _only_us(url: str) -> Engine:
    """Of SQLite. Refused while anybody else has the file open; nobody else gets in until we are done."""
    engine = create_engine(url, connect_args={"timeout": 1})

    def take(connection: Any, record: Any) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA locking_mode=EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")  # The lock stays until the connection closes.

    event.listen(engine, "connect", take)
    return engine


def _check_revision(connection: Connection) -> None:
    if not inspect(connection).has_table("alembic_version"):
        raise NotPossible("none")
    if connection.scalar(text("SELECT version_num FROM alembic_version")) != migrate.newest_revision():
        raise NotPossible("old")


def _make_ready(url: str) -> None:
    """An empty database gets our tables. One with rows in it, ours or anybody's, stays as it is."""
    with closing(Database(url)) as database, database.engine.connect() as target:
        quoted = target.dialect.identifier_preparer.quote
        for name in inspect(target).get_table_names():
            ours_alone = name == "alembic_version" or name.startswith(MADE_FROM_THE_REST)
            if not ours_alone and target.scalar(text(f"SELECT 1 FROM {quoted(name)} LIMIT 1")):  # noqa: S608
                raise NotPossible("not_empty")
    migrate.upgrade(url)


def _copy(source: Connection, target: Connection, table: Table) -> None:
    later = _names_of_own_rows(table)
    for batch in _batches(source, select(table).order_by(*table.primary_key)):
        target.execute(table.insert(), [_fit(target, dict(row) | dict.fromkeys(later)) for row in batch])
    if later:
        _fill_in(source, target, table, later)


def _compare(source: Connection, target: Connection, table: Table) -> Moved:
    before, there = _sum_of(source, target, table), _sum_of(target, target, table)
    return Moved(table.name, before.rows, there.rows, before == there)


class _Sum(NamedTuple):
    """Of a table; the order of its rows makes no difference."""

    rows: int
    checksum: int


def _sum_of(connection: Connection, target: Connection, table: Table) -> _Sum:
    """As the rows are, or would be, in the target."""
    checksum = 0
    for batch in _batches(connection, select(table)):
        checksum += sum(crc32(repr(list(_fit(target, dict(row)).values())).encode()) for row in batch)
    return _Sum(connection.scalar(select(func.count()).select_from(table)) or 0, checksum)


def _batches(source: Connection, query: Select[Any]) -> Iterator[Sequence[RowMapping]]:
    with source.execute(query.execution_options(yield_per=BATCH)) as rows:
        yield from rows.mappings().partitions()


def _names_of_own_rows(table: Table) -> list[str]:
    """Columns that name another row of the same table: filled in when all of them are there."""
    own = [key for key in table.foreign_key_constraints if key.referred_table is table]
    return [column.name for key in own for column in key.columns if column.nullable]


def _fill_in(source: Connection, target: Connection, table: Table, columns: list[str]) -> None:
    keys = list(table.primary_key)
    wanted = select(*keys, *(table.c[name] for name in columns)).where(table.c[columns[0]].is_not(None))
    change = (
        table.update()
        .where(*(key == bindparam(f"key_{key.name}") for key in keys))
        .values({name: bindparam(f"new_{name}") for name in columns})
    )
    for batch in _batches(source, wanted):
        rows = [{f"key_{k.name}": row[k.name] for k in keys} | {f"new_{n}": row[n] for n in columns} for row in batch]
        target.execute(change, rows)


def _fit(target: Connection, row: dict[str, Any]) -> dict[str, Any]:
    """PostgreSQL keeps no NUL in text; SQLite does."""
    if target.dialect.name != "postgresql":
        return row
    return {name: value.replace("\0", "") if isinstance(value, str) else value for name, value in row.items()}


def _continue_numbers(source: Connection, target: Connection) -> None:
    """The next row gets a number that was never given, here or there: also when the last rows are gone."""
    for table in METADATA.sorted_tables:
        if table.autoincrement_column is None:
            continue
        column = table.autoincrement_column
        highest = max(_given(source, column), _given(target, column))
        if highest == 0:
            continue
        if target.dialect.name == "postgresql":
            target.execute(select(func.setval(_sequence(column), highest)))
        else:
            target.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), {"name": table.name})
            continued = {"name": table.name, "highest": highest}
            target.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :highest)"), continued)


def _given(connection: Connection, column: Column[Any]) -> int:
    """The highest number that was ever given, or is there; 0 when none."""
    there = connection.scalar(select(func.max(column))) or 0
    if connection.dialect.name == "postgresql":
        name = connection.scalar(select(_sequence(column)))
        found = connection.execute(text(f"SELECT last_value, is_called FROM {name}")).one()  # noqa: S608 - its own word
        return max(there, int(found.last_value) if found.is_called else 0)
    last = text("SELECT seq FROM sqlite_sequence WHERE name = :name")
    return max(there, int(connection.scalar(last, {"name": column.table.description}) or 0))


def _sequence(column: Column[Any]) -> Function[str]:
    return func.pg_get_serial_sequence(column.table.description, column.name)
