"""Buddies: whether they met, coming in and going, and the figures."""

import pytest
from sqlalchemy import select

from storage.learning.knowledge import Lesson
from storage.messages import nudges
from tests.features.buddy_scenes import (
    TUESDAY,
    a_team,
    an_administrator,
    begins,
    buddies_of,
    introductions,
    joins,
    says,
)
from tests.features.test_standing import is_told
from tests.room import Person, Room


@pytest.fixture(autouse=True)
def only(room: Room) -> None:
    room.only("buddies", "daily")


def asked(person: Person) -> int:
    return sum("al gesproken?" in message.text or "te spreken?" in message.text for message in person.messages)


def menu(person: Person) -> str:
    person.types("/buddy")
    return person.screen


def seeks_a_group(room: Room, discipline: str) -> Person:
    """Nel, who joins while a round is running."""
    new = room.person("Nel", discipline=discipline)
    joins(new)
    new.clicks("Zoek een groep voor mij")
    return new


# Did they speak


def test_half_way_each_is_asked_apart(room: Room) -> None:
    (cor,), (pia,) = a_team(room, 1, 1)
    room.at(TUESDAY)
    room.at("2026-12-23 09:30")
    for person, other in ((cor, "Pia 1"), (pia, "Cor 1")):
        assert asked(person) == 1
        assert person.hears(f"Heb je {other} al gesproken?")
    cor.clicks("Ja")
    assert cor.sees("Mooi dat jullie elkaar spraken.")
    assert pia.sees_nothing_of("Mooi dat jullie")


def test_a_round_by_hand_is_asked_about_before_the_next_one_takes_its_place(room: Room) -> None:
    (cor,), (pia,) = a_team(room, 1, 1)
    ada = an_administrator(room)
    room.at("2026-12-01 10:00")
    begins(room, ada)
    room.at("2026-12-04 09:00")
    assert asked(cor) == asked(pia) == 0
    room.at("2026-12-07 09:30")
    assert asked(cor) == asked(pia) == 1
    assert cor.hears("Heb je Pia 1 al gesproken?")
    room.at("2026-12-08 09:30")
    assert asked(cor) == asked(pia) == 1, "a week is too short for a second question"
    room.at("2026-12-08 12:00")
    assert len(introductions(cor)) == 2


def test_a_round_by_hand_two_of_its_four_weeks_before_the_next_one_is_asked_about(room: Room) -> None:
    (cor,), (pia,) = a_team(room, 1, 1)
    ada = an_administrator(room)
    room.settings(keeper=ada)
    room.turn(minutes=1)
    ada.types("/samenspel instellingen")
    ada.clicks("Wanneer ik iets stuur")
    ada.clicks("Wijzig", beside="Een ronde buddy's beginnen")
    ada.fills(weeks="4")
    ada.submits()
    assert ada.sees("elke 4 weken")
    room.at("2026-11-24 12:00")
    assert len(introductions(cor)) == 1
    room.at("2026-12-08 12:00")
    begins(room, ada)
    before = asked(cor)
    room.at("2026-12-18 12:00")
    assert asked(cor) == asked(pia) == before + 1
    room.at("2026-12-22 12:00")
    assert len(introductions(cor)) == 3


def test_who_says_nothing_is_asked_once_more_and_then_left_in_peace(room: Room) -> None:
    (cor,), (pia,) = a_team(room, 1, 1)
    room.at(TUESDAY)
    room.at("2026-12-23 09:30")
    pia.clicks("Ja")
    room.at("2026-12-28 12:00")
    assert asked(cor) == 2
    assert cor.hears("Jullie ronde loopt tot 29 december 2026. Is het gelukt om Pia 1 te spreken?")
    assert asked(pia) == 0, "the answer took its place"
    cor.clicks("Ja")
    assert cor.sees("Mooi dat jullie elkaar spraken.")


def test_after_the_first_round_only_who_said_not_yet_is_asked_once_more(room: Room) -> None:
    """They know the question by then: a reminder to who says nothing is of no use."""
    (cor,), (pia,) = a_team(room, 1, 1)
    room.at("2026-12-23 09:30")
    pia.clicks("Nog niet")
    room.at("2026-12-29 09:30")
    # The answer took the place of the question.
    assert (asked(cor), asked(pia)) == (2, 1)
    room.at("2027-01-13 09:30")
    pia.clicks("Gepland")
    room.at("2027-01-19 09:30")
    assert (asked(cor), asked(pia)) == (3, 2)


