"""Contact moments as a file for somebody's calendar."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.chat.calendar_file import Appointment, Publisher, written
from bot.chat.texts import Speech
from bot.findings.facts import Areas

if TYPE_CHECKING:
    from storage.reports.agenda import AgendaLine, RemovedMoment

ONE_DAY = dt.timedelta(days=1)
"""A calendar's last day is the day after."""


def content(
    t: Speech,
    lines: "Sequence[AgendaLine]",
    removed: "Sequence[RemovedMoment]",
    areas: Areas,
    publisher: Publisher,
    at: dt.datetime,
    zone: ZoneInfo,
) -> bytes:
    """zone: of the municipality. Moments of which the day is not known are left out: a calendar can't show them."""
    planned = [each for line in lines if (each := _appointment(t, line, areas, zone))]
    return written(publisher, [*planned, *map(_cancelled, removed)], at)


def _appointment(t: Speech, line: "AgendaLine", areas: Areas, zone: ZoneInfo) -> Appointment | None:
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
        ", ".join(areas.name(code) for code in line.areas),
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


def _cancelled(removed: "RemovedMoment") -> Appointment:
    """Whoever put it in their calendar before loses it with the next file."""
    days = removed.first, removed.last + ONE_DAY
    return Appointment("moment", removed.id, *days, removed.title, removed.revision, is_cancelled=True, is_busy=False)
