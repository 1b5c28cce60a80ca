"""Lists go in, on SQLite and on PostgreSQL."""

import datetime as dt
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count

import pytest
from sqlalchemy import event, select, update
from sqlalchemy.orm import Session

from bot.chat.texts import speech
from bot.transfer import cards, checking, importing, in_subprocess
from bot.transfer.batches import StoredBatch
from bot.transfer.contract import ListName
from bot.transfer.receiving import File, ImportOrder
from bot.transfer.report import MOST_PROBLEMS, Report
from bot.transfer.rules import Entry
from glossary import AreaKind, Discipline, Level, PartialDate, Role, RoleState, Status, TargetGroup
from storage.learning import knowledge
from storage.learning.area_reports import AreaReport
from storage.learning.knowledge import Lesson
from storage.learning.quality import ProjectQuality
from storage.people.municipalities import Municipality
from storage.people.people import ChatAccount, Colleague
from storage.register.areas import Area
from storage.register.changes import Change
from storage.register.moments import Moment
from storage.register.outcomes import Outcome
from storage.register.projects import Project, RoleAssignment
from storage.search import search
from tests.screens import card_as_text
from tests.transfer.town import (
    MONDAY,
    REAL,
    Town,
    a_list,
    counts,
    errors,
    open_cells,
    said,
    some_areas,
    some_colleagues,
    the_sample,
)

LATER = MONDAY + dt.timedelta(days=1)


def test_the_sample_goes_in_whatever_the_order_of_its_lists(town: Town) -> None:
    report = town.imports(*the_sample())
    assert (report.errors, report.open, report.warnings, report.notes) == ([], [], [], [])
    assert town.holds() == {"gebieden": 17, "collegas": 16, "projecten": 14, "contactmomenten": 21, "lessen": 6}
    kept = [(each.measured_on.isoformat(), each.source.value, each.process) for each in town.rows(ProjectQuality)]
    assert sorted(kept) == [
        ("2025-12-10", "participants", 41),
        ("2025-12-12", "team", 39),
        ("2026-03-30", "participants", 44),
        ("2026-10-12", "participants", 29),
    ]
    assert [(each.area_code, each.score) for each in town.rows(AreaReport)] == [("WK999901", 4), ("WK999902", 2)]


def test_a_project_of_the_sample_is_complete(town: Town) -> None:
    town.imports(*the_sample())
    quay = town.project("P01")
    assert (quay.name, quay.status, quay.participation_budget) == ("Herinrichting Havenkade", Status.ONGOING, 18000)
    assert quay.area_codes == ["BU99990101"]
    assert quay.target_groups == [TargetGroup.LOCAL_RESIDENTS, TargetGroup.ENTREPRENEURS]
    assert quay.starts_on == PartialDate("2026-06-01")
    lead = lead_of(town, "P01")
    assert (lead.colleague.name, lead.state, lead.asked_at) == ("Marieke van Dam", RoleState.NAMED, None)
    assert town.project("P04").assignment(Role.COMMUNICATION_ADVISER) is None


def test_areas_lie_in_each_other_also_without_a_column_for_it(town: Town) -> None:
    town.imports(a_list("gebieden", "code;naam", "BU99990101;Oude Haven", "WK999901;Centrum", "GM9999;Voorbeeld"))
    assert [(area.code, area.kind, area.parent) for area in town.rows(Area)] == [
        ("GM9999", AreaKind.MUNICIPALITY, None),
        ("WK999901", AreaKind.DISTRICT, "GM9999"),
        ("BU99990101", AreaKind.NEIGHBOURHOOD, "WK999901"),
    ]


def test_the_same_lists_again_change_nothing(town: Town) -> None:
    town.imports(*the_sample())
    before = [(row.revision, row.changed_at) for table in (Project, Moment) for row in town.rows(table)]
    changes = town.history()
    report = town.imports(*the_sample(), at=LATER)
    assert counts(report) == {
        "gebieden": (0, 0, 17, 0),
        "collegas": (0, 0, 16, 0),
        "projecten": (0, 0, 14, 0),
        "contactmomenten": (0, 0, 21, 0),
        "lessen": (0, 0, 6, 0),
        "kwaliteit": (0, 0, 4, 0),
        "gebiedsberichten": (0, 0, 2, 0),
    }
    assert before == [(row.revision, row.changed_at) for table in (Project, Moment) for row in town.rows(table)]
    assert town.history() == changes
    assert "projecten: 0 nieuw, 0 veranderd, 14 gelijk gebleven" in said(report)


