"""A backup in one file that nobody else may read, also while others write in the database."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from sqlalchemy import URL

from handlers import placing

# Every user of the computer can read what stands on a command line.
_IN_ENVIRONMENT = {"password": "PGPASSWORD"}
_IN_FILE = ("sslpassword", "oauth_client_secret", "scram_client_key", "scram_server_key")
"""For these libpq has no variable, but it reads a file of services."""
_SERVICE = "samenspel"
PROGRAM = "pg_dump"


class NoProgram(Exception):
    """PostgreSQL's own program for backups is not installed here."""


class Failed(Exception):
    """What the program said."""


def of_file(source: Path, file: Path) -> None:
    """A complete copy of a SQLite database of this instant; others may go on writing in the original.

    Replaces `file` when all of it is there, and not before. Raises sqlite3.Error or OSError.
    """
    with placing.in_place_of(file) as unfinished:
        original = sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)
        with closing(original), closing(sqlite3.connect(unfinished)) as duplicate:
            original.backup(duplicate)
            # WAL would keep a part of it in a file beside it.
            duplicate.execute("PRAGMA journal_mode=DELETE")


def of_server(address: URL, file: Path) -> None:
    """As `of_file`, by pg_dump. Raises NoProgram, Failed or OSError."""
    if not shutil.which(PROGRAM):
        raise NoProgram
    with (
        dump_command(address) as (command, secrets),
        placing.in_place_of(file) as unfinished,
        unfinished.open("wb") as written,
    ):
        # It reads ~/.pgpass and the like, so it gets what we got.
        inherited = {**os.environ, **secrets}  # noqa: TID251
        ended = subprocess.run(command, stdout=written, stderr=subprocess.PIPE, env=inherited, check=False)  # noqa: S603
        if ended.returncode:
            raise Failed((ended.stderr.decode("utf-8", "replace").strip().splitlines() or ["pg_dump"])[-1])


@contextmanager
def dump_command(address: URL) -> Iterator[tuple[list[str], dict[str, str]]]:
    """The command without anything secret. It finds that in its environment, and in a file that goes afterwards."""
    from psycopg.conninfo import make_conninfo

    options: dict[str, Any] = {**address.get_dialect()().create_connect_args(address)[1]}
    secrets = {variable: str(options.pop(name)) for name, variable in _IN_ENVIRONMENT.items() if name in options}
    filed = {name: str(options.pop(name)) for name in _IN_FILE if name in options}
    options.pop("context", None)
    with ExitStack() as stack:
        if filed:
            # Only this account can read it.
            file = stack.enter_context(NamedTemporaryFile("w", encoding="utf-8", suffix=".conf"))
            file.write("\n".join((f"[{_SERVICE}]", *(f"{name}={secret}" for name, secret in filed.items()), "")))
            file.flush()
            secrets["PGSERVICEFILE"] = file.name
            options.setdefault("service", _SERVICE)
        # Without a password in its environment it must not wait for one that nobody types.
        yield [PROGRAM, "--format=custom", "--no-password", f"--dbname={make_conninfo(**options)}"], secrets
