"""Who waits for whom: the one next step, what is free to be taken, and the days that waiting costs. Pure."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from bot.baseline.rules import Find, Progress, Situation, StepState, decided_after
from bot.baseline.steps import DECISION, Baseline, Dependency
from bot.findings import clock
from bot.findings.facts import ProjectFacts


def free(baseline: Baseline, found: Mapping[str, Progress]) -> Sequence[Dependency]:
    """The hand-overs of which the first step is done, or left out, and the second is still to be taken."""
    return [
        each
        for each in baseline.dependencies
        if _is(found.get(each.first), StepState.DONE, StepState.SKIPPED)
        and _is(found.get(each.then), StepState.OPEN, StepState.TO_SAY, StepState.LATER)
    ]


def _is(progress: Progress | None, *states: StepState) -> bool:
    return progress is not None and progress.state in states


@dataclass(frozen=True, slots=True)
class Next:
    """The one step to take now. waits: the step that cannot go on before it; None when nothing waits."""

    progress: Progress
    waits: Progress | None = None


def next_step(baseline: Baseline, found: Mapping[str, Progress], here: Situation) -> Next | None:
    """What has a day comes first, at the root of what it waits for; then the order of the steps.

    Of what only people know that of this phase: what nobody said of an earlier one is asked after it.
    """
    still_open = [each for each in found.values() if each.state is StepState.OPEN]
    urgent = [each for each in still_open if each.asks]
    if urgent:
        most = min(urgent, key=lambda each: (each.due or here.today, each.step.code))
        root = _root(baseline, found, most)
        return Next(root, most if root is not most else None)
    if still_open:
        return Next(still_open[0])
    to_say = {code: each for code, each in found.items() if each.state is StepState.TO_SAY}
    for among in ({code: each for code, each in to_say.items() if not here.is_past(each.step)}, to_say):
        for each in among.values():
            if among.keys().isdisjoint(each.step.needs):
                return Next(each)
    return None


def _root(baseline: Baseline, found: Mapping[str, Progress], one: Progress) -> Progress:
    """Back along the dependencies, through what only people know, to the first step that is open."""
    deepest = one
    behind = [one.step.code]
    while behind:
        then = behind.pop()
        for each in baseline.dependencies:
            first = found.get(each.first)
            if each.then != then:
                continue
            if first is None or first.state in (StepState.OPEN, StepState.TO_SAY, StepState.LATER):
                behind.append(each.first)
            if first is not None and first.state is StepState.OPEN:
                deepest = first
    return deepest


def gates_passed(found: Mapping[str, Progress], here: Situation) -> Sequence[Progress]:
    """What is still open of phases that are behind this project."""
    return [each for each in found.values() if each.state is StepState.OPEN and here.is_past(each.step)]


def waiting_days(baseline: Baseline, find: Find, here: Situation) -> Mapping[str, int]:
    """Dependency -> how many days its second step has been waiting for the first, where that is known."""
    days = {}
    for each in baseline.dependencies:
        if each.first == DECISION:
            late = max((days for _, days in decided_after(here)), default=0)
        else:
            late = _late(each, find, here.today)
        if late > 0:
            days[each.code] = late
    return days


def _late(one: Dependency, find: Find, today: dt.date) -> int:
    first = find(one.first)
    if first is None or first.state is not StepState.OPEN or first.due is None or first.due >= today:
        return 0
    then = find(one.then)
    if then is None:
        return 0
    is_late = then.state is StepState.LATER and then.due is not None and then.due <= today
    return (today - first.due).days if is_late or then.state in (StepState.OPEN, StepState.TO_SAY) else 0


@dataclass(frozen=True, slots=True)
class Cost:
    """What one dependency costs over the municipality. days: of each project that waits, most first."""

    code: str
    days: tuple[int, ...]

    @property
    def total(self) -> int:
        return sum(self.days)

    @property
    def median(self) -> int:
        return int(median(self.days))


def costs(baseline: Baseline, waiting: Sequence[Mapping[str, int]]) -> Sequence[Cost]:
    """waiting: of each project, days by dependency. Most expensive first: by the days of all projects together.

    What several steps of a project wait for counts once.
    """
    found: dict[str, list[int]] = {}
    for of_project in waiting:
        causes: dict[str, tuple[int, str]] = {}
        for each in baseline.dependencies:
            days = of_project.get(each.code, 0)
            if days > causes.get(each.first, (0, ""))[0]:
                causes[each.first] = days, each.code
        for days, code in causes.values():
            found.setdefault(code, []).append(days)
    every = [Cost(code, tuple(sorted(days, reverse=True))) for code, days in found.items()]
    return sorted(every, key=lambda cost: (-cost.total, cost.code))


def answers(projects: Sequence[ProjectFacts], today: dt.date) -> Mapping[str, int]:
    """Ask that is over -> days from its last day until residents were told, or until today."""
    found = {}
    for ask in (ask for project in projects for ask in project.asks if clock.is_over(ask, today)):
        told = ask.told_on.day if ask.told_on else None
        if told or not clock.were_told(ask, today):
            found[ask.key] = ((told if told and told <= today else today) - ask.ends_on).days
    return dict(sorted(found.items()))
