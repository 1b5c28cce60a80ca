"""What of an event may be told: that something happened, never what people typed, who they are, or a token.

Ours says it in fixed words with numbers in them. Libraries quote what they were given, so of them only the place in
their source is told, and of exceptions only the kind and the code.
"""

import datetime as dt
import errno
import logging
import re
import traceback

OURS = ("bot", "handlers", "storage")

_WORD = re.compile(r"[a-z_]{1,60}")
"""Slack's words; something between Slack and us may answer with more."""


def discreet(record: logging.LogRecord) -> logging.LogRecord:
    """The same event with only what may be told; `exc_text` holds the trace."""
    told = logging.LogRecord(record.name, record.levelno, record.pathname, record.lineno, _words(record), (), None)
    told.created, told.msecs = record.created, record.msecs
    error = record.exc_info[1] if record.exc_info else None
    told.exc_text = trace(error) if error else None
    return told


def _words(record: logging.LogRecord) -> str:
    """On one line, without what a terminal would obey."""
    if record.name.split(".")[0] in OURS:
        words = _filled_in(record)
    elif record.name == "uvicorn.error" and not record.exc_info and "\n" not in (said := _filled_in(record)):
        words = said  # Such as: the port is taken. Only its traces quote us.
    else:
        words = f"{record.filename}:{record.lineno} in {record.funcName}"
    return "".join(letter if letter.isprintable() else " " for letter in words)


def _filled_in(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError):
        return str(record.msg)


def trace(error: BaseException) -> str:
    """Without the exceptions' own words: those quote SQL parameters, payloads and names."""
    return "\n".join(_chain(error))


def _chain(error: BaseException) -> list[str]:
    """The oldest cause first, as Python prints it."""
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    before = [*_chain(cause), "  which led to"] if cause else []
    frames = [
        f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(error.__traceback__)
    ]
    return [*before, *frames, f"  {type(error).__module__}.{type(error).__qualname__} {code_of(error)}".rstrip()]


def code_of(error: BaseException) -> str:
    """The part of an exception that can be told: a code of SQLite, PostgreSQL, the operating system or Slack."""
    for name in ("sqlite_errorname", "sqlstate"):
        if isinstance(code := getattr(error, name, None), str):
            return code
    if isinstance(error, OSError) and error.errno:
        return errno.errorcode.get(error.errno, "")
    answer = getattr(getattr(error, "response", None), "data", None)
    word = str(answer.get("error", "")) if isinstance(answer, dict) else ""
    return word if _WORD.fullmatch(word) else ""


def at(record: logging.LogRecord) -> str:
    """ISO 8601, UTC, to the millisecond."""
    moment = dt.datetime.fromtimestamp(record.created, dt.UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