def test_who_left_the_group_meanwhile_is_not_asked(room: Room) -> None:
    """The question waits some days for something else to go along with."""
    cors, (pia,) = a_team(room, 2, 1)
    room.at("2026-12-21 12:00")
    assert asked(cors[0]) == asked(cors[1]) == 0
    cors[0].types("/buddy uit")
    cors[0].clicks("Ik stop")
    room.at("2026-12-23 09:30")
    assert (asked(cors[0]), asked(cors[1]), asked(pia)) == (0, 1, 1)
    assert pia.hears("Heb je Cor 2 al gesproken?")


def test_a_group_that_met_is_not_asked_again(room: Room) -> None:
    cors, (pia,) = a_team(room, 2, 1)
    room.at(TUESDAY)
    room.at("2026-12-23 09:30")
    says([cors[0], pia], "Ja")
    room.at("2026-12-28 12:00")
    assert asked(cors[1]) == 1


def test_planned_and_not_yet_are_fine(room: Room) -> None:
    (cor,), (pia,) = a_team(room, 1, 1)
    room.at(TUESDAY)
    room.at("2026-12-23 09:30")
    cor.clicks("Gepland")
    assert cor.sees("Veel plezier samen!")
    pia.clicks("Nog niet")
    assert pia.sees("Er is nog tijd")


def test_one_line_is_kept_for_oneself(room: Room) -> None:
    (cor,), (pia,) = a_team(room, 1, 1)
    room.at(TUESDAY)
    room.at("2026-12-23 09:30")
    cor.clicks("Ja")
    cor.clicks("Schrijf op wat je meeneemt")
    cor.fills(line="Vraag eerder om hulp.")
    cor.submits()
    assert cor.sees("Bewaard. Je ziet het terug bij /buddy.")
    assert "Dit neem je mee: Vraag eerder om hulp." in menu(cor)
    assert "Vraag eerder om hulp." not in menu(pia)
    room.at("2026-12-29 12:00")
    assert "Ronde 1: Pia 1. Je nam mee: Vraag eerder om hulp." in menu(cor)
    assert pia.sees_nothing_of("Vraag eerder om hulp.")
    assert "Vraag eerder om hulp." not in menu(pia)


def test_a_line_becomes_a_lesson_only_with_a_tick(room: Room) -> None:
    (cor,), (pia,) = a_team(room, 1, 1)
    room.at(TUESDAY)
    room.at("2026-12-23 09:30")
    for person, line, tick in ((cor, "Alleen voor mij.", None), (pia, "Voor iedereen.", True)):
        person.clicks("Ja")
        person.clicks("Schrijf op wat je meeneemt")
        person.fills(line=line, as_lesson=tick)
        person.submits()
    assert pia.sees("Bewaard, en gedeeld als les zonder je naam.")
    with room.storage() as db:
        lessons = db.scalars(select(Lesson)).all()
    assert [(lesson.lesson, lesson.shows_author) for lesson in lessons] == [("Voor iedereen.", False)]


def test_three_silent_rounds_are_followed_by_a_question_and_nothing_else(room: Room) -> None:
    cors, _ = a_team(room, 1, 1)
    room.turn(days=21 * 4, only=["buddies", "daily"])
    assert cors[0].hears("Je had drie rondes een buddy, en ik hoorde niets van je.")
    cors[0].clicks("Ik blijf meedoen")
    assert cors[0].sees("Fijn dat je mee blijft doen.")
    assert len(introductions(cors[0])) == 4


@pytest.mark.parametrize("stops", ["/buddy uit", "/buddy pauze"])
def test_who_stopped_meanwhile_is_not_asked_about_silence(room: Room, stops: str) -> None:
    (cor,), _ = a_team(room, 1, 1)
    room.at("2027-02-09 12:00")
    cor.types(stops)
    if stops == "/buddy uit":
        cor.clicks("Ik stop")
    else:
        cor.fills(until="2027-06-01")
        cor.submits()
    room.turn(days=7, only=["buddies", "daily"])
    assert not cor.hears("Je had drie rondes een buddy")


