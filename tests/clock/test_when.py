"""Civil time: nine on Monday stays nine on Monday, whatever the clocks, the weeks and days off do."""

import datetime as dt
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.quiet import Quiet, is_holiday
from bot.chat.when import ANCHOR, Calendar, OnHolidays, When, due_between, first_after, instant, occurrences

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
OFFICE = Calendar(frozenset(range(5)), is_holiday)
ALWAYS = Calendar(frozenset(range(7)), lambda day: False)
EVERY_DAY, MONDAYS = frozenset(range(7)), frozenset({0})


def at(words: str) -> dt.datetime:
    """On the wall in Amsterdam."""
    return dt.datetime.fromisoformat(words).replace(tzinfo=AMSTERDAM)


def on_the_wall(when: When, after: str, number: int, calendar: Calendar = OFFICE) -> list[str]:
    found = islice(occurrences(when, AMSTERDAM, calendar, at(after)), number)
    return [f"{due.at.astimezone(AMSTERDAM):%a %d-%m %H:%M}" for due in found]


# The clocks change: in 2027 on 28 March (02:00 becomes 03:00) and on 31 October (03:00 becomes 02:00).


@pytest.mark.parametrize(
    ("day", "time", "utc"),
    [
        ("2027-03-27", "09:00", "08:00"),
        ("2027-03-28", "09:00", "07:00"),
        ("2027-03-28", "01:59", "00:59"),
        ("2027-03-28", "02:00", "01:00"),  # There is no such time: it is 03:00 by then.
        ("2027-03-28", "02:30", "01:30"),
        ("2027-03-28", "03:00", "01:00"),
        ("2027-10-31", "01:59", "23:59"),
        ("2027-10-31", "02:30", "00:30"),  # Comes twice: the first.
        ("2027-10-31", "03:00", "02:00"),
        ("2027-10-31", "09:00", "08:00"),
    ],
)
def test_a_time_in_the_gap_comes_later_and_of_two_it_is_the_first(day: str, time: str, utc: str) -> None:
    found = instant(dt.date.fromisoformat(day), dt.time.fromisoformat(time), AMSTERDAM)
    assert f"{found:%H:%M}" == utc


def test_monday_at_nine_stays_so_when_summer_time_begins_and_ends() -> None:
    when = When(MONDAYS, dt.time(9), holidays="ignore")
    assert on_the_wall(when, "2027-03-20 12:00", 3) == ["Mon 22-03 09:00", "Mon 29-03 09:00", "Mon 05-04 09:00"]
    assert on_the_wall(when, "2027-10-24 12:00", 3) == ["Mon 25-10 09:00", "Mon 01-11 09:00", "Mon 08-11 09:00"]


def test_in_the_fold_it_comes_once() -> None:
    when = When(EVERY_DAY, dt.time(2, 30), holidays="ignore")
    due = due_between(when, AMSTERDAM, ALWAYS, at("2027-10-30 12:00"), at("2027-10-31 12:00"))
    assert [one.day for one in due] == [dt.date(2027, 10, 31)]


@pytest.mark.parametrize(
    "zone", ["Europe/Amsterdam", "Europe/London", "America/New_York", "Australia/Lord_Howe", "UTC"]
)
def test_it_is_the_same_in_any_zone(zone: str) -> None:
    """A day has one of them, and a year 365."""
    when = When(EVERY_DAY, dt.time(2, 30), holidays="ignore")
    start = dt.datetime(2027, 1, 1, tzinfo=ZoneInfo(zone))
    due = due_between(when, ZoneInfo(zone), ALWAYS, start, start.replace(year=2028))
    assert len({one.day for one in due}) == len(due) == 365


# Every so many weeks


@pytest.mark.parametrize(
    ("weeks", "anchor", "expected"),
    [
        (1, "2026-11-23", ["Mon 30-11 09:00", "Mon 07-12 09:00", "Mon 14-12 09:00"]),
        (2, "2026-11-23", ["Mon 07-12 09:00", "Mon 21-12 09:00", "Mon 04-01 09:00"]),
        (2, "2026-11-29", ["Mon 07-12 09:00", "Mon 21-12 09:00", "Mon 04-01 09:00"]),  # Any day of that week.
        (2, "2026-11-30", ["Mon 30-11 09:00", "Mon 14-12 09:00", "Mon 28-12 09:00"]),
        (3, "2026-11-16", ["Mon 07-12 09:00", "Mon 28-12 09:00", "Mon 18-01 09:00"]),
        (4, "2027-12-27", ["Mon 30-11 09:00", "Mon 28-12 09:00", "Mon 25-01 09:00"]),  # An anchor in the future.
    ],
)
def test_every_so_many_weeks_counts_from_the_week_of_the_anchor(weeks: int, anchor: str, expected: list[str]) -> None:
    when = When(MONDAYS, dt.time(9), weeks, "ignore", dt.date.fromisoformat(anchor))
    assert on_the_wall(when, "2026-11-23 09:00", 3) == expected


