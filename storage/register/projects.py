"""The register: projects, their triangle, and every change to them."""

import datetime as dt
from collections.abc import Collection, Sequence
from typing import NamedTuple

from sqlalchemy import (
    Index,
    Integer,
    String,
    Text,
    UniqueConstraint,
    and_,
    bindparam,
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from glossary import (
    LIVE,
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
)
from storage.database import Base, Owned, children, fill, next_key, part_of, points_at
from storage.people.people import Colleague
from storage.people.personal import FilePart, KeyGoes, Moves, Shown, Stays, personal
from storage.register.about import AboutResidents, AreaRow, GroupRow


class Project(AboutResidents, Owned, Base):
    """key: the id in lists (P01), unique in a municipality. revision: counts the changes; a stale one is refused.

    areas_in_words: names of areas from a list that no area of the municipality has.
    """

    __tablename__ = "project"
    __table_args__ = (
        UniqueConstraint("municipality_id", "id"),
        UniqueConstraint("municipality_id", "key"),
        Index("ix_project_recent", "municipality_id", "changed_at"),
        Index("ix_project_created", "municipality_id", "created_at"),
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
    feedback_left_reason: Mapped[str] = mapped_column(Text, default="")
    """Why it was completed while residents still wait for an answer."""
    web_page: Mapped[str] = mapped_column(String(500), default="", server_default=text("''"))
    """Its page for residents, on the participation platform."""
    registered_by: Mapped[int | None] = mapped_column(
        default=None, info=personal(KeyGoes(), Moves(), Shown(FilePart.REGISTERED, only=("key", "name", "created_at")))
    )
    revision: Mapped[int] = mapped_column(Integer, nullable=False, init=False)

    areas: Mapped[list["ProjectArea"]] = children("Project", "ProjectArea", order_by="ProjectArea.area_code")
    groups: Mapped[list["ProjectGroup"]] = children("Project", "ProjectGroup")
    roles: Mapped[list["RoleAssignment"]] = children("Project", "RoleAssignment")

    __mapper_args__ = {"version_id_col": revision}

    @property
    def named(self) -> dict[Role, RoleState]:
        """The roles for which somebody is named, and what they answered."""
        return {assigned.role: assigned.state for assigned in self.roles}

    def assignment(self, role: Role) -> "RoleAssignment | None":
        return next((assigned for assigned in self.roles if assigned.role is role), None)


class ProjectName(NamedTuple):
    id: int
    name: str
    status: Status


class ProjectArea(AreaRow, Owned, Base):
    __tablename__ = "project_area"
    __table_args__ = (
        part_of("project_id", "project.id"),
        points_at("area_code", "area.code"),
        Index("ix_project_area_code", "area_code"),
    )

    project_id: Mapped[int] = mapped_column(primary_key=True, init=False)


class ProjectGroup(GroupRow, Owned, Base):
    __tablename__ = "project_group"
    __table_args__ = (part_of("project_id", "project.id"),)

    project_id: Mapped[int] = mapped_column(primary_key=True, init=False)


class RoleAssignment(Owned, Base):
    """Somebody named for a role. No row: the role is vacant. Only their own "yes" makes it ACCEPTED.

    asked_again_at: when the question that waited too long went into a daily message; that happens once. was: what they
    had answered before they left, so that they have it back when they return and nobody else took it.
    """

    __tablename__ = "role_assignment"
    __table_args__ = (
        part_of("project_id", "project.id"),
        points_at("colleague_id", "colleague.id"),
        Index("ix_role_assignment_colleague", "colleague_id"),
    )

    project_id: Mapped[int] = mapped_column(primary_key=True, init=False)
    role: Mapped[Role] = mapped_column(primary_key=True)
    colleague_id: Mapped[int] = mapped_column(
        info=personal(
            Stays("a project shows that somebody had the role", also={"state": RoleState.LEFT, "was": None}),
            Moves(),
            Shown(FilePart.ROLES),
        )
    )
    state: Mapped[RoleState] = mapped_column(default=RoleState.NAMED)
    named_by: Mapped[int | None] = mapped_column(
        default=None,
        info=personal(
            KeyGoes(), Moves(), Shown(FilePart.NAMED, only=("project_id", "role", "colleague_id", "asked_at"))
        ),
    )
    asked_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    answered_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    asked_again_at: Mapped[dt.datetime | None] = mapped_column(default=None)
    was: Mapped[RoleState | None] = mapped_column(default=None)
    colleague: Mapped[Colleague] = relationship(
        lazy="raise",
        init=False,
        viewonly=True,
        primaryjoin="RoleAssignment.colleague_id == Colleague.id",
        foreign_keys="RoleAssignment.colleague_id",
    )


_PROJECT = select(Project).where(Project.id == bindparam("project"))
_PROJECTS = select(Project).where(Project.id.in_(bindparam("projects", expanding=True))).order_by(Project.id)
_NAMES = select(Project.id, Project.name, Project.status).order_by(Project.id.desc()).limit(2000)
# By itself, so that the key is found by its index: folded, or beside a name, every project is looked at.
_WITH_KEY = select(Project).where(or_(Project.key == bindparam("words"), Project.key == bindparam("in_capitals")))
_CALLED = (
    select(Project)
    # The database folds both sides: SQLite knows no capital letters with an accent.
    .where(
        or_(*(func.lower(name) == func.lower(bindparam("words", type_=String)) for name in (Project.key, Project.name)))
    )
    .order_by(Project.id)
)
_KEYED = (
    select(Project.id, Project.key)
    .where(func.lower(Project.key) == func.lower(bindparam("word", type_=String)))
    .order_by(Project.id)
    .limit(1)
)


def project(db: Session, project_id: int) -> Project | None:
    """Complete: areas, groups, and roles with their people."""
    return next(iter(_complete(db, db.scalars(_PROJECT, {"project": project_id}).all())), None)


def project_with_roles(db: Session, project_id: int) -> Project | None:
    """Without areas and groups, for whoever needs neither: roles with their people."""
    found = db.scalars(_PROJECT, {"project": project_id}).all()
    fill(db, found, Project.roles, along=RoleAssignment.colleague)
    return next(iter(found), None)


def projects_in_full(db: Session, ids: Collection[int]) -> Sequence[Project]:
    """Those of them that are there, by id; complete."""
    return _complete(db, db.scalars(_PROJECTS, {"projects": sorted(ids)}).all())


def names(db: Session) -> Sequence[ProjectName]:
    """Of the newest two thousand, newest first."""
    return [ProjectName(*row) for row in db.execute(_NAMES)]


def projects_called(db: Session, words: str) -> Sequence[Project]:
    """With exactly this key, otherwise with this key or name in any case; complete."""
    words = words.strip()
    keyed = db.scalars(_WITH_KEY, {"words": words, "in_capitals": words.upper()}).all()
    return _complete(db, keyed or db.scalars(_CALLED, {"words": words}).all())


def project_with_key(db: Session, word: str) -> tuple[int, str] | None:
    """Its id, and its key as it is kept. Case does not matter."""
    found = db.execute(_KEYED, {"word": word}).first()
    return found and (found[0], found[1])


def _complete(db: Session, found: Sequence[Project]) -> Sequence[Project]:
    fill(db, found, Project.areas, Project.groups)
    fill(db, found, Project.roles, along=RoleAssignment.colleague)
    return found


def next_project_key(db: Session) -> str:
    """P15 after P14."""
    return next_key(db, Project.key, "P")


_WAITING_FOR = (
    select(RoleAssignment, Project)
    .join(Project, Project.id == RoleAssignment.project_id)
    .where(RoleAssignment.colleague_id == bindparam("colleague"), RoleAssignment.state == RoleState.ASKED)
    .order_by(RoleAssignment.asked_at, Project.id, RoleAssignment.role)
)


def roles_waiting_for(db: Session, colleague_id: int) -> Sequence[tuple[RoleAssignment, Project]]:
    """Roles that this colleague was asked for and has not answered, oldest question first."""
    return [(row[0], row[1]) for row in db.execute(_WAITING_FOR, {"colleague": colleague_id})]


IS_LIVE = Project.status.in_(LIVE)
SAID_YES = and_(
    RoleAssignment.state == RoleState.ACCEPTED,
    RoleAssignment.role.in_(bindparam("roles", expanding=True)),
    IS_LIVE,
)
_SAID_YES_TO = (
    select(Project.id)
    .join(RoleAssignment, RoleAssignment.project_id == Project.id)
    .where(RoleAssignment.colleague_id == bindparam("colleague"), SAID_YES)
    .order_by(Project.changed_at.desc(), Project.id.desc())
    .limit(bindparam("limit", type_=Integer))
)


def said_yes_to(db: Session, colleague_id: int, roles: Sequence[Role], limit: int) -> Sequence[int]:
    """Live projects in which this colleague said yes to one of these roles, changed last first; ids, each once."""
    which = {"colleague": colleague_id, "roles": list(roles), "limit": limit}
    return list(dict.fromkeys(db.scalars(_SAID_YES_TO, which)))


def roles_to_ask_again(db: Session, asked_before: dt.datetime) -> Sequence[tuple[RoleAssignment, Project]]:
    """Roles in live projects that somebody was asked for, has not answered, and was asked for only once; with them."""
    found = db.execute(
        select(RoleAssignment, Project)
        .join(Project, Project.id == RoleAssignment.project_id)
        .where(
            RoleAssignment.state == RoleState.ASKED,
            RoleAssignment.asked_at < asked_before,
            RoleAssignment.asked_again_at.is_(None),
            IS_LIVE,
        )
        .options(joinedload(RoleAssignment.colleague))
        .order_by(RoleAssignment.asked_at, Project.id, RoleAssignment.role)
    )
    return [(row[0], row[1]) for row in found]


def leave_roles(db: Session, colleague_id: int) -> None:
    """They are vacant from now on."""
    held = RoleAssignment.colleague_id == colleague_id, RoleAssignment.state != RoleState.LEFT
    db.execute(update(RoleAssignment).where(*held).values(was=RoleAssignment.state, state=RoleState.LEFT))


def take_roles_back(db: Session, colleague_id: int) -> None:
    """What nobody else took meanwhile."""
    left = RoleAssignment.colleague_id == colleague_id, RoleAssignment.was.is_not(None)
    db.execute(update(RoleAssignment).where(*left).values(state=RoleAssignment.was, was=None))
