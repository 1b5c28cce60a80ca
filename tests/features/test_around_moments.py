"""The working day before a contact moment, and the working day after: who does what, and whom is asked for a report."""

import pytest
from sqlalchemy import update

from glossary import RoleState
from storage.register.projects import RoleAssignment
from tests.givens import a_moment, a_project, asked
from tests.person import Person
from tests.room import Room

ASKED = "is geweest. Vier korte vragen"
SAMPLE = ("Youssef El Amrani", "Jeroen Bakker", "Ilse Brouwer", "Anouk de Wit", "Kwame Owusu")
AGAIN = "Ik vraag het hierna niet meer."

Three = tuple[Person, Person, Person]


@pytest.fixture
def team(room: Room) -> Three:
    """Lead, communication and participation of Park Singel."""
    anna, bert, kees = (room.person(name) for name in ("Anna", "Bert", "Kees"))
    room.given(a_project("Park Singel", project_lead=anna, communication_adviser=bert, participation_adviser=kees))
    return anna, bert, kees


def heard(person: Person, words: str) -> int:
    among_us = [post for each in person.room.conversations if person in each.members for post in each.posts]
    return sum(words in shown.text for shown in [*person.messages, *among_us])


# The working day before


def test_three_agree_who_does_what_the_day_before(room: Room, team: Three) -> None:
    anna, bert, kees = team
    room.given(a_moment("Wandeling", starts_on="2026-11-25"))
    room.at("2026-11-24 08:00")
    assert anna.hears_nothing()
    room.at("2026-11-24 12:00")
    for one in team:
        assert heard(one, "Wandeling (Park Singel) is morgen.") == 1
        assert one.hears("Wie is gastheer, wie leidt het gesprek, wie maakt het verslag?")
    assert room.channel.is_silent()
    anna.clicks("Ik leid het gesprek")
    kees.clicks("Ik maak het verslag")
    assert bert.hears("Gastheer: nog niemand\nLeidt het gesprek: Anna\nMaakt het verslag: Kees")
    room.at("2026-11-25 12:00")
    for one in team:
        assert heard(one, "Wandeling (Park Singel)") == 1


def test_what_somebody_took_on_nobody_takes_from_them(room: Room, team: Three) -> None:
    anna, bert, kees = team
    room.given(a_moment("Wandeling", starts_on="2026-11-25"))
    room.at("2026-11-24 12:00")
    anna.clicks("Ik ben gastheer")
    bert.clicks("Ik doe het toch niet")
    assert bert.hears("Je had hier nog niets op je genomen.")
    assert kees.hears("Gastheer: Anna")
    anna.clicks("Ik doe het toch niet")
    assert kees.hears("is morgen. Wie is gastheer, wie leidt het gesprek, wie maakt het verslag?")
    assert not kees.hears("Gastheer:")


def test_an_older_message_takes_nothing_from_anybody(room: Room, team: Three) -> None:
    """As on Teams, where each of them has a message of their own."""
    anna, bert, kees = team
    room.given(a_moment("Wandeling", starts_on="2026-11-25"))
    for one in (anna, bert):
        one.types("/project toon Singel")
        one.clicks("Bekijk", beside="Wandeling")
        one.clicks("Wie doet wat?")
    anna.clicks("Ik ben gastheer")
    bert.clicks("Ik ben gastheer")
    assert bert.sees("Anna doet dat al.")
    assert bert.sees("Gastheer: Anna")
    assert kees.hears_nothing()


def test_a_title_in_the_plural_is_said_right_around_its_day(room: Room, team: Three) -> None:
    anna = team[0]
    room.given(a_moment("Keukentafelgesprekken", starts_on="2026-11-25"))
    room.at("2026-11-24 12:00")
    assert anna.hears("Het contactmoment Keukentafelgesprekken (Park Singel) is morgen.")
    anna.clicks("Ik maak het verslag")
    room.at("2026-11-26 12:00")
    assert anna.hears(f"Het contactmoment Keukentafelgesprekken {ASKED}")


def test_what_somebody_who_left_had_taken_on_is_free_again(room: Room, team: Three) -> None:
    anna, bert, kees = team
    room.given(a_moment("Wandeling", starts_on="2026-11-25"))
    room.at("2026-11-24 12:00")
    kees.clicks("Ik maak het verslag")
    kees.leaves()
    room.service.heard(kees.account, None, room.now, "left")
    anna.types("/project toon Singel")
    anna.clicks("Bekijk", beside="Wandeling")
    assert not anna.sees("Maakt het verslag")
    anna.clicks("Wie doet wat?")
    anna.clicks("Ik maak het verslag")
    assert anna.sees("Maakt het verslag: Anna")
    room.at("2026-11-26 12:00")
    assert anna.hears(f"Wandeling {ASKED}")
    assert not bert.hears(ASKED)


