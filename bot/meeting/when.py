"""When the meeting is: so many working days after its agenda, at an hour that the municipality chose."""

import datetime as dt
from zoneinfo import ZoneInfo

from bot.chat.settings import Chosen, Setting
from bot.chat.when import Calendar, instant

AHEAD = Setting("meeting.days_ahead", 1, lowest=0, highest=10)
"""Working days from the agenda to the meeting."""
HOUR = Setting("meeting.hour", 10, lowest=7, highest=18)
SETTINGS = (AHEAD, HOUR)

ONE_DAY = dt.timedelta(days=1)
FORTNIGHT = dt.timedelta(days=14)
LENGTH = dt.timedelta(minutes=30)


def day_after(today: dt.date, calendar: Calendar, chosen: Chosen) -> dt.date:
    """Of the meeting whose agenda goes out today."""
    day = today
    for _ in range(chosen.number(AHEAD)):
        day = calendar.open_from(day + ONE_DAY) or day + ONE_DAY
    return day


def period(day: dt.date, chosen: Chosen, zone: ZoneInfo) -> tuple[dt.datetime, dt.datetime]:
    begins = instant(day, dt.time(chosen.number(HOUR)), zone)
    return begins, begins + LENGTH
