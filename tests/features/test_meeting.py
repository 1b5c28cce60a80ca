"""The joint meeting: an agenda from the register, actions with somebody's own yes, and silence when nobody uses it."""

import datetime as dt
import re

import pytest
from sqlalchemy import event

from bot.meeting import agenda
from storage import settings
from storage.messages import meetings
from tests.features.scenes import asks_for
from tests.givens import a_moment, a_project
from tests.person import Person
from tests.room import ZONE, Room


@pytest.fixture
def anna(room: Room) -> Person:
    room.begins_at("2026-11-20 12:00")
    return room.person("Anna", admin=True)


def turns_it_on(anna: Person, room: Room) -> None:
    anna.types("/overzicht overleg")
    anna.clicks("Kies een kanaal")
    anna.fills(channel=room.channel)
    anna.submits()
    anna.clicks("Zet aan")


def agendas(room: Room) -> list[str]:
    return [post.text for post in room.channel.posts if "Agenda van het overleg" in post.text]


def until(room: Room, day: str) -> None:
    """Noon of that day; of all that Samenspel does by itself only this, and the daily message."""
    noon = dt.datetime.fromisoformat(f"{day} 12:00").replace(tzinfo=ZONE)
    room.turn(only={"meeting", "daily"}, seconds=(noon - room.now).total_seconds())


def agrees_on(person: Person, what: str, **answers: object) -> None:
    person.clicks("Leg een afspraak vast")
    person.fills(what=what, **answers)  # type: ignore[arg-type]
    person.submits()


def test_the_agenda_of_gemeente_voorbeeld(room: Room) -> None:
    """By hand from the lists: capabilities 7."""
    room.begins_at("2026-11-20 12:00")
    room.sample()
    keeper = room.person("Marieke van Dam", email="marieke.van.dam@voorbeeld.example", admin=True)
    turns_it_on(keeper, room)
    until(room, "2026-11-23")
    (agenda,) = agendas(room)
    lines = agenda.splitlines()
    assert lines[1] == "Overleg op dinsdag 24 november 2026, 30 minuten"
    assert lines[2].startswith("1. Waar is het te druk? (8 min) Oude Haven: 6 vragen aan jongeren, van ")
    assert lines[3] == (
        "2. Waar zoeken we nog iemand? (6 min) Vergroening Bloemenbuurt, Verkeersplan Noorderveld,"
        " Armoedebeleid 2027-2030 en Speeltuin Vogelbuurt."
    )
    assert lines[4] == (
        "3. Wie wacht op antwoord? (6 min) Enquete parkeren (Parkeerbeleid Centrum) sinds 30 september 2026,"
        " Werksessie ondernemers (Parkeerbeleid Centrum) sinds 7 oktober 2026. Wat kunnen we al vertellen?"
    )
    assert lines[5] == (
        "4. Dit komt eraan (4 min), tot en met 6 december: Jongerenworkshop visie (25 november),"
        " Buurtwandeling groen (28 november), Online enquete jongeren (30 november) en Inloopavond warmte (3 december)."
    )
    assert re.fullmatch(r"5\. Een les om te onthouden \(3 min\): .+", lines[6])
    assert "ging goed" not in agenda


def test_what_went_well_stands_first_when_there_is_something(room: Room, anna: Person) -> None:
    room.given(
        a_project("Havenkade", project_lead=anna),
        a_moment("Enquête", project="Havenkade", starts_on="2026-11-02"),
    )
    until(room, "2026-12-10")
    anna.types("/project terugkoppeling Havenkade")
    anna.clicks("Leg vast")
    anna.fills(residents_told_on=room.now.date(), done_with_input="Er komen bankjes")
    anna.submits()
    anna.types("/overzicht overleg")
    assert anna.sees("1. Dit ging goed (3 min): inwoners kregen antwoord over Havenkade.")


def test_with_nothing_to_discuss_it_says_that_the_meeting_can_be_skipped(room: Room, anna: Person) -> None:
    turns_it_on(anna, room)
    until(room, "2026-11-23")
    assert "Jullie kunnen dit overleg gerust overslaan." in agendas(room)[0]


def test_it_goes_nowhere_before_somebody_saw_it_and_said_yes(room: Room, anna: Person) -> None:
    anna.types("/overzicht overleg")
    anna.clicks("Kies een kanaal")
    anna.fills(channel=room.channel)
    anna.submits()
    assert anna.sees("De agenda gaat nu niet naar een kanaal.")
    until(room, "2026-12-21")
    assert agendas(room) == []


