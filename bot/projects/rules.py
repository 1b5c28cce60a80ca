"""Rules of the triangle: facts in, answer out."""

from collections.abc import Mapping

from glossary import TRIANGLE, Role, RoleState

Named = Mapping[Role, RoleState]
"""The roles for which somebody is named, and what they answered."""


def missing_corners(named: Named) -> list[Role]:
    """The corners of the triangle without anybody, in its order. Who has left fills no corner any more."""
    return [role for role in TRIANGLE if named.get(role, RoleState.LEFT) is RoleState.LEFT]


def unaccepted_corners(named: Named) -> list[Role]:
    """The corners with somebody named who has not said yes."""
    return [role for role in TRIANGLE if named.get(role) in (RoleState.NAMED, RoleState.ASKED)]
