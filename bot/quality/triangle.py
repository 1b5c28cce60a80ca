"""What the three of a triangle answer about working together. Answers are only ever added up."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat.replies import Ask, Replace, Reply, Say
from bot.chat.requests import OldButton, Request
from bot.chat.texts import speech
from bot.quality import cards
from bot.quality.jobs import triangles
from bot.register import which_project
from storage.learning import pulses
from storage.learning.pulses import PulseAsk
from storage.messages import nudges


def form(request: Request, db: Session) -> Sequence[Reply]:
    asked, t = _asked(request, db), speech(request.language)
    if asked.has_answered:
        return [Replace(cards.pulse_done(t, "already"))]
    project = which_project.existing(db, asked.project_id)
    return [Ask(cards.pulse_form(t, project.id, project.name))]


def save(request: Request, db: Session) -> Sequence[Reply]:
    asked, t = _asked(request, db), speech(request.language)
    scores = {question: request.text(question) for question in cards.QUESTIONS}
    if any(score not in cards.SCORES for score in scores.values()):
        project = which_project.existing(db, asked.project_id)
        errors = {question: t("chat.refused.empty") for question, score in scores.items() if score not in cards.SCORES}
        return [Ask(cards.pulse_form(t, project.id, project.name), errors)]
    added = {question: int(score) for question, score in scores.items()}
    is_first = pulses.add_to_pulse(db, asked, added, request.today)
    nudges.forget(db, triangles.about(asked.project_id, request.person.id))
    return [Say(cards.pulse_done(t, "thanks" if is_first else "already"))]


def rather_not(request: Request, db: Session) -> Sequence[Reply]:
    """Nobody hears of it, and nobody asks again."""
    asked = _asked(request, db)
    nudges.forget(db, triangles.about(asked.project_id, request.person.id))
    return [Replace(cards.pulse_done(speech(request.language), "no"))]


def _asked(request: Request, db: Session) -> PulseAsk:
    """Only of whoever was asked."""
    asked = pulses.pulse_ask(db, request.id_of("id"), request.person.id)
    if asked is None:
        raise OldButton("pulse")
    return asked
