"""What is done with the input of residents, and on which day they heard it: the one can be there before the other."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from bot.chat import residents
from bot.chat.replies import Ask, Happened, Reply, Say
from bot.chat.requests import Request
from bot.chat.texts import speech
from bot.moments import cards, forms, outcome_lines, reopening
from bot.moments.jobs import answers
from bot.moments.keeping import answerable
from bot.moments.outcome_lines import OutcomeLine
from bot.people import rights
from bot.register import fields, filling_in, history, saving, which_project
from bot.register.saving import Sent
from storage.messages import nudges
from storage.register import feedback, outcomes
from storage.register.moments import Moment

MOST_ROWS = 10


def which(request: Request, db: Session) -> Sequence[Reply]:
    """Of one project when it is named, else of all projects that the asker has a role in."""
    t = speech(request.language)
    if not request.args.get("id") and not request.args.get("words"):
        mine = feedback.moments_without_feedback(db, request.today, MOST_ROWS, person=request.person.id)
        return [Say(cards.which(t, mine, None))]
    found = which_project.meant(request, db)
    if not which_project.is_clear(request, found):
        return which_project.ask(request, found, "moment.feedback")
    waiting = feedback.moments_without_feedback(db, request.today, MOST_ROWS, project=found[0].id)
    may_record = rights.may_edit(request.person, request.municipality, which_project.existing(db, found[0].id))
    return [Say(cards.which(t, waiting, found[0], may_record=may_record))]


def tell(request: Request, db: Session) -> Sequence[Reply]:
    moment, _ = answerable(request, db)
    codes = filling_in.codes_of(moment, fields.FEEDBACK)
    kept, start = _kept(db, moment), _start(request)
    shown = kept[start : start + outcome_lines.MOST]
    t, helped = speech(request.language), filling_in.help_with(request, db, fields.FEEDBACK)
    return [Ask(forms.feedback(t, moment, codes, shown, body=helped, start=start, total=len(kept)))]


def _start(request: Request) -> int:
    """How many lines come before those in the form: one form has room for a few, and a report may have more."""
    return request.id_of("from") if request.args.get("from") else 0


def _kept(db: Session, moment: Moment) -> list[OutcomeLine]:
    return outcome_lines.of_outcomes(outcomes.outcomes_of(db, [moment.id]).get(moment.id, ()))


def more_lines(request: Request, db: Session) -> Sequence[Reply]:
    """The same form with one line more, and everything that was typed."""
    moment, _ = answerable(request, db)
    now = filling_in.codes_of(moment, fields.FEEDBACK)
    typed, errors = filling_in.read_form(request, db, fields.FEEDBACK, now)
    seen, number = request.id_of("revision"), request.id_of("lines")
    codes = {**typed, "residents_told_on": ""} if "residents_told_on" in errors else typed
    return [
        Ask(
            forms.feedback(
                *(speech(request.language), moment, codes, outcome_lines.typed(request), number),
                seen=seen, start=_start(request), total=len(_kept(db, moment)),
            )
        )
    ]  # fmt: skip


def save(request: Request, db: Session) -> Sequence[Reply]:
    t = speech(request.language)
    moment, project = answerable(request, db)
    now, lines = filling_in.codes_of(moment, fields.FEEDBACK), outcome_lines.typed(request)
    typed, errors = filling_in.read_form(request, db, fields.FEEDBACK, now)
    told = typed["residents_told_on"]
    if not errors and told and told < moment.starts_on.iso:
        errors["residents_told_on"] = t("moments.feedback.too_early")
    if not told and now["residents_told_on"]:
        errors.setdefault("residents_told_on", t("chat.refused.empty"))
    errors |= outcome_lines.wrong(t, lines)
    kept, start = _kept(db, moment), _start(request)
    every = [*kept[:start], *outcome_lines.filled_in(lines), *kept[start + outcome_lines.MOST :]]
    if not _says_something(typed, every) and (not now["residents_told_on"] or _says_something(now, kept)):
        errors.setdefault("done_with_input", t("moments.feedback.say_something"))
    seen = request.id_of("revision")
    form = forms.feedback(t, moment, typed, lines, seen=seen, start=start, total=len(kept))
    if errors:
        return [Ask(form, errors)]
    if changed := _changed_meanwhile(request, db, moment, Sent(now, typed, {}), lines):
        return [changed]
    if warning := residents.warning(request, form):
        return [warning]
    # Looked at first: a question writes what was changed, and the moment would get two revisions of one change.
    is_new = every != kept
    filling_in.change(request, db, project, typed, fields.FEEDBACK, moment)
    if is_new:
        history.remember(request, db, project, "outcomes", after=moment.title, moment=moment)
        outcomes.replace_outcomes(db, moment.id, outcome_lines.as_kept(every))
    if told:
        nudges.forget(db, answers.about(moment.id))
    db.flush()
    rest = start + outcome_lines.MOST if len(kept) > start + outcome_lines.MOST else 0
    said = Say(cards.told(t, moment, project, request.today, reopening.possible(request, db, moment), rest))
    return [said, Happened("moment.answered", {"id": str(project.id)})] if told else [said]


def _says_something(codes: Mapping[str, str], lines: Sequence[OutcomeLine]) -> bool:
    """Of what was done with the input, or why nothing was. An old list may give no more than a day."""
    return bool(codes["done_with_input"]) or any(not line.waits for line in outcome_lines.filled_in(lines))


def _changed_meanwhile(
    request: Request, db: Session, moment: Moment, sent: Sent, lines: Sequence[OutcomeLine]
) -> Ask | None:
    """The form again, with what somebody else changed since this person opened it; None when nobody did."""
    theirs = saving.meanwhile(request, db, moment, request.id_of("revision"), sent, also=outcome_lines.KEPT_AS)
    start, total = _start(request), len(_kept(db, moment))
    kept = _kept(db, moment)[start : start + outcome_lines.MOST]
    mine = outcome_lines.filled_in(lines)
    if theirs is None or (theirs.fields <= {*outcome_lines.KEPT_AS} and kept == mine):
        return None
    if not theirs.fields.isdisjoint(outcome_lines.KEPT_AS) and kept != mine:
        # Theirs first: what both typed about the same is for this person to decide.
        lines = [*kept, *(line for line in mine if line not in kept)][: outcome_lines.MOST]
    t = speech(request.language)
    return Ask(forms.feedback(t, moment, theirs.codes, lines, body=theirs.note, start=start, total=total))
