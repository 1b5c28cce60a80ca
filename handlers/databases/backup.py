"""A backup in one file that nobody else may read, also while others write in the database."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import URL

from handlers import placing

# They go to pg_dump in its environment: every user of the computer can read what stands on a command line.
_SECRETS = {"password": "PGPASSWORD"}


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
    command, secrets = dump_command(address)
    if not shutil.which(command[0]):
        raise NoProgram
    with placing.in_place_of(file) as unfinished, unfinished.open("wb") as written:
        # It reads ~/.pgpass and the like, so it gets what we got.
        inherited = {**os.environ, **secrets}  # noqa: TID251
        ended = subprocess.run(command, stdout=written, stderr=subprocess.PIPE, env=inherited, check=False)  # noqa: S603
        if ended.returncode:
            raise Failed((ended.stderr.decode("utf-8", "replace").strip().splitlines() or ["pg_dump"])[-1])


def dump_command(address: URL) -> tuple[list[str], dict[str, str]]:
    """The command without a password, and what it finds in its environment."""
    from psycopg.conninfo import make_conninfo

    options: dict[str, Any] = {**address.get_dialect()().create_connect_args(address)[1]}
    secrets = {variable: str(options.pop(name)) for name, variable in _SECRETS.items() if name in options}
    options.pop("context", None)
    # Without a password in its environment it must not wait for one that nobody types.
    command = ["pg_dump", "--format=custom", "--no-password", f"--dbname={make_conninfo(**options)}"]
    return command, secrets
