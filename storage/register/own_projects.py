"""The projects that somebody said yes to, and who writes to residents there."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from glossary import Role, RoleState
from storage.people.municipalities import Municipality
from storage.register.feedback import TELLING
from storage.register.projects import SAID_YES_TO, Project, RoleAssignment

_OWN_PROJECTS = SAID_YES_TO.add_columns(
    *(
        select(held.colleague_id)
        .where(held.project_id == Project.id, held.role == role, held.state == RoleState.ACCEPTED)
        .correlate(Project)
        .scalar_subquery()
        for role, held in ((role, aliased(RoleAssignment)) for role in TELLING)
    )
)


def own_projects(db: Session, colleague_id: int, roles: Sequence[Role], limit: int) -> dict[int, int | None]:
    """As `said_yes_to`: each with who tells residents there, as `owners` has it."""
    found = db.execute(_OWN_PROJECTS, {"colleague": colleague_id, "roles": list(roles), "limit": limit})
    keeper = db.get_one(Municipality, db.info["municipality"]).keeper_id
    return {row[0]: row[1] or row[2] or keeper for row in found}
