"""A double is asked about before it is kept, and a mistake can be taken back for a while."""

import pytest

from bot.projects import rules
from tests.features.scenes import asks_for, names, plans, registers
from tests.givens import a_lesson, a_project
from tests.room import Person, Room

ALMOST = "Er staat al een project met bijna deze naam. Hoort dit daarbij?"


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Havenkade", "havenkade"),
        ("Herinrichting Havenkade", "Herinrichting van de Havenkade"),
        ("Herinrichting Havenkade", "Havenkade, herinrichting"),
        ("Herinrichting Havenkade", "Herinrichting Havenkadde"),
        ("Buurtbudget 2026", "Buurtbudget 2026"),
    ],
)
def test_these_are_asked_about(name: str, other: str) -> None:
    assert rules.doubles(name, [(7, other)]) == [7]


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Buurtbudget 2026", "Buurtbudget 2025"),
        ("Wijkschouw 7-1", "Wijkschouw 31-12"),
        ("Speelplek A", "Speelplek B"),
        ("Herinrichting Havenkade", "Herinrichting Marktplein"),
        ("Park", "Mark"),
        ("", "Park"),
    ],
)
def test_these_are_not(name: str, other: str) -> None:
    assert rules.doubles(name, [(7, other)]) == []


def test_a_double_is_asked_about_before_it_is_kept(room: Room, anna: Person) -> None:
    room.given(a_project("Park Singel"))
    registers(anna, "park singel", starts_on="2026-12-01")
    assert anna.sees(ALMOST)
    assert anna.form["starts_on"] == "2026-12-01"
    anna.closes_the_form()
    anna.types("/project lijst")
    assert not anna.sees("park singel, komend")
    assert anna.sees("Park Singel")


def test_no_keeps_it_as_another_project(room: Room, anna: Person) -> None:
    room.given(a_project("Park Singel"))
    registers(anna, "Park Singel")
    anna.submits()
    assert anna.sees("Park Singel staat in het overzicht.")


def test_yes_leads_to_that_project_and_nothing_is_kept(room: Room, anna: Person) -> None:
    room.given(a_project("Park Singel", summary="Het plan van vorig jaar"))
    registers(anna, "Park Singel")
    anna.clicks("Ja, bekijk dat project")
    assert anna.sees("Het plan van vorig jaar")


def test_another_name_that_is_a_double_too_is_asked_about_again(room: Room, anna: Person) -> None:
    room.given(a_project("Park Singel"), a_project("Stationsplein"))
    registers(anna, "Park Singel")
    anna.fills(name="Stationsplein")
    anna.submits()
    assert anna.sees(ALMOST)
    assert anna.sees("Stationsplein, lopend")


def test_whoever_registered_it_takes_a_mistake_back(room: Room, anna: Person) -> None:
    ada = room.person("Ada", admin=True)
    registers(anna, "Park Singel")
    anna.types("/project wijzig Park Singel")
    anna.clicks("Dit project was een vergissing", confirming="Dat kan ik niet terugdraaien.")
    assert anna.sees("Park Singel staat niet meer in het overzicht.")
    anna.clicks_an_old("Bekijk")
    assert anna.sees("Er staan nog geen projecten in het overzicht.")
    assert "nieuw project verwijderd" in asks_for(ada, "people.audit")


@pytest.mark.parametrize("hangs_on_it", ["a moment", "a lesson", "a colleague", "a week"])
def test_what_something_hangs_on_stays(room: Room, anna: Person, hangs_on_it: str) -> None:
    registers(anna, "Park Singel")
    anna.types("/project wijzig Park Singel")
    assert anna.sees("Dit project was een vergissing")
    match hangs_on_it:
        case "a moment":
            plans(anna, "Park Singel")
        case "a lesson":
            room.given(a_lesson("Begin eerder", project="Park Singel"))
        case "a colleague":
            names(anna, "Park Singel", communication_adviser=room.person("Bert"))
        case "a week":
            room.turn(days=7, only=["projects"])
    assert "Rond het anders af." in asks_for(anna, "project.remove", id="1")
    anna.types("/project wijzig Park Singel")
    assert not anna.sees("vergissing")


def test_nobody_else_removes_it(room: Room, anna: Person) -> None:
    ada = room.person("Ada", admin=True)
    registers(anna, "Park Singel")
    for other in (ada, room.person("Bert")):
        assert "Rond het anders af." in asks_for(other, "project.remove", id="1")
