"""Quality of projects, the pulse of triangles and area reports: what is told, to whom, and what never is."""

import csv
import datetime as dt
from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.quality import rules
from glossary import QualitySource, Quarter, scores
from storage.learning import area_reports, pulses, quality
from storage.learning.pulses import PulseAsk, PulseSum
from storage.learning.quality import Measured, ProjectQuality
from storage.register.projects import Project
from tests.features.scenes import asks_for
from tests.givens import Given, a_moment, a_project, an_area
from tests.room import SAMPLE, Person, Room

Three = tuple[Person, Person, Person]


def sample(source: QualitySource) -> list[Measured]:
    with (SAMPLE / "kwaliteit.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    return [
        Measured(
            int(row["project"][1:]),
            row["project"],
            dt.date.fromisoformat(row["datum"]),
            source,
            int(row["aantal"]),
            scores.tenths(row["tevredenheid_proces"]),
            scores.tenths(row["tevredenheid_resultaat"]),
            scores.tenths(row["steun_participatie"]),
            row["concreet_resultaat"],
            0,
        )
        for row in rows
        if row["bron"] == source.dutch
    ]


def measured(project: str, *, on: str, source: str = "participants", answers: int = 20, **scales: Any) -> Given:
    def put(db: Session, now: dt.datetime) -> None:
        its = db.scalars(select(Project).where(Project.name == project)).one()
        day, whose = dt.date.fromisoformat(on), QualitySource.from_code(source)
        db.add(ProjectQuality(project_id=its.id, measured_on=day, source=whose, answers=answers, **scales))

    return put


# What it adds up to


def test_the_sample_adds_up() -> None:
    rows = sample(QualitySource.PARTICIPANTS)
    process, result, support = (rules.mean(rows, scale) for scale in rules.SCALES)
    assert process
    assert round(process.value, 2) == 3.80
    assert result
    assert round(result.value, 2) == 4.02
    assert result.answers == 70  # Nobody was asked that in P09: it is empty, not zero.
    assert support
    assert round(support.value, 2) == 3.79
    assert round(rules.spread(rows, "process") or 0, 1) == 1.5
    assert [(year, round(each.value, 2), each.answers) for year, each in rules.by_year(rows, "process").items()] == [
        (2025, 4.1, 48),
        (2026, 3.52, 53),
    ]
    assert [row.process for row in sample(QualitySource.TEAM)] == [39]


def test_silence_is_seen_beside_satisfaction() -> None:
    """Answered after 26 and 14 days, and unanswered for 54: the sample holds what we believe in four rows."""
    rows = sample(QualitySource.PARTICIPANTS)
    day = dt.date(2026, 11, 23)
    answers = {
        13: (dt.date(2025, 3, 15), dt.date(2025, 4, 10)),
        11: (dt.date(2026, 2, 1), dt.date(2026, 2, 15)),
        9: (dt.date(2026, 9, 30), None),
    }
    found = rules.silence(rows, answers, day)
    assert found.answered
    assert round(found.answered.value, 2) == 4.19
    assert found.waiting
    assert round(found.waiting.value, 1) == 2.9
    assert rules.silence(rows, {}, day) == rules.Silence(None, None)


@pytest.mark.parametrize("seed", range(20))
def test_sums_agree_with_a_slow_second_way(seed: int) -> None:
    """Every answer written out by itself."""
    rows = [
        Measured(
            at % 3, "", dt.date(2024 + at % 2, 5, 1), QualitySource.TEAM, 3 + (seed * at) % 7,
            10 + (seed * 7 + at * 11) % 41 if (seed + at) % 4 else None, None, None, "", at,
        )
        for at in range(seed)
    ]  # fmt: skip
    each = [Fraction(row.process, 10) for row in rows if row.process for _ in range(row.answers)]
    found = rules.mean(rows, "process")
    assert (found is None) == (not each)
    if found:
        assert found.answers == len(each)
        assert abs(found.value - float(sum(each) / len(each))) < 1e-9


