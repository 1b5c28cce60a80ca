"""What opens more is given by somebody else, and totals of a small team cannot be taken apart."""

import datetime as dt
from collections import defaultdict
from itertools import product

import pytest
from sqlalchemy import update

from bot.chat.texts import speech
from bot.overview import steering_cards
from bot.overview.steering_cards import SteeringFacts
from glossary import Discipline
from storage.people.people import KEPT, ColleagueDiscipline
from storage.reports.steering import Money, Team
from tests.givens import a_colleague
from tests.room import Person, Room
from tests.screens import card_as_text

WHO_MAY = "Dit is voor de afdelingshoofden, de overzichthouder en beheerders."


@pytest.fixture
def ada(room: Room) -> Person:
    return room.person("Ada", admin=True)


def says_to_be(person: Person, *disciplines: str) -> None:
    person.types("/samenspel profiel")
    person.fills(disciplines=list(disciplines))
    person.submits()


def test_nobody_becomes_department_head_by_saying_so(room: Room, ada: Person, anna: Person) -> None:
    real = room.person("Hans", discipline="afdelingshoofd")
    says_to_be(anna, "afdelingshoofd")
    assert anna.sees("Dat geldt zodra een beheerder of de overzichthouder ja zegt.")
    anna.types("/overzicht sturing")
    assert anna.sees(WHO_MAY)
    heard = len(anna.messages)
    room.turn(weeks=2)
    assert real.hears("Samen sturen")
    assert len(anna.messages) == heard


def test_an_administrator_says_yes(room: Room, ada: Person, anna: Person) -> None:
    says_to_be(anna, "afdelingshoofd")
    assert ada.hears("Anna zegt afdelingshoofd te zijn. Klopt dat?")
    ada.clicks("Klopt")
    assert anna.hears("Je bent afdelingshoofd")
    anna.types("/overzicht sturing")
    assert not anna.sees(WHO_MAY)
    ada.clicks_an_old("Klopt niet")
    assert ada.sees("Deze knop werkt niet meer")


def test_an_administrator_says_no(room: Room, ada: Person, anna: Person) -> None:
    says_to_be(anna, "afdelingshoofd")
    ada.clicks("Klopt niet")
    assert anna.hears("In je profiel staat niet meer afdelingshoofd.")
    anna.types("/overzicht sturing")
    assert anna.sees(WHO_MAY)


def test_the_question_comes_once_a_day_however_often_somebody_asks(room: Room, ada: Person, anna: Person) -> None:
    for _ in range(3):
        says_to_be(anna, "afdelingshoofd")
        says_to_be(anna, "projectleider")
    assert len(ada.messages) == 1


def test_a_profile_that_is_saved_again_on_another_day_asks_nobody_anew(room: Room, ada: Person, anna: Person) -> None:
    says_to_be(anna, "afdelingshoofd")
    room.turn(days=1, only=["daily"])
    says_to_be(anna, "afdelingshoofd", "projectleider")
    assert anna.sees("Dat geldt zodra")
    assert sum("Klopt dat?" in each.text for each in ada.messages) == 1


def test_only_who_looks_after_the_register_gives_it(room: Room, ada: Person, anna: Person) -> None:
    says_to_be(anna, "afdelingshoofd")
    for action in ("people.give", "people.refuse", "people.confirm"):
        args = {"colleague": str(anna.id), "discipline": "department_head"}
        replies = room.service.answer(room.knock(anna, anna.direct, action, args)).replies
        assert "Dit kan een beheerder of de overzichthouder." in repr(replies)


def test_the_overview_keeper_hears_it_too(room: Room, ada: Person, anna: Person) -> None:
    keeper = room.person("Kee")
    room.settings(keeper=keeper)
    says_to_be(anna, "afdelingshoofd")
    keeper.clicks("Klopt")
    assert anna.hears("Je bent afdelingshoofd")


def test_a_head_of_before_keeps_it_and_administrators_see_who(room: Room, ada: Person) -> None:
    hans = room.person("Hans", discipline="afdelingshoofd")
    with room.storage() as db:
        db.execute(update(ColleagueDiscipline).values(how=KEPT))
    hans.types("/overzicht sturing")
    assert not hans.sees(WHO_MAY)
    assert "Zijn dit echt afdelingshoofden? Hans" in ada.home()
    ada.clicks("Bekijk", beside="afdelingshoofden")
    ada.clicks("Klopt", beside="Hans")
    assert "Zijn dit echt" not in ada.home()


# Totals


def total(room: Room, head: Person) -> str:
    """What the heads read about the communication advisers."""
    head.types("/overzicht sturing")
    (line,) = [line for line in head.screen.splitlines() if "Teams:" in line]
    return line.partition(", ")[0].partition(" en geen")[0]


def test_who_ticks_a_discipline_does_not_open_the_total_of_two(room: Room, anna: Person) -> None:
    head = room.person("Hans", discipline="afdelingshoofd")
    room.given(
        a_colleague("Bert", discipline="communicatieadviseur"), a_colleague("Cor", discipline="communicatieadviseur")
    )
    before = total(room, head)
    says_to_be(head, "afdelingshoofd", "communicatieadviseur")
    says_to_be(anna, "communicatieadviseur")
    assert "geen getal over communicatieadviseurs" in before
    assert total(room, head) == before


def told(advisers: int, projects: int) -> str:
    """What the heads read of a team."""
    team = Team(advisers, projects, vacant=0)
    facts = SteeringFacts(1, (), 0, (), 0, 0, Money(0, 0, 0), {Discipline.COMMUNICATION: team}, dt.date(2026, 11, 23))
    return card_as_text(steering_cards.card(speech("nl"), facts))


def test_two_looks_do_not_give_a_newcomers_number() -> None:
    """Before and after somebody came to a team of 0 to 4, who is in so many projects where nobody of the team was."""
    seen = defaultdict[tuple[str, str], set[int]](set)
    for team, theirs, newcomer in product(range(5), range(13), range(13)):
        seen[told(team, theirs), told(team + 1, theirs + newcomer)].add(newcomer)
    assert all(len(numbers) > 1 for numbers in seen.values()), seen
