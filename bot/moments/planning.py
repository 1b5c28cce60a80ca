"""Planning a contact moment, and changing what was planned."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat import editing, residents
from bot.chat.replies import Ask, Reply, Say
from bot.chat.requests import HIGHEST_ID, Request
from bot.chat.texts import speech
from bot.moments import cards, forms, jobs, keeping, weighing
from bot.people import rights
from bot.register import fields, filling_in, history, which_project, words
from storage.messages import nudges
from storage.register import changes, projects
from storage.register.projects import Project


def new(request: Request, db: Session) -> Sequence[Reply]:
    """`/project moment Havenkade`, a button on a project, or bare: then the form asks which project."""
    t = speech(request.language)
    if not request.args.get("id") and not request.args.get("words"):
        return [Ask(forms.new(t, None, {}, {}))]
    found = which_project.meant(request, db)
    if not which_project.is_clear(request, found):
        return which_project.ask(request, found, "moment.new")
    project = which_project.editable(request, db, found[0])
    codes = filling_in.codes_of(project, [fields.AREAS, fields.GROUPS])
    if project.level:
        codes["level"] = project.level.value
    return [Ask(forms.new(t, project, codes, filling_in.area_names(db, codes)))]


def create(request: Request, db: Session) -> Sequence[Reply]:
    t = speech(request.language)
    given = which_project.editable(request, db, request.id_of("id")) if request.args.get("id") else None
    project = given or _chosen(request, db)
    codes, errors = filling_in.read_form(request, db, fields.MOMENT, {})
    if project is None or not rights.may_edit(request.person, request.municipality, project):
        errors["project"] = t("register.not_allowed")
    form = forms.new(t, given, codes, filling_in.area_names(db, codes), project)
    if errors or project is None:
        return [Ask(form, errors)]
    if warning := residents.warning(request, form):
        return [warning]
    codes = keeping.to_the_last_day(codes)
    if second_step := weighing.weigh(request, db, project, codes):
        return [second_step]
    return [Say(cards.saved(t, keeping.plan(request, db, project, codes), project))]


def _chosen(request: Request, db: Session) -> Project | None:
    """The project that was chosen in the form itself."""
    chosen = request.text("project")
    return projects.project(db, int(chosen)) if chosen.isdecimal() and int(chosen) <= HIGHEST_ID else None


def edit(request: Request, db: Session) -> Sequence[Reply]:
    moment, _ = keeping.editable(request, db)
    codes = filling_in.codes_of(moment, fields.MOMENT)
    return [Ask(forms.edit(speech(request.language), moment, codes, filling_in.area_names(db, codes)))]


def save(request: Request, db: Session) -> Sequence[Reply]:
    """In the same order as a project: errors, what changed meanwhile, traces of residents, and then it is kept."""
    t = speech(request.language)
    moment, project = keeping.editable(request, db)
    now = filling_in.codes_of(moment, fields.MOMENT)
    typed, errors = filling_in.read_form(request, db, fields.MOMENT, now)
    if errors:
        seen = request.id_of("revision")
        return [Ask(forms.edit(t, moment, typed, filling_in.area_names(db, typed), seen=seen), errors)]
    typed = keeping.to_the_last_day(typed)
    theirs = changes.since(db, project.id, moment.id, request.id_of("revision"))
    merged = editing.merge(history.before(now, theirs), typed, now)
    if merged.theirs:
        changed = [change for change in theirs if change.field in merged.theirs]
        note = words.meanwhile(t, changed, history.names(db, changed))
        return [Ask(forms.edit(t, moment, merged.codes, filling_in.area_names(db, merged.codes), note))]
    form = forms.edit(t, moment, typed, filling_in.area_names(db, typed))
    if warning := residents.warning(request, form):
        return [warning]
    if second_step := weighing.weigh(request, db, project, typed, moment):
        return [second_step]
    filling_in.change(request, db, project, typed, fields.MOMENT, moment)
    return [Say(cards.saved(t, moment, project))]


def remove(request: Request, db: Session) -> Sequence[Reply]:
    moment, project = keeping.editable(request, db)
    nudges.forget(db, jobs.about(moment.id))
    db.delete(moment)
    history.remember(request, db, project, "moment_removed", after=moment.title)
    return [Say(cards.removed(speech(request.language), moment.title, project))]
