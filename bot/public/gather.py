"""The facts of public pages, from storage: a constant number of statements for however many."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache, partial
from typing import NamedTuple, TypeVar

from sqlalchemy.orm import Session

from bot.chat.masking import masks
from bot.chat.texts import speech
from bot.findings import gather
from bot.public import personal
from bot.public.rules import Gate, PublicFacts, PublicLine, PublicMoment
from glossary import Instrument, Level, PartialDate, Status, TargetGroup, Word
from storage.people import names
from storage.people.municipalities import Municipality
from storage.register import areas
from storage.reports import public_texts
from storage.reports.public_texts import PublicMomentRow, PublicProjectRow

Words = TypeVar("Words", bound=Word)


class _KeptMoment(NamedTuple):
    """What storage has of it. words: by their key. later: what was promised."""

    row: PublicMomentRow
    lines: tuple[PublicLine, ...]
    words: tuple[tuple[str, str], ...]
    later: tuple[dt.date, str] | None


def facts(db: Session, home: Municipality, ids: Collection[int], at: dt.datetime) -> Sequence[PublicFacts]:
    """Of these projects, by id. at: in the municipality's own time zone."""
    found, every = public_texts.shown_projects(db, ids), public_texts.shown_moments(db, ids)
    codes = {
        code for some in {*(each.areas for each in found), *(each.areas for each in every)} for code in _codes(some)
    }
    called = areas.names_of_areas(db, codes)
    lines = public_texts.lines_of_moments(db, ids)
    words, later = public_texts.words_of_moments(db, ids), public_texts.promises(db, ids)
    of_project: dict[int, list[_KeptMoment]] = {}
    for row in every:
        said = tuple(PublicLine(*each) for each in lines.get(row.id, ()))
        kept = _KeptMoment(row, said, tuple(words.get(row.id, {}).items()), later.get(row.id))
        of_project.setdefault(row.project_id, []).append(kept)
    whole = _Whole(home.name, at.date(), gather.norms(db).feedback)
    return [
        _project(whole, each, tuple(of_project.get(each.id, ())), _names(called, each, of_project)) for each in found
    ]


class _Whole(NamedTuple):
    """What all pages of a municipality have."""

    municipality: str
    today: dt.date
    feedback: dt.timedelta


def _names(
    called: Mapping[str, str], project: PublicProjectRow, moments: Mapping[int, Sequence[_KeptMoment]]
) -> tuple[tuple[str, str], ...]:
    """Of the areas of a project, and of its moments."""
    some = {project.areas, *(each.row.areas for each in moments.get(project.id, ()))}
    return tuple([(code, called[code]) for joined in some for code in _codes(joined) if code in called])


@lru_cache(maxsize=256)
def _project(
    whole: _Whole, kept: PublicProjectRow, moments: tuple[_KeptMoment, ...], names: tuple[tuple[str, str], ...]
) -> PublicFacts:
    """By all that storage has of it, so it is never older: of a list, most are as the reader before got them."""
    called = dict(names)
    return PublicFacts(
        id=kept.id,
        name=kept.name,
        municipality=whole.municipality,
        today=whole.today,
        feedback=whole.feedback,
        status=Status.from_code(kept.status),
        summary=kept.summary,
        fixed=kept.fixed,
        open=kept.open,
        level=_word(Level, kept.level),
        areas=_called(kept.areas, called),
        areas_in_words=kept.areas_in_words,
        decision_on=_day(kept.decision_on),
        web_page=kept.web_page,
        left_reason=kept.feedback_left_reason if kept.completed_on else "",
        moments=tuple(_moment(each, called) for each in moments),
    )


def _codes(joined: str | None) -> Sequence[str]:
    return sorted(joined.split(",")) if joined else ()


def _called(joined: str | None, called: Mapping[str, str]) -> Sequence[str]:
    return tuple(called.get(code, code) for code in _codes(joined))


def _word(words: type[Words], code: str | None) -> Words | None:
    return words.from_code(code) if code else None


def _day(iso: str | None) -> PartialDate | None:
    return PartialDate(iso) if iso else None


def _moment(kept: _KeptMoment, called: Mapping[str, str]) -> PublicMoment:
    row, words = kept.row, dict(kept.words)
    promised_on, reason = kept.later or (None, "")
    return PublicMoment(
        id=row.id,
        title=row.title,
        starts_on=PartialDate(row.starts_on),
        ends_on=PartialDate(row.ends_on),
        changed_at=row.changed_at,
        hours=(row.begins_at, row.ends_at),
        level=_word(Level, row.level),
        instrument=_word(Instrument, row.instrument),
        areas=_called(row.areas, called),
        areas_in_words=row.areas_in_words,
        streets=row.streets,
        groups=tuple(sorted(map(TargetGroup.from_code, _codes(row.groups)), key=_ORDER.index)),
        place=words.get("place", ""),
        link=words.get("questionnaire", ""),
        told_on=_day(row.residents_told_on),
        promised_on=promised_on,
        promise_reason=reason,
        done=row.done_with_input,
        afterwards=words.get("afterwards", ""),
        lines=kept.lines,
    )


_ORDER = list(TargetGroup)
"""Of the glossary."""


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
