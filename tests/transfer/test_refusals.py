"""What can't go in is said with its place and its reason, and the good rows go in."""

import pytest

from bot.transfer.contract import ListName
from bot.transfer.receiving import File
from bot.transfer.report import Report
from glossary import Status, TargetGroup
from storage.register.projects import Project
from tests.transfer.town import Town, a_list, counts, errors, open_cells, said, some_areas, some_colleagues

HEADER = "id;naam;status;fase;gebieden;start;eind;projectleider;budget_participatie;doelgroepen"


def imported(town: Town, *rows: str) -> Report:
    return town.imports(some_areas(), some_colleagues(), a_list("projecten", HEADER, *rows))


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("P2;;lopend", "naam", "missing"),
        (";Park;lopend", "id", "missing"),
        ("P2;Park;;;;2026-05-02;2026-05-01", "eind", "end_before_start"),
        ("P2;Park;;;;2026-05;2026-04", "eind", "end_before_start"),
        ("P1;Nog een keer", "id", "double"),
        ("p1;Nog een keer", "id", "double"),
        (f"P2;{'x' * 201}", "naam", "too_long"),
        (f"{'P' * 101};Park", "id", "too_long"),
        ("P2;Park;;;;;;;;;te veel", "", "too_many_cells"),
    ],
)
def test_a_row_that_is_not_right_stays_out_and_the_others_go_in(
    small_town: Town, row: str, column: str, reason: str
) -> None:
    report = imported(small_town, "P1;Singel", row, "P3;Brug;lopend")
    assert errors(report) == [(3, column, reason)]
    assert small_town.holds()["projecten"] == 2


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("P2;Park;paars", "status", "unknown_word"),
        ("P2;Park;;paars", "fase", "unknown_word"),
        ("P2;Park;;;BU99990199", "gebieden", "unknown_area"),
        ("P2;Park;;;WK999901,BU99990199", "gebieden", "unknown_area"),
        ("P2;Park;;;;2026-02-30", "start", "impossible_date"),
        ("P2;Park;;;;ergens in mei", "start", "impossible_date"),
        ("P2;Park;;;;20226-05-01", "start", "impossible_date"),
        ("P2;Park;;;;0026-05-01", "start", "impossible_date"),
        ("P2;Park;;;;;;C99", "projectleider", "unknown_colleague"),
        ("P2;Park;;;;;;;-5", "budget_participatie", "negative"),
        ("P2;Park;;;;;;;veel", "budget_participatie", "no_number"),
        ("P2;Park;;;;;;;2000000001", "budget_participatie", "too_much"),
        ("P2;Park;;;;;;;;bezoekers", "doelgroepen", "unknown_word"),
    ],
)
def test_a_cell_that_nobody_understands_stays_open_and_its_row_goes_in(
    small_town: Town, row: str, column: str, reason: str
) -> None:
    report = imported(small_town, "P1;Singel", row)
    assert (errors(report), open_cells(report)) == ([], [(3, column, reason)])
    assert small_town.project("P2").name == "Park"
    assert report.of(ListName.PROJECTS).open == 1
    assert "2 nieuw, 0 veranderd, 0 gelijk gebleven; van 1 daarvan is een cel open gebleven" in said(report)


def test_a_cell_that_nobody_understands_changes_nothing_that_is_there(small_town: Town) -> None:
    imported(small_town, "P1;Singel;lopend;;;2026;;C01;5000;jongeren")
    report = imported(small_town, "P1;Singel;paars;;;straks;;iemand;veel;ouderen,bezoekers")
    assert counts(report)["projecten"] == (0, 1, 0, 0)
    singel = small_town.project("P1")
    assert (singel.status, str(singel.starts_on), singel.participation_budget) == (Status.ONGOING, "2026", 5000)
    assert singel.roles[0].colleague.name == "Anna Bos"
    # What was understood comes beside what is there: nobody knows what the rest would have taken away.
    assert singel.target_groups == [TargetGroup.YOUNG_PEOPLE, TargetGroup.OLDER_PEOPLE]


def test_everything_that_is_wrong_with_a_row_is_said_at_once(small_town: Town) -> None:
    report = imported(small_town, "P1;;paars;;;morgen")
    assert errors(report) == [
        (2, "naam", "missing"),
        (2, "status", "unknown_word"),
        (2, "start", "impossible_date"),
    ]
    # Nothing is told as if it had gone in.
    assert open_cells(report) == []


