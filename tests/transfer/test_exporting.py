"""Lists come out, and go in again."""

import datetime as dt
import re
from collections.abc import Iterable, Iterator

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from bot.transfer.contract import ListName
from bot.transfer.reading.cleaning import clean
from bot.transfer.receiving import File
from glossary import BudgetState, Role
from storage.database import Database
from storage.learning.knowledge import Lesson
from storage.people import identity, people
from storage.people.people import Colleague
from storage.register.projects import Project
from tests.databases import SqliteDatabases
from tests.transfer.town import MONDAY, REAL, SAMPLE, Town, a_list, cells_of, counts, some_areas, the_sample

LISTS = ("gebieden", "collegas", "projecten", "contactmomenten", "lessen", "kwaliteit", "gebiedsberichten")


def test_what_comes_out_is_what_went_in(town: Town) -> None:
    town.imports(*the_sample())
    exported = town.exports()
    assert set(exported) == {*(f"{name}.csv" for name in LISTS), "uitkomsten.csv", "samenspel.xlsx", "samenspel.ods"}
    workbook = cells_of("samenspel.xlsx", exported["samenspel.xlsx"])
    for name in LISTS:
        sample = cells_of(f"{name}.csv", (SAMPLE / f"{name}.csv").read_bytes())[name]
        assert _as_sets(cells_of(f"{name}.csv", exported[f"{name}.csv"])[name]) == _as_sets(sample)
        assert _as_sets(map(_codes, workbook[name])) == _as_sets(sample)


def _codes(row: dict[str, str]) -> dict[str, str]:
    """Without the names that a workbook has beside them."""
    found = {header: re.findall(r"(?:^|, )[^,()]+ \(([A-Z]+[0-9]+)\)", cell) for header, cell in row.items()}
    return {header: ",".join(found[header]) or cell for header, cell in row.items()}


def _as_sets(rows: Iterable[dict[str, str]]) -> set[frozenset[tuple[str, str]]]:
    """Several values in one cell are in no particular order."""
    return {
        frozenset(
            (
                header,
                ",".join(sorted(cell.split(","))) if header in ("gebieden", "doelgroepen", "gebied", "rol") else cell,
            )
            for header, cell in row.items()
        )
        for row in rows
    }


def test_the_columns_of_the_sample_come_first(small_town: Town) -> None:
    files = small_town.exports()
    for list_ in map(ListName.from_dutch, LISTS):
        [header, *_] = (SAMPLE / f"{list_.dutch}.csv").read_text().splitlines()
        exported = files[f"{list_.dutch}.csv"].decode("utf-8-sig").splitlines()[0]
        assert f"{exported};".startswith(f"{header};")


def test_a_csv_opens_right_in_excel(small_town: Town) -> None:
    small_town.imports(a_list("projecten", "id;naam", "P1;Café"))
    content = small_town.exports()["projecten.csv"]
    assert content.startswith("\ufeffid;naam;".encode())
    assert "\r\nP1;Café;".encode() in content


# What is read from a file is the same for every database.
ON_BOTH_AND_A_WORKBOOK = pytest.mark.parametrize(
    ("databases", "kind"), [("sqlite", ".csv"), ("postgres", ".csv"), ("sqlite", ".xlsx")], indirect=["databases"]
)


@ON_BOTH_AND_A_WORKBOOK
def test_an_export_that_goes_in_again_changes_nothing(town: Town, kind: str) -> None:
    town.imports(*the_sample())
    town.imports(a_list("projecten", "id;naam;stadsdeel", "X1;Uit woorden;Zuid, Elders"))
    fill_in_what_the_sample_lacks(town)
    files = [File(name, content) for name, content in town.exports().items() if name.endswith(kind)]
    before = town.history()
    report = town.imports(*files)
    assert report.errors == []
    assert {each[:2] for each in counts(report).values()} == {(0, 0)}
    assert town.history() == before


def fill_in_what_the_sample_lacks(town: Town) -> None:
    with town.register() as db:
        db.execute(
            update(Project)
            .where(Project.key == "P01")
            .values(
                summary='Regel 1\nregel 2; met "tekens"',
                alderman="=1+1",
                level_reason="-",
                closing_note="'t Is klaar &amp; af",
                completed_on=dt.date(2026, 11, 1),
                participation_budget_state=BudgetState.GRANTED,
            )
        )


@ON_BOTH_AND_A_WORKBOOK
def test_a_lesson_goes_out_complete_and_into_another_town(town: Town, kind: str) -> None:
    town.imports(some_areas())
    header = "id;fase;rol;wat_gebeurde_er;les;tags;datum;instrument;doelgroepen;gebieden;volgende_keer"
    row = "L1;plan;participatieadviseur;Niemand kwam;Bel eerst;loting;2026-11-02;inloopavond;jongeren,ouderen"
    town.imports(a_list("lessen", header, f"{row};BU99990101,WK999901;anders"))
    went = town.exports()
    files = [File(name, content) for name, content in went.items() if name.endswith(kind)]
    elsewhere = Town.founded(town.database, "Elders")
    report = elsewhere.imports(*files)
    assert (report.errors, report.warnings) == ([], [])
    assert counts(report)["lessen"] == (1, 0, 0, 0)
    came = elsewhere.exports()["lessen.csv"]
    assert came == went["lessen.csv"]
    [lesson] = cells_of("lessen.csv", came)["lessen"]
    assert lesson == dict(zip(header.split(";"), f"{row};BU99990101,WK999901;anders".split(";"), strict=True))
    assert counts(elsewhere.imports(*files))["lessen"] == (0, 0, 1, 0)


