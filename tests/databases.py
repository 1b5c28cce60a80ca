"""Databases of their own for tests: empty or migrated, on SQLite and on a PostgreSQL server that we start."""

import datetime as dt
import os
import shutil
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cache, cached_property
from itertools import count
from pathlib import Path
from typing import LiteralString, Protocol

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

from storage import migrate
from storage.database import Database
from tests import needs

PATIENCE = dt.timedelta(seconds=2)
"""As `Database` has it when nothing is said."""


class Databases(Protocol):
    """Each gives the address of a database that nobody else uses, and removes it afterwards."""

    def empty(self) -> AbstractContextManager[str]: ...

    def migrated(self) -> AbstractContextManager[str]: ...

    def copied(self, url: str) -> AbstractContextManager[str]:
        """As this one, which nobody has open."""
        ...

    def opened(self, patience: dt.timedelta = PATIENCE) -> AbstractContextManager[Database]:
        """A migrated one. Its engine has served other tests: it knows their statements, and none of their rows.

        Compiling statements anew takes a third of a test, and what is compiled is kept with the engine.
        """
        ...


class Engines:
    """Which are free, by their patience, and made by `make` when there are none."""

    def __init__(self, make: Callable[[dt.timedelta], Database]) -> None:
        self._make = make
        self._free = defaultdict[dt.timedelta, list[Database]](list)

    def take(self, patience: dt.timedelta) -> Database:
        free = self._free[patience]
        return free.pop() if free else self._make(patience)

    def give_back(self, database: Database, patience: dt.timedelta) -> None:
        self._free[patience].append(database)


class SqliteDatabases:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._numbers = count(1)
        self._engines = Engines(lambda patience: Database(_sqlite_url(folder / f"{next(self._numbers)}.db"), patience))

    @contextmanager
    def empty(self) -> Iterator[str]:
        with tempfile.TemporaryDirectory(dir=self._folder) as folder:
            yield _sqlite_url(Path(folder) / "samenspel.db")

    @contextmanager
    def migrated(self) -> Iterator[str]:
        with tempfile.TemporaryDirectory(dir=self._folder) as folder:
            yield put_down(Path(folder) / "samenspel.db")

    @contextmanager
    def copied(self, url: str) -> Iterator[str]:
        with self.empty() as copy:
            shutil.copyfile(make_url(url).database or "", make_url(copy).database or "")
            yield copy

    @contextmanager
    def opened(self, patience: dt.timedelta = PATIENCE) -> Iterator[Database]:
        database = self._engines.take(patience)
        file = Path(database.engine.url.database or "")
        put_down(file)
        yield database
        database.close()
        # As long as anybody has it open it is not for the next test.
        if not file.with_name(f"{file.name}-wal").exists():
            self._engines.give_back(database, patience)


class PostgresDatabases:
    def __init__(self, sockets: Path) -> None:
        self._sockets = sockets
        self._numbers = count(1)
        self._engines = Engines(lambda patience: Database(self._url(f"test_{next(self._numbers)}"), patience))
        self._admin = psycopg.connect(host=str(sockets), user="postgres", dbname="postgres", autocommit=True)
        # Half the time: the files are copied, and not every block of them written to the log.
        self._how = "STRATEGY FILE_COPY" if self._admin.info.server_version >= 150_000 else ""

    def close(self) -> None:
        self._admin.close()

    @property
    def sockets(self) -> Path:
        return self._sockets

    def tell(self, statement: LiteralString) -> None:
        """As the administrator of the server."""
        self._admin.execute(statement)

    @contextmanager
    def made(self, options: LiteralString) -> Iterator[str]:
        """Empty, made with options of CREATE DATABASE."""
        name = f"test_{next(self._numbers)}"
        self._admin.execute(sql.SQL("CREATE DATABASE {} " + options).format(sql.Identifier(name)))
        try:
            yield self._url(name)
        finally:
            self._admin.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))

    def empty(self) -> AbstractContextManager[str]:
        return self._copy_of("template1")

    def migrated(self) -> AbstractContextManager[str]:
        return self._copy_of(self._template)

    def copied(self, url: str) -> AbstractContextManager[str]:
        return self._copy_of(make_url(url).database or "")

    @contextmanager
    def opened(self, patience: dt.timedelta = PATIENCE) -> Iterator[Database]:
        database = self._engines.take(patience)
        with self._copy_of(self._template, database.engine.url.database or ""):
            yield database
            database.close()
        self._engines.give_back(database, patience)

    @cached_property
    def _template(self) -> str:
        self._admin.execute("CREATE DATABASE migrated")
        migrate.upgrade(self._url("migrated"))
        return "migrated"

    @contextmanager
    def _copy_of(self, template: str, name: str = "") -> Iterator[str]:
        name = name or f"test_{next(self._numbers)}"
        self._admin.execute(f"CREATE DATABASE {name} TEMPLATE {template} {self._how}")
        try:
            yield self._url(name)
        finally:
            # FORCE: a test may have killed the process that held a connection.
            self._admin.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def _url(self, name: str) -> str:
        address = URL.create("postgresql+psycopg", "postgres", database=name, query={"host": str(self._sockets)})
        return address.render_as_string(hide_password=False)