@pytest.mark.skipif(not REAL.exists(), reason="the real list is not beside this project")
def test_the_real_list_goes_in_by_the_names_of_its_columns(town: Town) -> None:
    real = File(REAL.name, REAL.read_bytes())
    report = town.imports(real, key="bestand")
    assert counts(report) == {"projecten": (41, 0, 0, 0)}
    assert report.unknown_columns == [("processen.csv", ("gemeente", "aantal_ideeen", "aantal_stemmen"))]
    assert {problem.reason for problem in report.warnings} == {"unknown_area_name"}
    islands = town.project("Netherlands_Amsterdam_252.pb")
    assert islands.areas_in_words == "Centrum, Oostelijke Eilanden, Haarlemmerhouttuinen, Other"
    assert (islands.starts_on, islands.ends_on) == (PartialDate("2020"), PartialDate("2020"))
    assert (islands.status, islands.participation_budget) == (Status.COMPLETED, 500000)
    assen = town.project("Netherlands_Assen_2024.pb")
    assert (assen.starts_on, assen.ends_on) == (PartialDate("2024-03-31"), PartialDate("2024-04-15"))
    assert counts(town.imports(real, key="bestand", at=LATER)) == {"projecten": (0, 0, 41, 0)}
    # The names come twice, and the first column tells rows apart without being named.
    assert counts(town.imports(real, at=LATER)) == {"projecten": (0, 0, 41, 0)}


def test_a_list_without_numbers_is_known_by_its_names(town: Town) -> None:
    nameless = a_list("projecten", "bestand;naam;status", "a.pb;Singel;lopend", "b.pb;Park;komend")
    report = town.imports(a_list("projecten", "id;naam", "P07;Kade"), nameless)
    assert counts(report) == {"projecten": (3, 0, 0, 0)}
    assert "De lijst projecten heeft geen nummers." in said(report)
    assert [row.key for row in town.rows(Project)] == ["P07", "P08", "P09"]
    assert counts(town.imports(nameless)) == {"projecten": (0, 0, 2, 0)}
    report = town.imports(a_list("projecten", "naam;status", "PARK;lopend", "kade;lopend", "Singel;lopend"))
    assert counts(report) == {"projecten": (0, 2, 1, 0)}


def test_a_list_that_can_not_be_read_says_so_and_which_columns_it_has(town: Town) -> None:
    report = town.imports(a_list("projecten", "bestand;status", "a.pb;lopend"))
    assert errors(report) == [(0, "naam", "missing_column")]
    assert "Het bestand heeft: bestand, status." in said(report)
    assert "Er is niets ingelezen" in said(report)
    shown = card_as_text(cards.report(speech("nl"), report))
    assert "Deze lijst kon ik niet lezen." not in shown, "the title says it"
    assert "Daarom heb ik niets ingelezen" not in shown
    assert "Deze regel" not in shown


@pytest.mark.parametrize(
    ("start", "end", "status"),
    [
        ("2019", "2020", Status.COMPLETED),
        ("2026-01", "2026-11-22", Status.COMPLETED),
        ("2026-01", "2026-11-23", Status.ONGOING),
        ("2026", "2026", Status.ONGOING),
        ("2026-11-23", "", Status.ONGOING),
        ("2026-11-24", "", Status.UPCOMING),
        ("2027", "2028", Status.UPCOMING),
        ("", "", Status.UPCOMING),
    ],
)
def test_without_a_status_the_dates_say_it(small_town: Town, start: str, end: str, status: Status) -> None:
    small_town.imports(a_list("projecten", "id;naam;begin;einde", f"P1;Singel;{start};{end}"))
    assert small_town.project("P1").status is status


def test_a_status_from_the_dates_is_for_new_projects_only(town: Town) -> None:
    upcoming = a_list("projecten", "id;naam;begin", "P1;Singel;2026-12-01")
    town.imports(upcoming)
    assert counts(town.imports(upcoming, at=MONDAY + dt.timedelta(days=30))) == {"projecten": (0, 0, 1, 0)}
    assert town.project("P1").status is Status.UPCOMING


# A changed row


def a_project_that_changes(town: Town) -> None:
    town.imports(
        some_areas(),
        some_colleagues(),
        a_list(
            "projecten",
            "id;naam;status;gebieden;doelgroepen;start;eind;projectleider;budget_participatie",
            "P1;Singel;lopend;WK999901;jongeren,ouders;2026;2027-01-31;C01;1000",
            "P2;Park;lopend;;;;;;",
        ),
    )


