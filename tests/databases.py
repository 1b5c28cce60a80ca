"""Databases of their own for tests: empty or migrated, on SQLite and on a PostgreSQL server that we start."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import LiteralString, Protocol

import psycopg
from psycopg import sql
from sqlalchemy import URL

from storage import migrate
from tests import needs


class Databases(Protocol):
    """Each gives the address of a database that nobody else uses, and removes it afterwards."""

    def empty(self) -> AbstractContextManager[str]: ...

    def migrated(self) -> AbstractContextManager[str]: ...


class SqliteDatabases:
    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @contextmanager
    def empty(self) -> Iterator[str]:
        with tempfile.TemporaryDirectory(dir=self._folder) as folder:
            yield _sqlite_url(Path(folder) / "samenspel.db")

    @contextmanager
    def migrated(self) -> Iterator[str]:
        with tempfile.TemporaryDirectory(dir=self._folder) as folder:
            shutil.copy(self._template, Path(folder) / "samenspel.db")
            yield _sqlite_url(Path(folder) / "samenspel.db")

    @cached_property
    def _template(self) -> Path:
        file = self._folder / "template.db"
        migrate.upgrade(_sqlite_url(file))
        return file


class PostgresDatabases:
    def __init__(self, sockets: Path) -> None:
        self._sockets = sockets
        self._numbers = count(1)
        self._admin = psycopg.connect(host=str(sockets), user="postgres", dbname="postgres", autocommit=True)

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

    @cached_property
    def _template(self) -> str:
        self._admin.execute("CREATE DATABASE migrated")
        migrate.upgrade(self._url("migrated"))
        return "migrated"

    @contextmanager
    def _copy_of(self, template: str) -> Iterator[str]:
        name = f"test_{next(self._numbers)}"
        self._admin.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
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
    """A roomy folder in memory, if there is one: a copy of a database, hundreds of files, takes 10 ms there."""
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
        server.wait(timeout=30)
        server.stdout.close()
