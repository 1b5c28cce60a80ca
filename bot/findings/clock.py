"""What residents may expect in time: an answer to what was asked, and an invitation that comes early enough."""

import datetime as dt

from bot.findings.facts import ContactMoment
from bot.findings.norms import Norms

MOST_REMINDERS = 3
"""Of an answer that is due. Who has not answered by then will not: it is for the heads, as a total."""


def is_over(moment: ContactMoment, today: dt.date) -> bool:
    return moment.ends_on < today


def feedback_due_on(ask: ContactMoment, norms: Norms) -> dt.date:
    """The last day on which telling residents is in time."""
    return ask.ends_on + norms.feedback


def were_told(ask: ContactMoment, today: dt.date) -> bool:
    """A date still to come closes nothing yet."""
    return ask.told_on is not None and ask.told_on.earliest <= today


def owes_feedback(ask: ContactMoment, today: dt.date) -> bool:
    """From the day after its last day, until residents were told. Information needs no feedback."""
    return ask.is_ask and is_over(ask, today) and not were_told(ask, today)


def feedback_days_left(ask: ContactMoment, today: dt.date, norms: Norms) -> int | None:
    """Until the due day, which is 0; None when nothing is owed, or it is overdue."""
    left = (feedback_due_on(ask, norms) - today).days
    return left if owes_feedback(ask, today) and left >= 0 else None


def feedback_days_overdue(ask: ContactMoment, today: dt.date, norms: Norms) -> int:
    """Since the due day; 0 when nothing is overdue."""
    return max((today - feedback_due_on(ask, norms)).days, 0) if owes_feedback(ask, today) else 0


def invite_before(ask: ContactMoment, norms: Norms) -> dt.date:
    """The last day on which an invitation is in time."""
    return ask.starts_on - norms.invite_least


def invitation_reminder(ask: ContactMoment, today: dt.date, norms: Norms) -> int | None:
    """The days that are left to invite in time, when nobody was invited yet and it is nearly too late."""
    if not ask.is_ask or ask.invited_on is not None:
        return None
    left = invite_before(ask, norms) - today
    return left.days if dt.timedelta(0) <= left <= norms.remind_invitation else None


def invited_too_late(ask: ContactMoment, norms: Norms) -> int | None:
    """How many days before the first day residents were invited, when that was too few. Of an exact day only."""
    sent = ask.invited_on.day if ask.is_ask and ask.invited_on else None
    if sent is None or sent <= invite_before(ask, norms):
        return None
    return (ask.starts_on - sent).days
