"""Completing a project."""

import datetime as dt
from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat import residents
from bot.chat.exchange import Ask, Reply, Request, Say
from bot.chat.texts import speech
from bot.projects import cards, forms
from bot.register import history, which_project
from glossary import Status


def complete(request: Request, db: Session) -> Sequence[Reply]:
    found = which_project.meant(request, db)
    if not which_project.is_clear(request, found):
        return which_project.ask(request, found, "project.complete")
    project = which_project.editable(request, db, found[0].id)
    t = speech(request.language)
    if project.status is Status.COMPLETED:
        return [Say(cards.completed(t, project))]
    return [Ask(forms.complete(t, project, request.today.isoformat(), project.closing_note))]


def save(request: Request, db: Session) -> Sequence[Reply]:
    t = speech(request.language)
    project = which_project.editable(request, db, request.id_of("id"))
    if project.status is Status.COMPLETED:
        return [Say(cards.completed(t, project))]
    form = forms.complete(t, project, request.text("completed_on"), request.text("closing_note"))
    try:
        completed_on = dt.date.fromisoformat(request.text("completed_on"))
    except ValueError:
        return [Ask(form, {"completed_on": t("chat.refused.date")})]
    if completed_on > request.today:
        return [Ask(form, {"completed_on": t("projects.complete.in_future")})]
    if warning := residents.warning(request, form):
        return [warning]
    history.remember(request, db, project, "status", project.status.value, Status.COMPLETED.value)
    project.status, project.completed_on = Status.COMPLETED, completed_on
    if request.text("closing_note"):
        history.remember(request, db, project, "closing_note", project.closing_note, request.text("closing_note"))
        project.closing_note = request.text("closing_note")
    return [Say(cards.completed(t, project))]