def test_the_channel_of_the_overview_is_filled_in(room: Room, anna: Person) -> None:
    anna.types("/overzicht kanalen")
    anna.clicks("Kies een kanaal")
    anna.fills(name="Algemeen", channel=room.channel)
    anna.submits()
    anna.clicks("Zet aan")
    anna.types("/overzicht overleg")
    anna.clicks("Kies een kanaal")
    assert "algemeen" in anna.form.readable("channel")


def test_only_keepers_choose_where_it_goes(room: Room, anna: Person) -> None:
    bert = room.person("Bert")
    bert.types("/overzicht overleg")
    assert not bert.sees("Kies een kanaal")
    assert "kiezen welk kanaal" in asks_for(bert, "meeting.channel")


def test_an_action_of_mine_is_asked_after_in_the_next_agenda_and_only_there(room: Room, anna: Person) -> None:
    turns_it_on(anna, room)
    until(room, "2026-11-23")
    agrees_on(anna, "Brief aan de buurt", mine=True)
    assert anna.sees("Brief aan de buurt · Anna · tot en met 7 december")
    until(room, "2026-12-07")
    until(room, "2026-12-21")
    _, second, third = agendas(room)
    assert "Brief aan de buurt · Anna" in second
    assert "Brief aan de buurt" not in third


def test_what_is_done_is_not_asked_after(room: Room, anna: Person) -> None:
    turns_it_on(anna, room)
    until(room, "2026-11-23")
    agrees_on(anna, "Brief aan de buurt", mine=True)
    until(room, "2026-12-07")
    anna.clicks("Gedaan")
    assert room.channel.sees("Mooi, dit is gedaan: Brief aan de buurt")


def test_another_day_is_asked_after_once_more(room: Room, anna: Person) -> None:
    turns_it_on(anna, room)
    until(room, "2026-11-23")
    agrees_on(anna, "Brief aan de buurt", mine=True)
    until(room, "2026-12-07")
    anna.clicks("Andere dag")
    anna.fills(until="2026-12-22")
    anna.submits()
    until(room, "2026-12-21")
    assert "Brief aan de buurt · Anna · tot en met 22 december" in agendas(room)[-1]


def test_what_is_for_much_later_is_asked_after_when_it_is_due(room: Room, anna: Person) -> None:
    turns_it_on(anna, room)
    until(room, "2026-11-23")
    agrees_on(anna, "Brief aan de buurt", mine=True, until="2026-12-28")
    until(room, "2026-12-21")
    assert ["Brief aan de buurt" in each for each in agendas(room)] == [False, False, True]


def test_nobody_is_put_down_for_anything_without_their_own_yes(room: Room, anna: Person) -> None:
    turns_it_on(anna, room)
    bert = room.person("Bert")
    until(room, "2026-11-23")
    agrees_on(anna, "Brief aan de buurt", who=bert)
    assert anna.sees_alone("Bert krijgt de vraag.")
    assert not room.channel.sees("Bert")
    until(room, "2026-11-24")
    assert bert.hears("Een collega vraagt of jij dit wilt doen.")
    bert.clicks("Ja, dat doe ik")
    until(room, "2026-12-07")
    assert "Brief aan de buurt · Bert" in agendas(room)[-1]


def test_whoever_does_not_answer_is_not_named_either(room: Room, anna: Person) -> None:
    turns_it_on(anna, room)
    until(room, "2026-11-23")
    agrees_on(anna, "Brief aan de buurt", who=room.person("Bert"))
    until(room, "2026-12-07")
    assert "Brief aan de buurt · nog niemand" in agendas(room)[-1]
    assert not room.channel.sees("Bert")


def test_who_said_no_stands_nowhere(room: Room, anna: Person) -> None:
    turns_it_on(anna, room)
    bert = room.person("Bert")
    until(room, "2026-11-23")
    agrees_on(anna, "Brief aan de buurt", who=bert)
    until(room, "2026-11-24")
    bert.clicks("Liever niet")
    until(room, "2026-12-07")
    assert "Brief aan de buurt · nog niemand" in agendas(room)[-1]
    with room.storage() as db:
        assert meetings.action(db, 1) is not None
        assert [each.owner_id for each in [meetings.action(db, 1)] if each] == [None]


