"""When Samenspel asks for a lesson itself, and whether an old one still holds."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat.feature import Occasion
from bot.chat.replies import Nudge, Replace, Reply, Say
from bot.chat.requests import Request
from bot.chat.texts import speech
from bot.knowledge import cards, lessons, rules
from glossary import TRIANGLE, Role, RoleState
from storage.learning import knowledge
from storage.learning.knowledge import Lesson
from storage.messages import nudges
from storage.people import people
from storage.register import projects

ORDER = 60
KEPT = dt.timedelta(days=14)
MOST_A_WEEK = 3
"""Lessons that one colleague is asked about: who keeps the register may have a whole library without authors."""


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
            blocks=cards.what_did_you_learn(speech(_language(db, colleague_id)), project),
            order=ORDER,
            expires_at=request.at + KEPT,
        )
        for colleague_id in asked
    ]


def not_now(request: Request, db: Session) -> Sequence[Reply]:
    nudges.forget(db, lessons.about_completing(request.id_of("id"), request.person.id))
    return [Replace(cards.no_lesson(speech(request.language)))]


def still_true(occasion: Occasion, db: Session) -> Sequence[Nudge]:
    """Every year once: to who wrote it, else to who leads its project, else to who keeps the register."""
    this_week = rules.years_ago(occasion.due.date())
    asked: dict[int, list[Lesson]] = {}
    for lesson in knowledge.lessons_as_old_as(db, this_week):
        if colleague_id := _who_knows(occasion, db, lesson):
            asked.setdefault(colleague_id, []).append(lesson)
    return [
        Nudge(
            to=colleague_id,
            about=lessons.about_still_true(lesson.id),
            blocks=cards.still_true(speech(_language(db, colleague_id)), lesson),
            order=ORDER,
            expires_at=occasion.at + KEPT,
        )
        for colleague_id, old in asked.items()
        for lesson in old[:MOST_A_WEEK]
    ]


def _who_knows(occasion: Occasion, db: Session, lesson: Lesson) -> int | None:
    if lesson.author_id:
        return lesson.author_id
    project = projects.project(db, lesson.project_id) if lesson.project_id else None
    lead = project.assignment(Role.PROJECT_LEAD) if project else None
    return lead.colleague_id if lead and lead.state is RoleState.ACCEPTED else occasion.municipality.keeper_id


def _language(db: Session, colleague_id: int) -> str:
    reader = people.colleague(db, colleague_id)
    assert reader is not None
    return reader.language


def confirm(request: Request, db: Session) -> Sequence[Reply]:
    """One click."""
    lesson, project = lessons.existing(db, request.id_of("id"))
    if not lessons.may_correct(request, lesson, project):
        return [Say(cards.not_yours(speech(request.language)))]
    lesson.confirmed_on = request.today
    return [Replace(cards.confirmed(speech(request.language)))]
