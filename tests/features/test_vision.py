"""The shared vision: said honestly when there is none, changed by both heads, and touched by a project in one click."""

import pytest

from storage.register import visions
from tests.features.scenes import asks_for, registers
from tests.givens import a_moment, a_project
from tests.person import Person
from tests.room import Room


@pytest.fixture
def hans(room: Room) -> Person:
    room.person("Ilse", discipline="afdelingshoofd")
    return room.person("Hans", discipline="afdelingshoofd")


def makes_a_vision(person: Person, **answers: object) -> None:
    person.types("/samenspel visie")
    person.clicks("Maak een visie")
    person.fills(principle_1="Wie iets zegt, krijgt antwoord", **answers)  # type: ignore[arg-type]
    person.submits()


def test_no_vision_is_said_honestly_with_five_questions_that_help(room: Room, hans: Person) -> None:
    eva = room.person("Eva")
    for person in (hans, eva):
        person.types("/samenspel visie")
        assert person.sees("Er is nog geen visie. Dat is geen ramp.")
        assert sum(line.startswith("- ") and line.endswith("?") for line in person.screen.splitlines()) == 5
    assert not eva.sees("Maak een visie")
    assert eva.sees("De afdelingshoofden, de overzichthouder en beheerders kunnen een visie maken.")
    assert not hans.sees("kunnen een visie maken")
    assert "afdelingshoofden" in asks_for(eva, "vision.edit")


def test_a_vision_has_its_goals_measured_and_its_owners_unnamed(room: Room, hans: Person) -> None:
    room.sample()
    makes_a_vision(hans, principle_2="Eerst luisteren", goal_answered=90)
    eva = room.person("Eva")
    eva.types("/samenspel visie")
    assert eva.sees("- Wie iets zegt, krijgt antwoord\n- Eerst luisteren")
    assert eva.sees("Antwoord binnen 28 dagen: 3 van de 5 (60%, doel 90%)")
    assert not eva.sees("Driehoek met drie namen")
    assert eva.sees("Eigenaren zijn de afdelingshoofden samen.")
    assert eva.sees("We kijken er opnieuw naar op 23 november 2027.")
    assert not eva.sees("Hans")


def test_the_heads_steer_on_the_goals_that_they_chose(room: Room, hans: Person) -> None:
    room.sample()
    makes_a_vision(hans, goal_answered=90)
    hans.types("/overzicht sturing")
    assert hans.sees("Doelen sinds 1 januari 2025: 3 van de 5 keer antwoord binnen 28 dagen (60%, doel 90%).")
    assert hans.sees("Visie: laatst gewijzigd op 23 november 2026.")


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"goal_answered": 0}, "Kies een getal van 1 tot en met 100. Iets anders kan ik niet meten."),
        ({"goal_invited": 101}, "Kies een getal van 1 tot en met 100. Iets anders kan ik niet meten."),
        ({"review_on": "2026-11-01"}, "Die dag is al voorbij. Kies een latere dag."),
        ({"principle_1": ""}, "Schrijf minstens één uitgangspunt op."),
    ],
)
def test_what_can_not_be_is_told_and_nothing_is_lost(
    room: Room, hans: Person, answers: dict[str, object], said: str
) -> None:
    hans.types("/samenspel visie")
    hans.clicks("Maak een visie")
    hans.fills(**{"principle_1": "Eerst luisteren", "goal_triangles": 80, **answers})  # type: ignore[arg-type]
    hans.submits()
    assert said in hans.form.text
    assert hans.form.readable("goal_triangles") == "80"


def test_two_heads_at_once_do_not_undo_each_other(room: Room, hans: Person) -> None:
    makes_a_vision(hans)
    ilse = next(person for person in room.people if person.name == "Ilse")
    for person in (hans, ilse):
        person.types("/samenspel visie")
        person.clicks("Wijzig")
    hans.fills(principle_1="Eerst luisteren")
    hans.submits()
    ilse.fills(principle_1="Altijd antwoorden")
    ilse.submits()
    assert "Iemand anders wijzigde de visie net. Er staat nu: Eerst luisteren." in ilse.form.text
    assert ilse.form.readable("principle_1") == "Altijd antwoorden"
    ilse.submits()
    assert ilse.sees("- Altijd antwoorden")


