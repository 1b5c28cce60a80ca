"""The triangle of a project: who is missing, and who has not said yes yet."""

from collections.abc import Collection, Mapping

from glossary import TRIANGLE, Discipline, Role, RoleState

Named = Mapping[Role, RoleState]
"""The roles for which somebody is named, and what they answered."""

CORNERS = {
    Discipline.PROJECT_LEAD: Role.PROJECT_LEAD,
    Discipline.COMMUNICATION: Role.COMMUNICATION_ADVISER,
    Discipline.PARTICIPATION: Role.PARTICIPATION_ADVISER,
}
"""Whose job it is to fill which corner."""


def missing_corners(named: Named) -> list[Role]:
    """The corners without anybody, in the order of the triangle. Whoever has left fills no corner."""
    return [role for role in TRIANGLE if is_vacant(named, role)]


def unaccepted_corners(named: Named) -> list[Role]:
    """The corners with somebody named who has not said yes."""
    return [role for role in TRIANGLE if named.get(role) in (RoleState.NAMED, RoleState.ASKED)]


def unasked_corners(named: Named) -> list[Role]:
    """The corners with somebody named who does not know it yet: on a list, and never asked."""
    return [role for role in TRIANGLE if named.get(role) is RoleState.NAMED]


def is_vacant(named: Named, role: Role) -> bool:
    return named.get(role, RoleState.LEFT) is RoleState.LEFT


def can_fill(named: Named, disciplines: Collection[Discipline]) -> list[Role]:
    """The vacant corners that are the job of somebody of these disciplines."""
    theirs = {CORNERS[each] for each in disciplines if each in CORNERS}
    return [role for role in missing_corners(named) if role in theirs]
