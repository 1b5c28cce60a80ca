"""Changing a project, also when two people do so at once."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat import editing, residents
from bot.chat.replies import Ask, Reply, Say
from bot.chat.requests import OldButton, Request
from bot.chat.texts import speech
from bot.projects import cards, forms
from bot.register import fields, filling_in, history, which_project, words
from glossary import Status
from storage.register import changes
from storage.register.projects import Project


def edit(request: Request, db: Session) -> Sequence[Reply]:
    found = which_project.meant(request, db)
    if not which_project.is_clear(request, found):
        return which_project.ask(request, found, "project.edit")
    project = which_project.editable(request, db, found[0])
    return [Say(cards.edit_menu(speech(request.language), project))]


def edit_part(request: Request, db: Session) -> Sequence[Reply]:
    project, part = which_project.editable(request, db, request.id_of("id")), _part(request)
    codes = filling_in.codes_of(project, fields.PARTS[part])
    return [Ask(forms.part(speech(request.language), project, part, codes, filling_in.area_names(db, codes)))]


def _part(request: Request) -> str:
    part = request.args.get("part", "")
    if part not in fields.PARTS:
        raise OldButton("part")
    return part


def save(request: Request, db: Session) -> Sequence[Reply]:
    """Errors first, then what somebody else changed meanwhile, then traces of residents; only then it is kept."""
    t = speech(request.language)
    project, part = which_project.editable(request, db, request.id_of("id")), _part(request)
    specs = fields.PARTS[part]
    now = filling_in.codes_of(project, specs)
    typed, errors = filling_in.read_form(request, db, specs, now)
    if errors:
        seen = request.id_of("revision")
        return [Ask(forms.part(t, project, part, typed, filling_in.area_names(db, typed), seen=seen), errors)]
    theirs = changes.since(db, project.id, None, request.id_of("revision"))
    merged = editing.merge(history.before(now, theirs), typed, now)
    if merged.theirs:
        changed = [change for change in theirs if change.field in merged.theirs]
        note = words.meanwhile(t, changed, history.names(db, changed))
        return [Ask(forms.part(t, project, part, merged.codes, filling_in.area_names(db, merged.codes), note))]
    form = forms.part(t, project, part, typed, filling_in.area_names(db, typed))
    if warning := residents.warning(request, form):
        return [warning]
    filling_in.change(request, db, project, typed, specs)
    _forget_completion(request, db, project)
    return [Say(cards.saved(t, project))]


def _forget_completion(request: Request, db: Session, project: Project) -> None:
    """A project that goes on after all has no day on which it was completed."""
    if project.completed_on and project.status is not Status.COMPLETED:
        history.remember(request, db, project, "completed_on", before=editing.code(project.completed_on))
        project.completed_on = None
