"""When Samenspel asks for a lesson itself, and whether an old one still holds."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat.replies import CAN_WAIT, Nudge, Replace, Reply, Say
from bot.chat.requests import Request
from bot.chat.texts import speech
from bot.knowledge import cards, lessons
from glossary import TRIANGLE, RoleState
from storage.messages import nudges
from storage.people import people
from storage.register import projects

ORDER = 60
KEPT = dt.timedelta(days=14)


def after_completing(request: Request, db: Session) -> Sequence[Reply]:
    """All three corners saw something else."""
    project = projects.project(db, request.id_of("id"))
    if project is None:
        return []
    holders = [assigned for role in TRIANGLE if (assigned := project.assignment(role))]
    asked = dict.fromkeys(each.colleague_id for each in holders if each.state is RoleState.ACCEPTED)
    return [
        Nudge(
            to=colleague_id,
            about=lessons.about_completing(project.id, colleague_id),
            blocks=cards.what_did_you_learn(speech(language_of(db, colleague_id)), project),
            order=ORDER,
            expires_at=request.at + KEPT,
            alone_from=request.at + CAN_WAIT,
        )
        for colleague_id in asked
    ]


def not_now(request: Request, db: Session) -> Sequence[Reply]:
    nudges.forget(db, lessons.about_completing(request.id_of("id"), request.person.id))
    return [Replace(cards.no_lesson(speech(request.language)))]


def language_of(db: Session, colleague_id: int) -> str:
    reader = people.colleague(db, colleague_id)
    assert reader is not None
    return reader.language


def confirm(request: Request, db: Session) -> Sequence[Reply]:
    """One click."""
    lesson, project = lessons.existing(db, request.id_of("id"))
    if not lessons.may_correct(request, lesson, project):
        return [Say(cards.not_yours(speech(request.language)))]
    lesson.confirmed_on = request.today
    nudges.forget(db, lessons.about_still_true(lesson.id))
    return [Replace(cards.confirmed(speech(request.language)))]
