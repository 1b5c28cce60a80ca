"""A text as OpenDocument (.odt), which Dutch government asks for: real headings, lists and tables, and its language."""

import io
from collections.abc import Iterator
from xml.sax.saxutils import escape

from bot.writing.document import (
    BulletPoints,
    Chapter,
    Figure,
    Grid,
    Passage,
    Piece,
    Written,
    WrittenText,
    in_words,
    widths,
)

_STYLES = (
    (
        '<style:style style:name="tabel" style:family="table"><style:table-properties fo:margin-top="0.1cm"'
        ' fo:margin-bottom="0.4cm" table:align="margins"/></style:style>'
    ),
    (
        '<style:style style:name="cel" style:family="paragraph"><style:text-properties fo:font-size="10pt"/>'
        "</style:style>"
    ),
    (
        '<style:style style:name="rij" style:family="table-row"><style:table-row-properties'
        ' fo:keep-together="always"/></style:style>'
    ),
    (
        '<style:style style:name="vak" style:family="table-cell"><style:table-cell-properties fo:padding="0.15cm"'
        ' fo:border="0.5pt solid #595959"/></style:style>'
    ),
    (
        '<style:style style:name="kop" style:family="table-cell"><style:table-cell-properties fo:padding="0.15cm"'
        ' fo:border="0.5pt solid #595959" fo:background-color="#dde6ee"/></style:style>'
    ),
    (
        '<style:style style:name="vet" style:family="paragraph"><style:text-properties fo:font-weight="bold"'
        ' fo:font-size="10pt"/>'
        "</style:style>"
    ),
    (
        '<style:style style:name="alinea" style:family="paragraph"><style:paragraph-properties'
        ' fo:margin-bottom="0.25cm"/></style:style>'
    ),
    (
        '<style:style style:name="concept" style:family="paragraph"><style:paragraph-properties'
        ' fo:margin-bottom="0.25cm"/><style:text-properties fo:font-style="italic"/></style:style>'
    ),
    (
        '<text:list-style style:name="punten"><text:list-level-style-bullet text:level="1" text:bullet-char="•">'
        '<style:list-level-properties text:list-level-position-and-space-mode="label-alignment">'
        '<style:list-level-label-alignment text:label-followed-by="listtab" fo:text-indent="-0.5cm"'
        ' fo:margin-left="1cm"/></style:list-level-properties></text:list-level-style-bullet></text:list-style>'
    ),
)

INSIDE = 170
"""Millimetres: of an A4, between its margins."""

COUNTRIES = {"nl": "NL", "en": "GB"}


def as_odt(document: WrittenText, still: str) -> bytes:
    # It takes a while to import, and only the process that writes needs it.
    from odfdo import Document as OpenDocument
    from odfdo import Element

    file = OpenDocument("text")
    file.body.clear()
    every_width = {width for block in document.body if isinstance(block, Grid) for width in widths(len(block.head))}
    for style in (*_STYLES, *map(_column_style, sorted(every_width))):
        file.insert_style(style, automatic=True)
    for known in file.get_styles():
        for words in known.get_elements("style:text-properties"):
            if words.get_attribute("fo:language"):
                words.set_attribute("fo:language", document.language)
                words.set_attribute("fo:country", COUNTRIES[document.language])
    for part in _parts(document, still):
        file.body.append(Element.from_tag(part))
    file.meta.title = in_words(document.title, still)
    file.meta.language = f"{document.language}-{COUNTRIES[document.language]}"
    content = io.BytesIO()
    file.save(content, pretty=False)
    return content.getvalue()


def _parts(document: WrittenText, still: str) -> Iterator[str]:
    yield _heading(1, _words(document.title, still))
    if document.concept:
        yield _paragraph(escape(document.concept), "concept")
    for at, block in enumerate(document.body):
        yield _part(block, still, at)


def _part(block: Written, still: str, number: int) -> str:
    match block:
        case Chapter(pieces=pieces):
            return _heading(2, _words(pieces, still))
        case Passage(pieces=pieces):
            return _paragraph(_words(pieces, still), "alinea")
        case BulletPoints(items=items):
            points = "".join(f"<text:list-item>{_paragraph(_words(item, still))}</text:list-item>" for item in items)
            return f'<text:list text:style-name="punten">{points}</text:list>'
        case Figure(alt=alt):
            return _paragraph(escape(alt), "alinea")
        case Grid(head=head, rows=rows):
            columns = "".join(
                f'<table:table-column table:style-name="{_column(width)}"/>' for width in widths(len(head))
            )
            above = "".join(_cell(_paragraph(escape(name), "vet"), "kop") for name in head)
            below = "".join(
                '<table:table-row table:style-name="rij">'
                + "".join(_cell(_paragraph(_words(cell, still), "cel"), "vak") for cell in row)
                + "</table:table-row>"
                for row in rows
            )
            return (
                f'<table:table table:name="Tabel{number}" table:style-name="tabel">{columns}'
                f"<table:table-header-rows><table:table-row>{above}"
                f"</table:table-row></table:table-header-rows>{below}</table:table>"
            )


def _column(width: float) -> str:
    return f"kolom{round(width * INSIDE)}"


def _column_style(width: float) -> str:
    its = f'<style:table-column-properties style:column-width="{width * INSIDE / 10:.2f}cm"/>'
    return f'<style:style style:name="{_column(width)}" style:family="table-column">{its}</style:style>'


def _heading(level: int, words: str) -> str:
    # A list header: the style numbers headings, and these have no number.
    its = f'text:style-name="Heading_20_{level}" text:outline-level="{level}" text:is-list-header="true"'
    return f"<text:h {its}>{words}</text:h>"


def _paragraph(words: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{words}</text:p>' if style else f"<text:p>{words}</text:p>"


def _cell(inside: str, style: str) -> str:
    return f'<table:table-cell table:style-name="{style}" office:value-type="string">{inside}</table:table-cell>'


def _words(pieces: tuple[Piece, ...], still: str) -> str:
    return escape(" ".join(in_words(pieces, still).split()))
