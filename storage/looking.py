"""The one place that looks whether a database can be used, and says what is wrong with it when it cannot."""

import os
import re
import shutil
import sqlite3
import time
from collections.abc import Set as AbstractSet
from contextlib import closing
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, inspect, make_url, text
from sqlalchemy.engine.interfaces import ReflectedColumn
from sqlalchemy.exc import SQLAlchemyError

from storage import METADATA, migrate
from storage.database import Database, arguments_of
from storage.trouble import Trouble, Wrong, named

OLDEST_SERVER = 140000
"""PostgreSQL 14: of an older one nobody closes leaks any more, and it does not say at the door that it is a standby."""
LEAST_FREE_BYTES = 2_000_000
"""Less is a disk that is full: SQLite needs some room to finish what it is doing."""
CHECK_SECONDS = 2.0
"""A large file is not read to its end at every start."""
MOST_NAMED = 5


def at_start(url: str, *, thorough: bool = True) -> Wrong | None:
    """A look from outside, before anybody uses it. Makes no file; takes seconds at most.

    thorough: reads a file to see whether it is damaged.
    """
    address = make_url(url)
    wrong = file_itself(Path(address.database or ""), thorough) if _in_file(address) else server_itself(address)
    if wrong:
        return wrong
    database = Database(url)
    try:
        wrong = contents(database.engine)
        if not wrong:
            writing(database.engine)
        return wrong
    except SQLAlchemyError as broken:
        return named(broken)
    finally:
        database.close()


def now(database: Database) -> Wrong | None:
    """A cheap look at a database in use: it answers, is ours, and takes a write."""
    engine = database.engine
    try:
        wrong = _room(engine.url) or contents(engine, thorough=False)
        if not wrong:
            writing(engine)
        return wrong
    except SQLAlchemyError as broken:
        wrong = named(broken)
        if wrong.trouble is Trouble.READ_ONLY_SERVER:
            return server_itself(engine.url) or wrong
        return wrong


def _in_file(address: URL) -> bool:
    return address.get_backend_name() == "sqlite"


# A file


def file_itself(file: Path, thorough: bool) -> Wrong | None:
    """What the file system and the file's own bytes say. An absent or empty file is EMPTY when one can be made."""
    folder = file.absolute().parent
    if not folder.is_dir():
        return Wrong(Trouble.NO_FOLDER)
    if os.statvfs(folder).f_flag & os.ST_RDONLY:
        return Wrong(Trouble.READ_ONLY_DISK)
    # SQLite keeps two files beside it.
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return Wrong(Trouble.CLOSED)
    if shutil.disk_usage(folder).free < LEAST_FREE_BYTES:
        return Wrong(Trouble.DISK_FULL)
    if not file.exists():
        return Wrong(Trouble.EMPTY)
    if not file.is_file():
        return Wrong(Trouble.NOT_A_DATABASE)
    if not os.access(file, os.R_OK):
        return Wrong(Trouble.CLOSED)
    if not os.access(file, os.W_OK):
        return Wrong(Trouble.READ_ONLY_FILE)
    try:
        return _inside(file, thorough)
    except sqlite3.Error as broken:
        return named(broken)