def test_a_lesson_goes_out_without_its_author_and_a_withdrawn_one_not_at_all(town: Town) -> None:
    town.imports(a_list("collegas", "id;naam;email", "C1;Annabel Zeldzaam;a@voorbeeld.example"))
    town.imports(a_list("lessen", "id;les", "L1;Bel eerst", "L2;Weg ermee"))
    with town.register() as db:
        anna = db.scalars(select(Colleague.id)).one()
        db.execute(update(Lesson).values(author_id=anna, shows_author=True))
        db.execute(update(Lesson).where(Lesson.key == "L2").values(withdrawn_on=MONDAY.date()))
    exported = town.exports()
    assert [row["id"] for row in cells_of("lessen.csv", exported["lessen.csv"])["lessen"]] == ["L1"]
    assert [row["id"] for row in cells_of("samenspel.xlsx", exported["samenspel.xlsx"])["lessen"]] == ["L1"]
    assert b"Annabel" not in exported["lessen.csv"]
    town.imports(a_list("lessen", "id;les", "L1;Bel eerst", "L2;Weg ermee, toch"))
    assert [row["id"] for row in cells_of("lessen.csv", town.exports()["lessen.csv"])["lessen"]] == ["L1"], (
        "what was withdrawn in chat does not come back with an older list"
    )


@pytest.mark.skipif(not REAL.exists(), reason="the real list is not beside this project")
def test_the_real_list_comes_out_and_goes_into_another_town(town: Town) -> None:
    town.imports(File(REAL.name, REAL.read_bytes()), key="bestand")
    elsewhere = Town.founded(town.database, "Elders")
    exported = town.exports()
    report = elsewhere.imports(*(File(name, content) for name, content in exported.items() if name.endswith(".csv")))
    assert counts(report)["projecten"] == (41, 0, 0, 0)
    assert elsewhere.exports()["projecten.csv"] == exported["projecten.csv"]


def test_a_colleague_without_an_id_is_named_by_address_and_an_erased_one_not_at_all(town: Town) -> None:
    town.imports(
        a_list("collegas", "id;naam;email", "C1;Anna;", ";Bert;b@voorbeeld.example", "C3;Weg;w@voorbeeld.example")
    )
    town.imports(a_list("projecten", "id;naam;projectleider;omgevingsmanager", "P1;Singel;Bert;C3"))
    with town.register() as db:
        gone = db.scalars(select(Colleague.id).where(Colleague.key == "C3")).one()
        leaving = people.colleague_in_full(db, gone)
        assert leaving
        identity.erase(db, leaving, MONDAY)
    exported = town.exports()
    assert [row.get("naam") for row in cells_of("collegas.csv", exported["collegas.csv"])["collegas"]] == [
        "Anna",
        "Bert",
    ]
    [project] = cells_of("projecten.csv", exported["projecten.csv"])["projecten"]
    assert project["projectleider"] == "b@voorbeeld.example"
    assert "omgevingsmanager" not in project
    report = town.imports(*(File(name, content) for name, content in exported.items() if name.endswith(".csv")))
    assert {each[:2] for each in counts(report).values()} == {(0, 0)}
    assert town.project("P1").assignment(Role.AREA_MANAGER)


WORDS = st.one_of(
    st.text(max_size=60),
    st.text(st.sampled_from(";,\"'=+-@\t\n\r &amp#x41;é\u202eא😀\x0b\ufeff"), max_size=15),
    st.sampled_from(["=1+1", "'=1", "@SUM(A1:A9)", "-5", "&amp;lt;", "<!channel>", "2026-02-31", "2026-12-09", "1e5"]),
).filter(lambda text: "\x00" not in text)


AT_ONCE = 20
"""Projects: to read and write a file takes as long for all of them as for one."""


@pytest.fixture(scope="module")
def long_standing_town(sqlite: SqliteDatabases) -> Iterator[Town]:
    with sqlite.migrated() as url:
        database = Database(url)
        town = Town.founded(database)
        town.imports(a_list("projecten", "id;naam", *(f"P{at};Singel" for at in range(AT_ONCE))))
        yield town
        database.close()


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    max_examples=3,
    # What is different says enough: a smaller example would take minutes to find.
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(typed=st.lists(st.tuples(WORDS, WORDS), min_size=AT_ONCE, max_size=AT_ONCE))
def test_what_people_type_survives_the_way_out_and_in(
    long_standing_town: Town, kind: str, typed: list[tuple[str, str]]
) -> None:
    """Names and summaries."""
    town = long_standing_town
    typed = [((clean(name) or "x")[:200], summary) for name, summary in typed]
    with town.register() as db:
        for at, (name, summary) in enumerate(typed):
            db.execute(update(Project).where(Project.key == f"P{at}").values(name=name, summary=summary))
    exported = town.exports()
    file = "projecten.csv" if kind == "csv" else f"samenspel.{kind}"
    again = town.imports(File(file, exported[file]))
    assert again.errors == []
    assert counts(again)["projecten"] == (0, 0, AT_ONCE, 0)
    elsewhere = Town.founded(town.database, "Elders")
    elsewhere.imports(File(file, exported[file]))
    arrived = {project.key: (project.name, project.summary) for project in elsewhere.rows(Project)}
    assert arrived == {f"P{at}": (name.strip(), clean(summary)) for at, (name, summary) in enumerate(typed)}
