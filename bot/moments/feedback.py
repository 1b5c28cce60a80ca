"""What residents heard back: on which day, and what was done with their input."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.chat import residents
from bot.chat.exchange import Ask, Reply, Request, Say
from bot.chat.texts import speech
from bot.moments import cards, forms
from bot.moments.planning import editable
from bot.register import fields, filling_in, which_project
from storage import moments

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
    codes = filling_in.codes_of(moment, fields.FEEDBACK)
    codes["residents_told_on"] = codes["residents_told_on"] or request.today.isoformat()
    return [Ask(forms.feedback(speech(request.language), moment, codes))]


def save(request: Request, db: Session) -> Sequence[Reply]:
    t = speech(request.language)
    moment, project = editable(request, db)
    now = filling_in.codes_of(moment, fields.FEEDBACK)
    typed, errors = filling_in.read_form(request, db, fields.FEEDBACK, now)
    form = forms.feedback(t, moment, typed)
    if not errors and typed["residents_told_on"] < moment.starts_on.iso:
        errors["residents_told_on"] = t("moments.feedback.too_early")
    if errors:
        return [Ask(form, errors)]
    if warning := residents.warning(request, form):
        return [warning]
    filling_in.change(request, db, project, typed, fields.FEEDBACK, moment)
    return [Say(cards.told(t, moment, project))]
