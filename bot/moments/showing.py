"""One contact moment, and who takes it on to tell residents."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat.replies import Reply, Say
from bot.chat.requests import Request
from bot.chat.texts import speech
from bot.moments import around_cards, cards, keeping, owing, reopening
from bot.moments.jobs import answers
from bot.people import rights
from bot.register import fields, filling_in
from storage.messages import nudges
from storage.people import people
from storage.register import around_moments, feedback, outcomes


def show(request: Request, db: Session) -> Sequence[Reply]:
    moment, project = keeping.existing(db, request.id_of("moment"))
    may_edit = rights.may_edit(request.person, request.municipality, project)
    names = filling_in.area_names(db, filling_in.codes_of(moment, [fields.AREAS]))
    t, owed = speech(request.language), owing.owed(request, db, moment)
    lines = outcomes.outcomes_of(db, [moment.id]).get(moment.id, ())
    reopens = reopening.possible(request, db, moment) if may_edit and owed is None else 0
    roles = around_moments.day_roles(db, moment.id)
    who = people.names_of(db, roles.taken.values()) if roles.taken and not request.public else {}
    on_the_day = [(label, name) for label, name in around_cards.day_facts(t, roles, who, only_taken=True)]
    offers = [] if request.public or not may_edit else list(around_cards.offers(t, moment, request.today))
    card = cards.moment_card(
        t, moment, project, names, may_edit, request.public, owed, lines, reopens, on_the_day, offers
    )
    return [Say(card)]


def take_on(request: Request, db: Session) -> Sequence[Reply]:
    """Only for oneself: nobody is given a task that they did not ask for."""
    moment, _ = keeping.editable(request, db)
    feedback.take_on(db, moment.id, request.person.id)
    nudges.forget(db, answers.about(moment.id))
    return show(request, db)


def give_back(request: Request, db: Session) -> Sequence[Reply]:
    moment, _ = keeping.answerable(request, db)
    known = feedback.debt(db, moment.id)
    if known is not None and known.owner_id == request.person.id:
        feedback.take_on(db, moment.id, None)
        nudges.forget(db, answers.about(moment.id))
    return show(request, db)
