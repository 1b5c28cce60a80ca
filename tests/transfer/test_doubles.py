"""A new row that may be there already is asked about before it is stored."""

from sqlalchemy import select

from bot.chat.cards import Attachment
from bot.transfer import importing
from bot.transfer.receiving import ImportOrder
from storage.register.moments import Moment
from storage.register.projects import Project
from tests.features.scenes import asks_for
from tests.room import Person, Room
from tests.transfer.test_conversation import a_file, imports
from tests.transfer.test_inputs import the
from tests.transfer.town import MONDAY, Town, a_list, counts, said

PARK = a_list("projecten", "id;naam", "007;Park Singel", "1-2;Herinrichting Havenkade fase 1")


def asked(town: Town, *lines: str, header: str = "id;naam") -> list[tuple[int, str | int, str | int]]:
    """Line, and what it may be once more."""
    report = town.imports(a_list("projecten", header, *lines))
    return [(each.problem.line, each.problem.values["key"], each.problem.values["name"]) for each in report.asked]


def keys(town: Town) -> list[tuple[str, str]]:
    return [(row.key, row.name) for row in town.rows(Project)]


def test_a_number_that_excel_changed_is_asked_and_not_stored(small_town: Town) -> None:
    small_town.imports(PARK)
    before = keys(small_town)
    lines = ("7;Park Singel", "2026-02-01;Herinrichting Havenkade fase 1", "9;Iets nieuws")
    assert asked(small_town, *lines) == [
        (2, "007", "Park Singel"),
        (3, "1-2", "Herinrichting Havenkade fase 1"),
    ]
    assert keys(small_town) == [*before, ("9", "Iets nieuws")]


def test_a_number_and_a_name_that_are_nearly_so_are_asked(small_town: Town) -> None:
    small_town.imports(PARK)
    assert asked(small_town, "7;Park aan de Singel") == [(2, "007", "Park Singel")]
    assert asked(small_town, "X1;Herinrichting Havenkaade fase 1") == [(2, "1-2", "Herinrichting Havenkade fase 1")]
    assert asked(small_town, "Herinrichting Haven-kade fase 1e", header="naam") == [
        (2, "1-2", "Herinrichting Havenkade fase 1")
    ]


def test_another_phase_another_year_and_another_office_are_new(small_town: Town) -> None:
    small_town.imports(PARK)
    assert asked(small_town, "X1;Herinrichting Havenkade fase 2", "7;Verkeersplan Oost", "X3;Park") == []
    assert len(keys(small_town)) == 5


def test_a_known_number_and_a_known_name_without_numbers_are_not_asked(small_town: Town) -> None:
    small_town.imports(PARK)
    assert asked(small_town, "007;Park Singel, nu anders") == []
    assert asked(small_town, "Park Singel nu anders", header="naam") == []


def test_names_that_come_twice_in_one_list_are_two_projects(small_town: Town) -> None:
    assert asked(small_town, "P1;Groenonderhoud", "P2;Groenonderhoud") == []
    assert len(keys(small_town)) == 2
    assert asked(small_town, "P3;Groenonderhoud") == [], "nobody could say which of the two"


def test_the_same_moment_under_another_number_is_asked(small_town: Town) -> None:
    small_town.imports(PARK, a_list("contactmomenten", "id;project;titel;begin", "M1;007;Avond;2026-12-09"))
    report = small_town.imports(
        a_list("contactmomenten", "id;project;titel;begin", "X1;007;Avond;9-12-2026", "X2;007;Avond;10-12-2026")
    )
    assert [each.problem.values["key"] for each in report.asked] == ["M1"]
    assert [row.key for row in small_town.rows(Moment)] == ["M1", "X2"]


def test_the_lists_that_were_reported(small_town: Town) -> None:
    small_town.imports(the("dubbel1_projecten.csv"))
    report = small_town.imports(the("dubbel2_projecten.csv"))
    assert len(report.asked) == 1
    assert len(small_town.rows(Project)) == 1


def imported(town: Town, same_else: bool | None) -> str:
    order = ImportOrder(MONDAY, same_else=same_else)
    report = importing.bring_in(
        [a_list("projecten", "id;naam;fase", "7;Park Singel;plan")], order, town.register, print
    )
    return said(report)


