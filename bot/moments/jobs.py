"""The feedback clock: whoever tells residents is reminded, with what else there is for them that day."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from bot.chat.feature import Occasion
from bot.chat.replies import Nudge, Say, Work
from bot.chat.texts import speech
from bot.findings import gather
from bot.moments import cards, rules
from storage.people import people
from storage.register import feedback
from storage.register.feedback import DebtLine

A_DAY = 5
"""So many reminders for one colleague: after an import of years there may be hundreds, and the rest comes tomorrow."""


def about(moment_id: int) -> str:
    """The name of the nudge."""
    return f"feedback {moment_id}"


def remind(occasion: Occasion, db: Session) -> Sequence[Say | Nudge | Work]:
    """What is due is computed from the register, so that nothing is missed when a moment moves or a day is skipped."""
    norms = gather.norms(db)
    today = occasion.today
    owed = [(line, line.ended_on + norms.feedback) for line in feedback.debt_lines(db, today)]
    waiting = [(line, due) for line, due in owed if rules.is_time_to_remind(due, today, line.reminded_for)]
    # What was owed last is easiest to answer.
    waiting.sort(key=lambda each: each[1], reverse=True)
    nudges: list[Nudge] = []
    for line, due, owner, language in _with_owners(db, waiting):
        if day := rules.reminder_day(due, today):
            feedback.reminded(db, line.id, day)
            blocks = cards.reminder(speech(language), line, due, today)
            nudges.append(Nudge(owner, about(line.id), blocks, order=20 if due <= today else 35))
    return nudges


def _with_owners(
    db: Session, waiting: Sequence[tuple[DebtLine, dt.date]]
) -> Iterator[tuple[DebtLine, dt.date, int, str]]:
    """With who tells residents, and their language."""
    tellers = feedback.tellers(db, [line for line, _ in waiting])
    languages = people.languages_of_reachable(db, set(tellers.values()))
    today: Counter[int] = Counter()
    for line, due in waiting:
        owner = tellers.get(line.id)
        if owner is not None and today[owner] < A_DAY:
            today[owner] += 1
            yield line, due, owner, languages[owner]
