"""What time it is: the real time, or the one of a practice environment."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

Now = Callable[[], dt.datetime]


def real_time() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def practice_time(file: Path) -> Now:
    """The real time plus the seconds on the file's only line; 0 as long as there is no such file."""

    def now() -> dt.datetime:
        try:
            ahead = float(file.read_text("utf-8").strip() or 0)
        except FileNotFoundError:
            ahead = 0
        return real_time() + dt.timedelta(seconds=ahead)

    return now
