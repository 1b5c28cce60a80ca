"""When somebody is reminded that residents wait for an answer: a week before, on the day, and then every week."""

import datetime as dt

WEEK = dt.timedelta(days=7)


def reminder_day(due: dt.date, today: dt.date) -> dt.date | None:
    """The latest day on which a reminder should have come, until today; None while there is none."""
    if today < due - WEEK:
        return None
    return due - WEEK if today < due else due + (today - due) // WEEK * WEEK


def is_time_to_remind(due: dt.date, today: dt.date, reminded_for: dt.date | None) -> bool:
    """Each once, also when the moment has moved since. reminded_for: the reminder day of the last one."""
    now = reminder_day(due, today)
    return now is not None and (reminded_for is None or now > reminded_for)
