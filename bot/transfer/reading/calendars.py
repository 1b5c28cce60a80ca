"""A calendar (.ics) becomes a list of contact moments: one for each event."""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

from bot.transfer.reading.cleaning import unpacked
from bot.transfer.reading.sheets import Bounds, SheetRow, UnreadableSheet

HEADERS = ("id", "contactmoment", "begin", "eind", "project")
"""project: what the calendar calls a category, when the event has one."""
MOST_EVENTS = 20_000
LARGEST = 10_000_000
"""Bytes. Reading one takes long for what it holds."""
HERE = ZoneInfo("Europe/Amsterdam")


def looks_like_calendar(content: bytes) -> bool:
    return content[:200].lstrip(b"\xef\xbb\xbf \t\r\n").upper().startswith(b"BEGIN:VCALENDAR")


def read(content: bytes) -> list[SheetRow]:
    """The headers first. A line is the number of the event. Raises UnreadableSheet."""
    # It takes a while to import, and few lists are calendars.
    from icalendar import Calendar

    if len(content) > LARGEST or content.upper().count(b"BEGIN:") > MOST_EVENTS:
        raise UnreadableSheet("too_many_rows", most=MOST_EVENTS)
    try:
        events = Calendar.from_ical(content.decode("utf-8-sig", errors="replace")).walk("VEVENT")
        rows = [HEADERS, *(tuple(_cells(event)) for event in events)]
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError) as broken:
        raise UnreadableSheet("broken_calendar") from broken
    return [SheetRow(line, tuple(cells)) for line, cells in Bounds().hold(enumerate(rows, start=1))]


def _cells(event: Any) -> Iterator[str]:
    yield _text(event.get("UID"))
    yield _text(event.get("SUMMARY"))
    begin, end = _when(event.get("DTSTART")), _when(event.get("DTEND"))
    if isinstance(end, dt.date) and not isinstance(end, dt.datetime):
        # The day after the last one, when it takes whole days.
        end = max(end - dt.timedelta(days=1), begin) if type(begin) is dt.date else end - dt.timedelta(days=1)
    yield _written(begin)
    yield _written(end)
    categories = event.get("CATEGORIES")
    yield (
        _text(categories.cats[0]) if categories is not None and hasattr(categories, "cats") and categories.cats else ""
    )


def _text(value: Any) -> str:
    return unpacked(str(value)) if value is not None else ""


def _when(value: Any) -> dt.date | None:
    """On the clock of the municipality."""
    found = getattr(value, "dt", None)
    if isinstance(found, dt.datetime) and found.tzinfo is not None:
        return found.astimezone(HERE)
    return found if isinstance(found, dt.date) else None


def _written(value: dt.date | None) -> str:
    match value:
        case None:
            return ""
        case dt.datetime():
            return value.replace(tzinfo=None).isoformat(" ", "minutes")
    return value.isoformat()
