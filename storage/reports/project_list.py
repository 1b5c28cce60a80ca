"""Lists of projects, a page at a time: asked for more often than anything else."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Integer,
    Select,
    String,
    and_,
    bindparam,
    cast,
    func,
    or_,
    select,
    type_coerce,
)
from sqlalchemy.orm import Session

from glossary import Domain, Level, Phase, Role, RoleState, Size, Status, TargetGroup
from storage.people.people import escaped
from storage.register.projects import Project, ProjectArea, ProjectGroup, RoleAssignment

MOST_WORDS = 12
"""Databases refuse a question with thousands of conditions."""
_OF_THE_PROJECT = ("phase", "size", "level", "domain")
_NARROWING = ("statuses", "areas", "group", "ids", *_OF_THE_PROJECT, "first", "last")


@dataclass(frozen=True, slots=True)
class ProjectFilter:
    """What a list is narrowed to; an empty one lists everything. words: every word occurs in name, summary or key.

    Only the first dozen of the words. first, last: under way on one of these days, as far as its period is known.
    person: has a role in it, or registered it. works_on: somebody who said yes to a role, as others may see it. editor:
    has a role in it, or registered it and nobody has said yes to leading it.
    """

    statuses: tuple[Status, ...] = ()
    area_codes: tuple[str, ...] = ()
    target_group: TargetGroup | None = None
    phase: Phase | None = None
    size: Size | None = None
    level: Level | None = None
    domain: Domain | None = None
    person: int | None = None
    works_on: int | None = None
    editor: int | None = None
    words: str = ""
    ids: tuple[int, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None


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
    words = wanted.words.split()[:MOST_WORDS]
    which = {
        "statuses": wanted.statuses,
        "areas": wanted.area_codes,
        "group": wanted.target_group,
        **{name: getattr(wanted, name) for name in _OF_THE_PROJECT},
        "works_on": wanted.works_on,
        "person": wanted.person,
        "editor": wanted.editor,
        "ids": wanted.ids,
        "first": wanted.first and wanted.first.isoformat(),
        "last": wanted.last and wanted.last.isoformat(),
        **{f"word{number}": f"%{escaped(word)}%" for number, word in enumerate(words)},
        "limit": limit,
        "offset": offset,
        "count_to": count_to,
    }
    given = frozenset(name for name in _NARROWING if which[name])
    given |= {name for name in ("person", "works_on", "editor") if which[name] is not None}
    found = db.execute(_page(given, len(words)), which).all()
    lines = [ProjectLine(row[0], row[1], row[2], row[3], _named(row[4])) for row in found]
    return Page(lines, found[0][5] if found else 0)


def _named(roles: str | None) -> dict[Role, RoleState]:
    held = (each.split("=") for each in roles.split(",")) if roles else ()
    return {Role.from_code(role): RoleState.from_code(state) for role, state in held}


@cache
def _page(given: frozenset[str], words: int) -> Select[int, str, str, Status, str, int]:
    """given: which conditions there are, by the names of their values; words: how many. Made once for each of those.

    The roles come as one text for each project: Python lets other threads in at every row that SQLite gives, so with
    many people at once fewer rows are the better part of the waiting time.
    """
    fitting = [*(condition for name, condition in _conditions().items() if name in given), *map(_holds, range(words))]
    counted = select(Project.id).where(*fitting).limit(bindparam("count_to", type_=Integer)).subquery()
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
        .limit(bindparam("limit", type_=Integer))
        .offset(bindparam("offset", type_=Integer))
    )


def _conditions() -> dict[str, ColumnElement[bool]]:
    def several(name: str) -> BindParameter[Any]:
        return bindparam(name, expanding=True)

    # As they are kept: "2026" begins on its first day, and ends after all the days that begin with it.
    starts_on, ends_on = (type_coerce(day, String) for day in (Project.starts_on, Project.ends_on))
    first = bindparam("first", type_=String)
    in_areas = select(ProjectArea.project_id).where(ProjectArea.area_code.in_(several("areas")))
    of_group = select(ProjectGroup.project_id).where(ProjectGroup.target_group == bindparam("group"))
    theirs = select(RoleAssignment.project_id).where(RoleAssignment.colleague_id == bindparam("person"))
    has_role = select(RoleAssignment.project_id).where(RoleAssignment.colleague_id == bindparam("editor"))
    led = select(RoleAssignment.project_id).where(
        RoleAssignment.role == Role.PROJECT_LEAD, RoleAssignment.state == RoleState.ACCEPTED
    )
    accepted = select(RoleAssignment.project_id).where(
        RoleAssignment.colleague_id == bindparam("works_on"), RoleAssignment.state == RoleState.ACCEPTED
    )
    return {
        "ids": Project.id.in_(several("ids")),
        "first": or_(
            ends_on >= func.substr(first, 1, func.length(ends_on)), and_(ends_on.is_(None), starts_on.is_not(None))
        ),
        "last": or_(starts_on <= bindparam("last", type_=String), and_(starts_on.is_(None), ends_on.is_not(None))),
        "statuses": Project.status.in_(several("statuses")),
        "areas": Project.id.in_(in_areas),
        "group": Project.id.in_(of_group),
        **{name: getattr(Project, name) == bindparam(name) for name in _OF_THE_PROJECT},
        "works_on": Project.id.in_(accepted),
        "person": or_(Project.id.in_(theirs), Project.registered_by == bindparam("person")),
        "editor": or_(
            Project.id.in_(has_role), and_(Project.registered_by == bindparam("editor"), Project.id.not_in(led))
        ),
    }


def _holds(word: int) -> ColumnElement[bool]:
    like = bindparam(f"word{word}", type_=String)
    return or_(*(column.ilike(like, escape="\\") for column in (Project.name, Project.summary, Project.key)))
