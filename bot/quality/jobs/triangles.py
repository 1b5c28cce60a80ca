"""Three questions to the three of a triangle when they are done: once, and to all three or to nobody."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat.cards import Block
from bot.chat.contributions import SavedUp
from bot.chat.feature import Occasion
from bot.chat.replies import Nudge, Say, Work
from bot.chat.texts import speech
from bot.quality import cards, rules
from storage.learning import pulses
from storage.learning.pulses import PulseAsk, PulseSum
from storage.people import people
from storage.register import projects

ORDER = 65
"""In the daily message: below the question what they learned."""


def about(project_id: int, colleague_id: int) -> str:
    return f"pulse {project_id} {colleague_id}"


def ask(occasion: Occasion, db: Session) -> Sequence[Say | Nudge | Work]:
    """Only where three different colleagues can answer: of fewer no total could be told."""
    said = list[Nudge]()
    done = pulses.finished(db, occasion.today - rules.STILL_FRESH, occasion.today)
    languages = people.languages_of_reachable(db, {who for each in done for who in each.holders.values()})
    for each in done:
        three = sorted({who for who in each.holders.values() if who in languages})
        if len(three) < rules.LEAST_OF_TRIANGLE:
            continue
        db.add(PulseSum(project_id=each.project_id))
        for who in three:
            db.add(PulseAsk(project_id=each.project_id, colleague_id=who, asked_on=occasion.today))
            blocks = cards.ask_triangle(speech(languages[who]), each.project_id, each.project)
            expires_at = occasion.at + rules.STILL_FRESH
            said.append(Nudge(who, about(each.project_id, who), blocks, ORDER, expires_at))
    return said


def anew(saved_up: SavedUp, db: Session) -> tuple[Block, ...]:
    """Nothing when they answered meanwhile."""
    project = projects.project(db, int(saved_up.about.split()[0]))
    asked = pulses.pulse_ask(db, project.id, saved_up.colleague) if project else None
    if project is None or asked is None or asked.has_answered:
        return ()
    return cards.ask_triangle(speech(saved_up.language), project.id, project.name)
