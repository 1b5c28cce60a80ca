"""Lists as municipalities have them (their headers are real, people and places are not), and what becomes of each."""

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from bot.transfer import importing
from bot.transfer.contract import ListName
from bot.transfer.receiving import File, ImportOrder
from bot.transfer.recognising.proposal import Certainty, Choice, KeyedOn, Proposal, header_key
from glossary import AreaKind, Instrument, Level, PartialDate, Status
from storage.people.people import Colleague
from storage.register.areas import Area
from storage.register.moments import Moment
from storage.register.projects import Project
from tests.transfer.town import MONDAY, Town, a_list, counts, errors, open_cells, said

INPUTS = Path(__file__).parent / "inputs"


def the(name: str) -> File:
    return File(name, (INPUTS / name).read_bytes())


class Expected(NamedTuple):
    """counts: of each list, new, changed, unchanged, refused. open_: how many cells. notes: reasons, in order."""

    counts: Mapping[str, tuple[int, int, int, int]]
    refused: tuple[tuple[int, str, str], ...] = ()
    open_: tuple[tuple[int, str, str], ...] = ()
    notes: tuple[str, ...] = ()


def projects(new: int, refused: int = 0) -> Mapping[str, tuple[int, int, int, int]]:
    return {"projecten": (new, 0, 0, refused)}


OUTCOMES: Mapping[str, Expected] = {
    "areas_cbs_statline.csv": Expected({"gebieden": (3, 0, 0, 0)}),
    "areas_pdok_gemeenten.csv": Expected({"gebieden": (1, 0, 0, 0)}),
    "bedragen_projecten.csv": Expected(
        projects(43),
        open_=(
            (18, "budget", "share"),
            (19, "budget", "not_whole"),
            (21, "budget", "range"),
            (22, "budget", "bound"),
            (30, "budget", "negative"),
            (31, "budget", "negative"),
            (41, "budget", "other_money"),
        ),
    ),
    "colleagues_entra.csv": Expected({"collegas": (1, 0, 0, 0)}),
    "colleagues_hr_medewerkers.csv": Expected({"collegas": (1, 0, 0, 0)}),
    "colleagues_m365.csv": Expected({"collegas": (1, 0, 0, 0)}),
    "colleagues_slack_members.csv": Expected({"collegas": (1, 0, 0, 0)}, notes=("no_colleague", "no_colleague")),
    "datums_projecten.csv": Expected(
        projects(75),
        open_=tuple((line, "start", "impossible_date") for line in (29, 33, 57, 58, 59, 66, 67)),
    ),
    "dubbel1_projecten.csv": Expected(projects(1)),
    "dubbel2_projecten.csv": Expected(projects(1)),
    "functie_collegas.csv": Expected({"collegas": (11, 0, 0, 0)}),
    "geenid_projecten.csv": Expected(projects(1), notes=("keyed_on_name",)),
    "kleine_projecten.csv": Expected(projects(1)),
    "kop_projecten.csv": Expected(projects(1)),
    "lijst_projecten.xlsx": Expected(projects(2), notes=("hidden_rows", "formula_without_result", "total_row")),
    "moments_decidim_meetings.csv": Expected({}, refused=((0, "project", "missing_column"),)),
    "openquote_projecten.csv": Expected(projects(3), notes=("open_quote",)),
    "projects_pabulib.pb": Expected({}, refused=((0, "", "participatory_budget"),)),
    "oud_projecten.xls": Expected(
        projects(3), open_=((5, "budget", "not_whole"),), notes=("title_rows", "hidden_sheet")
    ),
    "quote_projecten.csv": Expected(projects(200), notes=("open_quote",)),
    "rt_gebieden.csv": Expected({"gebieden": (3, 0, 0, 0)}),
    "rt_projecten.csv": Expected(projects(5), open_=tuple((line, "gebieden", "unknown_area") for line in (2, 3, 4))),
    "samengevoegd_projecten.xlsx": Expected(projects(2)),
    "titel_projecten.xlsx": Expected(projects(2), notes=("title_rows",)),
    "typen_projecten.xlsx": Expected(
        projects(3, refused=1),
        refused=((4, "id", "double"), (4, "budget", "not_whole")),
        open_=((5, "start", "impossible_date"),),
        notes=("cell_error",),
    ),
    "verborgenblad.xlsx": Expected(projects(1), notes=("hidden_sheet",)),
    "vol_contactmomenten.csv": Expected(
        {"contactmomenten": (8, 0, 0, 1)},
        refused=((6, "project", "missing"), (6, "instrument", "unknown_word")),
        open_=((8, "bereik", "range"), (9, "instrument", "unknown_word")),
    ),
    "w_doelgroepen_projecten.csv": Expected(projects(24), open_=((22, "doelgroepen", "unknown_word"),)),
    "w_fase_projecten.csv": Expected(projects(17), open_=((15, "fase", "unknown_word"), (16, "fase", "unknown_word"))),
    "w_omvang_projecten.csv": Expected(projects(10), open_=((9, "omvang", "unknown_word"),)),
    "w_status_projecten.csv": Expected(
        projects(24), open_=((18, "status", "unknown_word"), (20, "status", "unknown_word"))
    ),
    "werkmap.xlsx": Expected(projects(2), notes=("no_list", "no_list")),
    "wie_collegas.csv": Expected({"collegas": (3, 0, 0, 0)}),
    "wie_projecten.csv": Expected(
        projects(14),
        open_=(
            (5, "projectleider", "several_colleagues"),
            (7, "projectleider", "unknown_colleague"),
            (12, "projectleider", "unknown_colleague"),
            (15, "projectleider", "unknown_colleague"),
        ),
    ),
    "zonderkop_projecten.xlsx": Expected(projects(2), notes=("column_without_header",)),
}

