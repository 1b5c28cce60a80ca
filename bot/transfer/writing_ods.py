"""The workbook as OpenDocument (.ods), which Dutch government asks for: odfdo makes the file, we the rows in it.

Its own cells take a hundred times as long, and an hour for a large register.
"""

import io
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from bot.transfer.reading.cleaning import guarded
from bot.transfer.writing import ABOUT, Cell, Table, day_in, is_long, width_of

MOST_CELLS = 100_000
"""That are filled. More of them are too much for the process that writes: then there is the .xlsx."""

CENTIMETRES = 0.21
"""A sign takes about as much."""

_STYLES = (
    (
        '<style:style style:name="kop" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap"'
        ' fo:background-color="#dde6ee"/><style:text-properties fo:font-weight="bold"/></style:style>'
    ),
    (
        '<style:style style:name="boven" style:family="table-cell"><style:table-cell-properties'
        ' style:vertical-align="top"/></style:style>'
    ),
    (
        '<style:style style:name="lang" style:family="table-cell"><style:table-cell-properties fo:wrap-option="wrap"'
        ' style:vertical-align="top"/></style:style>'
    ),
    (
        '<number:date-style style:name="dagvorm"><number:day number:style="long"/><number:text>-</number:text>'
        '<number:month number:style="long"/><number:text>-</number:text><number:year number:style="long"/>'
        "</number:date-style>"
    ),
    (
        '<style:style style:name="dag" style:family="table-cell" style:data-style-name="dagvorm">'
        '<style:table-cell-properties style:vertical-align="top"/></style:style>'
    ),
    (
        '<number:number-style style:name="getalvorm"><number:number number:min-integer-digits="1"'
        ' number:decimal-places="0" number:grouping="true"/></number:number-style>'
    ),
    (
        '<style:style style:name="getal" style:family="table-cell" style:data-style-name="getalvorm">'
        '<style:table-cell-properties style:vertical-align="top"/></style:style>'
    ),
)

_FROZEN = (
    '<config:config-item-map-entry config:name={name}><config:config-item config:name="HorizontalSplitMode"'
    ' config:type="short">2</config:config-item><config:config-item config:name="VerticalSplitMode"'
    ' config:type="short">2</config:config-item><config:config-item config:name="HorizontalSplitPosition"'
    ' config:type="int">1</config:config-item><config:config-item config:name="VerticalSplitPosition"'
    ' config:type="int">1</config:config-item><config:config-item config:name="ActiveSplitRange"'
    ' config:type="short">3</config:config-item><config:config-item config:name="PositionRight" config:type="int">1'
    '</config:config-item><config:config-item config:name="PositionBottom" config:type="int">1</config:config-item>'
    "</config:config-item-map-entry>"
)
_SETTINGS = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-settings'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:config="urn:oasis:names:tc:opendocument:xmlns:config:1.0"'
    ' xmlns:ooo="http://openoffice.org/2004/office" office:version="1.2"><office:settings>'
    '<config:config-item-set config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views">'
    '<config:config-item-map-entry><config:config-item config:name="ViewId" config:type="string">view1'
    '</config:config-item><config:config-item-map-named config:name="Tables">{tables}</config:config-item-map-named>'
    "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings>"
    "</office:document-settings>"
)


def fits(tables: Mapping[str, Table]) -> bool:
    return sum(cell != "" for _, rows in tables.values() for row in rows for cell in row) <= MOST_CELLS


def as_ods(tables: Mapping[str, Table], about: Sequence[str]) -> bytes:
    """The same sheets as the other workbook."""
    # It takes a while to import, and most people never export.
    from odfdo import Document, Element

    document = Document("spreadsheet")
    body = document.body
    body.clear()
    for style in _STYLES:
        document.insert_style(style, automatic=True)
    explained: Table = ((), [[line] for line in about])
    for title, table in {ABOUT: explained, **tables}.items():
        _add_sheet(document, title, table)
    body.append(Element.from_tag(_filters(tables)))
    frozen = "".join(_FROZEN.format(name=quoteattr(title)) for title in tables)
    assert document.container
    document.container.set_part("settings.xml", _SETTINGS.format(tables=frozen).encode())
    content = io.BytesIO()
    document.save(content, pretty=False)
    return content.getvalue()


def _add_sheet(document: Any, title: str, table: Table) -> None:
    from odfdo import Element

    headers, rows = table
    sheet = Element.from_tag(f"<table:table table:name={quoteattr(title)}/>")
    # Into the document before its rows: odfdo copies what it is given.
    document.body.append(sheet)
    sheet = document.body.children[-1]
    for at, header in enumerate(headers or ("",)):
        width = width_of(header, [row[at] for row in rows]) if headers else 100
        name = f"{title}{at}"
        its = f'<style:table-column-properties style:column-width="{width * CENTIMETRES:.2f}cm"/>'
        named = f'<style:style style:name="{name}" style:family="table-column">{its}</style:style>'
        document.insert_style(named, automatic=True)
        sheet.append(Element.from_tag(f'<table:table-column table:style-name="{name}"/>'))
    if headers:
        head = "".join(_text(header, "kop") for header in headers)
        sheet.append(Element.from_tag(f"<table:table-row>{head}</table:table-row>"))
    for row in rows:
        sheet.append(Element.from_tag(f"<table:table-row>{''.join(_cells(row))}</table:table-row>"))


def _filters(tables: Mapping[str, Table]) -> str:
    from odfdo.utils import digit_to_alpha

    ranges = "".join(
        f'<table:database-range table:name="__Anonymous_Sheet_DB__{at}" table:display-filter-buttons="true"'
        f' table:target-range-address="{title}.A1:{title}.{digit_to_alpha(len(headers) - 1)}{len(rows) + 1}"/>'
        for at, (title, (headers, rows)) in enumerate(tables.items(), start=1)
    )
    return f"<table:database-ranges>{ranges}</table:database-ranges>"


def _cells(row: Sequence[Cell]) -> Iterator[str]:
    for is_empty, some in groupby(row, lambda cell: cell == ""):
        if is_empty:
            yield f'<table:table-cell table:number-columns-repeated="{len(list(some))}"/>'
        else:
            yield from map(_cell, some)


def _cell(value: Cell) -> str:
    if isinstance(value, int):
        shown = f"<text:p>{value}</text:p>"
        return (
            f'<table:table-cell table:style-name="getal" office:value-type="float" office:value="{value}">{shown}'
            "</table:table-cell>"
        )
    text = guarded(value)
    if day := day_in(text):
        shown = f"<text:p>{day:%d-%m-%Y}</text:p>"
        return (
            '<table:table-cell table:style-name="dag" office:value-type="date"'
            f' office:date-value="{day.isoformat()}">{shown}</table:table-cell>'
        )
    return _text(text, "lang" if is_long(text) else "boven")


def _text(text: str, style: str) -> str:
    lines = "".join(f"<text:p>{_spaced(line)}</text:p>" for line in text.split("\n"))
    return f'<table:table-cell table:style-name="{style}" office:value-type="string">{lines}</table:table-cell>'


def _spaced(line: str) -> str:
    """OpenDocument takes several spaces for one. A tab stays a tab: calamine reads over `text:tab`."""
    written = escape(line)
    while "  " in written:
        begin = written.index("  ")
        number = len(written) - begin - len(written[begin:].lstrip(" "))
        written = f'{written[:begin]}<text:s text:c="{number}"/>{written[begin + number :]}'
    return f'<text:s text:c="1"/>{written[1:]}' if written.startswith(" ") else written
