"""What is said of the steps of a project, and what its lead left out of other projects; in one statement.

It is SQLAlchemy Core, which the session does not confine to its municipality: it does so itself.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Boolean, ColumnElement, Text, bindparam, literal, or_, select, union_all
from sqlalchemy.orm import Session

from glossary import Role
from storage.register.agreements import Agreement
from storage.register.projects import Project, RoleAssignment
from storage.register.step_marks import StepMark


class StepLine(NamedTuple):
    """step: its code; of an agreement, which is_point, the kind of finding. about: as in StepMark."""

    project_id: int
    project: str
    step: str
    is_point: bool
    is_done: bool
    reason: str
    about: str


_mark, _agreed = StepMark.__table__.c, Agreement.__table__.c
_project = Project.__table__.c
_role, _lead, _mine = (RoleAssignment.__table__.alias(name) for name in ("led", "lead", "mine"))
_own: ColumnElement[Any] = bindparam("own")
_OTHERS = (
    select(_role.c.project_id)
    .join(_lead, _lead.c.colleague_id == _role.c.colleague_id)
    .join(_mine, _mine.c.project_id == _role.c.project_id)
    .where(_role.c.role == Role.PROJECT_LEAD, _lead.c.role == Role.PROJECT_LEAD)
    .where(_lead.c.project_id == bindparam("project"), _role.c.project_id != bindparam("project"))
    .where(_mine.c.colleague_id == bindparam("person"), _lead.c.municipality_id == _own)
)
_LINES = union_all(
    select(
        *(_mark.project_id, _project.name, _mark.step, literal(False, Boolean), _mark.is_done),
        *(_mark.reason, _mark.about),
    )
    .join(Project.__table__, _project.id == _mark.project_id)
    .where(_mark.municipality_id == _own)
    .where(
        or_(
            _mark.project_id == bindparam("project"),
            _mark.project_id.in_(_OTHERS) & ~_mark.is_done & (_mark.about == ""),
        )
    ),
    select(
        *(_agreed.project_id, _project.name, _agreed.kind, literal(True, Boolean), literal(False, Boolean)),
        *(_agreed.reason, literal("", Text)),
    )
    .join(Project.__table__, _project.id == _agreed.project_id)
    .where(_agreed.municipality_id == _own, _agreed.moment_id.is_(None), _agreed.project_id.in_(_OTHERS)),
)


def step_lines(db: Session, project_id: int, person: int) -> Sequence[StepLine]:
    """Of this project what was said; of others with the same lead, in which this person has a role, what was left out.

    The newest project first. What was left out of one contact moment only is not among it.
    """
    which = {"own": db.info["municipality"], "project": project_id, "person": person}
    found = [StepLine(*row) for row in db.connection().execute(_LINES, which)]
    return sorted(found, key=lambda line: -line.project_id)