def test_in_a_week_that_counts_every_chosen_day_counts() -> None:
    when = When(frozenset({0, 3}), dt.time(9), 2, "ignore", dt.date(2026, 11, 26))
    expected = ["Thu 26-11 09:00", "Mon 07-12 09:00", "Thu 10-12 09:00"]
    assert on_the_wall(when, "2026-11-24 00:00", 3) == expected


def test_every_other_week_goes_on_over_a_year_of_53_weeks() -> None:
    when = When(MONDAYS, dt.time(9), 2, "ignore", dt.date(2026, 12, 14))
    assert on_the_wall(when, "2026-12-20 00:00", 3) == ["Mon 28-12 09:00", "Mon 11-01 09:00", "Mon 25-01 09:00"]


def test_the_usual_anchor_is_a_monday() -> None:
    assert ANCHOR.weekday() == 0


# Days off


@pytest.mark.parametrize(
    ("holidays", "expected"),
    [
        ("ignore", ["Thu 24-12 09:00", "Fri 25-12 09:00", "Sat 26-12 09:00", "Sun 27-12 09:00", "Mon 28-12 09:00"]),
        ("skip", ["Thu 24-12 09:00", "Mon 28-12 09:00", "Tue 29-12 09:00", "Wed 30-12 09:00", "Thu 31-12 09:00"]),
        ("shift", ["Thu 24-12 09:00", "Mon 28-12 09:00", "Tue 29-12 09:00", "Wed 30-12 09:00", "Thu 31-12 09:00"]),
    ],
)
def test_christmas_2026(holidays: OnHolidays, expected: list[str]) -> None:
    assert on_the_wall(When(EVERY_DAY, dt.time(9), holidays=holidays), "2026-12-24 08:00", 5) == expected


def test_what_falls_on_easter_monday_comes_on_tuesday_under_its_own_date() -> None:
    when = When(MONDAYS, dt.time(9))
    assert on_the_wall(when, "2027-03-25 00:00", 2) == ["Tue 30-03 09:00", "Mon 05-04 09:00"]
    due = next(occurrences(when, AMSTERDAM, OFFICE, at("2027-03-25 00:00")))
    assert due.day == dt.date(2027, 3, 29)


def test_two_that_come_together_are_one_and_it_is_the_later() -> None:
    when = When(frozenset({0, 1}), dt.time(9))
    due = due_between(when, AMSTERDAM, OFFICE, at("2027-03-28 00:00"), at("2027-03-31 00:00"))
    assert [one.day for one in due] == [dt.date(2027, 3, 30)]


@pytest.mark.parametrize("holidays", ["skip", "shift"])
def test_where_nobody_ever_works_nothing_is_due(holidays: OnHolidays) -> None:
    nobody = Calendar(frozenset(), is_holiday)
    assert (
        first_after(When(EVERY_DAY, dt.time(9), holidays=holidays), AMSTERDAM, nobody, at("2026-11-23 09:00")) is None
    )


@pytest.mark.parametrize(
    ("day", "off"),
    [
        ("2026-12-25", True),
        ("2026-12-26", True),
        ("2027-01-01", True),
        ("2027-03-29", True),
        ("2027-04-27", True),  # King's day
        ("2025-04-26", True),  # and when the 27th is a Sunday
        ("2025-04-27", False),
        ("2027-05-06", True),  # Ascension day
        ("2026-12-05", False),  # Sinterklaas is no day off
        ("2026-11-23", False),
        ("2045-12-25", True),
    ],
)
def test_dutch_public_holidays(day: str, off: bool) -> None:
    assert is_holiday(dt.date.fromisoformat(day)) is off


@pytest.mark.parametrize(
    ("today", "number", "expected"),
    [("2026-11-26", 3, "2026-11-24"), ("2026-11-30", 1, "2026-11-30"), ("2026-11-29", 2, "2026-11-26")],
)
def test_working_days_back(today: str, number: int, expected: str) -> None:
    assert OFFICE.open_day_back(dt.date.fromisoformat(today), number) == dt.date.fromisoformat(expected)


# Since when and until when


@pytest.mark.parametrize(
    ("since", "now", "days"),
    [
        ("2026-11-23 09:00", "2026-11-30 08:59", []),
        ("2026-11-23 09:00", "2026-11-30 09:00", ["30"]),  # Now counts,
        ("2026-11-23 08:59", "2026-11-30 09:00", ["23", "30"]),
        ("2026-11-30 09:00", "2026-11-30 09:00", []),  # and what was decided does not.
        ("2026-11-30 09:00", "2026-11-20 09:00", []),  # A clock that was turned back.
    ],
)
def test_due_is_what_came_since_and_not_before(since: str, now: str, days: list[str]) -> None:
    due = due_between(When(MONDAYS, dt.time(9)), AMSTERDAM, OFFICE, at(since), at(now))
    assert [f"{one.day:%d}" for one in due] == days


