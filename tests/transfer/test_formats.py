"""OpenDocument, binary workbooks, exports of platforms and calendars."""

import datetime as dt
import json

import pytest

from bot.transfer.reading.files import read
from bot.transfer.reading.sheets import CellKind, Sheet, UnreadableSheet
from bot.transfer.receiving import File
from storage.register.moments import Moment
from storage.register.projects import Project
from tests.transfer.formats import ods, ods_cell, ods_row, ods_table, xlsb
from tests.transfer.test_inputs import INPUTS
from tests.transfer.test_reading import a_workbook
from tests.transfer.town import Town, a_list, cells, counts, errors, said

HEADER = ods_row([ods_cell("id"), ods_cell("naam"), ods_cell("start"), ods_cell("budget")])
DECEMBER = dt.date(2026, 12, 1)


def the_only(name: str, content: bytes) -> Sheet:
    [sheet] = read(name, content)
    return sheet


@pytest.mark.parametrize(
    ("shown", "iso"),
    [
        ("01-12-26", "2026-12-01"),
        ("1 december 2026", "2026-12-01"),
        ("di 1 dec 26", "2026-12-01"),
        ("dec 26", "2026-12"),
        ("december 2026", "2026-12"),
        ("12-2026", "2026-12"),
        ("2026", "2026"),
    ],
)
def test_a_date_of_open_document_is_as_precise_as_it_looks(shown: str, iso: str) -> None:
    row = ods_row([ods_cell("P1"), ods_cell("Park"), ods_cell(DECEMBER, shown), ods_cell(12.5)])
    sheet = the_only("p.ods", ods(ods_table("projecten", (HEADER, row))))
    assert cells(sheet) == [{"id": "P1", "naam": "Park", "start": iso, "budget": "12.5"}]
    assert sheet.rows[0].kind(3) is CellKind.NUMBER


def test_hidden_rows_and_repeated_cells_of_open_document() -> None:
    rows = (
        HEADER,
        ods_row([ods_cell("P1"), ods_cell("Park")], 'table:visibility="filter"'),
        ods_row([ods_cell("P2"), ods_cell("Plein"), ods_cell(None, about='table:number-columns-repeated="1000"')]),
        ods_row([ods_cell(None)], 'table:number-rows-repeated="1000000"'),
    )
    sheet = the_only("p.ods", ods(ods_table("projecten", rows)))
    assert cells(sheet) == [{"id": "P2", "naam": "Plein"}]
    assert [(remark.reason, dict(remark.values)) for remark in sheet.remarks] == [("hidden_rows", {"lines": "2"})]


def test_a_large_open_document_is_no_bomb() -> None:
    rows = (ods_row([ods_cell(f"P{at}"), *[ods_cell("x")] * 30]) for at in range(6_000))
    assert len(the_only("p.ods", ods(ods_table("projecten", (HEADER, *rows)))).rows) == 6_000


def test_a_binary_workbook() -> None:
    sheet = the_only("p.xlsb", xlsb([["id", "naam", "bereik"], ["P1", "Café", 18.125], [7.0, "Plein", 200.0]]))
    assert cells(sheet) == [
        {"id": "P1", "naam": "Café", "bereik": "18.125"},
        {"id": "7", "naam": "Plein", "bereik": "200"},
    ]


@pytest.mark.parametrize(
    ("written", "iso"),
    [("mmm-yy", "2026-12"), ('mmmm" "yyyy', "2026-12"), ("yyyy", "2026"), ("d mmm yyyy", "2026-12-01")],
)
def test_a_date_of_excel_is_as_precise_as_it_is_shown(written: str, iso: str) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    cell = WriteOnlyCell(sheet, DECEMBER)  # type: ignore[arg-type]
    cell.number_format = written
    sheet.append(["id", "naam", "start"])
    sheet.append(["P1", "Park", cell])
    assert cells(the_only("p.xlsx", _saved(book)))[0]["start"] == iso


def _saved(book: object) -> bytes:
    import io

    content = io.BytesIO()
    book.save(content)  # type: ignore[attr-defined]
    return content.getvalue()


def test_a_share_of_excel_is_no_number_of_people(small_town: Town) -> None:
    moments = a_workbook(["id", "project", "titel", "datum", "bereik"], ["M1", "P1", "Inloop", DECEMBER, 18.125])
    small_town.imports(a_list("projecten", "id;naam", "P1;Singel"), File("momenten.xlsx", moments))
    assert small_town.rows(Moment)[0].reach is None


