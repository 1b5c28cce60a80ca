"""What a session promises to whoever plans it, comes to it or hosts it; each sentence was promised to people."""

from collections.abc import Iterator

import pytest
from ics import Calendar, Event

from storage.messages import outbox
from tests.features.test_sessions import anna as anna
from tests.features.test_sessions import bert as bert
from tests.features.test_sessions import calendars, comes, heard, opens, plans
from tests.room import Person, Room

WORDS = {"week": "Over een week:", "day": "Morgen:", "hour": "Over een uur:"}
TOPIC = "Loten doe je zo"


def moves(person: Person, **fields: object) -> None:
    opens(person)
    person.clicks("Wijzig")
    person.fills(**fields)  # type: ignore[arg-type]
    person.submits()


def calls_off(person: Person) -> None:
    opens(person)
    person.clicks("Zeg de sessie af", confirming="krijgt bericht")


@pytest.mark.parametrize("off", WORDS)
def test_each_reminder_can_be_switched_off_and_only_that_one(room: Room, anna: Person, bert: Person, off: str) -> None:
    cato = room.person("Cato")
    plans(anna)
    comes(bert)
    comes(cato)
    bert.clicks("Mijn herinneringen")
    bert.fills(when=[each for each in WORDS if each != off])
    bert.submits()
    room.at("2026-12-10 15:30")
    assert {each: heard(bert, words) for each, words in WORDS.items()} == {each: int(each != off) for each in WORDS}
    assert {each: heard(cato, words) for each, words in WORDS.items()} == dict.fromkeys(WORDS, 1)


def test_who_wants_no_reminders_at_all_gets_none_and_can_turn_back(room: Room, anna: Person, bert: Person) -> None:
    plans(anna)
    comes(bert)
    bert.clicks("Mijn herinneringen")
    bert.fills(when=[])
    bert.submits()
    room.at("2026-12-09 16:00")
    assert heard(bert, "is Loten") == 0
    bert.clicks("Mijn herinneringen")
    assert bert.form["when"] in ((), None)
    bert.fills(when=["hour"])
    bert.submits()
    room.at("2026-12-10 15:30")
    assert heard(bert, WORDS["hour"]) == 1


def test_a_series_skips_holidays_when_that_was_chosen(anna: Person) -> None:
    plans(anna, day="2026-12-11", repeat="2", times=3, holidays="skip")
    for day in ("11 december 2026", "8 januari 2027", "22 januari 2027"):
        assert anna.sees(f"vrijdag {day}, van 15:00 tot 16:00")
    assert not anna.sees("25 december")


def test_a_series_over_both_changes_of_the_clock_reminds_to_the_minute(room: Room, anna: Person) -> None:
    room.begins_at("2026-10-05 09:00")
    plans(anna, day="2026-10-09", time="15:30", repeat="4", times=8, holidays="skip")
    for number, day in enumerate(("2026-10-09", "2026-11-06", "2027-04-23")):  # summer, winter, and summer again
        # Nobody waits for the months in between.
        room.off_until(f"{day} 14:28")
        room.at(f"{day} 14:29")
        assert heard(anna, WORDS["hour"]) == number, day
        room.at(f"{day} 14:31")
        assert heard(anna, WORDS["hour"]) == number + 1, day


def told_by_file(person: Person) -> Iterator[tuple[str, str, str, str]]:
    for calendar in calendars(person):
        (event,) = calendar.events
        yield calendar.method or "", event.uid, sequence_of(event), event.status or ""


def sequence_of(event: Event) -> str:
    return next(str(line.value) for line in event.extra if getattr(line, "name", "") == "SEQUENCE")


def test_calendars_follow_by_uid_and_sequence_until_it_is_called_off(anna: Person, bert: Person) -> None:
    plans(anna)
    comes(bert)
    moves(anna, time="10:30")
    moves(anna, place="Raadzaal")
    calls_off(anna)
    methods, uids, sequences, states = zip(*told_by_file(bert), strict=True)
    assert methods == ("PUBLISH", "PUBLISH", "PUBLISH", "CANCEL")
    assert len(set(uids)) == 1
    assert sequences == ("0", "1", "2", "3")
    assert states == ("CONFIRMED", "CONFIRMED", "CONFIRMED", "CANCELLED")


def test_every_session_of_a_series_is_an_appointment_of_its_own(anna: Person) -> None:
    plans(anna, repeat="1", times=2)
    for day in ("10 december", "17 december"):
        anna.types("/kennis")
        anna.clicks("Komende sessies")
        anna.clicks("Bekijk", beside=day)
        anna.clicks("Naar mijn agenda")
    first, second = (next(iter(calendar.events)) for calendar in calendars(anna))
    assert first.uid != second.uid


