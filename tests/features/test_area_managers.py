"""Whoever looks after an area hears what is planned there, and is asked when the planner wants to know."""

import pytest

from tests.features.scenes import asks_for, plans
from tests.givens import a_project, an_area
from tests.room import Person, Room


@pytest.fixture
def anna(room: Room) -> Person:
    anna = room.person("Anna")
    room.given(
        an_area("Noord", code="BU99990001"), an_area("Zuid", code="BU99990002"), a_project("Kade", project_lead=anna)
    )
    return anna


@pytest.fixture
def olga(room: Room, anna: Person) -> Person:
    return room.person("Olga", discipline="omgevingsmanager", areas=["BU99990001"])


def test_in_their_weekly_message_they_read_what_others_planned_there(room: Room, anna: Person, olga: Person) -> None:
    otto = room.person("Otto", discipline="omgevingsmanager", areas=["BU99990002"])
    plans(anna, "Kade", areas=["Noord"], groups=["jongeren"])
    room.at("2026-11-24 18:00")
    room.at("2026-12-01 18:00")
    assert olga.hears("Nieuw gepland: Inloopavond bij Kade, woensdag 9 december, in Noord.")
    assert sum("Nieuw gepland" in shown.text for shown in olga.messages) == 1
    assert not otto.hears("Nieuw gepland")
    room.at("2026-12-08 18:00")
    assert sum("Nieuw gepland" in shown.text for shown in olga.messages) == 1


def test_the_planner_may_ask_and_hears_the_answer(room: Room, anna: Person, olga: Person) -> None:
    plans(anna, "Kade", areas=["Noord"], groups=["jongeren"])
    assert anna.sees("Olga is omgevingsmanager van Noord.")
    assert olga.hears_nothing(), "to ask is the planner's choice"
    anna.clicks("Vraag of het past")
    assert anna.sees("Ik vraag Olga of Inloopavond daar past.")
    assert olga.hears("Anna plant Inloopavond bij Kade: woensdag 9 december 2026.")
    olga.clicks("Let op, want…")
    olga.fills(words="Dan is de kermis er.")
    olga.submits()
    assert anna.hears("Olga zegt over Inloopavond: Dan is de kermis er.")
    assert room.channel.is_silent()


def test_it_fits_is_one_click(room: Room, anna: Person, olga: Person) -> None:
    plans(anna, "Kade", areas=["Noord"], groups=["jongeren"])
    anna.clicks("Vraag of het past")
    anna.clicks("Vraag of het past", beside="omgevingsmanager van")
    assert len(olga.messages) == 1
    olga.clicks("Ja, dat past")
    assert anna.hears("Olga zegt: Inloopavond past daar goed.")


def test_nobody_is_offered_for_other_areas_and_the_planner_not_to_themselves(room: Room, olga: Person) -> None:
    room.given(a_project("Markt", project_lead=olga))
    plans(olga, "Markt", areas=["Noord"], groups=["jongeren"])
    assert not olga.sees("omgevingsmanager van")
    plans(olga, "Markt", areas=["Zuid"], groups=["jongeren"])
    assert not olga.sees("omgevingsmanager van")


def test_nobody_else_answers_or_is_asked(room: Room, anna: Person, olga: Person) -> None:
    bert = room.person("Bert")
    plans(anna, "Kade", areas=["Noord"], groups=["jongeren"])
    old = "Deze knop werkt niet meer"
    assert old in asks_for(anna, "moment.ask_area", moment="1", colleague=str(bert.id))
    assert old in asks_for(bert, "moment.area_fits", moment="1", planner=str(anna.id))
    assert old not in asks_for(olga, "moment.area_fits", moment="1", planner=str(anna.id))
    assert bert.hears_nothing()
