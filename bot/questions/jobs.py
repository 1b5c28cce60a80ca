"""What the desk says by itself: how a question stands that nobody answered in time, and what waits this morning."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat.cards import Block, typed
from bot.chat.contributions import SavedUp
from bot.chat.feature import Occasion
from bot.chat.replies import Nudge, Reply, Say, Work
from bot.chat.requests import Request
from bot.chat.texts import speech
from bot.questions import asking, cards, desk, queue_cards, rules
from storage.learning import questions
from storage.learning.questions import Question
from storage.people import people


def late(occasion: Occasion, db: Session, about: str) -> Sequence[Say | Nudge | Work]:
    """Once: whoever asked hears whom to call, and whoever answers that somebody waits."""
    question = questions.question(db, int(about))
    if question is None or question.answered_on:
        return []
    days, said = desk.days(db), list[Say]()
    asker = people.colleague(db, question.asker_id) if question.asker_id else None
    who = [question.taken_by] if question.taken_by else desk.who_answers(db, occasion.municipality, question.asker_id)
    if asker:
        t = speech(asker.language)
        call = [typed(name) for name in _to_call(db, question)]
        card = cards.late(t, question.question, t.listed(call) if call else None, question.id)
        said.append(Say(card, asker.id, f"question {question.id} late {asker.id}"))
    languages = people.languages_of_reachable(db, who)
    day = question.asked_at.astimezone(occasion.at.tzinfo).date()
    for each, language in languages.items():
        card = queue_cards.still_waits(speech(language), question, days, day)
        said.append(Say(card, each, f"question {question.id} still waits {each}"))
    return said


def _to_call(db: Session, question: Question) -> list[str]:
    """Whoever wrote that they know about it, else the coordinators."""
    asked = desk.stems_of(question.question)
    knowing = [each.name for each in rules.who_knows(asked, desk.helpers(db), question.asker_id or 0)]
    others = [each for each in questions.coordinators(db) if each != question.asker_id]
    return knowing or list(people.names_of(db, others).values())


def anew(saved_up: SavedUp, db: Session) -> tuple[Block, ...]:
    """Nothing when it was answered, or when somebody else is at it."""
    question = questions.question(db, int(saved_up.about))
    if question is None or question.answered_on or question.taken_by not in (None, saved_up.colleague):
        return ()
    return queue_cards.waits(speech(saved_up.language), question)


def after_leaving(request: Request, db: Session) -> Sequence[Reply]:
    """What they were at goes back to the others; their own questions wait, for they may return."""
    said: list[Reply] = []
    for question in questions.questions_taken_by(db, request.person.id):
        question.taken_by = None
        others = desk.who_answers(db, request.municipality, question.asker_id)
        said += asking.tell(db, question, [each for each in others if each != request.person.id])
    return said
