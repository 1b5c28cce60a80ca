"""Asking a colleague: into the queue, and out of it again by whoever asked."""

import datetime as dt
from collections.abc import Collection, Sequence

from sqlalchemy.orm import Session

from bot.chat.quiet import quiet_of
from bot.chat.replies import Ask, Nudge, Replace, Reply, Say
from bot.chat.requests import OldButton, Request
from bot.chat.settings import Chosen
from bot.chat.texts import speech
from bot.chat.when import instant
from bot.questions import answering, cards, desk, forms, queue_cards, rules
from bot.register import saving
from storage import settings
from storage.learning import questions
from storage.learning.questions import Question
from storage.messages import nudges, reminders
from storage.people import people

MOST_OWN = 20
"""Open questions of one colleague: whoever has more is told to wait for an answer."""
LATE = "question.late"
LATE_IS_OVER = dt.timedelta(days=7)


def new(request: Request, db: Session) -> Sequence[Reply]:
    question = request.args.get("text", "")[: rules.LONGEST_QUESTION]
    return [Ask(forms.ask(speech(request.language), question))]


def again(request: Request, db: Session) -> Sequence[Reply]:
    return [Ask(forms.in_own_words(speech(request.language)))]


def asked(request: Request, db: Session) -> Sequence[Reply]:
    return answering.ask(request.asks("question.ask", words=request.text("question")), db)


def pass_on(request: Request, db: Session) -> Sequence[Reply]:
    """Into the queue; asked twice it waits there once."""
    t, question, may_help = speech(request.language), request.text("question"), request.text("may_help") == "yes"
    errors = {} if question and len(question) <= rules.LONGEST_QUESTION else {"question": t("question.too_long")}
    if returned := saving.returned(request, forms.ask(t, question[: rules.LONGEST_QUESTION], may_help), errors):
        return [returned]
    mine = questions.open_questions_of(db, request.person.id, MOST_OWN)
    same = next((each for each in mine if _is_same(each.question, question)), None)
    if same or len(mine) == MOST_OWN:
        return [Say(cards.asked_already(t, same or mine[0]))]
    kept = Question(question=question, asked_at=request.at, asker_id=request.person.id, may_help=may_help)
    db.add(kept)
    db.flush()
    questions.count_at_desk(db, request.today, "asked")
    days = desk.days(db)
    _plan(db, request, kept, days)
    told = tell(db, kept, desk.who_answers(db, request.municipality, request.person.id))
    return [Say(cards.passed_on(t, question, days, is_alone=not told)), *told]


def _is_same(one: str, other: str) -> bool:
    return one.casefold() == other.casefold() or rules.is_same(desk.stems_of(one), desk.stems_of(other))


def _plan(db: Session, request: Request, kept: Question, days: int) -> None:
    """At the same time on the wall."""
    quiet = quiet_of(request.municipality, Chosen(settings.written(db)))
    day = rules.working_days_later(request.today, days, quiet.calendar)
    due_at = instant(day, request.at.time(), quiet.zone)
    reminders.plan(db, LATE, str(kept.id), due_at, due_at + LATE_IS_OVER)


def about(question_id: int) -> str:
    """Names it among what waits for the daily message."""
    return f"question {question_id}"


def tell(db: Session, question: Question, colleagues: Collection[int]) -> list[Reply]:
    """Each of them, in their daily message."""
    languages = people.languages_of_reachable(db, colleagues)
    return [
        Nudge(each, about(question.id), queue_cards.waits(speech(language), question))
        for each, language in languages.items()
    ]


def take_back(request: Request, db: Session) -> Sequence[Reply]:
    question = questions.question_to_write(db, request.id_of("id"))
    if question is None or question.asker_id != request.person.id or question.answered_on:
        raise OldButton("question")
    over(db, question)
    db.delete(question)
    return [Replace(cards.taken_back(speech(request.language)))]


def over(db: Session, question: Question) -> None:
    """Nobody has to be told of it any more."""
    nudges.forget(db, about(question.id))
    reminders.cancel(db, LATE, str(question.id))
