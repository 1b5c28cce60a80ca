"""A session's whole life: planned, announced, signed up for, reminded of, changed, called off, and what it brought."""

import pytest
from ics import Calendar

from storage.learning import sessions
from storage.people import people
from tests.features.scenes import asks_for
from tests.room import Person, Room
from tests.screens import card_as_text


@pytest.fixture
def anna(room: Room) -> Person:
    return room.person("Anna", discipline="participatieadviseur")


@pytest.fixture
def bert(room: Room) -> Person:
    return room.person("Bert", discipline="communicatieadviseur")


def plans(person: Person, **fields: object) -> None:
    person.types("/kennis sessie")
    usual = {"topic": "Loten doe je zo", "day": "2026-12-10", "time": "15:00", "minutes": 60}
    person.fills(**{**usual, **fields})  # type: ignore[arg-type]
    person.submits()


def comes(person: Person, topic: str = "Loten doe je zo") -> None:
    person.types("/kennis")
    person.clicks("Komende sessies")
    person.clicks("Bekijk", beside=topic)
    person.clicks("Ik kom")


def opens(person: Person) -> None:
    person.types("/kennis")
    person.clicks("Komende sessies")
    person.clicks("Bekijk")


def calendars(person: Person) -> list[Calendar]:
    """As another program reads the files that this person got, oldest first."""
    files = [file for shown in person._messages for file in shown.card.files]
    return [Calendar(file.content.decode()) for file in files]


def heard(person: Person, words: str) -> int:
    return sum(card_as_text(message.card).count(words) for message in person.messages)


def test_a_session_in_a_minute(anna: Person) -> None:
    plans(anna)
    assert anna.sees("De sessie staat gepland")
    assert anna.sees("donderdag 10 december 2026, van 15:00 tot 16:00")
    assert anna.sees("Tip: vraag er iemand van het andere vak bij.")


def test_a_day_that_is_very_far_away_is_called_that(anna: Person) -> None:
    plans(anna, day="2199-12-10")
    assert anna.form.errors == {"day": "Kies een dag in de komende 3 jaar."}


def test_it_is_announced_in_the_channel_that_was_chosen(room: Room, anna: Person, bert: Person) -> None:
    plans(anna, channel=room.channel, place="Kamer 3")
    assert room.channel.sees("Loten doe je zo")
    assert room.channel.sees("Waar: Kamer 3")
    assert room.channel.sees("Met: Anna")
    assert room.channel.sees("[Ik kom]")


def test_who_signs_up_gets_a_file_for_their_calendar(anna: Person, bert: Person) -> None:
    plans(anna, place="Kamer 3")
    comes(bert)
    assert bert.sees("Loten doe je zo: fijn dat je komt.")
    (calendar,) = calendars(bert)
    (event,) = calendar.events
    assert calendar.method == "PUBLISH"
    assert (event.name, event.location) == ("Loten doe je zo", "Kamer 3")
    assert event.begin.isoformat() == "2026-12-10T14:00:00+00:00"
    assert event.duration.total_seconds() == 3600


def test_only_who_hosts_it_sees_who_comes(anna: Person, bert: Person, room: Room) -> None:
    cato = room.person("Cato")
    plans(anna)
    comes(bert)
    comes(cato)
    cato.clicks("Bekijk")
    assert cato.sees("2 collega's komen.")
    assert not cato.sees("Bert")
    opens(anna)
    assert anna.sees("Alleen wie de sessie geeft, ziet wie zich opgaf: Bert en Cato.")


def test_nobody_hosts_without_their_own_yes(room: Room, anna: Person, bert: Person) -> None:
    plans(anna, host=bert, channel=room.channel)
    assert anna.sees("Ik vraag Bert om de sessie samen met jou te geven.")
    assert not room.channel.sees("Bert")
    assert bert.hears("Anna wil Loten doe je zo graag samen met jou geven.")
    comes(room.person("Cato"))
    opens(bert)
    assert bert.sees("1 collega komt.")
    assert not bert.sees("Cato"), "who comes is for whoever said yes to hosting it"
    bert.clicks("Ja, ik doe mee")
    assert bert.sees("Mooi, jullie geven dit samen: Loten doe je zo")
    assert anna.hears("Bert geeft Loten doe je zo samen met jou.")
    opens(anna)
    assert anna.sees("Met: Anna en Bert")


