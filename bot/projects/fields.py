"""The fields of a project that people edit, in the parts in which a form shows them."""

from typing import TYPE_CHECKING, Any

from bot.chat.editing import Spec
from glossary import BudgetKind, BudgetState, Domain, EnvironmentAct, Level, Phase, Size, Status, TargetGroup

if TYPE_CHECKING:
    from storage.projects import Project

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

BY_KEY = {spec.key: spec for part in PARTS.values() for spec in part}


def read(project: "Project", key: str) -> Any:
    if key == "areas":
        return project.area_codes
    return project.target_groups if key == "groups" else getattr(project, key)
