"""Buddies: taking part, the round and the introduction."""

import datetime as dt
from contextlib import AbstractContextManager
from dataclasses import replace
from itertools import count

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot.chat.cards import Button
from bot.chat.feature import Task
from storage.learning import buddies, buddy_rounds
from storage.learning.buddies import BuddyMember
from storage.messages import tasks
from storage.messages.outbox import OutboxRow
from tests.features.buddy_scenes import TUESDAY, a_team, an_administrator, begins, buddies_of, introductions, joins
from tests.features.scenes import asks_for, registers
from tests.givens import a_lesson, a_project, an_area
from tests.room import Person, Room


@pytest.fixture(autouse=True)
def only(room: Room) -> None:
    room.only("buddies", "daily")


# Taking part


def test_colleagues_of_both_disciplines_are_asked_once(room: Room) -> None:
    anna = room.person("Anna", discipline="communicatieadviseur")
    pim = room.person("Pim", discipline="participatieadviseur")
    lena = room.person("Lena", discipline="projectleider")
    room.at("2026-11-24 09:30")
    assert anna.hears("Doe je mee met buddy's?")
    assert pim.hears("Doe je mee met buddy's?")
    assert not lena.hears("buddy")
    room.turn(days=14)
    assert sum("Doe je mee met buddy's?" in message.text for message in anna.messages) == 1


def test_who_comes_later_is_asked_then(room: Room) -> None:
    room.turn(days=3)
    anna = room.person("Anna", discipline="communicatieadviseur")
    room.turn(days=1)
    assert anna.hears("Doe je mee met buddy's?")


def test_silence_is_no_yes(room: Room) -> None:
    anna = room.person("Anna", discipline="communicatieadviseur")
    joins(room.person("Pim", discipline="participatieadviseur"))
    room.at("2026-12-16 12:00")
    assert not introductions(anna)
    anna.types("/buddy")
    assert anna.sees("Jij doet nu niet mee.")


def test_a_yes_to_the_question_opens_the_form(room: Room) -> None:
    anna = room.person("Anna", discipline="communicatieadviseur")
    room.at("2026-11-24 09:30")
    anna.clicks("Ik doe mee")
    anna.fills(bio="Ik schrijf graag.", learns="rondetafels", offers="korte teksten", most="2")
    anna.submits()
    assert anna.sees("De volgende ronde begint op 8 december 2026, 10:00.")
    anna.types("/buddy")
    assert anna.sees("Bij de volgende ronde krijg je een buddy.")
    anna.clicks("Wijzig")
    assert anna.form["bio"] == "Ik schrijf graag."
    assert anna.form["most"] == "2"


def test_no_thanks_is_enough(room: Room) -> None:
    anna = room.person("Anna", discipline="communicatieadviseur")
    room.at("2026-11-24 09:30")
    anna.clicks("Nee, dank je")
    assert anna.sees("Ik vraag het niet nog een keer.")
    anna.clicks("Ik doe mee")
    anna.closes_the_form()
    room.turn(days=14)
    assert not [message for message in anna.messages if "Doe je mee" in message.text], "the answer is in its place"


def test_another_discipline_hears_for_whom_it_is(room: Room) -> None:
    lena = room.person("Lena", discipline="projectleider")
    lena.types("/buddy aan")
    assert lena.sees("Kies je vak in je profiel")


def test_another_discipline_is_offered_nothing_that_it_may_not(room: Room) -> None:
    lena = room.person("Lena", discipline="projectleider")
    lena.types("/buddy")
    assert lena.sees("Kies je vak in je profiel")
    assert "Ik doe mee" not in [button.label for button in lena.buttons]


def test_what_looks_like_a_residents_number_is_asked_about(room: Room) -> None:
    anna = room.person("Anna", discipline="communicatieadviseur")
    anna.types("/buddy aan")
    anna.fills(bio="Bel 06 12345678")
    anna.submits()
    assert anna.form["bio"] == "Bel 06 12345678"
    assert anna.sees("telefoonnummer")