def test_who_says_no_is_no_host(anna: Person, bert: Person) -> None:
    plans(anna, host=bert)
    bert.clicks("Nu niet")
    assert anna.hears("Loten doe je zo: Bert kan dit niet samen met jou geven.")


def test_reminders_come_in_time_and_once(room: Room, anna: Person, bert: Person) -> None:
    plans(anna, prepare="Briefjes voor de loting")
    comes(bert)
    room.at("2026-12-03 15:01")
    assert heard(bert, "Over een week: Loten doe je zo") == 1
    room.at("2026-12-07 15:01")
    assert heard(anna, "Dit wilde je voorbereiden: Briefjes voor de loting") == 1
    assert heard(anna, "1 collega komt.") == 1
    room.at("2026-12-09 15:01")
    assert heard(bert, "Morgen: Loten doe je zo") == 1
    room.at("2026-12-10 13:59")
    assert heard(bert, "Over een uur:") == 0
    room.at("2026-12-10 14:01")
    assert heard(bert, "Over een uur: Loten doe je zo") == 1
    room.at("2026-12-12 12:00")
    for words in ("Over een week:", "Morgen:", "Over een uur:"):
        assert heard(bert, words) == 1
    # Whoever hosts it heard how many come instead.
    assert [heard(anna, words) for words in ("Over een week:", "Morgen:", "Over een uur:")] == [0, 1, 1]


@pytest.mark.parametrize(
    ("was_off_until", "words"),
    [
        ("2026-12-04 09:00", "Over 6 dagen: Loten doe je zo"),
        ("2026-12-10 02:00", "Vandaag: Loten doe je zo"),
        ("2026-12-10 14:20", "Over 40 minuten: Loten doe je zo"),
    ],
)
def test_a_reminder_that_comes_late_says_what_is_true_by_then(
    room: Room, anna: Person, bert: Person, was_off_until: str, words: str
) -> None:
    plans(anna)
    comes(bert)
    room.off_until(was_off_until)
    assert heard(bert, words) == 1
    assert heard(bert, "Over een week:") == heard(bert, "Morgen:") == heard(bert, "Over een uur") == 0


def test_who_hosts_is_reminded_as_a_host(room: Room, anna: Person) -> None:
    plans(anna)
    room.at("2026-12-09 15:01")
    reminder = card_as_text(anna.messages[-1].card)
    assert "Morgen: Loten doe je zo" in reminder
    assert "[Wijzig]" in reminder
    assert "Ik kom toch niet" not in reminder


def test_who_hosts_need_not_sign_up_and_is_no_guest(room: Room, anna: Person) -> None:
    plans(anna, channel=room.channel)
    anna.clicks("Ik kom")
    assert anna.sees("Je geeft Loten doe je zo zelf.")
    assert not room.channel.sees("komt.")
    opens(anna)
    assert not anna.sees("[Ik kom]")
    with room.storage() as db:
        assert sessions.guests_of(db, 1) == []


def test_who_hosts_gets_the_file_for_their_calendar_as_well(anna: Person, bert: Person) -> None:
    plans(anna, host=bert)
    anna.clicks("Naar mijn agenda")
    bert.clicks("Ja, ik doe mee")
    assert not bert.sees("Ja, ik doe mee"), "the question has been answered where it stands"
    bert.clicks("Naar mijn agenda")
    [mine], [theirs] = calendars(anna), calendars(bert)
    assert {event.uid for event in mine.events} == {event.uid for event in theirs.events}


def test_who_was_asked_to_host_has_it_on_their_page_after_their_yes(anna: Person, bert: Person) -> None:
    plans(anna, host=bert)
    assert "Mijn kennissessies" not in bert.home()
    bert.clicks("Ja, ik doe mee")
    assert "Mijn kennissessies" in bert.home()


def test_everybody_switches_their_own_reminders(room: Room, anna: Person, bert: Person) -> None:
    plans(anna)
    comes(bert)
    bert.clicks("Mijn herinneringen")
    assert bert.form["when"] == ("week", "day", "hour")
    bert.fills(when=["day"])
    bert.submits()
    room.at("2026-12-10 16:00")
    assert (heard(bert, "Over een week:"), heard(bert, "Morgen:"), heard(bert, "Over een uur")) == (0, 1, 0)


