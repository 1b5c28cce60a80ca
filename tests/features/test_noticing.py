"""What is worth a look: on a project's card, in the weekly message to its triangle, and for the overview keeper."""

from typing import Any

import pytest

from tests.features.scenes import asks_for, history, shows
from tests.givens import a_colleague, a_moment, a_project, an_area, asked, named
from tests.room import Person, Room

LOOK = "Kijk hier eens naar"
HONEST = "Waarover mogen inwoners meepraten?"
WEEKLY = "Nieuw bij jouw projecten"


@pytest.fixture(autouse=True)
def only(room: Room) -> None:
    room.only("projects", "daily")


def daily(person: Person) -> list[str]:
    return [message.text for message in person.messages if message.text.startswith("Dit ligt")]


def weekly(person: Person) -> list[str]:
    return [text for text in daily(person) if WEEKLY in text]


def a_good_project(room: Room, name: str = "Kade", **fields: Any) -> None:
    """With nothing to remark on, but for what is said otherwise."""
    anna = next(person for person in room.people if person.name == "Anna")
    good: dict[str, Any] = dict.fromkeys(("project_lead", "communication_adviser", "participation_adviser"), anna)
    good |= {"carries_participation": anna, "level": "raadplegen", "open": "De kleur", "participation_budget": 500}
    good |= {"promise_published_on": "2026-06-01"}
    room.given(a_project(name, **{key: value for key, value in {**good, **fields}.items() if value is not None}))


# On the card


def test_a_good_project_has_nothing_to_look_at(room: Room, anna: Person) -> None:
    a_good_project(room)
    assert LOOK not in shows(anna, "Kade")


@pytest.mark.parametrize(
    ("missing", "says", "button"),
    [
        ({"open": ""}, HONEST, "Vul aan"),
        ({"participation_adviser": None}, "zoekt nog een participatieadviseur. Wie vraag je?", "Bekijk rollen"),
        ({"carries_participation": None}, "Nog niemand is verantwoordelijk voor de participatie.", "Bekijk rollen"),
        ({"participation_budget": None}, "nog geen bedrag voor participatie", "Vul aan"),
        ({"promise_published_on": None}, "Staat de belofte aan inwoners al online?", "Vul aan"),
        ({"environment_act": "omgevingsplan"}, "Is de kennisgeving participatie al gepubliceerd?", "Vul aan"),
    ],
)
def test_each_point_asks_and_leads_to_the_form_that_mends_it(
    room: Room, anna: Person, missing: dict[str, Any], says: str, button: str
) -> None:
    a_good_project(room, **missing)
    assert says in shows(anna, "Kade")
    anna.clicks(button, beside=says)
    anna.closes_the_form()


def test_who_carries_participation_by_surprise_is_asked_and_not_accused(room: Room, anna: Person) -> None:
    room.given(a_colleague("Cor", discipline="communicatieadviseur"))
    a_good_project(room, carries_participation=named("Cor"))
    assert "Hier is een communicatieadviseur verantwoordelijk voor de participatie. Is dat zo afgesproken?" in shows(
        anna, "Kade"
    )


def test_a_moment_on_a_day_off(room: Room, anna: Person) -> None:
    a_good_project(room)
    room.given(a_moment("Avond", project="Kade", starts_on="2026-12-22", invitation_sent_on="2026-11-20"))
    assert "Avond begint op dinsdag 22 december (Kerstvakantie)." in shows(anna, "Kade")
    anna.clicks("Wijzig het moment", beside="Kerstvakantie")
    anna.closes_the_form()


def test_a_completed_project_without_a_lesson_leads_to_the_form_for_one(room: Room, anna: Person) -> None:
    a_good_project(room, status="afgerond")
    assert "Dit project heeft nog geen les. Wat geef je anderen mee?" in shows(anna, "Kade")
    anna.clicks("Schrijf een les")
    anna.closes_the_form()


