"""What the heads steer on: goals and money of the sample by hand, and the same sums by a slow second way."""

import csv
import datetime as dt
import random
from pathlib import Path

import pytest

from bot.chat.contributions import Contributed
from bot.findings import gather
from bot.findings.goals import GoalCount
from bot.findings.norms import USUAL
from bot.overview import steering
from glossary import BudgetKind, Goal
from storage import settings
from storage.reports.steering import Money
from tests.givens import a_moment, a_project
from tests.overview.slow_steering import slow_goals, slow_money
from tests.person import Person
from tests.room import SAMPLE, Room

TODAY = dt.date(2026, 11, 23)


@pytest.fixture
def heads(room: Room) -> list[Person]:
    room.begins_at("2026-11-20 12:00")
    return [room.person(name, discipline="afdelingshoofd") for name in ("Hans", "Ilse")]


def found(room: Room) -> "tuple[tuple[GoalCount, ...], Money]":
    with room.storage() as db:
        facts = steering.facts(db, dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC), "nl", Contributed())
        return tuple(facts.goals), facts.money


def messages(room: Room, heads: list[Person]) -> list[str]:
    return [post.text for post in room.together(*heads).posts if "Samen sturen" in post.text]


# The sample


def test_goals_of_gemeente_voorbeeld(room: Room) -> None:
    room.sample()
    goals, _ = found(room)
    assert goals == (
        GoalCount(Goal.ANSWERED, 3, 5),
        GoalCount(Goal.INVITED, 10, 12),
        GoalCount(Goal.TRIANGLES, 7, 11),
    )


def test_money_of_gemeente_voorbeeld(room: Room, heads: list[Person]) -> None:
    room.sample()
    heads[0].types("/overzicht sturing")
    asked, told = map(heads[0].screen.index, ("Dit vragen we jullie samen:", "Driehoek:"))
    assert asked < told, "what is to be decided is read first"
    assert heads[0].sees("Budget: €\xa0154.000 incidenteel en €\xa08.000 structureel.")
    assert heads[0].sees("Budget voor communicatie: €\xa091.000.")
    assert heads[0].sees(
        "Projecten met een bedrag, per thema: ruimte 3 van 3, mobiliteit 1 van 2,"
        " openbare ruimte 1 van 2, duurzaamheid 2 van 2, sociaal domein 2 van 2."
    )
    assert heads[0].sees("Wel geld voor communicatie, niet voor participatie: Verkeersplan Noorderveld. Klopt dat?")
    assert heads[0].sees(
        "Doelen sinds 1 januari 2025: 3 van de 5 keer antwoord binnen 28 dagen,"
        " 10 van de 12 uitnodigingen minstens 14 dagen vooraf, 7 van de 11 driehoeken met drie namen."
    )


def test_the_text_for_the_request_is_ready_to_paste(room: Room, heads: list[Person]) -> None:
    room.sample()
    heads[0].types("/overzicht sturing")
    heads[0].clicks("Tekst voor de aanvraag")
    assert heads[0].sees("Er zijn nu 11 lopende en komende projecten.")
    assert heads[0].sees("9 van de 11 projecten hebben een bedrag voor participatie, samen €\xa0162.000.")
    assert heads[0].sees("Daarvan is 95% incidenteel (€\xa0154.000), en €\xa08.000 structureel.")
    assert heads[0].sees("2 projecten hebben geen bedrag. Een project kost gemiddeld €\xa018.000.")
    assert heads[0].sees("Er ontbreekt dus ongeveer €\xa036.000.")


def test_the_sums_of_the_sample_are_those_of_its_lists(room: Room) -> None:
    room.sample()
    rows = {name: _rows(SAMPLE / f"{name}.csv") for name in ("projecten", "contactmomenten")}
    assert found(room)[0] == slow_goals(rows["projecten"], rows["contactmomenten"], TODAY)
    assert found(room)[1] == slow_money(rows["projecten"])


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened, delimiter=";"))


# Random towns, against the slow way


def days_on(first: dt.date, days: int) -> str:
    return (first + dt.timedelta(days=days)).isoformat()


