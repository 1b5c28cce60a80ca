"""What earlier projects are about, to find those that are like a new one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session

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


def earlier_projects(db: Session) -> Sequence[Earlier]:
    """Those that have begun, registered last first."""
    found = db.execute(
        select(Project.id, Project.name, Project.domain, Project.areas_in_words)
        .where(Project.status.in_(EARLIER))
        .order_by(Project.id.desc())
        .limit(NEWEST)
    ).all()
    ids = [row[0] for row in found]
    areas, groups, instruments = (dict[int, set[object]]() for _ in range(3))
    for kept, query in (
        (areas, select(ProjectArea.project_id, ProjectArea.area_code).where(ProjectArea.project_id.in_(ids))),
        (groups, select(ProjectGroup.project_id, ProjectGroup.target_group).where(ProjectGroup.project_id.in_(ids))),
        (instruments, select(Moment.project_id, Moment.instrument).where(Moment.project_id.in_(ids)).distinct()),
    ):
        for project_id, value in db.execute(query) if ids else ():
            kept.setdefault(project_id, set()).add(value)
    return [
        Earlier(
            *row,
            areas=frozenset(areas.get(row[0], ())),  # type: ignore[arg-type]
            groups=frozenset(groups.get(row[0], ())),  # type: ignore[arg-type]
            instruments=frozenset(instruments.get(row[0], set()) - {None}),  # type: ignore[arg-type]
        )
        for row in found
    ]


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
