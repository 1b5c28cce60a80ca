"""Contact moments as a file for somebody's calendar."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.chat.calendar_file import Appointment, Publisher, written
from bot.chat.texts import Speech
from bot.findings.facts import Areas

if TYPE_CHECKING:
    from storage.reports.agenda import AgendaLine, RemovedMoment

ONE_DAY = dt.timedelta(days=1)


def content(
    t: Speech,
    lines: "Sequence[AgendaLine]",
    removed: "Sequence[RemovedMoment]",
    areas: Areas,
    publisher: Publisher,
    at: dt.datetime,
) -> bytes:
    """Whole days. Moments of which the day is not known are left out: a calendar can't show them."""
    planned = [each for line in lines if (each := _appointment(t, line, areas))]
    return written(publisher, [*planned, *map(_cancelled, removed)], at)


def _appointment(t: Speech, line: "AgendaLine", areas: Areas) -> Appointment | None:
    first, last = line.starts_on.day, line.ends_on.day
    if first is None or last is None:
        return None
    return Appointment(
        "moment",
        line.id,
        first,
        # A calendar's last day is the day after.
        last + ONE_DAY,
        f"{line.title} · {line.project}",
        line.revision,
        ", ".join(areas.name(code) for code in line.areas),
        ", ".join(str(t.word(group)) for group in line.groups),
        # It says when residents are asked, not that the colleague has no time then.
        is_busy=False,
    )


def _cancelled(removed: "RemovedMoment") -> Appointment:
    """Whoever put it in their calendar before loses it with the next file."""
    days = removed.first, removed.last + ONE_DAY
    return Appointment("moment", removed.id, *days, removed.title, removed.revision, is_cancelled=True, is_busy=False)