def test_a_pause_ends_by_itself(room: Room) -> None:
    (cor,), (pia,) = a_team(room, 1, 1)
    cor.types("/buddy pauze")
    cor.fills(until="2026-11-20")
    cor.submits()
    assert cor.sees("Kies een dag na vandaag")
    cor.fills(until="2026-12-29")
    cor.submits()
    assert cor.sees("Tot 29 december 2026 koppel ik je niet.")
    room.at("2026-12-08 12:00")
    assert pia.hears("Van het andere vak doet nu niemand mee.")
    assert not introductions(cor)
    room.at("2026-12-29 12:00")
    assert len(introductions(cor)) == 1


def test_a_pause_without_taking_part_is_no_mistake(room: Room) -> None:
    anna = room.person("Anna", discipline="communicatieadviseur")
    anna.types("/buddy pauze")
    assert anna.sees("Jij doet nu niet mee.")
    anna.types("stop")
    assert anna.sees("Jij doet nu niet mee.")
    anna.clicks("Ik doe mee")
    anna.closes_the_form()


def test_who_goes_on_sooner_than_they_said_is_in_the_next_round(room: Room) -> None:
    (cor,), _ = a_team(room, 1, 1)
    cor.types("/buddy pauze")
    cor.fills(until="2026-12-20")
    cor.submits()
    joins(cor)
    room.at(TUESDAY)
    assert len(introductions(cor)) == 1


def test_of_who_stops_nothing_is_kept_that_they_said(room: Room) -> None:
    both = room.person("Bo", discipline=["communicatieadviseur", "participatieadviseur"])
    joins(both, bio="Ik schrijf.", learns="rondetafels", offers="korte teksten", most="2", side="communication")
    both.types("/buddy pauze")
    both.fills(until="2026-12-20")
    both.submits()
    both.types("/buddy uit")
    both.clicks("Ik stop")
    with room.storage() as db:
        kept = buddies.member(db, both.id)
        assert kept
        nothing = BuddyMember(colleague_id=both.id, asked_at=kept.asked_at, is_on=False)
        columns = BuddyMember.__table__.columns.keys()
        named = [name for name in columns if name != "municipality_id"]
        assert [getattr(kept, name) for name in named] == [getattr(nothing, name) for name in named]


def test_an_old_no_takes_nobody_out_who_said_yes_since(room: Room) -> None:
    anna = room.person("Anna", discipline="communicatieadviseur")
    room.at("2026-11-24 09:30")
    joins(anna)
    anna.clicks("Nee, dank je")
    anna.types("/buddy")
    assert anna.sees("Bij de volgende ronde krijg je een buddy.")


def test_who_said_yes_before_the_question_came_is_not_asked(room: Room) -> None:
    anna = room.person("Anna", discipline="communicatieadviseur")
    room.at("2026-11-24 08:30")
    joins(anna)
    room.at("2026-11-25 10:00")
    assert not anna.hears("Doe je mee met buddy's?")


# The round


def test_a_round_begins_at_its_time_and_introduces_people_together(room: Room) -> None:
    (cor,), (pia,) = a_team(room, 1, 1)
    room.at(TUESDAY)
    (introduction,) = introductions(cor)
    assert introductions(pia) == [introduction]
    assert "Cor 1, communicatie" in introduction
    assert "Pia 1, participatie" in introduction
    assert "Jullie waren nog nooit gekoppeld." in introduction
    assert "vrijdag 11 december 2026 om 10:30" in introduction
    room.turn(days=20)
    assert len(introductions(cor)) == 1
    cor.types("/buddy")
    assert cor.sees("Dit is ronde 1. Jouw buddy's: Pia 1.")


def test_a_round_that_was_drawn_before_holds_until_somebody_stops(room: Room) -> None:
    from bot.buddies import drawing_up

    (cor, _), _ = a_team(room, 2, 2)
    day = dt.date.fromisoformat(TUESDAY[:10])
    with room.storage() as db:
        think = drawing_up.ahead(db, day, 7)
    ready = think()
    with room.storage() as db:
        assert drawing_up.draw(db, day, 7, ready) is ready.drawn
        assert drawing_up.draw(db, day, 8, ready) is not ready.drawn
    cor.types("/buddy uit")
    cor.clicks("Ik stop")
    with room.storage() as db:
        drawn = drawing_up.draw(db, day, 7, ready)
    assert [each.id for each in ready.drawn.inputs.candidates if each not in drawn.inputs.candidates] == [cor.id]