@pytest.mark.parametrize("seed", range(4))
def test_the_sums_of_any_town_are_those_of_a_slow_count(room: Room, seed: int) -> None:
    chance = random.Random(seed)

    def day() -> str:
        return (dt.date(2024, 10, 1) + dt.timedelta(days=chance.randrange(800))).isoformat()

    projects = [
        {
            "id": f"P{number:02d}",
            "naam": f"Project {number}",
            "status": chance.choice(["komend", "lopend", "afgerond"]),
            "domein": chance.choice(["", "ruimte", "sociaal"]),
            "budget_participatie": chance.choice(["", "0", "1500", "8000"]),
            "budget_soort": chance.choice(["", "geen", "incidenteel", "structureel", "projectkosten"]),
            "budget_status": chance.choice(["", "aangevraagd", "toegekend"]),
            "budget_communicatie": chance.choice(["", "700"]),
            "projectleider": "", "communicatieadviseur": "", "participatieadviseur": "",
        }
        for number in range(12)
    ]  # fmt: skip
    moments = []
    for number in range(40):
        first = dt.date.fromisoformat(day())
        moments.append(
            {
                "id": f"M{number:02d}", "project": chance.choice(projects)["id"],
                "niveau": chance.choice(["", "informeren", "raadplegen"]),
                "begin": first.isoformat(), "eind": days_on(first, chance.randrange(30)),
                "uitnodiging_verstuurd": chance.choice(["", days_on(first, -chance.randrange(30))]),
                "terugkoppeling_op": chance.choice(["", "", days_on(first, chance.randrange(90))]),
            }
        )  # fmt: skip
    names = {each["id"]: each["naam"] for each in projects}
    room.given(
        *(
            a_project(
                each["naam"], status=each["status"], domain=each["domein"] or None,
                participation_budget=int(each["budget_participatie"]) if each["budget_participatie"] else None,
                participation_budget_kind=each["budget_soort"] or None,
                participation_budget_state=each["budget_status"] or None,
                communication_budget=int(each["budget_communicatie"]) if each["budget_communicatie"] else None,
            )
            for each in projects
        ),
        *(
            a_moment(
                each["id"], project=names[each["project"]], starts_on=each["begin"], ends_on=each["eind"],
                level=each["niveau"] or None, invitation_sent_on=each["uitnodiging_verstuurd"] or None,
                residents_told_on=each["terugkoppeling_op"] or None,
            )
            for each in moments
        ),
    )  # fmt: skip
    assert found(room)[0] == slow_goals(projects, moments, TODAY)
    assert found(room)[1] == slow_money(projects)


def test_what_is_paid_from_project_costs_is_a_kind_of_its_own(room: Room, heads: list[Person]) -> None:
    room.given(a_project("Kade", participation_budget=4000, participation_budget_kind="projectkosten"))
    heads[0].types("/overzicht sturing")
    assert heads[0].sees("Budget: €\xa04.000 uit projectkosten.")
    assert BudgetKind.from_dutch("projectkosten") is BudgetKind.PROJECT_COSTS


# Meeting once a quarter


def test_once_a_quarter_the_heads_are_proposed_to_meet_in_the_message_that_they_get_anyway(
    room: Room, heads: list[Person]
) -> None:
    room.turn(only={"overview"}, days=70)
    posts = messages(room, heads)
    assert len(posts) == 5, "every two weeks, and no message more"
    assert ["Zullen jullie elkaar dit kwartaal een half uur spreken?" in post for post in posts] == [
        *(True, False, False),
        *(True, False),
    ]
    assert "Bijvoorbeeld op maandag 7 december 2026." in posts[0]
    heads[1].clicks("Zet in je agenda")
    assert heads[1].sees("Een half uur op ")


def test_whoever_heads_both_departments_alone_has_nobody_to_meet(room: Room) -> None:
    room.begins_at("2026-11-20 12:00")
    hans = room.person("Hans", discipline="afdelingshoofd")
    room.turn(only={"overview"}, days=4)
    assert hans.hears("Samen sturen")
    assert not hans.hears("een half uur spreken")
    hans.types("/overzicht sturing")
    assert not hans.sees("een half uur spreken")


def test_without_heads_nobody_is_asked_anything_and_the_keeper_can_look(room: Room) -> None:
    room.begins_at("2026-11-20 12:00")
    anna = room.person("Anna", admin=True)
    room.turn(only={"overview"}, days=4)
    assert anna.hears_nothing()
    anna.types("/overzicht sturing")
    assert anna.sees("Samen sturen")
    assert not anna.sees("een half uur spreken")


