"""Changing a project, also when two people do so at once."""

from collections.abc import Mapping, Sequence

from msgspec import structs
from sqlalchemy.orm import Session

from bot.chat import editing
from bot.chat.cards import Block
from bot.chat.forms import Form, opened_at
from bot.chat.replies import Ask, Happened, Reply, Say
from bot.chat.requests import OldButton, Request
from bot.chat.texts import speech
from bot.projects import cards, forms, removing
from bot.register import fields, filling_in, history, saving, which_project
from glossary import Status
from storage.register.projects import Project


def edit(request: Request, db: Session) -> Sequence[Reply]:
    found = which_project.meant(request, db)
    if not which_project.is_clear(request, found):
        return which_project.ask_to_change(request, db, found, "project.edit")
    project = which_project.editable(request, db, found[0])
    may_remove = removing.may_remove(request, db, project)
    return [Say(cards.edit_menu(speech(request.language), project, may_remove))]


def edit_part(request: Request, db: Session) -> Sequence[Reply]:
    project, part = which_project.editable(request, db, request.id_of("id")), _part(request)
    codes = filling_in.codes_of(project, fields.PARTS[part])
    helped = filling_in.help_with(request, db, fields.PARTS[part])
    form = forms.part(speech(request.language), project, part, codes, filling_in.area_names(db, codes), helped)
    return [Ask(_opened(request, form))]


def _opened(request: Request, form: Form) -> Form:
    """Where the button led, and it knows the way back to the text that lacked something."""
    about = {key: request.args[key] for key in ("text", "about") if key in request.args}
    return opened_at(structs.replace(form, args={**form.args, **about}), request.args.get("first", ""))


def _part(request: Request) -> str:
    part = request.args.get("part", "")
    if part not in fields.PARTS:
        raise OldButton("part")
    return part


def save(request: Request, db: Session) -> Sequence[Reply]:
    t = speech(request.language)
    project, part = which_project.editable(request, db, request.id_of("id")), _part(request)
    specs = fields.PARTS[part]
    sent = saving.sent(request, db, project, specs)

    def form(codes: Mapping[str, str], body: Sequence[Block] = (), seen: int | None = None) -> Form:
        shown = forms.part(t, project, part, codes, filling_in.area_names(db, codes), body, seen)
        return _opened(request, shown)

    if returned := saving.returned_change(request, db, project, sent, form):
        return [returned]
    phase = project.phase
    filling_in.change(request, db, project, sent.typed, specs)
    _forget_completion(request, db, project)
    moved_on = (Happened("project.moved_on", {"id": str(project.id)}),) if project.phase != phase else ()
    text = {key: request.args[key] for key in ("id", "text", "about") if key in request.args}
    return [Say(cards.saved(t, project, text=text if "text" in text else None)), *moved_on]


def _forget_completion(request: Request, db: Session, project: Project) -> None:
    """A project that goes on after all has no day on which it was completed."""
    if project.completed_on and project.status is not Status.COMPLETED:
        history.remember(request, db, project, "completed_on", before=editing.code(project.completed_on))
        project.completed_on = None