@pytest.mark.parametrize(
    ("words", "tenths"),
    [("4,1", 41), ("4.1", 41), ("5", 50), ("1,0", 10), ("3,50", 35), ("0,9", None), ("5,1", None), ("4,15", None)]
    + [(wrong, None) for wrong in ("", "-3", "drie", "6", "10", "4,", "1e1", "٤")],
)
def test_scores(words: str, tenths: int | None) -> None:
    assert scores.tenths(words) == tenths


# A project


@pytest.fixture
def team(room: Room) -> Three:
    anna, bert, kees = (room.person(name) for name in ("Anna", "Bert", "Kees"))
    room.given(a_project("Park Singel", project_lead=anna, communication_adviser=bert, participation_adviser=kees))
    return anna, bert, kees


def test_what_participants_thought_is_filled_in_and_shown(room: Room, team: Three) -> None:
    anna, bert, _ = team
    anna.types("/project kwaliteit Singel")
    assert anna.sees("Nog niets gemeten.")
    anna.clicks("Vul in voor deelnemers")
    anna.fills(answers="48", process="4,1", result="3,8", support="4", what_changed="12 van 17 adviezen overgenomen")
    anna.submits()
    assert anna.sees(
        "Deelnemers, 23 november 2026, 48 antwoorden: proces 4,1, resultaat 3,8, steun voor participatie 4,0."
    )
    bert.types("/project quality Singel")
    bert.clicks("Wijzig", beside="48 antwoorden")
    bert.fills(process="4,2", result="")
    bert.submits()
    assert bert.sees("48 antwoorden: proces 4,2, steun voor participatie 4,0. Veranderd: “12 van 17")


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"answers": "9", "process": "4"}, "Ik bewaar dit vanaf 10 antwoorden."),
        ({"answers": "20", "process": "7"}, "van 1 tot 5"),
        ({"answers": "20", "process": "4,125"}, "met één cijfer achter de komma"),
        ({"answers": "20", "process": "goed"}, "van 1 tot 5"),
        ({"answers": "20"}, "Vul een gemiddelde in, of wat er veranderde."),
        ({"answers": "2000000", "process": "4"}, "Vul een heel getal in"),
        ({"answers": "20", "process": "4", "measured_on": "2026-12-24"}, "Die dag komt nog."),
    ],
)
def test_what_cannot_be(room: Room, team: Three, wrong: dict[str, str], why: str) -> None:
    anna = team[0]
    anna.types("/project kwaliteit Singel")
    anna.clicks("Vul in voor deelnemers")
    anna.fills(**wrong)
    anna.submits()
    assert anna.sees(why)
    with room.database.session(room.municipality_id) as db:
        assert not quality.measured(db)


def test_a_small_team_is_not_asked_for_its_mean(room: Room, team: Three) -> None:
    anna = team[0]
    anna.types("/project kwaliteit Singel")
    anna.clicks("Vul in voor het team")
    anna.fills(answers="2", process="4")
    anna.submits()
    assert anna.sees("Ik bewaar dit vanaf 3 antwoorden.")


def test_others_read_and_do_not_write(room: Room, team: Three) -> None:
    piet = room.person("Piet")
    room.given(measured("Park Singel", on="2026-10-01", process=35))
    piet.types("/project kwaliteit Singel")
    assert piet.sees("proces 3,5")
    assert piet.sees_nothing_of("Vul in voor deelnemers")
    assert piet.sees_nothing_of("Wijzig")


# For whoever steers


def test_the_survey_is_for_whoever_steers(room: Room, team: Three) -> None:
    anna, head = team[0], room.person("Henk", discipline="afdelingshoofd")
    room.given(
        measured("Park Singel", on="2025-10-01", process=30, answers=10),
        measured("Park Singel", on="2026-10-01", process=40, answers=30),
        measured("Park Singel", on="2026-10-02", source="team", answers=3, process=20),
    )
    anna.types("/samenspel peiling")
    assert anna.sees("Dit is voor de afdelingshoofden")
    head.types("/samenspel peiling")
    assert head.sees("Proces: 3,8 (40 antwoorden). Per jaar: 3,0 in 2025 en 4,0 in 2026.")
    assert head.sees("Proces: 2,0 (3 antwoorden).")


