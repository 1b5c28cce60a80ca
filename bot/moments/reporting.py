"""The report of a contact moment: who came, whom we missed, what residents said, what we would do differently."""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy.orm import Session

from bot.chat import residents
from bot.chat.cards import Text
from bot.chat.replies import Ask, Reply, Say
from bot.chat.requests import NotAllowed, Request
from bot.chat.texts import speech
from bot.findings import gather
from bot.findings.facts import exact_period
from bot.moments import keeping, owing, report_cards, report_lines, showing
from bot.moments.jobs import around
from bot.moments.outcome_lines import KEPT_AS, OutcomeLine, as_kept, of_outcomes
from bot.people import rights
from bot.register import fields, filling_in, history, saving, which_project
from bot.register.saving import Sent
from storage.register import around_moments, moments, outcomes
from storage.register.moments import Moment
from storage.register.projects import Project
from storage.reports.project_list import ProjectLine

MOST_ROWS = 10


def which(request: Request, db: Session) -> Sequence[Reply]:
    """`/project verslag Havenkade`: the form of the one moment without a report, or a choice."""
    found = which_project.meant(request, db)
    if not which_project.is_clear(request, found):
        bare = not request.args.get("words")
        return which_project.ask(request, (bare and _to_report_on(request, db, found)) or found, "moment.reports")
    project = which_project.existing(db, found[0])
    begun = [each for each in moments.moments_of(db, project.id) if each.starts_on.earliest <= request.today]
    lacking = _without_report(begun, request.today)
    if len(lacking) == 1 and _may_report(request, db, lacking[0], project):
        return write(request.asks("moment.report", moment=str(lacking[0].id)), db)
    if len(begun) == 1:
        return showing.show(request.asks("moment.show", moment=str(begun[0].id)), db)
    newest = sorted(begun, key=lambda each: (each.reported_on is not None, -each.ends_on.latest.toordinal()))
    may_write = rights.may_edit(request.person, request.municipality, project)
    return [Say(report_cards.which(speech(request.language), project, newest[:MOST_ROWS], may_write))]


def _to_report_on(
    request: Request, db: Session, found: Sequence[Project | ProjectLine]
) -> Sequence[Project | ProjectLine]:
    planned = moments.moments_of_projects(db, [each.id for each in found])
    lacking = {each.project_id for each in _without_report(planned, request.today)}
    return [each for each in found if each.id in lacking]


def _without_report(planned: Sequence[Moment], today: dt.date) -> list[Moment]:
    """Those that have begun, and that nobody told of yet."""
    return [each for each in planned if each.reported_on is None and each.starts_on.earliest <= today]


def write(request: Request, db: Session) -> Sequence[Reply]:
    moment, _ = _reportable(request, db)
    t = speech(request.language)
    if moment.starts_on.earliest > request.today:
        return [Say(report_cards.too_early(t, moment))]
    lines = _kept(db, moment)
    codes = filling_in.codes_of(moment, fields.REPORT)
    helped = filling_in.help_with(request, db, fields.REPORT)
    return [Ask(report_cards.form(t, moment, codes, lines[: report_lines.shown(lines)], len(lines), helped))]


class Reported(NamedTuple):
    """lines: of what residents said, as they were, and as they are from now on."""

    codes: dict[str, str]
    before: list[OutcomeLine]
    lines: list[OutcomeLine]


def save(request: Request, db: Session) -> Sequence[Reply]:
    t = speech(request.language)
    moment, project = _reportable(request, db)
    now, kept = filling_in.codes_of(moment, fields.REPORT), _kept(db, moment)
    typed, errors = filling_in.read_form(request, db, fields.REPORT, now)
    points, in_field = report_lines.points(request.text("said")), report_lines.shown(kept)
    lines = [*report_lines.with_decisions(kept[:in_field], points), *kept[in_field:]]
    errors |= _wrong_lines(request, points, lines)
    if not errors and not any(typed.values()) and not points:
        errors["said"] = t("moments.report.say_something")
    seen = request.id_of("revision")
    form = report_cards.form(t, moment, typed, points, len(kept), seen=seen)
    if errors:
        return [Ask(form, errors)]
    if changed := _changed_meanwhile(request, db, moment, Sent(now, typed, {}), points, kept):
        return [changed]
    if warning := residents.warning(request, form):
        return [warning]
    _keep(request, db, moment, project, Reported(typed, kept, lines))
    around.forget(db, moment.id)
    period = exact_period(moment.starts_on, moment.ends_on)
    due = period[1] + gather.norms(db).feedback if period and owing.is_owed(request, moment) else None
    return [Say(report_cards.saved(t, moment, project, due, sum(line.waits for line in lines)))]


def _wrong_lines(request: Request, points: Sequence[str], lines: Sequence[OutcomeLine]) -> dict[str, Text]:
    t = speech(request.language)
    if number := report_lines.too_long(points):
        return {"said": t("moments.report.line_too_long", number=str(number), longest=fields.LONGEST_OUTCOME)}
    if len(lines) > fields.MOST_INPUT:
        return {"said": t("moments.report.too_many_lines", most=fields.MOST_INPUT)}
    return {}


def _keep(request: Request, db: Session, moment: Moment, project: Project, told: Reported) -> None:
    is_new, first = told.lines != told.before, moment.reported_on is None
    filling_in.change(request, db, project, told.codes, fields.REPORT, moment)
    if first:
        history.remember(request, db, project, "reported_on", "", request.today.isoformat(), moment)
        moment.reported_on = request.today
    if is_new:
        history.remember(request, db, project, "input", after=moment.title, moment=moment)
        outcomes.replace_outcomes(db, moment.id, as_kept(told.lines))


def _changed_meanwhile(
    request: Request, db: Session, moment: Moment, sent: Sent, points: Sequence[str], kept: Sequence[OutcomeLine]
) -> Ask | None:
    """The form again, with what somebody else wrote since this person opened it: theirs first, and nothing is lost."""
    theirs = saving.meanwhile(request, db, moment, request.id_of("revision"), sent, also=KEPT_AS)
    had = [line.input for line in kept[: report_lines.shown(kept)]]
    if theirs is None or (theirs.fields <= {*KEPT_AS} and had == points):
        return None
    both: list[str] = [*had, *(point for point in points if point not in had)]
    t = speech(request.language)
    return Ask(report_cards.form(t, moment, theirs.codes, both, len(kept), body=theirs.note))


def _kept(db: Session, moment: Moment) -> list[OutcomeLine]:
    return of_outcomes(outcomes.outcomes_of(db, [moment.id]).get(moment.id, ()))


def _reportable(request: Request, db: Session) -> tuple[Moment, Project]:
    """For whoever may change the moment, and whoever took its report on. Raises OldButton and NotAllowed."""
    moment, project = keeping.existing(db, request.id_of("moment"))
    if not _may_report(request, db, moment, project):
        raise NotAllowed(speech(request.language)("register.not_allowed"))
    return moment, project


def _may_report(request: Request, db: Session, moment: Moment, project: Project) -> bool:
    may_edit = rights.may_edit(request.person, request.municipality, project)
    return may_edit or around_moments.day_roles(db, moment.id).reporter == request.person.id
