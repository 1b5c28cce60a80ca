"""One request in, one transaction, replies out: who may speak to the bot, and what is kept."""

from collections.abc import Sequence

import pytest
from sqlalchemy import func, select

from bot.chat.feature import Feature
from storage import METADATA
from storage.learning.knowledge import Lesson
from storage.messages import outbox
from storage.people import municipalities, people
from storage.people.people import ChatAccount, Colleague
from tests.chat.tiny import TINY
from tests.room import Person, Room


@pytest.fixture
def features() -> Sequence[Feature]:
    return (TINY,)


@pytest.fixture
def anna(room: Room) -> Person:
    return room.person("Anna")


def wishes(person: Person, wish: str = "Een bankje") -> None:
    person.types("/wens nieuw")
    person.fills(wish=wish)
    person.submits()


def kept(room: Room) -> list[str]:
    with room.storage() as db:
        return list(db.scalars(select(Lesson.lesson).order_by(Lesson.id)))


def rows(room: Room) -> dict[str, int]:
    with room.database.session(None) as db:
        return {
            name: db.scalar(select(func.count()).select_from(table)) or 0 for name, table in METADATA.tables.items()
        }


def test_a_stranger_is_met_once(room: Room) -> None:
    anna = room.person("Anna", email="Anna@Voorbeeld.example", stranger=True)
    anna.types("/wens")
    anna.types("/wens")
    assert anna.sees("Wat wil je?")
    assert room.directory.asked == [anna.account]
    with room.storage() as db:
        assert [(found.name, found.email) for found in db.scalars(select(Colleague))] == [
            ("Anna", "anna@voorbeeld.example")
        ]


def test_a_colleague_from_a_list_is_known_by_email(room: Room) -> None:
    with room.storage() as db:
        db.add(Colleague(name="Anna van Dam", key="C01", email="Anna@voorbeeld.example", department="Ruimte"))
    anna = room.person("Anna", stranger=True, admin=True, language="en-GB")
    anna.types("/wens")
    with room.storage() as db:
        found = db.scalars(select(Colleague)).one()
        assert (found.key, found.language, found.is_admin) == ("C01", "en", True)
        assert db.scalars(select(ChatAccount)).one().colleague_id == found.id


def test_an_outsider_gets_one_friendly_sentence_and_leaves_no_trace(room: Room) -> None:
    before = rows(room)
    guest = room.person("Gast", outsider=True)
    guest.types("/wens lijst")
    assert guest.sees("Ik werk alleen voor collega's van deze gemeente.")
    assert rows(room) == before


def test_a_workspace_that_comes_while_two_municipalities_wait_joins_neither(room: Room) -> None:
    with room.database.session(None, writes=True) as db:
        db.add(room.arrivals.new_municipality("Gemeente Buiten"))
    anna = room.person("Anna", stranger=True)
    anna.types("/wens")
    with room.database.session(None) as db:
        found = people.sign_in(db, *anna.account)
        assert found is not None
        assert len(municipalities.municipalities(db)) == 3
        assert found.municipality.id == max(each.id for each in municipalities.municipalities(db))
        assert len(municipalities.municipalities_without_tenant(db, anna.account.platform)) == 2


def test_an_outsider_cannot_be_picked_in_a_form(room: Room, anna: Person) -> None:
    guest = room.person("Gast", outsider=True)
    anna.types("/wens nieuw")
    anna.fills(wish="Een bankje", granter=guest)
    anna.submits()
    assert anna.sees("Een bankje")
    assert guest.hears_nothing()
    assert [person.name for person in _colleagues(room)] == ["Anna"]


def test_a_stranger_who_is_picked_is_met_and_told(room: Room, anna: Person) -> None:
    kwame = room.person("Kwame", stranger=True)
    anna.types("/wens nieuw")
    anna.fills(wish="Een bankje", granter=kwame)
    anna.submits()
    assert kwame.hears("Anna wil graag: Een bankje")


