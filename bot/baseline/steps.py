"""The steps of the basiswerkwijze, as a municipality has written them down."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache
from graphlib import CycleError, TopologicalSorter
from importlib import resources
from typing import Any

import tomli_w

from glossary import Phase, Role, Size

DECISION = "decision"
"""In a dependency: the decision of college or council, which is no step."""
MOST_STEPS = 100
LONGEST_CODE = 20
LONGEST_NAME = 150
MOST_DAYS = 365


class CountedFrom(StrEnum):
    """From which day a step's days are counted."""

    START = "start"
    BEFORE_ASK = "before_ask"
    AFTER_ASK = "after_ask"
    END = "end"


class For(StrEnum):
    """Which projects meet a step. NEEDED: those in which something asks for it."""

    ALL = "all"
    MEDIUM = "medium"
    LAW = "law"
    NEEDED = "needed"


@dataclass(frozen=True, slots=True)
class Step:
    """owner: whose turn it is. agrees: who says yes to it. needs: codes of what comes before it."""

    code: str
    phase: Phase
    name: Mapping[str, str]
    owner: Role
    agrees: tuple[Role, ...]
    meets: frozenset[For]
    when: CountedFrom
    days: int
    needs: tuple[str, ...]

    def is_met_by(self, size: Size | None, by_law: bool) -> bool:
        """A project without a size is treated as a small one: more is asked when somebody says that it is larger."""
        if For.ALL in self.meets or For.NEEDED in self.meets:
            return True
        larger = For.MEDIUM in self.meets and size in (Size.MEDIUM, Size.LARGE)
        return larger or (For.LAW in self.meets and by_law)


@dataclass(frozen=True, slots=True)
class Dependency:
    """A hand-over: `then` waits for `first`, and waiting costs days. Both are codes."""

    code: str
    first: str
    then: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """steps: in order, those of a phase together."""

    version: int
    steps: tuple[Step, ...]
    dependencies: tuple[Dependency, ...]
    _by_code: Mapping[str, Step] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_code", {step.code: step for step in self.steps})

    def step(self, code: str) -> Step | None:
        return self._by_code.get(code)


class NotReadable(ValueError):
    """Says what is wrong, and in which step."""


def read(written: str) -> Baseline:
    """Raises NotReadable."""
    try:
        found = tomllib.loads(written)
        steps = tuple(_step(each) for each in found.get("step", ()))
        dependencies = tuple(_dependency(each) for each in found.get("dependency", ()))
        baseline = Baseline(int(found["version"]), steps, dependencies)
    except (KeyError, TypeError, ValueError, RecursionError) as wrong:
        raise NotReadable(str(wrong)) from wrong
    _check(baseline)
    return baseline


def _step(written: Mapping[str, Any]) -> Step:
    return Step(
        code=str(written["code"]),
        phase=Phase.from_dutch(written["phase"]),
        name={"nl": _name(written["nl"]), "en": _name(written.get("en", written["nl"]))},
        owner=Role.from_dutch(written["owner"]),
        agrees=tuple(Role.from_dutch(role) for role in written.get("agrees", ())),
        meets=frozenset(For(each) for each in written["for"]),
        when=CountedFrom(written["when"]),
        days=int(written["days"]),
        needs=tuple(map(str, written.get("needs", ()))),
    )


def _dependency(written: Mapping[str, Any]) -> Dependency:
    return Dependency(str(written["code"]), str(written["first"]), str(written["then"]))


def _name(written: object) -> str:
    return " ".join(str(written).split())


