"""What time it is: the real time, or the one of a practice environment; and how long this computer has been on."""

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path

Now = Callable[[], dt.datetime]
Up = Callable[[], float]
"""Seconds, by a clock that nobody can set."""

_SINCE_THE_START = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)
"""On Linux also while the computer sleeps."""


def real_time() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def uptime() -> float:
    """The same for all processes of a computer."""
    return time.clock_gettime(_SINCE_THE_START)


def ahead(file: Path | None) -> dt.timedelta:
    """How far the practice clock is ahead: the seconds on the file's only line; 0 as long as there is no such file."""
    try:
        return dt.timedelta(seconds=float(file.read_text("utf-8").strip() or 0)) if file else dt.timedelta()
    except FileNotFoundError:
        return dt.timedelta()


def told_by(file: Path | None) -> Now:
    """file: of a practice clock, if there is one."""
    return practice_time(file) if file else real_time


def practice_time(file: Path) -> Now:
    """The real time, with the practice clock's lead."""
    return lambda: real_time() + ahead(file)
