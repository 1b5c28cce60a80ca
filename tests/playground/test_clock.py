"""The clock can be turned, and the bot finds the same time in a file."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from playground.slack.clock import LOCAL, REFERENCE, Clock, a_week_on, next_monday, tomorrow


def clock_at(folder: Path, now: datetime) -> Clock:
    return Clock(folder / "clock", lambda: now)


def test_turning_the_clock_writes_the_seconds_to_add(tmp_path: Path) -> None:
    clock = clock_at(tmp_path, datetime(2026, 11, 20, 8, 0, tzinfo=UTC))
    clock.turn_to(REFERENCE)
    assert clock.now() == REFERENCE
    assert (tmp_path / "clock").read_text() == f"{3 * 24 * 3600}\n"
    clock.turn_back_to_real()
    assert (tmp_path / "clock").read_text() == "0\n"


def test_nine_in_the_morning_is_nine_on_the_wall_also_when_summer_time_begins(tmp_path: Path) -> None:
    assert tomorrow(datetime(2027, 3, 27, 20, 0, tzinfo=LOCAL)).isoformat() == "2027-03-28T09:00:00+02:00"


def test_next_monday_is_never_today() -> None:
    assert next_monday(REFERENCE) - REFERENCE == timedelta(days=7)
    assert next_monday(datetime(2026, 11, 29, 23, 0, tzinfo=LOCAL)).isoformat() == "2026-11-30T09:00:00+01:00"


def test_a_week_on_keeps_the_time_of_day() -> None:
    assert a_week_on(REFERENCE.replace(hour=14)).hour == 14