def test_what_could_not_leave_before_the_day_leaves_no_more(room: Room, team: Three) -> None:
    room.given(a_moment("Wandeling", starts_on="2026-11-25"))
    room.nothing_leaves = True
    room.at("2026-11-25 08:00")
    room.nothing_leaves = False
    room.at("2026-11-25 12:00")
    assert not team[0].hears("Wandeling (Park Singel) is morgen.")


def test_a_corner_without_a_yes_is_said_and_hears_nothing(room: Room) -> None:
    anna, bert, kees = (room.person(name) for name in ("Anna", "Bert", "Kees"))
    room.given(a_project("Park Singel", project_lead=anna, communication_adviser=asked(bert)))
    room.given(a_moment("Wandeling", starts_on="2026-11-25"))
    room.at("2026-11-24 12:00")
    assert anna.hears("Voor Wandeling zoeken jullie nog een participatieadviseur.")
    assert anna.hears("wachten jullie nog op een ja: communicatieadviseur.")
    assert not bert.hears("Wandeling (Park Singel)")
    assert kees.hears_nothing()
    anna.clicks("Ik ben gastheer")
    assert anna.sees("Gastheer: Anna")
    room.at("2026-11-26 12:00")
    anna.clicks_an_old("Ik maak het verslag")
    assert not anna.sees("nog op een ja")


def test_without_anybody_who_said_yes_nobody_hears(room: Room) -> None:
    bert = room.person("Bert")
    room.given(a_project("Park Singel", communication_adviser=asked(bert)))
    room.given(a_moment("Wandeling", starts_on="2026-11-25"))
    room.at("2026-12-14 12:00")
    assert not bert.hears("Wandeling (Park Singel)")
    assert not bert.hears(ASKED)


@pytest.mark.parametrize(
    ("day", "before", "says"),
    [
        ("2026-11-28", "2026-11-27", "is morgen."),
        ("2026-11-30", "2026-11-27", "is op maandag 30 november."),
        ("2026-12-27", "2026-12-24", "is op zondag 27 december."),
        ("2027-01-02", "2026-12-31", "is op zaterdag 2 januari"),
    ],
)
def test_it_is_the_working_day_before(room: Room, team: Three, day: str, before: str, says: str) -> None:
    """A weekend, and days off around Christmas and New Year."""
    room.given(a_moment("Wandeling", starts_on=day))
    room.at(f"{before} 08:00")
    assert not team[0].hears("Wandeling (Park Singel)")
    room.at(f"{before} 12:00")
    assert team[0].hears(f"Wandeling (Park Singel) {says}")


def test_where_nobody_comes_together_nobody_is_at_the_door(room: Room, team: Three) -> None:
    room.given(a_moment("Enquête", starts_on="2026-11-25", ends_on="2026-12-06", instrument="survey"))
    room.given(a_moment("Brief", starts_on="2026-11-25", instrument="letter", level="inform"))
    room.at("2026-12-04 12:00")
    for one in team:
        assert not one.hears("(Park Singel) is morgen.")
        assert not one.hears(ASKED)
    room.at("2026-12-07 12:00")
    assert team[2].hears(f"Enquête {ASKED}")
    assert not team[2].hears(f"Brief {ASKED}")


def test_a_moment_that_moves_is_told_once(room: Room, team: Three) -> None:
    """What was agreed stands on its card, and can be changed there."""
    anna, _, kees = team
    room.given(a_moment("Wandeling", starts_on="2026-11-25"))
    room.at("2026-11-24 12:00")
    kees.clicks("Ik maak het verslag")
    moves(anna, "2026-12-02")
    room.at("2026-12-01 12:00")
    assert heard(anna, "Wandeling (Park Singel)") == 1
    assert not kees.hears(ASKED)
    anna.types("/project toon Singel")
    anna.clicks("Bekijk", beside="Wandeling")
    assert anna.sees("Maakt het verslag: Kees")
    anna.clicks("Wie doet wat?")
    anna.clicks("Ik ben gastheer")
    assert anna.sees("Gastheer: Anna")
    room.at("2026-12-03 12:00")
    assert heard(kees, f"Wandeling {ASKED}") == 1


