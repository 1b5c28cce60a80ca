"""The overview on request: what is new, what comes, who is needed; and one's own week."""

import pytest

from tests.givens import a_moment, a_project, asked
from tests.person import Person
from tests.room import Room


@pytest.fixture
def anna(room: Room) -> Person:
    return room.person("Anna", discipline="communicatieadviseur")


def test_it_tells_what_comes_and_where_somebody_is_needed(room: Room, anna: Person) -> None:
    room.given(
        a_project("Havenkade", project_lead=anna, areas=["Oude Haven"], created_at=room.now),
        a_moment("Inloopavond", project="Havenkade", starts_on="2026-11-26", areas=["Oude Haven"]),
    )
    anna.types("/overzicht")
    assert anna.sees_alone("Weekoverzicht, week 48")
    assert anna.sees("Havenkade zoekt nog: communicatieadviseur en participatieadviseur")
    assert anna.sees("Inwoners doen mee vanaf 26 november 2026")
    assert anna.sees("donderdag 26 november: Inloopavond (Havenkade), Oude Haven")
    assert room.channel.is_silent()


def test_without_news_it_is_one_friendly_line(anna: Person) -> None:
    anna.types("/overzicht")
    assert anna.sees("Geen nieuws deze week")


def test_it_can_be_shared_in_the_channel(room: Room, anna: Person) -> None:
    room.given(a_project("Havenkade"))
    anna.types("/overzicht")
    anna.shares()
    room.settle()
    assert room.channel.sees("Havenkade zoekt nog")


def test_my_own_week_is_about_my_projects_and_questions_only(room: Room, anna: Person) -> None:
    room.given(
        a_project("Havenkade", communication_adviser=anna),
        a_project("Speeltuin", communication_adviser=asked(anna)),
        a_project("Centrumvisie"),
        a_moment("Inloopavond", project="Havenkade", starts_on="2026-11-26"),
        a_moment("Enquête", project="Centrumvisie", starts_on="2026-11-27"),
    )
    anna.types("/overzicht week")
    assert anna.sees("Speeltuin vraagt jou voor de rol communicatieadviseur")
    assert anna.sees("Inloopavond (Havenkade)")
    assert not anna.sees("Centrumvisie")


def test_my_own_week_comes_only_when_i_ask_for_it_and_stops_when_i_say_so(room: Room, anna: Person) -> None:
    anna.types("/overzicht week")
    anna.clicks("Stuur dit elke week")
    assert anna.sees("Je krijgt het elke week.")
    anna.clicks("Stuur dit niet meer")
    assert anna.sees("Je krijgt het niet meer vanzelf.")


def test_both_department_heads_get_the_same_five_lines_and_what_to_decide(room: Room, anna: Person) -> None:
    head = room.person("Hans", discipline="afdelingshoofd")
    room.given(a_project("Havenkade", project_lead=anna))
    head.types("/overzicht sturing")
    assert head.sees_alone("1 van de 1 projecten zoekt nog iemand")
    assert head.sees("Spreek af wie kan helpen bij Havenkade.")
    assert not head.sees("Anna")


def test_the_total_of_a_team_is_shown_when_it_says_nothing_about_one_colleague(room: Room, anna: Person) -> None:
    head = room.person("Hans", discipline="afdelingshoofd")
    for name in ("Bert", "Carla"):
        room.person(name, discipline="communicatieadviseur")
    room.given(a_project("Havenkade", communication_adviser=anna))
    head.types("/overzicht sturing")
    assert head.sees("3 communicatieadviseurs in minder dan 5 projecten,")
    assert head.sees("participatieadviseurs: geen getal, want het team is kleiner dan 3.")


def test_steering_is_not_for_everybody(anna: Person) -> None:
    anna.types("/overzicht sturing")
    assert anna.sees_alone("Dit is voor de afdelingshoofden, de overzichthouder en beheerders.")