def test_a_form_that_is_sent_in_as_it_was_changes_nothing(room: Room, hans: Person) -> None:
    makes_a_vision(hans, goal_answered=90)
    room.turn(only={"daily"}, days=2)
    hans.types("/samenspel visie")
    hans.clicks("Wijzig")
    hans.submits()
    hans.types("/overzicht sturing")
    assert hans.sees("Visie: laatst gewijzigd op 23 november 2026.")


@pytest.mark.parametrize("change", ["words", "goal"])
def test_any_change_counts_as_one(room: Room, hans: Person, change: str) -> None:
    """Also one that leaves the day and the review as they are."""
    makes_a_vision(hans, goal_answered=90)
    with room.storage() as db:
        before = visions.vision(db)
        assert before
        number = before.revision
    hans.types("/samenspel visie")
    hans.clicks("Wijzig")
    hans.fills(**({"principle_2": "Kort"} if change == "words" else {"goal_answered": 80}))
    hans.submits()
    with room.storage() as db:
        after = visions.vision(db)
        assert after
        assert after.revision == number + 1


def test_a_head_of_both_departments_is_its_owner_and_without_heads_nobody_is(room: Room) -> None:
    anna = room.person("Anna", admin=True)
    makes_a_vision(anna)
    assert anna.sees("Er is nog geen afdelingshoofd bekend.")
    room.person("Hans", discipline="afdelingshoofd")
    anna.types("/samenspel visie")
    assert anna.sees("Eigenaar is het afdelingshoofd.")


def test_when_its_day_has_come_the_heads_are_asked_to_look_again(room: Room, hans: Person) -> None:
    makes_a_vision(hans, review_on="2026-11-24")
    hans.types("/overzicht sturing")
    assert not hans.sees("Kijk samen opnieuw naar de visie.")
    room.turn(only={"daily"}, days=2)
    hans.types("/overzicht sturing")
    assert hans.sees("Kijk samen opnieuw naar de visie. Dat zou op 24 november 2026.")


def test_a_new_project_says_in_one_click_which_principle_it_touches_or_not_at_all(room: Room, hans: Person) -> None:
    makes_a_vision(hans, principle_2="Eerst luisteren")
    anna = room.person("Anna")
    registers(anna, "Singel")
    assert anna.sees("Raakt dit project een van onze uitgangspunten?")
    anna.clicks("2. Eerst luisteren")
    assert anna.sees("Singel raakt dit uitgangspunt: Eerst luisteren")
    registers(anna, "Kade")
    hans.types("/samenspel visie")
    assert hans.sees("- Wie iets zegt, krijgt antwoord\n- Eerst luisteren (1 project)")


def test_without_a_vision_a_new_project_is_asked_nothing(room: Room) -> None:
    anna = room.person("Anna")
    registers(anna, "Singel")
    assert not anna.sees("uitgangspunten")


def test_a_principle_that_went_takes_along_what_touched_it(room: Room, hans: Person) -> None:
    makes_a_vision(hans, principle_2="Eerst luisteren")
    anna = room.person("Anna")
    registers(anna, "Singel")
    anna.clicks("2. Eerst luisteren")
    hans.types("/samenspel visie")
    hans.clicks("Wijzig")
    hans.fills(principle_2="")
    hans.submits()
    assert not hans.sees("project)")
    assert "werkt niet meer" in asks_for(anna, "vision.touch", project="1", principle="2")


def test_somebody_elses_project_is_not_mine_to_place(room: Room, hans: Person) -> None:
    makes_a_vision(hans)
    room.given(a_project("Singel"), a_moment(project="Singel"))
    assert "met een rol in dit project" in asks_for(room.person("Bert"), "vision.touch", project="1", principle="1")