@pytest.mark.parametrize("then", ["stops", "has chosen"])
def test_who_stopped_or_chose_meanwhile_is_not_asked_as_whom(room: Room, then: str) -> None:
    both = room.person("Bo", discipline=["communicatieadviseur", "participatieadviseur"])
    a_team(room, 1, 1)
    joins(both)
    room.at("2026-12-19 12:00")
    with room.storage() as db:
        assert [row.about.split()[0] for row in nudges.waiting_for(db, both.id)] == ["buddies.met", "buddies.side"]
    if then == "stops":
        both.types("/buddy uit")
        both.clicks("Ik stop")
    else:
        joins(both, side="communication")
    room.turn(days=7, only=["buddies", "daily"])
    assert not both.hears("Als wie doe je de volgende ronde buddy's mee?")


def test_who_answers_is_not_asked_about_silence(room: Room) -> None:
    (cor,), _ = a_team(room, 1, 1)
    room.at("2026-12-23 09:30")
    cor.clicks("Nog niet")
    # Until the morning after the third round from then, in which silence would be asked about.
    room.turn(days=52, only=["buddies", "daily"])
    assert not cor.hears("Je had drie rondes een buddy")


# It does not work out


def test_who_can_not_gets_another_group_with_everybodys_yes(room: Room) -> None:
    ada = an_administrator(room)
    cors, _ = a_team(room, 2, 2)
    begins(room, ada)
    leaver = cors[0]
    (left,) = buddies_of(leaver)
    members = [cors[1], *buddies_of(cors[1])]
    room.turn(days=15)
    leaver.clicks("Lukt niet")
    leaver.clicks("Zoek een andere groep")
    assert leaver.sees("Ik vraag een groep of je erbij mag.")
    assert left.hears("Je buddy is uit jullie groep gegaan.")
    for member in members:
        assert member.hears("Cor 1 (communicatie) wil graag bij jullie groep.")
        assert not any("Cor 1" in text for text in introductions(member))
        member.clicks("Welkom")
    assert "Er sloot een collega bij jullie aan." in introductions(leaver)[-1]
    assert sorted(one.name for one in buddies_of(leaver)) == sorted(member.name for member in members)


def test_who_left_before_the_last_yes_is_put_in_no_group(room: Room) -> None:
    ada = an_administrator(room)
    cors, pias = a_team(room, 1, 1)
    begins(room, ada)
    new = seeks_a_group(room, "communicatieadviseur")
    cors[0].clicks("Welkom")
    is_told(new, has_left=True)
    pias[0].clicks("Welkom")
    assert buddies_of(cors[0]) == [pias[0]]
    assert not introductions(new)


def test_the_yes_of_who_left_meanwhile_is_not_waited_for(room: Room) -> None:
    ada = an_administrator(room)
    cors, (pia,) = a_team(room, 2, 1)
    begins(room, ada)
    new = seeks_a_group(room, "participatieadviseur")
    is_told(cors[0], has_left=True)
    for member in (cors[1], pia):
        member.clicks("Welkom")
    assert sorted(one.name for one in buddies_of(new)) == ["Cor 2", "Pia 1"]


def test_a_no_stays_between_who_said_it_and_the_bot(room: Room) -> None:
    ada = an_administrator(room)
    cors, pias = a_team(room, 1, 1)
    begins(room, ada)
    new = room.person("Nel", discipline="communicatieadviseur")
    joins(new)
    assert new.sees("Er loopt nu een ronde.")
    new.clicks("Zoek een groep voor mij")
    cors[0].clicks("Welkom")
    pias[0].clicks("Nu niet")
    assert new.hears("Er is nu geen groep met een plek voor jou.")
    assert not introductions(new)
    assert new.sees_nothing_of("Nu niet")


def test_who_waits_for_a_group_is_told_so_and_asks_no_second_one(room: Room) -> None:
    ada = an_administrator(room)
    cors, pias = a_team(room, 2, 2)
    begins(room, ada)
    new = seeks_a_group(room, "communicatieadviseur")
    assert "Ik vroeg een groep of je erbij mag." in menu(new)
    new.clicks_an_old("Zoek een groep voor mij")
    assert new.sees("Ik vraag een groep of je erbij mag.")
    assert sum("Nel" in message.text for person in (*cors, *pias) for message in person.messages) == 2
    joins(new)
    assert new.sees_nothing_of("Er loopt nu een ronde.")


