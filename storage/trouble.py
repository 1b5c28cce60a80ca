"""What can be wrong with a database, and which of it an error of a driver or the operating system means. Pure."""

import errno
from collections.abc import Callable
from enum import StrEnum
from typing import NamedTuple

from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as NoTurn


class Trouble(StrEnum):
    """One cause each, because each has another next step."""

    EMPTY = "empty"
    OLDER = "older"
    NEWER = "newer"
    FOREIGN = "foreign"
    """Somebody else's tables and version."""
    INCOMPLETE = "incomplete"
    """It says that it is up to date, and lacks tables or columns."""

    NO_FOLDER = "no_folder"
    CLOSED = "closed"
    """No rights on the file or its folder."""
    NOT_A_DATABASE = "not_a_database"
    DAMAGED = "damaged"
    GONE = "gone"
    """Removed or replaced while it was open."""
    READ_ONLY_FILE = "read_only_file"
    READ_ONLY_DISK = "read_only_disk"

    STANDBY = "standby"
    READ_ONLY_SERVER = "read_only_server"
    ENCODING = "encoding"
    OLD_SERVER = "old_server"
    SILENT = "silent"
    REFUSED = "refused"
    NO_HOST = "no_host"
    WRONG_LOGIN = "wrong_login"
    NO_DATABASE = "no_database"
    NO_RIGHTS = "no_rights"
    TOO_MANY = "too_many"
    """The server has no connection left."""
    SHUT_DOWN = "shut_down"
    """The server stops, or is starting."""

    DISK_FULL = "disk_full"
    DISK_BROKEN = "disk_broken"
    LOCKED = "locked"
    UNREACHABLE = "unreachable"
    """Something else; the code is all that can be told."""


class Wrong(NamedTuple):
    """detail: the revision, encoding, version, tables or code that belongs to it; never data of people."""

    trouble: Trouble
    detail: str = ""


CAN_BE_MADE = frozenset({Trouble.EMPTY, Trouble.OLDER})
"""A start brings these up to date by itself."""
CANNOT_SAVE = frozenset(
    {
        *(Trouble.DISK_FULL, Trouble.DISK_BROKEN, Trouble.READ_ONLY_FILE, Trouble.READ_ONLY_DISK),
        *(Trouble.STANDBY, Trouble.READ_ONLY_SERVER, Trouble.GONE, Trouble.DAMAGED, Trouble.NOT_A_DATABASE),
    }
)
"""Trouble of storage itself: trying again helps nobody until somebody has looked at it."""

