"""A learning festival, from the proposal to what people take along."""

import pytest

from tests.features.test_sessions import calendars, heard
from tests.givens import a_lesson
from tests.person import Person
from tests.room import Room

PROPOSED = "Tijd voor een leerfestival?"
DAY = "2026-09-10"


@pytest.fixture
def kwame(room: Room) -> Person:
    """The coordinator, on a Friday before the month of the proposal, in a town where lessons helped."""
    room.begins_at("2026-08-28 12:00")
    kwame = room.person("Kwame", discipline="trekker")
    room.given(
        a_lesson("Begin bij de school. Daarna komt de rest vanzelf.", helped=5),
        a_lesson("Bel eerst", helped=2),
        a_lesson("Niemand had hier iets aan"),
    )
    return kwame


def after_its_monday(room: Room) -> None:
    room.turn(days=11, only=["knowledge", "daily"])


def plans(room: Room, kwame: Person) -> None:
    kwame.types("/kennis festival")
    kwame.clicks("Kies een dag")
    kwame.fills(day=DAY, time="13:00", minutes=30, place="Raadszaal", channel=room.channel)
    kwame.submits()


def offers(person: Person, topic: str = "Loten doe je zo") -> None:
    person.clicks("Ik vertel iets")
    person.fills(topic=topic)
    person.submits()


def test_at_most_three_sessions_are_at_the_same_time(room: Room, kwame: Person) -> None:
    plans(room, kwame)
    offers(kwame)
    kwame.types("/kennis festival")
    kwame.clicks("Maak het programma")
    assert [found for found in ("0", "1", "2", "3", "4") if kwame.sees(f"{found} tegelijk")] == ["1", "2", "3"]


def makes_the_programme(kwame: Person) -> None:
    kwame.types("/kennis festival")
    kwame.clicks("Maak het programma")
    kwame.submits()


def test_it_is_proposed_once_a_year_with_what_helped_most(room: Room, kwame: Person) -> None:
    anna = room.person("Anna")
    after_its_monday(room)
    assert kwame.hears(PROPOSED)
    assert kwame.hears("Begin bij de school. Daarna komt de rest vanzelf")
    assert not kwame.hears("Niemand had hier iets aan")
    assert not anna.hears(PROPOSED)
    room.turn(days=15, only=["knowledge", "daily"])
    assert heard(kwame, PROPOSED) == 1


def test_not_this_year_is_an_answer(room: Room, kwame: Person) -> None:
    after_its_monday(room)
    kwame.clicks("Dit jaar niet")
    assert "Volgend jaar vraag ik het weer." in kwame.chat
    room.turn(days=8, only=["knowledge", "daily"])
    assert heard(kwame, PROPOSED) == 0, "the answer stands in its place"


def test_where_no_lesson_helped_anybody_there_is_nothing_to_propose(room: Room) -> None:
    room.begins_at("2026-08-28 12:00")
    kwame = room.person("Kwame", discipline="trekker")
    room.given(a_lesson("Niemand had hier iets aan"))
    after_its_monday(room)
    assert not kwame.hears(PROPOSED)


def test_from_the_day_to_what_people_took_along(room: Room, kwame: Person) -> None:
    anna, bert = room.person("Anna"), room.person("Bert")
    plans(room, kwame)
    assert room.channel.sees("Wat wil jij vertellen?")
    assert room.channel.sees("donderdag 10 september 2026, vanaf 13:00")
    offers(anna)
    assert anna.sees("Je vertelt over: Loten doe je zo")
    makes_the_programme(kwame)
    room.settle()
    assert room.channel.sees("Het programma is er.")
    assert room.channel.sees("13:00 Loten doe je zo, met Anna [Ik kom]")
    assert room.channel.sees(
        "13:45 Begin bij de school. Daarna komt de rest vanzelf: wie vertelt hierover? [Ik vertel dit]"
    )
    kwame.clicks("Ik vertel dit", beside="Begin bij de school")
    bert.clicks("Ik kom", beside="Loten doe je zo")
    room.settle()
    bert.clicks("Ik kom", beside="Begin bij de school")
    room.settle()
    assert room.channel.sees("met Kwame. 1 collega komt. [Ik kom]"), "not as whoever clicked last sees it"
    room.turn(days=12, hours=6, only=["knowledge"])
    assert heard(bert, "Morgen is het leerfestival") == 1, "one message for all that he comes to"
    assert bert.hears("13:45 Begin bij de school")
    room.turn(days=1, only=["knowledge"])
    assert heard(bert, "Fijn dat je er was. Wat neem je mee?") == 1
    bert.clicks("Wat neem je mee?", beside="Loten")
    assert "Wie de sessie gaf en de trekker lezen dit zonder je naam." in bert.form.text
    bert.fills(took_away="Ook de buren meenemen.")
    bert.submits()
    kwame.types("/kennis festival")
    assert kwame.sees("Dit namen collega's mee:")
    assert kwame.sees("Ook de buren meenemen.")
    assert not kwame.sees("Bert")
    anna.types("/kennis festival")
    assert not anna.sees("Dit namen collega's mee:")


