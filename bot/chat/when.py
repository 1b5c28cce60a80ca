"""Civil times: which days a rule means, and at which instant it is that time on a municipality's wall."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby, takewhile
from operator import itemgetter
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

ANCHOR = dt.date(2026, 1, 5)
"""A Monday: "every other week" counts from its week."""
LONGEST_SHIFT = dt.timedelta(days=14)
"""A day off moves at most this far; whoever is closed for longer skips it."""
LOOK_AHEAD = dt.timedelta(days=731)
LOOK_BACK = dt.timedelta(days=366)
"""What was missed longer ago is forgotten."""

OnHolidays = Literal["skip", "shift", "ignore"]


@dataclass(frozen=True, slots=True)
class When:
    """A civil time: on these weekdays (Monday is 0) at this hour, every so many weeks, in the municipality's own zone.

    In the spring gap the time shifts forward; in the autumn fold the first one counts. holidays: what becomes of an
    occurrence on a public holiday or outside the working days. anchor: a day in a week that counts, for every so many.
    """

    days: frozenset[int]
    at: dt.time
    weeks: int = 1
    holidays: OnHolidays = "shift"
    anchor: dt.date = ANCHOR


class Calendar(NamedTuple):
    """On which days people are at work. working_days: Monday is 0."""

    working_days: frozenset[int]
    is_holiday: Callable[[dt.date], bool]

    def is_open(self, day: dt.date) -> bool:
        return day.weekday() in self.working_days and not self.is_holiday(day)

    def open_from(self, day: dt.date, within: dt.timedelta = LONGEST_SHIFT) -> dt.date | None:
        """The first open day, this one included; None when there is none within a fortnight, or `within`."""
        days = (day + dt.timedelta(days=ahead) for ahead in range(within.days + 1))
        return next((one for one in days if self.is_open(one)), None)

    def open_day_back(self, day: dt.date, number: int) -> dt.date:
        """1: the last open day, this one included; 2: the one before that. At most three months back."""
        days = (day - dt.timedelta(days=back) for back in range(92))
        opened = [one for one in days if self.is_open(one)]
        return opened[min(number, len(opened)) - 1] if opened else day


class Due(NamedTuple):
    """One time that a rule means. day: by the rule, also when a day off moves it: names it for ever. at: in UTC."""

    day: dt.date
    at: dt.datetime


def instant(day: dt.date, at: dt.time, zone: ZoneInfo) -> dt.datetime:
    """In UTC. A time that the clocks skip comes that much later; a time that comes twice means the first."""
    # Python reads a time in the gap with the offset from before it, and takes the first of two.
    return dt.datetime.combine(day, at, tzinfo=zone).astimezone(dt.UTC)


def is_skipped(day: dt.date, at: dt.time, zone: ZoneInfo) -> bool:
    """The clocks go from before this time to after it, in the night that summer time begins."""
    return instant(day, at, zone).astimezone(zone).time() != at


def occurrences(when: When, zone: ZoneInfo, calendar: Calendar, after: dt.datetime) -> Iterator[Due]:
    """Later than `after`, the earliest first, for two years. If two fall on the same day, the later one wins."""
    start = after.astimezone(zone).date() - LONGEST_SHIFT
    placed = ((_placed(when, day, calendar), day) for day in _days(when, start))
    for kept, same in groupby(placed, itemgetter(0)):
        if kept is not None and (at := instant(kept, when.at, zone)) > after:
            *_, (_, last) = same
            yield Due(last, at)


def first_after(when: When, zone: ZoneInfo, calendar: Calendar, after: dt.datetime) -> dt.datetime | None:
    return next((due.at for due in occurrences(when, zone, calendar, after)), None)


def due_between(when: When, zone: ZoneInfo, calendar: Calendar, since: dt.datetime, now: dt.datetime) -> list[Due]:
    """Later than `since` and not later than `now`, the earliest first; of the last year."""
    found = occurrences(when, zone, calendar, max(since, now - LOOK_BACK))
    return list(takewhile(lambda due: due.at <= now, found))


def _days(when: When, start: dt.date) -> Iterator[dt.date]:
    for ahead in range(LOOK_AHEAD.days):
        day = start + dt.timedelta(days=ahead)
        if day.weekday() in when.days and (_week(day) - _week(when.anchor)) % when.weeks == 0:
            yield day


def _week(day: dt.date) -> int:
    """Counts the weeks from Monday to Sunday."""
    return (day.toordinal() - 1) // 7


def _placed(when: When, day: dt.date, calendar: Calendar) -> dt.date | None:
    """The day on which it happens after all; None when it is skipped."""
    if when.holidays == "ignore" or calendar.is_open(day):
        return day
    return calendar.open_from(day) if when.holidays == "shift" else None