def test_the_same_cell_in_several_rows_is_told_of_each(small_town: Town) -> None:
    """What a cell means is worked out once; what is wrong with it is about every row that has it."""
    rows = [f"P{at};Singel {at};Q1 2026;Huurders,Trollen;2026-13-01;C99" for at in range(3)]
    report = small_town.imports(a_list("projecten", "id;naam;start;doelgroepen;eind;projectleider", *rows))
    assert [(problem.line, problem.reason) for problem in report.warnings] == [
        (line, "kept_coarser") for line in (2, 3, 4)
    ]
    reasons = ("unknown_word", "impossible_date", "unknown_colleague")
    assert sorted(problem.reason for problem in report.open) == sorted(reasons * 3)
    assert [str(row.starts_on) for row in small_town.rows(Project)] == ["2026"] * 3


@pytest.mark.parametrize("nothing", ["-", "n.t.b.", "N.V.T.", "p.m.", "?", "onbekend", "vacature", "nader te bepalen"])
def test_words_for_nothing_are_empty(small_town: Town, nothing: str) -> None:
    report = imported(small_town, "P1;Singel;lopend;plan;;2026;;C01;5000;jongeren")
    report = imported(small_town, f"P1;Singel;{';'.join([nothing] * 8)}")
    assert (errors(report), open_cells(report), report.warnings) == ([], [], [])
    assert counts(report)["projecten"] == (0, 0, 1, 0)


@pytest.mark.parametrize(
    ("amount", "euros"),
    [("18000", 18000), ("18.000", 18000), ("€ 18.000,-", 18000), ("18000,00", 18000), ("1 250 000", 1250000), ("0", 0)],
)
def test_amounts_are_read_as_people_write_them(small_town: Town, amount: str, euros: int) -> None:
    assert open_cells(imported(small_town, f"P1;Singel;;;;;;;{amount}")) == []
    assert small_town.project("P1").participation_budget == euros


@pytest.mark.parametrize(
    ("header", "cell", "euros"),
    [
        ("Budget (x 1000)", "250", 250_000),
        ("Budget (x € 1.000)", "€ 12,5", 12_500),
        ("budget (in duizenden euro's)", "3", 3_000),
        ("Budget (k€)", "40", 40_000),
        ("Budget (mln)", "1,2", 1_200_000),
        ("Budget [x 1.000.000]", "2", 2_000_000),
        # Nobody can tell whether the person followed their own header.
        ("Budget (x 1000)", "250.000", None),
        ("Budget (x 1000)", "250k", None),
        ("Budget", "250", 250),
        ("Budget (in 2027)", "250", 250),
        ("Budget (fase 1000)", "250", 250),
    ],
)
def test_a_header_may_say_that_its_numbers_are_in_thousands(
    town: Town, header: str, cell: str, euros: int | None
) -> None:
    report = town.imports(a_list("projecten", f"id;naam;{header}", f"P1;Singel;{cell}"))
    assert town.project("P1").participation_budget == euros
    assert bool(report.open) is (euros is None)
    assert ("Ik reken ze om" in said(report)) is (euros != 250)


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2019", "2019"),
        ("2026-05", "2026-05"),
        ("5-2026", "2026-05"),
        ("31.03.2024", "2024-03-31"),
        ("1-5-2026", "2026-05-01"),
    ],
)
def test_a_date_is_as_precise_as_it_was_written(small_town: Town, written: str, iso: str) -> None:
    assert open_cells(imported(small_town, f"P1;Singel;;;;{written}")) == []
    assert str(small_town.project("P1").starts_on) == iso


def test_what_was_said_more_vaguely_than_the_register_can_is_told(small_town: Town) -> None:
    report = imported(small_town, "P1;Singel;;;;Q1 2026")
    assert str(small_town.project("P1").starts_on) == "2026"
    assert "regel 2, kolom start: Q1 2026 bewaar ik als 2026." in said(report)


@pytest.mark.parametrize("code", ["BU99990101  ", "2022BU99990101", "bu99990101"])
def test_codes_of_cbs_come_in_several_shapes(small_town: Town, code: str) -> None:
    assert open_cells(imported(small_town, f"P1;Singel;;;{code}")) == []
    assert small_town.project("P1").area_codes == ["BU99990101"]


