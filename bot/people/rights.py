"""Who may do what. Checked when a button is drawn, and again on every click."""

from collections.abc import Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage.people.municipalities import Municipality
    from storage.people.people import Colleague
    from storage.register.projects import Project


def may_keep_register(person: "Colleague", municipality: "Municipality") -> bool:
    """Administrators, and the overview keeper with their deputy."""
    return person.is_admin or person.id in (municipality.keeper_id, municipality.deputy_id)


def may_steer(person: "Colleague", municipality: "Municipality", heads: Collection[int]) -> bool:
    """What both departments decide together is for their heads, and for whoever keeps the register."""
    return person.id in heads or may_keep_register(person, municipality)


def may_coordinate(person: "Colleague", municipality: "Municipality", coordinators: Collection[int]) -> bool:
    """What everybody learns from is for the coordinators of participation, and for whoever keeps the register."""
    return person.id in coordinators or may_keep_register(person, municipality)


def may_edit(person: "Colleague", municipality: "Municipality", project: "Project") -> bool:
    """Whoever has a role in the project, and whoever keeps the register.

    Whoever registered a project fills it in until somebody has said yes to leading it: else only an administrator could
    complete a project without roles.
    """
    if may_keep_register(person, municipality):
        return True
    if any(assigned.colleague_id == person.id for assigned in project.roles):
        return True
    return project.registered_by == person.id and not _has_lead(project)


def _has_lead(project: "Project") -> bool:
    return any(assigned.role == "project_lead" and assigned.state == "accepted" for assigned in project.roles)
