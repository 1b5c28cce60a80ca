"""Joint goals, measured from what people did anyway. Nothing is asked for it, and nobody is named."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from bot.findings.norms import Norms
from glossary import Goal

if TYPE_CHECKING:
    from storage.reports.goals import AnswerDays, InvitationDays


class GoalCount(NamedTuple):
    """So many of so many did what the goal asks; of: 0 when there is nothing to measure yet."""

    goal: Goal
    reached: int
    of: int

    @property
    def percent(self) -> int:
        """Rounded down, so that a goal is reached when it says so."""
        return 100 * self.reached // self.of if self.of else 0


def first_day(today: dt.date) -> dt.date:
    """Of what is measured: this year and the one before, so that a new year does not begin with nothing."""
    return dt.date(today.year - 1, 1, 1)


def answered(found: "Iterable[AnswerDays]", today: dt.date, norms: Norms) -> GoalCount:
    """Of the asks that were answered, or should have been by now."""
    reached = of = 0
    for each in found:
        told = each.told_on if each.told_on and each.told_on <= today else None
        if told is None and each.ended_on + norms.feedback >= today:
            continue
        of += each.n
        reached += each.n if told and told - each.ended_on <= norms.feedback else 0
    return GoalCount(Goal.ANSWERED, reached, of)


def invited(found: "Iterable[InvitationDays]", norms: Norms) -> GoalCount:
    """Of the asks to which an invitation was sent."""
    days = list(found)
    reached = sum(each.n for each in days if each.starts_on - each.invited_on >= norms.invite_least)
    return GoalCount(Goal.INVITED, reached, sum(each.n for each in days))


def waited(found: "Iterable[AnswerDays]", today: dt.date) -> tuple[int, int]:
    """How many asks were answered, and how many days that took in all."""
    told = [(each.told_on - each.ended_on, each.n) for each in found if each.told_on and each.told_on <= today]
    return sum(n for _, n in told), sum(max(days.days, 0) * n for days, n in told)


def in_order(counts: Sequence[GoalCount], wanted: Sequence[Goal]) -> list[GoalCount]:
    """Those that were chosen; all of them where nobody chose."""
    return [each for each in counts if each.goal in wanted or not wanted]