def test_the_host_hears_in_time_that_nobody_comes(room: Room, anna: Person) -> None:
    plans(anna)
    room.at("2026-12-07 09:01")
    assert anna.hears("Nog niemand heeft zich aangemeld.")
    assert heard(anna, "Over een week:") == 0, "that says less"


def test_the_host_hears_it_in_the_daily_message_and_not_of_what_was_called_off(room: Room, anna: Person) -> None:
    plans(anna)
    room.at("2026-12-07 08:30")
    assert not anna.hears("Over 3 dagen geef jij:")
    anna.clicks("Bekijk")
    anna.clicks("Zeg de sessie af", confirming="krijgt bericht")
    room.at("2026-12-07 09:30")
    assert not anna.hears("Over 3 dagen geef jij:")


def test_the_host_hears_it_on_a_working_day(room: Room, anna: Person) -> None:
    """Three days before a Tuesday is a Saturday."""
    plans(anna, day="2026-12-15")
    room.at("2026-12-11 09:01")
    assert anna.hears("Over 4 dagen geef jij: Loten doe je zo")
    room.at("2026-12-14 12:00")
    assert heard(anna, "geef jij") == 1


def test_a_change_reaches_everybody_and_their_calendars(room: Room, anna: Person, bert: Person) -> None:
    plans(anna, channel=room.channel)
    comes(bert)
    opens(anna)
    anna.clicks("Wijzig")
    anna.fills(day="2026-12-17", time="10:30")
    anna.submits()
    assert bert.hears("Let op: Loten doe je zo is gewijzigd.")
    assert bert.hears("donderdag 17 december 2026, van 10:30 tot 11:30")
    assert room.channel.sees("Let op: Loten doe je zo is gewijzigd.")
    before, after = (next(iter(calendar.events)) for calendar in calendars(bert))
    assert before.uid == after.uid
    assert after.begin.isoformat() == "2026-12-17T09:30:00+00:00"
    assert sequence(calendars(bert)[1]) == "1"
    room.at("2026-12-10 16:30")
    assert heard(bert, "Morgen:") == 0
    room.at("2026-12-16 10:31")
    assert heard(bert, "Morgen:") == 1


def test_a_session_that_is_saved_without_a_change_disturbs_nobody(room: Room, anna: Person, bert: Person) -> None:
    plans(anna, channel=room.channel)
    comes(bert)
    messages, posts = len(bert.messages), len(room.channel.posts)
    opens(anna)
    anna.clicks("Wijzig")
    anna.submits()
    assert (len(bert.messages), len(room.channel.posts)) == (messages, posts)
    assert sequence(calendars(bert)[0]) == "0"


def sequence(calendar: Calendar) -> str:
    (event,) = calendar.events
    return next(str(line.value) for line in event.extra if getattr(line, "name", "") == "SEQUENCE")


def test_calling_off_reaches_everybody_and_ends_the_reminders(room: Room, anna: Person, bert: Person) -> None:
    plans(anna, channel=room.channel)
    comes(bert)
    opens(anna)
    anna.clicks("Zeg de sessie af", confirming="krijgt bericht")
    assert bert.hears("Loten doe je zo gaat niet door.")
    assert room.channel.sees("Loten doe je zo gaat niet door.")
    assert calendars(bert)[1].method == "CANCEL"
    room.at("2026-12-11 10:00")
    assert not bert.hears("Over een week:")
    assert not bert.hears("Wat neem je mee?")


def test_a_host_to_whom_nobody_came_is_not_asked_what_they_all_talked_about(room: Room, anna: Person) -> None:
    plans(anna)
    room.at("2026-12-10 16:01")
    assert anna.hears("Loten doe je zo: niemand had zich aangemeld.")
    assert not anna.hears("dank je wel!")


