"""Rules of the triangle and of a project's period: facts in, answer out."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from glossary import TRIANGLE, PartialDate, Role, RoleState

if TYPE_CHECKING:
    from storage.projects import Project


def missing_corners(project: "Project") -> list[Role]:
    """The corners of the triangle for which nobody is named: project lead, communication, participation."""
    return [role for role in TRIANGLE if project.assignment(role) is None]


def unaccepted_corners(project: "Project") -> list[Role]:
    """The corners with somebody named who has not said yes."""
    named = [(role, project.assignment(role)) for role in TRIANGLE]
    return [role for role, assigned in named if assigned and assigned.state is not RoleState.ACCEPTED]


def ends_before_it_starts(codes: Mapping[str, str]) -> bool:
    """Both dates known, and the end certainly before the start: "2026" may well end before "2026-03" begins, or not."""
    starts, ends = codes.get("starts_on"), codes.get("ends_on")
    return bool(starts and ends) and PartialDate(ends or "").latest < PartialDate(starts or "").earliest
