"""Reads a backup to its end, without touching it, and says what is in it: what a restore would find."""

import re
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from handlers.databases.backup import Failed, NoProgram

PROGRAM = "pg_restore"
_VERSION = "alembic_version"
# Of PostgreSQL's own text: a line for each row, until a line with only a backslash and a dot.
_COPY = re.compile(r"COPY (?:\w+\.)?\"?(\w+)\"? \(")
_END = "\\.\n"


class NotABackup(Exception):
    """Neither a file of SQLite nor one of pg_dump, or not of Samenspel."""


class Found(NamedTuple):
    revision: str
    tables: int
    rows: int


def look(file: Path) -> Found:
    """Raises NotABackup, NoProgram, Failed (it is damaged) or OSError."""
    with file.open("rb") as opened:
        beginning = opened.read(16)
    if beginning == b"SQLite format 3\0":
        return _in_file(file)
    if beginning.startswith(b"PGDMP"):
        return _in_dump(file)
    raise NotABackup


def _in_file(file: Path) -> Found:
    try:
        # immutable: no file beside it, also where we may not write.
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as copy:
            (said,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
            if said != "ok" or copy.execute("PRAGMA foreign_key_check").fetchone():
                raise Failed(said)
            names = [name for (name,) in copy.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
            rows = {name: copy.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}  # noqa: S608
            revision = copy.execute(f"SELECT version_num FROM {_VERSION}").fetchone() if _VERSION in rows else None  # noqa: S608
    except sqlite3.Error as broken:
        raise Failed(str(broken)) from broken
    return _ours(rows, revision[0] if revision else "")


def _in_dump(file: Path) -> Found:
    if not shutil.which(PROGRAM):
        raise NoProgram
    rows: dict[str, int] = {}
    table, revision = "", ""
    command = [PROGRAM, "--data-only", "--file=-", str(file)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8") as program:  # noqa: S603
        assert program.stdout
        assert program.stderr
        for line in program.stdout:
            if table and line == _END:
                table = ""
            elif table:
                rows[table] += 1
                revision = line.strip() if table == _VERSION else revision
            elif begun := _COPY.match(line):
                table = begun[1]
                rows[table] = 0
        said = program.stderr.read().strip().splitlines()
    if program.returncode:
        raise Failed((said or [PROGRAM])[-1])
    return _ours(rows, revision)


def _ours(rows: Mapping[str, int], revision: str) -> Found:
    """Damaged when a table of our version is not there; of another version only we of that time could say."""
    from storage import METADATA, migrate

    if not re.fullmatch(r"\d{4}", revision):
        raise NotABackup
    missing = METADATA.tables.keys() - rows.keys()
    if revision == migrate.newest_revision() and missing:
        raise Failed(", ".join(sorted(missing)))
    # Not those of the search: SQLite keeps them in its own way.
    ours = [count for name, count in rows.items() if name in METADATA.tables]
    return Found(revision, len(ours), sum(ours))
