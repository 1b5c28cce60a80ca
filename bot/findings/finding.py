"""A finding: what somebody who looks at a project would ask about. It asks, and blames nobody."""

import datetime as dt
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from bot.findings.facts import Agreed, ContactMoment, ProjectFacts
from glossary import PartialDate, Role


class Kind(StrEnum):
    """What was found. Its sentence is the text `findings.<kind>.saw`; why it matters is `findings.<kind>.why`."""

    TRIANGLE_INCOMPLETE = "triangle_incomplete"
    TRIANGLE_UNACCEPTED = "triangle_unaccepted"
    CARRIED_BY_COMMUNICATION = "carried_by_communication"
    CARRIED_BY_NOBODY = "carried_by_nobody"
    INFLUENCE_NOT_FIXED = "influence_not_fixed"
    PROMISE_NOT_PUBLISHED = "promise_not_published"
    NOTICE_MISSING = "notice_missing"
    DECISION_BEFORE_CONTACT_ENDS = "decision_before_contact_ends"
    NO_PARTICIPATION_BUDGET = "no_participation_budget"
    STALE = "stale"
    COMPLETED_WITHOUT_LESSON = "completed_without_lesson"
    FEEDBACK_OVERDUE = "feedback_overdue"
    INVITATION_DUE = "invitation_due"
    INVITED_TOO_LATE = "invited_too_late"
    BAD_MOMENT = "bad_moment"


class Urgency(IntEnum):
    INFO = 20
    ATTENTION = 50
    URGENT = 80


ABOUT_PEOPLE = frozenset(
    {
        Kind.TRIANGLE_INCOMPLETE,
        Kind.TRIANGLE_UNACCEPTED,
        Kind.CARRIED_BY_COMMUNICATION,
        Kind.CARRIED_BY_NOBODY,
        Kind.NO_PARTICIPATION_BUDGET,
        Kind.STALE,
        Kind.COMPLETED_WITHOUT_LESSON,
        Kind.FEEDBACK_OVERDUE,
        Kind.INVITATION_DUE,
        Kind.INVITED_TOO_LATE,
        Kind.INFLUENCE_NOT_FIXED,
        Kind.PROMISE_NOT_PUBLISHED,
        Kind.NOTICE_MISSING,
    }
)
"""They name a person or a team's shortfall: only for the project's triangle, and who keeps the register."""


OF_ONE_MOMENT = frozenset({Kind.FEEDBACK_OVERDUE, Kind.INVITATION_DUE, Kind.INVITED_TOO_LATE, Kind.BAD_MOMENT})
"""Of any other kind a project has one at most."""

URGENTLY = " urgent"


@dataclass(frozen=True, slots=True)
class Finding:
    """kind: its sentence. roles, days, date, name: what was seen, in the words of that sentence."""

    kind: Kind
    project: ProjectFacts
    moment: ContactMoment | None = None
    urgency: Urgency = Urgency.ATTENTION
    roles: tuple[Role, ...] = ()
    days: int = 0
    date: dt.date | PartialDate | None = None
    name: str = ""

    @property
    def about(self) -> str:
        """Names what was seen. The same words as long as it has not changed; days that go by are no change."""
        day = "" if self.kind is Kind.STALE else str(self.date or "")
        seen = (self.kind.value, str(self.moment.id) if self.moment else "", *self.roles, day)
        return " ".join(filter(None, seen))[:120]

    @property
    def which(self) -> tuple[Kind, int]:
        """The point, whatever the facts are: its kind, and the moment that it is about or 0."""
        return self.kind, self.moment.id if self.moment and self.kind in OF_ONE_MOMENT else 0

    @property
    def agreed(self) -> Agreed | None:
        """What was agreed about this point, also when the facts have changed since."""
        return self.project.agreed.get(self.which)

    @property
    def told_as(self) -> str:
        """The same, and whether it is urgent, of what becomes so while it stays as it was."""
        return f"{self.about}{URGENTLY}" if self.is_urgent_by_now else self.about

    @property
    def ever_told_as(self) -> tuple[str, str]:
        """Urgent or not."""
        return self.about, f"{self.about}{URGENTLY}"

    @property
    def is_urgent_by_now(self) -> bool:
        return self.kind is Kind.INFLUENCE_NOT_FIXED and self.urgency is Urgency.URGENT

    @property
    def is_about_people(self) -> bool:
        return self.kind in ABOUT_PEOPLE