def test_a_head_sees_what_silence_costs(room: Room, team: Three) -> None:
    head = room.person("Henk", discipline="afdelingshoofd")
    room.given(
        a_project("Kade"),
        a_moment("Avond", project="Park Singel", starts_on="2026-08-03", residents_told_on="2026-08-20"),
        a_moment("Gesprek", project="Kade", starts_on="2026-08-03"),
        measured("Park Singel", on="2026-09-15", process=42),
        measured("Kade", on="2026-09-16", process=29),
    )
    head.types("/samenspel peiling")
    assert head.sees("Dan gaven ze het proces 4,2. Bleef het langer stil? Dan 2,9.")
    assert head.sees("Het verschil tussen projecten is 1,3.")


# The pulse of a triangle


def completes(room: Room, name: str = "Park Singel") -> None:
    with room.database.session(room.municipality_id, writes=True) as db:
        its = db.scalars(select(Project).where(Project.name == name)).one()
        its.status, its.completed_on = its.status.COMPLETED, room.now.date()


def heard(person: Person, words: str) -> int:
    return sum(words in shown.text for shown in person.messages)


def answers(person: Person, *scores: str, project: str = "Park Singel") -> None:
    person.clicks("Beantwoord", beside=project)
    person.fills(together=scores[0], tasks=scores[1], again=scores[2])
    person.submits()


def test_three_are_asked_once_and_only_a_total_is_told(room: Room, team: Three) -> None:
    anna, bert, kees = team
    head = room.person("Henk", discipline="afdelingshoofd")
    completes(room)
    room.at("2026-11-24 12:00")
    for one in team:
        assert one.hears("Hoe werkten jullie drie samen aan")
    assert not head.hears("over het samenwerken")
    answers(anna, "5", "4", "3")
    assert anna.sees("Je cijfers zitten nu in het totaal.")
    answers(bert, "4", "4", "4")
    head.types("/samenspel peiling")
    assert head.sees_nothing_of("Driehoeken")
    answers(kees, "3", "1", "5")
    head.types("/samenspel peiling")
    assert head.sees("Driehoeken, 3 antwoorden in een jaar")
    assert head.sees("Samenwerken: 4,0")
    assert head.sees("Duidelijk wie wat doet: 3,0")
    room.at("2026-12-18 12:00")
    for one in team:
        assert heard(one, "Hoe werkten jullie drie samen") == 1


def test_nobody_answers_twice(room: Room, team: Three) -> None:
    anna = team[0]
    completes(room)
    room.at("2026-11-24 12:00")
    anna.clicks("Beantwoord", beside="Park Singel")
    anna.fills(together="5", tasks="5", again="5")
    anna.submits()
    anna.submits_again()
    with room.database.session(room.municipality_id) as db:
        assert [(each.answers, each.together) for each in db.scalars(select(PulseSum))] == [(1, 5)]


def test_two_forms_of_one_person_are_one_answer(room: Room, team: Three) -> None:
    """On two screens, sent one after the other."""
    completes(room)
    room.at("2026-11-24 12:00")
    scores = {"together": 5, "tasks": 4, "again": 3}
    with room.database.session(room.municipality_id, writes=True) as db:
        [asked] = db.scalars(select(PulseAsk).where(PulseAsk.colleague_id == team[0].id))
        kept = [pulses.add_to_pulse(db, asked, scores, room.now.date()) for _ in range(2)]
        [total] = db.scalars(select(PulseSum))
        db.refresh(total)
        assert (kept, total.answers, total.together) == ([True, False], 1, 5)


def test_who_would_rather_not_is_left_alone(room: Room, team: Three) -> None:
    anna = team[0]
    completes(room)
    room.at("2026-11-24 12:00")
    anna.clicks("Liever niet", beside="Park Singel")
    assert anna.sees("Ik vraag het niet meer.")
    room.at("2026-12-02 12:00")
    assert heard(anna, "Hoe werkten jullie drie samen") == 0


def test_a_triangle_with_a_gap_is_not_asked(room: Room) -> None:
    """Of two answers no total could be told."""
    anna, bert = room.person("Anna"), room.person("Bert")
    room.given(a_project("Kade", project_lead=anna, communication_adviser=bert, participation_adviser=bert))
    completes(room, "Kade")
    room.at("2026-11-24 12:00")
    assert not anna.hears("over het samenwerken")
    with room.database.session(room.municipality_id) as db:
        assert not db.scalars(select(PulseAsk)).all()


