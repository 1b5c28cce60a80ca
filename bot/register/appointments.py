"""What stands in people's calendars: the same appointment in a file and in a calendar that they subscribed to."""

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.chat.calendar_file import Appointment
from bot.chat.texts import Speech

if TYPE_CHECKING:
    from storage.learning.sessions import KnowledgeSession
    from storage.reports.agenda import AgendaLine, RemovedMoment

ONE_DAY = dt.timedelta(days=1)
"""A calendar's last day is the day after."""


def of_moment(t: Speech, line: "AgendaLine", area_name: Callable[[str], str], zone: ZoneInfo) -> Appointment | None:
    """zone: of the municipality. None when the day is not known: a calendar can't show that."""
    first, last = line.starts_on.day, line.ends_on.day
    if first is None or last is None:
        return None
    has_hours = bool(line.hours[0]) and first == last
    starts, ends = _at_hours(first, line, zone) if has_hours else (first, last + ONE_DAY)
    return Appointment(
        "moment",
        line.id,
        starts,
        ends,
        f"{line.title} · {line.project}",
        line.revision,
        ", ".join(area_name(code) for code in line.areas),
        _description(t, line, is_whole_days=not has_hours),
        # It says when residents are asked, not that the colleague has no time then.
        is_busy=False,
    )


def _at_hours(day: dt.date, line: "AgendaLine", zone: ZoneInfo) -> tuple[dt.datetime, dt.datetime | None]:
    """Until when is said only where that is known."""
    begins_at, ends_at = line.hours
    assert begins_at
    return dt.datetime.combine(day, begins_at, zone), dt.datetime.combine(day, ends_at, zone) if ends_at else None


def _description(t: Speech, line: "AgendaLine", *, is_whole_days: bool) -> str:
    """Hours: of what takes several days, which a calendar would show as nights too."""
    hours = str(t.hours(*line.hours)) if is_whole_days else ""
    return ", ".join(filter(None, [hours, *(str(t.word(group)) for group in line.groups)]))


def of_removed(removed: "RemovedMoment") -> Appointment:
    """Whoever put it in their calendar before loses it with the next file."""
    days = removed.first, removed.last + ONE_DAY
    return Appointment("moment", removed.id, *days, removed.title, removed.revision, is_cancelled=True, is_busy=False)


def of_session(session: "KnowledgeSession") -> Appointment:
    return Appointment(
        "sessie",
        session.id,
        session.starts_at,
        session.ends_at,
        session.topic,
        session.sequence,
        session.place,
        is_cancelled=bool(session.cancelled_at),
    )
