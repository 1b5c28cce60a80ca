"""The queue: taking a question, answering it, handing it on, and giving it back."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat.cards import Card
from bot.chat.replies import Ask, Replace, Reply, Say
from bot.chat.requests import NotAllowed, OldButton, Request
from bot.chat.texts import speech
from bot.questions import asking, cards, desk, forms, queue_cards, rules
from bot.questions.queue_cards import Queue
from bot.register import saving
from storage.learning import questions
from storage.learning.questions import DeskHelper, Question
from storage.messages import nudges
from storage.people import people

MOST_ROWS = 10
MOST_ANSWERED = 5
TOTALS_OF = dt.timedelta(days=365)


def show(request: Request, db: Session) -> Sequence[Reply]:
    """`/kennis vragen`: my own, and for whoever answers those of everybody."""
    return [Say(_queue(request, db))]


def _queue(request: Request, db: Session) -> Card:
    me, keeps = request.person.id, desk.may_keep_cards(request, db)
    answers = desk.is_of_the_queue(request, db)
    seen = Queue(
        mine=questions.open_questions_of(db, me, MOST_ROWS),
        waiting=_of_others(db, me) if answers else None,
        open=questions.how_many_open(db, but=me) if answers else 0,
        me=me,
        answered=questions.answered_questions(db, MOST_ANSWERED) if keeps else (),
        totals=questions.desk_totals(db, request.today - TOTALS_OF) if keeps else None,
        helps=questions.desk_helper(db, me) is not None,
    )
    return queue_cards.queue(speech(request.language), seen)


def _of_others(db: Session, me: int) -> Sequence[Question]:
    return [each for each in questions.open_questions(db, 2 * MOST_ROWS) if each.asker_id != me][:MOST_ROWS]


def open_one(request: Request, db: Session) -> Sequence[Reply]:
    question, t = _answerable(request, db), speech(request.language)
    is_mine = question.taken_by == request.person.id
    return [Say(queue_cards.one(t, question, is_mine, bool(question.taken_by) and not is_mine))]


def take(request: Request, db: Session) -> Sequence[Reply]:
    """Others are not told of it any more."""
    question, t = _answerable(request, db), speech(request.language)
    if question.taken_by not in (None, request.person.id):
        return [Replace(queue_cards.one(t, question, is_mine=False, is_taken=True))]
    question.taken_by, question.handed_to = request.person.id, None
    nudges.forget(db, asking.about(question.id))
    return [Replace(queue_cards.taken(t, question))]


def answer(request: Request, db: Session) -> Sequence[Reply]:
    return [Ask(forms.answer(speech(request.language), _answerable(request, db)))]


def save_answer(request: Request, db: Session) -> Sequence[Reply]:
    """To whoever asked, in private. After that nothing says who asked, and who answered."""
    t, written = speech(request.language), request.text("answer")
    question = questions.question_to_write(db, request.id_of("id"))
    if question is None or question.answered_on:
        return [Say(queue_cards.too_late(t, written[: rules.LONGEST_ANSWER]))]
    _may_answer(request, db, question)
    errors = {} if written and len(written) <= rules.LONGEST_ANSWER else {"answer": t("question.too_long")}
    if returned := saving.returned(request, forms.answer(t, question, written[: rules.LONGEST_ANSWER]), errors):
        return [returned]
    asker = people.colleague(db, question.asker_id) if question.asker_id else None
    question.answer, question.answered_on = written, request.today
    question.asker_id = question.taken_by = question.handed_to = None
    asking.over(db, question)
    questions.count_at_desk(db, request.today, "answered")
    asker_left = asker is None or not asker.is_here
    said: list[Reply] = [Say(queue_cards.sent(t, question, desk.may_keep_cards(request, db), asker_left))]
    if asker:
        said.append(Say(cards.answered(speech(asker.language), question), to=asker.id))
    return said


def hand_on(request: Request, db: Session) -> Sequence[Reply]:
    return [Ask(forms.hand_on(speech(request.language), _answerable(request, db)))]


def save_hand_on(request: Request, db: Session) -> Sequence[Reply]:
    """They are asked, and it stays in the queue until they say that they take it."""
    question, t = _answerable(request, db), speech(request.language)
    other = people.colleague(db, request.colleague("colleague") or 0)
    if request.picked_an_outsider("colleague") or other is None or not other.is_here:
        return [Ask(forms.hand_on(t, question), {"colleague": t("question.no_colleague")})]
    if other.id == question.asker_id or other.id == request.person.id:
        return [Ask(forms.hand_on(t, question, other.id), {"colleague": t("question.somebody_else")})]
    question.handed_to, question.taken_by = other.id, None
    nudges.forget_of(db, request.person.id, asking.about(question.id))
    asked = Say(queue_cards.handed(speech(other.language), question, request.person.name), to=other.id)
    return [Say(queue_cards.handed_on(t, other.name)), asked]


def not_known(request: Request, db: Session) -> Sequence[Reply]:
    """Nobody hears who did not know. It goes back to the others."""
    question, me = _answerable(request, db), request.person.id
    given_back = me in (question.taken_by, question.handed_to)
    question.taken_by = None if question.taken_by == me else question.taken_by
    question.handed_to = None if question.handed_to == me else question.handed_to
    nudges.forget_of(db, me, asking.about(question.id))
    fine = Replace(queue_cards.not_known(speech(request.language)))
    if not given_back:
        return [fine]
    others = [each for each in desk.who_answers(db, request.municipality, question.asker_id) if each != me]
    return [fine, *asking.tell(db, question, others)]


def _answerable(request: Request, db: Session) -> Question:
    question = questions.question_to_write(db, request.id_of("id"))
    if question is None or question.answered_on:
        raise OldButton("question")
    _may_answer(request, db, question)
    return question


def _may_answer(request: Request, db: Session, question: Question) -> None:
    if not desk.may_answer(request, db, question):
        raise NotAllowed(speech(request.language)("question.not_allowed"))


# Who helps


def helping(request: Request, db: Session) -> Sequence[Reply]:
    me = questions.desk_helper(db, request.person.id)
    return [Ask(forms.helping(speech(request.language), me.helps_with if me else "", me is not None))]


def save_helping(request: Request, db: Session) -> Sequence[Reply]:
    """Their own yes, and their own words."""
    t, helps_with = speech(request.language), request.text("helps_with")[: rules.LONGEST_HELP]
    takes_part = request.text("takes_part") == "yes"
    errors = {} if request.text("takes_part") else {"takes_part": t("chat.refused.empty")}
    if returned := saving.returned(request, forms.helping(t, helps_with, takes_part), errors):
        return [returned]
    me = questions.desk_helper(db, request.person.id)
    if takes_part and me:
        me.helps_with = helps_with
    elif takes_part:
        db.add(DeskHelper(colleague_id=request.person.id, helps_with=helps_with))
    elif me:
        db.delete(me)
    return [Say(queue_cards.helping_saved(t, takes_part))]
