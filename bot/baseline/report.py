"""How far all projects are, as one table for analysts: the same keys and shape at every municipality."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.baseline import dependencies, rules
from bot.baseline.rules import Situation, StepSaid, StepState
from bot.baseline.versions import Versions

Report = Mapping[str, Any]

HEADERS = ("what", "id", "step", "value")
TOLD = (StepState.DONE, StepState.ASKED, StepState.OPEN, StepState.SKIPPED, StepState.NOT_NEEDED)
"""Nothing is said of what nobody said, and of what is not there yet."""


def report(own: Versions, here: Sequence[Situation], marks: Mapping[int, Mapping[str, StepSaid]]) -> Report:
    """marks: by the id of the project, then by the code of the step. Keys in plain string order (P10 before P2)."""
    projects: dict[str, dict[str, str]] = {}
    waiting: dict[str, dict[str, int]] = {}
    for one in sorted(here, key=lambda each: each.project.key):
        baseline = own.of_project(one.project.id, one.project.registered_at).baseline
        found = rules.progress(baseline, one, marks.get(one.project.id, {}))
        projects[one.project.key] = {code: each.state.value for code, each in found.items() if each.state in TOLD}
        for code, days in dependencies.waiting_days(baseline, found, one).items():
            waiting.setdefault(code, {})[one.project.key] = days
    today = here[0].today if here else None
    return {
        "projects": projects,
        "answers": dependencies.answers([one.project for one in here], today) if today else {},
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