def test_a_moment_that_moved_before_is_told_on_its_new_eve(room: Room, team: Three) -> None:
    room.given(a_moment("Wandeling", starts_on="2026-11-25"))
    moves(team[0], "2026-12-02")
    room.at("2026-11-30 12:00")
    assert not team[1].hears("Wandeling (Park Singel)")
    room.at("2026-12-01 12:00")
    assert team[1].hears("Wandeling (Park Singel) is morgen.")


def moves(anna: Person, day: str) -> None:
    anna.types("/project toon Singel")
    anna.clicks("Bekijk", beside="Wandeling")
    anna.clicks("Wijzig")
    anna.fills(starts_on=day, ends_on=day)
    anna.submits()
    if anna.form_on_screen:
        anna.submits()


def test_a_moment_that_is_removed_is_told_nobody(room: Room, team: Three) -> None:
    anna, bert, kees = team
    room.given(a_moment("Wandeling", starts_on="2026-11-25"))
    anna.types("/project toon Singel")
    anna.clicks("Bekijk", beside="Wandeling")
    anna.clicks("Verwijder", confirming="gaat uit het overzicht")
    room.at("2026-11-27 12:00")
    assert not bert.hears("Wandeling")
    assert not kees.hears("Wandeling")


def test_a_button_of_a_moment_that_is_gone_says_so(room: Room, team: Three) -> None:
    anna, bert, _ = team
    room.given(a_moment("Wandeling", starts_on="2026-11-25"))
    room.at("2026-11-24 12:00")
    anna.types("/project toon Singel")
    anna.clicks("Bekijk", beside="Wandeling")
    anna.clicks("Verwijder", confirming="gaat uit het overzicht")
    bert.clicks("Ik ben gastheer")
    assert bert.sees("niet meer")


# The working day after


def test_the_participation_adviser_is_asked_and_else_the_lead(room: Room, team: Three) -> None:
    anna, bert, kees = team
    room.given(
        a_project("Kade", project_lead=anna, communication_adviser=bert),
        a_moment("Wandeling", starts_on="2026-11-27"),
        a_moment("Schouw", project="Kade", starts_on="2026-11-27"),
    )
    room.at("2026-11-29 12:00")
    for one in team:
        assert not one.hears(ASKED)
    room.at("2026-11-30 12:00")
    assert kees.hears(f"Wandeling {ASKED}")
    assert anna.hears(f"Schouw {ASKED}")
    assert not bert.hears(ASKED)


def test_whoever_took_the_report_on_is_asked(room: Room, team: Three) -> None:
    _, bert, kees = team
    room.given(a_moment("Wandeling", starts_on="2026-11-25"))
    room.at("2026-11-24 12:00")
    bert.clicks("Ik maak het verslag")
    room.at("2026-11-26 12:00")
    assert bert.hears(f"Wandeling {ASKED}")
    assert not kees.hears(ASKED)


def test_without_an_answer_it_is_asked_once_more_and_never_a_third_time(room: Room, team: Three) -> None:
    _, _, kees = team
    room.given(a_moment("Wandeling", starts_on="2026-11-25"))
    room.turn(days=60, only=("moments", "daily"))
    assert heard(kees, f"Wandeling {ASKED}") == 1
    assert heard(kees, AGAIN) == 1


def test_a_report_that_is_there_is_not_asked_for(room: Room, team: Three) -> None:
    anna, _, kees = team
    room.given(a_moment("Wandeling", starts_on="2026-11-25"))
    room.at("2026-11-25 22:00")
    anna.types("/project verslag Singel")
    anna.fills(people_came="12")
    anna.submits()
    room.turn(days=30, only=("moments", "daily"))
    assert not kees.hears("Wandeling is geweest")
    assert not kees.hears(AGAIN)


def test_a_list_of_years_is_not_asked_for(room: Room, team: Three) -> None:
    room.given(a_moment("Toen", starts_on="2026-11-06"), a_moment("Vaag", starts_on="2026-11"))
    room.turn(days=14, only=("moments", "daily"))
    assert not team[2].hears(ASKED)


def test_a_day_on_which_the_machine_was_off_is_made_up_for(room: Room, team: Three) -> None:
    room.given(a_moment("Wandeling", starts_on="2026-11-25"))
    room.off_until("2026-11-27 20:00")
    room.at("2026-11-30 12:00")
    assert team[2].hears(f"Wandeling {ASKED}")


# The sample municipality


