"""Workbooks as programs other than Excel write them, from the same rows, made byte by byte."""

import datetime as dt
import io
import struct
import zipfile
from collections.abc import Iterable, Sequence

Value = str | float | dt.date | None

_ODS = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
_MANIFEST = "application/vnd.oasis.opendocument.spreadsheet"


def packed(parts: dict[str, str | bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def ods(tables: str) -> bytes:
    """tables: the XML of the sheets."""
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    manifest = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    return packed(
        {
            "mimetype": _MANIFEST,
            "META-INF/manifest.xml": f'<m:manifest xmlns:m="{manifest}"><m:file-entry m:full-path="/" '
            f'm:media-type="{_MANIFEST}"/></m:manifest>',
            "content.xml": f'<?xml version="1.0"?><office:document-content {_ODS}>{body}</office:document-content>',
        }
    )


def ods_table(name: str, rows: Iterable[str], about: str = "") -> str:
    return f'<table:table table:name="{name}" {about}>{"".join(rows)}</table:table>'


def ods_row(cells: Iterable[str], about: str = "") -> str:
    return f"<table:table-row {about}>{''.join(cells)}</table:table-row>"


def ods_cell(value: Value, shown: str = "", about: str = "") -> str:
    """shown: what a date looks like."""
    match value:
        case None:
            return f"<table:table-cell {about}/>"
        case dt.date():
            kind = f'office:value-type="date" office:date-value="{value.isoformat()}"'
        case str():
            kind, shown = 'office:value-type="string"', value
        case _:
            kind, shown = f'office:value-type="float" office:value="{value}"', shown or str(value)
    return f"<table:table-cell {kind} {about}><text:p>{shown}</text:p></table:table-cell>"


def _record(kind: int, body: bytes = b"") -> bytes:
    """Of a binary workbook: its kind and its size, seven bits in a byte."""
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, rest = b"", len(body)
    while True:
        size += bytes([rest & 0x7F | (0x80 if rest > 0x7F else 0)])
        rest >>= 7
        if not rest:
            return head + size + body


def _wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb(rows: Sequence[Sequence[str | float | None]], size: tuple[int, int] | None = None) -> bytes:
    """One sheet. size: rows and columns that it says to have."""
    height, width = size or (len(rows), max(map(len, rows)))
    sheet = _record(0x81) + _record(0x94, struct.pack("<4I", 0, height - 1, 0, width - 1)) + _record(0x91)
    for at, row in enumerate(rows):
        sheet += _record(0x00, struct.pack("<IIHHB", at, 0, 300, 0, 0) + struct.pack("<I", 0))
        for column, value in enumerate(row):
            place = struct.pack("<II", column, 0)
            if isinstance(value, str):
                sheet += _record(0x06, place + _wide(value))
            elif value is not None:
                sheet += _record(0x05, place + struct.pack("<d", value))
    sheet += _record(0x92) + _record(0x82)
    bundle = struct.pack("<II", 0, 1) + _wide("rId1") + _wide("projecten")
    book = _record(0x83) + _record(0x8F) + _record(0x9C, bundle) + _record(0x90) + _record(0x84)
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "xl/_rels/workbook.bin.rels": f'<Relationships xmlns="{relations}"><Relationship Id="rId1" '
            f'Type="{office}/worksheet" Target="worksheets/sheet1.bin"/></Relationships>',
            "xl/workbook.bin": book,
            "xl/worksheets/sheet1.bin": sheet,
        }
    )
