"""Files as municipalities have them."""

import datetime as dt
import io
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from bot.transfer.reading.cleaning import clean, guarded
from bot.transfer.reading.files import read
from bot.transfer.reading.sheets import SheetRow, UnreadableSheet
from bot.transfer.writing import as_csv, as_workbook

EURO = "id;naam\nP1;Café «€ 5» – één"


def rows_of(content: bytes) -> list[SheetRow]:
    [sheet] = read("x.csv", content)
    return list(sheet.rows)


def only_cells(content: bytes) -> list[tuple[str, ...]]:
    return [row.cells for row in rows_of(content)]


@pytest.mark.parametrize("encoding", ["cp850", "cp1252", "utf-8", "utf-16-le", "utf-16-be"])
def test_letters_with_accents_are_those_that_were_typed(encoding: str) -> None:
    words = "Enquête over één café bij Zoë, Müller en de reünie: patiënten"
    assert only_cells(f"id;naam\nP1;{words}".encode(encoding)) == [("P1", words)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_the_encoding_is_found_out(encoding: str) -> None:
    assert only_cells(EURO.encode(encoding)) == [("P1", "Café «€ 5» – één")]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_is_found_out(delimiter: str) -> None:
    text = f'id{delimiter}naam{delimiter}"wat, ligt; open"\nP1{delimiter}Singel{delimiter}x'
    assert only_cells(text.encode()) == [("P1", "Singel", "x")]


def test_excel_may_say_the_delimiter_itself() -> None:
    assert rows_of(b"sep=,\r\nid,naam\r\nP1,Singel") == [SheetRow(3, ("P1", "Singel"))]


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_line_is_where_the_row_begins_and_empty_rows_count_too(ending: str) -> None:
    text = ending.join(["id;naam", ";", "P1;Singel", "", 'P2;"twee', 'regels"', "P3;Park"])
    assert rows_of(text.encode()) == [
        SheetRow(3, ("P1", "Singel")),
        SheetRow(5, ("P2", "twee\nregels")),
        SheetRow(7, ("P3", "Park")),
    ]


@pytest.mark.parametrize(
    ("broken", "cells"),
    [
        ('P2;"open;lopend', ("P2", '"open', "lopend")),
        ('P2;"Groot" plan;lopend', ("P2", '"Groot" plan', "lopend")),
        ('"P2;open;lopend', ('"P2', "open", "lopend")),
        ('P2;open;"lopend', ("P2", "open", '"lopend')),
    ],
)
@pytest.mark.parametrize("after", ["P3;Park;komend", '"P3";"Park";"komend"', 'P3;"Park ""Zuid""";komend'])
def test_a_quotation_mark_that_does_not_close_swallows_nothing(broken: str, cells: tuple[str, ...], after: str) -> None:
    [sheet] = read("x.csv", f'id;naam;status\nP1;"een; twee\nregels";lopend\n{broken}\n{after}'.encode())
    one, two, three = sheet.rows
    assert (one.cells, two.cells) == (("P1", "een; twee\nregels", "lopend"), cells)
    assert (three.line, three.cells[0], three.cells[2]) == (5, "P3", "komend")
    named = [(remark.line, remark.reason) for remark in sheet.remarks]
    assert named == ([] if "Groot" in broken else [(4, "open_quote")])


def test_entities_become_characters_and_their_semicolon_parts_no_cells() -> None:
    text = b"id;naam;open\nP1;Kunst &amp; cultuur;caf&eacute; &#8364; &quot;De Brug&quot;&#59; &lt;b&gt;"
    assert only_cells(text) == [("P1", "Kunst & cultuur", 'café € "De Brug"; <b>')]


def test_what_only_looks_like_an_entity_stays() -> None:
    assert only_cells(b"id;naam\nP1;kunst&regio R&D;\nP2;&onzin; &amp") == [
        ("P1", "kunst&regio R&D", ""),
        ("P2", "&onzin", "&amp"),
    ]


def test_control_characters_do_no_harm() -> None:
    assert only_cells(b"id;na\x00am\nP\x001;Sin\x07gel\x1b\nP2;&#0;&#7;Park") == [
        ("P1", "Singel"),
        ("P2", "\ufffdPark"),
    ]


def test_spaces_around_a_cell_go() -> None:
    assert only_cells("id;naam\nBU00140000  ;\u00a0 Singel ".encode()) == [("BU00140000", "Singel")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"\n;;\n", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "broken_excel"),
        (b"PK\x03\x04 and no more", "broken_excel"),
        (b'id;naam\nP1;"' + b"x" * 200_000, "broken_csv"),
        (b"%PDF-1.7 ...", "pdf"),
        (b"<html><table><tr><td>id</td></tr></table></html>", "html"),
        (b"META\nkey;value\nPROJECTS\n", "participatory_budget"),
        (b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "locked"),
    ],
)
def test_what_is_no_list_is_said(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableSheet) as raised:
        read("x", content)
    assert raised.value.reason == reason