def test_a_changed_row_changes_its_fields_and_history_says_from_what_to_what(town: Town) -> None:
    a_project_that_changes(town)
    report = town.imports(
        a_list(
            "projecten",
            "id;naam;status;gebieden;doelgroepen;start;eind;projectleider;budget_participatie",
            "P1;Singel;afgerond;BU99990101,GM9999;ouders,jongeren;2026;2027-02;C02;1000",
            "P2;Park;lopend;;;;;;",
        ),
        at=LATER,
    )
    assert counts(report) == {"projecten": (0, 1, 1, 0)}
    assert town.history()[2:] == [
        ("status", "ongoing", "completed"),
        ("ends_on", "2027-01-31", "2027-02"),
        ("areas", "WK999901", "BU99990101,GM9999"),
        ("project_lead", *(str(row.id) for row in town.rows(Colleague))),
    ]
    changes = town.rows(Change)[2:]
    assert {(change.at, change.revision, change.colleague_id) for change in changes} == {(LATER, 2, None)}
    singel, park = town.project("P1"), town.project("P2")
    assert (singel.revision, singel.changed_at, singel.created_at) == (2, LATER, MONDAY)
    assert (park.revision, park.changed_at) == (1, MONDAY)
    assert singel.area_codes == ["BU99990101", "GM9999"]
    assert singel.target_groups == [TargetGroup.YOUNG_PEOPLE, TargetGroup.PARENTS]


def test_an_empty_cell_leaves_what_a_colleague_filled_in(town: Town) -> None:
    a_project_that_changes(town)
    with town.register() as db:
        db.execute(update(Project).where(Project.key == "P2").values(open="De inrichting"))
    report = town.imports(a_list("projecten", "id;naam;wat_ligt_open;projectleider", "P1;Singel;;", "P2;Park;;"))
    assert counts(report) == {"projecten": (0, 0, 2, 0)}
    assert town.project("P2").open == "De inrichting"
    assert town.project("P1").assignment(Role.PROJECT_LEAD) is not None


def test_a_yes_stays_with_who_gave_it_and_goes_when_somebody_else_is_named(town: Town) -> None:
    a_project_that_changes(town)
    with town.register() as db:
        db.execute(update(RoleAssignment).values(state=RoleState.ACCEPTED, answered_at=MONDAY))
    town.imports(a_list("projecten", "id;naam;projectleider", "P1;Singel aan zee;C01"))
    assert lead_of(town, "P1").state is RoleState.ACCEPTED
    town.imports(a_list("projecten", "id;naam;projectleider", "P1;Singel aan zee;Bert Bos"))
    lead = lead_of(town, "P1")
    assert (lead.colleague.name, lead.state, lead.answered_at) == ("Bert Bos", RoleState.NAMED, None)


def test_whoever_is_away_fills_no_role_because_a_list_of_before_names_them(small_town: Town) -> None:
    small_town.imports(some_colleagues())
    with small_town.register(writes=True) as db:
        db.execute(update(Colleague).where(Colleague.key == "C02").values(away_since=MONDAY))
    small_town.imports(a_list("projecten", "id;naam;projectleider", "P1;Singel;C01", "P2;Kade;C02"))
    assert lead_of(small_town, "P1").state is RoleState.NAMED
    assert lead_of(small_town, "P2").state is RoleState.LEFT


def lead_of(town: Town, key: str) -> RoleAssignment:
    lead = town.project(key).assignment(Role.PROJECT_LEAD)
    assert lead
    return lead


def test_a_moment_that_changes_marks_its_project(town: Town) -> None:
    moments = ["id;project;titel;begin", "M1;P1;Inloop;2026-12-09", "M2;P1;Enquete;2026-12"]
    a_project_that_changes(town)
    town.imports(a_list("contactmomenten", *moments), at=LATER)
    singel = town.project("P1")
    assert (singel.revision, singel.changed_at) == (2, LATER)
    assert town.history()[2:] == [("moment_added", "", "Inloop"), ("moment_added", "", "Enquete")]
    town.imports(a_list("contactmomenten", moments[0], "M1;P2;Inloop;2026-12-10", moments[2]), at=LATER)
    assert town.history()[4:] == [
        ("project_id", "P1", "P2"),
        ("starts_on", "2026-12-09", "2026-12-10"),
        ("ends_on", "2026-12-09", "2026-12-10"),
    ]
    inloop, survey = town.rows(Moment)
    assert (inloop.revision, inloop.ends_on, survey.revision) == (2, PartialDate("2026-12-10"), 1)


def test_an_end_before_the_start_that_is_there_already_is_refused(town: Town) -> None:
    a_project_that_changes(town)
    report = town.imports(a_list("projecten", "id;naam;eind", "P1;Singel;2025"))
    assert errors(report) == [(2, "eind", "end_before_start")]
    assert town.project("P1").ends_on == PartialDate("2027-01-31")


