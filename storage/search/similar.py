"""What earlier projects are about, to find those that are like a new one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, String, and_, func, or_, select, type_coerce
from sqlalchemy.orm import InstrumentedAttribute, Session

from glossary import Domain, Instrument, Role, RoleState, Status, TargetGroup
from storage.learning.knowledge import Lesson
from storage.people.people import Colleague, here
from storage.register.moments import Moment
from storage.register.projects import Project, ProjectArea, ProjectGroup, RoleAssignment

NEWEST = 500
"""Of a large register: what was long ago is found with `/kennis zoek`."""

OVER = (Status.COMPLETED, Status.STOPPED)
EARLIER = (Status.ONGOING, Status.COMPLETED, Status.PAUSED, Status.STOPPED)


@dataclass(frozen=True, slots=True)
class Earlier:
    id: int
    name: str
    domain: Domain | None
    areas_in_words: str
    areas: frozenset[str]
    groups: frozenset[TargetGroup]
    instruments: frozenset[Instrument]


def _joined(code: InstrumentedAttribute[Any], belongs: ColumnElement[bool]) -> ScalarSelect[str]:
    codes = select(func.aggregate_strings(type_coerce(code, String), ","))
    return codes.where(belongs).correlate(Project).scalar_subquery()


_EARLIER = (
    select(
        *(Project.id, Project.name, Project.domain, Project.areas_in_words),
        _joined(ProjectArea.area_code, ProjectArea.project_id == Project.id),
        _joined(ProjectGroup.target_group, ProjectGroup.project_id == Project.id),
        _joined(Moment.instrument, Moment.project_id == Project.id),
    )
    .where(Project.status.in_(EARLIER))
    .order_by(Project.id.desc())
    .limit(NEWEST)
)


def earlier_projects(db: Session) -> Sequence[Earlier]:
    """Those that have begun, registered last first."""
    return [
        Earlier(
            *row[:4],
            areas=frozenset(_parts(row[4])),
            groups=frozenset(TargetGroup.from_code(code) for code in _parts(row[5])),
            instruments=frozenset(Instrument.from_code(code) for code in _parts(row[6])),
        )
        for row in db.execute(_EARLIER)
    ]


def _parts(joined: str | None) -> list[str]:
    return joined.split(",") if joined else []


def lessons_of_projects(db: Session, project_ids: Collection[int]) -> dict[int, list[Lesson]]:
    """By project, what helped most often first."""
    query = (
        select(Lesson)
        .where(Lesson.project_id.in_(project_ids), Lesson.withdrawn_on.is_(None))
        .order_by(Lesson.helped.desc(), Lesson.id.desc())
    )
    found: dict[int, list[Lesson]] = {}
    for lesson in db.scalars(query) if project_ids else ():
        assert lesson.project_id is not None
        found.setdefault(lesson.project_id, []).append(lesson)
    return found


def people_to_call(db: Session, project_ids: Collection[int], but: int) -> dict[int, list[tuple[Role, str]]]:
    """By project: who has said yes to a role in it, and still works here; each once, with their first role.

    Of a project that is over also who was only named: nobody is asked about it any more, and the list says who it was.
    but: who asks, and needs not call themselves.
    """
    has_said_yes = RoleAssignment.state == RoleState.ACCEPTED
    was_there = and_(RoleAssignment.state == RoleState.NAMED, Project.status.in_(OVER))
    query = (
        select(RoleAssignment.project_id, RoleAssignment.role, Colleague.id, Colleague.name)
        .join(Colleague, Colleague.id == RoleAssignment.colleague_id)
        .join(Project, Project.id == RoleAssignment.project_id)
        .where(RoleAssignment.project_id.in_(project_ids), *here(), Colleague.id != but)
        .where(or_(has_said_yes, was_there))
    )
    held = list(db.execute(query)) if project_ids else []
    found: dict[int, dict[int, tuple[Role, str]]] = {}
    for project_id, role, colleague_id, name in sorted(held, key=lambda row: list(Role).index(row[1])):
        found.setdefault(project_id, {}).setdefault(colleague_id, (role, name))
    return {id_: list(people.values()) for id_, people in found.items()}
