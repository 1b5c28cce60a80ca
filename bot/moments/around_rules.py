"""Around which contact moments colleagues hear something, and on which days: the working day before, and after."""

import datetime as dt

from bot.chat.when import Calendar
from glossary import Instrument, Level

APART = frozenset(
    {
        *(Instrument.SURVEY, Instrument.VOTE, Instrument.LETTER, Instrument.ONLINE_DIALOGUE),
        *(Instrument.CONSTRUCTION_APP, Instrument.FORMAL_VIEWS, Instrument.CHALLENGE),
    }
)
"""Residents take part by themselves: nobody has to be at the door."""
STILL_ASKED = dt.timedelta(days=7)
"""What was over before that is not asked for: a list of years may have just come in."""
ONCE_MORE = dt.timedelta(days=7)
FORGOTTEN = dt.timedelta(days=60)


def people_meet(instrument: Instrument | None, level: Level | None) -> bool:
    """Of information without a form nothing says that people come together."""
    return instrument not in APART if instrument else level is not Level.INFORM


def has_report(instrument: Instrument | None, level: Level | None) -> bool:
    """Residents said something, or were there. What they ask themselves gets an answer, and no report."""
    return instrument is not Instrument.CHALLENGE and (level is not Level.INFORM or people_meet(instrument, level))


def begins_until(calendar: Calendar, today: dt.date) -> dt.date:
    """The last first day of which today is the working day before."""
    tomorrow = today + dt.timedelta(days=1)
    return calendar.open_from(tomorrow) or tomorrow


def ended_since(calendar: Calendar, today: dt.date) -> dt.date:
    """The first last day of which colleagues still hear today, also after a holiday or a day on which we were off."""
    yesterday = today - dt.timedelta(days=1)
    return min(calendar.open_day_back(yesterday, 1), today - STILL_ASKED)


def is_time_to_remind(asked_on: dt.date, today: dt.date) -> bool:
    return today - asked_on >= ONCE_MORE