# The first that fits. Source: sqlite.org/rescode.html.
_SQLITE = (
    ("SQLITE_FULL", Trouble.DISK_FULL),
    ("SQLITE_IOERR", Trouble.DISK_BROKEN),
    ("SQLITE_NOTADB", Trouble.NOT_A_DATABASE),
    ("SQLITE_CORRUPT", Trouble.DAMAGED),
    ("SQLITE_READONLY_DBMOVED", Trouble.GONE),
    ("SQLITE_READONLY", Trouble.READ_ONLY_FILE),
    ("SQLITE_BUSY", Trouble.LOCKED),
    ("SQLITE_LOCKED", Trouble.LOCKED),
    ("SQLITE_PERM", Trouble.CLOSED),
    ("SQLITE_AUTH", Trouble.CLOSED),
)
# By the whole state, or by its class. Source: appendix A of PostgreSQL's manual.
_POSTGRES = (
    ("25006", Trouble.READ_ONLY_SERVER),
    ("28", Trouble.WRONG_LOGIN),
    ("3D000", Trouble.NO_DATABASE),
    ("3F000", Trouble.NO_RIGHTS),
    ("42501", Trouble.NO_RIGHTS),
    ("53300", Trouble.TOO_MANY),
    ("53100", Trouble.DISK_FULL),
    ("55P03", Trouble.LOCKED),
    ("57P", Trouble.SHUT_DOWN),
    ("58030", Trouble.DISK_BROKEN),
    ("XX001", Trouble.DAMAGED),
    ("XX002", Trouble.DAMAGED),
)
_SYSTEM = {
    errno.ENOSPC: Trouble.DISK_FULL,
    errno.EDQUOT: Trouble.DISK_FULL,
    errno.EROFS: Trouble.READ_ONLY_DISK,
    errno.EIO: Trouble.DISK_BROKEN,
    errno.EACCES: Trouble.CLOSED,
    errno.EPERM: Trouble.CLOSED,
    errno.ENOENT: Trouble.NO_FOLDER,
    errno.ENOTDIR: Trouble.NO_FOLDER,
    errno.EEXIST: Trouble.NO_FOLDER,
}
# Whoever is not let in gets words and no state from libpq. A server that speaks another language is UNREACHABLE.
_WORDS = (
    ("failed to resolve", Trouble.NO_HOST),
    ("could not translate host name", Trouble.NO_HOST),
    ("password", Trouble.WRONG_LOGIN),
    ("authentication failed", Trouble.WRONG_LOGIN),
    ("pg_hba.conf", Trouble.WRONG_LOGIN),
    ('role "', Trouble.WRONG_LOGIN),
    ("too many clients", Trouble.TOO_MANY),
    ("too many connections", Trouble.TOO_MANY),
    ("remaining connection slots", Trouble.TOO_MANY),
    ("the database system is", Trouble.SHUT_DOWN),
    ("permission denied", Trouble.NO_RIGHTS),
    ('database "', Trouble.NO_DATABASE),
    ("connection refused", Trouble.REFUSED),
    ("no such file or directory", Trouble.REFUSED),
)


def named(error: BaseException) -> Wrong:
    """The trouble behind an error: of SQLAlchemy, a driver or the operating system."""
    cause: BaseException = getattr(error, "orig", None) or error
    if name := getattr(cause, "sqlite_errorname", ""):
        return Wrong(_first(_SQLITE, str(name).startswith), str(name))
    if state := getattr(cause, "sqlstate", None):
        return Wrong(_first(_POSTGRES, str(state).startswith), str(state))
    if isinstance(cause, OSError) and cause.errno:
        return Wrong(_SYSTEM.get(cause.errno, Trouble.UNREACHABLE), errno.errorcode.get(cause.errno, ""))
    kind = type(cause).__name__
    if kind == "ConnectionTimeout":
        return Wrong(Trouble.SILENT)
    said = str(cause).casefold() if kind == "OperationalError" else ""
    return Wrong(next((trouble for words, trouble in _WORDS if words in said), Trouble.UNREACHABLE), kind)


def _first(known: tuple[tuple[str, Trouble], ...], fits: Callable[[str], bool]) -> Trouble:
    return next((trouble for code, trouble in known if fits(code)), Trouble.UNREACHABLE)


def is_out_of_reach(error: BaseException) -> bool:
    """The database is locked, full or away: that says nothing about what was asked of it, and passes.

    Sources: sqlite.org/rescode.html, and appendix A of PostgreSQL's manual.
    """
    if isinstance(error, NoTurn):
        return True
    if not isinstance(error, DBAPIError):
        return False
    if name := getattr(error.orig, "sqlite_errorname", ""):
        return str(name).startswith(_SQLITE_IS_OUT_OF_REACH)
    # Who has no connection any more hears no state.
    state = getattr(error.orig, "sqlstate", "") or ""
    return (
        error.connection_invalidated
        or state.startswith(_POSTGRES_IS_OUT_OF_REACH)
        or (isinstance(error, OperationalError) and not state)
    )


_SQLITE_IS_OUT_OF_REACH = tuple(
    f"SQLITE_{word}" for word in ("BUSY", "CANTOPEN", "FULL", "IOERR", "LOCKED", "READONLY")
)
_POSTGRES_IS_OUT_OF_REACH = ("08", "25006", "40", "53", "55P03", "57P")
"""No connection, read-only (a standby), two who wait for each other, no room, somebody's lock, and shut down by its
administrator: a state, or a class of them.
"""
