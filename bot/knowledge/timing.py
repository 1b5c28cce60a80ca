"""When sessions are, and when people are reminded of them: right to the minute, also when the clocks change. Pure."""

import datetime as dt
from itertools import islice
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo

from bot.chat.quiet import is_holiday
from bot.chat.when import Calendar, When, instant, occurrences

MOST_TIMES = 12
WORKING_DAYS = frozenset(range(5))
BEFORE_NINE = dt.time(8)

Name = Literal["week", "day", "hour"]


class Reminder(NamedTuple):
    """expires_at: later than this it is of no use."""

    name: str
    due_at: dt.datetime
    expires_at: dt.datetime


def series(
    first: dt.date, at: dt.time, weeks: int, times: int, holidays: Literal["skip", "shift"], zone: ZoneInfo
) -> list[dt.datetime]:
    """In UTC, the first first. weeks 0: once, on that very day, also on a holiday: somebody chose it."""
    if not weeks:
        return [instant(first, at, zone)]
    rule = When(frozenset({first.weekday()}), at, weeks, holidays, anchor=first)
    before = instant(first, dt.time(), zone) - dt.timedelta(seconds=1)
    # Somebody may choose Saturdays; what is shifted goes to a day on which people work.
    calendar = Calendar(WORKING_DAYS | {first.weekday()}, is_holiday)
    return [due.at for due in islice(occurrences(rule, zone, calendar, before), times)]


def reminders(starts_at: dt.datetime, minutes: int, zone: ZoneInfo, now: dt.datetime) -> list[Reminder]:
    """Those that are still to come. A week and a day before are the same time on the wall.

    What whoever hosts it can still do something about comes on a working day.
    """
    local = starts_at.astimezone(zone)

    def days_before(days: int) -> dt.datetime:
        return instant(local.date() - dt.timedelta(days=days), local.time(), zone)

    ends_at = starts_at + dt.timedelta(minutes=minutes)
    in_time = Calendar(WORKING_DAYS, is_holiday).open_day_back(local.date() - dt.timedelta(days=3), 1)
    found = [
        _until_it_starts("session.week", days_before(7), dt.timedelta(days=2), starts_at),
        _until_it_starts("session.host", instant(in_time, BEFORE_NINE, zone), dt.timedelta(days=2), starts_at),
        _until_it_starts("session.day", days_before(1), dt.timedelta(hours=12), starts_at),
        _until_it_starts("session.hour", starts_at - dt.timedelta(hours=1), dt.timedelta(minutes=45), starts_at),
        Reminder("session.after", ends_at, ends_at + dt.timedelta(days=3)),
    ]
    return [each for each in found if each.due_at > now]


class Left(NamedTuple):
    """Until a session begins. days: on the calendar, so that this evening is 0 and tomorrow morning 1."""

    days: int
    minutes: int


def left(starts_at: dt.datetime, zone: ZoneInfo, now: dt.datetime) -> Left:
    days = (starts_at.astimezone(zone).date() - now.astimezone(zone).date()).days
    return Left(days, round((starts_at - now) / dt.timedelta(minutes=1)))


def _until_it_starts(name: str, due_at: dt.datetime, grace: dt.timedelta, starts_at: dt.datetime) -> Reminder:
    return Reminder(name, due_at, min(due_at + grace, starts_at))
