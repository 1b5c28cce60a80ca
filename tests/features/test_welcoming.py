"""Whoever is new hears in three lines what this is, and is asked one thing: what they do."""

import pytest
from sqlalchemy import delete

from storage.messages.outbox import OutboxRow
from storage.people import people
from storage.people.municipalities import Tenant
from tests.features.scenes import names
from tests.givens import a_colleague, a_project
from tests.room import Person, Room

TITLE = "Welkom bij Samenspel"


def comes_in(room: Room, person: Person) -> None:
    """The platform says that they are there; they asked nothing."""
    room.service.arrives(person.account, room.now, f"R{room.number()}")
    room.settle()


def disciplines(room: Room, person: Person) -> list[str]:
    with room.storage() as db:
        found = people.colleague_in_full(db, person.id)
        assert found is not None
        return [row.discipline.value for row in found.disciplines]


def welcomes(person: Person) -> list[str]:
    return [shown.text for shown in person.messages if TITLE in shown.text or "Welcome to Samenspel" in shown.text]


def test_a_newcomer_is_welcomed_and_asked_what_they_do(room: Room) -> None:
    anna = room.person("Anna", stranger=True)
    comes_in(room, anna)
    (welcome,) = welcomes(anna)
    assert "Eén vraag: wat is jouw werk?" in welcome
    assert len(welcome.splitlines()) == 6, "the title, three lines, a question and its answers"
    anna.clicks("Communicatieadviseur")
    assert anna.sees("Je bent communicatieadviseur.")
    assert disciplines(room, anna) == ["communication"]
    assert room.channel.is_silent()


def test_the_first_command_is_answered_and_brings_the_welcome(room: Room) -> None:
    anna = room.person("Anna", stranger=True, language="en")
    anna.types("/project lijst")
    assert anna.sees("Projects")
    assert "One question: what is your job?" in welcomes(anna)[0]
    comes_in(room, anna)
    room.turn(days=1)
    anna.home()
    anna.types("/project lijst")
    assert len(welcomes(anna)) == 1


def test_whoever_a_list_knows_is_welcomed_when_they_are_found(room: Room) -> None:
    room.given(a_colleague("Anna", email="anna@voorbeeld.example", discipline="participatieadviseur"))
    anna = room.person("Anna", stranger=True)
    anna.home()
    assert "Eén vraag: je staat hier als participatieadviseur. Klopt dat?" in welcomes(anna)[0]
    anna.clicks("Dat klopt")
    assert anna.sees("Je bent participatieadviseur.")
    assert disciplines(room, anna) == ["participation"]


def test_whoever_is_named_before_they_came_hears_who_is_asking(room: Room) -> None:
    anna, lee = room.person("Anna"), room.person("Lee", stranger=True)
    room.given(a_project("Kade", project_lead=anna))
    names(anna, "Kade", communication_adviser=lee)
    assert [TITLE in shown.text for shown in lee.messages] == [True, False]
    assert welcomes(anna) == []


def test_on_a_second_platform_nobody_is_welcomed_again(room: Room) -> None:
    anna = room.person("Anna", stranger=True)
    anna.home()
    also = room.person("Anna", stranger=True, platform="teams", email="anna@voorbeeld.example")
    with room.storage() as db:
        # What was sent is cleared after some months: it is not by the message that we know.
        db.execute(delete(OutboxRow))
        db.add(Tenant(platform="teams", tenant=also.account.tenant, municipality_id=room.municipality_id))
    also.home()
    assert also.id == anna.id
    assert welcomes(also) == []
    assert len(welcomes(anna)) == 1


def test_a_guest_and_a_bot_are_not_welcomed(room: Room) -> None:
    guest = room.person("Gast", outsider=True)
    comes_in(room, guest)
    assert guest.hears_nothing()
    with room.storage() as db:
        assert people.sign_in(db, *guest.account) is None


@pytest.mark.parametrize("times", [1, 2])
def test_an_old_answer_to_the_question_changes_nothing(room: Room, times: int) -> None:
    anna = room.person("Anna", stranger=True)
    comes_in(room, anna)
    anna.clicks("Projectleider")
    for _ in range(times):
        anna.clicks_an_old("Projectleider")
    assert disciplines(room, anna) == ["project_lead"]


def test_nobody_becomes_a_head_by_the_button_of_another_time(room: Room) -> None:
    from tests.features.scenes import asks_for

    anna = room.person("Anna")
    told = asks_for(anna, "people.choose_discipline", discipline="department_head")
    assert "Deze knop werkt niet meer" in told
    assert disciplines(room, anna) == []