def test_around_the_moments_of_the_sample(room: Room) -> None:
    """At the reference date, when everybody in a triangle has said yes."""
    room.sample()
    people = {name.split()[0]: room.person(name) for name in SAMPLE}
    with room.storage() as db:
        db.execute(update(RoleAssignment).values(state=RoleState.ACCEPTED))
    youssef, jeroen, ilse, anouk, kwame = people.values()
    room.at("2026-11-24 12:00")
    for one in (youssef, jeroen, ilse):
        assert one.hears("Jongerenworkshop visie (Omgevingsvisie Voorbeeld 2040) is morgen.")
    assert not kwame.hears("is morgen.")
    room.at("2026-11-26 12:00")
    assert ilse.hears(f"Jongerenworkshop visie {ASKED}")
    assert not youssef.hears(ASKED)
    assert not jeroen.hears(ASKED)
    room.at("2026-11-27 08:00")
    assert not anouk.hears("Buurtwandeling groen (Vergroening Bloemenbuurt)")
    room.at("2026-11-27 12:00")
    for one in (anouk, kwame):
        assert one.hears("Buurtwandeling groen (Vergroening Bloemenbuurt) is morgen.")
        assert one.hears("Voor Buurtwandeling groen zoeken jullie nog een communicatieadviseur.")
    room.at("2026-11-30 12:00")
    assert kwame.hears(f"Buurtwandeling groen {ASKED}")
    assert not anouk.hears(ASKED)
    room.at("2026-12-04 12:00")
    assert not ilse.hears("Enquete omgevingsvisie is geweest")
    room.at("2026-12-07 12:00")
    assert ilse.hears(f"Enquete omgevingsvisie {ASKED}")


def test_a_plan_of_residents_is_no_evening_to_report_on(room: Room, team: Three) -> None:
    """Nobody was asked to come. They get their answer, and whoever wants to can write a report."""
    anna, _, kees = team
    room.given(
        a_moment("Moestuin", starts_on="2026-11-25", instrument="uitdaagrecht"),
        a_moment("Wandeling", starts_on="2026-11-25"),
    )
    room.turn(days=10, only=("moments", "daily"))
    assert heard(kees, f"Wandeling {ASKED}") == 1
    assert heard(kees, f"Moestuin {ASKED}") == 0
    anna.types("/project verslag Singel")
    anna.clicks("Maak het verslag", beside="Moestuin")
    assert anna.sees("Hoe was Moestuin?")


# A year after the answer


def answered(room: Room, title: str = "Avond", told_on: str = "2025-11-24", **fields: str) -> None:
    done = {"done_with_input": "De steigers gaan naar de zuidkant"} | fields
    room.given(a_moment(title, starts_on="2025-11-01", residents_told_on=told_on, **done))


LOOK_BACK = "een jaar geleden kregen inwoners jullie antwoord."


def test_a_year_after_the_answer_whoever_told_residents_is_asked_what_came_of_it(room: Room, team: Three) -> None:
    _, bert, _ = team
    answered(room)
    answered(room, "Vergeten", "2025-11-05")
    answered(room, "Zonder antwoord", done_with_input="")
    room.at("2026-11-23 18:00")
    assert heard(bert, LOOK_BACK) == 0
    room.at("2026-11-24 18:00")
    assert bert.hears(f"Avond: {LOOK_BACK} Wat is ervan gekomen?")
    assert [heard(one, LOOK_BACK) for one in team] == [0, 1, 0]
    bert.clicks("Schrijf het bericht")
    assert bert.sees("Nabericht\n(Park Singel, Avond)")
    assert bert.sees("Leeg: wat er echt van kwam [Vul in]")
    room.at("2027-01-11 18:00")
    assert heard(bert, LOOK_BACK) == 1


def test_nobody_is_asked_what_came_of_it_once_somebody_said_so(room: Room, team: Three) -> None:
    anna, bert, _ = team
    answered(room)
    anna.types("/project tekst Park Singel")
    anna.clicks("Schrijf", beside="Nabericht")
    anna.clicks("Vul in", beside="wat er echt van kwam")
    anna.fills(afterwards="De steigers liggen er sinds mei")
    anna.submits()
    room.at("2026-12-10 18:00")
    assert heard(bert, LOOK_BACK) == 0


def test_two_of_these_questions_a_day_are_enough(room: Room, team: Three) -> None:
    _, bert, _ = team
    for at in range(3):
        answered(room, f"Avond {at}")
    room.at("2026-11-24 18:00")
    assert heard(bert, LOOK_BACK) == 1
    assert [bert.chat.count(f"Avond {at}: een jaar geleden") for at in range(3)] == [1, 1, 0]
    room.at("2026-11-25 18:00")
    assert bert.chat.count("Avond 2: een jaar geleden") == 1
