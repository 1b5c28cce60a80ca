"""When residents can't have their answer yet: a new day, somebody else, or a decision that comes later."""

import datetime as dt

import pytest

from tests.features.scenes import asks_for, history
from tests.givens import a_moment, a_project
from tests.room import Person, Room


@pytest.fixture
def anna(room: Room) -> Person:
    """Leads Kade; Bert writes to its residents. A question ended on 2 November: due on the 30th."""
    anna, bert = room.person("Anna"), room.person("Bert")
    room.given(
        a_project("Kade", project_lead=anna, communication_adviser=bert),
        a_moment("Avond", project="Kade", starts_on="2026-11-02"),
    )
    return anna


@pytest.fixture
def bert(room: Room, anna: Person) -> Person:
    """Has just had the reminder of the day itself."""
    while room.now.date() < dt.date(2026, 12, 1):
        room.turn(days=1)
    return next(each for each in room.people if each.name == "Bert")


def card_of(person: Person) -> str:
    person.types("/project toon Kade")
    person.clicks("Bekijk", beside="Avond")
    return person.screen


def about(person: Person) -> list[str]:
    return [message.text for message in person.messages if "Avond · Kade" in message.text]


def shifts(person: Person, day: str, reason: str | None = None) -> None:
    person.clicks("Schuif: nieuwe dag")
    person.fills(promised_on=day, reason=reason)
    person.submits()


def test_a_new_day_comes_with_a_message_to_residents_and_quiet_until_a_week_before(
    room: Room, anna: Person, bert: Person
) -> None:
    shifts(bert, "2027-01-25")
    assert bert.sees("Inwoners horen uiterlijk maandag 25 januari wat er met hun inbreng bij Avond gebeurt (Kade).")
    assert bert.sees("Wij beloofden u uiterlijk 30 november 2026 antwoord. Dat lukt niet. Dat spijt ons.")
    assert bert.sees("U hoort uiterlijk 25 januari 2027 wat wij doen, en waarom.")
    assert "Antwoord uiterlijk op: 25 januari 2027" in card_of(anna)
    assert "Nieuwe dag voor het antwoord" in history(anna, "Kade")
    before = len(about(anna)), len(about(bert))
    room.at("2027-01-18 08:00")
    assert (len(about(anna)), len(about(bert))) == before
    assert "Inwoners wachten" not in card_of(anna)
    room.at("2027-01-26 12:00")
    assert "Over 5 dagen verwachten inwoners antwoord" in about(bert)[-2]
    assert "Vandaag, maandag 25 januari, verwachten inwoners antwoord." in about(bert)[-1]
    assert "Vandaag, maandag 25 januari" in about(anna)[-1]
    anna.types("/overzicht terugkoppeling")
    assert anna.sees("antwoord 1 dag te laat")


def test_a_new_day_that_is_near_is_no_reason_to_remind_at_once(room: Room, bert: Person) -> None:
    shifts(bert, "2026-12-04")
    had = len(about(bert))
    room.at("2026-12-03 12:00")
    assert len(about(bert)) == had
    room.at("2026-12-04 12:00")
    assert len(about(bert)) == had + 1


@pytest.mark.parametrize("day", ["2026-12-01", "2026-11-30", "2028-12-01"])
def test_a_day_that_has_been_or_is_too_far_is_refused(bert: Person, day: str) -> None:
    shifts(bert, day)
    assert bert.form.errors == {"promised_on": "Kies een dag na vandaag, en binnen een jaar."}


def test_a_decision_that_comes_later_says_why(room: Room, anna: Person, bert: Person) -> None:
    bert.clicks("Besluit komt later")
    bert.fills(promised_on="2027-01-25", reason="De raad beslist in januari.")
    bert.submits()
    assert bert.sees("De reden: De raad beslist in januari.")
    assert "Waarom het later komt: De raad beslist in januari." in card_of(anna)
    anna.shares()
    assert room.channel.sees("Antwoord uiterlijk op: 25 januari 2027")
    assert not room.channel.sees("De raad beslist"), "nobody is blamed in a channel"


