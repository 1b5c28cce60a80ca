"""What is kept of a colleague: they get all of it as a file, and it can be erased."""

import datetime as dt
import json
from typing import Any

import pytest

from bot import enqueue
from bot.chat.cards import Card, Paragraph, Picture, typed
from bot.chat.figures import Bar, Bars
from bot.chat.replies import Nudge
from tests.features.scenes import changes, history, names, roles, shows, where_it_says
from tests.givens import a_project, an_area
from tests.pictures import DOT
from tests.room import Person, Room

NAME = "Wilhelmina"


@pytest.fixture
def mina(room: Room) -> Person:
    """Somebody who has done all that leaves a trace."""
    room.given(an_area("Noord", code="BU99990101"))
    mina = room.person(NAME, discipline="projectleider", areas=["BU99990101"], department="Ruimte", admin=True)
    room.settings(keeper=mina)
    room.given(a_project("Kade", project_lead=mina, registered_by=mina.id))
    changes(mina, "Kade", "Basis", summary="Langs het water")
    return mina


@pytest.fixture
def kwame(room: Room, mina: Person) -> Person:
    kwame = room.person("Kwame")
    names(mina, "Kade", communication_adviser=kwame)
    kwame.clicks("Ja")
    names(kwame, "Kade", area_manager=mina)
    shows(mina, "Kade")
    mina.shares()
    return kwame


def file_of(person: Person) -> dict[str, Any]:
    person.types("/samenspel gegevens")
    person.clicks("Stuur mij mijn gegevens")
    (file,) = person.messages[-1].card.files
    found: dict[str, Any] = json.loads(file.content)
    return found


def erases(person: Person) -> None:
    person.types("/samenspel gegevens")
    person.clicks("Wis mijn gegevens")
    person.fills(sure=True)
    person.submits()


def test_the_file_holds_everything(mina: Person, kwame: Person) -> None:
    held = file_of(mina)
    colleague, *kept = held["Wie je bent: naam, e-mailadres, afdeling, vak, gebieden en taal"]
    area, discipline = sorted(kept, key=lambda each: "discipline" in each)
    assert (colleague["name"], colleague["email"]) == (NAME, "wilhelmina@voorbeeld.example")
    assert colleague["department"] == "Ruimte"
    assert (discipline["discipline"], area["area_code"]) == ("projectleider", "BU99990101")
    (account,) = held["Je accounts en gesprekken met mij in de chat"]
    assert (account["platform"], account["user"]) == ("room", "WILHELMINA_1")
    roles = held["Je rollen in projecten, en wat je antwoordde"]
    assert {(role["project_id"], role["role"]) for role in roles} == {
        ("Kade", "projectleider"),
        ("Kade", "omgevingsmanager"),
    }
    changed = held["Wat je wijzigde, en waar je naam in de geschiedenis staat"]
    assert {change["field"] for change in changed} >= {"summary", "communication_adviser", "area_manager"}
    assert [project["name"] for project in held["Projecten die je toevoegde"]] == ["Kade"]
    assert [home["keeper_id"] for home in held["Waar je overzichthouder of vervanger van bent"]] == [NAME]
    (named,) = held["Wie jij voor een rol noemde"]
    assert (named["colleague_id"], named["role"]) == ("Kwame", "communicatieadviseur")


def test_the_file_goes_to_the_own_chat_only(room: Room, mina: Person, kwame: Person) -> None:
    posts = len(room.channel.posts)
    file_of(mina)
    assert mina.sees("Ik stuur je het bestand in ons eigen gesprek. Alleen jij ziet het.")
    assert mina.hears("(bestand: samenspel-gegevens.json)")
    assert kwame.sees_nothing_of("samenspel-gegevens.json")
    assert len(room.channel.posts) == posts


def test_an_erased_colleague_is_a_former_colleague_everywhere(mina: Person, kwame: Person) -> None:
    erases(mina)
    card = shows(kwame, "Kade")
    assert "projectleider: oud-collega (vertrokken)" in card
    assert NAME not in card
    told = history(kwame, "Kade")
    assert "oud-collega: Samenvatting van niets ingevuld naar Langs het water" in told
    assert "Omgevingsmanager van nog niemand naar oud-collega" in told


def test_no_name_is_left_anywhere_in_the_database(room: Room, mina: Person, kwame: Person) -> None:
    assert where_it_says(room, NAME)
    erases(mina)
    assert where_it_says(room, NAME) == []


