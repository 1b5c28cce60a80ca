"""Somebody else tells residents: they are asked, and have it once they said yes."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat.replies import Ask, Replace, Reply, Say
from bot.chat.requests import OldButton, Request
from bot.chat.texts import speech
from bot.moments import keeping, owed_cards, showing
from bot.moments.jobs import answers
from bot.moments.owing import is_owed
from storage.messages import nudges
from storage.people import people
from storage.register import asked_to_tell, feedback
from storage.register.asked_to_tell import AskedToTell
from storage.register.moments import Moment


def ask(request: Request, db: Session) -> Sequence[Reply]:
    moment, _ = keeping.answerable(request, db)
    t = speech(request.language)
    if not is_owed(request, moment):
        return [Say(owed_cards.answered_already(t, moment))]
    return [Ask(owed_cards.pass_on_form(t, moment))]


def save(request: Request, db: Session) -> Sequence[Reply]:
    """Whoever picks themselves has said yes; anybody else is asked."""
    moment, project = keeping.answerable(request, db)
    t = speech(request.language)
    if not is_owed(request, moment):
        return [Say(owed_cards.answered_already(t, moment))]
    picked = people.colleague(db, request.colleague("who") or 0)
    if picked is None or picked.id not in people.languages_of_reachable(db, [picked.id]):
        return [Ask(owed_cards.pass_on_form(t, moment), {"who": t("chat.refused.not_a_colleague")})]
    if picked.id == request.person.id:
        return showing.take_on(request, db)
    asked_to_tell.ask(db, moment.id, picked.id, request.person.id, request.at)
    question = owed_cards.question(speech(picked.language), moment, project, request.person.name)
    return [Say(owed_cards.asked(t, moment, picked.name)), Say(question, to=picked.id)]


def yes(request: Request, db: Session) -> Sequence[Reply]:
    moment, asked = _mine(request, db)
    t = speech(request.language)
    if not is_owed(request, moment):
        return [Replace(owed_cards.answered_already(t, moment))]
    feedback.take_on(db, moment.id, request.person.id)
    nudges.forget(db, answers.about(moment.id))
    return [Replace(owed_cards.taken(t, moment)), *_tell(request, db, moment, asked, is_yes=True)]


def no(request: Request, db: Session) -> Sequence[Reply]:
    moment, asked = _mine(request, db)
    card = owed_cards.declined(speech(request.language), moment)
    return [Replace(card), *_tell(request, db, moment, asked, is_yes=False)]


def _mine(request: Request, db: Session) -> tuple[Moment, AskedToTell]:
    """The question, if it still waits for the asker. Raises OldButton: answered, or somebody else was asked since."""
    moment, _ = keeping.existing(db, request.id_of("moment"))
    asked = asked_to_tell.question_to(db, moment.id, request.person.id)
    if asked is None:
        raise OldButton("asked")
    return moment, asked


def _tell(request: Request, db: Session, moment: Moment, asked: AskedToTell, is_yes: bool) -> list[Say]:
    """Who asked hears the answer, when they are still here."""
    asker = people.colleague(db, asked.asked_by or 0)
    db.delete(asked)
    if asker is None or not asker.is_here:
        return []
    return [Say(owed_cards.heard(speech(asker.language), moment, request.person.name, is_yes), to=asker.id)]
