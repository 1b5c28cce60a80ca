"""Files that nobody means well with, or that broke on their way: each is made here, so that none lies about.

Every one is small enough to be sent, and asks for more than it says: memory, time, or trust.
"""

import io
import random
import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from bot.transfer.receiving import File
from tests.transfer.formats import ods, ods_cell, ods_row, ods_table, xlsb

KB, MB = 1_000, 1_000_000
SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELS = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OPENXML = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEADER = '<row r="1"><c r="A1" t="str"><v>id</v></c><c r="B1" t="str"><v>naam</v></c></row>'


def all_of_them() -> Mapping[str, Callable[[], File]]:
    """By what is wrong with each."""
    return {**dict(_texts()), **dict(_workbooks()), **dict(_archives()), **dict(_other_formats())}


def _file(name: str, made: Callable[[], str | bytes]) -> Callable[[], File]:
    def make() -> File:
        content = made()
        return File(name, content.encode() if isinstance(content, str) else content)

    return make


# Texts


def _texts() -> Iterator[tuple[str, Callable[[], File]]]:
    people, projects = "id;naam;email\n", "id;naam;status;start;budget;samenvatting;gebieden\n"
    yield "e-mail of dots", _file("collegas.csv", lambda: f"{people}C1;Anna;a@{'.' * 125_000}")
    yield "e-mail of dots and a sign too many", _file("collegas.csv", lambda: f"{people}C1;Anna;a@{'.' * 125_000}@")
    yield (
        "words that almost are an address",
        _file("projecten.csv", lambda: f"{projects}" + f"P1;{'a' * 3000};;;;{'a.' * 1500};\n"),
    )
    yield (
        "numbers that almost are a phone",
        lambda: File(
            "projecten.csv", (projects + "".join(f"P{at};x;;;;{'0612 34 ' * 370}0;\n" for at in range(150))).encode()
        ),
    )
    yield (
        "a number of 100,000 digits",
        _file("projecten.csv", lambda: f"{projects}P1;Park;;{'1' * 100_000};{'9' * 100_000};;"),
    )
    yield "amounts of points", _file("projecten.csv", lambda: f"{projects}P1;Park;;;{'1.' * 60_000};{'1,' * 1500};")
    yield "a header of quotation marks", _file("projecten.csv", lambda: '"' * 120_001)
    yield "a quotation mark that is never closed", _file("projecten.csv", lambda: 'id;naam\nP1;"' + "x;y\n" * 2 * MB)
    yield "a million columns", _file("projecten.csv", lambda: "id;naam" + ";x" * MB)
    yield "a million empty columns", _file("projecten.csv", lambda: f"id;naam\nP1;Park{';' * MB}\nP2;Brug")
    yield "three hundred thousand rows", _file("projecten.csv", lambda: "id;naam\n" + "P1;Park\n" * 300 * KB)
    yield "nine million empty lines", _file("projecten.csv", lambda: "\n" * 9 * MB)
    yield "a cell of nine million signs", _file("projecten.csv", lambda: f"id;naam\nP1;{'x' * 9 * MB}")
    yield "nothing but zeros", _file("projecten.csv", lambda: bytes(5 * MB))
    yield "zeros in between", _file("projecten.csv", lambda: b"i\0d\0;n\0aam\nP1;P\0ark")
    yield "a hundred thousand byte order marks", _file("projecten.csv", lambda: "\ufeff" * 100_000 + "id;naam\nP1;Park")
    yield "half of UTF-16", _file("projecten.csv", lambda: "id;naam\nP1;Café 😀".encode("utf-16")[:-1])
    yield "UTF-32", _file("projecten.csv", lambda: "id;naam\nP1;Park".encode("utf-32"))
    yield "broken UTF-8", _file("projecten.csv", lambda: b"id;naam\nP1;\xed\xa0\x80\xff\xfe\xc3(" * 1000)
    yield "a million entities", _file("projecten.csv", lambda: f"id;naam\nP1;{'&amp;' * MB}")
    yield (
        "entities of what may not be",
        _file("projecten.csv", lambda: "id;naam\nP1;&#xD800;&#0;&#xFFFE;&#x110000;&#9999999;"),
    )
    yield "a list in a list in a list", _file("projecten.json", lambda: "[" * MB)
    yield (
        "words that nobody knows",
        lambda: File("projecten.csv", (projects + "".join(f"P{at};x;loopt{at};;;;\n" for at in range(4_000))).encode()),
    )
    yield (
        "areas that nobody knows",
        lambda: File(
            "projecten.csv",
            (
                projects
                + "".join(f"P{at};x;;;;;{','.join(f'w{at}{one}' for one in range(300))}\n" for at in range(1500))
            ).encode(),
        ),
    )
    yield "signs by chance", lambda: File("projecten.csv", random.Random(1).randbytes(3 * MB))
    yield "nothing at all", _file("projecten.csv", lambda: b"")