# What the municipality fills in


def test_the_ordinance_is_asked_for_until_it_is_filled_in(room: Room, heads: list[Person]) -> None:
    hans = heads[0]
    hans.types("/overzicht sturing")
    assert hans.sees("Verordening: op 1 januari 2027 moet er een participatieverordening zijn.")
    hans.clicks("Verordening invullen")
    hans.fills(adopted_on="2026-11-10", link="https://voorbeeld.example/verordening")
    hans.submits()
    assert hans.sees("Participatieverordening: de raad stelde die vast op 10 november 2026.")
    hans.types("/overzicht sturing")
    assert not hans.sees("Verordening")


def test_after_new_year_it_says_so_too(room: Room, heads: list[Person]) -> None:
    room.turn(only={"daily"}, days=50)
    heads[0].types("/overzicht sturing")
    assert heads[0].sees("Verordening: sinds 1 januari 2027 moet die er zijn.")


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"adopted_on": "2027-02-01"}, "Die dag komt nog."),
        ({"link": "verordening.nl"}, "Dit is geen webadres."),
        ({"link": "javascript:alert(1)"}, "Dit is geen webadres."),
    ],
)
def test_what_can_not_be_an_ordinance_is_told(
    room: Room, heads: list[Person], answers: dict[str, str], said: str
) -> None:
    heads[0].types("/samenspel visie")
    heads[0].clicks("Verordening en college")
    heads[0].fills(**answers)
    heads[0].submits()
    assert said in heads[0].form.text


def test_two_aldermen_are_a_line_for_the_college(room: Room, heads: list[Person]) -> None:
    hans = heads[0]
    for communication, is_told in (("De Wit", False), ("Jansen", True)):
        hans.types("/samenspel visie")
        hans.clicks("Verordening en college")
        hans.fills(participation="de wit", communication=communication)
        hans.submits()
        hans.types("/overzicht sturing")
        assert bool(hans.sees("Leg voorstellen aan beiden voor.")) is is_told


def test_one_department_is_told_where_the_division_of_work_is(room: Room, heads: list[Person]) -> None:
    heads[0].types("/overzicht sturing")
    assert not heads[0].sees("Eén afdeling")
    with room.storage() as db:
        settings.write(db, "organisation.departments", "one")
    heads[0].types("/overzicht sturing")
    assert heads[0].sees("Eén afdeling: wie doet wat?")


# Nobody can be told from it


@pytest.mark.parametrize("advisers", [1, 2, 3, 4])
def test_nothing_is_told_of_a_small_team_and_two_looks_do_not_tell_it_either(
    room: Room, heads: list[Person], advisers: int
) -> None:
    """Of every number on the screens before and after somebody came: only that there is a team, in steps of five."""
    team = [room.person(f"Adviseur {number}", discipline="participatieadviseur") for number in range(advisers)]
    hans = heads[0]
    for turn in range(6):
        room.given(a_project(f"Park {turn}", participation_adviser=team[turn % advisers]))
        hans.types("/overzicht sturing")
        (line,) = [one for one in hans.screen.splitlines() if "Teams:" in one]
        if advisers < 3:
            assert "geen getal over participatieadviseurs" in line
        else:
            assert f"{advisers} participatieadviseurs, samen in " in line
            assert ("minder dan 5 projecten" in line) is (turn < 4)
        assert not any(person.name in hans.screen for person in team)


def test_goals_count_only_what_is_sure(room: Room) -> None:
    """A month is no day, information owes nothing, and an answer that is still to come is none."""
    room.given(
        a_project("Kade"),
        a_moment("A", project="Kade", starts_on="2026-09"),
        a_moment("B", project="Kade", starts_on="2026-09-01", level="informeren"),
        a_moment("C", project="Kade", starts_on="2026-09-01", residents_told_on="2026-12-20"),
        a_moment("D", project="Kade", starts_on="2026-09-01", residents_told_on="2026-10"),
        a_moment("E", project="Kade", starts_on="2026-11-10"),
    )
    with room.storage() as db:
        answered, *_ = gather.goals(db, TODAY, USUAL)
    assert answered == GoalCount(Goal.ANSWERED, 0, 1)