def test_somebody_elses_question_is_not_mine_to_answer(room: Room, anna: Person) -> None:
    bert = room.person("Bert")
    anna.types("/overzicht overleg")
    agrees_on(anna, "Brief aan de buurt", who=bert)
    assert "niet meer voor jou" in asks_for(anna, "meeting.yes", id="1")


def test_whoever_left_is_not_named_any_more(room: Room, anna: Person) -> None:
    turns_it_on(anna, room)
    bert = room.person("Bert")
    bert.types("/overzicht overleg")
    agrees_on(bert, "Brief aan de buurt", mine=True)
    bert.leaves()
    room.service.heard(bert.account, None, room.now, "left")
    until(room, "2026-12-07")
    assert any("Brief aan de buurt · nog niemand" in each for each in agendas(room))
    assert not any("Bert" in each for each in agendas(room))


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"until": "2026-11-02"}, "Die dag is al voorbij. Kies een latere dag."),
        ({"until": "2026-11-02", "what": " "}, "Die dag is al voorbij. Kies een latere dag."),
    ],
)
def test_what_can_not_be_is_told_and_nothing_is_lost(
    room: Room, anna: Person, answers: dict[str, str], said: str
) -> None:
    anna.types("/overzicht overleg")
    agrees_on(anna, **{"what": "Brief aan de buurt", **answers})
    assert said in anna.form.text
    anna.fills(what="Brief aan de buurt", until="2026-12-02")
    anna.submits()
    assert anna.sees_alone("Brief aan de buurt · nog niemand · tot en met 2 december")


def test_myself_and_a_colleague_are_one_too_many(room: Room, anna: Person) -> None:
    anna.types("/overzicht overleg")
    agrees_on(anna, "Brief aan de buurt", mine=True, who=room.person("Bert"))
    assert "Kies jezelf of een collega, niet allebei." in anna.form.text


def test_data_of_residents_is_warned_about(room: Room, anna: Person) -> None:
    anna.types("/overzicht overleg")
    agrees_on(anna, "Bel mevrouw Jansen, 06 12345678", mine=True)
    assert "telefoonnummer" in anna.form.text


def test_a_meeting_that_nobody_uses_is_asked_once_whether_to_go_on_and_stops(room: Room, anna: Person) -> None:
    turns_it_on(anna, room)
    until(room, "2027-03-22")
    posts = agendas(room)
    assert len(posts) == 4
    assert "Bij de laatste drie agenda's deed niemand iets." in posts[-1]
    bert = room.person("Bert")
    bert.clicks("Ja, ga door")
    until(room, "2027-03-30")
    assert len(agendas(room)) == 5


def test_one_click_keeps_it_going(room: Room, anna: Person) -> None:
    turns_it_on(anna, room)
    until(room, "2026-12-22")
    anna.clicks("Zet in je agenda")
    until(room, "2027-01-19")
    assert len(agendas(room)) == 5
    assert not any("deed niemand iets" in each for each in agendas(room))


def test_the_next_meeting_is_a_file_for_a_calendar(room: Room, anna: Person) -> None:
    turns_it_on(anna, room)
    until(room, "2026-11-23")
    anna.clicks("Zet in je agenda")
    (file,) = anna._messages[-1].card.files
    assert file.name == "overleg-2026-11-24.ics"
    written = file.content.decode()
    assert "DTSTART:20261124T090000Z" in written
    assert "DTEND:20261124T093000Z" in written


def test_it_takes_no_day_off_for_a_meeting(room: Room, anna: Person) -> None:
    """The agenda of Monday 21 December 2026, four working days ahead: Christmas is not one of them."""
    turns_it_on(anna, room)
    with room.storage() as db:
        settings.write(db, "meeting.days_ahead", "4")
    until(room, "2026-12-21")
    assert "Overleg op maandag 28 december 2026" in agendas(room)[-1]


def test_a_large_register_asks_no_more_of_it(room: Room, anna: Person) -> None:
    def statements() -> int:
        asked = []
        with room.storage() as db:
            event.listen(room.database.engine, "before_cursor_execute", count := lambda *_: asked.append(1))
            agenda.facts(db, room.now)
            event.remove(room.database.engine, "before_cursor_execute", count)
        return len(asked)

    room.sample()
    before = statements()
    room.given(
        *(a_project(f"Park {number}", areas=["GM9999"]) for number in range(60)),
        *(
            a_moment(f"Avond {number}", project=f"Park {number}", starts_on=f"2026-11-{number % 28 + 1:02d}")
            for number in range(60)
        ),
    )
    assert statements() <= before <= 10