def test_unequal_teams_leave_nobody_out_and_load_nobody_too_much(room: Room) -> None:
    cors, pias = a_team(room, 5, 2)
    room.at(TUESDAY)
    assert all(introductions(person) for person in (*cors, *pias))
    assert sorted(len(buddies_of(pia)) for pia in pias) == [2, 3]
    assert any("Jullie zijn met 4" in text for text in introductions(pias[0]) + introductions(pias[1]))


def test_who_waits_hears_why_and_goes_first_next_time(room: Room) -> None:
    cors, _ = a_team(room, 5, 1)
    room.at(TUESDAY)
    waited = [cor for cor in cors if not introductions(cor)]
    assert len(waited) == 2
    for cor in waited:
        assert cor.hears("Voor jou was er deze keer geen plek in een groep.")
        assert cor.hears("De volgende ronde ga je voor.")
    room.turn(days=21)
    for cor in waited:
        assert "Een van jullie moest eerder wachten, en ging nu voor." in introductions(cor)[0]


def test_who_would_rather_not_never_meets_and_nobody_sees_it(room: Room) -> None:
    (cor,), (pia,) = a_team(room, 1, 1)
    cor.types("/buddy aan")
    cor.fills(avoid=["Pia 1"])
    cor.submits()
    room.turn(days=70, only=["buddies", "daily"])
    assert not introductions(cor)
    for person in (cor, pia):
        assert person.hears("Voor jou was er deze keer geen plek")
    pia.types("/buddy")
    assert pia.sees_nothing_of("liever niet")
    pia.types("/samenspel gegevens")
    pia.clicks("Stuur mij mijn gegevens")
    cor.types("/buddy aan")
    assert cor.sees("Pia 1")


def test_wishes_are_only_in_ones_own_file(room: Room) -> None:
    (cor,), (pia,) = a_team(room, 1, 1)
    cor.types("/buddy aan")
    cor.fills(avoid=["Pia 1"])
    cor.submits()
    for person, is_there in ((cor, True), (pia, False)):
        person.types("/samenspel gegevens")
        person.clicks("Stuur mij mijn gegevens")
        assert (b'"other_id": "Pia 1"' in person.messages[-1].card.files[0].content) is is_there


def test_shared_work_is_a_reason_and_something_to_talk_about(room: Room) -> None:
    cor = room.person("Cor", discipline="communicatieadviseur", department="Bestuur")
    pia = room.person("Pia", discipline="participatieadviseur")
    room.given(
        an_area("Noord"),
        a_project("Kade", areas=["Noord"], communication_adviser=cor, participation_adviser=pia),
        a_lesson("Begin op tijd.", project="Kade"),
    )
    joins(cor, bio="Ik teken ook.", learns="rondetafels")
    joins(pia, offers="gesprekken leiden")
    room.at(TUESDAY)
    (introduction,) = introductions(cor)
    for words in (
        "Jullie werken samen aan Kade.",
        "Jullie werken in hetzelfde gebied: Noord.",
        "Wat gaat er goed bij Kade, en wat kan beter?",
        "Cor wil graag leren: rondetafels",
        "Een les uit Kade: “Begin op tijd”",
        "afdeling Bestuur",
        "Ik teken ook.",
        "kan helpen met: gesprekken leiden",
    ):
        assert words in introduction


def test_the_whole_municipality_is_no_reason_to_meet(room: Room) -> None:
    cor = room.person("Cor", discipline="communicatieadviseur")
    pia = room.person("Pia", discipline="participatieadviseur")
    room.given(
        an_area("Gemeente Voorbeeld", kind="municipality"),
        a_project("Visie", areas=["Gemeente Voorbeeld"], communication_adviser=cor),
        a_project("Jeugd", areas=["Gemeente Voorbeeld"], participation_adviser=pia),
    )
    joins(cor)
    joins(pia)
    room.at(TUESDAY)
    (introduction,) = introductions(cor)
    assert "Jullie waren nog nooit gekoppeld." in introduction
    assert "hetzelfde gebied" not in introduction
    assert "in Gemeente Voorbeeld" not in introduction