def test_all_points_with_why_they_matter(room: Room, anna: Person) -> None:
    a_good_project(room, open="", participation_budget=None, promise_published_on=None, carries_participation=None)
    card = shows(anna, "Kade")
    assert "Alle punten (4), en waarom ze belangrijk zijn" in card
    anna.clicks("Alle punten")
    assert anna.sees("Wat van iedereen is, is snel van niemand.")
    assert anna.sees("Inwoners willen weten waarover ze echt kunnen meedenken.")


def test_a_team_s_shortfall_is_for_its_triangle_and_keepers_only(room: Room, anna: Person, bert: Person) -> None:
    keeper = room.person("Kees")
    room.settings(keeper=keeper)
    a_good_project(room, open="")
    assert HONEST in shows(anna, "Kade")
    assert HONEST in shows(keeper, "Kade")
    assert HONEST not in shows(bert, "Kade")
    assert HONEST not in asks_for(bert, "project.findings", id="1")


def test_everybody_sees_what_is_about_residents_only(room: Room, anna: Person, bert: Person) -> None:
    a_good_project(room, decision_on="2026-12-01")
    room.given(a_moment("Avond", project="Kade", starts_on="2026-12-09", invitation_sent_on="2026-11-10"))
    assert "Het besluit staat op dinsdag 1 december. Avond loopt dan nog." in shows(bert, "Kade")
    assert "Klopt die volgorde?" not in bert.screen
    bert.clicks("Bekijk", beside="loopt dan nog")


def test_nothing_of_it_in_a_channel(room: Room, anna: Person) -> None:
    a_good_project(room, open="", decision_on="2026-12-01")
    room.given(a_moment("Avond", project="Kade", starts_on="2026-12-09", invitation_sent_on="2026-11-10"))
    assert LOOK in shows(anna, "Kade")
    anna.shares()
    assert room.channel.sees("Project P01")
    assert not room.channel.sees(LOOK)


# Every week


def test_a_triangle_hears_on_tuesday_what_is_new_and_never_the_same_again(room: Room, anna: Person) -> None:
    a_good_project(room, open="", status="komend")
    room.at("2026-11-24 09:00")
    (message,) = weekly(anna)
    assert HONEST in message
    assert "Alleen jullie driehoek ziet dit." in message
    room.at("2026-12-29 18:00")
    assert len(weekly(anna)) == 1
    assert room.channel.is_silent()


def test_who_says_yes_a_second_time_hears_nothing_a_second_time(room: Room, anna: Person, bert: Person) -> None:
    a_good_project(room, open="", status="komend", communication_adviser=asked(bert))
    question = {"project": "1", "role": "communication_adviser"}
    asks_for(bert, "role.yes", **question)
    room.at("2026-11-24 09:00")
    assert len(weekly(bert)) == 1
    asks_for(bert, "role.yes", **question)
    room.at("2026-12-08 18:00")
    assert len(weekly(bert)) == 1


def test_what_becomes_urgent_is_told_once_more_and_says_why(room: Room, anna: Person) -> None:
    a_good_project(room, open="", status="komend")
    room.at("2026-11-24 09:00")
    room.given(
        a_moment("Avond", project="Kade", starts_on="2027-02-03", invitation_sent_on="2026-11-24"),
        a_moment("Later", project="Kade", starts_on="2027-04-07", invitation_sent_on="2026-11-24"),
    )
    room.at("2026-12-01 09:00")
    assert "Dit noemde ik al. Nu is het dringend: Avond is op 3 februari 2027." in weekly(anna)[1]
    assert HONEST in weekly(anna)[1]
    room.at("2026-12-29 18:00")
    assert len(weekly(anna)) == 2


def test_what_is_urgent_from_the_start_says_no_more_than_that(room: Room, anna: Person) -> None:
    a_good_project(room, open="", status="komend")
    room.given(a_moment("Avond", project="Kade", starts_on="2027-02-03", invitation_sent_on="2026-11-24"))
    room.at("2026-11-24 09:00")
    (message,) = weekly(anna)
    assert HONEST in message
    assert "Dit noemde ik al" not in message