def test_after_the_last_answer_to_residents_too(room: Room, team: Three) -> None:
    room.given(
        a_moment("Avond", starts_on="2026-10-01", residents_told_on="2026-10-20"),
        a_moment("Gesprek", starts_on="2026-11-02", residents_told_on="2026-11-23"),
    )
    room.at("2026-11-24 12:00")
    assert team[0].hears("Hoe werkten jullie drie samen")


@pytest.mark.parametrize("size", [1, 2, 3, 4])
def test_nothing_can_be_traced_to_one_person(room: Room, size: int) -> None:
    """Whatever was answered, and whenever somebody looks: two looks differ by three answers at once, or by none."""
    head = room.person("Henk", discipline="afdelingshoofd")
    people = [room.person(f"Collega {number}") for number in range(size)]
    corners = ("project_lead", "communication_adviser", "participation_adviser")
    for number in range(2):
        roles: dict[str, Any] = {corner: people[(at + number) % size] for at, corner in enumerate(corners)}
        room.given(a_project(f"Project {number}", **roles))
        completes(room, f"Project {number}")
    room.at("2026-11-24 12:00")
    seen = {_answers_seen(head)}
    with room.database.session(room.municipality_id) as db:
        asked = {(row[0], row[1]) for row in db.execute(select(PulseAsk.project_id, PulseAsk.colleague_id))}
        projects = {each.id: each.name for each in db.scalars(select(Project))}
    for (project, name), person in product(projects.items(), people):
        if (project, person.id) in asked:
            answers(person, "1", "3", "5", project=name)
            seen.add(_answers_seen(head))
    assert seen == ({0} if size < 3 else {0, 3, 6})


def _answers_seen(head: Person) -> int:
    head.types("/samenspel peiling")
    line = next((line for line in head.screen.splitlines() if line.startswith("Driehoeken")), "Driehoeken, 0 ")
    return int(line.split()[1])


# Area reports


@pytest.fixture
def rachid(room: Room) -> Person:
    room.begins_at("2026-09-30 12:00")
    room.given(an_area("Centrum", kind="district", code="WK01"), an_area("Molenwijk", kind="district", code="WK02"))
    return room.person("Rachid", discipline="omgevingsmanager", areas=["WK01", "WK02"])


def test_an_area_manager_is_asked_once_a_quarter(room: Room, rachid: Person) -> None:
    head, anna = room.person("Henk", discipline="afdelingshoofd"), room.person("Anna")
    room.at("2026-10-01 12:00")
    assert rachid.hears("Drie vragen per gebied, over het samenwerken in kwartaal 3 van 2026.")
    rachid.clicks("Schrijf bericht", beside="Centrum")
    rachid.fills(score="4", goes_well="De driehoek zit bij elkaar", could_be_better="Parkeren")
    rachid.submits()
    assert rachid.sees("Je bericht staat nu bij Centrum.")
    head.types("/samenspel peiling")
    assert head.sees("Centrum 4. Gemiddeld 4,0.")
    assert head.sees("Nog geen bericht: Molenwijk.")
    assert head.sees_nothing_of("Rachid")
    anna.types("/overzicht gebied Centrum")
    assert anna.sees("Samenwerking: 4 van 5, het loopt goed. Van Rachid.")
    assert anna.sees("Gaat goed: “De driehoek zit bij elkaar”")
    anna.shares()
    assert "Rachid" not in room.channel.screen
    room.at("2026-10-12 12:00")
    assert rachid.hears("kan nog tot en met woensdag 21 oktober. Hierna vraag ik het niet meer.")
    assert "Centrum" not in rachid.messages[-1].text
    room.at("2026-12-30 12:00")
    assert heard(rachid, "Schrijf bericht") == 2


def test_who_answered_all_hears_no_more(room: Room, rachid: Person) -> None:
    room.at("2026-10-01 12:00")
    for area in ("Centrum", "Molenwijk"):
        rachid.clicks("Schrijf bericht", beside=area)
        rachid.fills(score="3")
        rachid.submits()
    room.at("2026-10-20 12:00")
    assert heard(rachid, "Schrijf bericht") == 1