def test_afterwards_people_say_what_they_take_away(room: Room, anna: Person, bert: Person) -> None:
    plans(anna)
    comes(bert)
    room.at("2026-12-10 16:01")
    assert bert.hears("Loten doe je zo: fijn dat je er was. Wat neem je mee?")
    assert anna.hears("Loten doe je zo: dank je wel!")
    bert.clicks("Wat neem je mee?")
    bert.fills(took_away="Begin acht weken eerder.")
    bert.submits()
    bert.clicks("Bewaar als les")
    assert bert.form["lesson"] == "Begin acht weken eerder."
    bert.submits()
    assert bert.sees("De les is bewaard")
    anna.clicks("Schrijf een verslag")
    anna.fills(notes="We oefenden met briefjes.")
    anna.submits()
    assert anna.sees("Het verslag staat bij de sessie.")
    with room.storage() as db:
        assert [row.took_away for row in sessions.guests_of(db, 1)] == ["Begin acht weken eerder."]


def test_who_cannot_come_after_all_says_so(anna: Person, bert: Person) -> None:
    plans(anna)
    comes(bert)
    bert.clicks("Bekijk")
    bert.clicks("Ik kom toch niet")
    assert bert.sees("Loten doe je zo: je bent afgemeld.")


def test_signing_up_twice_is_once(room: Room, anna: Person, bert: Person) -> None:
    plans(anna)
    comes(bert)
    asks_for(bert, "session.join", id="1")
    with room.storage() as db:
        assert len(sessions.guests_of(db, 1)) == 1


def test_others_cannot_change_or_call_off(anna: Person, bert: Person) -> None:
    plans(anna)
    for action in ("session.edit", "session.cancel", "session.notes"):
        assert "Alleen wie de sessie plande of geeft, kan dit wijzigen." in asks_for(bert, action, id="1")


def test_a_series_moves_for_christmas(room: Room, anna: Person) -> None:
    plans(anna, day="2026-12-11", time="15:00", repeat="2", times=3)
    assert anna.sees("vrijdag 11 december 2026, van 15:00 tot 16:00")
    assert anna.sees("maandag 28 december 2026, van 15:00 tot 16:00"), "Christmas, and a weekend"
    assert anna.sees("vrijdag 8 januari 2027, van 15:00 tot 16:00")


@pytest.mark.parametrize(
    ("field", "value", "error"),
    [
        ("day", "2026-11-01", "Deze dag en tijd zijn al voorbij. Kies een later tijdstip."),
        ("minutes", 2, "Vul een getal van 5 tot en met 480 in."),
        ("times", 40, "Vul een getal van 1 tot en met 12 in."),
    ],
)
def test_what_cannot_be_is_said_at_the_field(anna: Person, field: str, value: str | int, error: str) -> None:
    filled: dict[str, object] = {field: value}
    plans(anna, **filled)
    assert anna.form.errors == {field: error}


def test_a_time_that_the_clocks_skip_is_said_and_one_that_comes_twice_is_the_first(anna: Person) -> None:
    plans(anna, day="2027-03-28", time="02:30")
    assert anna.form.errors == {"time": "Die nacht bestaat 02:30 niet: dan begint de zomertijd. Kies een andere tijd."}
    anna.fills(time="03:00")
    anna.submits()
    assert anna.sees("zondag 28 maart 2027, van 03:00 tot 04:00")
    plans(anna, day="2027-10-31", time="02:30")
    assert anna.sees("zondag 31 oktober 2027, van 02:30 tot 02:30")


def test_my_sessions_are_on_my_own_page_and_the_next_one_in_the_overview(anna: Person, bert: Person) -> None:
    plans(anna)
    comes(bert)
    assert "Mijn kennissessies" in bert.home()
    bert.types("/overzicht")
    assert bert.sees("Kennissessie: Loten doe je zo")


def test_who_comes_is_not_asked_again_in_their_own_week(room: Room, anna: Person, bert: Person) -> None:
    plans(anna)
    comes(bert)
    carla = room.person("Carla")
    for person, asked in ((anna, False), (bert, False), (carla, True)):
        person.types("/overzicht week")
        assert person.sees("Loten doe je zo")
        assert ("[Ik kom]" in person.screen) is asked, person.screen


def test_an_erased_colleague_is_in_no_session(room: Room, anna: Person, bert: Person) -> None:
    from storage.people import identity

    plans(anna)
    comes(bert)
    with room.storage() as db:
        colleague = people.colleague_in_full(db, bert.id)
        assert colleague
        identity.erase(db, colleague, room.now)
    with room.storage() as db:
        assert sessions.guests_of(db, 1) == []
