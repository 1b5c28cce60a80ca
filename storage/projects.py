"""The register: projects, their triangle, and every change to them."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import (
    ColumnElement,
    ForeignKeyConstraint,
    Index,
    Integer,
    Select,
    String,
    Text,
    UniqueConstraint,
    cast,
    func,
    or_,
    select,
)
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship, selectinload
from sqlalchemy.sql.base import ExecutableOption

from glossary import (
    BudgetKind,
    BudgetState,
    Domain,
    EnvironmentAct,
    Level,
    PartialDate,
    Phase,
    Role,
    RoleState,
    Size,
    Status,
    TargetGroup,
)
from storage.database import Base, Owned, children
from storage.people import Colleague, escaped


class Project(Owned, Base):
    """key: the id in lists (P01), unique in a municipality. revision: counts the changes; a stale one is refused.

    areas_in_words: names of areas from a list that no area of the municipality has.
    """

    __tablename__ = "project"
    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        UniqueConstraint("municipality_id", "key"),
        Index("ix_project_recent", "municipality_id", "changed_at"),
        Index("ix_project_status", "municipality_id", "status", "changed_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    created_at: Mapped[dt.datetime]
    changed_at: Mapped[dt.datetime]
    key: Mapped[str] = mapped_column(String(100))
    name: Mapped[str] = mapped_column(String(200))
    summary: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[Status] = mapped_column(default=Status.UPCOMING)
    phase: Mapped[Phase | None] = mapped_column(default=None)
    size: Mapped[Size | None] = mapped_column(default=None)
    domain: Mapped[Domain | None] = mapped_column(default=None)
    starts_on: Mapped[PartialDate | None] = mapped_column(default=None)
    ends_on: Mapped[PartialDate | None] = mapped_column(default=None)
    level: Mapped[Level | None] = mapped_column(default=None)
    level_reason: Mapped[str] = mapped_column(Text, default="")
    fixed: Mapped[str] = mapped_column(Text, default="")
    open: Mapped[str] = mapped_column(Text, default="")
    promise_published_on: Mapped[PartialDate | None] = mapped_column(default=None)
    decision_on: Mapped[PartialDate | None] = mapped_column(default=None)
    notice_on: Mapped[PartialDate | None] = mapped_column(default=None)
    participation_budget: Mapped[int | None] = mapped_column(Integer, default=None)
    participation_budget_kind: Mapped[BudgetKind | None] = mapped_column(default=None)
    participation_budget_state: Mapped[BudgetState | None] = mapped_column(default=None)
    communication_budget: Mapped[int | None] = mapped_column(Integer, default=None)
    communication_budget_kind: Mapped[BudgetKind | None] = mapped_column(default=None)
    communication_budget_state: Mapped[BudgetState | None] = mapped_column(default=None)
    environment_act: Mapped[EnvironmentAct | None] = mapped_column(default=None)
    alderman: Mapped[str] = mapped_column(String(200), default="")
    areas_in_words: Mapped[str] = mapped_column(Text, default="")
    completed_on: Mapped[dt.date | None] = mapped_column(default=None)
    closing_note: Mapped[str] = mapped_column(Text, default="")
    registered_by: Mapped[int | None] = mapped_column(default=None)
    revision: Mapped[int] = mapped_column(Integer, nullable=False, init=False)

    areas: Mapped[list["ProjectArea"]] = children("Project", "ProjectArea", order_by="ProjectArea.area_code")
    groups: Mapped[list["ProjectGroup"]] = children("Project", "ProjectGroup")
    roles: Mapped[list["RoleAssignment"]] = children("Project", "RoleAssignment")

    __mapper_args__ = {"version_id_col": revision}

    @property
    def area_codes(self) -> list[str]:
        return [area.area_code for area in self.areas]

    @property
    def target_groups(self) -> list[TargetGroup]:
        return sorted((group.target_group for group in self.groups), key=list(TargetGroup).index)

    @property
    def named(self) -> dict[Role, RoleState]:
        """The roles for which somebody is named, and what they answered."""
        return {assigned.role: assigned.state for assigned in self.roles}

    def assignment(self, role: Role) -> "RoleAssignment | None":
        return next((assigned for assigned in self.roles if assigned.role is role), None)


class ProjectArea(Owned, Base):
    __tablename__ = "project_area"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "project_id"], ["project.municipality_id", "project.id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(["municipality_id", "area_code"], ["area.municipality_id", "area.code"]),
        Index("ix_project_area_code", "area_code"),
    )

    project_id: Mapped[int] = mapped_column(primary_key=True, init=False)
    area_code: Mapped[str] = mapped_column(String(20), primary_key=True)


class ProjectGroup(Owned, Base):
    __tablename__ = "project_group"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "project_id"], ["project.municipality_id", "project.id"], ondelete="CASCADE"
        ),
    )

    project_id: Mapped[int] = mapped_column(primary_key=True, init=False)
    target_group: Mapped[TargetGroup] = mapped_column(primary_key=True)


class RoleAssignment(Owned, Base):
    """Somebody named for a role. No row: the role is vacant. Only their own "yes" makes it ACCEPTED."""

    __tablename__ = "role_assignment"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "project_id"], ["project.municipality_id", "project.id"], ondelete="CASCADE"
        ),
        ForeignKeyConstraint(["municipality_id", "colleague_id"], ["colleague.municipality_id", "colleague.id"]),
        Index("ix_role_assignment_colleague", "colleague_id"),
    )

    project_id: Mapped[int] = mapped_column(primary_key=True, init=False)
    role: Mapped[Role] = mapped_column(primary_key=True)
    colleague_id: Mapped[int]
    state: Mapped[RoleState] = mapped_column(default=RoleState.NAMED)
    named_by: Mapped[int | None] = mapped_column(default=None)
    asked_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    answered_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    colleague: Mapped[Colleague] = relationship(
        lazy="raise",
        init=False,
        viewonly=True,
        primaryjoin="RoleAssignment.colleague_id == Colleague.id",
        foreign_keys="RoleAssignment.colleague_id",
    )


class Change(Owned, Base):
    """One field of a project, or of a contact moment of it, before and after, as codes. Never edited."""

    __tablename__ = "change"
    __table_args__ = (
        ForeignKeyConstraint(
            ["municipality_id", "project_id"], ["project.municipality_id", "project.id"], ondelete="CASCADE"
        ),
        Index("ix_change_project", "municipality_id", "project_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    project_id: Mapped[int]
    at: Mapped[dt.datetime]
    revision: Mapped[int]
    """The revision of the project, or of the moment, that this change made."""
    field: Mapped[str] = mapped_column(String(60))
    moment_id: Mapped[int | None] = mapped_column(default=None)
    colleague_id: Mapped[int | None] = mapped_column(default=None)
    """Who changed it; None for an import from the console."""
    before: Mapped[str] = mapped_column(Text, default="")
    after: Mapped[str] = mapped_column(Text, default="")


def _roles_with_people() -> ExecutableOption:
    return selectinload(Project.roles).joinedload(RoleAssignment.colleague)


def project(db: Session, project_id: int) -> Project | None:
    """Complete: areas, groups, and roles with their people."""
    return db.scalar(
        select(Project)
        .where(Project.id == project_id)
        .options(selectinload(Project.areas), selectinload(Project.groups), _roles_with_people())
    )


MOST_WORDS = 12
"""Databases refuse a question with thousands of conditions."""


@dataclass(frozen=True, slots=True)
class ProjectFilter:
    """What a list is narrowed to; an empty one lists everything. words: every word occurs in name, summary or key.

    Only the first dozen of the words.
    """

    statuses: tuple[Status, ...] = ()
    area_codes: tuple[str, ...] = ()
    target_group: TargetGroup | None = None
    person: int | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class ProjectLine:
    """What a list shows of a project. named: the roles for which somebody is named, and what they answered."""

    id: int
    key: str
    name: str
    status: Status
    named: Mapping[Role, RoleState]


@dataclass(frozen=True, slots=True)
class Page:
    """lines: changed last first. total: how many fit in all, counted up to what was asked."""

    lines: Sequence[ProjectLine]
    total: int


def project_lines(db: Session, wanted: ProjectFilter, limit: int) -> Sequence[ProjectLine]:
    """The first of them, changed last first."""
    return project_page(db, wanted, limit, 0, limit).lines


def project_page(db: Session, wanted: ProjectFilter, limit: int, offset: int, count_to: int) -> Page:
    """One statement, and columns instead of objects: a list is asked for more often than anything else.

    count_to: counting a large register to the end takes longer than reading a page of it.
    """
    found = db.execute(_page(wanted, limit, offset, count_to)).all()
    lines = [ProjectLine(row[0], row[1], row[2], row[3], _named(row[4])) for row in found]
    return Page(lines, found[0][5] if found else 0)


def _named(roles: str | None) -> dict[Role, RoleState]:
    held = (each.split("=") for each in roles.split(",")) if roles else ()
    return {Role.from_code(role): RoleState.from_code(state) for role, state in held}


@lru_cache(maxsize=256)
def _page(wanted: ProjectFilter, limit: int, offset: int, count_to: int) -> Select[int, str, str, Status, str, int]:
    """Kept, because building the statement takes longer than SQLite takes to answer it.

    The roles come as one text for each project: Python lets other threads in at every row that SQLite gives, so with
    many people at once fewer rows are the better part of the waiting time.
    """
    fitting = list(_fitting(wanted))
    counted = select(Project.id).where(*fitting).limit(count_to).subquery()
    total = select(func.count()).select_from(counted).scalar_subquery()
    held = cast(RoleAssignment.role, String) + "=" + cast(RoleAssignment.state, String)
    roles = (
        select(func.aggregate_strings(held, ","))
        .where(RoleAssignment.project_id == Project.id)
        .correlate(Project)
        .scalar_subquery()
    )
    return (
        select(Project.id, Project.key, Project.name, Project.status, roles, total)
        .where(*fitting)
        .order_by(Project.changed_at.desc(), Project.id.desc())
        .limit(limit)
        .offset(offset)
    )


def _fitting(wanted: ProjectFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.statuses:
        yield Project.status.in_(wanted.statuses)
    if wanted.area_codes:
        yield Project.id.in_(select(ProjectArea.project_id).where(ProjectArea.area_code.in_(wanted.area_codes)))
    if wanted.target_group:
        yield Project.id.in_(select(ProjectGroup.project_id).where(ProjectGroup.target_group == wanted.target_group))
    if wanted.person is not None:
        theirs = select(RoleAssignment.project_id).where(RoleAssignment.colleague_id == wanted.person)
        yield or_(Project.id.in_(theirs), Project.registered_by == wanted.person)
    for word in wanted.words.split()[:MOST_WORDS]:
        like = f"%{escaped(word)}%"
        yield or_(*(column.ilike(like, escape="\\") for column in (Project.name, Project.summary, Project.key)))


def projects_called(db: Session, words: str) -> Sequence[Project]:
    """With exactly this key or name; complete. Case does not matter."""
    # The database folds both sides: SQLite knows no capital letters with an accent.
    called = func.lower(words.strip())
    return db.scalars(
        select(Project)
        .where(or_(func.lower(Project.key) == called, func.lower(Project.name) == called))
        .options(selectinload(Project.areas), selectinload(Project.groups), _roles_with_people())
        .order_by(Project.id)
    ).all()


def next_project_key(db: Session) -> str:
    """P15 after P14: the first free number above the highest that such keys have."""
    keys = db.scalars(select(Project.key).where(Project.key.like("P%"))).all()
    numbers = [int(key[1:]) for key in keys if key[1:].isdecimal()]
    return f"P{max(numbers, default=0) + 1:02d}"


def roles_waiting_for(db: Session, colleague_id: int) -> Sequence[tuple[RoleAssignment, Project]]:
    """Roles that this colleague was asked for and has not answered, oldest question first."""
    found = db.execute(
        select(RoleAssignment, Project)
        .join(Project, Project.id == RoleAssignment.project_id)
        .where(RoleAssignment.colleague_id == colleague_id, RoleAssignment.state == RoleState.ASKED)
        .order_by(RoleAssignment.asked_at, Project.id, RoleAssignment.role)
    )
    return [(row[0], row[1]) for row in found]


def roles_of(db: Session, colleague_id: int) -> Sequence[tuple[RoleAssignment, Project]]:
    """Every role of one colleague, newest project first."""
    found = db.execute(
        select(RoleAssignment, Project)
        .join(Project, Project.id == RoleAssignment.project_id)
        .where(RoleAssignment.colleague_id == colleague_id)
        .order_by(Project.changed_at.desc(), Project.id, RoleAssignment.role)
    )
    return [(row[0], row[1]) for row in found]


def changes(db: Session, project_id: int, limit: int = 10) -> Sequence[Change]:
    """Newest first."""
    return db.scalars(
        select(Change).where(Change.project_id == project_id).order_by(Change.id.desc()).limit(limit)
    ).all()


def changes_since(db: Session, project_id: int, moment_id: int | None, revision: int) -> Sequence[Change]:
    """What has changed after `revision` of the project (or of the moment), oldest first."""
    return db.scalars(
        select(Change)
        .where(Change.project_id == project_id, Change.revision > revision)
        .where(Change.moment_id == moment_id if moment_id else Change.moment_id.is_(None))
        .order_by(Change.id)
    ).all()


def registered_by(db: Session, colleague_id: int) -> Sequence[str]:
    """The names of the projects, oldest first."""
    query = select(Project.name).where(Project.registered_by == colleague_id).order_by(Project.id)
    return db.scalars(query).all()


def changes_by(db: Session, colleague_id: int) -> Sequence[Change]:
    return db.scalars(select(Change).where(Change.colleague_id == colleague_id).order_by(Change.id)).all()
