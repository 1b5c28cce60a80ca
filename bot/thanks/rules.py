"""When a project may be celebrated, and how long people can answer. Pure."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from glossary import TRIANGLE, RoleState

if TYPE_CHECKING:
    from storage.register.projects import Project

LAST_USEFUL = dt.timedelta(days=14)
"""So long after the question it is still news."""
MOST_SAID, LONGEST_SAID = 3, 240
"""Lines of what changed for residents, and signs of each."""


def triangle(project: "Project") -> frozenset[int]:
    """Ids of the three; empty while one has still to say yes, or where one person has two corners."""
    assigned = [project.assignment(role) for role in TRIANGLE]
    who = frozenset(each.colleague_id for each in assigned if each and each.state is RoleState.ACCEPTED)
    return who if len(who) == len(TRIANGLE) else frozenset()


def all_three(yeses: Iterable[bool]) -> bool:
    """Whoever was erased said nothing, and nobody takes their place."""
    return sum(yeses) == len(TRIANGLE)


def is_over(asked_on: dt.date, today: dt.date) -> bool:
    return today - asked_on > LAST_USEFUL


def in_short(lines: Sequence[str]) -> list[str]:
    """The first few; of a long one its beginning, in whole words."""
    return [_beginning(line) for line in lines[:MOST_SAID]]


def _beginning(line: str) -> str:
    line = " ".join(line.split())
    if len(line) <= LONGEST_SAID:
        return line
    whole = line[:LONGEST_SAID].rpartition(" ")[0]
    return f"{whole or line[:LONGEST_SAID]} …"