def test_upper_case_in_an_id_makes_no_other_project(town: Town) -> None:
    a_project_that_changes(town)
    report = town.imports(a_list("projecten", "id;naam", "p1;Singel"))
    assert counts(report) == {"projecten": (0, 0, 1, 0)}


# Colleagues


def test_who_came_by_chat_is_known_by_their_address(town: Town) -> None:
    with town.register() as db:
        db.add(Colleague(name="anna", email="anna@voorbeeld.example", is_admin=True))
    report = town.imports(some_colleagues())
    assert counts(report) == {"collegas": (1, 1, 0, 0)}
    anna = town.rows(Colleague)[0]
    assert (anna.key, anna.name, anna.is_admin) == ("C01", "Anna Bos", True)
    assert counts(town.imports(some_colleagues())) == {"collegas": (0, 0, 2, 0)}


def test_an_address_of_somebody_else_is_refused(town: Town) -> None:
    town.imports(some_colleagues())
    report = town.imports(
        a_list("collegas", "id;naam;email", "C02;Bert Bos;anna@voorbeeld.example", "C03;Carla;Anna@voorbeeld.example")
    )
    assert errors(report) == [(2, "email", "email_taken"), (3, "id", "double")]
    report = town.imports(a_list("collegas", "id;naam;email", "C03;Carla;ANNA@voorbeeld.example"))
    assert errors(report) == [(2, "email", "email_taken")]


def test_a_colleague_without_id_and_address_must_be_known_by_name(town: Town) -> None:
    town.imports(some_colleagues())
    report = town.imports(a_list("collegas", "naam;afdeling", "Bert Bos;Ruimte", "Carla;Ruimte"))
    assert counts(report) == {"collegas": (0, 1, 0, 1)}
    assert errors(report) == [(3, "id", "missing_id_or_email")]


def test_disciplines_areas_and_buddy_of_a_colleague(town: Town) -> None:
    town.imports(*the_sample())
    with town.register() as db:
        owusu = db.scalars(select(Colleague).where(Colleague.key == "C10")).one()
        vermeer = db.scalars(select(Colleague).where(Colleague.key == "C09")).one()
    assert (owusu.department, owusu.joined_on, vermeer.buddy_key) == ("Dienstverlening", dt.date(2021, 1, 1), "C11")
    report = town.imports(a_list("collegas", "id;naam;rol;gebied", "C10;Kwame Owusu;trekker,overig;Centrum"))
    assert counts(report) == {"collegas": (0, 1, 0, 0)}
    exported = town.exports()["collegas.csv"].decode("utf-8-sig")
    assert "C10;Kwame Owusu;kwame.owusu@voorbeeld.example;trekker,overig;Dienstverlening;WK999901" in exported
    assert Discipline.COORDINATOR.dutch == "trekker"


# Lessons


def test_lessons_keep_their_tags_in_lower_case(town: Town) -> None:
    a_project_that_changes(town)
    town.imports(a_list("lessen", "id;project;les;tags;datum", "L1;p1;Bel eerst;Werving, Loting,werving;2026-11-01"))
    [lesson] = town.rows(Lesson)
    assert (lesson.tags, lesson.learned_on) == ("werving,loting", dt.date(2026, 11, 1))


def test_a_lesson_is_complete_and_only_its_own_words_change(town: Town) -> None:
    town.imports(some_areas())
    header = "id;les;instrument;doelgroepen;wijk;volgende_keer"
    town.imports(a_list("lessen", header, "L1;Bel eerst;inloopavond;ouderen,jongeren;Centrum;opnieuw"))
    assert a_lesson(town) == ("walk_in", ["young_people", "older_people"], ["WK999901"], "again")
    report = town.imports(a_list("lessen", header, "L1;Bel eerst;;ouderen;Centrum, BU99990101;anders"))
    assert counts(report)["lessen"] == (0, 1, 0, 0)
    assert a_lesson(town) == ("walk_in", ["older_people"], ["BU99990101", "WK999901"], "differently")


def a_lesson(town: Town) -> tuple[str, list[str], list[str], str]:
    with town.register() as db:
        found = knowledge.lesson(db, town.rows(Lesson)[0].id)
    assert found
    assert found.instrument
    assert found.kind
    return found.instrument.value, [group.value for group in found.target_groups], found.area_codes, found.kind.value