def test_a_round_with_room_for_all_does_not_count_who_waits(room: Room) -> None:
    a_team(room, 2, 2)
    ada = an_administrator(room)
    begins(room, ada)
    assert ada.hears("Ronde 1 is begonnen, met 2 groepen.")
    assert not ada.hears("wachten")


def test_there_are_always_three_things_to_talk_about(room: Room) -> None:
    (cor,), _ = a_team(room, 1, 1)
    room.at(TUESDAY)
    (introduction,) = introductions(cor)
    _, _, talk = introduction.partition("Om over te praten")
    assert talk.count("?") == 3


def test_the_proposal_is_a_file_that_calendars_read(room: Room) -> None:
    from ics import Calendar

    (cor,), _ = a_team(room, 1, 1)
    room.at(TUESDAY)
    (post,) = next(each for each in room.conversations if cor in each.members).posts
    assert not post.card.files
    cor.clicks("Voor in je agenda")
    (event,) = Calendar(cor._messages[-1].card.files[0].content.decode()).events
    assert event.begin.isoformat() == "2026-12-11T09:30:00+00:00"
    assert "Cor 1 en Pia 1" in event.name


def test_only_the_group_itself_gets_the_file(room: Room) -> None:
    (cor, other), _ = a_team(room, 2, 2)
    room.at(TUESDAY)
    assert other not in buddies_of(cor)
    (button,) = [found.button for found in cor.buttons if found.label == "Voor in je agenda"]
    assert isinstance(button, Button)
    assert "werkt niet meer" in asks_for(other, button.action, **button.args)
    assert "werkt niet meer" in asks_for(cor, button.action, **{**button.args, "day": "ooit"})


def test_people_who_met_before_hear_only_what_is_new(room: Room) -> None:
    """They know who they are, why they are together, and how it works."""
    (cor,), (pia,) = a_team(room, 1, 1)
    room.given(a_project("Kade", communication_adviser=cor))
    room.at(TUESDAY)
    room.turn(days=21, only=["buddies"])
    registers(pia, "Singel", my_role="participatieadviseur")
    room.turn(days=21, only=["buddies"])
    first, second, third = introductions(cor)
    for words in ("Cor 1, communicatie", "Waarom jullie?", "Drink samen eens koffie.", "Halverwege"):
        assert words in first
        assert words not in second
    assert "Cor 1 werkt aan Kade." in first
    assert "Jullie zijn weer buddy's, tot 19 januari 2027." in second
    assert second.count("?") == third.count("?") == 1
    assert "Pia 1 werkt aan Singel." in third
    said = [line for told in (first, second, third) for line in told.splitlines() if "?" in line]
    assert len(said) == len(set(said))


def test_a_newcomer_is_introduced_to_people_who_know_each_other(room: Room) -> None:
    (cor,), (_pia,) = a_team(room, 1, 1)
    room.at(TUESDAY)
    new = room.person("Nel", discipline="communicatieadviseur")
    joins(new)
    room.turn(days=21, only=["buddies"])
    told = introductions(cor)[-1]
    for words in ("Nel, communicatie", "Cor 1, communicatie", "Pia 1, participatie", "Jullie zijn met 3"):
        assert words in told


def test_existing_pairs_of_a_list_count_as_history(room: Room) -> None:
    cors, pias = a_team(room, 2, 2)
    with room.storage() as db:
        from storage.people.people import Colleague

        first, second = db.get_one(Colleague, cors[0].id), db.get_one(Colleague, pias[0].id)
        first.key, second.key, first.buddy_key = "C1", "P1", "P1"
    room.at(TUESDAY)
    assert buddies_of(cors[0]) == [pias[1]]


