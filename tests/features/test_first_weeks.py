"""After the first day: one tip a week, three at most, none that is of no use, and off with one click."""

import datetime as dt

from sqlalchemy import func, select

from storage.messages.nudges import NudgeRow
from storage.people import identity
from storage.people.newcomers import Newcomer
from storage.people.people import Colleague
from tests.givens import a_lesson, a_project
from tests.person import Person
from tests.room import Room

LESSON = "Deze les hielp collega's:"
PROJECTS, FIRST_PROJECT, AGENDA, DESK = (
    "De projecten:",
    "Je eerste project:",
    "De agenda:",
    "Een vraag over je werk stel je hier.",
)
TIPS = (LESSON, PROJECTS, FIRST_PROJECT, AGENDA, DESK)
BEGINS = "2026-11-02 07:00"
"""A Monday."""


def joins(room: Room, person: Person, day: str = "2026-10-15") -> None:
    with room.storage() as db:
        db.get_one(Colleague, person.id).joined_on = dt.date.fromisoformat(day)


def a_newcomer(room: Room, discipline: str = "communicatieadviseur") -> Person:
    room.begins_at(BEGINS)
    lotte = room.person("Lotte", discipline=discipline)
    joins(room, lotte)
    room.given(a_lesson("Begin bij de school", helped=3), a_lesson("Niemand vond dit nuttig"))
    return lotte


def tips(person: Person) -> list[str]:
    """Which tips came, in their order."""
    return [tip for shown in person.messages for tip in TIPS if tip in shown.text]


def test_three_weeks_three_tips_and_then_silence(room: Room) -> None:
    lotte = a_newcomer(room)
    room.at("2026-11-09 07:00")
    assert not tips(lotte), "the first week has its own message"
    seen = []
    for _ in range(6):
        room.turn(days=7)
        seen.append(tips(lotte))
    three = [LESSON, PROJECTS, AGENDA]
    assert seen == [three[:1], three[:2], three, three, three, three]
    assert any("Begin bij de school" in shown.text for shown in lotte.messages)


def test_a_project_lead_hears_of_the_first_project_and_where_to_ask(room: Room) -> None:
    lotte = a_newcomer(room, "projectleider")
    room.turn(days=42)
    assert tips(lotte) == [LESSON, FIRST_PROJECT, DESK]


def test_what_they_did_already_is_passed_over(room: Room) -> None:
    lotte = a_newcomer(room, "projectleider")
    room.given(a_project("Park Singel", project_lead=lotte))
    room.turn(days=42)
    assert tips(lotte) == [LESSON, DESK]


def test_about_buddies_a_newcomer_is_asked_once(room: Room) -> None:
    """By the question itself, in the first week; no tip asks it once more."""
    lotte = a_newcomer(room)
    room.turn(days=42)
    assert sum("buddy" in shown.text for shown in lotte.messages) == 1


def test_off_with_one_click_and_nobody_else_hears(room: Room) -> None:
    lotte, bert = a_newcomer(room), room.person("Bert", discipline="participatieadviseur")
    room.given(a_project("Park Singel", project_lead=bert, communication_adviser=lotte))
    room.turn(days=8)
    assert tips(lotte) == [LESSON]
    lotte.clicks("Liever niet meer", beside=LESSON)
    assert lotte.sees("Goed, je krijgt deze tips niet meer.")
    assert tips(lotte) == [], "the answer took its place"
    room.turn(days=35)
    assert tips(lotte) == []
    assert not tips(bert)


def test_never_twice_in_a_week_also_after_days_off(room: Room) -> None:
    lotte = a_newcomer(room)
    room.at("2026-11-09 07:00")
    room.off_until("2026-11-13 12:00")
    room.at("2026-11-13 13:00")
    assert tips(lotte) == [LESSON]
    room.at("2026-11-19 17:00")
    assert tips(lotte) == [LESSON]
    room.at("2026-11-20 10:00")
    assert tips(lotte) == [LESSON, PROJECTS]


def test_whoever_is_here_longer_or_of_whom_nobody_knows_hears_nothing(room: Room) -> None:
    room.begins_at(BEGINS)
    long_here, unknown = room.person("Jan"), room.person("Kees")
    joins(room, long_here, "2026-08-03")
    room.turn(days=28)
    assert not tips(long_here)
    assert not tips(unknown)
    with room.storage() as db:
        assert db.scalar(select(func.count()).select_from(Newcomer)) == 0, "nothing is kept of them"


def test_three_months_after_joining_it_is_over(room: Room) -> None:
    lotte = a_newcomer(room)
    joins(room, lotte, "2026-08-15")
    room.turn(days=42)
    assert tips(lotte) == [LESSON]


def test_a_tip_that_waits_is_not_said_when_they_did_it_that_morning(room: Room) -> None:
    lotte = a_newcomer(room, "projectleider")
    room.at("2026-11-16 08:30")
    assert tips(lotte) == [LESSON]
    with room.storage() as db:
        assert db.scalars(select(NudgeRow.about).where(NudgeRow.about.like("welcome%"))).all() == ["welcome project"]
    room.given(a_project("Park Singel", project_lead=lotte))
    room.at("2026-11-16 12:00")
    assert tips(lotte) == [LESSON]


def test_the_tip_has_one_thing_to_do_in_english_too(room: Room) -> None:
    room.begins_at(BEGINS)
    wei = room.person("Wei", discipline="omgevingsmanager", language="en")
    joins(room, wei)
    room.at("2026-11-09 10:00")
    assert wei.hears("The projects: see what colleagues are working on")
    wei.clicks("See the projects")
    assert wei.sees("Projects")
    room.at("2026-11-16 10:00")
    wei.clicks("See the calendar")


def test_in_the_sample_only_lotte_and_wei_chen_are_new(room: Room) -> None:
    room.begins_at("2026-11-23 07:00")
    room.sample()
    known = [room.person(name) for name in ("Marieke van Dam", "Lotte Vermeer", "Wei Chen", "Fatma Yildirim")]
    room.turn(days=8)
    assert [person.name for person in known if tips(person)] == ["Lotte Vermeer", "Wei Chen"]


def test_whoever_turns_out_to_be_known_already_hears_no_tip_twice(room: Room) -> None:
    """Both accounts had tips; what either of them heard or said counts."""
    lotte, again = a_newcomer(room), room.person("Lotte", email="l.vermeer@voorbeeld.example", platform="teams")
    with room.storage() as db:
        day = dt.date(2026, 11, 2)
        db.add(Newcomer(colleague_id=lotte.id, told_on=day, passed=1))
        db.add(Newcomer(colleague_id=again.id, told_on=day.replace(day=4), passed=3, is_off=True))
    with room.storage() as db:
        identity.merge(db, again.id, lotte.id)
    with room.storage() as db:
        (kept,) = db.scalars(select(Newcomer))
        assert (kept.passed, kept.told_on, kept.is_off) == (3, dt.date(2026, 11, 4), True)
