"""What participants and teams made of a project, how a triangle worked together, and what area managers say of it."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Index, Integer, String, Text, UniqueConstraint, bindparam, func, or_, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from glossary import TRIANGLE, AreaKind, Discipline, Level, PartialDate, QualitySource, Role, RoleState, Status
from storage.database import Base, Owned, part_of, points_at
from storage.people.people import Colleague, ColleagueArea, ColleagueDiscipline, here, reachable
from storage.people.personal import FilePart, KeyGoes, Moves, RowGoes, Shown, personal
from storage.register.areas import Area
from storage.register.moments import Moment
from storage.register.projects import Project, RoleAssignment


class ProjectQuality(Owned, Base):
    """One measurement of a project. answers: how many people; process, result, support: their mean, in tenths.

    An empty mean: nobody was asked that, or had an opinion. what_changed: because of those who took part.
    """

    __tablename__ = "project_quality"
    __table_args__ = (
        UniqueConstraint("project_id", "measured_on", "source"),
        part_of("project_id", "project.id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int]
    measured_on: Mapped[dt.date]
    source: Mapped[QualitySource]
    answers: Mapped[int] = mapped_column(Integer)
    process: Mapped[int | None] = mapped_column(Integer, default=None)
    result: Mapped[int | None] = mapped_column(Integer, default=None)
    support: Mapped[int | None] = mapped_column(Integer, default=None)
    what_changed: Mapped[str] = mapped_column(Text, default="")


class AreaReport(Owned, Base):
    """What an area manager says of an area, signed. period: "2026-Q3". key: in lists that come in.

    asked_on, reminded_on: when they were asked; of a list, neither. answered_on: empty until they did. score: 1 to 5.
    """

    __tablename__ = "area_report"
    __table_args__ = (
        UniqueConstraint("municipality_id", "area_code", "period", "colleague_id"),
        points_at("area_code", "area.code"),
        points_at("colleague_id", "colleague.id"),
        Index("ix_area_report_colleague_id", "colleague_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    area_code: Mapped[str] = mapped_column(String(20))
    period: Mapped[str] = mapped_column(String(7))
    colleague_id: Mapped[int | None] = mapped_column(
        default=None, info=personal(KeyGoes(), Moves(), Shown(FilePart.AREA_REPORTS))
    )
    key: Mapped[str] = mapped_column(String(100), default="")
    asked_on: Mapped[dt.date | None] = mapped_column(default=None)
    reminded_on: Mapped[dt.date | None] = mapped_column(default=None)
    answered_on: Mapped[dt.date | None] = mapped_column(default=None)
    score: Mapped[int | None] = mapped_column(Integer, default=None)
    goes_well: Mapped[str] = mapped_column(Text, default="")
    could_be_better: Mapped[str] = mapped_column(Text, default="")


class PulseAsk(Owned, Base):
    """Who of a triangle was asked how working together went, once for a project. Never what they said."""

    __tablename__ = "pulse_ask"
    __table_args__ = (
        part_of("project_id", "project.id"),
        points_at("colleague_id", "colleague.id"),
        Index("ix_pulse_ask_colleague_id", "colleague_id"),
    )

    project_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    colleague_id: Mapped[int] = mapped_column(
        primary_key=True, autoincrement=False, info=personal(RowGoes(), Moves(), Shown(FilePart.PULSE))
    )
    asked_on: Mapped[dt.date]
    has_answered: Mapped[bool] = mapped_column(default=False)


class PulseSum(Owned, Base):
    """The answers of a triangle, added up as they come in: no answer is kept by itself.

    answers: how many. together, tasks, again: the sums of their scores, each 1 to 5.
    """

    __tablename__ = "pulse_sum"
    __table_args__ = (part_of("project_id", "project.id"),)

    project_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    finished_on: Mapped[dt.date | None] = mapped_column(default=None)
    answers: Mapped[int] = mapped_column(Integer, default=0)
    together: Mapped[int] = mapped_column(Integer, default=0)
    tasks: Mapped[int] = mapped_column(Integer, default=0)
    again: Mapped[int] = mapped_column(Integer, default=0)


# Quality of projects


class Measured(NamedTuple):
    """A measurement with the name of its project."""

    project_id: int
    project: str
    measured_on: dt.date
    source: QualitySource
    answers: int
    process: int | None
    result: int | None
    support: int | None
    what_changed: str
    id: int


_MEASURED = (
    select(
        *(ProjectQuality.project_id, Project.name, ProjectQuality.measured_on, ProjectQuality.source),
        *(ProjectQuality.answers, ProjectQuality.process, ProjectQuality.result, ProjectQuality.support),
        *(ProjectQuality.what_changed, ProjectQuality.id),
    )
    .join(Project, Project.id == ProjectQuality.project_id)
    .order_by(ProjectQuality.measured_on.desc(), ProjectQuality.source, ProjectQuality.id)
)
_OF_PROJECT = _MEASURED.where(ProjectQuality.project_id == bindparam("project"))


def measured(db: Session, project_id: int | None = None) -> Sequence[Measured]:
    """Of this project or of all, newest first."""
    rows = db.execute(_MEASURED) if project_id is None else db.execute(_OF_PROJECT, {"project": project_id})
    return [Measured._make(row) for row in rows]


def measurement(db: Session, quality_id: int) -> ProjectQuality | None:
    return db.scalar(select(ProjectQuality).where(ProjectQuality.id == quality_id))


def measured_then(db: Session, project_id: int, day: dt.date, source: QualitySource) -> ProjectQuality | None:
    return db.scalar(
        select(ProjectQuality).where(
            ProjectQuality.project_id == project_id,
            ProjectQuality.measured_on == day,
            ProjectQuality.source == source,
        )
    )


_ASKS = or_(Moment.level.is_(None), Moment.level != Level.INFORM)
_LAST_ASKS = (
    select(Moment.project_id, Moment.ends_on, Moment.residents_told_on)
    .where(Moment.project_id.in_(bindparam("projects", expanding=True)), _ASKS)
    .order_by(Moment.project_id, Moment.ends_on.desc(), Moment.id)
)


def last_answered(db: Session, until: Mapping[int, dt.date]) -> Mapping[int, tuple[dt.date, dt.date | None]]:
    """Project -> the last day of its last ask before it was measured, and the day on which residents heard; None: not
    yet. Asks of which a day is not exactly known are left out. until: project -> when it was measured.
    """
    found: dict[int, tuple[dt.date, dt.date | None]] = {}
    for project, ends_on, told_on in db.execute(_LAST_ASKS, {"projects": list(until)}):
        ended = ends_on.day
        if ended is None or ended > until[project] or project in found:
            continue
        found[project] = ended, told_on.latest if told_on else None
    return found


# Area reports


class ManagedArea(NamedTuple):
    """A district that somebody manages. manager: an id. language: theirs. is_there: they can be reached."""

    area_code: str
    area: str
    manager: int
    language: str
    is_there: bool


_IS_THERE = Colleague.id.in_(reachable())
_MANAGED = (
    select(ColleagueArea.area_code, Area.name, Colleague.id, Colleague.language, _IS_THERE)
    .join(Area, Area.code == ColleagueArea.area_code)
    .join(Colleague, Colleague.id == ColleagueArea.colleague_id)
    .join(ColleagueDiscipline, ColleagueDiscipline.colleague_id == Colleague.id)
    .where(
        ColleagueDiscipline.discipline == Discipline.AREA_MANAGER,
        Area.kind != AreaKind.MUNICIPALITY,
        *here(),
    )
    .order_by(ColleagueArea.area_code, _IS_THERE.desc(), Colleague.id)
)


def managed_areas(db: Session) -> Sequence[ManagedArea]:
    """Each area once, of the first who manages it; of those who can be reached, where there are."""
    found: dict[str, ManagedArea] = {}
    for row in db.execute(_MANAGED):
        found.setdefault(row[0], ManagedArea._make(row))
    return list(found.values())


def area_report(db: Session, area_code: str, period: str) -> AreaReport | None:
    """What was said last, where an area went from one to another meanwhile; else what was asked."""
    of_it = select(AreaReport).where(AreaReport.area_code == area_code, AreaReport.period == period)
    newest = of_it.order_by(AreaReport.answered_on.is_(None), AreaReport.answered_on.desc(), AreaReport.id)
    return db.scalar(newest.limit(1))


def signed_report(db: Session, area_code: str, period: str, colleague_id: int | None) -> AreaReport | None:
    """By this colleague; by whoever it is when None."""
    of_it = select(AreaReport).where(AreaReport.area_code == area_code, AreaReport.period == period)
    if colleague_id is not None:
        of_it = of_it.where(AreaReport.colleague_id == colleague_id)
    return db.scalar(of_it.order_by(AreaReport.id).limit(1))


_REPORTS = (
    select(AreaReport)
    .where(AreaReport.period == bindparam("period"))
    .order_by(AreaReport.area_code, AreaReport.answered_on.is_not(None), AreaReport.answered_on, AreaReport.id)
)
_LAST_REPORT = (
    select(AreaReport)
    .where(AreaReport.area_code.in_(bindparam("areas", expanding=True)), AreaReport.answered_on.is_not(None))
    .order_by(AreaReport.period.desc(), AreaReport.area_code)
    .limit(1)
)


def area_reports(db: Session, period: str) -> Sequence[AreaReport]:
    """Asked or answered, by area; of an area that went from one to another, what was said last comes last."""
    return db.scalars(_REPORTS, {"period": period}).all()


def last_report(db: Session, area_codes: Collection[str]) -> AreaReport | None:
    """The newest answer about one of these areas."""
    return db.scalar(_LAST_REPORT, {"areas": list(area_codes)})


# The pulse of a triangle


class Finished(NamedTuple):
    """A project of which the triangle is done: it is completed, or residents had their last answer.

    holders: who said yes to each corner.
    """

    project_id: int
    project: str
    finished_on: dt.date
    holders: Mapping[Role, int]


_ASKED = select(PulseSum.project_id)


def finished(db: Session, since: dt.date, until: dt.date) -> Sequence[Finished]:
    """After the one day and not after the other; only where nobody was asked yet."""
    completed = select(Project.id, Project.name, Project.completed_on).where(
        Project.status == Status.COMPLETED,
        Project.completed_on > since,
        Project.completed_on <= until,
        Project.id.not_in(_ASKED),
    )
    found = {row[0]: Finished._make((*row, {})) for row in db.execute(completed)}
    told = (
        select(Project.id, Project.name, func.max(Moment.residents_told_on))
        .join(Moment, Moment.project_id == Project.id)
        .where(Project.status == Status.ONGOING, Project.id.not_in(_ASKED), _ASKS)
        .group_by(Project.id, Project.name)
        .having(
            func.count(Moment.id) == func.count(Moment.residents_told_on),
            func.max(Moment.residents_told_on) > PartialDate.of(since),
            func.max(Moment.residents_told_on) <= PartialDate.of(until),
        )
        .order_by(Project.id)
    )
    for project, name, last in db.execute(told):
        day = PartialDate(str(last)).day
        if day and since < day <= until:
            found[project] = Finished(project, name, day, {})
    corners = select(RoleAssignment.project_id, RoleAssignment.role, RoleAssignment.colleague_id).where(
        RoleAssignment.role.in_(TRIANGLE),
        RoleAssignment.state == RoleState.ACCEPTED,
        RoleAssignment.project_id.in_(found),
    )
    for project, role, who in db.execute(corners):
        found[project] = found[project]._replace(holders={**found[project].holders, role: who})
    return [found[each] for each in sorted(found)]


def pulse_ask(db: Session, project_id: int, colleague_id: int) -> PulseAsk | None:
    return db.scalar(select(PulseAsk).where(PulseAsk.project_id == project_id, PulseAsk.colleague_id == colleague_id))


def add_to_pulse(db: Session, asked: PulseAsk, scores: Mapping[str, int], day: dt.date) -> bool:
    """scores: by the column they are added to. In two statements; False when this colleague answered before."""
    first = (
        update(PulseAsk)
        .where(
            PulseAsk.project_id == asked.project_id,
            PulseAsk.colleague_id == asked.colleague_id,
            PulseAsk.has_answered.is_(False),
        )
        .values(has_answered=True)
    )
    if db.scalar(first.returning(PulseAsk.project_id)) is None:
        return False
    added = {name: getattr(PulseSum, name) + score for name, score in scores.items()}
    db.execute(
        update(PulseSum)
        .where(PulseSum.project_id == asked.project_id)
        .values(answers=PulseSum.answers + 1, finished_on=day, **added)
    )
    return True


class PulseTotal(NamedTuple):
    """answers: how many people; together, tasks, again: the sums of what they said."""

    answers: int
    together: int
    tasks: int
    again: int


def pulse_total(db: Session, least: int, since: dt.date) -> PulseTotal:
    """Of triangles of which at least so many answered, and the last of them on this day or later.

    A triangle comes in whole or not at all: what was added since the last look is never the answer of one colleague.
    """
    sums = (func.coalesce(func.sum(each), 0) for each in (PulseSum.together, PulseSum.tasks, PulseSum.again))
    row = db.execute(
        select(func.coalesce(func.sum(PulseSum.answers), 0), *sums).where(
            PulseSum.answers >= least, PulseSum.finished_on >= since
        )
    ).one()
    return PulseTotal(*map(int, row))
