"""A proposal for a moment to meet, and the file with it that every calendar reads (iCalendar, RFC 5545)."""

import datetime as dt
from collections.abc import Sequence

from bot.chat.cards import Attachment
from bot.chat.quiet import LONGEST_WAIT, Quiet
from bot.chat.requests import readable
from bot.chat.texts import Speech
from bot.chat.when import instant

NOTICE = dt.timedelta(days=3)
AT = dt.time(10, 30)
LASTS = dt.timedelta(minutes=30)


def proposal(quiet: Quiet, after: dt.datetime, spread: int) -> dt.datetime:
    """In the municipality's own time, on a day on which people work. spread: 0 to 4, so that not all meet at once."""
    day = after.astimezone(quiet.zone).date() + NOTICE + dt.timedelta(days=spread)
    return instant(quiet.calendar.open_from(day, LONGEST_WAIT) or day, AT, quiet.zone).astimezone(quiet.zone)


def file(t: Speech, group_id: int, names: Sequence[str], starts_at: dt.datetime, made_at: dt.datetime) -> Attachment:
    # Imported when a round begins: few do, and it takes memory.
    from icalendar import Calendar, Event

    calendar, event = Calendar(), Event()
    calendar.add("prodid", "-//Samenspel//NL")
    calendar.add("version", "2.0")
    event.add("uid", f"buddies-{group_id}@samenspel")
    event.add("dtstamp", made_at.astimezone(dt.UTC))
    event.add("dtstart", starts_at.astimezone(dt.UTC))
    event.add("dtend", (starts_at + LASTS).astimezone(dt.UTC))
    event.add("summary", readable(str(t("buddies.appointment.title", names=list(names)))))
    event.add("description", str(t("buddies.appointment.text")))
    calendar.add_component(event)
    return Attachment("buddy.ics", calendar.to_ical())