def test_an_area_of_a_lesson_that_nobody_knows_is_left_out(town: Town) -> None:
    twice = a_list("gebieden", "code;naam", "BU99990101;Centrum", "WK999901;Centrum", "GM9999;Voorbeeld")
    report = town.imports(twice, a_list("lessen", "id;les;gebied", "L1;Bel eerst;Centrum, Achter de dijk, GM9999"))
    assert [problem.reason for problem in report.warnings] == ["ambiguous_area_left_out", "unknown_area_left_out"]
    assert counts(report)["lessen"] == (1, 0, 0, 0)
    with town.register() as db:
        assert [found.area_codes for found in (knowledge.lesson(db, town.rows(Lesson)[0].id),) if found] == [["GM9999"]]


def test_what_a_list_says_of_a_lesson_is_found(town: Town) -> None:
    town.imports(some_areas())
    town.imports(a_list("lessen", "id;les;vorm;doelgroep;gebied", "L1;Bel eerst;inloopavond;ouderen;Centrum"))
    with town.register() as db:
        for words in ("inloopavond", "ouderen", "centrum"):
            assert [hit.key for hit in search.search(db, words)] == ["L1"], words


# Areas by name


def test_a_name_of_an_area_is_that_area_and_any_other_name_is_kept_as_text(town: Town) -> None:
    report = town.imports(
        some_areas(),
        a_list(
            "projecten", "id;naam;stadsdeel;buurten", "P1;Singel;centrum;Oude Haven, Achter de dijk", "P2;Park;Zuid;"
        ),
    )
    assert counts(report)["projecten"] == (2, 0, 0, 0)
    assert "Achter de dijk, Zuid. Ik bewaar de namen als tekst." in said(report)
    singel, park = town.project("P1"), town.project("P2")
    assert (singel.area_codes, singel.areas_in_words) == (["BU99990101", "WK999901"], "Achter de dijk")
    assert (park.area_codes, park.areas_in_words) == ([], "Zuid")


def test_a_name_that_several_areas_have_is_kept_as_text(town: Town) -> None:
    twice = a_list("gebieden", "code;naam", "BU99990101;Centrum", "WK999901;Centrum", "GM9999;Voorbeeld")
    report = town.imports(twice, a_list("projecten", "id;naam;gebied", "P1;Singel;Centrum"))
    assert [problem.reason for problem in report.warnings] == ["ambiguous_area_name"]
    assert town.project("P1").areas_in_words == "Centrum"


def test_a_name_becomes_an_area_once_the_area_is_known(town: Town) -> None:
    projects = a_list("projecten", "id;naam;wijk", "P1;Singel;Centrum, Elders")
    town.imports(projects)
    town.imports(some_areas(), projects)
    assert (town.project("P1").area_codes, town.project("P1").areas_in_words) == (["WK999901"], "Elders")


# Only checking, sharing the database, and speed of the reader


def test_only_checking_saves_nothing_and_says_what_would_happen(town: Town) -> None:
    report = town.imports(*the_sample(), check=True)
    assert sum(town.holds().values()) == 0
    assert counts(report)["contactmomenten"] == (21, 0, 0, 0)
    assert report.errors == []
    assert "Er is nog niets opgeslagen" in said(report)


def test_two_municipalities_with_the_same_list_do_not_meet(town: Town) -> None:
    other = Town.founded(town.database, "Elders")
    town.imports(*the_sample())
    assert sum(other.holds().values()) == 0
    assert counts(other.imports(*the_sample()))["projecten"] == (14, 0, 0, 0)
    other.imports(a_list("projecten", "id;naam;gebieden;projectleider", "P01;Elders;GM9999;C02"))
    assert town.project("P01").name == "Herinrichting Havenkade"
    assert town.project("P01").area_codes == ["BU99990101"]
    assert counts(town.imports(*the_sample(), at=LATER))["projecten"] == (0, 0, 14, 0)


def many_projects(count: int) -> File:
    return a_list("projecten", "id;naam;doelgroepen", *(f"X{at};Project {at};jongeren" for at in range(count)))


def statements(town: Town, file: File, begins: str = "") -> int:
    seen: list[str] = []
    note: Callable[..., None] = lambda *args: seen.append(args[2])  # noqa: E731
    event.listen(town.database.engine, "before_cursor_execute", note)
    town.imports(file)
    event.remove(town.database.engine, "before_cursor_execute", note)
    return sum(each.startswith(begins) for each in seen)


def test_a_batch_takes_the_same_few_statements_whatever_its_size(small_town: Town) -> None:
    few, many, batches = (statements(small_town, many_projects(n)) for n in (3, checking.BATCH, 4 * checking.BATCH))
    # Of the second list a few rows are there already, which takes four questions more; of the third a whole batch is.
    assert many <= few + 4
    assert batches <= 4 * few


def measurements(count: int, answers: int) -> File:
    rows = (f"X{at};2026-01-{at % 28 + 1:02d};deelnemers;{answers}" for at in range(count))
    return a_list("kwaliteit", "project;datum;bron;aantal", *rows)