def test_ninety_days_later_it_is_shown_still_and_no_day_longer(room: Room, kwame: Person) -> None:
    plans(room, kwame)
    for day, says in (("2026-12-09", "Het leerfestival is geweest"), ("2026-12-10", "Er staat nog geen leerfestival")):
        room.off_until(f"{day} 12:00")
        kwame.types("/kennis festival")
        assert kwame.sees(says)


def test_all_that_somebody_chose_goes_in_one_calendar_file(room: Room, kwame: Person) -> None:
    anna, bert = room.person("Anna"), room.person("Bert")
    plans(room, kwame)
    offers(anna)
    offers(bert, "Bewoners bellen")
    makes_the_programme(kwame)
    room.settle()
    bert.clicks("Ik kom", beside="Loten doe je zo")
    bert.types("/kennis festival")
    bert.clicks("Naar mijn agenda")
    assert {event.name for event in calendars(bert)[-1].events} == {"Loten doe je zo", "Bewoners bellen"}


def test_called_off_everybody_who_signed_up_hears_it_once(room: Room, kwame: Person) -> None:
    anna, bert, cor = room.person("Anna"), room.person("Bert"), room.person("Cor")
    plans(room, kwame)
    offers(anna)
    offers(cor, "Bewoners bellen")
    makes_the_programme(kwame)
    room.settle()
    for topic in ("Loten doe je zo", "Bewoners bellen"):
        bert.clicks("Ik kom", beside=topic)
        room.settle()
    kwame.types("/kennis festival")
    kwame.clicks("Gaat niet door", confirming="hoort één keer dat het niet doorgaat")
    room.settle()
    for person in (anna, bert, cor):
        assert heard(person, "Het leerfestival van donderdag 10 september 2026 gaat niet door.") == 1
    (cancelled,) = [each for each in calendars(bert) if each.method == "CANCEL"]
    assert len(cancelled.events) == 2
    assert room.channel.sees("gaat niet door")
    assert not room.channel.sees("[Ik kom]")
    room.turn(days=14, only=["knowledge"])
    assert heard(bert, "leerfestival") == 1
    kwame.types("/kennis festival")
    assert kwame.sees("Er staat nog geen leerfestival gepland.")


def test_whoever_wrote_a_lesson_under_their_name_is_asked_and_nobody_else_is_found_out(
    room: Room, kwame: Person
) -> None:
    anna, bert = room.person("Anna"), room.person("Bert")
    room.given(
        a_lesson("Ga langs de deuren", helped=9, author_id=anna.id, shows_author=True),
        a_lesson("Vraag het de kapper", helped=8, author_id=bert.id),
    )
    plans(room, kwame)
    makes_the_programme(kwame)
    room.settle()
    assert anna.hears("Je les hielp collega's: Ga langs de deuren.")
    assert bert.hears_nothing()
    assert not room.channel.sees("Anna")
    anna.clicks("Ja, graag")
    room.settle()
    assert room.channel.sees("Ga langs de deuren, met Anna")
    assert kwame.hears("Anna vertelt op het leerfestival over: Ga langs de deuren")


def test_only_whoever_organises_it_plans_and_calls_it_off(room: Room, kwame: Person) -> None:
    anna = room.person("Anna")
    anna.types("/kennis festival")
    assert not anna.sees("[Kies een dag]")
    plans(room, kwame)
    anna.types("wanneer is het festival?")
    assert anna.sees("donderdag 10 september 2026")
    assert not anna.sees("Gaat niet door")
    kwame.types("/kennis festival")
    kwame.clicks("Wijzig de dag")
    kwame.fills(day="2026-09-17")
    kwame.submits()
    room.settle()
    assert room.channel.sees("donderdag 17 september 2026")
    assert not room.channel.sees("10 september")


def test_an_offer_can_be_changed_and_taken_back(room: Room, kwame: Person) -> None:
    anna = room.person("Anna")
    plans(room, kwame)
    offers(anna)
    anna.types("/kennis festival")
    anna.clicks("Wijzig mijn verhaal")
    anna.fills(topic="Loten in de wijk")
    anna.submits()
    anna.types("/kennis festival")
    assert anna.sees("Jij vertelt over: Loten in de wijk")
    anna.clicks("Toch niet")
    kwame.types("/kennis festival")
    assert kwame.sees("Nog niemand gaf zich op om iets te vertellen.")


@pytest.mark.parametrize(
    ("filled", "field"),
    [
        ({"day": "2026-08-01"}, "day"),
        ({"minutes": 0}, "minutes"),
        ({"day": "2199-01-01"}, "day"),
    ],
)
def test_a_day_that_cannot_be_is_refused(room: Room, kwame: Person, filled: dict[str, str], field: str) -> None:
    kwame.types("/kennis festival")
    kwame.clicks("Kies een dag")
    kwame.fills(**{"day": DAY, "time": "13:00", "minutes": 30, **filled})  # type: ignore[arg-type]
    kwame.submits()
    assert list(kwame.form.errors) == [field]