def test_the_console_says_what_to_add_and_does_it(small_town: Town) -> None:
    small_town.imports(PARK)
    told = imported(small_town, None)
    assert "Dit lijkt op Park Singel (007). Is het dat, zet dan 007 in de kolom met het nummer." in told
    assert "--same" in told
    assert "0 nieuw, 1 veranderd" in imported(small_town, True)
    assert small_town.project("007").phase is not None
    assert "1 nieuw" in imported(small_town, False)
    assert [key for key, _ in keys(small_town)] == ["007", "1-2", "7"]


def test_a_moment_finds_a_project_that_is_the_same(small_town: Town) -> None:
    small_town.imports(PARK)
    order = ImportOrder(MONDAY, same_else=True)
    files = [
        a_list("projecten", "id;naam", "7;Park Singel"),
        a_list("contactmomenten", "id;project;titel;begin", "M1;7;Avond;2026-12-09"),
    ]
    report = importing.bring_in(files, order, small_town.register, lambda percent: None)
    assert counts(report) == {"projecten": (0, 0, 1, 0), "contactmomenten": (1, 0, 0, 0)}


def in_chat(room: Room) -> Person:
    """Two rows that may be there already: of one the number changed, of the other the name too."""
    anna = room.person("Anna", admin=True)
    imports(anna, Attachment("projecten.csv", PARK.content))
    rows = a_file("projecten.csv", "id;naam;fase", "7;Park Singel;plan", "X1;Herinrichting Havenkaade fase 1;plan")
    imports(anna, rows)
    assert anna.hears("Is dit dezelfde? 2 regels lijken op iets dat er al is. Die zijn nog niet ingelezen.")
    return anna


def in_register(room: Room) -> dict[str, str]:
    with room.storage() as db:
        return {row.key: row.phase.dutch if row.phase else "" for row in db.scalars(select(Project))}


def test_in_chat_each_is_answered_with_a_click(room: Room) -> None:
    anna = in_chat(room)
    assert in_register(room) == {"007": "", "1-2": ""}
    anna.clicks("Ja, dezelfde", beside="regel 2")
    assert in_register(room) == {"007": "plan", "1-2": ""}
    assert anna.hears("Is dit dezelfde? 1 regel lijkt op iets dat er al is.")
    anna.clicks("Nee, een andere", beside="regel 3")
    assert in_register(room) == {"007": "plan", "1-2": "", "X1": "plan"}
    assert "Is dit dezelfde?" not in anna.messages[-1].text


def test_what_was_answered_while_checking_counts_when_it_is_read_in(room: Room) -> None:
    anna = room.person("Anna", admin=True)
    imports(anna, Attachment("projecten.csv", PARK.content))
    imports(anna, a_file("projecten.csv", "id;naam;fase", "7;Park Singel;plan"), check_only=True)
    anna.clicks("Ja, dezelfde")
    assert in_register(room) == {"007": "", "1-2": ""}
    anna.clicks("Lees nu in")
    assert in_register(room) == {"007": "plan", "1-2": ""}


def test_many_are_answered_at_once(room: Room) -> None:
    anna = room.person("Anna", admin=True)
    rows = [f"{number:03d};Buurtfeest {number} met iedereen" for number in range(1, 9)]
    imports(anna, a_file("projecten.csv", "id;naam", *rows))
    changed = [row.lstrip("0") for row in rows]
    imports(anna, a_file("projecten.csv", "id;naam", *changed))
    anna.clicks("Nee, een andere", beside="regel 3")
    anna.clicks("Allemaal dezelfde")
    assert len(in_register(room)) == 9
    assert anna.hears("0 nieuw")


def test_only_who_keeps_the_register_answers(room: Room) -> None:
    anna, eva = in_chat(room), room.person("Eva")
    told = asks_for(eva, "transfer.same", id="2", list="0", line="2", answer="same", turn="0")
    assert "Een lijst inlezen doet een beheerder of de overzichthouder." in told
    assert in_register(room) == {"007": "", "1-2": ""}
    assert anna.hears("Is dit dezelfde?")