def area_reports(count: int, tenths: int) -> File:
    rows = (f"GM9999;{2000 + at}-Q1;{tenths // 10}" for at in range(count))
    return a_list("gebiedsberichten", "gebied;periode;samenwerking_score", *rows)


@pytest.mark.parametrize("judged", [measurements, area_reports])
def test_of_many_judgements_is_asked_once_what_is_there(small_town: Town, judged: Callable[[int, int], File]) -> None:
    small_town.imports(some_areas(), many_projects(60))
    few = statements(small_town, judged(2, 30), "SELECT")
    assert statements(small_town, judged(50, 40), "SELECT") == few
    table = ProjectQuality if judged is measurements else AreaReport
    assert len(small_town.rows(table)) == 50, "the first two were known again"


def test_a_report_that_says_not_who_signed_it_is_the_oldest_of_that_quarter(small_town: Town) -> None:
    signed = "gebied;periode;samenwerking_score;omgevingsmanager"
    small_town.imports(
        some_areas(),
        a_list("collegas", "id;naam", "C1;Anna", "C2;Bert"),
        a_list("gebiedsberichten", signed, "GM9999;2026-Q3;2;C2", "GM9999;2026-Q3;3;C1"),
    )
    report = small_town.imports(
        a_list("gebiedsberichten", "gebied;periode;samenwerking_score", "GM9999;2026-Q3;5", "GM9999;2026-Q4;4")
    )
    assert counts(report)["gebiedsberichten"] == (1, 1, 0, 0)
    assert [each.score for each in small_town.rows(AreaReport)] == [5, 3, 4]


def test_who_writes_at_the_same_time_waits_for_one_batch_at_most(town: Town) -> None:
    """A chat command may take three seconds in all; the lock is tried for two."""
    stop, longest = threading.Event(), [0.0]

    def chat() -> None:
        while not stop.is_set():
            began = time.monotonic()
            with town.database.session(town.id, writes=True) as db:
                db.add(Colleague(name="Chat"))
            longest[0] = max(longest[0], time.monotonic() - began)

    chatting = threading.Thread(target=chat)
    chatting.start()
    try:
        report = town.imports(many_projects(3 * checking.BATCH))
    finally:
        stop.set()
        chatting.join()
    assert counts(report) == {"projecten": (3 * checking.BATCH, 0, 0, 0)}
    assert 0 < longest[0] < 2


def test_a_batch_is_tried_again_when_somebody_held_the_lock(small_town: Town) -> None:
    transactions = count()

    @contextmanager
    def begin(*, writes: bool = False) -> Iterator[Session]:
        # The first looks, the second writes.
        if next(transactions) == 1:
            with small_town.database.session(None, writes=True), small_town.register() as db:
                yield db
        else:
            with small_town.register() as db:
                yield db

    report = importing.bring_in([many_projects(1)], ImportOrder(MONDAY), begin, lambda percent: None)
    assert counts(report) == {"projecten": (1, 0, 0, 0)}
    assert next(transactions) == 5


def test_a_project_that_somebody_registers_meanwhile_is_that_project(small_town: Town) -> None:
    class Meanwhile(importing.Import):
        def _write(
            self, list_: ListName, entries: Sequence[Entry], keep: Callable[[Session, StoredBatch], None]
        ) -> StoredBatch:
            with small_town.register() as db:
                db.add(Project(key="X0", name="Uit de chat", created_at=MONDAY, changed_at=MONDAY))
            return super()._write(list_, entries, keep)

    report = Report(checked_only=False)
    order = ImportOrder(LATER)
    taking = Meanwhile(order, small_town.register, report)
    with in_subprocess.reading(order) as reader:
        heads = reader.found(many_projects(2)).heads
        reader.that_was_all()
        for head in heads:
            list(taking.take(head, reader))
    assert counts(report) == {"projecten": (1, 1, 0, 0)}


def test_of_too_many_problems_it_is_said_how_many_are_left_out(small_town: Town) -> None:
    number = MOST_PROBLEMS // 5 + 1
    rows = (f"P{at};x;paars;paars;paars;paars;paars" for at in range(number))
    report = small_town.imports(a_list("projecten", "id;naam;status;fase;niveau;start;eind", *rows))
    assert len(report.open) == MOST_PROBLEMS
    assert counts(report)["projecten"] == (number, 0, 0, 0)
    assert "Er zijn nog 5 signalen die hier niet bij staan." in said(report)


