"""Contact moments as a file that every calendar reads (iCalendar, RFC 5545)."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.chat.requests import readable
from bot.chat.texts import Speech
from bot.findings.facts import Areas

if TYPE_CHECKING:
    from storage.reports.agenda import AgendaLine

ONE_DAY = dt.timedelta(days=1)


def content(t: Speech, lines: "Sequence[AgendaLine]", areas: Areas, at: dt.datetime) -> bytes:
    """Whole days. Moments of which the day is not known are left out: a calendar can't show them."""
    # Imported when somebody asks: few do, and it takes memory.
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//Samenspel//NL")
    calendar.add("version", "2.0")
    for line in lines:
        first, last = line.starts_on.day, line.ends_on.day
        if first is None or last is None:
            continue
        event = Event()
        event.add("uid", f"moment-{line.id}@samenspel")
        event.add("dtstamp", at.astimezone(dt.UTC))
        event.add("dtstart", first)
        # A calendar's last day is the day after.
        event.add("dtend", last + ONE_DAY)
        event.add("summary", readable(f"{line.title} · {line.project}"))
        event.add("location", readable(", ".join(areas.name(code) for code in line.areas)))
        event.add("description", ", ".join(str(t.word(group)) for group in line.groups))
        # It says when residents are asked, not that the colleague has no time then.
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written
