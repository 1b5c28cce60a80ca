"""Rules of the triangle: facts in, answer out."""

from collections.abc import Mapping

from glossary import TRIANGLE, Role, RoleState

Named = Mapping[Role, RoleState]
"""The roles for which somebody is named, and what they answered."""


def missing_corners(named: Named) -> list[Role]:
    """The corners of the triangle for which nobody is named: project lead, communication, participation."""
    return [role for role in TRIANGLE if role not in named]


def unaccepted_corners(named: Named) -> list[Role]:
    """The corners with somebody named who has not said yes."""
    return [role for role in TRIANGLE if role in named and named[role] is not RoleState.ACCEPTED]