def test_somebody_of_both_disciplines_chooses_a_side_per_round(room: Room) -> None:
    both = room.person("Bo", discipline=["communicatieadviseur", "participatieadviseur"])
    (cor,), _ = a_team(room, 1, 0)
    joins(both, side="communication")
    room.at(TUESDAY)
    assert not introductions(both)
    room.turn(days=21)
    assert buddies_of(both) == [cor]
    assert "Bo, participatie" in introductions(both)[0]


def test_half_way_who_is_of_both_is_asked_as_whom_next(room: Room) -> None:
    both = room.person("Bo", discipline=["communicatieadviseur", "participatieadviseur"])
    a_team(room, 1, 1)
    joins(both)
    room.turn(days=28)
    assert both.hears("Als wie doe je de volgende ronde buddy's mee?")
    both.clicks("Als communicatie")
    assert both.sees("De volgende ronde doe je mee als communicatie.")
    room.turn(days=9)
    with room.storage() as db:
        from storage.learning import buddy_rounds

        assert next(seat.side for seat, _ in buddy_rounds.seats_of(db, both.id)) == "communication"


def test_a_round_can_be_drawn_again_from_what_is_stored(room: Room) -> None:
    import msgspec

    from bot.buddies import drawing_up
    from bot.pairing.draw import draw
    from bot.pairing.inputs import Inputs

    a_team(room, 5, 2)
    room.turn(days=60, only=["buddies", "daily"])
    with room.storage() as db:
        rounds = buddy_rounds.all_rounds(db)
        assert len(rounds) == 3
        for stored, held in zip(rounds, drawing_up.history(db)[1:], strict=True):
            again = draw(msgspec.json.decode(stored.inputs, type=Inputs))
            assert sorted(again.groups) == sorted(held.groups)


# By hand


def test_an_administrator_looks_first_and_then_starts(room: Room) -> None:
    ada = an_administrator(room)
    cors, _ = a_team(room, 3, 2)
    ada.types("/buddy ronde")
    assert ada.sees("Ik ben ermee bezig")
    assert ada.hears("Ronde 1 zou 2 groepen hebben:")
    assert ada.hears("Dit is een proef")
    assert not introductions(cors[0])
    shown = ada.messages[-1].text
    ada.clicks("Start nu", confirming="Ik stel dan meteen 2 groepen aan elkaar voor.")
    assert ada.hears("Ronde 1 is begonnen, met 2 groepen.")
    for cor in cors:
        assert len(introductions(cor)) == 1
        together = ", ".join(sorted([cor.name, *(one.name for one in buddies_of(cor))]))
        assert together in shown


def test_a_second_click_starts_nothing(room: Room) -> None:
    ada = an_administrator(room)
    (cor,), _ = a_team(room, 1, 1)
    begins(room, ada)
    ada.clicks("Start nu", confirming="Ik stel dan meteen")
    assert ada.sees("Ronde 1 is al begonnen. Ik deed niets.")
    assert len(introductions(cor)) == 1


def asks_to_start(room: Room, administrator: Person) -> str:
    """By a click of which nothing has been done yet. Returns what comes up."""
    knock = room.knock(administrator, administrator.direct, "buddy.start", {"number": "1", "seed": "7"})
    return repr(room.service.answer(knock).replies)


def waiting_task(room: Room) -> Task:
    with room.storage() as db:
        row = tasks.next_work(db, room.now)
        assert row
        return room.task(row)


def rounds_begun(room: Room) -> int:
    with room.storage() as db:
        return len(buddy_rounds.all_rounds(db))


def test_a_round_is_not_drawn_in_the_answer_and_a_second_click_meanwhile_says_so(room: Room) -> None:
    ada = an_administrator(room)
    (cor,), _ = a_team(room, 1, 1)
    assert "Ik ben ermee bezig" in asks_to_start(room, ada)
    assert "is al gestart" in asks_to_start(room, ada)
    assert rounds_begun(room) == 0
    room.settle()
    assert ada.hears("Ronde 1 is begonnen, met één groep.")
    assert (rounds_begun(room), len(introductions(cor))) == (1, 1)


