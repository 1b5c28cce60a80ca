"""Colleagues of one municipality on two chat platforms: what one's picker cannot show does not get lost."""

import pytest

from storage.people.municipalities import Municipality
from tests.features.scenes import names, roles
from tests.givens import a_project
from tests.room import Person, Room


@pytest.fixture
def anna(room: Room) -> Person:
    return room.person("Anna", admin=True)


@pytest.fixture
def kwame(room: Room, anna: Person) -> Person:
    return room.person("Kwame", platform="elsewhere")


@pytest.fixture
def bo(room: Room, anna: Person) -> Person:
    return room.person("Bo")


def keepers(room: Room) -> tuple[int | None, int | None]:
    with room.storage() as db:
        home = db.get_one(Municipality, room.municipality_id)
        return home.keeper_id, home.deputy_id


def test_the_form_of_roles_saved_unchanged_changes_nothing(room: Room, anna: Person, kwame: Person) -> None:
    room.given(a_project("Kade", project_lead=anna, communication_adviser=kwame))
    anna.types("/project rollen Kade")
    assert anna.sees("Kwame zit niet in deze chat. Kies je niemand anders, dan blijft Kwame hier staan.")
    anna.submits()
    assert roles(room, "Kade")["communication_adviser"] == ("Kwame", "accepted")
    assert kwame.hears_nothing()


def test_somebody_else_takes_their_place_when_chosen(room: Room, anna: Person, kwame: Person, bo: Person) -> None:
    room.given(a_project("Kade", project_lead=anna, communication_adviser=kwame))
    names(anna, "Kade", communication_adviser=bo)
    assert roles(room, "Kade")["communication_adviser"] == ("Bo", "asked")


def test_a_form_of_roles_that_comes_back_still_holds_them(room: Room, anna: Person, kwame: Person, bo: Person) -> None:
    room.given(a_project("Kade", project_lead=anna, area_manager=bo, communication_adviser=kwame))
    anna.types("/project rollen Kade")
    names(bo, "Kade", participation_adviser=bo)
    anna.submits()
    assert anna.sees("Bo wijzigde dit project")
    anna.submits()
    assert roles(room, "Kade")["communication_adviser"] == ("Kwame", "accepted")


def test_keeper_and_deputy_stay_when_the_settings_are_saved(room: Room, anna: Person, kwame: Person) -> None:
    room.settings(keeper=kwame, deputy=kwame)
    anna.types("/samenspel instellingen")
    anna.clicks("Wijzig")
    assert anna.sees("dan blijft Kwame hier staan.")
    anna.fills(name="Voorbeeld")
    anna.submits()
    assert keepers(room) == (kwame.id, kwame.id)


def test_another_keeper_can_be_chosen(room: Room, anna: Person, kwame: Person, bo: Person) -> None:
    room.settings(keeper=kwame, deputy=kwame)
    anna.types("/samenspel instellingen")
    anna.clicks("Wijzig")
    anna.fills(keeper=bo)
    anna.submits()
    assert keepers(room) == (bo.id, kwame.id)


def test_who_has_left_is_not_kept(room: Room, anna: Person, kwame: Person) -> None:
    """Then somebody has to be chosen."""
    room.settings(keeper=kwame)
    anna.types("/samenspel instellingen")
    kwame.leaves()
    room.turn(days=2)
    kwame.types("/samenspel")
    anna.clicks("Wijzig")
    assert anna.form.field("keeper").required
