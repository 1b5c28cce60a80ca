"""A time zone as calendars want it: with the rule by which summer begins and ends.

icalendar writes the days of some years instead, and begins summer an hour late. ical.js, which Thunderbird has, then
reads an evening in summer as an hour later. So Europe's rule is written here; any other zone is left to icalendar.
"""

import calendar
import datetime as dt
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from icalendar import Timezone

AN_HOUR = dt.timedelta(hours=1)
BEGUN = 1996
"""The first year in which summer ended in October everywhere in the European Union."""


@lru_cache(maxsize=8)
def clock_of(zone: ZoneInfo, year: int) -> "Timezone":
    """year: around which it must be right, where there is no rule."""
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

    if not _is_european(zone, year):
        return Timezone.from_tzinfo(zone, zone.key, dt.date(year - 1, 1, 1), dt.date(year + 3, 1, 1))
    found = Timezone()
    found.add("tzid", zone.key)
    for part, month in ((TimezoneDaylight(), 3), (TimezoneStandard(), 10)):
        change = _change(BEGUN, month)
        before = _offset(zone, change - AN_HOUR)
        part.add("dtstart", (change + before).replace(tzinfo=None))
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1SU"})
        part.add("tzname", change.astimezone(zone).tzname())
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", _offset(zone, change))
        found.add_component(part)
    return found


def _is_european(zone: ZoneInfo, year: int) -> bool:
    """An hour further from the last Sunday of March, and back from the last of October, at one o'clock UTC."""
    return all(
        _offset(zone, _change(each, month)) - _offset(zone, _change(each, month) - AN_HOUR) == step
        for each in (BEGUN, year, year + 1)
        for month, step in ((3, AN_HOUR), (10, -AN_HOUR))
    )


def _offset(zone: ZoneInfo, at: dt.datetime) -> dt.timedelta:
    return at.astimezone(zone).utcoffset() or dt.timedelta()


def _change(year: int, month: int) -> dt.datetime:
    last = max(week[calendar.SUNDAY] for week in calendar.monthcalendar(year, month))
    return dt.datetime(year, month, last, 1, tzinfo=dt.UTC)
