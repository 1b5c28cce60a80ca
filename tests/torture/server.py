"""A PostgreSQL server that a test may crash, and start again."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL

from tests import needs


class Server:
    """folder: everything it has, with its socket."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._programs = needs.postgres()
        self._as_postgres: list[str] = []
        if os.geteuid() == 0:  # which PostgreSQL refuses to run as
            shutil.chown(folder, "postgres")
            self._as_postgres = ["runuser", "-u", "postgres", "--"]

    @property
    def url(self) -> str:
        address = URL.create("postgresql+psycopg", "postgres", database="postgres", query={"host": str(self.folder)})
        return address.render_as_string(hide_password=False)

    def make(self) -> None:
        self._run("initdb", "-D", str(self._data), "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-sync")

    def start(self) -> None:
        # A commit is on its way to the disk before anybody hears of it; only the power cut is left out.
        settings = f"-c listen_addresses='' -c unix_socket_directories='{self.folder}' -c fsync=off"
        log = str(self.folder / "log")
        self._run("pg_ctl", "-D", str(self._data), "-l", log, "-w", "-t", "60", "-o", settings, "start")

    def crash(self) -> None:
        """Without a word to anybody; at the next start it recovers from its log."""
        self._run("pg_ctl", "-D", str(self._data), "-m", "immediate", "-w", "stop")

    @property
    def _data(self) -> Path:
        return self.folder / "data"

    def _run(self, program: str, *arguments: str) -> None:
        command: Sequence[str] = [*self._as_postgres, str(self._programs / program), *arguments]
        # Not captured: the server that pg_ctl starts would keep the pipe open.
        subprocess.run(
            command, check=True, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=90
        )


@contextmanager
def running() -> Iterator[Server]:
    folder = Path(tempfile.mkdtemp(prefix="samenspel-"))
    try:
        server = Server(folder)
        server.make()
        server.start()
        try:
            yield server
        finally:
            server.crash()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
