"""A proposal for a moment to meet, and the file with it for their calendars."""

import datetime as dt
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from bot.chat.calendar_file import Appointment, Publisher, file_name, written
from bot.chat.cards import Attachment
from bot.chat.quiet import LONGEST_WAIT, Quiet
from bot.chat.texts import Speech
from bot.chat.when import instant

NOTICE = dt.timedelta(days=3)
AT = dt.time(10, 30)
LASTS = dt.timedelta(minutes=30)


def proposal(quiet: Quiet, after: dt.datetime, spread: int) -> dt.datetime:
    """In the municipality's own time, on a day on which people work. spread: 0 to 4, so that not all meet at once."""
    day = after.astimezone(quiet.zone).date() + NOTICE + dt.timedelta(days=spread)
    return on(quiet.calendar.open_from(day, LONGEST_WAIT) or day, quiet.zone)


def on(day: dt.date, zone: ZoneInfo) -> dt.datetime:
    """In the municipality's own time."""
    return instant(day, AT, zone).astimezone(zone)


def file(
    t: Speech,
    publisher: Publisher,
    group_id: int,
    names: Sequence[str],
    starts_at: dt.datetime,
    made_at: dt.datetime,
) -> Attachment:
    title, text = str(t("buddies.appointment.title", names=list(names))), str(t("buddies.appointment.text"))
    together = Appointment("buddies", group_id, starts_at, starts_at + LASTS, title, text=text)
    name = file_name(str(t("buddies.appointment.name")), starts_at.date().isoformat())
    return Attachment(name, written(publisher, [together], made_at))
