"""When somebody is reminded that residents wait for an answer: a week before, on the day, and for two weeks after."""

import datetime as dt

from bot.findings.clock import MOST_REMINDERS

WEEK = dt.timedelta(days=7)
APART = dt.timedelta(days=3)
"""The reminder of a week before may be late; the one of the day itself still says something else than that."""
MOST_POSTPONED = 2
"""Who chooses a third day for the same answer knows by now that residents wait."""


def reminder_day(due: dt.date, today: dt.date) -> dt.date | None:
    """The latest day on which a reminder should have come, until today; None while there is none."""
    if today < due - WEEK:
        return None
    return due - WEEK if today < due else due + (today - due) // WEEK * WEEK


def reminders_had(due: dt.date, reminded_for: dt.date | None, reminders: int, promised: bool = False) -> int:
    """Since the answer is due: those of before the moment moved do not count.

    promised: somebody chose that day. Those of before count then: who postpones for ever would be reminded for ever.
    """
    is_of_before = reminded_for is None or reminded_for < due
    return 0 if is_of_before and not promised else reminders


def had_by_then(reminders: int, postponed: int) -> int:
    """What counts as had when somebody chooses another day: of two such days there comes a reminder, then no more."""
    return MOST_REMINDERS if postponed >= MOST_POSTPONED else min(reminders, MOST_REMINDERS - 1)


def is_time_to_remind(
    due: dt.date, today: dt.date, reminded_for: dt.date | None, reminders: int = 0, promised: bool = False
) -> bool:
    """Each once, also when the moment has moved since, until somebody had enough of them.

    One that came late, such as after an import, is not followed by the next of these days at once. reminded_for: when
    the last one came. reminders: how many there were of an answer that was due.
    """
    now = reminder_day(due, today)
    is_new = now is not None and (reminded_for is None or now > reminded_for)
    if reminded_for is not None and today - reminded_for < (WEEK if reminded_for >= due else APART):
        return False
    return is_new and reminders_had(due, reminded_for, reminders, promised) < MOST_REMINDERS