def test_a_round_that_is_made_again_after_a_restart_is_one_round(room: Room) -> None:
    ada = an_administrator(room)
    (cor,), _ = a_team(room, 1, 1)
    asks_to_start(room, ada)
    task = waiting_task(room)
    assert room.service.router.workers["buddies.begin"](task) == []
    room.settle()
    assert ada.hears("Ronde 1 is begonnen, met één groep.")
    assert not ada.hears("is al begonnen")
    assert (rounds_begun(room), len(introductions(cor))) == (1, 1)


def test_whoever_stops_while_a_round_is_drawn_is_in_no_group(room: Room) -> None:
    ada = an_administrator(room)
    (cor, other), (pia,) = a_team(room, 2, 1)
    asks_to_start(room, ada)
    task, begun = waiting_task(room), count(1)

    def begin(*, writes: bool = False) -> AbstractContextManager[Session]:
        if next(begun) == 2:
            room.service.answer(room.knock(cor, cor.direct, "buddy.really_off", {}))
        return task.begin(writes=writes)

    room.service.router.workers["buddies.begin"](replace(task, begin=begin))
    room.settle()
    assert not introductions(cor)
    assert len(introductions(other)) == len(introductions(pia)) == 1


def test_only_administrators_look_at_rounds(room: Room) -> None:
    (cor,), _ = a_team(room, 1, 1)
    cor.types("/buddy ronde")
    assert cor.sees("Alleen beheerders bekijken en starten een ronde.")


@pytest.mark.parametrize(("communication", "participation"), [(0, 0), (1, 0), (0, 1), (3, 0)])
def test_a_round_with_too_few_people_says_what_is_missing(room: Room, communication: int, participation: int) -> None:
    ada = an_administrator(room)
    cors, pias = a_team(room, communication, participation)
    ada.types("/buddy ronde")
    assert ada.hears("Er is iemand van beide vakken nodig.")
    room.at(TUESDAY)
    for person in (*cors, *pias):
        assert person.hears("Van het andere vak doet nu niemand mee.")


def test_a_small_team_whose_pairs_are_used_up_is_offered_a_longer_rhythm(room: Room) -> None:
    ada = an_administrator(room)
    a_team(room, 3, 2)
    room.turn(weeks=20, only=["buddies"])
    offers = [shown for shown in ada.messages if "Minder vaak een buddyronde?" in shown.text]
    assert len(offers) == 1, "offered once, and not imposed"
    assert "Elke 3 weken een ronde is dan snel. Past elke 6 weken beter?" in offers[0].text
    ada.clicks("Laat het zo")
    assert ada.sees("Prima, de rondes gaan door zoals nu.")


def test_the_rhythm_is_offered_no_second_time_when_the_first_message_is_forgotten(room: Room) -> None:
    """After some months the outbox knows nothing of it any more."""
    ada = an_administrator(room)
    a_team(room, 3, 2)
    room.turn(weeks=20, only=["buddies"])
    with room.storage() as db:
        assert db.scalars(delete(OutboxRow).where(OutboxRow.key.like("buddies-rhythm-%")).returning(OutboxRow.id)).all()
    room.turn(weeks=6, only=["buddies"])
    assert sum("Minder vaak een buddyronde?" in shown.text for shown in ada.messages) == 1


def test_pairs_of_a_list_are_no_team_that_has_met(room: Room) -> None:
    """Two of the three were a pair already; the third has met nobody."""
    ada = an_administrator(room)
    (cor, _), (pia,) = a_team(room, 2, 1)
    with room.storage() as db:
        from storage.people.people import Colleague

        first, second = db.get_one(Colleague, cor.id), db.get_one(Colleague, pia.id)
        first.key, second.key, first.buddy_key = "C1", "P1", "P1"
    room.at(TUESDAY)
    assert not any("Minder vaak" in shown.text for shown in ada.messages)


def test_a_larger_team_hears_nothing_of_it(room: Room) -> None:
    ada = an_administrator(room)
    a_team(room, 5, 5)
    room.turn(weeks=14, only=["buddies"])
    assert not any("Minder vaak" in shown.text for shown in ada.messages)
