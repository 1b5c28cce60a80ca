"""`samenspel simulate buddies`, as an administrator types it."""

import json
from pathlib import Path

from tests.handlers.test_main import samenspel

TEAM = ("simulate", "buddies", "--communication", "14", "--participation", "6", "--rounds", "8", "--seed", "1")


def test_rounds_as_json_have_everybody_in_a_group_or_waiting(tmp_path: Path) -> None:
    ended = samenspel(tmp_path, *TEAM, "--cap", "2", "--json")
    rounds = json.loads(ended.stdout)["rounds"]
    everybody = sorted([*(f"c{number}" for number in range(1, 15)), *(f"p{number}" for number in range(1, 7))])
    assert len(rounds) == 8
    for round_ in rounds:
        assert round_.keys() == {"groups", "waiting"}
        assert sorted([*(person for group in round_["groups"] for person in group), *round_["waiting"]]) == everybody
        assert all(1 <= sum(person[0] == "c" for person in group) <= 2 for group in round_["groups"])
        assert all(sum(person[0] == "p" for person in group) == 1 for group in round_["groups"])
        assert len(round_["waiting"]) == 2


def test_the_same_seed_shows_the_same_rounds(tmp_path: Path) -> None:
    first, again = (samenspel(tmp_path, *TEAM, "--json").stdout for _ in range(2))
    assert first == again
    assert list(tmp_path.iterdir()) == []


def test_for_people_it_says_what_the_rounds_come_to(tmp_path: Path) -> None:
    shown = samenspel(tmp_path, *TEAM).stdout
    assert "100 % van de keren had iemand een buddy uit het andere vak." in shown
    assert "Na 6 rondes kwamen alle 84 koppels aan de beurt." in shown
    assert "Niemand hoefde te wachten." in shown
    assert "Ronde 4: " in shown


def test_a_team_of_one_is_no_mistake(tmp_path: Path) -> None:
    ended = samenspel(tmp_path, "simulate", "buddies", "--communication", "1", "--participation", "0", "--rounds", "1")
    assert ended.returncode == 0
    assert "Ronde 1: geen groepen" in ended.stdout
    assert "Wachten: c1" in ended.stdout


def test_a_number_that_can_not_be_is_refused(tmp_path: Path) -> None:
    ended = samenspel(tmp_path, "simulate", "buddies", "--communication", "-1", "--participation", "3")
    assert ended.returncode == 2
    assert "--communication" in ended.stderr
    assert "Traceback" not in ended.stderr
