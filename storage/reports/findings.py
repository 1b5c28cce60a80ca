"""What the findings look at in projects, in one statement for any number of them; and what was told of them."""

import datetime as dt
from collections.abc import Collection, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Select, String, bindparam, delete, func, select, type_coerce
from sqlalchemy.orm import Mapped, Session, mapped_column

from glossary import Discipline, EnvironmentAct, Level, PartialDate, Phase, Role, Size, Status
from storage.database import Base, Owned, part_of
from storage.learning.knowledge import Lesson
from storage.learning.quality import ProjectQuality
from storage.people.people import ColleagueArea, ColleagueDiscipline
from storage.register.agreements import Agreement
from storage.register.changes import Change
from storage.register.moments import Moment, MomentArea
from storage.register.projects import Project, ProjectArea, RoleAssignment
from storage.reports import asks
from storage.reports.asks import MomentLine


class ToldFinding(Owned, Base):
    """What was told of a project, and when: as long as it stays as it is, nobody hears it again.

    about: what was found, as `Finding.told_as` has it. Rows of what is no longer so are deleted.
    """

    __tablename__ = "told_finding"
    __table_args__ = (part_of("project_id", "project.id"),)

    project_id: Mapped[int] = mapped_column(primary_key=True)
    about: Mapped[str] = mapped_column(String(120), primary_key=True)
    told_on: Mapped[dt.date]


class ProjectFactLine(NamedTuple):
    """roles: "project_lead=accepted" and so on; disciplines: of who carries participation; areas: codes.

    Those three are joined by commas, None for none. *_length: 0 when "wat ligt open", and so on, is empty.
    moments: those with exact dates, first day first.
    """

    id: int
    key: str
    name: str
    status: Status
    changed_at: dt.datetime
    size: Size | None
    level: Level | None
    open_length: int
    promise_published_on: PartialDate | None
    environment_act: EnvironmentAct | None
    notice_on: PartialDate | None
    decision_on: PartialDate | None
    participation_budget: int | None
    lessons: int
    roles: str | None
    disciplines: str | None
    areas: str | None
    phase: Phase | None
    starts_on: PartialDate | None
    fixed_length: int
    level_reason_length: int
    created_at: dt.datetime
    agreements: int
    measured_by: str | None
    moments: Sequence[MomentLine]


_HELD = type_coerce(RoleAssignment.role, String) + "=" + type_coerce(RoleAssignment.state, String)
_ROLES = (
    select(func.aggregate_strings(_HELD, ","))
    .where(RoleAssignment.project_id == Project.id)
    .correlate(Project)
    .scalar_subquery()
)
_DISCIPLINES = (
    select(func.aggregate_strings(type_coerce(ColleagueDiscipline.discipline, String), ","))
    .join(RoleAssignment, RoleAssignment.colleague_id == ColleagueDiscipline.colleague_id)
    .where(RoleAssignment.project_id == Project.id, RoleAssignment.role == Role.CARRIES_PARTICIPATION)
    .correlate(Project)
    .scalar_subquery()
)
_AREAS = (
    select(func.aggregate_strings(ProjectArea.area_code, ","))
    .where(ProjectArea.project_id == Project.id)
    .correlate(Project)
    .scalar_subquery()
)
_LESSONS = (
    select(func.count(Lesson.id))
    .where(Lesson.project_id == Project.id, Lesson.withdrawn_on.is_(None))
    .correlate(Project)
    .scalar_subquery()
)
_AGREEMENTS = (
    select(func.count(Agreement.id)).where(Agreement.project_id == Project.id).correlate(Project).scalar_subquery()
)
_MEASURED_BY = (
    select(func.aggregate_strings(type_coerce(ProjectQuality.source, String), ","))
    .where(ProjectQuality.project_id == Project.id)
    .correlate(Project)
    .scalar_subquery()
)
_LINE = select(
    *(Project.id, Project.key, Project.name, Project.status, Project.changed_at, Project.size, Project.level),
    *(func.length(func.trim(Project.open)), Project.promise_published_on, Project.environment_act, Project.notice_on),
    *(Project.decision_on, Project.participation_budget, _LESSONS, _ROLES, _DISCIPLINES, _AREAS),
    *(Project.phase, Project.starts_on, func.length(func.trim(Project.fixed))),
    *(func.length(func.trim(Project.level_reason)), Project.created_at, _AGREEMENTS, _MEASURED_BY),
)


