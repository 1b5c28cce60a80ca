"""The facts of a text, from storage, in a constant number of statements."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from bot.chat.settings import Chosen
from bot.findings.norms import Norms
from bot.writing.facts import Surroundings, TextFacts, TextLine, TextMoment
from bot.writing.settings import CONTACT, POLICY, PRIVACY
from bot.writing.surroundings import surroundings
from glossary import Decision, PartialDate, TextKind
from storage import settings
from storage.people.municipalities import Municipality
from storage.register import areas, changes, feedback, moments, outcomes, text_words
from storage.register.moments import Moment
from storage.register.outcomes import Outcome
from storage.register.projects import Project


def facts(db: Session, project: Project, at: dt.datetime, kind: TextKind | None = None) -> TextFacts:
    """at: in the municipality's own time zone. kind: of the text, for what only some of them need."""
    chosen = Chosen(settings.written(db))
    found = moments.moments_in_full(db, project.id)
    codes = {*project.area_codes, *(code for moment in found for code in moment.area_codes)}
    names = areas.names_of_areas(db, codes)
    lines = outcomes.outcomes_of(db, [moment.id for moment in found])
    later = feedback.promised_with_reason(db, project.id)
    words = text_words.text_words(db, project.id)
    home = db.get_one(Municipality, project.municipality_id)
    norms = Norms.of(chosen)
    planned = _first_told(db, project.id, found) if kind is TextKind.REPORT else {}
    return TextFacts(
        id=project.id,
        name=project.name,
        municipality=home.name,
        today=at.date(),
        feedback=norms.feedback,
        status=project.status,
        phase=project.phase,
        summary=project.summary,
        level=project.level,
        level_reason=project.level_reason,
        fixed=project.fixed,
        open=project.open,
        starts_on=project.starts_on,
        ends_on=project.ends_on,
        decision_on=project.decision_on,
        notice_on=project.notice_on,
        promise_published_on=project.promise_published_on,
        environment_act=project.environment_act,
        budget=project.participation_budget,
        page=project.web_page,
        areas=_names(project, names),
        groups=tuple(project.target_groups),
        moments=tuple(
            replace(
                _moment(each, names, lines.get(each.id, ()), later.get(each.id), words.get(each.id, {})),
                planned_for=planned.get(each.id),
            )
            for each in found
        ),
        named=project.named,
        words=words.get(0, {}),
        contact=chosen.word(CONTACT),
        privacy=chosen.word(PRIVACY),
        policy=chosen.word(POLICY),
        around=surroundings(db, project, at.date(), norms) if kind is TextKind.PLAN else Surroundings(),
    )


def _first_told(db: Session, project_id: int, found: Sequence[Moment]) -> Mapping[int, PartialDate]:
    """Moment -> the first day as residents were invited to it, of those that moved after that."""
    invited = {each.id: each.invitation_sent_on for each in found if each.invitation_sent_on}
    told: dict[int, PartialDate] = {}
    for change in changes.moved(db, project_id) if invited else ():
        sent = invited.get(change.moment_id or 0)
        if sent and change.moment_id and change.before and change.at.date() > sent.latest:
            told.setdefault(change.moment_id, PartialDate(change.before))
    return told


def _names(thing: Project | Moment, names: Mapping[str, str]) -> tuple[str, ...]:
    own = [names.get(code, code) for code in thing.area_codes]
    return (*own, *filter(None, [thing.areas_in_words]))


def _moment(
    moment: Moment,
    names: Mapping[str, str],
    lines: Sequence[Outcome],
    later: tuple[dt.date, str] | None,
    words: Mapping[str, str],
) -> TextMoment:
    promised_on, reason = later or (None, "")
    return TextMoment(
        id=moment.id,
        title=moment.title,
        starts_on=moment.starts_on,
        ends_on=moment.ends_on,
        hours=moment.hours,
        instrument=moment.instrument,
        level=moment.level,
        areas=_names(moment, names),
        streets=moment.streets,
        groups=tuple(moment.target_groups),
        reach=moment.reach,
        invited_on=moment.invitation_sent_on,
        told_on=moment.residents_told_on,
        done=moment.done_with_input,
        promised_on=promised_on,
        promise_reason=reason,
        lines=tuple(_line(each) for each in lines),
        people=moment.people_came,
        missed=tuple(moment.missed_groups),
        differently=moment.differently,
        invited_through=tuple(moment.inviting_media),
        told_through=tuple(moment.telling_media),
        words=words,
    )


def _line(outcome: Outcome) -> TextLine:
    decision = None if outcome.decision is Decision.OPEN else outcome.decision
    return TextLine(outcome.input, decision, outcome.reason)