def test_a_small_file_that_unpacks_to_a_huge_one_is_refused() -> None:
    packed = bytearray(a_workbook(["id", "naam"]))
    # What the directory at the end of a ZIP says of the size of its first file.
    size = packed.index(b"PK\x01\x02") + 24
    packed[size : size + 4] = b"\xff\xff\xff\x7f"
    with pytest.raises(UnreadableSheet) as raised:
        read("x.xlsx", bytes(packed))
    assert raised.value.reason == "too_large"


def a_workbook(*rows: list[object]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_a_workbook_gives_dates_as_dates_and_numbers_as_whole_numbers() -> None:
    content = a_workbook(
        ["id", "start", "budget", "jaar", "deel", "leeg", "ja"],
        [
            1,
            dt.datetime(2026, 12, 9, 13, 30),  # noqa: DTZ001 - Excel knows no zones
            18000.0,
            2019,
            12.5,
            None,
            True,
        ],
        [],
        ["P2", dt.date(2026, 12, 10), "18.000", "2020", "", "&eacute;", False],
    )
    assert rows_of(content) == [
        SheetRow(2, ("1", "2026-12-09 13:30", "18000", "2019", "12.5", "", "ja")),
        SheetRow(4, ("P2", "2026-12-10", "18.000", "2020", "", "é", "nee")),
    ]


def test_the_sheets_of_a_workbook_are_lists_of_their_own() -> None:
    content = as_workbook({"gebieden": (["code"], [["GM9999"]]), "leeg": ([], []), "lessen": (["id"], [["L1"]])})
    assert [(sheet.title, sheet.headers) for sheet in read("x.xlsx", content)] == [
        ("gebieden", ("code",)),
        ("lessen", ("id",)),
    ]


NASTY = st.one_of(
    st.text(max_size=40),
    st.text(
        st.sampled_from(";,\"'=+-@＝＋－＠\ufffe\uffff\t\n\r &amp;#x41é\u202eא😀\x00\x0b\ufeff_x0041"), max_size=12
    ),
    st.sampled_from(
        [
            "=1+1",
            "'=1+1",
            "@SUM(A1)",
            "-5",
            "'s-Gravenhage",
            "&amp;",
            "&amp;lt;",
            "_x0041_",
            "a\r\nb",
            "#N/A",
            "2026-02-31",
            "1900-02-29",
            "0001-01-01",
            "2026-12-09",
        ]
    ),
)


@pytest.mark.parametrize(
    "written", [as_csv, lambda headers, rows: as_workbook({"x": (headers, rows)})], ids=["csv", "xlsx"]
)
@settings(max_examples=50)
@given(words=st.lists(NASTY, min_size=1, max_size=6))
@example(words=["", ",\r,", ""])
def test_what_was_typed_comes_back(written: Callable[..., bytes], words: list[str]) -> None:
    content = written(["id", *(f"kop{at}" for at in range(len(words)))], [["P1", *words]])
    [row] = rows_of(content)
    assert [row.cell(at + 1) for at in range(len(words))] == [kept(word) for word in words]


def kept(word: str) -> str:
    """What may go: space around it, control characters, and what XML can't hold."""
    return clean(word)


HIDDEN = [
    "",
    " ",
    "\t",
    "\r",
    "\n",
    "\x00",
    "\x1f",
    "\x85",
    "\u00a0",
    "\ufeff",
    "\ufffe",
    "\uffff",
    "\ufdd0",
    "\ud800",
    "' ",
]


@pytest.mark.parametrize("before", HIDDEN, ids=ascii)
@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "＝1+1", "＋1", "－1", "＠SUM(A1)"])
def test_nothing_makes_a_formula_of_what_somebody_typed(before: str, formula: str) -> None:
    """What stands before it may go on the way: the guard comes after that."""
    table = (["id", "naam"], [["P1", before + formula], ["P2", before + before + formula]])
    [sheet] = load_workbook(io.BytesIO(as_workbook({"x": table}))).worksheets
    cells = [row[1] for row in sheet.iter_rows(min_row=2)]
    assert [cell.data_type for cell in cells] == ["s", "s"]
    assert all(str(cell.value).startswith("'") for cell in cells)
    _, *rows = as_csv(*table).decode("utf-8-sig").splitlines()
    assert all(row.partition(";")[2].lstrip('"').startswith("'") for row in rows)


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "'=1"])
def test_a_spreadsheet_never_takes_text_for_a_formula(formula: str) -> None:
    assert guarded(formula) == f"'{formula}"
    assert f"P1;'{formula}".encode() in as_csv(["id", "naam"], [["P1", formula]])