def test_messages_that_still_wait_lose_the_name_too(room: Room, mina: Person, kwame: Person) -> None:
    with room.storage() as db:
        figure = Bars("Taken", (Bar(NAME, 3, "drie"),), whole=100)
        card = Card(typed(f"{NAME} had drie taken"), (Picture(DOT, typed(f"{NAME}: drie"), "taken", figure),))
        enqueue.tell(db, "later", kwame.id, card, "nl", room.now + dt.timedelta(days=3))
    erases(mina)
    assert where_it_says(room, NAME) == []
    room.turn(days=4)
    assert kwame.hears("oud-collega had drie taken")


def test_what_is_saved_up_for_tomorrow_loses_the_name_and_a_street_of_that_name_stays(
    room: Room, mina: Person, kwame: Person
) -> None:
    with room.storage() as db:
        blocks = (Paragraph(typed(f"{NAME} vroeg iets over de {NAME}straat.")),)
        enqueue.remind(db, Nudge(kwame.id, "street", blocks, order=50), room.now)
    erases(mina)
    room.turn(days=1)
    assert kwame.hears(f"oud-collega vroeg iets over de {NAME}straat.")


def test_erasing_leaves_the_names_of_others(room: Room, mina: Person, kwame: Person) -> None:
    erases(mina)
    assert roles(room, "Kade")["communication_adviser"] == ("Kwame", "accepted")
    card = shows(kwame, "Kade")
    assert "communicatieadviseur: Kwame (zei ja)" in card
    assert "projectleider: oud-collega (vertrokken)" in card
    assert "nog een projectleider" in card
    assert where_it_says(room, "Kwame")


def test_the_form_says_what_erasing_does_not_reach(mina: Person) -> None:
    mina.types("/samenspel gegevens")
    mina.clicks("Wis mijn gegevens")
    assert mina.sees("Wat al in een gesprek of kanaal staat, verandert niet.")


def test_nothing_is_erased_without_the_tick(room: Room, mina: Person) -> None:
    from tests.features.scenes import asks_for

    asks_for(mina, "people.save_erase", {}, me="1")
    assert where_it_says(room, NAME)


def test_an_administrator_erases_somebody_who_left(room: Room, mina: Person, kwame: Person) -> None:
    mina.types("/samenspel instellingen")
    mina.clicks("Collega wissen")
    mina.fills(colleague="Kwame", sure=True)
    mina.submits()
    assert mina.sees("In projecten staat nu 'oud-collega'.")
    assert where_it_says(room, "Kwame") == []


def test_who_was_erased_is_found_nowhere(mina: Person, kwame: Person) -> None:
    erases(kwame)
    mina.types("/samenspel instellingen")
    mina.clicks("Collega wissen")
    assert mina.options("colleague") == [NAME]
    mina.closes_the_form()
    mina.types("/project rollen Kade")
    assert mina.sees("Nu: oud-collega")


def test_who_comes_back_is_somebody_new(room: Room, mina: Person, kwame: Person) -> None:
    erases(kwame)
    kwame.types("/project")
    assert kwame.sees("De laatste projecten van iedereen:")
    assert "communicatieadviseur: oud-collega" in shows(mina, "Kade")


def test_without_a_keeper_the_next_administrator_is_asked_again(room: Room, mina: Person) -> None:
    boss = room.person("Boss", admin=True)
    erases(mina)
    boss.types("/samenspel")
    assert boss.sees("Er is nog geen overzichthouder.")


def test_a_question_that_was_open_does_not_come_back(room: Room, mina: Person) -> None:
    lee = room.person("Lee")
    names(mina, "Kade", participation_adviser=lee)
    erases(lee)
    lee.clicks("Ja")
    assert lee.sees("Er is intussen iets veranderd.")
    assert roles(room, "Kade")["participation_adviser"][0] == ""


def test_who_has_left_fills_no_corner_of_the_triangle(room: Room) -> None:
    kwame = room.person("Kwame")
    room.given(a_project("Singel", project_lead=kwame))
    kwame.types("/project lijst")
    assert kwame.sees("zoekt nog een communicatieadviseur en een participatieadviseur")
    kwame.types("/samenspel gegevens")
    kwame.clicks("Wis mijn gegevens")
    kwame.fills(sure=True)
    kwame.submits()
    anna = room.person("Anna")
    anna.types("/project toon Singel")
    assert anna.sees("oud-collega (vertrokken)")
    assert anna.sees("zoekt nog een projectleider, een communicatieadviseur en een participatieadviseur")