@pytest.mark.parametrize("person", ["C01", "c01", "anna@voorbeeld.example", "anna bos"])
def test_somebody_is_named_by_id_address_or_name(small_town: Town, person: str) -> None:
    assert open_cells(imported(small_town, f"P1;Singel;;;;;;{person}")) == []
    assert small_town.project("P1").roles[0].colleague.name == "Anna Bos"


def test_a_name_that_two_colleagues_have_names_nobody(small_town: Town) -> None:
    twins = a_list("collegas", "id;naam", "C1;Jan Bos", "C2;Jan Bos")
    report = small_town.imports(twins, a_list("projecten", "id;naam;projectleider", "P1;Singel;Jan Bos"))
    assert (errors(report), open_cells(report)) == ([], [(2, "projectleider", "ambiguous_colleague")])
    assert small_town.project("P1").roles == []


def test_what_hangs_on_a_refused_project_is_refused_with_a_reason(small_town: Town) -> None:
    report = small_town.imports(
        a_list("contactmomenten", "id;project;titel;begin", "M1;P2;Inloop;2026-12-09"),
        a_list("lessen", "id;project;les;datum", "L1;P2;Bel eerst;", "L2;;Bel eerst;2026"),
        a_list("projecten", "id;naam;status", "P1;Singel;", "P2;;lopend"),
    )
    assert counts(report) == {
        "projecten": (1, 0, 0, 1),
        "contactmomenten": (0, 0, 0, 1),
        "lessen": (2, 0, 0, 0),
    }
    assert "contactmomenten.csv, regel 2, kolom project: Het project P2 is er niet, of is zelf niet ingelezen." in said(
        report
    )
    assert (3, "datum", "imprecise_date") in open_cells(report)


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (a_list("gebieden", "code;naam;type", "Z1;Zuid;klein"), "missing"),
        (a_list("gebieden", "code;naam", "Z1;Zuid"), "missing"),
        (a_list("contactmomenten", "id;project;titel;begin", "M1;P1;;"), "missing"),
        (a_list("contactmomenten", "id;project;titel;begin", "M1;P1;Inloop;straks"), "impossible_date"),
    ],
)
def test_rows_of_the_other_lists_stay_out_as_well(small_town: Town, file: File, reason: str) -> None:
    report = small_town.imports(file)
    assert reason in {found for _, _, found in errors(report)}
    assert sum(small_town.holds().values()) == 0
    assert "Er is niets ingelezen" in said(report)


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        (a_list("gebieden", "code;naam;bovenliggend", "WK999901;Centrum;GM0001"), "unknown_area"),
        (a_list("collegas", "id;naam;email", "C1;Anna;anna"), "no_email"),
        (a_list("collegas", "id;naam;rol", "C1;Anna;baas"), "unknown_word"),
        (a_list("collegas", "id;naam;buddy", "C1;Anna;C9"), "unknown_colleague"),
        (a_list("collegas", "id;naam;gebied", "C1;Anna;WK123499"), "unknown_area"),
        (a_list("collegas", "id;naam;in_dienst", "C1;Anna;2020"), "imprecise_date"),
    ],
)
def test_cells_of_the_other_lists_stay_open_as_well(small_town: Town, file: File, reason: str) -> None:
    report = small_town.imports(file)
    assert [found for _, _, found in open_cells(report)] == [reason]
    assert sum(small_town.holds().values()) == 1


def test_the_sentence_says_where_and_why_and_what_was_probably_meant(small_town: Town) -> None:
    report = small_town.imports(
        some_areas(),
        some_colleagues(),
        a_list("projecten", HEADER, "P1;Singel;lopnd", "P2;Park;;;BU99990102", "P3;X;;;;;;Ana Bos"),
    )
    sentences = said(report)
    assert (
        "projecten.csv, regel 2, kolom status: lopnd ken ik niet. "
        "Kies uit: komend, lopend, afgerond, gepauzeerd, gestopt. Bedoel je lopend?"
    ) in sentences
    assert (
        "projecten.csv, regel 3, kolom gebieden: Het gebied BU99990102 staat niet in de lijst gebieden. "
        "Bedoel je BU99990101?"
    ) in sentences
    assert "Bedoel je Anna Bos?" in sentences
    assert "projecten.csv, line 2, column status: I don't know lopnd." in said(report, "en")


def test_the_column_is_called_as_in_the_file(small_town: Town) -> None:
    report = small_town.imports(a_list("projecten", "Project-ID;Projectnaam;Startdatum", "P1;Singel;gisteren"))
    assert open_cells(report) == [(2, "Startdatum", "impossible_date")]