def _check(baseline: Baseline) -> None:
    codes = [step.code for step in baseline.steps]
    if not codes or len(codes) > MOST_STEPS:
        raise NotReadable(f"{len(codes)} steps, of at most {MOST_STEPS}")
    waits = [each.code for each in baseline.dependencies]
    for among in (codes, waits):
        if twice := sorted({code for code in among if among.count(code) > 1}):
            raise NotReadable(f"twice: {', '.join(twice)}")
    if wrong := [code for code in (*codes, *waits) if not 0 < len(code) <= LONGEST_CODE or code == DECISION]:
        raise NotReadable(f"a code of 1 to {LONGEST_CODE} signs: {', '.join(wrong)}")
    for step in baseline.steps:
        if any(not 0 < len(name) <= LONGEST_NAME for name in step.name.values()):
            raise NotReadable(f"a name of 1 to {LONGEST_NAME} signs: {step.code}")
        if not 0 <= step.days <= MOST_DAYS:
            raise NotReadable(f"0 to {MOST_DAYS} days: {step.code}")
    named = [(step.code, code) for step in baseline.steps for code in step.needs]
    named += [(each.code, code) for each in baseline.dependencies for code in (each.first, each.then)]
    if unknown := [f"{where}: {code}" for where, code in named if code not in {*codes, DECISION}]:
        raise NotReadable(f"no such step: {', '.join(unknown)}")
    _refuse_circles({step.code: step.needs for step in baseline.steps})
    first: dict[str, list[str]] = {}
    for each in baseline.dependencies:
        first.setdefault(each.then, []).append(each.first)
    _refuse_circles(first)


def _refuse_circles(comes_after: Mapping[str, Sequence[str]]) -> None:
    try:
        TopologicalSorter(comes_after).prepare()
    except CycleError as circle:
        raise NotReadable(f"in a circle: {', '.join(circle.args[1])}") from circle


def written(baseline: Baseline) -> str:
    """What `read` reads."""
    steps = [
        {
            "code": step.code,
            "phase": step.phase.dutch,
            **step.name,
            "owner": step.owner.dutch,
            "agrees": [role.dutch for role in step.agrees],
            "for": sorted(each.value for each in step.meets),
            "when": step.when.value,
            "days": step.days,
            "needs": list(step.needs),
        }
        for step in baseline.steps
    ]
    waits = [{"code": each.code, "first": each.first, "then": each.then} for each in baseline.dependencies]
    return tomli_w.dumps({"version": baseline.version, "step": steps, "dependency": waits})


def with_step(baseline: Baseline, step: Step) -> Baseline:
    """With this step in the place of the one with its code."""
    return replace(baseline, steps=tuple(step if each.code == step.code else each for each in baseline.steps))


def without_step(baseline: Baseline, code: str) -> Baseline:
    """Nothing waits for it any more either."""
    kept = tuple(
        replace(each, needs=tuple(need for need in each.needs if need != code))
        for each in baseline.steps
        if each.code != code
    )
    waits = tuple(each for each in baseline.dependencies if code not in (each.first, each.then))
    return replace(baseline, steps=kept, dependencies=waits)


def put_back(baseline: Baseline, shipped: Baseline, step: Step) -> Baseline:
    """This step of what is shipped, in its own place, with what waited for it."""
    if baseline.step(step.code):
        return baseline
    order = [each.code for each in shipped.steps]
    behind = set(order[order.index(step.code) :])
    place = next((at for at, each in enumerate(baseline.steps) if each.code in behind), len(baseline.steps))
    there = {*(each.code for each in baseline.steps), step.code, DECISION}
    back = replace(step, needs=tuple(code for code in step.needs if code in there))
    steps = [_needing(each, step.code, shipped) for each in baseline.steps]
    known = {each.code for each in baseline.dependencies}
    waits = [each for each in shipped.dependencies if each.code not in known and {each.first, each.then} <= there]
    both = (*baseline.dependencies, *waits)
    return replace(baseline, steps=(*steps[:place], back, *steps[place:]), dependencies=both)


def _needing(step: Step, code: str, shipped: Baseline) -> Step:
    usual = shipped.step(step.code)
    needs = (*step.needs, code) if usual and code in usual.needs and code not in step.needs else step.needs
    return replace(step, needs=needs)


@cache
def shipped() -> Baseline:
    return read(resources.files(__package__).joinpath("baseline.toml").read_text("utf-8"))