def test_after_years_away_only_the_last_year_counts() -> None:
    due = due_between(When(MONDAYS, dt.time(9)), AMSTERDAM, OFFICE, at("2020-01-01 00:00"), at("2026-11-23 09:00"))
    assert 50 <= len(due) <= 53
    assert due[-1].day == dt.date(2026, 11, 23)


# Whatever the rule

RULES = st.builds(
    When,
    days=st.frozensets(st.integers(0, 6), min_size=1),
    at=st.times().map(lambda time: time.replace(second=0, microsecond=0)),
    weeks=st.integers(1, 8),
    holidays=st.sampled_from(["skip", "shift", "ignore"]),
    anchor=st.dates(dt.date(2020, 1, 1), dt.date(2030, 1, 1)),
)
CALENDARS = st.builds(Calendar, st.frozensets(st.integers(0, 6), min_size=1), st.just(is_holiday))
INSTANTS = st.integers(0, 4 * 365 * 24 * 60).map(lambda minutes: at("2025-01-01") + dt.timedelta(minutes=minutes))


@given(RULES, CALENDARS, INSTANTS)
def test_times_go_forward_one_a_day_and_each_is_what_the_wall_says(
    when: When, calendar: Calendar, after: dt.datetime
) -> None:
    found = list(islice(occurrences(when, AMSTERDAM, calendar, after), 6))
    assert all(one.at > after for one in found)
    for one, other in pairwise(found):
        assert one.at < other.at
        assert one.day < other.day
    for one in found:
        local = one.at.astimezone(AMSTERDAM)
        assert one.day.weekday() in when.days
        assert when.holidays == "ignore" or calendar.is_open(local.date())
        assert local.date() == one.day or when.holidays == "shift"
        assert local.time() == when.at or local.date().month in (3, 10)


@given(RULES, CALENDARS, INSTANTS, st.timedeltas(dt.timedelta(0), dt.timedelta(90)), st.floats(0, 1))
def test_looking_twice_finds_the_same_as_looking_once(
    when: When, calendar: Calendar, since: dt.datetime, period: dt.timedelta, part: float
) -> None:
    """Wherever a tick falls, nothing is lost between two ticks and nothing is seen twice."""
    now, between = since + period, since + period * part
    once = due_between(when, AMSTERDAM, calendar, since, now)
    twice = [
        *due_between(when, AMSTERDAM, calendar, since, between),
        *due_between(when, AMSTERDAM, calendar, between, now),
    ]
    assert once == twice


@given(RULES, CALENDARS, INSTANTS)
def test_the_next_time_is_the_first_that_comes_due(when: When, calendar: Calendar, after: dt.datetime) -> None:
    following = first_after(when, AMSTERDAM, calendar, after)
    if following:
        assert due_between(when, AMSTERDAM, calendar, after, following)[0].at == following
        assert not due_between(when, AMSTERDAM, calendar, after, following - dt.timedelta(seconds=1))


# Quiet

OFFICE_HOURS = Quiet(AMSTERDAM, 8, 18, OFFICE)


@pytest.mark.parametrize(
    ("asked", "allowed"),
    [
        ("2026-11-23 09:00", "2026-11-23 09:00"),
        ("2026-11-23 17:59", "2026-11-23 17:59"),
        ("2026-11-23 18:00", "2026-11-24 08:00"),
        ("2026-11-24 03:00", "2026-11-24 08:00"),
        ("2026-11-27 20:00", "2026-11-30 08:00"),  # Friday evening
        ("2026-11-29 03:00", "2026-11-30 08:00"),
        ("2026-12-25 10:00", "2026-12-28 08:00"),
        ("2027-03-26 10:00", "2027-03-30 08:00"),  # Good Friday until Easter Monday, over the change of the clocks
    ],
)
def test_a_message_waits_until_people_are_at_work(asked: str, allowed: str) -> None:
    assert OFFICE_HOURS.next_allowed(at(asked)) == at(allowed)


@given(INSTANTS, CALENDARS, st.integers(0, 12), st.integers(13, 24))
def test_what_waits_comes_at_a_time_that_is_allowed_and_no_earlier(
    asked: dt.datetime, calendar: Calendar, until: int, starting: int
) -> None:
    quiet = Quiet(AMSTERDAM, until, starting, calendar)
    allowed = quiet.next_allowed(asked)
    assert allowed >= asked
    assert quiet.allows(allowed)
    assert allowed == asked or not quiet.allows(asked)
