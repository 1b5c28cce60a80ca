"""Rules of the triangle: facts in, answer out."""

from typing import TYPE_CHECKING

from glossary import TRIANGLE, Role, RoleState

if TYPE_CHECKING:
    from storage.projects import Project


def missing_corners(project: "Project") -> list[Role]:
    """The corners of the triangle for which nobody is named: project lead, communication, participation."""
    return [role for role in TRIANGLE if project.assignment(role) is None]


def unaccepted_corners(project: "Project") -> list[Role]:
    """The corners with somebody named who has not said yes."""
    named = [(role, project.assignment(role)) for role in TRIANGLE]
    return [role for role, assigned in named if assigned and assigned.state is not RoleState.ACCEPTED]
