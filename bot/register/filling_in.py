"""From a filled-in form to a project or a contact moment."""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from bot.chat import editing
from bot.chat.cards import Block, Choices, Text
from bot.chat.editing import Spec
from bot.chat.requests import Request
from bot.chat.texts import speech
from bot.register import fields, history
from glossary import PartialDate
from storage.learning.knowledge import Lesson
from storage.register import areas
from storage.register.moments import Moment
from storage.register.projects import Project


def codes_of(thing: Project | Moment | Lesson, specs: Sequence[Spec]) -> dict[str, str]:
    return {spec.key: editing.code(fields.read(thing, spec.key)) for spec in specs}


UNDERSTOOD = {"area": "areas", "group": "groups", "form": "instrument", "level": "level"}
"""What a sentence may name, and the field that it fills in."""
INVITED = "invitation_sent_on"


def understood(request: Request) -> dict[str, str]:
    """What was understood of somebody's own words, as codes. Of a month no day is made: nobody said which."""
    args = request.args
    codes = {field: args[name] for name, field in UNDERSTOOD.items() if args.get(name)}
    if args.get("from") and args.get("from") == args.get("until"):
        codes["starts_on"] = args["from"]
    return codes


def area_names(db: Session, codes: Mapping[str, str]) -> dict[str, str]:
    """Code -> name of the areas that are filled in."""
    return areas.names_of_areas(db, editing.parts(codes.get("areas", "")))


def help_with(request: Request, db: Session, specs: Sequence[Spec]) -> tuple[Block, ...]:
    """One button to what tells how these fields are filled in: the fields are what the form is for."""
    found = request.contributed.how_is_it_done(request, db, [f"field {spec.key}" for spec in specs])
    return (Choices((next(iter(found.values())),)),) if found else ()


def read_form(
    request: Request, db: Session, specs: Sequence[Spec], now: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, Text]]:
    """What was filled in, as codes, and what is wrong with it, by field. now: the codes before."""
    t = speech(request.language)
    codes, errors = dict(now), {}
    for spec in specs:
        try:
            codes[spec.key] = editing.typed_code(spec, request, now.get(spec.key, ""))
        except editing.RefusedEdit as refused:
            codes[spec.key] = request.text(spec.key)
            errors[spec.key] = t(refused.key, **refused.values)
    if len(area_names(db, codes)) < len(editing.parts(codes.get("areas", ""))):
        errors["areas"] = t("chat.refused.unknown_area")
    if not errors and ends_before_it_starts(codes):
        errors["ends_on"] = t("chat.refused.end_before_start")
    if not errors and ends_too_early(codes):
        # The second step of planning asks for the days alone.
        errors["ends_at" if any(spec.key == "ends_at" for spec in specs) else "ends_on"] = t(
            "chat.refused.ends_too_early"
        )
    if not errors and INVITED in {spec.key for spec in specs} and invited_after_it(codes):
        errors[INVITED] = t("chat.refused.invited_too_late")
    return codes, errors


def ends_before_it_starts(codes: Mapping[str, str]) -> bool:
    """The end certainly lies before the start. "2026" may lie after "2026-03": the benefit of the doubt."""
    starts, ends = codes.get("starts_on"), codes.get("ends_on")
    return bool(starts and ends) and PartialDate(ends or "").latest < PartialDate(starts or "").earliest


def ends_too_early(codes: Mapping[str, str]) -> bool:
    """On one day the end comes after the begin."""
    begins, ends = codes.get("begins_at"), codes.get("ends_at")
    one_day = codes.get("ends_on", "") in ("", codes.get("starts_on"))
    return bool(begins and ends) and one_day and (ends or "") <= (begins or "")


def invited_after_it(codes: Mapping[str, str]) -> bool:
    """The invitation certainly went out after the last day."""
    invited, last = codes.get(INVITED), codes.get("ends_on") or codes.get("starts_on")
    return bool(invited and last) and PartialDate(invited or "").earliest > PartialDate(last or "").latest


def write(thing: Project | Moment | Lesson, specs: Sequence[Spec], codes: Mapping[str, str]) -> None:
    for spec in specs:
        fields.write(thing, spec.key, editing.value(spec, codes[spec.key]))


def change(
    request: Request,
    db: Session,
    project: Project,
    codes: Mapping[str, str],
    specs: Sequence[Spec],
    moment: Moment | None = None,
) -> None:
    """Writes what differs to the project, or to this moment of it, and keeps it in the history."""
    thing = moment or project
    now = codes_of(thing, specs)
    for spec in specs:
        if codes[spec.key] != now[spec.key]:
            write(thing, [spec], codes)
            history.remember(request, db, project, spec.key, now[spec.key], codes[spec.key], moment)
