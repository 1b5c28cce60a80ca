"""A session as a file that every calendar reads (iCalendar, RFC 5545): new, changed and cancelled."""

import datetime as dt
from typing import TYPE_CHECKING

from bot.chat.cards import Attachment
from bot.chat.requests import readable

if TYPE_CHECKING:
    from storage.learning.sessions import KnowledgeSession


def uid(session: "KnowledgeSession") -> str:
    """The same for ever, so that a later file takes the place of an earlier one."""
    return f"sessie-{session.municipality_id}-{session.id}@samenspel"


def file(session: "KnowledgeSession", now: dt.datetime) -> Attachment:
    # Imported when it is needed: it takes a tenth of a second.
    from icalendar import Calendar, Event

    calendar, event = Calendar(), Event()
    calendar.add("prodid", "-//Samenspel//NL")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if session.cancelled_at else "PUBLISH")
    event.add("uid", uid(session))
    event.add("sequence", session.sequence)
    event.add("dtstamp", now.astimezone(dt.UTC))
    event.add("dtstart", session.starts_at.astimezone(dt.UTC))
    event.add("dtend", session.ends_at.astimezone(dt.UTC))
    event.add("summary", readable(session.topic))
    event.add("status", "CANCELLED" if session.cancelled_at else "CONFIRMED")
    if session.place:
        event.add("location", readable(session.place))
    calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return Attachment(f"sessie-{session.id}.ics", content)
