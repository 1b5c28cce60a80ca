"""Who tells residents what was done with their input: whoever took it on, or whose it is by their role."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import Integer, Select, bindparam, or_, select
from sqlalchemy.orm import Session, aliased

from glossary import Role, RoleState
from storage.people import people
from storage.people.municipalities import Municipality
from storage.people.people import Colleague
from storage.register.feedback import DEBT_LINE, DebtLine, FeedbackDebt, concerns, days, debt_line, longest_ago_first
from storage.register.moments import Moment
from storage.register.projects import SAID_YES, Project, RoleAssignment

_TELLING = (Role.COMMUNICATION_ADVISER, Role.PROJECT_LEAD)
"""Whose it is as long as nobody took it on: the first of them who said yes. A duty is nobody's without their yes."""
_HELD = (
    select(RoleAssignment.project_id, RoleAssignment.role, RoleAssignment.colleague_id)
    .where(RoleAssignment.project_id.in_(bindparam("projects", expanding=True)), RoleAssignment.role.in_(_TELLING))
    .where(RoleAssignment.state == RoleState.ACCEPTED)
)


def owners(db: Session, project_ids: Collection[int]) -> dict[int, int]:
    """Project -> who tells residents when nobody took it on; without an entry when there is nobody."""
    return {project: found[0] for project, found in _candidates(db, project_ids).items() if found}


class OwnRoles(NamedTuple):
    """asked: what this colleague has not answered, oldest question first: project, its name, role.

    projects: live ones in which they said yes, changed last first; each with who tells residents there.
    """

    asked: Sequence[tuple[int, str, Role]]
    projects: Mapping[int, int | None]


_IS_ASKED = RoleAssignment.state == RoleState.ASKED
_OWN_ROLES = (
    select(
        *(Project.id, Project.name, RoleAssignment.role, _IS_ASKED, RoleAssignment.asked_at),
        *(
            select(held.colleague_id)
            .where(held.project_id == Project.id, held.role == role, held.state == RoleState.ACCEPTED)
            .correlate(Project)
            .scalar_subquery()
            for role, held in ((role, aliased(RoleAssignment)) for role in _TELLING)
        ),
    )
    .join(RoleAssignment, RoleAssignment.project_id == Project.id)
    .where(RoleAssignment.colleague_id == bindparam("colleague"), or_(_IS_ASKED, SAID_YES))
    .order_by(_IS_ASKED.desc(), Project.changed_at.desc(), Project.id.desc())
    .limit(bindparam("limit", type_=Integer))
)


def own_roles(db: Session, colleague_id: int, roles: Sequence[Role], limit: int) -> OwnRoles:
    """roles: what they said yes to, of these; at most `limit`. Of what they were asked for at most twice as many."""
    which = {"colleague": colleague_id, "roles": list(roles), "limit": 2 * limit}
    rows, keeper = db.execute(_OWN_ROLES, which).all(), _keeper(db)
    asked = sorted((row for row in rows if row[3]), key=lambda row: (row[4] or _LONG_AGO, row[0], row[2].value))
    said_yes = [row for row in rows if not row[3]][:limit]
    return OwnRoles(
        [(row[0], row[1], row[2]) for row in asked], {row[0]: row[5] or row[6] or keeper for row in said_yes}
    )


_LONG_AGO = dt.datetime.min.replace(tzinfo=dt.UTC)


def _candidates(db: Session, project_ids: Collection[int]) -> dict[int, list[int]]:
    """After the roles comes the overview keeper of the municipality, so that no debt is out of sight."""
    held = db.execute(_HELD, {"projects": list(project_ids)}).all()
    by_role = {(row[0], row[1]): row[2] for row in held}
    keeper = _keeper(db)
    keepers = [keeper] if keeper is not None else []
    return {
        project: [*(by_role[project, role] for role in _TELLING if (project, role) in by_role), *keepers]
        for project in project_ids
    }


def _keeper(db: Session) -> int | None:
    return db.get_one(Municipality, db.info["municipality"]).keeper_id


def tellers(db: Session, lines: Collection[DebtLine]) -> dict[int, int]:
    """Moment -> who tells residents, and hears of it: the first whom we can reach of who took it on and whose it is.

    Without an entry where there is nobody.
    """
    usual = _candidates(db, {line.project_id for line in lines})
    chosen = {line.id: [*([line.owner] if line.owner else []), *usual[line.project_id]] for line in lines}
    there = set(people.languages_of_reachable(db, {one for each in chosen.values() for one in each}))
    found = {moment: next((one for one in each if one in there), None) for moment, each in chosen.items()}
    return {moment: one for moment, one in found.items() if one is not None}


def listeners(db: Session, lines: Collection[DebtLine]) -> dict[int, list[int]]:
    """Moment -> who hears that an answer is due: who tells residents, and then whoever leads or writes to them.

    Of what somebody took on only they. Without an entry where there is nobody whom we can reach.
    """
    first = tellers(db, lines)
    held = db.execute(_HELD, {"projects": list({line.project_id for line in lines})}).all()
    there = people.languages_of_reachable(db, {row[2] for row in held})
    by_role = {(row[0], row[1]): row[2] for row in held if row[2] in there}
    found: dict[int, list[int]] = {}
    for line in lines:
        if line.id in first:
            roles = () if line.owner == first[line.id] else _TELLING
            also = [by_role[line.project_id, role] for role in roles if (line.project_id, role) in by_role]
            found[line.id] = list(dict.fromkeys([first[line.id], *also]))
    return found


def debts_of(db: Session, colleague_id: int, ended_before: dt.date, today: dt.date) -> Sequence[DebtLine]:
    """What this colleague tells residents, of asks that ended before that day; longest ago first."""
    is_keeper = colleague_id == _keeper(db)
    which = {**days(min(ended_before, today), today), "person": colleague_id}
    found = ((row[:-3], row[-3:]) for row in db.execute(_debts_of(is_keeper), which))
    lines = (debt_line(*row) for row, there in found if next(filter(None, there), colleague_id) == colleague_id)
    return [line for line in lines if not line.is_left]


@cache
def _debts_of(keeper: bool) -> Select[*tuple[Any, ...]]:
    """With who of its owner and the two roles can be reached, as in `tellers`: the first of them tells.

    keeper: of the register; theirs is also what nobody else tells.
    """
    theirs = concerns(_TELLING)
    they = select(Colleague.id).where(*people.here(), Colleague.id.in_(people.reachable()))
    owner = they.where(Colleague.id == FeedbackDebt.owner_id).correlate(FeedbackDebt)
    held = they.join(RoleAssignment, RoleAssignment.colleague_id == Colleague.id).where(
        RoleAssignment.project_id == Moment.project_id, RoleAssignment.state == RoleState.ACCEPTED
    )
    of_roles = (held.where(RoleAssignment.role == role).correlate(Moment) for role in _TELLING)
    there = (each.scalar_subquery() for each in (owner, *of_roles))
    question = DEBT_LINE.add_columns(*(each.label(f"teller{at}") for at, each in enumerate(there)))
    question = question.where(they.where(Colleague.id == bindparam("person")).exists())
    return longest_ago_first(
        question.where(or_(theirs, Moment.project_id.not_in(_told_by_a_role())) if keeper else theirs)
    )


def _told_by_a_role() -> Select[int]:
    """The projects in which somebody whom we can reach has one of these roles."""
    held = RoleAssignment.role.in_(_TELLING), RoleAssignment.state == RoleState.ACCEPTED
    return select(RoleAssignment.project_id).where(*held, RoleAssignment.colleague_id.in_(people.reachable()))
