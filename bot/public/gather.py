"""The facts of public pages, from storage: a constant number of statements for however many."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import partial

from sqlalchemy.orm import Session

from bot.chat.masking import masks
from bot.chat.texts import speech
from bot.findings import gather
from bot.public import personal
from bot.public.rules import Gate, PublicFacts, PublicLine, PublicMoment
from glossary import TargetGroup
from storage.people import names
from storage.people.municipalities import Municipality
from storage.register import areas, outcomes, projects
from storage.register.outcomes import Outcome
from storage.reports import public_texts
from storage.reports.public_texts import PublicMomentRow


def facts(db: Session, home: Municipality, ids: Collection[int], at: dt.datetime) -> Sequence[PublicFacts]:
    """Of these projects, by id. at: in the municipality's own time zone."""
    found = projects.projects_with_areas(db, ids)
    every = public_texts.shown_moments(db, ids)
    of_project: dict[int, list[PublicMomentRow]] = {}
    for moment in every:
        of_project.setdefault(moment.project_id, []).append(moment)
    where, whom = public_texts.areas_of_moments(db, ids), public_texts.groups_of_moments(db, ids)
    codes = {code for some in (*(each.area_codes for each in found), *where.values()) for code in some}
    called = {area.code: area.name for area in areas.areas_with_codes(db, codes)} if codes else {}
    lines = outcomes.outcomes_of(db, [moment.id for moment in every])
    words, later = public_texts.words_of_moments(db, ids), public_texts.promises(db, ids)
    feedback = gather.norms(db).feedback
    return [
        PublicFacts(
            id=each.id,
            name=each.name,
            municipality=home.name,
            today=at.date(),
            feedback=feedback,
            status=each.status,
            summary=each.summary,
            fixed=each.fixed,
            open=each.open,
            level=each.level,
            areas=_called(each.area_codes, called),
            areas_in_words=each.areas_in_words,
            decision_on=each.decision_on,
            web_page=each.web_page,
            left_reason=each.feedback_left_reason if each.completed_on else "",
            moments=tuple(
                _moment(
                    one,
                    _called(where.get(one.id, ()), called),
                    whom.get(one.id, ()),
                    lines.get(one.id, ()),
                    words.get(one.id, {}),
                    later.get(one.id),
                )
                for one in of_project.get(each.id, ())
            ),
        )
        for each in found
    ]


def _called(codes: Iterable[str], called: Mapping[str, str]) -> Sequence[str]:
    return tuple(called.get(code, code) for code in codes)


def _moment(
    moment: PublicMomentRow,
    where: Sequence[str],
    groups: Sequence[TargetGroup],
    lines: Sequence[Outcome],
    words: Mapping[str, str],
    later: tuple[dt.date, str] | None,
) -> PublicMoment:
    promised_on, reason = later or (None, "")
    return PublicMoment(
        id=moment.id,
        title=moment.title,
        starts_on=moment.starts_on,
        ends_on=moment.ends_on,
        changed_at=moment.changed_at,
        hours=(moment.begins_at, moment.ends_at),
        level=moment.level,
        instrument=moment.instrument,
        areas=where,
        areas_in_words=moment.areas_in_words,
        streets=moment.streets,
        groups=tuple(groups),
        place=words.get("place", ""),
        link=words.get("questionnaire", ""),
        told_on=moment.residents_told_on,
        promised_on=promised_on,
        promise_reason=reason,
        done=moment.done_with_input,
        afterwards=words.get("afterwards", ""),
        lines=tuple(PublicLine(each.input, each.decision, each.reason) for each in lines),
    )


def gates(db: Session, home: Municipality, shown: Iterable[PublicFacts]) -> "partial[Gate]":
    """Through which these may be read: agreed is still to be said."""
    return gate_of(home.language, names_in(db, shown))


def names_in(db: Session, shown: Iterable[PublicFacts]) -> tuple[str, ...]:
    """Of everybody who works here, or did: looked up once for all of these."""
    return tuple(names.names_ever_in(db, "\n".join(words for each in shown for words in _typed(each))))


def gate_of(language: str, masked: tuple[str, ...]) -> "partial[Gate]":
    instead = str(speech(language)("residents.text.public.a_colleague"))
    return partial(Gate, personal=personal.kinds, mask=masks(masked, instead))


def _typed(shown: PublicFacts) -> Iterable[str]:
    yield from (shown.name, shown.summary, shown.fixed, shown.open, shown.areas_in_words, shown.left_reason)
    for moment in shown.moments:
        yield from (moment.title, moment.areas_in_words, moment.streets, moment.place, moment.promise_reason)
        yield from (moment.done, moment.afterwards)
        for line in moment.lines:
            yield from (line.input, line.reason)
