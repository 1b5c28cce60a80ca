"""Colleagues from a list are found at the chat platform by their address, before anybody writes to them."""

import datetime as dt

import pytest

from bot.chat.requests import Account, Profile
from handlers.scheduling.seeking import Seeking
from storage.people import people
from storage.people.people import ChatAccount, Colleague
from storage.people.seeking import Sought
from tests.room import PLATFORM, TENANT, Person, Room
from tests.transfer.test_conversation import a_file, imports

BERT = Account(PLATFORM, TENANT, "UBERT")
ADDRESS = "bert@voorbeeld.example"


@pytest.fixture
def anna(room: Room) -> Person:
    anna = room.person("Anna", admin=True)
    lists = (
        a_file(
            "collegas.csv", "id;naam;email", f"C1;Bert Bos;{ADDRESS.title()}", "C2;Zonder adres;", "C3;Weg;w@v.example"
        ),
        a_file("projecten.csv", "id;naam;projectleider", "P1;Singel;C1"),
    )
    imports(anna, *lists)
    return anna


def seeks(room: Room, at: dt.datetime | None = None) -> list[str]:
    """Whose address was asked for."""
    asked = list[str]()

    def seek(sought: Sought, now: dt.datetime, number: str) -> bool:
        asked.append(sought.email)
        return room.service.seek(sought, now, number)

    Seeking(room.database, seek, lambda: at or room.now, lambda: f"S{room.number()}")()
    return asked


def accounts(room: Room) -> dict[str, str]:
    with room.storage() as db:
        rows = db.query(ChatAccount, Colleague).join(Colleague, Colleague.id == ChatAccount.colleague_id)
        return {account.user: colleague.name for account, colleague in rows if colleague.name != "Anna"}


def test_whoever_has_the_address_is_that_colleague_and_can_be_asked(room: Room, anna: Person) -> None:
    room.directory.profiles[BERT] = Profile("Bert", email=ADDRESS)
    assert seeks(room) == [ADDRESS, "w@v.example"]
    assert accounts(room) == {"UBERT": "Bert Bos"}
    anna.clicks("Vraag het deze collega's", confirming="Elke collega")
    assert anna.sees("1 collega krijgt een bericht.")


def test_nobody_is_looked_for_twice_on_a_day_and_everybody_once(room: Room, anna: Person) -> None:
    assert len(seeks(room)) == 2
    assert seeks(room) == []
    assert len(seeks(room, room.now + dt.timedelta(days=1))) == 2


def test_who_is_not_found_is_named_to_whoever_asks_and_looked_for_again(room: Room, anna: Person) -> None:
    seeks(room)
    anna.clicks("Vraag het deze collega's", confirming="Elke collega")
    assert anna.sees("1 collega vind ik nog niet in de chat: Bert Bos.")
    room.directory.profiles[BERT] = Profile("Bert", email=ADDRESS)
    assert seeks(room) == [ADDRESS]
    anna.clicks("Vraag de rest")
    assert anna.sees("1 collega krijgt een bericht.")


@pytest.mark.parametrize(
    "somebody",
    [
        Profile("Bert", email=ADDRESS, outsider=True),
        Profile("Bert", email=ADDRESS, has_left=True),
        Profile("Bert", email=ADDRESS, is_bot=True),
    ],
    ids=["guest", "left", "bot"],
)
def test_who_is_no_colleague_gets_no_account(room: Room, anna: Person, somebody: Profile) -> None:
    room.directory.profiles[BERT] = somebody
    seeks(room)
    assert accounts(room) == {}


def test_another_address_makes_nobody_a_colleague(room: Room, anna: Person) -> None:
    room.directory.profiles[BERT] = Profile("Berta", email="berta@voorbeeld.example")
    room.directory.aliases[ADDRESS] = BERT
    seeks(room)
    assert accounts(room) == {}


def test_a_platform_that_is_away_is_asked_later(room: Room, anna: Person) -> None:
    room.directory.is_away = True
    assert len(seeks(room)) == 1
    room.directory.is_away = False
    assert len(seeks(room)) == 2


def test_whoever_has_an_account_or_has_left_is_not_looked_for(room: Room, anna: Person) -> None:
    room.person("Bert", email=ADDRESS)
    with room.storage() as db:
        gone = people.colleague_with_email(db, "w@v.example")
        assert gone
        gone.away_since = room.now
    assert seeks(room) == []