def test_many_columns_that_nobody_knows_are_not_all_named(small_town: Town) -> None:
    headers = ";".join(f"kop{at} {'x' * 100}" for at in range(50))
    report = small_town.imports(a_list("projecten", f"id;naam;{headers}", "P1;Park"))
    assert "en nog 42." in said(report)
    assert len(said(report)) < 3000


def test_nobody_without_an_account_counts_as_reachable(town: Town) -> None:
    from storage.reports import not_asked

    report = town.imports(*the_sample())
    assert report.to_ask == 14
    with town.register() as db:
        wanted = db.scalars(select(Colleague).where(Colleague.key == "C01")).one()
        db.add(ChatAccount(platform="slack", tenant="T1", user="U1", colleague_id=wanted.id))
    with town.register() as db:
        unasked = not_asked.unasked(db)
        assert [(person.colleague_id, person.roles) for person in unasked if person.reachable] == [(wanted.id, 4)]
        assert len(not_asked.unasked_roles(db, wanted.id)) == 4


def outcome_lines(town: Town) -> list[tuple[int, str, str, str]]:
    with town.register() as db:
        rows = db.scalars(select(Outcome).order_by(Outcome.moment_id, Outcome.number)).all()
    return [(row.number, row.input, row.decision.dutch, row.reason) for row in rows]


def a_moment_with_outcomes(town: Town) -> None:
    town.imports(
        a_list("projecten", "id;naam", "P1;Singel"),
        a_list("contactmomenten", "id;project;titel;begin", "M1;P1;Avond;2026-10-01"),
        a_list("uitkomsten", "contactmoment;nummer;inbreng;besluit;reden", "M1;1;Meer groen;ja;Past erbij"),
    )


def test_what_was_done_with_input_comes_in_and_is_told_in_the_history(town: Town) -> None:
    a_moment_with_outcomes(town)
    assert outcome_lines(town) == [(1, "Meer groen", "overgenomen", "Past erbij")]
    assert ("outcomes", "", "Avond") in town.history()
    [moment] = town.rows(Moment)
    assert moment.revision == 2


def test_a_line_without_a_number_is_known_by_what_was_said(town: Town) -> None:
    a_moment_with_outcomes(town)
    report = town.imports(
        a_list("uitkomsten", "contactmoment;inbreng;besluit", "M1;Minder auto's;nee", "M1;meer groen;deels")
    )
    assert counts(report)["uitkomsten"] == (1, 1, 0, 0)
    assert outcome_lines(town) == [(1, "meer groen", "deels", "Past erbij"), (2, "Minder auto's", "niet", "")]


def test_days_in_one_cell_are_a_first_and_a_last_day(town: Town) -> None:
    town.imports(
        a_list("projecten", "id;naam", "P1;Singel"),
        a_list("contactmomenten", "id;project;titel;begin", "M1;P1;Enquete;3 t/m 5 december 2026"),
    )
    [survey] = town.rows(Moment)
    assert (survey.starts_on, survey.ends_on) == (PartialDate("2026-12-03"), PartialDate("2026-12-05"))


def test_checking_outcomes_of_moments_that_only_came_in_now_changes_nothing(town: Town) -> None:
    report = town.imports(
        a_list("projecten", "id;naam", "P1;Singel"),
        a_list("contactmomenten", "id;project;titel;begin", "M1;P1;Avond;2026-10-01"),
        a_list("uitkomsten", "contactmoment;inbreng;besluit", "M1;Meer groen;ja", "M2;Nog meer;ja"),
        check=True,
    )
    assert counts(report)["uitkomsten"] == (1, 0, 0, 1)
    assert errors(report) == [(3, "contactmoment", "unknown_moment")]
    assert outcome_lines(town) == []


def test_more_lines_than_a_report_has_stay_out(town: Town) -> None:
    a_moment_with_outcomes(town)
    rows = [f"M1;Punt {number};open" for number in range(100)]
    report = town.imports(a_list("uitkomsten", "contactmoment;inbreng;besluit", *rows))
    assert counts(report)["uitkomsten"] == (99, 0, 0, 1)
    assert errors(report) == [(101, "nummer", "too_many_outcomes")]


def test_a_report_comes_in_and_is_told_in_the_history(town: Town) -> None:
    header = "id;project;titel;begin;aantal deelnemers;wie misten we;anders doen;datum verslag"
    town.imports(
        a_list("projecten", "id;naam", "P1;Singel"), a_list("contactmomenten", header, "M1;P1;Avond;2026-10-01;;;;")
    )
    report = town.imports(
        a_list("contactmomenten", header, "M1;P1;Avond;2026-10-01;35;jongeren, huurders;Eerder;2-10-2026")
    )
    assert not errors(report)
    [moment] = town.rows(Moment)
    assert (moment.people_came, moment.differently, moment.reported_on) == (35, "Eerder", dt.date(2026, 10, 2))
    assert ("missed", "", "tenants,young_people") in town.history()
    assert ("reported_on", "", "2026-10-02") in town.history()


