"""A short season: the same on every run, by what screens offer, and not worse to read than it was."""

import ast
from pathlib import Path
from random import Random

import pytest

from bot.chat.cards import Button, Text
from tests.databases import SqliteDatabases
from tests.room import Room
from tests.screens import Clickable
from tests.season import doing, replying, season
from tests.season.doing import Colleague
from tests.season.figures import figures
from tests.season.plans import KNOWN, PROJECTS, Team, plans
from tests.season.play import Played, play_in
from tests.season.town import BEGINS, colleagues

pytestmark = pytest.mark.slow

SEED = 1
NOT_WORSE_THAN = {
    "% of lines had before, leads, point": 5.0,
    "% of lines had before, leads, reminder": 5.0,
    "% of lines had before, leads, all": 5.0,
    "% of lines had before, advisers": 5.0,
    "% of lines had before, everybody": 5.0,
    "questions without a button that answers": 0,
    "points after their last useful day": 0,
    "bundles for a person on one day, most": 1,
    "told once more after three without an answer": 0,
    "told or asked twice around a moment": 0,
    "overview: lines, most": 12,
    "overview: buttons, most": 8,
    "overview: % of lines in last week's": 30,
    "% of Jouw week that names nothing of what is due": 0,
    "% of Home that names nothing of what is due": 0,
    "direct messages a week: lead": 1.5,
    "direct messages a week: adviser": 2,
    "direct messages a week: area manager": 1,
    "direct messages a week: head": 0.5,
    "direct messages a week: administrator": 1,
}
"""What people would want (`figures.py`). In three weeks little can be said twice; half years: docs/season.md."""


@pytest.fixture(scope="module")
def three_weeks(sqlite: SqliteDatabases) -> Played:
    with sqlite.migrated() as url:
        return play_in(url, 3, SEED)


def test_the_same_seed_is_the_same_season(three_weeks: Played, sqlite: SqliteDatabases) -> None:
    with sqlite.migrated() as url:
        again = play_in(url, 1, SEED)
    first = [deed for deed in three_weeks.deeds if deed < again.deeds[-1]]
    assert first == list(again.deeds[: len(first)])
    assert len(first) > 10
    until = again.messages[-1].at
    assert again.messages == [each for each in three_weeks.messages if each.at <= until]


def test_much_happens_in_three_weeks(three_weeks: Played) -> None:
    """Else its figures would be fine because there was nothing to read."""
    sorts = {each.sort for each in three_weeks.messages}
    assert sorts >= {"bundle", "overview", "heads", "told"}
    pressed = {each.action for presses in three_weeks.pressed.values() for each in presses}
    assert pressed >= {"role.yes", "transfer.ask_people", "buddy.on"}
    assert any(len(each.readers) > 1 for each in three_weeks.messages)
    assert len(three_weeks.looks) > 20


def test_every_line_with_words_of_ours_is_traced(three_weeks: Played) -> None:
    """A line without a key is one that no measure can name."""
    lines = [line for message in three_weeks.messages for line in message.lines if line.words]
    assert lines
    assert not {line.words for line in lines if not line.key}


def test_it_is_not_worse_to_read_than_it_was(three_weeks: Played) -> None:
    found = {figure.name: figure.value for figure in figures(three_weeks) if figure.name in NOT_WORSE_THAN}
    assert found.keys() == NOT_WORSE_THAN.keys()
    worse = {name: (value, NOT_WORSE_THAN[name]) for name, value in found.items() if value > NOT_WORSE_THAN[name]}
    assert not worse


def test_there_are_forty_four_projects_and_every_lead_has_one() -> None:
    people = colleagues(Random(SEED))
    team = Team.of(people)
    found = plans(Random(SEED), team)
    assert (len(team.leads), len(team.communication), len(team.participation)) == (25, 6, 3)
    assert len({plan.name for plan in found}) == PROJECTS == 44
    assert sum(plan.is_known for plan in found) == KNOWN
    assert {plan.lead for plan in found} == {each.name for each in team.leads}
    assert {each.answers for each in people} == {"at once", "late", "never"}
    assert any(each.leaves for each in people)
    assert any(each.comes for each in people)


# Everybody acts through what their screen offers


def test_who_acts_knows_no_table_and_asks_the_service_for_nothing() -> None:
    for module in (doing, replying, season):
        tree = ast.parse(Path(module.__file__ or "").read_text("utf-8"))
        imported = {each.module or "" for each in ast.walk(tree) if isinstance(each, ast.ImportFrom)}
        assert not [name for name in imported if name.startswith(("storage", "handlers"))]
        used = {each.attr for each in ast.walk(tree) if isinstance(each, ast.Attribute)}
        assert not used & {"storage", "given", "service", "knock", "database", "sample", "settings"}


def test_a_button_that_is_not_on_the_screen_is_not_pressed(room: Room) -> None:
    person = room.person("Anna")
    anna = Colleague(person, colleagues(Random(SEED))[0], Random(SEED))
    anna.types("/project")
    assert anna.presses("project.new")
    person.closes_the_form()
    assert not anna.presses("people.erase")
    with pytest.raises(StopIteration):
        anna.presses_the(Clickable(Button(Text("Wis"), "people.erase"), ""))


def test_a_form_is_filled_in_by_what_fits_and_all_its_steps_are_sent(room: Room) -> None:
    person = room.person("Anna")
    anna = Colleague(person, colleagues(Random(SEED))[0], Random(SEED))
    anna.types("/project nieuw")
    assert anna.fills_in({"name": "Singel", "no_such_field": "x"})
    anna.types("/project toon Singel")
    assert person.sees("Singel")
    anna.types("/project nieuw")
    assert not anna.fills_in({"name": None})
    assert person.form_on_screen is None


def test_it_begins_on_a_monday() -> None:
    assert BEGINS.weekday() == 0