# Workbooks


def _parts(sheet: str, **others: str) -> dict[str, str | bytes]:
    """The least that a workbook has. sheet: what is in its sheet data."""
    sheet_type, book_type = f"{_OPENXML}.worksheet+xml", f"{_OPENXML}.sheet.main+xml"
    return {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{book_type}"/>'
        f'<Override PartName="/{SHEET}" ContentType="{sheet_type}"/>'
        f'<Override PartName="/{STRINGS}" ContentType="{_OPENXML}.sharedStrings+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_OPENXML}.styles+xml"/></Types>',
        "_rels/.rels": f'<Relationships {_RELS}><Relationship Id="r1" Type="{_OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets>'
        '<sheet name="projecten" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f"<Relationships {_RELS}>"
        f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        STRINGS: f"<sst {_MAIN}/>",
        "xl/styles.xml": f"<styleSheet {_MAIN}><cellXfs><xf/></cellXfs></styleSheet>",
        SHEET: f"<worksheet {_MAIN}><sheetData>{_HEADER}{sheet}</sheetData></worksheet>",
        **others,
    }


def _packed(parts: Mapping[str, str | bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", how) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def _book(sheet: Callable[[], str] | str, **others: str) -> Callable[[], File]:
    def make() -> File:
        inside = sheet if isinstance(sheet, str) else sheet()
        return File("projecten.xlsx", _packed(_parts(inside, **others)))

    return make


def _row(number: object, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(at: str, value: str = "x") -> str:
    return f'<c r="{at}" t="str"><v>{value}</v></c>'


def _workbooks() -> Iterator[tuple[str, Callable[[], File]]]:
    yield "row 999,999,999,999", _book(_row(999999999999, _cell("A999999999999")))
    yield "a row with a number of 5,000 digits", _book(_row("9" * 5000, _cell("A" + "9" * 5000)))
    yield "rows before the first", _book(_row(-5, _cell("A-5")) + _row(0, _cell("A0")))
    yield (
        "3,000 rows with a cell in the last column",
        _book(lambda: "".join(_row(at, _cell(f"XFD{at}")) for at in range(2, 3002))),
    )
    yield (
        "3,000 rows with an empty cell in the last column",
        _book(lambda: "".join(_row(at, _cell(f"A{at}"), f'<c r="XFD{at}"/>') for at in range(2, 3002))),
    )
    yield "a column that no sheet has", _book(_row(2, _cell("ZZZZZZZ2")))
    yield "three hundred thousand cells in one row", _book(lambda: _row(2, "<c><v>1</v></c>" * 300 * KB))
    yield (
        "a size that is a lie",
        lambda: File(
            "projecten.xlsx",
            _packed(
                _parts("", **{SHEET: f'<worksheet {_MAIN}><dimension ref="A1:XFD1048576"/><sheetData/></worksheet>'})
            ),
        ),
    )
    yield (
        "a mark in the last row",
        _book(_row(2, _cell("A2", "P1"), _cell("B2", "Park")) + _row(1048576, _cell("A1048576"))),
    )
    yield "a cell of 20 million signs", _book(lambda: _row(2, _cell("A2", "x" * 20 * MB)))
    yield "a text that is not there", _book(_row(2, '<c r="A2" t="s"><v>999999999</v></c>'))
    yield (
        "numbers that are none",
        _book(
            _row(
                2,
                *(f'<c r="{at}2"><v>{value}</v></c>' for at, value in zip("ABC", ("nan", "1e308", "inf"), strict=True)),
            )
        ),
    )
    yield "elements in elements", _book(lambda: "<a>" * 3 * MB)
    yield (
        "two hundred thousand attributes",
        _book(lambda: "<row " + " ".join(f'a{at}=""' for at in range(200 * KB)) + "/>"),
    )
    yield "two million different texts", _book("", **{STRINGS: f"<sst {_MAIN}>{'<si/>' * 2 * MB}</sst>"})
    yield (
        "half a million styles",
        _book("", **{"xl/styles.xml": f"<styleSheet {_MAIN}><cellXfs>{'<xf/>' * (MB // 2)}</cellXfs></styleSheet>"}),
    )
    sheets = "".join(f'<sheet name="s{at}" sheetId="{at}" r:id="r1"/>' for at in range(1, 5001))
    yield (
        "five thousand sheets",
        _book("", **{"xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'}),
    )
    laughs = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 12))
    for name, definitions, used in (
        ("a billion laughs", f'<!ENTITY l0 "ha">{laughs}', "&l11;"),
        ("one long word, said often", f'<!ENTITY l "{"x" * 50 * KB}">', "&l;" * 50 * KB),
        ("a file of this machine", '<!ENTITY l SYSTEM "file:///etc/passwd">', "&l;"),
    ):
        inside = f"<sheetData>{_row(1, _cell('A1', used))}</sheetData>"
        told = f"<!DOCTYPE w [{definitions}]><worksheet {_MAIN}>{inside}</worksheet>"
        yield name, _book("", **{SHEET: told})
        if name == "a billion laughs":
            yield (
                f"{name}, in another alphabet",
                lambda told=told: File(  # type: ignore[misc]
                    "projecten.xlsx",
                    _packed({**_parts(""), SHEET: f'<?xml version="1.0" encoding="utf-16"?>{told}'.encode("utf-16")}),
                ),
            )


# Archives


def _archives() -> Iterator[tuple[str, Callable[[], File]]]:
    def archive(change: Callable[[bytearray], object]) -> Callable[[], File]:
        def make() -> File:
            packed = bytearray(_packed(_parts(_row(2, _cell("A2", "P1"), _cell("B2", "Park")))))
            change(packed)
            return File("projecten.xlsx", bytes(packed))

        return make

    def say_of_size(size: int) -> Callable[[bytearray], object]:
        def change(packed: bytearray) -> None:
            at = packed.rindex(b"PK\x01\x02") + 24
            packed[at : at + 4] = struct.pack("<I", size)

        return change

    def lock(packed: bytearray) -> None:
        at = 0
        while (at := packed.find(b"PK\x01\x02", at)) >= 0:
            packed[at + 8] |= 1
            at += 4

    def big(size: int) -> str:
        return f"<worksheet {_MAIN}><sheetData>{_HEADER}{' ' * size}</sheetData></worksheet>"

    yield "a size that is too small", archive(say_of_size(10))
    yield "a size that is too large", archive(say_of_size(0x7FFFFFFF))
    yield "400 megabytes of spaces", lambda: File("projecten.xlsx", _spaces())
    yield "fifty megabytes of spaces", lambda: File("projecten.xlsx", _packed({**_parts(""), SHEET: big(50 * MB)}))
    for how, name in ((zipfile.ZIP_BZIP2, "bzip2"), (zipfile.ZIP_LZMA, "LZMA")):
        yield (
            f"packed with {name}",
            lambda how=how: File(  # type: ignore[misc]
                "projecten.xlsx", _packed({**_parts(""), SHEET: big(30 * MB)}, how)
            ),
        )
    yield "a ZIP in a ZIP in a ZIP", lambda: File("projecten.xlsx", _nested(5))
    yield (
        "twenty thousand parts",
        lambda: File("projecten.xlsx", _packed({**_parts(""), **{f"xl/media/{at}.png": b"" for at in range(20_000)}})),
    )
    yield (
        "parts with names that lead elsewhere",
        lambda: File(
            "projecten.xlsx",
            _packed({**_parts(""), "../../../../tmp/samenspel-was-here": b"x", "/etc/samenspel-was-here": b"x"}),
        ),
    )
    yield "a link for a sheet", lambda: File("projecten.xlsx", _link())
    yield "locked part by part", archive(lock)
    yield (
        "locked as a whole",
        _file(
            "projecten.xlsx",
            lambda: (
                b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(512)
            ),
        ),
    )
    yield "an old workbook", _file("projecten.xls", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096))
    yield "broken off in the middle", archive(lambda packed: packed.__delitem__(slice(len(packed) // 2, None)))
    yield "some bits are wrong", archive(lambda packed: packed.__setitem__(slice(900, 960), bytes(60)))
    yield "a beginning and no more", _file("projecten.xlsx", lambda: b"PK\x03\x04")


def _spaces() -> bytes:
    """Written piece by piece: what is never in memory at once."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, part in _parts("").items():
            if name != SHEET:
                archive.writestr(name, part)
        with archive.open(SHEET, "w", force_zip64=True) as sheet:
            sheet.write(f"<worksheet {_MAIN}><sheetData>".encode())
            for _ in range(400):
                sheet.write(b" " * MB)
    return content.getvalue()


def _nested(depth: int) -> bytes:
    inner = bytes(10 * MB)
    for _ in range(depth):
        inner = _packed({**_parts(""), "xl/embeddings/inner.xlsx": inner})
    return inner


def _link() -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, part in _parts("").items():
            info = zipfile.ZipInfo(name)
            if name == SHEET:
                info.create_system, info.external_attr, part = 3, 0o120777 << 16, "/etc/passwd"
            archive.writestr(info, part)
    return content.getvalue()


# Formats other than Excel's of today


def _other_formats() -> Iterator[tuple[str, Callable[[], File]]]:
    header = ods_row([ods_cell("id"), ods_cell("naam")])
    row = [ods_cell("P1"), ods_cell("Park")]

    def sheet(*rows: str) -> Callable[[], File]:
        return lambda: File("projecten.ods", ods(ods_table("projecten", (header, *rows))))

    yield "a row a billion times", sheet(ods_row(row, 'table:number-rows-repeated="1000000000"'))
    yield "a row a million times", sheet(ods_row(row, 'table:number-rows-repeated="1048576"'))
    yield "a cell ten million times", sheet(ods_row([ods_cell("x", about='table:number-columns-repeated="10000000"')]))
    yield (
        "three thousand rows of sixteen thousand cells",
        sheet(*[ods_row([ods_cell("x", about='table:number-columns-repeated="16384"')])] * 3000),
    )
    yield "less than no cells", sheet(ods_row([ods_cell("x", about='table:number-columns-repeated="-5"')]))
    yield "a hundred thousand tables in tables", lambda: File("p.ods", ods("<table:table>" * 100 * KB))
    yield (
        "laughs in OpenDocument",
        lambda: File(
            "p.ods",
            _packed(
                {
                    "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                    "content.xml": '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>',
                }
            ),
        ),
    )
    yield (
        "a binary sheet of 16,384 columns",
        lambda: File("p.xlsb", xlsb([["id", "naam"], [None] * 16_383 + ["x"]] * 900)),
    )
    yield "a binary sheet that lies about its size", lambda: File("p.xlsb", xlsb([["id", "naam"]], (1 << 20, 1 << 14)))
    yield "half of a binary sheet", lambda: File("p.xlsb", xlsb([["id", "naam"], ["P1", "Park"]])[:-300])
    old = (Path(__file__).parent / "inputs" / "oud_projecten.xls").read_bytes()
    for at in range(0, len(old), 700):
        yield f"an old workbook that is wrong at {at}", _file("p.xls", lambda at=at: _wrong(old, at))  # type: ignore[misc]
    yield "a JSON object in an object in an object", _file("p.json", lambda: '{"a":' * MB + "1" + "}" * MB)
    yield "a JSON number of a million figures", _file("p.json", lambda: f'[{{"id": {"9" * MB}, "naam": "x"}}]')
    yield (
        "JSON with a hundred thousand fields",
        _file("p.json", lambda: "[{" + ",".join(f'"k{at}": {at}' for at in range(100 * KB)) + "}]"),
    )
    yield "JSON that breaks off", _file("p.json", lambda: '[{"id": "P1", "naam": "Park"},' * 1000)
    yield "a calendar of nothing but begins", _file("p.ics", lambda: "BEGIN:VCALENDAR\n" + "BEGIN:VEVENT\n" * 100 * KB)
    yield (
        "an event every second for ever",
        _file(
            "p.ics",
            lambda: (
                "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:x\nDTSTART:20261209T193000Z\n"
                "RRULE:FREQ=SECONDLY\nEND:VEVENT\nEND:VCALENDAR\n"
            ),
        ),
    )
    yield (
        "a calendar with impossible days",
        _file(
            "p.ics",
            lambda: "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:99999999T999999Z\nDTEND:x\nEND:VEVENT\nEND:VCALENDAR\n",
        ),
    )


def _wrong(content: bytes, at: int) -> bytes:
    """Some bytes are others."""
    broken = bytearray(content)
    broken[at : at + 64] = random.Random(at).randbytes(64)
    return bytes(broken)
