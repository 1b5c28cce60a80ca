"""Who decides about the public page of a project: whoever leads it asks, and the communication adviser says yes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.people import rights
from glossary import Role, RoleState

if TYPE_CHECKING:
    from bot.chat.requests import Request
    from storage.register.projects import Project, RoleAssignment


@dataclass(frozen=True, slots=True)
class Deciders:
    """lead, adviser: the ids of those who said yes to the role; 0 for nobody. reader: who looks."""

    lead: int
    adviser: int
    reader: int
    keeps_register: bool = False

    @property
    def is_lead(self) -> bool:
        return self.reader == self.lead

    @property
    def is_adviser(self) -> bool:
        return self.reader == self.adviser

    @property
    def may_withdraw(self) -> bool:
        """Either of the two; and who keeps the register, so that somebody can when both are away."""
        return self.is_lead or self.is_adviser or self.keeps_register


def deciders(request: "Request", project: "Project") -> Deciders:
    keeps = rights.may_keep_register(request.person, request.municipality)
    return Deciders(
        said_yes(project, Role.PROJECT_LEAD), said_yes(project, Role.COMMUNICATION_ADVISER), request.person.id, keeps
    )


def said_yes(project: "Project", role: Role) -> int:
    assigned = project.assignment(role)
    return assigned.colleague_id if assigned and assigned.state is RoleState.ACCEPTED else 0


def asks_reader(request: "Request", project: "Project") -> Sequence["RoleAssignment"]:
    """Of these two roles, those for which this reader is named, and said neither yes nor no."""
    mine = (project.assignment(role) for role in (Role.PROJECT_LEAD, Role.COMMUNICATION_ADVISER))
    return [
        each
        for each in mine
        if each and each.colleague_id == request.person.id and each.state in (RoleState.NAMED, RoleState.ASKED)
    ]