def test_whoever_says_yes_later_hears_what_the_others_have_heard(room: Room, anna: Person, bert: Person) -> None:
    a_good_project(room, open="", status="komend", communication_adviser=asked(bert))
    room.at("2026-11-24 12:00")
    assert (len(weekly(anna)), len(weekly(bert))) == (1, 0)
    bert.home()
    bert.clicks("Ja", beside="Kade")
    room.at("2026-12-01 09:00")
    assert HONEST in weekly(bert)[0]
    room.at("2026-12-29 18:00")
    assert (len(weekly(anna)), len(weekly(bert))) == (1, 1)


def test_a_day_off_is_told_as_long_as_the_day_can_be_moved(room: Room, anna: Person) -> None:
    """Two weeks before the day residents have to be invited to it."""
    a_good_project(room, status="komend")
    room.given(a_moment("Avond", project="Kade", starts_on="2026-12-22", invitation_sent_on="2026-11-01"))
    room.at("2026-12-08 12:00")
    (message,) = weekly(anna)
    assert "Avond begint op dinsdag 22 december (Kerstvakantie)." in message
    room.given(a_moment("Middag", project="Kade", starts_on="2026-12-23", invitation_sent_on="2026-11-01"))
    room.at("2026-12-29 18:00")
    assert len(weekly(anna)) == 1


@pytest.mark.parametrize(
    "missing",
    [{"decision_on": "2026-11-20"}, {"promise_published_on": None}, {"open": ""}],
    ids=["the decision was taken", "all has been asked", "all has been said"],
)
def test_what_nobody_can_do_anything_about_any_more_is_not_told(
    room: Room, anna: Person, missing: dict[str, Any]
) -> None:
    """On the project's card it still is."""
    a_good_project(room, **missing)
    ends_on = "2026-11-23" if "decision_on" in missing else "2026-11-20"
    room.given(
        a_moment("Avond", project="Kade", starts_on="2026-11-18", ends_on=ends_on, invitation_sent_on="2026-10-01")
    )
    assert LOOK in shows(anna, "Kade")
    room.at("2026-12-08 12:00")
    assert weekly(anna) == []


def test_what_is_mended_and_comes_back_is_new(room: Room, anna: Person) -> None:
    a_good_project(room, open="")
    room.at("2026-11-24 09:00")
    fill_in(anna, open="De kleur")
    room.at("2026-12-01 12:00")
    fill_in(anna, open="")
    room.at("2026-12-08 09:00")
    assert len(weekly(anna)) == 2


def fill_in(person: Person, **fields: str) -> None:
    person.types("/project wijzig Kade")
    person.clicks("Invloed van inwoners")
    person.fills(**fields)
    person.submits()


def test_only_who_said_yes_hears_of_it(room: Room, anna: Person, bert: Person) -> None:
    cor = room.person("Cor")
    a_good_project(room, open="", communication_adviser=asked(bert), participation_adviser=named(cor))
    room.turn(days=3)
    assert len(weekly(anna)) == 1
    assert weekly(bert) == weekly(cor) == []


def test_what_other_jobs_tell_is_left_to_them(room: Room, anna: Person) -> None:
    a_good_project(room, participation_adviser=None)
    room.given(a_moment("Avond", project="Kade", starts_on="2026-09-09", invitation_sent_on="2026-08-09"))
    room.at("2026-11-24 12:00")
    assert weekly(anna) == []


def test_the_most_urgent_projects_first_and_the_rest_next_week(room: Room, anna: Person) -> None:
    for number in range(6):
        a_good_project(room, f"Plan {number}", open="")
    room.given(a_moment("Avond", project="Plan 5", starts_on="2027-01-20"))
    room.at("2026-11-24 09:00")
    (message,) = weekly(anna)
    assert message.index("Plan 5") < message.index("Plan 0")
    assert "Plan 4" not in message
    room.at("2026-12-01 09:00")
    assert "Plan 4" in weekly(anna)[1]
    assert "Plan 0" not in weekly(anna)[1]


