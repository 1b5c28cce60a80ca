"""The findings: what somebody who looks at a project would ask about. Each asks, and blames nobody."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping

from bot.findings import agreed, bad_moments, clock
from bot.findings.facts import ContactMoment, ProjectFacts
from bot.findings.finding import Finding, Kind, Urgency
from bot.findings.norms import Norms
from bot.findings.triangle import is_vacant, missing_corners, unaccepted_corners
from glossary import Discipline, Level, Role, Status


def triangle_incomplete(project: ProjectFacts) -> Finding | None:
    missing = missing_corners(project.named)
    if not project.status.is_live or not missing:
        return None
    return Finding(Kind.TRIANGLE_INCOMPLETE, project, roles=tuple(missing))


def triangle_unaccepted(project: ProjectFacts) -> Finding | None:
    """Named, but has not said yes: not the same as a vacant corner."""
    waiting = unaccepted_corners(project.named)
    if not project.status.is_live or not waiting:
        return None
    return Finding(Kind.TRIANGLE_UNACCEPTED, project, urgency=Urgency.INFO, roles=tuple(waiting))


def carried_by_communication(project: ProjectFacts) -> Finding | None:
    carried = not is_vacant(project.named, Role.CARRIES_PARTICIPATION)
    if not project.status.is_live or not carried or Discipline.COMMUNICATION not in project.carriers:
        return None
    return Finding(Kind.CARRIED_BY_COMMUNICATION, project)


def carried_by_nobody(project: ProjectFacts) -> Finding | None:
    if not project.status.is_live or not is_vacant(project.named, Role.CARRIES_PARTICIPATION):
        return None
    return Finding(Kind.CARRIED_BY_NOBODY, project)


def influence_not_fixed(project: ProjectFacts, today: dt.date) -> Finding | None:
    """Urgent when residents are still to be asked."""
    if not project.status.is_live or project.level is Level.INFORM or project.is_open_known:
        return None
    still_to_come = any(ask.starts_on > today for ask in project.asks)
    return Finding(Kind.INFLUENCE_NOT_FIXED, project, urgency=Urgency.URGENT if still_to_come else Urgency.ATTENTION)


def promise_not_published(project: ProjectFacts) -> Finding | None:
    promised = project.level is Level.INFORM or project.promise_published_on is not None
    if project.status is not Status.ONGOING or promised:
        return None
    return Finding(Kind.PROMISE_NOT_PUBLISHED, project)


def needs_notice(project: ProjectFacts) -> bool:
    return project.environment_act is not None and project.environment_act.needs_notice


def notice_missing(project: ProjectFacts) -> Finding | None:
    if not project.status.is_live or not needs_notice(project) or project.notice_on is not None:
        return None
    return Finding(Kind.NOTICE_MISSING, project)


def decision_before_contact_ends(project: ProjectFacts) -> Finding | None:
    """Of any status. Names the last ask after the decision."""
    decided = project.decision_on.day if project.decision_on else None
    later = [ask for ask in project.asks if decided and decided < ask.ends_on]
    if not later:
        return None
    last = max(later, key=lambda ask: (ask.ends_on, ask.id))
    return Finding(Kind.DECISION_BEFORE_CONTACT_ENDS, project, last, Urgency.URGENT, date=decided)


def no_participation_budget(project: ProjectFacts) -> Finding | None:
    if not project.status.is_live or project.participation_budget is not None:
        return None
    return Finding(Kind.NO_PARTICIPATION_BUDGET, project)


def stale(project: ProjectFacts, today: dt.date, norms: Norms) -> Finding | None:
    quiet = today - project.changed_on
    if project.status is not Status.ONGOING or quiet < norms.stale:
        return None
    return Finding(Kind.STALE, project, urgency=Urgency.INFO, days=quiet.days, date=project.changed_on)


def completed_without_lesson(project: ProjectFacts) -> Finding | None:
    if project.status is not Status.COMPLETED or project.lessons:
        return None
    return Finding(Kind.COMPLETED_WITHOUT_LESSON, project, urgency=Urgency.INFO)


def of_moment(
    project: ProjectFacts, moment: ContactMoment, today: dt.date, region: str, language: str, norms: Norms
) -> Iterator[Finding]:
    """What is to be said of one contact moment that somebody can still do something about."""
    is_promised = moment.promised_on is not None and today <= moment.promised_on
    if (days := clock.feedback_days_overdue(moment, today, norms)) and not is_promised:
        due = clock.feedback_due_on(moment, norms)
        yield Finding(Kind.FEEDBACK_OVERDUE, project, moment, Urgency.URGENT, days=days, date=due)
    if (left := clock.invitation_reminder(moment, today, norms)) is not None:
        before = clock.invite_before(moment, norms)
        yield Finding(Kind.INVITATION_DUE, project, moment, Urgency.URGENT, days=left, date=before)
    late = clock.invited_too_late(moment, norms)
    if late is not None and not clock.is_over(moment, today):
        yield Finding(Kind.INVITED_TOO_LATE, project, moment, Urgency.INFO, days=late, date=moment.starts_on)
    if bad := bad_moments.bad_moment(moment, today, region, language):
        yield Finding(Kind.BAD_MOMENT, project, moment, date=moment.starts_on, name=bad.name)


OF_A_PROJECT: tuple[Callable[[ProjectFacts], Finding | None], ...] = (
    triangle_incomplete,
    triangle_unaccepted,
    carried_by_communication,
    carried_by_nobody,
    promise_not_published,
    notice_missing,
    decision_before_contact_ends,
    no_participation_budget,
    completed_without_lesson,
)


LOOKS: Mapping[Kind, Callable[[ProjectFacts], Finding | None]] = {Kind(look.__name__): look for look in OF_A_PROJECT}


_PLACES = {kind: at for at, kind in enumerate(Kind)}


def of_kind(project: ProjectFacts, kind: Kind) -> Finding | None:
    """One of those that look at no calendar, agreed or not."""
    return LOOKS[kind](project)


def findings(project: ProjectFacts, today: dt.date, region: str, language: str, norms: Norms) -> list[Finding]:
    """All that there is to ask, the most urgent first."""
    return [each for each in everything(project, today, region, language, norms) if not agreed.is_settled(each)]


def everything(project: ProjectFacts, today: dt.date, region: str, language: str, norms: Norms) -> list[Finding]:
    """With what is as agreed, which nobody is asked about."""
    found = [finding for look in OF_A_PROJECT if (finding := look(project))]
    found += filter(None, (influence_not_fixed(project, today), stale(project, today, norms)))
    for moment in project.moments:
        found += of_moment(project, moment, today, region, language, norms)
    return sorted(found, key=lambda finding: (-finding.urgency, _PLACES[finding.kind]))
