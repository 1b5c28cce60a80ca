"""What a reminder to answer residents says on the day on which it leaves; nothing when they were told meanwhile."""

from sqlalchemy.orm import Session

from bot.chat.cards import Block
from bot.chat.contributions import SavedUp
from bot.chat.texts import speech
from bot.findings import gather
from bot.findings.clock import MOST_REMINDERS
from bot.moments import cards
from storage.register import feedback, telling


def answer(waiting: SavedUp, db: Session) -> tuple[Block, ...]:
    """Nothing either for whoever need not tell them any more, because somebody else took it on."""
    today, moment = waiting.at.date(), int(waiting.about)
    line = next((each for each in feedback.debt_lines(db, today) if each.id == moment and not each.is_left), None)
    listeners = telling.listeners(db, [line]).get(moment, ()) if line else ()
    if line is None or waiting.colleague not in listeners:
        return ()
    due = line.due(gather.norms(db).feedback)
    is_shared, is_last = due <= today and len(listeners) > 1, line.reminders == MOST_REMINDERS
    return cards.reminder(speech(waiting.language), line, due, today, is_shared=is_shared, is_last=is_last)
