"""The fields of projects and contact moments that people edit."""

from typing import TYPE_CHECKING, Any

from bot.chat.editing import LONGEST_ADDRESS, Spec
from glossary import (
    BudgetKind,
    BudgetState,
    Domain,
    EnvironmentAct,
    Instrument,
    Level,
    Medium,
    Phase,
    Role,
    Size,
    Status,
    TargetGroup,
)

if TYPE_CHECKING:
    from storage.learning.knowledge import Lesson
    from storage.register.moments import Moment
    from storage.register.projects import Project

NAME = Spec("name", "text", required=True, longest=200)
STATUS = Spec("status", "choice", Status, required=True)
AREAS = Spec("areas", "searches", source="areas")
GROUPS = Spec("groups", "choices", TargetGroup)
STARTS_ON = Spec("starts_on", "date")
ENDS_ON = Spec("ends_on", "date")

PARTS: dict[str, tuple[Spec, ...]] = {
    "basics": (
        NAME,
        Spec("summary", "long_text"),
        STATUS,
        Spec("phase", "choice", Phase),
        Spec("size", "choice", Size),
        Spec("domain", "choice", Domain),
        AREAS,
        GROUPS,
        STARTS_ON,
        ENDS_ON,
    ),
    "taking_part": (
        Spec("level", "choice", Level),
        Spec("level_reason", "long_text"),
        Spec("fixed", "long_text"),
        Spec("open", "long_text"),
        Spec("promise_published_on", "date"),
        Spec("web_page", "text", longest=LONGEST_ADDRESS, address=True),
    ),
    "decision": (
        Spec("decision_on", "date"),
        Spec("alderman", "text", longest=200),
        Spec("environment_act", "choice", EnvironmentAct),
        Spec("notice_on", "date"),
    ),
    "money": (
        Spec("participation_budget", "number", money=True),
        Spec("participation_budget_kind", "choice", BudgetKind),
        Spec("participation_budget_state", "choice", BudgetState),
        Spec("communication_budget", "number", money=True),
        Spec("communication_budget_kind", "choice", BudgetKind),
        Spec("communication_budget_state", "choice", BudgetState),
    ),
}
NEW = (NAME, STATUS, AREAS, GROUPS, STARTS_ON, ENDS_ON)
"""Short first: the rest can be filled in later."""


TOLD_THROUGH = Spec("told_through", "choices", Medium)
MOMENT: tuple[Spec, ...] = (
    Spec("title", "text", required=True, longest=200),
    Spec("instrument", "choice", Instrument),
    Spec("level", "choice", Level),
    Spec("starts_on", "date", required=True),
    Spec("ends_on", "date"),
    Spec("begins_at", "time"),
    Spec("ends_at", "time"),
    AREAS,
    Spec("streets", "text", longest=500),
    GROUPS,
    Spec("reach", "number"),
    Spec("invitation_sent_on", "date"),
    Spec("invited_through", "choices", Medium),
    TOLD_THROUGH,
)
MOST_OUTCOMES = 8
"""Lines of what was done with the input of a contact moment, in one form."""
MOST_INPUT = 100
"""All there can be of one contact moment: a report may have many points."""
LONGEST_OUTCOME = 500
FEEDBACK = (
    Spec("residents_told_on", "date"),
    TOLD_THROUGH,
    Spec("done_with_input", "long_text"),
)

REPORT = (
    Spec("people_came", "number"),
    Spec("missed", "choices", TargetGroup),
    Spec("differently", "long_text", longest=500),
)

OF_PROJECT = {spec.key: spec for part in PARTS.values() for spec in part} | {
    "completed_on": Spec("completed_on", "date"),
    "closing_note": Spec("closing_note", "long_text"),
    "feedback_left_reason": Spec("feedback_left_reason", "long_text"),
}
_DAYS = (Spec("promised_on", "date"), Spec("reported_on", "date"))
OF_MOMENT = {spec.key: spec for spec in (*MOMENT, *FEEDBACK, *REPORT, *_DAYS)}
ROLES = frozenset(role.value for role in Role)


_ATTRIBUTES = {
    "areas": "area_codes",
    "groups": "target_groups",
    "missed": "missed_groups",
    "invited_through": "inviting_media",
    "told_through": "telling_media",
}


def read(thing: "Project | Moment | Lesson", key: str) -> Any:
    return getattr(thing, _ATTRIBUTES.get(key, key))


def write(thing: "Project | Moment | Lesson", key: str, value: Any) -> None:
    setattr(thing, _ATTRIBUTES.get(key, key), value)