def test_a_mistake_made_thousands_of_times_does_not_take_for_ever(small_town: Town) -> None:
    rows = [f"P{at};Project;;;;;;iemand anders {at}" for at in range(3_000)]
    people = a_list("collegas", "id;naam", *(f"C{at};Collega nummer {at}" for at in range(2_000)))
    report = small_town.imports(people, a_list("projecten", HEADER, *rows))
    assert counts(report)["projecten"] == (3_000, 0, 0, 0)
    assert report.of(ListName.PROJECTS).open == 3_000


def test_what_looks_like_the_data_of_a_resident_is_pointed_out(small_town: Town) -> None:
    report = small_town.imports(
        a_list(
            "projecten",
            "id;naam;wat_ligt_open;samenvatting",
            "P1;Singel 2024-2026;Bel mevrouw Bos: 06-12345678;",
            "P2;Park 12345;Van 180 tot 220 woningen, 18000 euro;Mail jan@thuis.example",
        )
    )
    assert [(problem.line, problem.column, problem.reason) for problem in report.warnings] == [
        (2, "wat_ligt_open", "resident_phone"),
        (3, "samenvatting", "resident_email"),
    ]
    assert "regel 2, kolom wat_ligt_open: Volgens mij staat hier een telefoonnummer." in said(report)


# Which list it is


@pytest.mark.parametrize(
    ("name", "header", "list_"),
    [
        ("projecten.csv", "id;naam", ListName.PROJECTS),
        ("Export Contactmomenten (2).csv", "id;project;titel;begin", ListName.MOMENTS),
        ("processen2024.csv", "id;naam", ListName.PROJECTS),
        ("collega's.csv", "id;naam", ListName.COLLEAGUES),
        ("lijst.csv", "code;naam;type;bovenliggend", ListName.AREAS),
        ("lijst.csv", "id;naam;status;fase", ListName.PROJECTS),
        ("lijst.csv", "id;project;titel;begin", ListName.MOMENTS),
        ("lijst.csv", "id;project;les;tags", ListName.LESSONS),
        ("lijst.csv", "id;naam;email;afdeling", ListName.COLLEAGUES),
    ],
)
def test_a_list_is_recognised(small_town: Town, name: str, header: str, list_: ListName) -> None:
    report = small_town.imports(File(name, f"{header}\n".encode()))
    assert errors(report) == []
    assert list(report.counts) == [list_]


def test_the_person_knows_better_than_the_name_of_the_file(small_town: Town) -> None:
    report = small_town.imports(a_list("lessen", "id;naam", "P1;Singel"), list_=ListName.PROJECTS)
    assert counts(report) == {"projecten": (1, 0, 0, 0)}


def test_a_list_that_nobody_knows_is_said(small_town: Town) -> None:
    report = small_town.imports(a_list("wensen", "wens;kleur", "ijs;rood"))
    assert errors(report) == [(0, "", "unknown_list")]


def test_a_list_without_a_column_that_it_needs_is_said(small_town: Town) -> None:
    report = small_town.imports(a_list("projecten", "id;status", "P1;lopend"))
    assert "projecten.csv, kolom naam: Deze kolom staat niet in de lijst projecten." in said(report)


def test_columns_that_mean_nothing_to_us_are_named(small_town: Town) -> None:
    report = small_town.imports(a_list("projecten", "id;naam;kleur;naam;;projectnaam", "P1;Singel;rood;x;;y"))
    assert report.unknown_columns == [("projecten.csv", ("kleur", "naam", "projectnaam"))]
    assert "Niet gebruikt uit projecten.csv: kleur, naam, projectnaam." in said(report)
    assert small_town.project("P1").name == "Singel"


def test_a_key_that_no_list_has_is_said(small_town: Town) -> None:
    report = small_town.imports(a_list("projecten", "id;naam", "P1;Singel"), key="bestand")
    assert errors(report) == [(0, "bestand", "no_such_column")]


def test_a_file_that_can_not_be_read_does_not_stop_the_others(small_town: Town) -> None:
    report = small_town.imports(
        File("oud.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), a_list("projecten", "id;naam", "P1;Singel")
    )
    assert errors(report) == [(0, "", "broken_excel")]
    assert counts(report) == {"projecten": (1, 0, 0, 0)}
