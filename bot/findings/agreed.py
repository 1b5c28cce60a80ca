"""What a team agreed to leave as it is: silent as long as it rests on the same facts, and then it says what changed."""

from collections.abc import Mapping

from bot.findings.finding import Finding, Kind
from glossary import Role, RoleState

ANSWERED_OTHERWISE = frozenset({Kind.STALE, Kind.FEEDBACK_OVERDUE})
"""With buttons of their own: yes, it is still right; and when residents hear, or from whom."""

YES_BY_ITSELF = frozenset({Kind.CARRIED_BY_COMMUNICATION, Kind.DECISION_BEFORE_CONTACT_ENDS})
"""Asks whether it is so. "As agreed" is a whole answer then, and a reason may be left out."""


def rests_on(finding: Finding) -> Mapping[str, str]:
    """The facts, by what people call them: `findings.fact.<name>`. Days that go by change none of them."""
    project, moment = finding.project, finding.moment
    level, roles = str(project.level or ""), ",".join(finding.roles)
    match finding.kind:
        case Kind.TRIANGLE_INCOMPLETE:
            return {"triangle": roles, "level": level}
        case Kind.TRIANGLE_UNACCEPTED:
            return {"triangle": roles}
        case Kind.CARRIED_BY_COMMUNICATION:
            return {"carrier": ",".join(sorted(project.carriers)), "level": level}
        case Kind.INFLUENCE_NOT_FIXED:
            last = max((ask.starts_on for ask in project.asks), default=None)
            return {"level": level, "asks": str(last or "")}
        case Kind.NOTICE_MISSING:
            return {"act": str(project.environment_act or "")}
        case Kind.DECISION_BEFORE_CONTACT_ENDS if moment:
            return {"decision": str(finding.date), "moment": f"{moment.id} {moment.ends_on}"}
        case Kind.INVITED_TOO_LATE if moment:
            return {"day": str(moment.starts_on), "invited": str(moment.invited_on)}
        case Kind.INVITATION_DUE | Kind.BAD_MOMENT if moment:
            return {"day": str(moment.starts_on)}
        case Kind.CARRIED_BY_NOBODY | Kind.PROMISE_NOT_PUBLISHED | Kind.NO_PARTICIPATION_BUDGET:
            return {"level": level}
    return {}


def written(finding: Finding) -> str:
    """The same, to keep."""
    return ";".join(f"{name}={value}" for name, value in rests_on(finding).items())


def changed(finding: Finding) -> list[str]:
    """The facts that are others now than when it was agreed; none when nothing was."""
    if finding.agreed is None:
        return []
    then = dict(each.split("=", 1) for each in finding.agreed.facts.split(";") if each)
    now = dict(rests_on(finding))
    if then.get("asks"):
        # Residents were to be asked already. A next moment, or another day, is the same question about the same level.
        del now["asks"]
    return [name for name, value in now.items() if then.get(name) != value]


def is_settled(finding: Finding) -> bool:
    """Nobody needs to be asked: it was agreed and rests on the same, or whoever it is about said yes to the role."""
    if finding.agreed is not None and not changed(finding):
        return True
    carried = finding.project.named.get(Role.CARRIES_PARTICIPATION)
    return finding.kind is Kind.CARRIED_BY_COMMUNICATION and carried is RoleState.ACCEPTED