def project_fact_lines(
    db: Session,
    projects: Collection[int] | None = None,
    statuses: Collection[Status] | None = None,
    since: dt.date | None = None,
    *,
    only_days: bool = False,
) -> Sequence[ProjectFactLine]:
    """Of these projects or of all, oldest first. statuses: only with one of these.

    since: only those with moments that were not over before that day, with these. only_days: of asks, without where and
    whom they are about.
    """
    question = _project_fact_lines(projects is not None, statuses is not None, since is not None, only_days)
    which = {"projects": list(projects or ()), "statuses": list(statuses or ())}
    found = db.execute(question, {**which, "since": since and PartialDate.of(since)})
    return [ProjectFactLine._make([*row[:-1], asks.moment_lines(row[0], row[2], row[-1])]) for row in found]


@cache
def _project_fact_lines(
    some_projects: bool, some_statuses: bool, since: bool, only_days: bool
) -> Select[*tuple[Any, ...]]:
    query = _LINE.add_columns(asks.of_project(since, only_days)).order_by(Project.id)
    if some_projects:
        query = query.where(Project.id.in_(bindparam("projects", expanding=True)))
    if since:
        query = query.where(asks.is_ahead())
    return query.where(Project.status.in_(bindparam("statuses", expanding=True))) if some_statuses else query


def told(db: Session) -> Sequence[ToldFinding]:
    """Of the whole municipality."""
    return db.scalars(select(ToldFinding).order_by(ToldFinding.project_id, ToldFinding.about)).all()


def forget_told(db: Session, project_id: int, about: Collection[str]) -> None:
    """As if it was not told yet."""
    db.execute(delete(ToldFinding).where(ToldFinding.project_id == project_id, ToldFinding.about.in_(about)))


class PlannedMoment(NamedTuple):
    """areas: its own, else its project's; codes."""

    id: int
    title: str
    starts_on: PartialDate
    ends_on: PartialDate
    project: str
    areas: tuple[str, ...]


_OWN_AREAS = (
    select(func.aggregate_strings(MomentArea.area_code, ","))
    .where(MomentArea.moment_id == Moment.id)
    .correlate(Moment)
    .scalar_subquery()
)
# The history of a project names a new moment by its title.
_WAS_ADDED = (
    select(Change.id)
    .where(Change.project_id == Moment.project_id, Change.field == "moment_added", Change.after == Moment.title)
    .where(Change.at >= bindparam("since"), Change.at < bindparam("until"))
    .correlate(Moment)
)
_PLANNED = (
    select(Moment.id, Moment.title, Moment.starts_on, Moment.ends_on, Project.name, func.coalesce(_OWN_AREAS, _AREAS))
    .join(Project, Project.id == Moment.project_id)
    .where(_WAS_ADDED.exists())
    .order_by(Moment.starts_on, Moment.id)
)


def planned_between(db: Session, since: dt.datetime, until: dt.datetime) -> Sequence[PlannedMoment]:
    """Contact moments that somebody planned in the chat from then until then, first day first."""
    found = db.execute(_PLANNED, {"since": since, "until": until})
    return [PlannedMoment._make([*row[:5], tuple(row[5].split(",")) if row[5] else ()]) for row in found]


_OF_AREAS = (
    select(ColleagueArea.colleague_id, ColleagueArea.area_code)
    .join(ColleagueDiscipline, ColleagueDiscipline.colleague_id == ColleagueArea.colleague_id)
    .where(ColleagueDiscipline.discipline == bindparam("discipline"))
    .order_by(ColleagueArea.colleague_id, ColleagueArea.area_code)
)


def people_of_areas(db: Session, discipline: Discipline) -> Sequence[tuple[int, str]]:
    """Everybody of this discipline with each of their areas: id and code."""
    return [(row[0], row[1]) for row in db.execute(_OF_AREAS, {"discipline": discipline})]
