"""How it is logged: on a terminal or as JSON, and strangers' noise once a minute."""

import logging
import sys
import threading
import warnings
from collections import Counter
from typing import Any, Literal

from handlers.observability import request_id
from handlers.observability.discretion import OURS, discreet

Format = Literal["console", "json"]
FORMATS: tuple[Format, ...] = ("console", "json")

_MINUTE = 60.0
STRANGERS_DECIDE = ("asyncio", "uvicorn.error")
_LINE = "%(asctime)s %(levelname)s %(name)s%(about)s: %(message)s"

log = logging.getLogger(__name__)


class Discreet(logging.Formatter):
    """For people: one line for each event, and below it the trace."""

    def format(self, record: logging.LogRecord) -> str:
        told = discreet(record)
        number = request_id.current()
        told.about = f" [{number}]" if number else ""
        return super().format(told)


def formatter(form: Format) -> logging.Formatter:
    if form == "console":
        return Discreet(_LINE)
    from handlers.observability.json_lines import JsonLines  # Only whoever wants it waits for it.

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
    for theirs in STRANGERS_DECIDE:
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


def quiet(name: str) -> logging.Logger:
    """A logger for a library that prints bodies when it may: it only gets to say that something broke."""
    logger = logging.getLogger(name)
    logger.setLevel(logging.ERROR)
    return logger
