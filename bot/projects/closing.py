"""Completing a project."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat.cards import Block
from bot.chat.replies import Ask, Happened, Reply, Say
from bot.chat.requests import Request
from bot.chat.texts import speech
from bot.projects import closing_cards as cards
from bot.projects import forms
from bot.register import history, saving, which_project, words
from glossary import Status
from storage.register import changes, feedback
from storage.register.moments import Moment
from storage.register.projects import Project

MOST_OWED = 10


def complete(request: Request, db: Session) -> Sequence[Reply]:
    found = which_project.meant(request, db)
    if not which_project.is_clear(request, found):
        return which_project.ask_to_change(request, db, found, "project.complete")
    project = which_project.editable(request, db, found[0])
    t = speech(request.language)
    if project.status is Status.COMPLETED:
        return [Say(cards.completed(t, project, residents_wait=bool(_owed(request, db, project))))]
    owed = _owed(request, db, project)
    if owed and not request.args.get("anyway"):
        return [Say(cards.residents_wait(t, project, owed))]
    today = request.today.isoformat()
    # Not the reason of an earlier time: why residents have no answer is said anew.
    return [Ask(forms.complete(t, project, today, project.closing_note, owed="" if owed else None))]


def _owed(request: Request, db: Session, project: Project) -> Sequence[Moment]:
    """The contact moments of which residents still wait for an answer."""
    waiting = feedback.moments_without_feedback(db, request.today, MOST_OWED, project=project.id)
    return [moment for moment, _ in waiting]


def save(request: Request, db: Session) -> Sequence[Reply]:
    t = speech(request.language)
    project = which_project.editable(request, db, request.id_of("id"))
    seen, day, note = request.id_of("revision"), request.text("completed_on"), request.text("closing_note")
    reason = request.text("feedback_left_reason") if _owed(request, db, project) else None
    if meanwhile := _completed_meanwhile(request, db, project, seen):
        return [Ask(forms.complete(t, project, day, note, meanwhile, owed=reason))]
    form = forms.complete(t, project, day, note, seen=seen, owed=reason)
    try:
        completed_on = dt.date.fromisoformat(day)
    except ValueError:
        return [Ask(form, {"completed_on": t("chat.refused.date")})]
    errors = {}
    if completed_on > request.today:
        errors["completed_on"] = t("projects.complete.in_future")
    elif reason == "":
        errors["feedback_left_reason"] = t("projects.complete.why_no_answer")
    if returned := saving.returned(request, form, errors):
        return [returned]
    if reason and reason != project.feedback_left_reason:
        history.remember(request, db, project, "feedback_left_reason", project.feedback_left_reason, reason)
        project.feedback_left_reason = reason
    newly = project.status is not Status.COMPLETED
    if newly:
        history.remember(request, db, project, "status", project.status.value, Status.COMPLETED.value)
    project.status, project.completed_on = Status.COMPLETED, completed_on
    if note and note != project.closing_note:
        history.remember(request, db, project, "closing_note", project.closing_note, note)
        project.closing_note = note
    happened = (Happened("project.completed", {"id": str(project.id)}),) if newly else ()
    return [Say(cards.completed(t, project, residents_wait=reason is not None)), *happened]


def _completed_meanwhile(request: Request, db: Session, project: Project, seen: int) -> tuple[Block, ...]:
    """What somebody else filled in when they completed it after this person began; empty when nobody did."""
    theirs = changes.since(db, project.id, None, seen) if project.status is Status.COMPLETED else ()
    changed = [change for change in theirs if change.field in ("status", "closing_note", "feedback_left_reason")]
    return words.meanwhile(speech(request.language), changed, history.names(db, changed)) if changed else ()