BEFORE: Mapping[str, tuple[File, ...]] = {
    "vol_contactmomenten.csv": (a_list("projecten", "id;naam", "PAM;Parkeren", "Pla;Plan Zuid"),),
    "wie_projecten.csv": (the("wie_collegas.csv"),),
}
"""What is in the register already."""


def test_there_is_an_outcome_for_every_file() -> None:
    assert set(OUTCOMES) == {file.name for file in INPUTS.iterdir()}


@pytest.mark.parametrize("name", OUTCOMES)
def test_a_list_goes_in_as_expected(small_town: Town, name: str) -> None:
    small_town.imports(*BEFORE.get(name, ()))
    expected = OUTCOMES[name]
    checked = small_town.imports(the(name), check=True)
    report = small_town.imports(the(name))
    assert counts(report) == expected.counts == counts(checked)
    assert (tuple(errors(report)), tuple(open_cells(report))) == (expected.refused, expected.open_)
    assert tuple(problem.reason for problem in report.notes) == expected.notes
    assert ("Er is niets ingelezen" in said(report)) == (not expected.counts)
    assert said(report, "en")
    again = small_town.imports(the(name))
    assert all(each.new == each.changed == 0 for each in again.counts.values())


# What the rows hold


def dates(town: Town) -> dict[str, str]:
    return {row.key: str(row.starts_on or "") for row in town.rows(Project)}


def test_a_title_above_the_list_costs_nothing(small_town: Town) -> None:
    for name in ("titel_projecten.xlsx", "samengevoegd_projecten.xlsx", "werkmap.xlsx"):
        small_town.imports(the(name))
        park = small_town.project("P1")
        assert (park.name, park.status) == ("Park Zuid", Status.ONGOING)
        assert (park.starts_on, park.ends_on) == (PartialDate("2026-03-01"), PartialDate("2027-06-30"))


def test_what_is_hidden_stays_out_and_what_is_merged_counts_for_every_row(small_town: Town) -> None:
    small_town.imports(the("rt_gebieden.csv"), the("lijst_projecten.xlsx"))
    assert [(row.key, row.participation_budget) for row in small_town.rows(Project)] == [("K1", 1000), ("K2", 2000)]
    assert small_town.project("K2").area_codes == ["WK999801"]
    small_town.imports(the("verborgenblad.xlsx"))
    assert "P9" not in {row.key for row in small_town.rows(Project)}


def test_a_number_of_a_workbook_is_that_number(small_town: Town) -> None:
    small_town.imports(the("typen_projecten.xlsx"))
    found = {row.key: (str(row.starts_on or ""), row.participation_budget) for row in small_town.rows(Project)}
    assert found == {"007": ("2026-05-04", 12500), "7.5": ("2026", 12501), "P8": ("", None)}


