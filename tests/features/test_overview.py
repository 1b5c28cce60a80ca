"""The overview on request: what is new, what comes, who is needed; and one's own week."""

import pytest

from tests.givens import a_lesson, a_moment, a_project, an_area, asked
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
    assert anna.sees("Inwoners doen mee vanaf donderdag 26 november")
    assert anna.sees("donderdag 26 november: Inloopavond (Havenkade), Oude Haven")
    assert not anna.sees("niets nieuws")
    assert room.channel.is_silent()


def test_what_was_over_before_it_came_in_is_no_news(room: Room, anna: Person) -> None:
    old = [a_project(f"Buurtbudget {year}", status="completed", created_at=room.now) for year in (2019, 2020)]
    room.given(*old, a_project("Speeltuin", created_at=room.now))
    anna.types("/overzicht")
    assert anna.sees("Nieuw: Speeltuin")
    assert not anna.sees("Buurtbudget")


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


def test_a_project_that_asks_for_two_roles_is_one_line_of_my_week(room: Room, anna: Person) -> None:
    room.given(a_project("Speeltuin", communication_adviser=asked(anna), participation_adviser=asked(anna)))
    anna.types("/overzicht week")
    assert anna.sees("Speeltuin vraagt jou voor de rol communicatieadviseur en participatieadviseur")


def test_a_role_in_the_triangle_is_named_before_what_comes_with_it(room: Room, anna: Person) -> None:
    room.given(a_project("Speeltuin", carries_participation=asked(anna), project_lead=asked(anna)))
    anna.types("/overzicht week")
    assert anna.sees("Speeltuin vraagt jou voor de rol projectleider en verantwoordelijk voor participatie")


def test_a_week_in_which_nothing_waits_says_so_above_the_lesson(room: Room, anna: Person) -> None:
    room.given(a_lesson("Bel sleutelpersonen"))
    anna.types("/overzicht week")
    assert anna.sees("Er staat deze week niets voor je klaar.")
    assert anna.sees("Bel sleutelpersonen")
    room.given(a_project("Kade", project_lead=asked(anna)))
    anna.types("/overzicht week")
    assert not anna.sees("Er staat deze week niets voor je klaar.")


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
    assert head.sees("3 communicatieadviseurs, samen in minder dan 5 projecten,")
    assert head.sees("geen getal over participatieadviseurs (hun team is kleiner dan 3).")


def test_heads_read_every_amount_also_one_of_which_nobody_said_the_kind(room: Room) -> None:
    head = room.person("Hans", discipline="afdelingshoofd")
    room.given(a_project("Havenkade"))
    head.types("/overzicht sturing")
    assert head.sees("Budget: nog geen bedragen. 1 project heeft geen bedrag voor participatie.")
    room.given(
        a_project("Brug", participation_budget=5000),
        a_project("Singel", participation_budget=2000, participation_budget_kind="structureel"),
    )
    head.types("/overzicht sturing")
    assert head.sees("Budget: €\xa02.000 structureel en €\xa05.000 waarvan de soort nog open is.")


def test_steering_is_not_for_everybody(anna: Person) -> None:
    anna.types("/overzicht sturing")
    assert anna.sees_alone("Dit is voor de afdelingshoofden, de overzichthouder en beheerders.")


def test_my_week_names_the_invitation_that_is_due_the_answer_and_the_points(room: Room, anna: Person) -> None:
    room.given(
        a_project("Havenkade", project_lead=anna, communication_adviser=anna),
        a_moment("Inloopavond", project="Havenkade", starts_on="2026-12-08"),
        a_moment("Enquête", project="Havenkade", starts_on="2026-10-20"),
    )
    anna.types("/overzicht week")
    assert anna.sees("Verstuur de uitnodiging voor Inloopavond")
    assert anna.sees("Enquête (Havenkade): inwoners wachten sinds 20 oktober 2026 [Leg vast]")
    assert anna.sees("Havenkade zoekt nog: participatieadviseur")
    assert anna.sees("Om naar te kijken")
    anna.clicks("Vraag iemand", beside="Havenkade zoekt nog")
    assert anna.form.title


def test_an_invitation_is_in_the_week_of_whoever_writes_to_residents(room: Room, anna: Person) -> None:
    lead = room.person("Lena")
    room.given(
        a_project("Havenkade", project_lead=lead, communication_adviser=anna),
        a_moment("Inloopavond", project="Havenkade", starts_on="2026-12-08"),
    )
    lead.types("/overzicht week")
    assert not lead.sees("Verstuur de uitnodiging")
    anna.types("/overzicht week")
    assert anna.sees("Verstuur de uitnodiging voor Inloopavond")


def test_the_week_of_an_area_manager_is_about_their_areas(room: Room) -> None:
    room.given(
        an_area("Noord", kind="district", code="WK999901"),
        an_area("Bloemenbuurt", code="BU99990101", within="Noord"),
        an_area("Zuid", kind="district", code="WK999902"),
        a_project("Havenkade"),
        a_moment("Inloopavond", project="Havenkade", areas=["Bloemenbuurt"], starts_on="2026-11-26"),
        a_moment("Enquête", project="Havenkade", areas=["Zuid"], starts_on="2026-11-27"),
    )
    omar = room.person("Omar", discipline="omgevingsmanager", areas=["WK999901"])
    omar.types("/overzicht week")
    assert omar.sees("In jouw gebieden")
    assert omar.sees("Inloopavond (Havenkade)")
    assert not omar.sees("Enquête")
    assert "Inloopavond (Havenkade)" in omar.home()


def test_home_names_what_is_due_this_week_once(room: Room, anna: Person) -> None:
    room.given(
        a_project("Havenkade", project_lead=anna, communication_adviser=anna, participation_adviser=anna),
        a_project("Speeltuin", communication_adviser=asked(anna)),
        a_moment("Inloopavond", project="Havenkade", starts_on="2026-12-08"),
        a_moment("Enquête", project="Havenkade", starts_on="2026-11-26"),
    )
    page = anna.home()
    assert "Deze en volgende week voor jou" in page
    assert "Verstuur de uitnodiging voor Inloopavond" in page
    assert "donderdag 26 november: Enquête (Havenkade)" in page
    assert page.count("communicatieadviseur") == 1, "the question stands once"
    anna.clicks("Alles van jouw week")
    assert anna.sees("Jouw week, week 48")


def test_home_of_who_has_nothing_due_stays_short(anna: Person) -> None:
    assert "Deze en volgende week voor jou" not in anna.home()


def test_what_waits_for_me_stands_above_the_overview_and_is_not_shared(room: Room, anna: Person) -> None:
    room.given(a_project("Havenkade"), a_project("Speeltuin", communication_adviser=asked(anna)))
    anna.types("/overzicht")
    assert anna.screen.splitlines()[1:3] == [
        "Voor jou",
        "Speeltuin vraagt jou voor de rol communicatieadviseur [Bekijk]",
    ]
    anna.shares()
    room.settle()
    assert room.channel.sees("Weekoverzicht")
    assert not room.channel.sees("vraagt jou")
