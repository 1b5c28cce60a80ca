"""Appointments as a file that every calendar reads (iCalendar, RFC 5545 and 5546): new, changed and cancelled."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from bot.chat.calendar_zone import clock_of
from bot.chat.file_names import plain_name
from bot.chat.requests import readable

if TYPE_CHECKING:
    from icalendar import Calendar

LONGEST_NAME = 60


class Appointment(NamedTuple):
    """what, id: name it for ever, so that a later file takes its place. sequence: grows with every change.

    starts, ends: days or moments, the end not included; None where it is not known. is_busy: somebody has no time then.
    """

    what: str
    id: int
    starts: dt.date | dt.datetime
    ends: dt.date | dt.datetime | None
    summary: str
    sequence: int = 0
    place: str = ""
    text: str = ""
    is_cancelled: bool = False
    is_busy: bool = True


class Publisher(NamedTuple):
    """Whose appointments they are. code: of this municipality alone, in whichever installation."""

    code: str
    name: str


def written(publisher: Publisher, appointments: Sequence[Appointment], at: dt.datetime) -> bytes:
    """For a mail or a message. Instants are in UTC, which every calendar understands without knowing a time zone."""
    calendar = _calendar(publisher, appointments, at)
    is_cancelled = bool(appointments) and all(each.is_cancelled for each in appointments)
    calendar.add("method", "CANCEL" if is_cancelled else "PUBLISH")
    content: bytes = calendar.to_ical()
    return content


REFRESH = dt.timedelta(hours=4)
"""How often we ask calendars to look again; they do as they like."""


def subscribed(
    publisher: Publisher, name: str, appointments: Sequence[Appointment], at: dt.datetime, zone: ZoneInfo
) -> bytes:
    """For a calendar that comes back for it: with its name, and on the clock of `zone`, so that whoever travels sees
    what the people there see. at: of what changed last; the same gives the same bytes.
    """
    calendar = _calendar(publisher, appointments, at, zone)
    calendar.add("method", "PUBLISH")
    # Outlook and Apple read the old name, others that of RFC 7986. In one line: the old one has no way to escape.
    for each in ("x-wr-calname", "name"):
        calendar.add(each, " ".join(readable(name).split()))
    calendar.add("x-wr-timezone", zone.key)
    calendar.add("refresh-interval", REFRESH, {"VALUE": "DURATION"})
    calendar.add("x-published-ttl", f"PT{REFRESH // dt.timedelta(hours=1)}H")
    calendar.subcomponents.insert(0, clock_of(zone, at.year))
    content: bytes = calendar.to_ical()
    return content


def _calendar(
    publisher: Publisher, appointments: Sequence[Appointment], at: dt.datetime, zone: dt.tzinfo = dt.UTC
) -> "Calendar":
    # Imported when it is needed: it takes a tenth of a second, and memory.
    from icalendar import Calendar, Event, vCalAddress, vText

    # Both methods want an organizer. Nobody reads mail there, and the domain never will exist (RFC 2606).
    organizer = vCalAddress(f"mailto:samenspel@{publisher.code}.invalid")
    organizer.params["cn"] = vText(f"Samenspel · {readable(publisher.name)}")
    calendar = Calendar()
    calendar.add("prodid", "-//Samenspel//NL")
    calendar.add("version", "2.0")
    for each in appointments:
        event = Event()
        event.add("uid", f"{each.what}-{each.id}@{publisher.code}.samenspel")
        event.add("sequence", each.sequence)
        event.add("dtstamp", at.astimezone(dt.UTC))
        event.add("organizer", organizer)
        event.add("dtstart", _instant(each.starts, zone))
        if each.ends:
            event.add("dtend", _instant(each.ends, zone))
        event.add("summary", readable(each.summary))
        event.add("status", "CANCELLED" if each.is_cancelled else "CONFIRMED")
        event.add("transp", "OPAQUE" if each.is_busy else "TRANSPARENT")
        for name, words in (("location", each.place), ("description", each.text)):
            if words := readable(words):
                event.add(name, words)
        calendar.add_component(event)
    return calendar


def _instant(when: dt.date | dt.datetime, zone: dt.tzinfo) -> dt.date | dt.datetime:
    return when.astimezone(zone) if isinstance(when, dt.datetime) else when


def file_name(*words: str) -> str:
    """That says what it is, of letters that every computer has: kennissessie-loting-10-12.ics."""
    return plain_name(" ".join(words), LONGEST_NAME, "agenda") + ".ics"
