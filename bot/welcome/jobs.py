"""One tip a week to whoever is new, in their daily message. Nobody else hears of it."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat.cards import Block
from bot.chat.contributions import SavedUp
from bot.chat.feature import Occasion
from bot.chat.replies import Nudge, Replace, Reply, Say, Work
from bot.chat.requests import Request
from bot.chat.texts import speech
from bot.welcome import cards, rules
from bot.welcome.rules import Start, Tip
from glossary import Role
from storage.learning import knowledge
from storage.learning.knowledge import Lesson
from storage.messages import nudges
from storage.people import newcomers, people
from storage.people.newcomers import Newcomer
from storage.people.people import Colleague
from storage.register import projects

OF_NO_USE_AFTER = dt.timedelta(hours=10)
"""Today or not at all: one that came days late would come right before the next one."""
AMONG_THE_LAST = 70


def tell(occasion: Occasion, db: Session) -> Sequence[Say | Nudge | Work]:
    """Whoever is seen for the first time hears nothing yet: the first day has its own message."""
    said = list[Nudge]()
    for person, newcomer in newcomers.newcomers(db, occasion.today - rules.NEW_FOR, occasion.today):
        if newcomer is None:
            db.add(Newcomer(colleague_id=person.id, told_on=occasion.today))
        elif not newcomer.is_off and rules.is_due(newcomer.told_on, occasion.today):
            lesson = knowledge.lesson_that_helped(db, person.id)
            start = _start(db, person, lesson)
            tip = rules.next_tip(newcomer.passed, start)
            if tip:
                newcomer.passed, newcomer.told_on = rules.number_of(tip), occasion.today
                blocks = _said(person, tip, start, lesson)
                expires_at = occasion.at + OF_NO_USE_AFTER
                said.append(Nudge(person.id, f"welcome {tip}", blocks, AMONG_THE_LAST, expires_at))
    return said


def anew(saved_up: SavedUp, db: Session) -> tuple[Block, ...]:
    """Nothing when they did it meanwhile, or want no more."""
    newcomer, person = newcomers.newcomer(db, saved_up.colleague), people.colleague_in_full(db, saved_up.colleague)
    if newcomer is None or newcomer.is_off or person is None:
        return ()
    tip, lesson = Tip(saved_up.about), knowledge.lesson_that_helped(db, person.id)
    start = _start(db, person, lesson)
    return _said(person, tip, start, lesson) if rules.is_of_use(tip, start) else ()


def stop(request: Request, db: Session) -> Sequence[Reply]:
    """One click, and for good. Nobody is told."""
    newcomer = newcomers.newcomer(db, request.person.id)
    if newcomer:
        newcomer.is_off = True
    for tip in Tip:
        nudges.forget_of(db, request.person.id, f"welcome {tip}")
    return [Replace(cards.stopped(speech(request.language)))]


def _said(person: Colleague, tip: Tip, start: Start, lesson: Lesson | None) -> tuple[Block, ...]:
    words = (lesson.id, lesson.lesson) if lesson else None
    return cards.tip(speech(person.language), tip, start, words)


def _start(db: Session, person: Colleague, lesson: Lesson | None) -> Start:
    return Start(
        disciplines=frozenset(row.discipline for row in person.disciplines),
        has_lesson=lesson is not None,
        has_project=bool(projects.said_yes_to(db, person.id, list(Role), 1)),
    )