def _inside(file: Path, thorough: bool) -> Wrong | None:
    until = time.monotonic() + CHECK_SECONDS
    with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=rw", uri=True, timeout=CHECK_SECONDS)) as connection:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        if not thorough:
            return None
        connection.set_progress_handler(lambda: int(time.monotonic() > until), 10_000)
        try:
            (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        except sqlite3.OperationalError as stopped:
            if stopped.sqlite_errorname != "SQLITE_INTERRUPT":
                raise
            return None
    return None if found == "ok" else Wrong(Trouble.DAMAGED)


def _room(address: URL) -> Wrong | None:
    if not _in_file(address):
        return None
    try:
        free = shutil.disk_usage(Path(address.database or "").absolute().parent).free
    except OSError:
        return Wrong(Trouble.GONE)
    return Wrong(Trouble.DISK_FULL) if free < LEAST_FREE_BYTES else None


# A server

# Of several privileges in one call PostgreSQL is content with any. Without a schema it is NULL.
_MAY_MAKE_TABLES = (
    "SELECT has_schema_privilege(current_schema(), 'CREATE') AND has_schema_privilege(current_schema(), 'USAGE')"
)


def server_itself(address: URL) -> Wrong | None:
    """What a server says at the door, before it is asked anything: another encoding breaks every question."""
    import psycopg

    dialect = address.get_dialect()()
    _, options = dialect.create_connect_args(address)
    try:
        with psycopg.connect(**options, **arguments_of(address)) as connection:
            told = connection.info.parameter_status
            version = connection.info.server_version
            if version < OLDEST_SERVER:
                return Wrong(Trouble.OLD_SERVER, (told("server_version") or "").split(" ")[0])
            if (encoding := told("server_encoding")) != "UTF8":
                return Wrong(Trouble.ENCODING, encoding or "")
            if told("in_hot_standby") == "on":
                return Wrong(Trouble.STANDBY)
            if told("default_transaction_read_only") == "on":
                return Wrong(Trouble.READ_ONLY_SERVER)
            (may_make,) = connection.execute(_MAY_MAKE_TABLES).fetchone() or (False,)
            return None if may_make else Wrong(Trouble.NO_RIGHTS)
    except psycopg.Error as refused:
        return named(refused)


# What is in it


def contents(engine: Engine, thorough: bool = True) -> Wrong | None:
    """Whose it is, and of which version. thorough: also whether all tables and columns of that version are there."""
    with engine.connect() as connection:
        found = inspect(connection)
        if not found.has_table("alembic_version"):
            return _without_version(connection, set(found.get_table_names()))
        revision = connection.scalar(text("SELECT version_num FROM alembic_version"))
        if revision is None:
            return Wrong(Trouble.EMPTY)
        return _of_version(str(revision)) or (_lacks(connection) if thorough else None)


def _without_version(connection: Connection, tables: set[str]) -> Wrong:
    """A schema of PostgreSQL may be shared, a file is one program's."""
    others = tables if connection.dialect.name == "sqlite" else tables & METADATA.tables.keys()
    return Wrong(Trouble.FOREIGN if others else Trouble.EMPTY, _some(others))


def _of_version(revision: str) -> Wrong | None:
    newest = migrate.newest_revision()
    if not re.fullmatch(r"\d{4}", revision):
        return Wrong(Trouble.FOREIGN, revision)
    if revision == newest:
        return None
    return Wrong(Trouble.NEWER if revision > newest else Trouble.OLDER, revision)


def _lacks(connection: Connection) -> Wrong | None:
    """What somebody took away, or a migration that was changed afterwards never made."""
    there = {name: {column["name"] for column in columns} for (_, name), columns in _columns(connection).items()}
    tables = METADATA.tables.keys() - there.keys()
    columns = {
        f"{name}.{column.name}"
        for name, table in METADATA.tables.items()
        for column in table.columns
        if name in there and column.name not in there[name]
    }
    return Wrong(Trouble.INCOMPLETE, _some(tables | columns)) if tables or columns else None


def _columns(connection: Connection) -> dict[tuple[str | None, str], list[ReflectedColumn]]:
    return inspect(connection).get_multi_columns()


def _some(names: AbstractSet[str]) -> str:
    """The first few, so that it stays one sentence."""
    listed = ", ".join(sorted(names)[:MOST_NAMED])
    return f"{listed}, …" if len(names) > MOST_NAMED else listed


def writing(engine: Engine) -> None:
    """Writes what is there already, and commits it: one row. Raises SQLAlchemyError when that is refused."""
    with engine.connect() as connection:
        connection.execution_options(immediate=True)
        with connection.begin():
            connection.execute(text("UPDATE alembic_version SET version_num = version_num"))
