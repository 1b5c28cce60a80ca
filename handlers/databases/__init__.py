"""`samenspel db`: bring the database up to date, copy it while the bot runs, and move to another one."""

import argparse
import shlex
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.chat.texts import Speech
from handlers import logs
from handlers.settings import Settings, database_address

if TYPE_CHECKING:
    from sqlalchemy import URL

DONE, BROKEN, NOT_POSSIBLE = 0, 1, 2
"""What the console gets back."""


def add_verbs(commands: Any, t: Speech) -> None:
    """Adds the verbs of `db`. As in handlers/main.py, what is parsed holds what to do as `does`."""
    verbs = _add(commands, "db", t, "db.help").add_subparsers(required=True, metavar="upgrade | backup | move")
    _add(verbs, "upgrade", t, "db.upgrade.help").set_defaults(does=upgrade)
    backing_up = _add(verbs, "backup", t, "db.backup.help")
    backing_up.add_argument("file", type=Path, metavar="FILE")
    backing_up.set_defaults(does=backup)
    moving = _add(verbs, "move", t, "db.move.help")
    moving.add_argument("url", metavar="URL")
    moving.set_defaults(does=move)


def _add(commands: Any, name: str, t: Speech, about: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=str(t(about)), description=str(t(about)))
    return parser


def upgrade(asked: argparse.Namespace, settings: Settings, t: Speech) -> int:
    from sqlalchemy.exc import SQLAlchemyError

    from storage import migrate
    from storage.database import Database

    database = Database(settings.database_url)
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        before = migrate.revision_of(database.engine)
        migrate.upgrade(settings.database_url)
        after = migrate.revision_of(database.engine)
    except (OSError, SQLAlchemyError) as broken:
        return _refuse(t, "db.upgrade.broken", BROKEN, reason=logs.code_of(broken) or type(broken).__name__)
    finally:
        database.close()
    print(t("db.upgrade.nothing" if before == after else "db.upgrade.done", revision=after))
    return DONE


def backup(asked: argparse.Namespace, settings: Settings, t: Speech) -> int:
    from sqlalchemy import make_url

    address, file = make_url(settings.database_url), Path(asked.file)
    if address.get_backend_name() != "sqlite":
        return _refuse(t, "db.backup.postgresql", NOT_POSSIBLE, command=_pg_dump(address, file))
    source = Path(address.database or "")
    if not source.is_file():
        return _refuse(t, "db.backup.no_database", NOT_POSSIBLE, file=str(source))
    if file.is_dir() or not file.parent.is_dir() or (file.exists() and file.samefile(source)):
        return _refuse(t, "db.backup.not_there", NOT_POSSIBLE, file=str(file))
    try:
        copy(source, file)
    except (sqlite3.Error, OSError) as broken:
        return _refuse(t, "db.backup.broken", BROKEN, reason=str(broken))
    print(t("db.backup.done", file=str(file), kilobytes=-(-file.stat().st_size // 1024)))
    return DONE


def move(asked: argparse.Namespace, settings: Settings, t: Speech) -> int:
    """From the database of the settings to another; prints the rows of every table, there and here."""
    from sqlalchemy.exc import SQLAlchemyError

    from storage import moving

    try:
        target = database_address(asked.url)
        moved = moving.move(settings.database_url, target)
    except ValueError:
        return _refuse(t, "db.move.no_address", NOT_POSSIBLE)
    except moving.NotPossible as refused:
        return _refuse(t, f"db.move.{refused.reason}", NOT_POSSIBLE)
    except SQLAlchemyError as broken:
        cause = getattr(broken, "orig", None) or broken
        return _refuse(t, "db.move.broken", BROKEN, reason=logs.code_of(cause) or type(cause).__name__)
    table, before, after = (str(t(f"db.move.{column}")) for column in ("table", "before", "after"))
    print(f"{table:<28}{before:>9}{after:>9}")
    for each in moved:
        print(f"{each.table:<28}{each.before:>9}{each.after:>9}")
    print(t("db.move.done", rows=sum(each.after for each in moved)))
    return DONE


def _refuse(t: Speech, key: str, status: int, **values: str) -> int:
    print(t(key, **values), file=sys.stderr)
    return status


def _pg_dump(address: "URL", file: Path) -> str:
    """Without the password: pg_dump asks for it, or reads ~/.pgpass."""
    options = {"host": address.host, "port": address.port, "username": address.username}
    known = [f"--{name}={value}" for name, value in options.items() if value]
    return shlex.join(["pg_dump", "--format=custom", f"--file={file}", *known, address.database or ""])


def copy(source: Path, file: Path) -> None:
    """A complete copy of a SQLite database of this instant, in one file; others may go on writing in the original.

    Replaces `file` when all of it is there, and not before. Raises sqlite3.Error or OSError.
    """
    unfinished = file.with_name(f".{file.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    # The register of a municipality: for the eyes of whoever makes the copy.
    unfinished.touch(mode=0o600)
    try:
        original = sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)
        with closing(original), closing(sqlite3.connect(unfinished)) as duplicate:
            original.backup(duplicate)
            # WAL would keep a part of it in a file beside it.
            duplicate.execute("PRAGMA journal_mode=DELETE")
        unfinished.replace(file)
    finally:
        unfinished.unlink(missing_ok=True)