def test_whoever_answered_before_the_daily_message_is_not_asked(room: Room, rachid: Person) -> None:
    room.at("2026-10-01 08:30")
    for area in ("WK01", "WK02"):
        assert "Je bericht staat nu bij" in asks_for(
            rachid, "area_report.save", {"score": "3"}, area=area, period="2026-Q3"
        )
    room.at("2026-10-01 12:00")
    assert heard(rachid, "Schrijf bericht") == 0


def test_a_report_needs_a_score_and_keeps_residents_out(room: Room, rachid: Person) -> None:
    room.at("2026-10-01 12:00")
    rachid.clicks("Schrijf bericht", beside="Centrum")
    rachid.fills(score="2", could_be_better="Bel mevrouw Jansen op 06 12345678")
    rachid.submits()
    assert rachid.sees("telefoonnummer")
    with room.database.session(room.municipality_id) as db:
        report = area_reports.area_report(db, "WK01", "2026-Q3")
        assert report
        assert report.answered_on is None


def test_who_manages_ten_areas_can_write_about_each(room: Room) -> None:
    room.begins_at("2026-09-30 12:00")
    codes = [f"WK{number:02}" for number in range(10)]
    room.given(*(an_area(f"Wijk {code}", kind="district", code=code) for code in codes))
    sanne = room.person("Sanne", discipline="omgevingsmanager", areas=codes)
    room.at("2026-10-01 12:00")
    assert all(f"Gebied: Wijk {code} [Schrijf bericht]" in sanne.messages[-1].text for code in codes)
    sanne.clicks("Schrijf bericht", beside="Wijk WK09")
    sanne.fills(score="5")
    sanne.submits()
    assert sanne.sees("Je bericht staat nu bij Wijk WK09.")


def test_without_heads_whoever_keeps_the_register_sees_the_survey(room: Room) -> None:
    keeper = room.person("Kwame", admin=True)
    keeper.types("/samenspel peiling")
    assert keeper.sees("Er is nog niets gepeild.")


def test_an_area_whose_manager_has_no_account_yet_has_no_report_and_is_named(room: Room) -> None:
    room.sample()
    head = room.person("Henk", email="henk.visser@voorbeeld.example")
    head.types("/samenspel peiling")
    assert head.sees("Centrum 4 en Noorderveld 2. Gemiddeld 3,0.")
    assert head.sees("Nog geen bericht: Molenwijk en Dorpen en buitengebied.")


def test_in_the_middle_of_a_quarter_nobody_is_asked(room: Room) -> None:
    room.begins_at("2026-10-26 12:00")
    room.given(an_area("Centrum", kind="district", code="WK01"))
    rachid = room.person("Rachid", discipline="omgevingsmanager", areas=["WK01"])
    room.at("2026-12-30 12:00")
    assert not heard(rachid, "Drie vragen per gebied")
    with room.database.session(room.municipality_id) as db:
        assert not area_reports.area_reports(db, "2026-Q3")


def test_who_manages_no_area_is_not_asked(room: Room) -> None:
    room.begins_at("2026-09-30 12:00")
    sanne = room.person("Sanne", discipline="omgevingsmanager")
    room.at("2026-10-05 12:00")
    assert not heard(sanne, "Drie vragen per gebied")


QUARTERS = [
    ("2026-01-01", "2025-Q4"),
    ("2026-03-31", "2025-Q4"),
    ("2026-04-01", "2026-Q1"),
    ("2026-12-31", "2026-Q3"),
]


@pytest.mark.parametrize(("day", "code"), QUARTERS)
def test_quarters(day: str, code: str) -> None:
    over = Quarter.of(dt.date.fromisoformat(day)).before
    assert over.code == code
    assert Quarter.read(code) == over
    assert over.last < dt.date.fromisoformat(day)


def test_what_is_no_quarter() -> None:
    wrong: Sequence[str] = ("", "2026", "2026-Q5", "Q3", "26-Q3", "20263", "2026 3")
    assert not any(map(Quarter.read, wrong))
