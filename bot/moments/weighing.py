"""The second step of planning: what this moment means for residents, before it is saved. Saving is always possible."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from bot.chat import editing
from bot.chat.cards import Block, Text
from bot.chat.contributions import Planned
from bot.chat.replies import Ask, Reply, Say
from bot.chat.requests import OldButton, Request
from bot.chat.texts import speech
from bot.findings import gather
from bot.findings.bad_moments import day_off
from bot.findings.facts import ContactMoment, exact_period
from bot.moments import area_managers, cards, forms, joining, keeping, weighing_cards
from bot.moments.weighing_cards import Consequences
from bot.register import fields, filling_in, saving, which_project
from bot.register.saving import Sent
from glossary import Level, PartialDate, TargetGroup
from storage.register import drafts
from storage.register.drafts import Draft
from storage.register.moments import Moment
from storage.register.projects import Project

WEIGHED = ("level", "starts_on", "ends_on", "areas", "groups", "reach")
"""The fields that matter for how much is asked of whom."""


def weigh(
    request: Request, db: Session, project: Project, codes: Mapping[str, str], moment: Moment | None = None
) -> Ask | None:
    """The second step; None when there is nothing to weigh. codes: of the whole form, checked."""
    if moment and not _is_changed(moment, codes):
        return None
    found = _consequences(request, db, project, codes, moment.id if moment else 0)
    if found is None or not found.is_worth_a_look:
        return None
    drafts.forget_old(db, request.person.id, request.at)
    draft = kept(request, db) or Draft(
        colleague_id=request.person.id, kind=drafts.MOMENT, codes="", created_at=request.at
    )
    draft.codes, draft.created_at, draft.under = json.dumps(dict(codes)), request.at, project.id
    draft.about, draft.revision = (moment.id, request.id_of("revision")) if moment else (0, 0)
    db.add(draft)
    db.flush()
    return Ask(weighing_cards.form(speech(request.language), draft.id, codes, found))


def kept(request: Request, db: Session) -> Draft | None:
    """What the form that is sent was filled in with, when it has been in the second step before."""
    return drafts.draft(db, request.id_of("draft"), request.person.id) if request.args.get("draft") else None


def _is_changed(moment: Moment, codes: Mapping[str, str]) -> bool:
    specs = [spec for spec in fields.MOMENT if spec.key in WEIGHED]
    return any(codes[key] != code for key, code in filling_in.codes_of(moment, specs).items())


def _consequences(
    request: Request, db: Session, project: Project, codes: Mapping[str, str], moment_id: int
) -> Consequences | None:
    """None when the days are not known exactly: such a moment is never counted."""
    planned = _planned(project, codes, moment_id)
    if planned is None:
        return None
    norms, areas = gather.norms(db), gather.areas(db)
    region = request.municipality.holiday_region
    about = Planned("moment", codes, project.id, moment_id)
    advice: list[Block] = [block for advise in request.contributed.advice for block in advise(request, db, about)]
    return Consequences(
        planned=planned,
        check=gather.check(db, planned, request.today, region, norms, areas),
        areas=areas,
        norms=norms,
        day=day_off(planned.starts_on, region, request.language),
        today=request.today,
        advice=tuple(advice),
    )


def _planned(project: Project, codes: Mapping[str, str], moment_id: int) -> ContactMoment | None:
    period = exact_period(PartialDate(codes["starts_on"]), PartialDate(codes["ends_on"]))
    if period is None:
        return None
    return ContactMoment(
        id=moment_id,
        key="",
        title=codes["title"],
        project_id=project.id,
        project=project.name,
        starts_on=period[0],
        ends_on=period[1],
        level=Level.from_code(codes["level"]) if codes["level"] else None,
        # Without its own it takes its project's, as every ask in the register does.
        areas=frozenset(editing.parts(codes["areas"]) or project.area_codes),
        groups=frozenset(map(TargetGroup.from_code, editing.parts(codes["groups"])))
        or frozenset(project.target_groups),
        reach=int(codes["reach"]) if codes["reach"] else None,
        invited_on=PartialDate(codes["invitation_sent_on"]) if codes["invitation_sent_on"] else None,
    )


def move(request: Request, db: Session) -> Sequence[Reply]:
    """To a quieter day: everything else stays as it was typed, and is weighed anew."""
    draft, project, kept = draft_of(request, db)
    typed, errors = _typed(request, db, kept)
    codes = kept if errors else typed
    try:
        day = dt.date.fromisoformat(request.args["day"])
        length = dt.date.fromisoformat(codes["ends_on"]) - dt.date.fromisoformat(codes["starts_on"])
    except (KeyError, ValueError) as wrong:
        raise OldButton("day") from wrong
    return _again(request, db, draft, project, {**codes, **_days(day, day + length)})


def _days(first: dt.date, last: dt.date) -> dict[str, str]:
    return {"starts_on": first.isoformat(), "ends_on": last.isoformat()}


def _again(request: Request, db: Session, draft: Draft, project: Project, codes: Mapping[str, str]) -> Sequence[Reply]:
    draft.codes = json.dumps(dict(codes))
    found = _consequences(request, db, project, codes, draft.about)
    assert found is not None, "the days in the second step are exact"
    return [Ask(weighing_cards.form(speech(request.language), draft.id, codes, found, request.several("join")))]


def back(request: Request, db: Session) -> Sequence[Reply]:
    """The first step again, with everything that was typed."""
    draft, project, codes = draft_of(request, db)
    typed, errors = _typed(request, db, codes)
    return [first_step(request, db, draft, project, codes if errors else typed)]


def first_step(
    request: Request, db: Session, draft: Draft, project: Project, codes: Mapping[str, str], body: Sequence[Block] = ()
) -> Ask:
    """The draft stays until it is saved: whoever closes this goes on with it next time."""
    t, names = speech(request.language), filling_in.area_names(db, codes)
    if not draft.about:
        return Ask(forms.new(t, project, codes, names, draft=draft.id))
    moment, _ = keeping.existing(db, draft.about)
    seen = moment.revision if body else draft.revision
    return Ask(forms.edit(t, moment, codes, names, body, seen=seen, draft=draft.id))


def save(request: Request, db: Session) -> Sequence[Reply]:
    """On the days that stand in the second step."""
    t = speech(request.language)
    draft, project, codes = draft_of(request, db)
    typed, errors = _typed(request, db, codes)
    if errors:
        found = _consequences(request, db, project, codes, draft.about)
        assert found is not None
        shown = weighing_cards.form(t, draft.id, {**codes, **typed}, found, request.several("join"))
        return [Ask(shown, errors)]
    if not draft.about:
        moment = keeping.plan(request, db, project, typed)
    else:
        moment, _ = keeping.existing(db, draft.about)
        now = filling_in.codes_of(moment, fields.MOMENT)
        if theirs := saving.meanwhile(request, db, moment, draft.revision, Sent(now, typed, {})):
            return [first_step(request, db, draft, project, theirs.codes, theirs.note)]
        filling_in.change(request, db, project, typed, fields.MOMENT, moment)
    db.delete(draft)
    proposals = joining.propose(request, db, moment, project, request.several("join"))
    offers = area_managers.offers(request, db, moment, project)
    return [Say(cards.saved(t, moment, project, len(proposals), offers)), *proposals]


def draft_of(request: Request, db: Session) -> tuple[Draft, Project, dict[str, str]]:
    """With the project, which the asker may edit, and the codes. Raises OldButton and NotAllowed."""
    draft = drafts.draft(db, request.id_of("draft"), request.person.id)
    if draft is None:
        raise OldButton("draft")
    if draft.about:
        keeping.existing(db, draft.about)
    codes = dict.fromkeys((spec.key for spec in fields.MOMENT), "") | json.loads(draft.codes)
    return draft, which_project.editable(request, db, draft.under), codes


_DAYS = tuple(spec for spec in fields.MOMENT if spec.key in ("starts_on", "ends_on"))


def _typed(request: Request, db: Session, codes: Mapping[str, str]) -> tuple[dict[str, str], dict[str, Text]]:
    """The codes with the days as they stand in the form, and what is wrong with those."""
    return keeping.read(request, db, _DAYS, codes)
