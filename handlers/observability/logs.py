"""What is logged: that something happened, never what people typed, who they are, or a token.

Ours says it in fixed words with numbers in them. Libraries quote what they were given, so of them only the place in
their source is told, and of exceptions only the kind and the code.
"""

import datetime as dt
import errno
import logging
import re
import sys
import threading
import traceback
import warnings
from collections import Counter
from typing import Any, Literal

from handlers.observability import request_id

Format = Literal["console", "json"]
FORMATS: tuple[Format, ...] = ("console", "json")
OURS = ("bot", "handlers", "storage")

_MINUTE = 60.0
_STRANGERS_DECIDE = ("asyncio", "uvicorn.error")

_WORD = re.compile(r"[a-z_]{1,60}")
"""Slack's words; something between Slack and us may answer with more."""
_LINE = "%(asctime)s %(levelname)s %(name)s%(about)s: %(message)s"

log = logging.getLogger(__name__)


class Discreet(logging.Formatter):
    """For people: one line for each event, and below it the trace."""

    def format(self, record: logging.LogRecord) -> str:
        told = discreet(record)
        number = request_id.current()
        told.about = f" [{number}]" if number else ""
        return super().format(told)


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


def formatter(form: Format) -> logging.Formatter:
    if form == "console":
        return Discreet(_LINE)
    from handlers.observability.json_lines import JsonLines  # Only who wants it waits for it.

    return JsonLines()


def configure(level: str, form: Format = "console") -> None:
    """Ours at `level`; libraries only when something is wrong, because at DEBUG they print whole requests."""
    handler = logging.StreamHandler(sys.stderr)
    handler.set_name("samenspel")
    handler.setFormatter(formatter(form))
    root = logging.getLogger()
    for before in [each for each in root.handlers if each.get_name() == handler.get_name()]:
        root.removeHandler(before)
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    for ours in OURS:
        logging.getLogger(ours).setLevel(level)
    for theirs in _STRANGERS_DECIDE:
        logger = logging.getLogger(theirs)
        if not any(isinstance(each, OnceAMinute) for each in logger.filters):
            logger.addFilter(OnceAMinute())
    # Else a line that cannot be written is printed with all that was in it.
    logging.raiseExceptions = False
    _catch_what_nobody_caught()


class OnceAMinute(logging.Filter):
    """Of what strangers can make a library say as often as they like: each sentence, and how often it was said.

    asyncio says of every connection that it cannot take in that there are no files left, thousands of times a second.
    """

    def __init__(self) -> None:
        super().__init__()
        self._said: dict[tuple[str, int, str], float] = {}
        self._more: Counter[tuple[str, int, str]] = Counter()

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name == "uvicorn.error" and record.exc_info:
            return True  # A fault of ours: each of them has its own trace.
        said = record.pathname, record.lineno, str(record.msg).partition("\n")[0]
        if record.created - self._said.get(said, -_MINUTE) < _MINUTE:
            self._more[said] += 1
            return False
        self._said[said] = record.created
        if more := self._more.pop(said, 0):
            log.warning("%s:%d spoke %d more times", record.filename, record.lineno, more)
        return True


def _catch_what_nobody_caught() -> None:
    """Python prints those with their own words."""

    def ended(kind: type[BaseException], error: BaseException, frames: Any) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, frames)
        else:
            log.critical("ended by what nobody caught", exc_info=error)

    def thread_ended(ending: threading.ExceptHookArgs) -> None:
        name = ending.thread.name if ending.thread else ""
        log.critical("thread %s ended by what nobody caught", name, exc_info=ending.exc_value)

    def could_not_raise(broken: Any) -> None:
        log.error("what could not be raised", exc_info=broken.exc_value)

    def warned(message: object, category: type[Warning], filename: str, lineno: int, *_: Any, **__: Any) -> None:
        log.warning("%s at %s:%d", category.__name__, filename, lineno)

    sys.excepthook, threading.excepthook, sys.unraisablehook = ended, thread_ended, could_not_raise
    warnings.showwarning = warned


def at(record: logging.LogRecord) -> str:
    """ISO 8601, UTC, to the millisecond."""
    moment = dt.datetime.fromtimestamp(record.created, dt.UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def quiet(name: str) -> logging.Logger:
    """A logger for a library that prints bodies when it may: it only gets to say that something broke."""
    logger = logging.getLogger(name)
    logger.setLevel(logging.ERROR)
    return logger
