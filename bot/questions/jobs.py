"""What the desk says by itself: how a question stands that nobody answered in time, and what waits this morning."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat.cards import Block, typed
from bot.chat.contributions import SavedUp
from bot.chat.feature import Occasion
from bot.chat.replies import Nudge, Reply, Say, Work
from bot.chat.requests import Request
from bot.chat.texts import speech
from bot.questions import asking, cards, desk, queue_cards, rules, shipped
from storage.learning import questions
from storage.learning.questions import Question
from storage.people import people

A_WEEK, A_MONTH = dt.timedelta(days=7), dt.timedelta(days=28)
MOST_READ = 500
"""Questions of a month."""
MOST_AT_ONCE = 5
"""Questions in one daily message; the others are in the queue."""


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


def topics(occasion: Occasion, db: Session) -> Sequence[Say | Nudge | Work]:
    """Where colleagues got stuck more than once, a session may help more than an answer to each."""
    asked = questions.asked_since(db, occasion.at - A_MONTH, MOST_READ)
    found = rules.topics((desk.said_by_stem(each) for each in asked), shipped.common_words())
    languages = people.languages_of_reachable(db, questions.coordinators(db)) if found else {}
    return [
        Nudge(
            each, f"topics {occasion.key}", queue_cards.topics(speech(language), found), expires_at=occasion.at + A_WEEK
        )
        for each, language in languages.items()
    ]


def anew(saved_up: SavedUp, db: Session) -> tuple[Block, ...]:
    """Nothing when it was answered, or when somebody else is at it."""
    question = questions.question(db, int(saved_up.about))
    if question is None or question.answered_on or question.taken_by not in (None, saved_up.colleague):
        return ()
    return queue_cards.waits(speech(saved_up.language), question)


def after_arriving(request: Request, db: Session) -> Sequence[Reply]:
    """A coordinator who is here for the first time, or again, hears what waits."""
    if request.person.id not in questions.coordinators(db):
        return []
    waiting = questions.open_questions(db, MOST_AT_ONCE)
    return [
        told
        for each in waiting
        if each.taken_by is None and each.asker_id != request.person.id
        for told in asking.tell(db, each, [request.person.id])
    ]


def after_leaving(request: Request, db: Session) -> Sequence[Reply]:
    """What they were at goes back to the others; their own questions wait, for they may return."""
    said: list[Reply] = []
    for question in questions.questions_taken_by(db, request.person.id):
        question.taken_by = None
        others = desk.who_answers(db, request.municipality, question.asker_id)
        said += asking.tell(db, question, [each for each in others if each != request.person.id])
    return said
