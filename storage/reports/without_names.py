"""Every project and contact moment of a municipality, in two statements: no column of them holds a colleague."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import ScalarSelect, String, func, select, type_coerce
from sqlalchemy.orm import Session

from glossary import Domain, Instrument, Level, PartialDate, Phase, Size, Status, TargetGroup
from storage.register.feedback import FeedbackDebt
from storage.register.moments import Moment, MomentArea, MomentGroup
from storage.register.projects import Project, ProjectArea, ProjectGroup


class NamelessProject(NamedTuple):
    """areas: codes. is_left: it was completed, with a reason why residents have no answer."""

    id: int
    name: str
    summary: str
    status: Status
    phase: Phase | None
    size: Size | None
    domain: Domain | None
    level: Level | None
    starts_on: PartialDate | None
    ends_on: PartialDate | None
    web_page: str
    areas_in_words: str
    is_left: bool
    areas: tuple[str, ...]
    groups: tuple[TargetGroup, ...]


class NamelessMoment(NamedTuple):
    """areas: codes. told_on: may lie in the future. promised_on: as in FeedbackDebt."""

    project_id: int
    title: str
    starts_on: PartialDate
    ends_on: PartialDate
    level: Level | None
    instrument: Instrument | None
    told_on: PartialDate | None
    promised_on: dt.date | None
    areas_in_words: str
    areas: tuple[str, ...]
    groups: tuple[TargetGroup, ...]


def _joined(column: Any, part_of: Any, whole: Any) -> ScalarSelect[str]:
    words = func.aggregate_strings(type_coerce(column, String), ",")
    return select(words).where(part_of == whole).correlate(whole.class_).scalar_subquery()


_PROJECTS = select(
    *(Project.id, Project.name, Project.summary, Project.status, Project.phase, Project.size, Project.domain),
    *(Project.level, Project.starts_on, Project.ends_on, Project.web_page, Project.areas_in_words),
    (Project.status == Status.COMPLETED) & (Project.feedback_left_reason != ""),
    _joined(ProjectArea.area_code, ProjectArea.project_id, Project.id),
    _joined(ProjectGroup.target_group, ProjectGroup.project_id, Project.id),
).order_by(Project.id)
_MOMENTS = (
    select(
        *(Moment.project_id, Moment.title, Moment.starts_on, Moment.ends_on, Moment.level, Moment.instrument),
        *(Moment.residents_told_on, FeedbackDebt.promised_on, Moment.areas_in_words),
        _joined(MomentArea.area_code, MomentArea.moment_id, Moment.id),
        _joined(MomentGroup.target_group, MomentGroup.moment_id, Moment.id),
    )
    .outerjoin(FeedbackDebt, FeedbackDebt.moment_id == Moment.id)
    .order_by(Moment.starts_on, Moment.id)
)


def nameless_projects(db: Session) -> Sequence[NamelessProject]:
    """All of them, oldest first."""
    return [NamelessProject._make(_with_values(*row)) for row in db.execute(_PROJECTS)]


def nameless_moments(db: Session) -> Sequence[NamelessMoment]:
    """All of them, first day first."""
    return [NamelessMoment._make(_with_values(*row)) for row in db.execute(_MOMENTS)]


def _with_values(*columns: Any) -> tuple[Any, ...]:
    """The last two as they are meant: areas by code, groups in the order of the glossary."""
    *others, areas, groups = columns
    named = {TargetGroup.from_code(each) for each in groups.split(",")} if groups else ()
    codes = tuple(sorted(areas.split(","))) if areas else ()
    return (*others, codes, tuple(each for each in TargetGroup if each in named))