def test_who_is_meant_by_a_name(small_town: Town) -> None:
    small_town.imports(the("wie_collegas.csv"), the("wie_projecten.csv"))
    named = {}
    for row in small_town.rows(Project):
        roles = small_town.project(row.key).roles
        named[row.key] = roles[0].colleague.name if roles else ""
    jan = dict.fromkeys(("R1", "R2", "R3", "R5", "R10", "R12", "R13"), "Jan Jansen")
    nobody = dict.fromkeys(("R4", "R6", "R7", "R8", "R11", "R14"), "")
    assert named == {**jan, **nobody, "R9": "Zoë Müller"}


def test_a_name_that_two_colleagues_have_is_asked(small_town: Town) -> None:
    people = a_list("collegas", "id;naam", "C1;Jan Jansen", "C2;Joke Jansen")
    report = small_town.imports(people, a_list("projecten", "id;naam;projectleider", "P1;a;J. Jansen", "P2;b;Jansen"))
    assert open_cells(report) == [(line, "projectleider", "ambiguous_colleague") for line in (2, 3)]


def test_a_job_title_is_no_role(small_town: Town) -> None:
    report = small_town.imports(the("functie_collegas.csv"))
    assert report.unknown_columns == [("functie_collegas.csv", ("Functie",))]
    assert [row.name for row in small_town.rows(Colleague)] == list("ABCDEFGHIJK")


def test_directories_give_names_addresses_and_departments(small_town: Town) -> None:
    for name in ("colleagues_entra.csv", "colleagues_hr_medewerkers.csv", "colleagues_slack_members.csv"):
        small_town.imports(the(name))
    small_town.imports(
        File("collegas.csv", b"Voornaam;Tussenvoegsel;Achternaam;E-mail werk\nJan;van der;Berg;j@g.example")
    )
    assert [(row.name, row.email, row.department) for row in small_town.rows(Colleague)] == [
        ("Aap de Noot", "s.a@g.example", "Communicatie"),
        # Slack's list comes last, and knows the same address by another id.
        ("Aap Noot", "a.noot@g.example", "Ruimte"),
        ("Jan van der Berg", "j@g.example", ""),
    ]


def test_areas_of_the_statistics_office(small_town: Town) -> None:
    small_town.imports(the("areas_cbs_statline.csv"))
    assert [(area.code, area.name, area.kind, area.inhabitants, area.parent) for area in small_town.rows(Area)] == [
        ("GM9998", "Testdam", AreaKind.MUNICIPALITY, 12345, None),
        ("WK999801", "Wijk 01", AreaKind.DISTRICT, 2345, "GM9998"),
        ("BU99980101", "Veld", AreaKind.NEIGHBOURHOOD, 345, "WK999801"),
    ]


def test_moments_keep_their_form_level_and_reach(small_town: Town) -> None:
    small_town.imports(*BEFORE["vol_contactmomenten.csv"], the("vol_contactmomenten.csv"))
    first, second, third, *_ = small_town.rows(Moment)
    assert (first.instrument, first.level, first.reach) == (Instrument.WALK_IN, Level.CONSULT, 200)
    assert (second.instrument, str(second.starts_on)) == (Instrument.RESIDENTS_MEETING, "2026-12-09")
    assert (third.instrument, third.reach) == (Instrument.INFO_EVENING, 1200)
    assert [row.begins_at for row in (first, second)] == [dt.time(19, 30)] * 2


def test_after_an_open_quotation_mark_all_rows_are_there(small_town: Town) -> None:
    report = small_town.imports(the("quote_projecten.csv"))
    assert [row.key for row in small_town.rows(Project)] == [f"R{at}" for at in range(200)]
    assert small_town.project("R50").name == '"Plein Zuid: 1e fase'
    assert "quote_projecten.csv, regel 52: Hier begint een aanhalingsteken dat nergens eindigt." in said(report)


# Proposals, and choosing otherwise


def proposals(*files: File, **order: object) -> list[Proposal]:
    found, _ = importing.propose(files, ImportOrder(MONDAY, **order))  # type: ignore[arg-type]
    return list(found)


def meant(proposal: Proposal) -> dict[str, str]:
    return {column.header: column.ours for column in proposal.columns if column.ours}