def test_who_was_refused_everywhere_waits_no_longer(room: Room) -> None:
    ada = an_administrator(room)
    (cor,), _ = a_team(room, 1, 1)
    begins(room, ada)
    new = seeks_a_group(room, "communicatieadviseur")
    cor.clicks("Nu niet")
    assert "Ik vroeg een groep" not in menu(new).rsplit("Buddy's", 1)[-1]
    assert "Bij de volgende ronde krijg je een buddy." in menu(new)


def test_a_full_group_is_not_asked(room: Room) -> None:
    ada = an_administrator(room)
    cors, pias = a_team(room, 3, 1)
    begins(room, ada)
    new = seeks_a_group(room, "communicatieadviseur")
    assert new.sees("Er is nu geen groep met een plek voor jou.")
    assert not any("Nel" in message.text for person in (*cors, *pias) for message in person.messages)


def test_nobody_joins_who_would_rather_not(room: Room) -> None:
    ada = an_administrator(room)
    (cor,), (pia,) = a_team(room, 1, 1)
    new = room.person("Nel", discipline="communicatieadviseur")
    pia.types("/buddy aan")
    pia.fills(avoid=["Nel"])
    pia.submits()
    begins(room, ada)
    joins(new)
    new.clicks("Zoek een groep voor mij")
    assert new.sees("Er is nu geen groep met een plek voor jou.")
    assert not cor.hears("Nel")


# Going


def test_who_stops_is_told_of_and_their_history_forgotten(room: Room) -> None:
    ada = an_administrator(room)
    (cor,), (pia,) = a_team(room, 1, 1)
    begins(room, ada)
    cor.types("/buddy uit")
    assert cor.sees("Je buddy's van nu horen dat je stopt.")
    cor.clicks("Ik stop")
    assert cor.sees("Je doet niet meer mee.")
    assert cor.sees("[Ik doe mee]")
    assert pia.hears("Je buddy is uit jullie groep gegaan.")
    room.turn(days=15)
    assert not asked(cor)
    assert not asked(pia)
    assert "Cor 1" not in menu(pia)


def test_the_others_of_a_larger_group_stay_together(room: Room) -> None:
    ada = an_administrator(room)
    cors, (pia,) = a_team(room, 2, 1)
    begins(room, ada)
    cors[0].types("/buddy uit")
    cors[0].clicks("Ik stop")
    for person in (cors[1], pia):
        assert person.hears("De anderen zijn er nog.")
    assert "Pia 1" in menu(cors[1])


def test_who_is_erased_is_told_of_as_well(room: Room) -> None:
    ada = an_administrator(room)
    (cor,), (pia,) = a_team(room, 1, 1)
    begins(room, ada)
    cor.types("/samenspel gegevens")
    cor.clicks("Wis mijn gegevens")
    cor.fills(sure=True)
    cor.submits()
    assert pia.hears("Je buddy is uit jullie groep gegaan.")
    assert "Cor 1" not in menu(pia)


# Figures


def test_figures_are_of_groups_and_never_of_few(room: Room) -> None:
    ada = an_administrator(room)
    cors, _ = a_team(room, 3, 3)
    begins(room, ada)
    room.turn(days=15)
    cors[0].types("/buddy cijfers")
    assert cors[0].sees("Er zijn nog geen cijfers.")


def test_met_is_when_somebody_of_each_discipline_says_so(room: Room) -> None:
    ada = an_administrator(room)
    cors, _ = a_team(room, 4, 4)
    begins(room, ada)
    room.turn(days=14)
    says([cors[0], *buddies_of(cors[0]), cors[1]], "Ja")
    cors[2].types("/buddy cijfers")
    assert cors[2].sees("1 van 4 groepen")
    assert cors[2].sees("4 van 16 mogelijke koppels waren al eens samen.")
    assert cors[2].sees_nothing_of("Cor 1 ")
    cors[2].types("/overzicht")
    assert cors[2].sees("In ronde 1 spraken al 1 van 4 groepen buddy's elkaar.")
