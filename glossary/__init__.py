"""The words that every layer shares: the municipality's vocabulary as values.

Imports nothing of ours, so that pure rules and database tables can use the same words.
"""

from glossary.dates import ImpossibleDate, PartialDate
from glossary.words import (
    TRIANGLE,
    AreaKind,
    BudgetKind,
    BudgetState,
    DayRole,
    Decision,
    Deed,
    DeedPart,
    Discipline,
    Domain,
    EnvironmentAct,
    Instrument,
    LessonKind,
    Level,
    Origin,
    Phase,
    Role,
    RoleState,
    Size,
    Status,
    TargetGroup,
    TextKind,
    Word,
)

__all__ = [
    "TRIANGLE",
    "AreaKind",
    "BudgetKind",
    "BudgetState",
    "DayRole",
    "Decision",
    "Deed",
    "DeedPart",
    "Discipline",
    "Domain",
    "EnvironmentAct",
    "ImpossibleDate",
    "Instrument",
    "LessonKind",
    "Level",
    "Origin",
    "PartialDate",
    "Phase",
    "Role",
    "RoleState",
    "Size",
    "Status",
    "TargetGroup",
    "TextKind",
    "Word",
]
