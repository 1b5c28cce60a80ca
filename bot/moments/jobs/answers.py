"""The feedback clock: whoever tells residents is reminded, with what else there is for them that day."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from bot.chat.feature import Occasion
from bot.chat.replies import Nudge, Say, Work
from bot.chat.texts import speech
from bot.findings import gather
from bot.findings.clock import MOST_REMINDERS
from bot.moments import cards, rules
from storage.people import people
from storage.register import feedback, telling
from storage.register.feedback import DebtLine

A_DAY = 5
"""So many reminders for one colleague: after an import of years there may be hundreds, and the rest comes tomorrow."""

AHEAD_WAITS = dt.timedelta(days=2)
"""A reminder of a week before, for something else to go along with."""


def about(moment_id: int) -> str:
    """The name of the nudge."""
    return f"feedback {moment_id}"


def remind(occasion: Occasion, db: Session) -> Sequence[Say | Nudge | Work]:
    """What is due is computed from the register, so that nothing is missed when a moment moves or a day is skipped.

    Before the day only whoever tells residents hears it; from then on the lead and the communication adviser together.
    After enough of them it is in the totals of the heads, and nobody is reminded. Nor of what was left with a reason.
    """
    norms = gather.norms(db)
    today = occasion.today
    owed = [(line, line.due(norms.feedback)) for line in feedback.debt_lines(db, today) if not line.is_left]
    waiting = [
        (line, due)
        for line, due in owed
        if rules.is_time_to_remind(due, today, line.reminded_for, line.reminders, line.promised is not None)
    ]
    # What was owed last is easiest to answer.
    waiting.sort(key=lambda each: each[1], reverse=True)
    nudges: list[Nudge] = []
    for line, due, listeners in _with_listeners(db, waiting, today):
        had = rules.reminders_had(due, line.reminded_for, line.reminders, line.promised is not None) + (due <= today)
        feedback.reminded(db, line.id, today, had)
        for who, language in listeners:
            blocks = cards.reminder(
                speech(language), line, due, today, is_shared=len(listeners) > 1, is_last=had == MOST_REMINDERS
            )
            order, alone_from = (20, None) if due <= today else (35, occasion.due + AHEAD_WAITS)
            nudges.append(Nudge(who, about(line.id), blocks, order, alone_from=alone_from))
    return nudges


def _with_listeners(
    db: Session, waiting: Sequence[tuple[DebtLine, dt.date]], today: dt.date
) -> Iterator[tuple[DebtLine, dt.date, list[tuple[int, str]]]]:
    """With who hears of it, and their language. Whoever tells residents has room for it, or it comes tomorrow."""
    listeners = telling.listeners(db, [line for line, _ in waiting])
    languages = people.languages_of_reachable(db, {one for each in listeners.values() for one in each})
    heard: Counter[int] = Counter()
    for line, due in waiting:
        first, *others = listeners.get(line.id, [0])
        if not first or heard[first] >= A_DAY:
            continue
        hear = [first, *(one for one in others if due <= today and heard[one] < A_DAY)]
        heard.update(hear)
        yield line, due, [(who, languages[who]) for who in hear]
