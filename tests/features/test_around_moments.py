"""The working day before a contact moment, and the working day after: who does what, and the report."""

import pytest

from tests.givens import a_moment, a_project
from tests.person import Person
from tests.room import Room

BEFORE = "is morgen."
ASKED = "Vier korte vragen, en je verslag is klaar."


@pytest.fixture
def team(room: Room) -> tuple[Person, Person, Person]:
    """Lead, communication and participation of Park Singel."""
    anna, bert, kees = (room.person(name) for name in ("Anna", "Bert", "Kees"))
    room.given(
        a_project("Park Singel", project_lead=anna, communication_adviser=bert, participation_adviser=kees),
        a_moment("Wandeling", starts_on="2026-11-25"),
    )
    return anna, bert, kees


def test_three_agree_who_does_what_the_day_before(room: Room, team: tuple[Person, Person, Person]) -> None:
    anna, bert, kees = team
    room.at("2026-11-24 08:00")
    assert anna.hears_nothing()
    room.at("2026-11-24 12:00")
    for one in team:
        assert one.hears("Wandeling (Park Singel) is morgen.")
    anna.clicks("Ik leid het gesprek")
    kees.clicks("Ik maak het verslag")
    assert bert.hears("gespreksleider: Anna")
    assert bert.hears("verslag: Kees")
    assert bert.hears("gastheer: nog niemand")
    room.at("2026-11-26 08:00")
    assert not kees.hears(ASKED)
    room.at("2026-11-26 12:00")
    assert kees.hears(ASKED)
    assert not anna.hears(ASKED)
    assert not bert.hears(ASKED)
    kees.clicks("Maak het verslag")
    kees.fills(
        people_came="35",
        missed=["jongeren", "huurders"],
        said="- Meer bankjes\n- Geen lantaarns",
        differently="Eerder beginnen.",
    )
    kees.submits()
    assert kees.sees("Het verslag staat bij Wandeling.")
    kees.clicks("Bekijk")