def test_times_come_from_their_own_column_or_from_behind_the_day(town: Town) -> None:
    report = town.imports(
        a_list("projecten", "id;naam", "P1;Singel"),
        a_list(
            "contactmomenten",
            "id;project;titel;begin;eind;tijd;eindtijd",
            "M1;P1;Een;2026-12-09;;19:30-21:00;",
            "M2;P1;Twee;9-12-2026 19.30 uur;;;21u",
            "M3;P1;Drie;2026-12-09;;half acht;",
            "M4;P1;Vier;2026-12-09;;21:00;19:30",
            "M5;P1;Vijf;2026-12-09 19:30;2026-12-09 21:00;;",
            "M6;P1;Zes;2026-12-12;2026-12-13;20:00;12:00",
        ),
    )
    assert open_cells(report) == [(4, "tijd", "no_time"), (5, "eindtijd", "ends_too_early")]
    assert counts(report)["contactmomenten"] == (6, 0, 0, 0)
    assert report.counts[ListName.MOMENTS].open == 2
    evening = (dt.time(19, 30), dt.time(21))
    weekend = (dt.time(20), dt.time(12))
    assert [row.hours for row in town.rows(Moment)] == [evening] * 2 + [(None, None)] * 2 + [evening, weekend]


def test_residents_with_a_plan_of_their_own_are_owed_an_answer_whatever_the_list_says(town: Town) -> None:
    """Called information, as the form refuses to; also when only the other half of it comes in."""
    header, project = "id;project;titel;begin;instrument;niveau", a_list("projecten", "id;naam", "P1;Singel")
    day = "2026-10-01"
    report = town.imports(
        project,
        a_list(
            "contactmomenten",
            header,
            f"M1;P1;Tuin;{day};uitdaagrecht;informeren",
            f"M2;P1;Wei;{day};uitdaagrecht;zelfbeheer",
            f"M3;P1;Dijk;{day};;informeren",
            f"M4;P1;Brief;{day};bewonersbrief;informeren",
        ),
    )
    assert open_cells(report) == [(2, "niveau", "initiative_is_answered")]
    assert "Inwoners met een eigen plan krijgen antwoord" in said(report)
    report = town.imports(
        project,
        a_list("contactmomenten", header, f"M2;P1;Wei;{day};;informeren", f"M3;P1;Dijk;{day};uitdaagrecht;"),
    )
    assert open_cells(report) == [(line, "niveau", "initiative_is_answered") for line in (2, 3)]
    kept = {row.title: row.level for row in town.rows(Moment)}
    assert kept == {"Tuin": None, "Wei": Level.SELFGOVERN, "Dijk": None, "Brief": Level.INFORM}


def test_a_page_is_a_whole_address(town: Town) -> None:
    report = town.imports(
        a_list("projecten", "id;naam;link", "P1;Een;https://denk.voorbeeld.example/1", "P2;Twee;denk.voorbeeld.example")
    )
    assert open_cells(report) == [(3, "link", "no_web_address")]
    assert [row.web_page for row in town.rows(Project)] == ["https://denk.voorbeeld.example/1", ""]


def test_a_municipality_that_has_no_name_yet_is_called_by_its_areas(town: Town) -> None:
    nameless = Town.founded(town.database, "Gemeente")
    nameless.imports(a_list("projecten", "id;naam", "P1;Singel"))
    nameless.imports(some_areas(), check=True)
    assert name_of(nameless) == "Gemeente"
    nameless.imports(some_areas())
    town.imports(a_list("gebieden", "code;naam;type", "GM9998;Elders;gemeente"))
    assert (name_of(nameless), name_of(town)) == ("Voorbeeld", "Voorbeeld")


def test_a_column_that_says_the_same_in_every_row_names_it_too(town: Town) -> None:
    nameless = Town.founded(town.database, "Gemeente")
    nameless.imports(a_list("projecten", "id;naam;gemeente", "P1;Singel;Meerdam", "P2;Park;Elders"))
    assert name_of(nameless) == "Gemeente"
    nameless.imports(a_list("projecten", "id;naam;Gemeente", "P1;Singel;Meerdam", "P2;Park;", "P3;Plein;Meerdam"))
    assert name_of(nameless) == "Meerdam"


def name_of(town: Town) -> str:
    with town.database.session(None) as db:
        return db.get_one(Municipality, town.id).name