def _sqlite_url(file: Path) -> str:
    return URL.create("sqlite", database=str(file)).render_as_string()


def put_down(file: Path) -> str:
    """A migrated SQLite database in this file, instead of what was in it; gives its address."""
    file.write_bytes(_migrated())
    return _sqlite_url(file)


@cache
def _migrated() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "template.db"
        migrate.upgrade(_sqlite_url(file))
        return file.read_bytes()


# The shell outlives the tests however they end: when they are gone, even by kill -9, its input closes and it cleans up.
# No port: a socket in a folder of our own is never taken by somebody else.
SERVE = """
cd "$1"
initdb -D data -U postgres --auth=trust --encoding=UTF8 --locale=C.UTF-8 --no-sync >log 2>&1 &&
{ [ -z "$3" ] || touch "data/$3"; } &&
pg_ctl -D data -l log -w -o "-c listen_addresses='' -c unix_socket_directories='$1' -c max_connections=$2
    -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_wal_size=64MB" start >>log 2>&1 &&
echo ready
read -r _
pg_ctl -D data -m immediate -w stop >>log 2>&1
cd /
rm -rf "$1"
"""


def memory() -> Path | None:
    """A roomy folder in memory, if there is one: a copy of a database, hundreds of files, takes 10 ms there.

    And nobody waits for a disk, which tests that lose no power do not need.
    """
    shared = Path("/dev/shm")
    return shared if shared.is_dir() and shutil.disk_usage(shared).free > 2**30 else None


@contextmanager
def postgres_server(connections: int = 200, signal_file: str = "") -> Iterator[Path]:
    """A server of our own, away from any other; gives the folder of its socket. connections: it allows no more.

    signal_file: in its data folder before it starts; `standby.signal` makes it a standby.
    """
    programs = needs.postgres()
    # Not pytest's tmp_path: a socket's path may have about a hundred characters, and root's tmp_path is root's alone.
    folder = Path(tempfile.mkdtemp(prefix="samenspel-", dir=memory()))
    as_postgres: list[str] = []
    if os.geteuid() == 0:  # which PostgreSQL refuses to run as
        shutil.chown(folder, "postgres")
        as_postgres = ["runuser", "-u", "postgres", "--"]
    server = subprocess.Popen(
        [*as_postgres, "sh", "-c", SERVE, "sh", str(folder), str(connections), signal_file],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PATH": f"{programs}:{os.environ['PATH']}"},
        start_new_session=True,  # Ctrl-C is for the tests; they close this server when they end.
    )
    assert server.stdin
    assert server.stdout
    try:
        if server.stdout.readline() != b"ready\n":
            raise RuntimeError("PostgreSQL did not start:\n" + (folder / "log").read_text())
        yield folder
    finally:
        server.stdin.close()
        server.wait(timeout=60)
        server.stdout.close()
