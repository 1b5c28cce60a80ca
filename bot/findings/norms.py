"""The numbers of the rules: no law has them, so each is a choice of the municipality."""

import datetime as dt
from dataclasses import dataclass
from typing import Self

from bot.chat.settings import Chosen, Setting

COUNTED_FROM = Setting("load.counted_from", 100, lowest=0, highest=100_000)
WINDOW = Setting("load.window", 28, lowest=7, highest=91)
ORANGE = Setting("load.orange", 3, lowest=1, highest=50)
RED = Setting("load.red", 4, lowest=1, highest=50)
SEARCH = Setting("load.search", 42, lowest=7, highest=182)
PROPOSALS = Setting("load.proposals", 3, lowest=1, highest=3)
USUAL_DAYS = Setting(
    "load.usual_days", "monday_thursday", options=("monday_thursday", "monday_friday", "monday_saturday", "every_day")
)
FEEDBACK = Setting("feedback.days", 28, lowest=1, highest=365)
INVITATION_ADVISED = Setting("invitation.advised", 21, lowest=1, highest=120)
INVITATION_LEAST = Setting("invitation.least", 14, lowest=0, highest=120)
INVITATION_REMINDER = Setting("invitation.reminder", 7, lowest=0, highest=60)
STALE = Setting("project.stale", 30, lowest=7, highest=365)

SETTINGS = (
    *(COUNTED_FROM, WINDOW, ORANGE, RED, SEARCH, PROPOSALS, USUAL_DAYS),
    *(FEEDBACK, INVITATION_ADVISED, INVITATION_LEAST, INVITATION_REMINDER, STALE),
)

_WEEKDAYS = {"monday_thursday": 4, "monday_friday": 5, "monday_saturday": 6, "every_day": 7}


@dataclass(frozen=True, slots=True)
class Norms:
    """counted_from: people. window: of the load, the first day included. orange, red: fatigue from which it is so.

    search: how long after the planned day a quieter one is looked for. usual: weekdays, Monday is 0. invited_*: before
    the first day. remind_invitation: before the last day on which inviting is in time.
    """

    counted_from: int = 100
    window: dt.timedelta = dt.timedelta(days=28)
    orange: int = 3
    red: int = 4
    search: dt.timedelta = dt.timedelta(days=42)
    proposals: int = 3
    usual: frozenset[int] = frozenset(range(4))
    feedback: dt.timedelta = dt.timedelta(days=28)
    invite_advised: dt.timedelta = dt.timedelta(days=21)
    invite_least: dt.timedelta = dt.timedelta(days=14)
    remind_invitation: dt.timedelta = dt.timedelta(days=7)
    stale: dt.timedelta = dt.timedelta(days=30)

    @classmethod
    def of(cls, chosen: Chosen) -> Self:
        def days(setting: Setting) -> dt.timedelta:
            return dt.timedelta(days=chosen.number(setting))

        return cls(
            counted_from=chosen.number(COUNTED_FROM),
            window=days(WINDOW),
            orange=chosen.number(ORANGE),
            red=chosen.number(RED),
            search=days(SEARCH),
            proposals=chosen.number(PROPOSALS),
            usual=frozenset(range(_WEEKDAYS[chosen.word(USUAL_DAYS)])),
            feedback=days(FEEDBACK),
            invite_advised=days(INVITATION_ADVISED),
            invite_least=days(INVITATION_LEAST),
            remind_invitation=days(INVITATION_REMINDER),
            stale=days(STALE),
        )


USUAL = Norms()
