"""Planning a contact moment, and changing what was planned."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from bot.chat.cards import Block
from bot.chat.forms import Form, opened_at
from bot.chat.replies import Ask, Reply, Say
from bot.chat.requests import Request
from bot.chat.texts import speech
from bot.moments import area_managers, cards, forms, keeping, resuming, weighing
from bot.moments.jobs import answers, around
from bot.people import rights
from bot.register import fields, filling_in, history, saving, which_project
from bot.register.saving import Sent
from storage.messages import nudges


def new(request: Request, db: Session) -> Sequence[Reply]:
    """`/project moment Havenkade`, a button on a project, or bare: then the form asks which project."""
    t = speech(request.language)
    understood = filling_in.understood(request)
    helped = filling_in.help_with(request, db, fields.MOMENT)
    if not request.args.get("id") and not request.args.get("words"):
        if not which_project.mine_to_change(request, db, "", limit=1):
            return which_project.none_to_change(request)
        names, left = filling_in.area_names(db, understood), (*resuming.offer(request, db), *helped)
        return [Ask(forms.new(t, None, understood, names, before=left))]
    found = which_project.meant(request, db)
    if not which_project.is_clear(request, found):
        return which_project.ask_to_change(request, db, found, "moment.new")
    project = which_project.editable(request, db, found[0])
    codes = filling_in.codes_of(project, [fields.AREAS, fields.GROUPS])
    if project.level:
        codes["level"] = project.level.value
    codes |= understood
    names, left = filling_in.area_names(db, codes), (*resuming.offer(request, db, project.id), *helped)
    return [Ask(forms.new(t, project, codes, names, before=left))]


def create(request: Request, db: Session) -> Sequence[Reply]:
    t = speech(request.language)
    given = which_project.editable(request, db, request.id_of("id")) if request.args.get("id") else None
    project = given or which_project.chosen(request, db)
    codes, errors = filling_in.read_form(request, db, fields.MOMENT, {})
    errors |= keeping.owes_nothing(request, codes)
    if project is None or not rights.may_edit(request.person, request.municipality, project):
        errors["project"] = t("register.not_allowed")
    draft = weighing.kept(request, db)
    form = forms.new(t, given, codes, filling_in.area_names(db, codes), project, draft.id if draft else 0)
    if returned := saving.returned(request, form, errors):
        return [returned]
    assert project is not None, "or it would be an error"
    codes = keeping.to_the_last_day(codes)
    if second_step := weighing.weigh(request, db, project, codes):
        return [second_step]
    moment = keeping.plan(request, db, project, codes)
    if draft:
        db.delete(draft)
    return [Say(cards.saved(t, moment, project, offers=area_managers.offers(request, db, moment, project)))]


def edit(request: Request, db: Session) -> Sequence[Reply]:
    moment, _ = keeping.editable(request, db)
    codes = filling_in.codes_of(moment, fields.MOMENT)
    left = (
        *resuming.offer(request, db, moment.project_id, moment.id),
        *filling_in.help_with(request, db, fields.MOMENT),
    )
    form = forms.edit(speech(request.language), moment, codes, filling_in.area_names(db, codes), left)
    return [Ask(opened_at(form, request.args.get("first", "")))]


def save(request: Request, db: Session) -> Sequence[Reply]:
    t = speech(request.language)
    moment, project = keeping.editable(request, db)
    now = filling_in.codes_of(moment, fields.MOMENT)
    sent = Sent(now, *keeping.read(request, db, fields.MOMENT, now))
    draft = weighing.kept(request, db)

    def form(codes: Mapping[str, str], body: Sequence[Block] = (), seen: int | None = None) -> Form:
        shown = forms.edit(t, moment, codes, filling_in.area_names(db, codes), body, seen, draft.id if draft else 0)
        return opened_at(shown, request.args.get("first", ""))

    if returned := saving.returned_change(request, db, moment, sent, form):
        return [returned]
    if second_step := weighing.weigh(request, db, project, sent.typed, moment):
        return [second_step]
    filling_in.change(request, db, project, sent.typed, fields.MOMENT, moment)
    if draft:
        db.delete(draft)
    return [Say(cards.saved(t, moment, project, offers=area_managers.offers(request, db, moment, project)))]


def remove(request: Request, db: Session) -> Sequence[Reply]:
    moment, project = keeping.editable(request, db)
    nudges.forget(db, answers.about(moment.id))
    around.forget(db, moment.id)
    db.delete(moment)
    first, last = moment.starts_on.day, moment.ends_on.day
    # Whoever has it in their calendar gets it out again: `storage.reports.agenda.removed_moments`.
    was = f"{moment.id} {moment.revision + 1} {first} {last}" if first and last else ""
    history.remember(request, db, project, "moment_removed", was, moment.title)
    return [Say(cards.removed(speech(request.language), moment.title, project))]
