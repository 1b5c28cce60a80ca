"""How far all projects are, as one table for analysts: the same keys and shape at every municipality."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.baseline import dependencies
from bot.baseline.gather import ProjectProgress
from bot.baseline.rules import StepState

Report = Mapping[str, Any]

HEADERS = ("what", "id", "step", "value")
TOLD = (StepState.DONE, StepState.ASKED, StepState.OPEN, StepState.SKIPPED, StepState.NOT_NEEDED)
"""Nothing is said of what nobody said, and of what is not there yet."""


def report(looked_at: Iterable[ProjectProgress], today: dt.date) -> Report:
    """Keys in plain string order (P10 before P2)."""
    projects: dict[str, dict[str, str]] = {}
    waiting: dict[str, dict[str, int]] = {}
    by_key = sorted(looked_at, key=lambda each: each.here.project.key)
    for one in by_key:
        key = one.here.project.key
        projects[key] = {code: each.state.value for code, each in one.found.items() if each.state in TOLD}
        for code, days in dependencies.waiting_days(one.baseline, one.found.get, one.here).items():
            waiting.setdefault(code, {})[key] = days
    return {
        "projects": projects,
        "answers": dependencies.answers([one.here.project for one in by_key], today),
        "dependencies": dict(sorted(waiting.items())),
    }


def rows(found: Report) -> Iterator[tuple[str, ...]]:
    """The same as a table: one row for each step, answer and dependency."""
    for key, steps in found["projects"].items():
        for code, state in steps.items():
            yield "step", key, code, state
    for key, days in found["answers"].items():
        yield "answer", key, "", str(days)
    for code, projects in found["dependencies"].items():
        for key, days in projects.items():
            yield "dependency", key, code, str(days)
