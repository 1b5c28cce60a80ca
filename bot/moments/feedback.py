"""What residents heard back: on which day, and what was done with their input."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from bot.chat import editing, residents
from bot.chat.exchange import Ask, Reply, Request, Say
from bot.chat.texts import speech
from bot.moments import cards, forms
from bot.moments.keeping import editable
from bot.register import fields, filling_in, history, which_project, words
from storage import changes, moments

MOST_ROWS = 10


def which(request: Request, db: Session) -> Sequence[Reply]:
    """Of one project when it is named, else of all projects that the asker has a role in."""
    t = speech(request.language)
    if not request.args.get("id") and not request.args.get("words"):
        mine = moments.moments_without_feedback(db, request.today, MOST_ROWS, person=request.person.id)
        return [Say(cards.which(t, mine, None))]
    found = which_project.meant(request, db)
    if not which_project.is_clear(request, found):
        return which_project.ask(request, found, "moment.feedback")
    waiting = moments.moments_without_feedback(db, request.today, MOST_ROWS, project=found[0].id)
    return [Say(cards.which(t, waiting, found[0]))]


def tell(request: Request, db: Session) -> Sequence[Reply]:
    moment, _ = editable(request, db)
    codes = _proposed(request, filling_in.codes_of(moment, fields.FEEDBACK))
    return [Ask(forms.feedback(speech(request.language), moment, codes))]


def _proposed(request: Request, codes: Mapping[str, str]) -> dict[str, str]:
    """Today is filled in already, as long as residents have heard nothing."""
    return {**codes, "residents_told_on": codes["residents_told_on"] or request.today.isoformat()}


def save(request: Request, db: Session) -> Sequence[Reply]:
    t = speech(request.language)
    moment, project = editable(request, db)
    now = filling_in.codes_of(moment, fields.FEEDBACK)
    typed, errors = filling_in.read_form(request, db, fields.FEEDBACK, now)
    if not errors and typed["residents_told_on"] < moment.starts_on.iso:
        errors["residents_told_on"] = t("moments.feedback.too_early")
    if errors:
        return [Ask(forms.feedback(t, moment, typed, seen=request.id_of("revision")), errors)]
    theirs = changes.since(db, project.id, moment.id, request.id_of("revision"))
    seen = _proposed(request, history.before(now, theirs))
    merged = editing.merge(seen, typed, _proposed(request, now))
    if merged.theirs:
        changed = [change for change in theirs if change.field in merged.theirs]
        note = words.meanwhile(t, changed, history.names(db, changed))
        return [Ask(forms.feedback(t, moment, merged.codes, note))]
    form = forms.feedback(t, moment, typed)
    if warning := residents.warning(request, form):
        return [warning]
    filling_in.change(request, db, project, typed, fields.FEEDBACK, moment)
    return [Say(cards.told(t, moment, project))]
