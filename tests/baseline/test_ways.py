"""Every step that is asked for can be ended with the button beside it, whatever the project is like."""

from collections.abc import Mapping
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from bot.baseline import cards, dependencies, rules, steps
from bot.baseline.cards import ProjectSteps
from bot.baseline.rules import Progress, Situation, StepSaid, StepState
from bot.chat.cards import Button
from bot.chat.texts import speech
from bot.findings.facts import ContactMoment
from bot.register import fields
from glossary import TRIANGLE, Level, PartialDate, QualitySource, RoleState
from tests.baseline.test_brute_force import PROJECTS, TODAY, a_situation

NOW = PartialDate.of(TODAY)
ASKED_FOR = (StepState.OPEN, StepState.TO_SAY)
FILLED_IN: Mapping[str, Mapping[str, Any]] = {
    "taking_part": {
        "level": Level.CONSULT,
        "fixed": "",
        "open": "",
        "promise_published_on": NOW,
    },
    "decision": {"notice_on": NOW},
    "money": {"participation_budget": 500},
}
"""The fields of a part of the form, as whoever fills it in does; each has to be in that part."""


def as_seen(here: Situation, found: Mapping[str, Progress]) -> ProjectSteps:
    coming = dependencies.next_step(steps.shipped(), found, here)
    return ProjectSteps(1, "Kade", here, steps.shipped(), found, coming, {}, frozenset(), {})


def pressed(button: Button, one: Progress, here: Situation) -> tuple[Situation, dict[str, StepSaid]]:
    """What the register and the marks hold once the form behind this button was filled in."""
    project = here.project
    match button.action:
        case "baseline.done":
            about = frozenset(rules.about(one.step.code, ask, here) for ask in one.asks)
            return here, {button.args["step"]: StepSaid(True, about=about)}
        case "project.roles":
            named = {**project.named, **dict.fromkeys(TRIANGLE, RoleState.ACCEPTED)}
            return replace(here, project=replace(project, named=named)), {}
        case "project.edit_part":
            part = button.args["part"]
            assert FILLED_IN[part].keys() <= {each.key for each in fields.PARTS[part]}
            known = {key: value for key, value in FILLED_IN[part].items() if key not in ("fixed", "open")}
            if part == "taking_part":
                known |= {"is_fixed_known": True, "is_open_known": True}
            return replace(here, project=replace(project, **known)), {}
        case "moment.new":
            planned = replace(a_moment(), id=99)
            return replace(here, project=replace(project, moments=[*project.moments, planned])), {}
        case "moment.edit" | "moment.tell":
            sent: dict[str, Any] = {"invited_on": NOW} if button.action == "moment.edit" else {"told_on": NOW}
            moments = [
                replace(each, **sent) if str(each.id) == button.args["moment"] else each for each in project.moments
            ]
            return replace(here, project=replace(project, moments=moments)), {}
        case "quality.new":
            source = QualitySource.from_code(button.args["source"])
            return replace(here, project=replace(project, measured_by=project.measured_by | {source})), {}
        case "lesson.new":
            return replace(here, project=replace(project, lessons=1)), {}
    raise AssertionError(f"nobody knows what {button} ends")


def a_moment() -> ContactMoment:
    chance = Random(1)
    while not (found := a_situation(chance).project.asks):
        pass
    return found[0]


@pytest.mark.parametrize("seed", range(3))
def test_what_is_asked_for_ends_with_the_button_beside_it(seed: int) -> None:
    chance, t, ended = Random(seed), speech("nl"), set[str]()
    for _ in range(PROJECTS // 3):
        here = a_situation(chance)
        found = rules.progress(steps.shipped(), here, {})
        seen = as_seen(here, found)
        for code, one in found.items():
            if one.state not in ASKED_FOR:
                continue
            after, marks = pressed(cards.way_to_end(t, seen, one), one, here)
            then = rules.progress(steps.shipped(), after, marks)[code]
            # A form about one contact moment leaves the others as they were.
            assert then.state not in ASKED_FOR or len(then.asks) == len(one.asks) - 1 > 0, (code, here)
            ended.add(code)
    assert ended == {step.code for step in steps.shipped().steps}


def test_a_delay_that_was_told_is_told_again_when_the_day_moves_or_others_wait() -> None:
    chance = Random(3)
    while True:
        here = a_situation(chance)
        found = rules.progress(steps.shipped(), here, {})
        if "T3" in found and found["T3"].state is StepState.OPEN and len(found["T3"].asks) > 1:
            break
    asks = found["T3"].asks
    told = {"T3": StepSaid(True, about=frozenset(rules.about("T3", ask, here) for ask in asks))}
    assert rules.progress(steps.shipped(), here, told)["T3"].state is StepState.DONE
    told_one = {"T3": StepSaid(True, about=frozenset({rules.about("T3", asks[0], here)}))}
    still = rules.progress(steps.shipped(), here, told_one)["T3"]
    assert (still.state, still.asks) == (StepState.OPEN, asks[1:])
    moved = replace(here.project, decision_on=PartialDate.of(TODAY.replace(year=2027)))
    assert rules.progress(steps.shipped(), replace(here, project=moved), told)["T3"].state is StepState.OPEN


def test_what_is_left_out_of_one_contact_moment_is_asked_of_the_next() -> None:
    """An answer to residents of one evening is no answer to those of another."""
    chance = Random(5)
    while True:
        here = a_situation(chance)
        found = rules.progress(steps.shipped(), here, {})
        if found["T2"].state is StepState.OPEN and len(found["T2"].asks) > 1:
            break
    first, second = found["T2"].asks[:2]
    left_out = {"T2": StepSaid(False, "ze kwamen niet", frozenset({str(first.id)}))}
    still = rules.progress(steps.shipped(), here, left_out)["T2"]
    assert still.state is StepState.OPEN
    assert first not in still.asks
    assert second in still.asks