# Is it still right?


def test_a_stale_project_asks_its_lead_one_question(room: Room, anna: Person, bert: Person) -> None:
    a_good_project(room, communication_adviser=bert)
    room.at("2026-12-22 09:00")
    assert daily(anna) == []
    room.at("2026-12-29 09:00")
    (message,) = daily(anna)
    assert "Kade veranderde voor het laatst op 23 november 2026. Klopt dit nog?" in message
    assert "[Ja, klopt] [Wijzig] [Afronden]" in message
    assert daily(bert) == []
    anna.clicks("Ja, klopt")
    assert anna.sees("Fijn dat je keek naar Kade.")
    assert "bevestigde dat alles nog klopt" in history(anna, "Kade")
    room.at("2027-01-27 18:00")
    assert len(daily(anna)) == 1
    room.at("2027-02-02 09:00")
    assert len(daily(anna)) == 2


def test_who_does_not_answer_is_not_asked_every_week(room: Room, anna: Person) -> None:
    a_good_project(room)
    room.at("2027-01-25 18:00")
    assert len(daily(anna)) == 1


# Who keeps an overview


def test_the_keeper_hears_how_much_there_is_and_sees_all_of_it(room: Room, anna: Person, bert: Person) -> None:
    room.settings(keeper=bert)
    a_good_project(room, open="")
    room.given(a_project("Zonder", level="informeren", participation_budget=1, project_lead="Cor"))
    room.at("2026-11-30 09:30")
    assert daily(bert) == [], "once a month is often enough"
    room.at("2026-12-04 09:00")
    (message,) = daily(bert)
    assert "Bij 2 projecten zijn 3 punten om naar te kijken." in message
    bert.clicks("Bekijk", beside="Bij 2 projecten")
    assert bert.sees("Kade: Waarover mogen inwoners meepraten?")
    assert bert.sees("Zonder, 2 punten:")
    room.turn(days=21)
    assert len(daily(bert)) == 1 + sum("Zonder" in text for text in daily(bert)[1:])
    assert "voor wie het overzicht bijhoudt" in asks_for(anna, "project.findings_all")


def test_an_area_manager_hears_of_their_own_areas(room: Room, anna: Person) -> None:
    room.given(an_area("Noord", code="BU99990001"), an_area("Zuid", code="BU99990002"))
    here = room.person("Olga", discipline="omgevingsmanager", areas=["BU99990001"])
    there = room.person("Otto", discipline="omgevingsmanager", areas=["BU99990002"])
    a_good_project(room, "Kade", open="")
    sent: dict[str, Any] = {
        "invitation_sent_on": "2026-11-01",
        "areas": ["Noord"],
        "groups": ["jongeren"],
        "project": "Kade",
    }
    room.given(*(a_moment(f"Avond {number}", starts_on="2026-12-22", **sent) for number in range(4)))
    room.at("2026-11-24 09:00")
    (message,) = daily(here)
    assert "Avond 0 begint op dinsdag 22 december (Kerstvakantie)." in message
    assert HONEST not in message
    assert "Noord is nu te druk: 4 vragen aan inwoners tellen mee." in message
    room.at("2026-12-15 12:00")
    assert len(daily(here)) == 1
    assert daily(there) == []


# Invitations


def test_who_writes_to_residents_is_reminded_once_while_there_is_time(room: Room, anna: Person, bert: Person) -> None:
    a_good_project(room, communication_adviser=bert)
    room.given(a_moment("Avond", project="Kade", starts_on="2026-12-16"))
    room.at("2026-11-24 18:00")
    assert daily(bert) == []  # Until 2 December it is in time: eight days.
    room.at("2026-11-25 09:00")
    (message,) = daily(bert)
    assert "Verstuur de uitnodiging voor Avond uiterlijk woensdag 2 december." in message
    bert.clicks("Al verstuurd")
    bert.closes_the_form()
    room.turn(days=9)
    assert len(daily(bert)) == 1
    assert daily(anna) == []
