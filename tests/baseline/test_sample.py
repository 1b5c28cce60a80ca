"""The sample municipality at its reference date, worked out by hand in capabilities.md 1."""

import datetime as dt
from typing import Any

import pytest

from bot.baseline import dependencies, gather, rules, steps
from bot.baseline.report import report
from bot.baseline.rules import Situation
from glossary import Size, Status
from tests.room import ZONE, Room

REFERENCE = dt.datetime(2026, 11, 23, 9, tzinfo=ZONE)

OPEN = {
    "P01": {"U2"},
    "P02": {"U2"},
    "P03": {"O1", "O5", "O6", "P5", "U2"},
    "P04": {"O1", "P5"},
    "P05": set(),
    "P06": {"O1", "O5", "O6"},
    "P07": set(),
    "P08": {"P5", "P6"},
    "P09": {"V1", "T2", "T3"},
    "P10": set(),
    "P14": {"O1", "O5"},
}


@pytest.fixture
def here(room: Room) -> list[Situation]:
    room.sample()
    with room.storage() as db:
        return list(gather.situations(db, REFERENCE))


@pytest.fixture
def found(room: Room, here: list[Situation]) -> Any:
    with room.storage() as db:
        return report(gather.looked_at(db, REFERENCE), REFERENCE.date())


def test_what_is_open_of_projects_that_go_on_or_begin(found: Any) -> None:
    shown = {
        key: {code for code, state in of_project.items() if state == "open"}
        for key, of_project in found["projects"].items()
        if key in OPEN
    }
    assert shown == OPEN


def test_days_between_the_last_day_of_an_ask_and_its_answer(found: Any) -> None:
    assert found["answers"] == {"M01": 21, "M08": 12, "M09": 54, "M10": 47, "M11": 3, "M16": 26, "M17": 14}
    told, waiting = ["M01", "M16", "M17"], ["M08", "M09", "M10", "M11"]
    assert round(sum(found["answers"][key] for key in told) / 3, 1) == 20.3
    assert sum(found["answers"][key] for key in waiting) / 4 == 29.0


def test_days_that_waiting_costs(found: Any) -> None:
    """D9: the decision of 15 December against 28 October. D8: the table of M09, due on 14 October."""
    assert found["dependencies"]["D9"] == {"P09": 48}
    assert found["dependencies"]["D8"] == {"P09": 40}
    assert found["dependencies"]["D2"]["P03"] == found["dependencies"]["D1"]["P03"] == 62
    assert found["dependencies"]["D5"]["P03"] == 13


def test_the_decision_comes_after_both_answers_were_due(here: list[Situation]) -> None:
    [parking] = [each for each in here if each.project.key == "P09"]
    assert {ask.key: days for ask, days in rules.decided_after(parking)} == {"M09": 48, "M10": 41}


def test_gates_that_were_passed_with_something_open(here: list[Situation]) -> None:
    passed = {}
    for each in here:
        if each.project.status in (Status.ONGOING, Status.UPCOMING):
            progress = rules.progress(steps.shipped(), each, {})
            if codes := {one.step.code for one in dependencies.gates_passed(progress, each)}:
                passed[each.project.key] = codes
    assert passed == {"P03": {"O1", "O5", "O6"}, "P04": {"O1", "P5"}}


def test_six_of_eight_ongoing_projects_have_what_comes_first(here: list[Situation], found: Any) -> None:
    ongoing = {each.project.key: each.project.size for each in here if each.project.status is Status.ONGOING}
    has = {
        key
        for key in ongoing
        if all(found["projects"][key][code] in ("done", "asked") for code in ("O1", "O5", "O6", "P5"))
    }
    by_size = {size: ([*ongoing.values()].count(size), sum(ongoing[key] is size for key in has)) for size in Size}
    assert by_size == {Size.SMALL: (1, 0), Size.MEDIUM: (3, 2), Size.LARGE: (4, 4)}


def test_an_invitation_waits_for_the_first_open_step_behind_it(here: list[Situation]) -> None:
    def coming(key: str) -> tuple[str, str]:
        [each] = [one for one in here if one.project.key == key]
        found = dependencies.next_step(steps.shipped(), rules.progress(steps.shipped(), each, {}), each)
        assert found is not None
        return found.progress.step.code, found.waits.step.code if found.waits else ""

    assert coming("P03") == ("O5", "U2")
    assert coming("P09") == ("V1", "")
    assert coming("P04") == ("O1", "")
    assert coming("P01") == ("U2", "")
    # What nobody said of an earlier phase comes after what is asked now.
    assert coming("P05") == ("U1", "")
