"""What is due for whom this week, by the register alone: whoever opens their week ought to find it there."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from glossary import Discipline, Level, Role, RoleState
from storage.database import fill
from storage.register import agreements, areas, feedback, moments, projects
from storage.register.feedback import FeedbackDebt
from storage.register.moments import Moment
from storage.register.projects import Project, RoleAssignment
from storage.reports import findings

COMING = dt.timedelta(days=13)
INVITES = dt.timedelta(days=14)
"""So long before an evening residents have to have their invitation."""
NEARLY = dt.timedelta(days=7)
ANSWER = dt.timedelta(days=28)
AFTER_THAT = dt.timedelta(days=21)
"""So long after residents should have had their answer it is still theirs; then it is for the heads."""

OF_A_MOMENT = {"bad_moment": INVITES, "invitation_due": INVITES, "invited_too_late": dt.timedelta(days=1)}
"""Points about one, and so long before its first day they are of use."""
OF_A_PROJECT = frozenset({"decision_before_contact_ends", "influence_not_fixed", "promise_not_published"})
"""Until its decision, or until the last question to residents is over."""


@dataclass(frozen=True)
class Due:
    """names: what a page has to name, when it is to say so."""

    why: str
    names: str


def due(db: Session, today: dt.date) -> Mapping[int, list[Due]]:
    """Colleague -> what is due, the same on every run."""
    found = defaultdict[int, list[Due]](list)
    every = db.scalars(select(Project).options(selectinload(Project.roles)).order_by(Project.id))
    live = [each for each in every if each.status.is_live]
    managers = [
        (who, area_codes_within(db, code)) for who, code in findings.people_of_areas(db, Discipline.AREA_MANAGER)
    ]
    for project in live:
        held = {each.role: each for each in project.roles}
        for who, each in _of_project(project, held):
            found[who].append(each)
        theirs = moments.moments_of(db, project.id)
        fill(db, theirs, Moment.areas)
        for moment in sorted(theirs, key=lambda each: each.id):
            is_not_invited = moment.invitation_sent_on is None and not _agreed(db, moment)
            for who, each in _of_moment(moment, held, today, feedback.debt(db, moment.id), is_not_invited):
                found[who].append(each)
            if _is_coming(moment, today):
                for who, codes in managers:
                    if codes & set(moment.area_codes):
                        found[who].append(Due("moment in my area", moment.title))
    return found


def area_codes_within(db: Session, code: str) -> set[str]:
    return {code} | {each.code for each in areas.all_areas(db) if each.parent == code}


def _of_project(project: Project, held: Mapping[Role, RoleAssignment]) -> Iterator[tuple[int, Due]]:
    for role, each in held.items():
        if each.state is RoleState.ASKED:
            yield each.colleague_id, Due(f"asked to be {role.value}", project.name)


def _of_moment(
    moment: Moment,
    held: Mapping[Role, RoleAssignment],
    today: dt.date,
    debt: FeedbackDebt | None,
    is_not_invited: bool,
) -> Iterator[tuple[int, Due]]:
    """debt: who took the answer to residents on, and which later day was chosen for it."""
    starts, ends = moment.starts_on.day, moment.ends_on.day
    if starts is None or ends is None:
        return
    triangle = (Role.PROJECT_LEAD, Role.COMMUNICATION_ADVISER, Role.PARTICIPATION_ADVISER)
    mine = {
        role: held[role].colleague_id for role in triangle if role in held and held[role].state is RoleState.ACCEPTED
    }
    writer = mine.get(Role.COMMUNICATION_ADVISER) or mine.get(Role.PROJECT_LEAD)
    if _is_coming(moment, today):
        yield from ((who, Due("moment", moment.title)) for who in mine.values())
    if writer is None or moment.level is Level.INFORM:
        return
    invite_by = starts - INVITES
    if is_not_invited and invite_by - NEARLY <= today <= invite_by:
        yield writer, Due("invitation", moment.title)
    teller = debt.owner_id if debt and debt.owner_id else writer
    answer_by = debt.promised_on if debt and debt.promised_on else ends + ANSWER
    if moment.residents_told_on is None and answer_by - NEARLY <= today <= answer_by + AFTER_THAT:
        yield teller, Due("answer", moment.title)


def _agreed(db: Session, moment: Moment) -> bool:
    """Their team said that it is as agreed: this moment has no invitation, as long as it stays on its day."""
    found = agreements.agreement(db, moment.project_id, moment.id, "invitation_due")
    return found is not None and found.facts == f"day={moment.starts_on.day}"


def _is_coming(moment: Moment, today: dt.date) -> bool:
    starts = moment.starts_on.day
    return starts is not None and today <= starts <= today + COMING


def last_useful_day(db: Session, key: str, moment_id: int, project_id: int) -> dt.date | None:
    """Of a point or a reminder: later nobody can do anything with it. None: it has no such day, or it is not known.

    key: of its text. A day can be moved until residents have to be invited to it.
    """
    sort, _, name = key.partition(".saw")[0].partition(".")
    if sort != "findings" or name not in {*OF_A_MOMENT, *OF_A_PROJECT}:
        return None
    moment = moments.moment(db, moment_id) if moment_id else None
    if name in OF_A_MOMENT:
        starts = moment.starts_on.day if moment else None
        return starts - OF_A_MOMENT[name] if starts else None
    project = projects.project(db, project_id or (moment.project_id if moment else 0))
    if project is None:
        return None
    if name == "decision_before_contact_ends":
        return project.decision_on.day if project.decision_on else None
    return _last_ask(db, project.id)


def _last_ask(db: Session, project_id: int) -> dt.date | None:
    asked = [each.ends_on.day for each in moments.moments_of(db, project_id) if each.level is not Level.INFORM]
    return max((day for day in asked if day), default=None)
