"""The first administrator is led through what only people can do, until it is done."""

import pytest

from bot.undelivered import noting
from storage.messages.outbox import MessageState, OutboxRow
from tests.features.test_undelivered import given_a_message, state_of
from tests.givens import a_project, named
from tests.person import Person
from tests.room import Room

STEP = "Samenspel klaarzetten: stap"


@pytest.fixture
def ada(room: Room) -> Person:
    return room.person("Ada", admin=True, stranger=True)


def test_the_first_administrator_is_led_from_step_to_step_until_it_is_done(room: Room, ada: Person) -> None:
    bert = room.person("Bert")
    ada.types("/samenspel")
    assert ada.hears(f"{STEP} 2 van 5")
    assert ada.main_buttons == ["Kies iemand"]
    assert ada.hears("Klaar: de naam van de gemeente.")
    assert "Lees een lijst in" not in ada.home()
    assert ada.main_buttons == ["Kies iemand"]

    ada.clicks("Kies iemand")
    ada.fills(keeper=ada)
    ada.submits()
    assert ada.sees(f"{STEP} 3 van 5")
    assert ada.sees("Daarna: het kanaal voor het overzicht en de vraag aan collega's.")
    ada.clicks("Lees een lijst in")
    assert "list" in ada.form
    ada.closes_the_form()
    room.given(a_project("Kade", project_lead=named(bert)))

    ada.types("/samenspel")
    ada.clicks("Kies een kanaal")
    ada.fills(name="Iedereen", channel=room.channel)
    ada.submits()
    ada.clicks("Zet aan")
    assert ada.sees(f"{STEP} 5 van 5")
    ada.clicks("Vraag het deze collega", confirming="Elke collega krijgt één bericht")
    assert bert.hears("Wil jij projectleider zijn bij Kade?")
    assert STEP not in ada.home()


def test_whoever_may_not_do_it_sees_nothing_of_it(room: Room, ada: Person) -> None:
    anna, keeper = room.person("Anna"), room.person("Kee")
    room.settings(keeper=keeper, name="Gemeente")
    assert STEP not in anna.home()
    assert STEP not in keeper.home(), "the name is for an administrator"
    room.settings(name="Gemeente Voorbeeld")
    assert f"{STEP} 3 van 5" in keeper.home()


def test_an_archived_channel_is_named_and_switched_off_with_a_question(room: Room, ada: Person) -> None:
    ada.types("/overzicht kanalen")
    ada.clicks("Kies een kanaal")
    ada.fills(name="Team Noord", channel=room.channel)
    ada.submits()
    ada.clicks("Zet aan")
    for key in ("week 1", "week 1 rest"):
        given_a_message(room, MessageState.DEAD, "is_archived", key)
        with room.storage() as db:
            noting.tell(db, db.query(OutboxRow).filter_by(key=key).one(), room.now)
    room.settle()
    assert sum("Het kanaal voor Team Noord is gearchiveerd." in shown.text for shown in ada.messages) == 1
    assert state_of(room) == state_of(room, "week 1 rest") == MessageState.CANCELLED
    assert "niet aankwamen" not in ada.home()
    ada.types("/overzicht kanalen")
    assert ada.sees("Team Noord · de hele gemeente · staat uit")
    ada.clicks("Kies een ander kanaal")
    ada.fills(channel=room.another_channel("team-noord"))
    ada.submits()
    ada.clicks("Zet aan")
    ada.types("/overzicht kanalen")
    assert ada.sees("Team Noord · de hele gemeente · staat aan")


def test_a_channel_of_an_overview_is_called_by_its_name(room: Room, ada: Person) -> None:
    ada.types("/overzicht kanalen")
    ada.clicks("Kies een kanaal")
    ada.fills(name="Team Noord", channel=room.channel)
    ada.submits()
    given_a_message(room)
    assert "kanaal Team Noord" in ada.home()