def _colleagues(room: Room) -> Sequence[Colleague]:
    with room.storage() as db:
        return db.scalars(select(Colleague).order_by(Colleague.id)).all()


def test_a_form_that_is_sent_twice_saves_once(room: Room, anna: Person) -> None:
    wishes(anna)
    anna.submits_again()
    assert anna.sees("Er is niets dubbel opgeslagen.")
    assert kept(room) == ["Een bankje"]


def test_a_form_that_came_back_with_an_error_can_be_sent_again(room: Room, anna: Person) -> None:
    wishes(anna, "geld")
    anna.fills(wish="Een boom")
    anna.submits()
    assert kept(room) == ["Een boom"]


def test_a_button_of_something_that_is_gone_gets_a_friendly_sentence(room: Room, anna: Person) -> None:
    wishes(anna)
    anna.clicks("Vergeet", confirming="Weg is weg")
    anna.clicks_an_old("Vergeet")
    assert anna.sees("Deze knop werkt niet meer")


def test_a_button_of_another_time_gets_the_same_sentence(anna: Person) -> None:
    anna.uses_shortcut("wish.of_last_year")
    assert anna.sees("Deze knop werkt niet meer")


def test_who_may_not_do_it_hears_who_may(room: Room, anna: Person) -> None:
    kwame = room.person("Kwame")
    wishes(anna)
    anna.shares()
    kwame.clicks("Vergeet", confirming="Weg is weg")
    assert kwame.sees_alone("Alleen wie het wenst, mag het vergeten.")
    assert kept(room) == ["Een bankje"]


def test_a_refusal_takes_back_what_was_changed_before_it(room: Room, anna: Person) -> None:
    anna.types("/wens vroeg")
    assert anna.sees("Dat mag alleen de koning.")
    assert kept(room) == []


def test_what_breaks_is_raised_and_takes_everything_back(room: Room, anna: Person) -> None:
    kwame = room.person("Kwame")
    anna.types("/wens nieuw")
    anna.fills(wish="een storing", granter=kwame)
    before = rows(room)
    with pytest.raises(RuntimeError, match="een storing"):
        anna.submits()
    assert rows(room) == before
    assert kwame.hears_nothing()


def test_after_something_broke_the_form_can_be_sent_again(room: Room, anna: Person) -> None:
    anna.types("/wens nieuw")
    anna.fills(wish="een storing")
    with pytest.raises(RuntimeError):
        anna.submits()
    anna.fills(wish="Een boom")
    anna.submits()
    assert kept(room) == ["Een boom"]


def test_what_is_shared_is_drawn_again_without_its_private_part(room: Room, anna: Person) -> None:
    wishes(anna)
    assert anna.sees("Alleen jij ziet dit.")
    anna.shares()
    assert room.channel.screen == "Een wens\nEen bankje\n[Vergeet] [Lees meer]"
    assert anna.sees_alone("Over een paar tellen staat dit in het kanaal.")


def test_a_message_for_somebody_else_is_a_row_in_the_outbox(room: Room, anna: Person) -> None:
    kwame = room.person("Kwame", language="en")
    anna.types("/wens nieuw")
    anna.fills(wish="Een bankje", granter=kwame)
    anna.submits()
    with room.storage() as db:
        row = db.scalars(select(outbox.OutboxRow)).one()
    assert (row.colleague_id, row.state) == (kwame.id, outbox.MessageState.SENT)


def test_a_typing_error_gets_what_was_meant_and_a_story_the_doors(anna: Person) -> None:
    anna.types("/wens niew")
    assert anna.form.title == "Nieuwe wens"
    anna.closes_the_form()
    anna.types("/wens " + "x" * 5000)
    assert anna.sees("Wat wil je doen?")
    assert not anna.sees("xx")


def test_a_stranger_finds_nothing_in_a_search(room: Room, anna: Person) -> None:
    stranger = room.person("Kwame", stranger=True)
    knock = room.knock(stranger, stranger.direct, "wish.new", {})
    assert room.service.options(knock, "wish.places", "") == ()