MEANT: Mapping[str, Mapping[str, str]] = {
    "kop_projecten.csv": {
        "Nr.": "id",
        "Projectnaam": "naam",
        "Projectleider (PL)": "projectleider",
        "Wijk(en)": "gebieden",
        "Wijk/buurt": "gebieden",
        "Gebied(en)": "gebieden",
        "Start datum": "start",
        "Eind datum": "eind",
        "Fase project": "fase",
        "Niveau van participatie": "niveau",
        "Doelgroep(en)": "doelgroepen",
        "Participatiebudget €": "budget_participatie",
        "Bestuurlijk opdrachtgever": "portefeuillehouder",
        "Adviseur communicatie": "communicatieadviseur",
        "Status project": "status",
    },
    "colleagues_hr_medewerkers.csv": {
        "Medewerker": "id",
        "Roepnaam": "voornaam",
        "Voorvoegsel": "tussenvoegsel",
        "Achternaam": "achternaam",
        "Volledige naam": "naam",
        "Organisatorische eenheid": "afdeling",
        "E-mail werk": "email",
        "Datum in dienst": "in_dienst",
    },
    "areas_pdok_gemeenten.csv": {"gm_code": "code", "gm_naam": "naam"},
}


@pytest.mark.parametrize("name", MEANT)
def test_what_columns_mean_is_proposed(name: str) -> None:
    [proposal] = proposals(the(name))
    assert meant(proposal) == MEANT[name]


def test_a_proposal_shows_three_values_of_each_column() -> None:
    [proposal] = proposals(the("w_status_projecten.csv"))
    assert proposal.columns[2].samples == ("Lopend", "lopend", "In uitvoering")
    assert proposal.columns[2].certainty is Certainty.OURS


def test_a_typing_error_and_the_values_tell_a_column() -> None:
    file = File(
        "lijst.csv",
        b"Projectnummer;Naam project;Startdatun;Waar;Hoe ver\n"
        b"1;Park;1-1-2026;BU99980101;lopend\n2;Plein;1-2-2026;WK999801;komend\n",
    )
    [proposal] = proposals(file)
    sure = {column.header: (column.ours, column.certainty) for column in proposal.columns}
    assert sure == {
        "Projectnummer": ("id", Certainty.SYNONYM),
        "Naam project": ("naam", Certainty.SYNONYM),
        "Startdatun": ("start", Certainty.CLOSE),
        "Waar": ("gebieden", Certainty.VALUES),
        "Hoe ver": ("status", Certainty.VALUES),
    }


def test_where_names_come_twice_the_first_column_tells_rows_apart() -> None:
    twice = a_list("projecten", "bestand;naam;stemmen", "a.pb;Buurtbudget;3", "b.pb;Buurtbudget;4")
    [proposal] = proposals(twice)
    assert meant(proposal) == {"bestand": "id", "naam": "naam"}
    [proposal] = proposals(a_list("projecten", "bestand;naam", "a.pb;Noord", "b.pb;Zuid"))
    assert meant(proposal) == {"naam": "naam"}
    assert proposal.keyed_on is KeyedOn.NAME


def test_what_a_person_chooses_goes_before_what_we_propose() -> None:
    file = a_list("projecten", "id;naam;start;aanvang", "P1;Singel;2026;2027")
    [proposal] = proposals(file, columns={"start": "Aanvang", "naam": "naam"})
    assert meant(proposal) == {"id": "id", "naam": "naam", "aanvang": "start"}
    [without] = proposals(file, columns={"start": ""})
    assert meant(without) == {"id": "id", "naam": "naam"}


def test_a_choice_is_remembered_for_the_same_headers() -> None:
    file = a_list("lijst van nu", "Wat;Toestand", "Singel;lopend", "Park;komend")
    kept = {header_key(("WAT", "toestand ")): Choice(ListName.PROJECTS, columns={"naam": "Wat"})}
    [proposal] = proposals(file, remembered=kept)
    assert meant(proposal) == {"Wat": "naam", "Toestand": "status"}


def test_headers_are_the_same_however_they_are_spelt_and_without_our_remarks() -> None:
    assert header_key(("E-mail", "Naam")) == header_key(("email", " NAAM", "Opmerking van Samenspel"))
    assert header_key(("Naam", "E-mail")) != header_key(("E-mail", "Naam"))
