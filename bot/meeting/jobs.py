"""The agenda that goes out every two weeks, for as long as somebody uses it."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat.feature import Occasion
from bot.chat.quiet import quiet_of
from bot.chat.replies import Nudge, Say, Work
from bot.chat.requests import Channel
from bot.chat.settings import Chosen
from bot.chat.texts import speech
from bot.meeting import agenda, cards, when
from storage import settings
from storage.messages import meetings

ENOUGH = 3
"""Agendas in a row with which nobody did anything. Then it asks, once, and says no more."""


def post(occasion: Occasion, db: Session) -> Sequence[Say | Nudge | Work]:
    meeting = meetings.meeting(db)
    if meeting is None or meeting.started_at is None:
        return []
    t = speech(occasion.municipality.language)
    to, key = (
        Channel(meeting.platform, meeting.tenant, meeting.place),
        f"meeting-{occasion.municipality.id}-{occasion.key}",
    )
    if meeting.unused >= ENOUGH:
        meeting.started_at, meeting.held_on = None, None
        return [Say(cards.going_on(t), to, key)]
    chosen = Chosen(settings.written(db))
    facts = agenda.facts(db, occasion.at)
    meeting.held_on = when.day_after(occasion.today, quiet_of(occasion.municipality, chosen).calendar, chosen)
    meeting.key, meeting.unused = key, meeting.unused + 1
    meetings.were_asked_after(db, [each.id for each in facts.actions], occasion.today)
    return [Say(cards.agenda(t, facts, meeting.held_on), to, key)]
