"""What a reminder to answer residents says on the day on which it leaves; nothing when they were told meanwhile."""

from sqlalchemy.orm import Session

from bot.chat.cards import Block
from bot.chat.contributions import SavedUp
from bot.chat.texts import speech
from bot.findings import gather
from bot.findings.facts import exact_period
from bot.moments import cards
from storage.register import feedback, moments
from storage.register.feedback import DebtLine

MOST = 100
"""Of one project."""


def answer(waiting: SavedUp, db: Session) -> tuple[Block, ...]:
    moment, today = moments.moment(db, int(waiting.about)), waiting.at.date()
    if moment is None:
        return ()
    owed = feedback.moments_without_feedback(db, today, MOST, project=moment.project_id)
    for each, project in owed:
        period = exact_period(each.starts_on, each.ends_on)
        if each.id == moment.id and period:
            line = DebtLine(each.id, each.title, project.id, project.name, period[1], None, None, ())
            due = period[1] + gather.norms(db).feedback
            return cards.reminder(speech(waiting.language), line, due, today)
    return ()