@pytest.mark.parametrize("tells", ["a change", "calling off"])
def test_everybody_who_was_told_hears_it_and_nobody_else(room: Room, anna: Person, bert: Person, tells: str) -> None:
    cato, dirk, els = (room.person(name) for name in ("Cato", "Dirk", "Els"))
    plans(anna, host=bert, channel=room.channel)
    for person in (cato, dirk):
        comes(person)
    dirk.clicks("Bekijk")
    dirk.clicks("Ik kom toch niet")
    if tells == "a change":
        moves(anna, time="10:30")
        words = "Let op: Loten doe je zo is gewijzigd."
    else:
        calls_off(anna)
        words = "Loten doe je zo gaat niet door."
    assert heard(bert, words) == 1, "was asked to host it, and has not answered yet"
    assert heard(cato, words) == 1
    assert room.channel.sees(words)
    for person in (anna, dirk, els):
        assert heard(person, words) == 0, person


def test_who_planned_it_hears_what_the_keeper_changed(room: Room, anna: Person, bert: Person) -> None:
    room.settings(keeper=bert)
    plans(anna)
    moves(bert, time="10:30")
    assert heard(anna, "Let op: Loten doe je zo is gewijzigd.") == 1


def test_what_was_moved_is_reminded_of_at_its_new_time_and_once(room: Room, anna: Person, bert: Person) -> None:
    plans(anna)
    comes(bert)
    room.at("2026-12-03 16:00")
    moves(anna, day="2026-12-17")
    room.at("2026-12-10 14:59")
    assert {each: heard(bert, words) for each, words in WORDS.items()} == {"week": 1, "day": 0, "hour": 0}
    room.at("2026-12-17 15:30")
    assert {each: heard(bert, words) for each, words in WORDS.items()} == {"week": 2, "day": 1, "hour": 1}


def test_what_is_called_off_is_on_no_page_and_in_no_overview(room: Room, anna: Person, bert: Person) -> None:
    plans(anna)
    comes(bert)
    calls_off(anna)
    for person in (anna, bert):
        assert TOPIC not in person.home()
        person.types("/overzicht")
        assert not person.sees(TOPIC)
        person.types("/kennis")
        person.clicks("Komende sessies")
        assert person.sees("Er staat nog geen sessie gepland.")


def test_only_who_signed_up_is_asked_what_they_take_away(room: Room, anna: Person, bert: Person) -> None:
    cato = room.person("Cato")
    plans(anna)
    comes(bert)
    comes(cato)
    cato.clicks("Bekijk")
    cato.clicks("Ik kom toch niet")
    room.at("2026-12-10 16:01")
    assert heard(bert, "Loten doe je zo: fijn dat je er was. Wat neem je mee?") == 1
    assert heard(cato, "Wat neem je mee?") == heard(anna, "Wat neem je mee?") == 0


def test_what_people_took_away_is_read_without_their_name_or_their_place_in_the_list(
    room: Room, anna: Person, bert: Person
) -> None:
    cato = room.person("Cato")
    plans(anna)
    comes(bert)
    comes(cato)
    room.at("2026-12-10 16:01")
    for person, words in ((bert, "Zet een datum."), (cato, "Begin acht weken eerder.")):
        person.clicks("Wat neem je mee?")
        person.fills(took_away=words)
        person.submits()
    anna.clicks("Bekijk", beside="Loten doe je zo: dank je wel!")
    assert anna.sees("Dit namen collega's mee:\n- Begin acht weken eerder.\n- Zet een datum.")


def test_who_keeps_the_register_may_change_it_and_sees_no_names(room: Room, anna: Person, bert: Person) -> None:
    """Who signs up reads that who hosts it sees their name, and nobody else."""
    cato = room.person("Cato")
    room.settings(keeper=cato)
    plans(anna, prepare="Briefjes")
    comes(bert)
    opens(cato)
    assert cato.sees("[Wijzig]")
    assert not cato.sees("Bert")
    opens(anna)
    assert anna.sees("Alleen wie de sessie geeft, ziet wie zich opgaf: Bert.")


def test_a_channel_that_does_not_take_it_is_told_to_who_planned_it(room: Room, anna: Person) -> None:
    plans(anna, channel=room.channel)
    with room.storage() as db:
        message = outbox.message_called(db, "session 1 announced")
        assert message
        assert message.on_refusal_tell == anna.id


def test_a_file_is_read_by_another_program_whatever_was_typed(anna: Person) -> None:
    topic = 'Loten; "zo", doe\\je: dat 😀 ' + "heel " * 20
    plans(anna, topic=topic.strip(), place="Kamer 3, links; achter")
    anna.clicks("Naar mijn agenda")
    (calendar,) = calendars(anna)
    (event,) = calendar.events
    assert isinstance(calendar, Calendar)
    assert (event.name, event.location) == (topic.strip(), "Kamer 3, links; achter")
