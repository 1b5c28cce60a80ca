"""What public pages say beside the register itself, of several projects at once."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Integer, bindparam, select
from sqlalchemy.orm import Session

from glossary import Instrument, Level, PartialDate, TargetGroup
from storage.register.feedback import FeedbackDebt
from storage.register.moments import Moment, MomentArea, MomentGroup
from storage.register.text_words import TextWords

_PROJECTS = bindparam("projects", expanding=True, type_=Integer)
_WORDS = (
    select(TextWords.moment_id, TextWords.key, TextWords.words)
    .where(TextWords.project_id.in_(_PROJECTS), TextWords.moment_id.is_not(None))
    .order_by(TextWords.id)
)
_PROMISES = (
    select(FeedbackDebt.moment_id, FeedbackDebt.promised_on, FeedbackDebt.reason)
    .join(Moment, Moment.id == FeedbackDebt.moment_id)
    .where(FeedbackDebt.promised_on.is_not(None), Moment.project_id.in_(_PROJECTS))
)
_MOMENTS = (
    select(
        Moment.id,
        Moment.project_id,
        Moment.title,
        Moment.starts_on,
        Moment.ends_on,
        Moment.changed_at,
        Moment.begins_at,
        Moment.ends_at,
        Moment.level,
        Moment.instrument,
        Moment.areas_in_words,
        Moment.streets,
        Moment.residents_told_on,
        Moment.done_with_input,
    )
    .where(Moment.project_id.in_(_PROJECTS))
    .order_by(Moment.starts_on, Moment.id)
)
_AREAS = (
    select(MomentArea.moment_id, MomentArea.area_code)
    .join(Moment, Moment.id == MomentArea.moment_id)
    .where(Moment.project_id.in_(_PROJECTS))
    .order_by(MomentArea.area_code)
)
_GROUPS = (
    select(MomentGroup.moment_id, MomentGroup.target_group)
    .join(Moment, Moment.id == MomentGroup.moment_id)
    .where(Moment.project_id.in_(_PROJECTS))
)


class PublicMomentRow(NamedTuple):
    """A contact moment, as far as a public page says anything of it."""

    id: int
    project_id: int
    title: str
    starts_on: PartialDate
    ends_on: PartialDate
    changed_at: dt.datetime
    begins_at: dt.time | None
    ends_at: dt.time | None
    level: Level | None
    instrument: Instrument | None
    areas_in_words: str
    streets: str
    residents_told_on: PartialDate | None
    done_with_input: str


def shown_moments(db: Session, projects: Collection[int]) -> Sequence[PublicMomentRow]:
    """First day first. Lines and no entities: those take five times as long, and a page changes nothing."""
    return [PublicMomentRow._make(row) for row in db.execute(_MOMENTS, {"projects": list(projects)})]


def areas_of_moments(db: Session, projects: Collection[int]) -> Mapping[int, Sequence[str]]:
    """Moment -> codes."""
    found: dict[int, list[str]] = {}
    for moment, code in db.execute(_AREAS, {"projects": list(projects)}):
        found.setdefault(moment, []).append(code)
    return found


def groups_of_moments(db: Session, projects: Collection[int]) -> Mapping[int, Sequence[TargetGroup]]:
    """Moment -> for whom, in the order of the glossary."""
    found: dict[int, list[TargetGroup]] = {}
    for moment, group in db.execute(_GROUPS, {"projects": list(projects)}):
        found.setdefault(moment, []).append(group)
    return {moment: sorted(groups, key=_ORDER.index) for moment, groups in found.items()}


_ORDER = list(TargetGroup)


def words_of_moments(db: Session, projects: Collection[int]) -> Mapping[int, Mapping[str, str]]:
    """Moment -> what somebody filled in for texts about it, by its key."""
    found: dict[int, dict[str, str]] = {}
    for moment, key, words in db.execute(_WORDS, {"projects": list(projects)}):
        found.setdefault(moment or 0, {})[key] = words
    return found


def promises(db: Session, projects: Collection[int]) -> Mapping[int, tuple[dt.date, str]]:
    """Moment -> the later day on which residents hear, and why."""
    return {row[0]: (row[1], row[2]) for row in db.execute(_PROMISES, {"projects": list(projects)}) if row[1]}
