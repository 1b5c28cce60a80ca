"""A new project: a few questions, and whoever registers says what they are in it themselves."""

import pytest

from tests.features.scenes import history, registers, roles, shows
from tests.givens import a_project, an_area
from tests.room import Person, Room


@pytest.fixture
def anna(room: Room) -> Person:
    return room.person("Anna", discipline="communicatieadviseur")


def test_a_name_is_all_that_a_project_needs(anna: Person) -> None:
    registers(anna, "Park Singel")
    assert anna.sees_alone("Park Singel staat in het overzicht.")
    assert "Status: komend. Het werk begint nog." in shows(anna, "Park Singel")


def test_what_is_lacking_is_the_main_thing_to_do_with_a_new_project(anna: Person) -> None:
    registers(anna, "Park Singel")
    assert anna.sees_alone("Handig om nog in te vullen: Samenvatting")
    assert anna.main_buttons == ["Vul aan"]


def test_the_form_asks_little(anna: Person) -> None:
    anna.types("/project nieuw")
    assert len(anna.form.fields) <= 8
    assert [key for key, field in anna.form.fields.items() if field.required] == ["name", "status", "my_role"]
    assert anna.sees("Alleen de naam is nodig. De rest kan later.")


def test_every_status_is_explained_where_it_is_chosen(anna: Person) -> None:
    anna.types("/project nieuw")
    assert anna.sees("o gepauzeerd: Het ligt stil en gaat later verder.")
    assert anna.sees("o gestopt: Het gaat niet door.")


def test_what_is_typed_after_the_command_is_the_name_already(anna: Person) -> None:
    anna.types("/project nieuw Park Singel")
    assert anna.form["name"] == "Park Singel"


def test_everything_that_the_form_asks_is_kept(room: Room, anna: Person) -> None:
    room.given(an_area("Bloemenbuurt"))
    registers(
        anna,
        "Park Singel",
        status="lopend",
        areas=["Bloemenbuurt"],
        groups=["jongeren", "omwonenden"],
        starts_on="2026-12-01",
        ends_on="2027-06-30",
    )
    card = shows(anna, "Park Singel")
    assert "Status: lopend. Er is nu iemand mee bezig." in card
    assert "Gebieden: Bloemenbuurt" in card
    assert "Doelgroepen: omwonenden en jongeren" in card
    assert "Periode: 1 december 2026 tot en met 30 juni 2027" in card


def test_your_own_discipline_is_proposed_as_your_role(room: Room, anna: Person) -> None:
    registers(anna, "Park Singel")
    assert roles(room, "Park Singel") == {"communication_adviser": ("Anna", "accepted")}


def test_who_takes_a_role_for_themselves_gets_no_question(room: Room, anna: Person) -> None:
    registers(anna, "Park Singel", my_role="projectleider")
    assert roles(room, "Park Singel") == {"project_lead": ("Anna", "accepted")}
    assert anna.hears_nothing()


def test_who_registers_may_stay_out_of_it(room: Room, anna: Person) -> None:
    registers(anna, "Park Singel", my_role="Ik heb hier geen rol in")
    assert roles(room, "Park Singel") == {}
    anna.types("/project wijzig Park Singel")
    assert anna.sees("Kies een onderdeel")


def test_projects_are_numbered_after_the_highest(room: Room, anna: Person) -> None:
    room.given(a_project("Oud", key="P41"), a_project("Los", key="Pleinen-2024"))
    registers(anna, "Nieuw")
    assert "Project P42" in shows(anna, "Nieuw")


def test_what_is_worth_filling_in_next_is_said(anna: Person) -> None:
    registers(anna, "Park Singel", groups=["jongeren"])
    assert anna.sees("Handig om nog in te vullen: Samenvatting")
    assert not anna.sees("Doelgroepen")


def test_history_begins_with_who_registered_it(anna: Person) -> None:
    registers(anna, "Park Singel")
    assert "23 november 2026, Anna: in het overzicht gezet" in history(anna, "Park Singel")


def test_an_end_before_the_start_is_refused_at_its_field(anna: Person) -> None:
    anna.types("/project nieuw")
    anna.fills(name="Park Singel", groups=["jongeren"], starts_on="2027-06-30", ends_on="2026-12-01")
    anna.submits()
    assert anna.form.errors == {"ends_on": "De laatste dag ligt voor de eerste dag. Kies een latere laatste dag."}
    anna.fills(ends_on="2027-07-01")
    anna.submits()
    assert "Doelgroepen: jongeren" in shows(anna, "Park Singel")


def test_a_form_that_is_sent_twice_makes_one_project(room: Room, anna: Person) -> None:
    registers(anna, "Park Singel")
    anna.submits_again()
    assert anna.sees("Er is niets dubbel opgeslagen.")
    anna.types("/project lijst")
    assert anna.screen.count("Park Singel") == 1


def test_two_projects_may_have_the_same_name(anna: Person) -> None:
    registers(anna, "Herinrichting")
    registers(anna, "Herinrichting")
    anna.submits()  # It is another one, they say.
    anna.types("/project toon Herinrichting")
    assert anna.sees("Welk project bedoel je?")
    assert anna.sees("P01")
    anna.clicks("Kies", beside="P02")
    assert anna.sees("Project P02")


def test_in_english_the_form_and_the_answer_are_english(room: Room) -> None:
    emma = room.person("Emma", language="en")
    emma.types("/project new")
    assert emma.form.title == "New project"
    emma.fills(name="Park Singel", my_role="project lead")
    emma.submits()
    assert emma.sees("Park Singel is in the overview.")
