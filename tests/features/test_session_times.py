"""Series and reminders to the minute: over both changes of the clock, and Christmas."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from bot.knowledge.timing import reminders, series

ZONE = ZoneInfo("Europe/Amsterdam")
AT = dt.time(15, 30)
LONG_AGO = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


def on_the_wall(times: list[dt.datetime]) -> list[str]:
    return [f"{at.astimezone(ZONE):%Y-%m-%d %H:%M}" for at in times]


def test_every_other_week_over_two_changes_of_the_clock_and_christmas() -> None:
    found = series(dt.date(2026, 10, 9), AT, 2, 12, "skip", ZONE)
    days = [
        *("2026-10-09", "2026-10-23", "2026-11-06", "2026-11-20", "2026-12-04", "2026-12-18"),
        # No 1 January, and no 26 March: Good Friday.
        *("2027-01-15", "2027-01-29", "2027-02-12", "2027-02-26", "2027-03-12", "2027-04-09"),
    ]
    assert on_the_wall(found) == [f"{day} 15:30" for day in days]
    assert {at.hour for at in found} == {13, 14}, "in UTC it differs by the hour of summer time"


def test_what_falls_on_christmas_moves_and_the_next_one_stays() -> None:
    found = series(dt.date(2026, 12, 11), AT, 2, 3, "shift", ZONE)
    assert on_the_wall(found) == ["2026-12-11 15:30", "2026-12-28 15:30", "2027-01-08 15:30"]


def test_every_week_in_the_weeks_of_both_changes() -> None:
    autumn = series(dt.date(2026, 10, 22), AT, 1, 3, "shift", ZONE)
    spring = series(dt.date(2027, 3, 25), AT, 1, 2, "shift", ZONE)
    assert on_the_wall(autumn) == ["2026-10-22 15:30", "2026-10-29 15:30", "2026-11-05 15:30"]
    assert on_the_wall(spring) == ["2027-03-25 15:30", "2027-04-01 15:30"]


def test_once_is_on_the_very_day_that_somebody_chose() -> None:
    assert on_the_wall(series(dt.date(2026, 12, 25), AT, 0, 1, "skip", ZONE)) == ["2026-12-25 15:30"]


def test_a_saturday_stays_a_saturday() -> None:
    found = series(dt.date(2026, 12, 12), AT, 2, 2, "shift", ZONE)
    assert on_the_wall(found) == ["2026-12-12 15:30", "2026-12-28 15:30"], "the 26th is Boxing Day"


@pytest.mark.parametrize(
    ("starts", "week", "day", "hour"),
    [
        ("2026-10-27 15:30", "2026-10-20 15:30", "2026-10-26 15:30", "2026-10-27 14:30"),
        ("2027-03-29 09:00", "2027-03-22 09:00", "2027-03-28 09:00", "2027-03-29 08:00"),
        ("2026-12-10 15:30", "2026-12-03 15:30", "2026-12-09 15:30", "2026-12-10 14:30"),
    ],
)
def test_reminders_are_at_the_same_time_on_the_wall(starts: str, week: str, day: str, hour: str) -> None:
    starts_at = dt.datetime.fromisoformat(starts).replace(tzinfo=ZONE).astimezone(dt.UTC)
    found = {each.name: each for each in reminders(starts_at, 60, ZONE, LONG_AGO)}
    due = on_the_wall([found[f"session.{name}"].due_at for name in ("week", "day", "hour")])
    assert due == [week, day, hour]
    assert all(each.expires_at <= starts_at for name, each in found.items() if name != "session.after")


def test_what_has_gone_by_is_not_planned() -> None:
    starts_at = dt.datetime(2026, 12, 10, 14, 30, tzinfo=dt.UTC)
    found = reminders(starts_at, 60, ZONE, starts_at - dt.timedelta(hours=3))
    assert [each.name for each in found] == ["session.hour", "session.after"]