DECIDIM = [
    {
        "id": 12,
        "title": {"nl": "Park Singel", "en": "Singel Park"},
        "description": {"nl": "<p>Een <b>nieuw</b> park</p>"},
        "start_date": "2026-03-01",
        "end_date": None,
        "participatory_scope": {"id": 3, "name": {"nl": "Noord"}},
    },
    {"id": 13, "title": {"nl": "Plein"}, "start_date": "2026-04-01T00:00:00.000Z", "end_date": "2026-12-31"},
]
GO_VOCAL = {
    "data": [
        {"id": "a1", "attributes": {"title_multiloc": {"nl-NL": "Park Singel"}, "start_at": "2026-03-01"}},
        {"id": "a2", "attributes": {"title_multiloc": {"en": "Square", "nl-NL": "Plein"}, "start_at": "2026-04-01"}},
    ],
    "links": {"self": "?page=1"},
}
CONSUL = {
    "data": {"projects": {"edges": [{"node": {"id": 1, "title": "Park Singel"}}, {"node": {"id": 2, "title": "P"}}]}}
}


@pytest.mark.parametrize("told", [DECIDIM, GO_VOCAL, CONSUL], ids=["Decidim", "Go Vocal", "Consul"])
def test_an_export_of_a_platform_is_a_list(small_town: Town, told: object) -> None:
    report = small_town.imports(File("projecten.json", json.dumps(told).encode()))
    assert errors(report) == []
    assert counts(report) == {"projecten": (2, 0, 0, 0)}
    assert small_town.rows(Project)[0].name == "Park Singel"


def test_an_export_of_decidim_keeps_dates_and_plain_words(small_town: Town) -> None:
    small_town.imports(File("projecten.json", json.dumps(DECIDIM).encode()))
    park, square = small_town.rows(Project)
    assert (park.key, str(park.starts_on), park.summary) == ("12", "2026-03-01", "Een nieuw park")
    assert (str(square.starts_on), str(square.ends_on)) == ("2026-04-01", "2026-12-31")


@pytest.mark.parametrize(
    ("content", "reason"), [(b"[", "broken_json"), (b"[]", "no_objects"), (b'{"a": [1, 2]}', "no_objects")]
)
def test_json_that_is_no_list_is_said(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableSheet) as raised:
        read("x.json", content)
    assert raised.value.reason == reason


CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Gemeente//NL
BEGIN:VEVENT
UID:a1@g.example
SUMMARY:Inloopavond Singel
DTSTART:20261209T183000Z
DTEND:20261209T200000Z
CATEGORIES:P1
LOCATION:Buurthuis
END:VEVENT
BEGIN:VEVENT
UID:a2@g.example
SUMMARY:Twee dagen
DTSTART;VALUE=DATE:20261210
DTEND;VALUE=DATE:20261212
CATEGORIES:Singel
END:VEVENT
BEGIN:VEVENT
UID:a3@g.example
SUMMARY:Zonder project
DTSTART;VALUE=DATE:20261210
END:VEVENT
END:VCALENDAR
""".replace("\n", "\r\n")


def test_a_calendar_is_a_list_of_contact_moments(small_town: Town) -> None:
    small_town.imports(a_list("projecten", "id;naam", "P1;Singel"))
    report = small_town.imports(File("agenda.ics", CALENDAR.encode()))
    assert counts(report) == {"contactmomenten": (2, 0, 0, 1)}
    assert errors(report) == [(4, "project", "missing")]
    assert [(row.title, str(row.starts_on), str(row.ends_on)) for row in small_town.rows(Moment)] == [
        ("Inloopavond Singel", "2026-12-09", "2026-12-09"),
        ("Twee dagen", "2026-12-10", "2026-12-11"),
    ]
    assert "agenda.ics" in said(report)


def test_a_column_of_first_days_of_an_old_workbook_is_months_and_other_days_are_days() -> None:
    sheet = the_only("oud_projecten.xls", (INPUTS / "oud_projecten.xls").read_bytes())
    assert (sheet.rows[0].cell(2), sheet.rows[0].cell(3)) == ("2026-12", "2027-06-30")
