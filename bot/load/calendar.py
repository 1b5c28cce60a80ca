"""Contact moments as a file that every calendar reads (iCalendar, RFC 5545)."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.chat.requests import readable
from bot.chat.texts import Speech
from bot.findings.facts import Areas

if TYPE_CHECKING:
    from icalendar import Event

    from storage.reports.agenda import AgendaLine

ONE_DAY = dt.timedelta(days=1)


def content(t: Speech, lines: "Sequence[AgendaLine]", areas: Areas, at: dt.datetime, zone: ZoneInfo) -> bytes:
    """zone: of the municipality. Moments of which the day is not known are left out: a calendar can't show them."""
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
        begins_at, ends_at = line.hours
        if begins_at and first == last:
            _add_hours(event, first, begins_at, ends_at, zone)
        else:
            event.add("dtstart", first)
            # A calendar's last day is the day after.
            event.add("dtend", last + ONE_DAY)
        event.add("summary", readable(f"{line.title} · {line.project}"))
        event.add("location", readable(", ".join(areas.name(code) for code in line.areas)))
        event.add("description", _description(t, line, is_whole_days=not begins_at or first != last))
        # It says when residents are asked, not that the colleague has no time then.
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    # Without the zones themselves some calendars take a time for one in London.
    calendar.add_missing_timezones()
    written: bytes = calendar.to_ical()
    return written


def _add_hours(event: "Event", day: dt.date, begins_at: dt.time, ends_at: dt.time | None, zone: ZoneInfo) -> None:
    """Until when is said only where that is known."""
    event.add("dtstart", dt.datetime.combine(day, begins_at, zone))
    if ends_at:
        event.add("dtend", dt.datetime.combine(day, ends_at, zone))


def _description(t: Speech, line: "AgendaLine", *, is_whole_days: bool) -> str:
    """hours: of what takes several days, which a calendar would show as nights too."""
    hours = str(t.hours(*line.hours)) if is_whole_days else ""
    return ", ".join(filter(None, [hours, *(str(t.word(group)) for group in line.groups)]))
