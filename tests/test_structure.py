"""The house keeps its shape: rooms by subject, no circles, and nothing that must be read for too long."""

import tomllib

import pytest

from bot.features import FEATURES
from tests import house
from tests.sources import ROOT

MOST_ROOMS = {"handlers": 16, "storage": 14}
MOST_LINES, MOST_LINES_OF_A_FUNCTION = 350, 50


@pytest.mark.parametrize("package", MOST_ROOMS)
def test_a_package_has_few_rooms(package: str) -> None:
    rooms = house.shape(package).rooms
    assert len(rooms) <= MOST_ROOMS[package], sorted(rooms)


BOTH_WAYS = {
    "handlers": [("delivery", "scheduling")],  # Sending asks whether the clock was set, and what was set wakes sending.
    "bot": [],
    "storage": [("messages", "people")],  # Messages are for people; who they are is erased from their messages.
}
"""What is left, and may only become less."""


@pytest.mark.parametrize("package", BOTH_WAYS)
def test_few_rooms_import_each_other(package: str) -> None:
    assert house.both_ways(package) == BOTH_WAYS[package]


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert house.circles() == []


def test_no_module_is_long() -> None:
    assert house.long_modules(MOST_LINES) == []


def test_no_function_is_long() -> None:
    assert house.long_functions(MOST_LINES_OF_A_FUNCTION) == []


def test_no_two_classes_have_one_name() -> None:
    assert house.twins() == {}


def test_every_module_of_cards_and_forms_is_held_to_be_pure() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    (pure,) = [
        set(contract["source_modules"])
        for contract in settings["tool"]["importlinter"]["contracts"]
        if contract["name"] == "Cards, forms and rules are pure"
    ]
    several = {name for name in house.modules() if name.endswith(("_cards", "_forms", "_rules"))}
    assert several - pure == set()


def test_what_time_starts_stands_in_the_jobs_of_its_feature() -> None:
    started = [
        (each.name, run.__module__)
        for each in FEATURES
        for run in (*(job.run for job in each.jobs), *each.reminders.values())
    ]
    elsewhere = [module for name, module in started if module.split(".")[:3] != ["bot", name, "jobs"]]
    assert started
    assert elsewhere == []
