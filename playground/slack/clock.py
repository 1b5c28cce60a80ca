"""The clock that can be turned. The bot lives by the same file: one line, seconds to add to the real time."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

LOCAL = ZoneInfo("Europe/Amsterdam")
START_OF_DAY = time(9, 0)
REFERENCE = datetime(2026, 11, 23, 9, 0, tzinfo=LOCAL)  # the day on which the sample was written


class Clock:
    """What time it is in the practice workspace."""

    def __init__(self, file: Path, real_time: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self.file = file
        self.offset = timedelta()
        self._real_time = real_time

    def now(self) -> datetime:
        """Aware, in local time."""
        return (self._real_time() + self.offset).astimezone(LOCAL)

    def turn_to(self, moment: datetime) -> None:
        self._keep(moment - self._real_time())

    def turn_back_to_real(self) -> None:
        self._keep(timedelta())

    def _keep(self, offset: timedelta) -> None:
        self.offset = timedelta(seconds=round(offset.total_seconds()))
        self.file.parent.mkdir(parents=True, exist_ok=True)
        # The bot may read at any moment: it sees the old line or the new one, never half of it.
        fresh = self.file.with_suffix(".new")
        fresh.write_text(f"{int(self.offset.total_seconds())}\n", encoding="ascii")
        fresh.replace(self.file)


def at_nine(day: datetime) -> datetime:
    """09:00 on the wall, also when summer time begins or ends in between."""
    return datetime.combine(day.date(), START_OF_DAY, tzinfo=LOCAL)


def tomorrow(now: datetime) -> datetime:
    return at_nine(now + timedelta(days=1))


def next_monday(now: datetime) -> datetime:
    return at_nine(now + timedelta(days=7 - now.weekday()))


def a_week_on(now: datetime) -> datetime:
    return now + timedelta(days=7)


TURNS: dict[str, Callable[[datetime], datetime]] = {
    "tomorrow": tomorrow,
    "monday": next_monday,
    "week": a_week_on,
}
