"""`samenspel db`: bring the database up to date, copy it while the bot runs, read a copy back, or move to another."""

import argparse
import shlex
import sqlite3
import sys
from getpass import getpass
from pathlib import Path
from typing import Any

from bot.chat.cards import Text
from bot.chat.texts import Speech
from glossary import Deed, Origin
from handlers.now import told_by
from handlers.settings import POSTGRESQL, Settings, database_address, has_extra

DONE, BROKEN, NOT_POSSIBLE = 0, 1, 2
"""What the console gets back."""


def add_verbs(commands: Any, t: Speech) -> None:
    """Adds the verbs of `db`. As in handlers/console/main.py, what is parsed holds what to do as `does`."""
    verbs = _add(commands, "db", t, "db.help").add_subparsers(required=True, metavar="upgrade | backup | verify | move")
    _add(verbs, "upgrade", t, "db.upgrade.help").set_defaults(does=upgrade)
    backing_up = _add(verbs, "backup", t, "db.backup.help")
    backing_up.add_argument("file", type=Path, metavar="FILE", help=str(t("db.file")))
    backing_up.set_defaults(does=make_backup)
    verifying = _add(verbs, "verify", t, "db.verify.help")
    verifying.add_argument("file", type=Path, metavar="FILE", help=str(t("db.file")))
    verifying.set_defaults(does=verify)
    moving = _add(verbs, "move", t, "db.move.help")
    # As it used to be given: refused, because every user of this computer could read the password in it.
    moving.add_argument("url", nargs="?", help=argparse.SUPPRESS)
    moving.set_defaults(does=move)


def _add(commands: Any, name: str, t: Speech, about: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=str(t(about)), description=str(t(about)))
    return parser


def upgrade(asked: argparse.Namespace, settings: Settings, t: Speech) -> int:
    from handlers.databases import trouble
    from storage import migrate

    wrong, made = trouble.open_database(settings)
    if wrong:
        trouble.say(wrong, settings, t)
        return BROKEN
    print(t("db.upgrade.done" if made else "db.upgrade.nothing", revision=migrate.newest_revision()))
    return DONE


def make_backup(asked: argparse.Namespace, settings: Settings, t: Speech) -> int:
    from sqlalchemy import make_url

    from handlers.databases import backup

    address, file = make_url(settings.database_url), Path(asked.file)
    in_file = address.get_backend_name() == "sqlite"
    source = Path(address.database or "")
    if in_file and not source.is_file():
        return _refuse(t, "db.backup.no_database", NOT_POSSIBLE, file=str(source))
    if file.is_dir() or not file.parent.is_dir() or (in_file and file.exists() and file.samefile(source)):
        return _refuse(t, "db.backup.not_there", NOT_POSSIBLE, file=str(file))
    # Before it, so that the copy says too that it was made.
    is_recorded = _record(settings.database_url, Deed.DATABASE_COPIED, settings)
    try:
        if in_file:
            backup.of_file(source, file)
        else:
            backup.of_server(address, file)
    except backup.NoProgram:
        with backup.dump_command(address) as (command, _):
            shown = f"{shlex.join(command)} > {shlex.quote(str(file))}"
        return _refuse(t, "db.backup.postgresql", NOT_POSSIBLE, command=shown)
    except (sqlite3.Error, OSError, backup.Failed) as broken:
        return _refuse(t, "db.backup.broken", BROKEN, reason=str(broken))
    print(t("db.backup.done", file=str(file), kilobytes=-(-file.stat().st_size // 1024)))
    return _done(is_recorded, t)


def verify(asked: argparse.Namespace, settings: Settings, t: Speech) -> int:
    """Looks in a backup only: it needs no database, and records nothing."""
    from handlers.databases import verifying
    from handlers.databases.backup import Failed, NoProgram

    file = str(asked.file)
    try:
        found = verifying.look(asked.file)
    except verifying.NotABackup:
        return _refuse(t, "db.verify.not_one", NOT_POSSIBLE, file=file)
    except NoProgram:
        return _refuse(t, "db.verify.postgresql", NOT_POSSIBLE)
    except Failed as damaged:
        return _refuse(t, "db.verify.damaged", BROKEN, file=file, reason=str(damaged))
    except OSError as closed:
        return _refuse(t, "db.verify.closed", NOT_POSSIBLE, file=file, reason=closed.strerror)
    print(t("db.verify.whole", file=file, revision=found.revision, tables=found.tables, rows=found.rows))
    return DONE


def move(asked: argparse.Namespace, settings: Settings, t: Speech) -> int:
    """From the database of the settings to another; prints the rows of every table, there and here."""
    from sqlalchemy.exc import ArgumentError, SQLAlchemyError

    from handlers.databases import trouble
    from storage import moving
    from storage.trouble import named

    if asked.url:
        return _refuse(t, "db.move.shown", NOT_POSSIBLE)
    target = ""
    try:
        target = database_address(_asked_for(t))
        if target.startswith(POSTGRESQL) and not has_extra("postgres"):
            return _refuse(t, "db.move.needs_postgres", NOT_POSSIBLE)
        moved = moving.move(settings.database_url, target)
    except (ValueError, ArgumentError):
        return _refuse(t, "db.move.no_address", NOT_POSSIBLE)
    except moving.NotPossible as refused:
        return _refuse(t, f"db.move.{refused.reason}", NOT_POSSIBLE)
    except SQLAlchemyError as broken:
        found = trouble.finding(named(broken), target, t)
        return _refuse(t, "db.move.broken", BROKEN, reason=found.text, fix=found.mend)
    table, before, after = (str(t(f"db.move.{column}")) for column in ("table", "before", "after"))
    print(f"{table:<28}{before:>9}{after:>9}")
    for each in moved:
        print(f"{each.table:<28}{each.before:>9}{each.after:>9}")
    print(t("db.move.done", rows=sum(each.after for each in moved)))
    return _done(_record(target, Deed.DATABASE_MOVED, settings), t)


def _record(url: str, deed: Deed, settings: Settings) -> bool:
    """In the audit log of every municipality. False when that is not possible: a backup must be, of any database."""
    from sqlalchemy.exc import SQLAlchemyError

    from bot.people import audit
    from storage.database import Database
    from storage.people import municipalities

    now = told_by(settings.console_clock)()
    database = Database(url)
    try:
        with database.session(None) as across:
            homes = municipalities.municipalities(across)
        for home in homes:
            with database.session(home.id, writes=True) as db:
                audit.record_unasked(db, now, deed, Origin.CONSOLE)
    except SQLAlchemyError:
        return False
    finally:
        database.close()
    return True


def _done(is_recorded: bool, t: Speech) -> int:
    if not is_recorded:
        print(t("db.not_recorded"), file=sys.stderr)
    return DONE


def _asked_for(t: Speech) -> str:
    """The address of the new database, unseen: from a keyboard, or from what is sent to standard input."""
    if sys.stdin.isatty():
        return getpass(f"{t('db.move.which')} ").strip()
    return sys.stdin.readline().strip()


def _refuse(t: Speech, key: str, status: int, **values: str | Text | None) -> int:
    print(t(key, **values), file=sys.stderr)
    return status