def test_traces_of_a_resident_in_the_reason_are_warned_about(bert: Person) -> None:
    shifts(bert, "2027-01-25", "jan@bewoner.example wil het zo")
    assert bert.sees("e-mailadres")


def test_somebody_else_has_it_only_after_their_own_yes(room: Room, anna: Person, bert: Person) -> None:
    eva = room.person("Eva")
    bert.clicks("Iemand anders")
    bert.fills(who=eva)
    bert.submits()
    assert bert.sees("Ik vraag Eva om inwoners antwoord te geven na Avond.")
    assert "Antwoord komt van: Bert" in card_of(anna)
    eva.clicks("Ja, dat doe ik")
    assert bert.hears("Eva geeft inwoners antwoord na Avond.")
    assert "Antwoord komt van: Eva" in card_of(anna)
    eva.clicks("Leg antwoord vast")
    eva.fills(residents_told_on="2026-12-01", done_with_input="De bomen blijven staan.")
    eva.submits()
    assert eva.sees("Inwoners kregen op 1 december 2026 antwoord na Avond.")
    assert room.channel.is_silent()


def test_a_no_is_heard_by_who_asked_and_changes_nothing(room: Room, anna: Person, bert: Person) -> None:
    eva = room.person("Eva")
    bert.clicks("Iemand anders")
    bert.fills(who=eva)
    bert.submits()
    eva.clicks("Nee, dat lukt niet")
    assert bert.hears("Eva kan inwoners geen antwoord geven na Avond.")
    assert "Antwoord komt van: Bert" in card_of(anna)
    assert "intussen" in asks_for(eva, "moment.tell_yes", moment="1")
    assert "Alleen de overzichthouder en collega's met een rol" in asks_for(eva, "moment.tell", moment="1")


def test_nobody_says_yes_to_what_they_were_not_asked(room: Room, anna: Person, bert: Person) -> None:
    eva, frits = room.person("Eva"), room.person("Frits")
    assert "intussen" in asks_for(eva, "moment.tell_yes", moment="1")
    for who in (eva, frits):
        bert.types("/project toon Kade")
        bert.clicks("Iemand anders")
        bert.fills(who=who)
        bert.submits()
    eva.clicks("Ja, dat doe ik")
    assert eva.sees("Er is intussen iets veranderd.")
    assert "Antwoord komt van: Bert" in card_of(anna)


@pytest.mark.parametrize("action", ["moment.shift", "moment.pass_on", "moment.decided_later"])
def test_only_who_may_edit_or_tells_residents_answers_and_only_while_it_is_owed(
    room: Room, anna: Person, bert: Person, action: str
) -> None:
    eva = room.person("Eva")
    assert "Alleen de overzichthouder en collega's met een rol" in asks_for(eva, action, moment="1")
    bert.clicks("Leg vast")
    bert.fills(residents_told_on="2026-12-01", done_with_input="De bomen blijven staan.")
    bert.submits()
    assert "Inwoners kregen al antwoord na Avond." in asks_for(anna, action, moment="1")


def test_one_click_answers_for_both(room: Room, anna: Person, bert: Person) -> None:
    shifts(anna, "2027-01-25")
    had = len(about(bert))
    room.turn(weeks=3)
    assert len(about(bert)) == had


def test_of_a_third_day_for_the_same_answer_nobody_is_reminded(room: Room, anna: Person, bert: Person) -> None:
    for day in ("2026-12-08", "2026-12-15"):
        shifts(bert, day)
        assert bert.sees("Vlak daarvoor herinner ik jullie.")
        room.at(f"{day} 12:00")
    shifts(bert, "2026-12-22")
    assert bert.sees("Ik herinner jullie hier niet meer aan.")
    had = len(about(anna)), len(about(bert))
    room.turn(weeks=4)
    assert (len(about(anna)), len(about(bert))) == had
    keeper = room.person("Kees")
    room.settings(keeper=keeper)
    keeper.types("/overzicht sturing")
    assert keeper.sees("Maak tijd voor 1 antwoord aan inwoners.")
