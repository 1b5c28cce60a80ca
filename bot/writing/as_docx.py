"""A text for Word (.docx): real headings, lists and tables, and its language."""

import io
from typing import TYPE_CHECKING

from bot.writing.document import BulletPoints, Chapter, Figure, Grid, Passage, Piece, WrittenText, in_words, widths

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}
MARGIN, INSIDE, PICTURE = 25, 160, 75
"""Millimetres: on both sides of an A4, between them, and how wide a picture is: four fit on a page."""


def as_docx(document: WrittenText, still: str) -> bytes:
    # It takes a while to import, and only the process that writes needs it.
    import docx
    from docx.oxml.ns import qn
    from docx.shared import Mm

    file = docx.Document()
    for words in file.styles.element.iter(qn("w:lang")):
        words.set(qn("w:val"), LANGUAGES[document.language])
    file.core_properties.title = _words(document.title, still)
    file.core_properties.language = LANGUAGES[document.language]
    file.core_properties.author = ""
    file.core_properties.comments = ""
    for section in file.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(MARGIN)
    file.add_heading(_words(document.title, still), 1)
    if document.concept:
        file.add_paragraph().add_run(document.concept).italic = True
    for block in document.body:
        match block:
            case Chapter(pieces=pieces):
                file.add_heading(_words(pieces, still), 2)
            case Passage(pieces=pieces):
                file.add_paragraph(_words(pieces, still))
            case BulletPoints(items=items):
                for item in items:
                    file.add_paragraph(_words(item, still), "List Bullet")
            case Figure():
                _add_picture(file, block)
            case Grid():
                _add_table(file, block, still)
    content = io.BytesIO()
    file.save(content)
    return content.getvalue()


def _add_picture(file: "WordDocument", figure: Figure) -> None:
    from docx.shared import Mm

    picture = file.add_picture(io.BytesIO(figure.png), width=Mm(PICTURE))
    # What a screen reader says instead of it.
    picture._inline.docPr.set("descr", figure.alt)


def _add_table(file: "WordDocument", grid: Grid, still: str) -> None:
    from docx.oxml import OxmlElement
    from docx.shared import Mm, Pt

    table = file.add_table(1, len(grid.head), "Table Grid")
    if table.style:
        table.style.font.size = Pt(10)
    wide = [Mm(width * INSIDE) for width in widths(len(grid.head))]
    for column, width in zip(table.columns, wide, strict=True):
        column.width = width
    for cell, name, width in zip(table.rows[0].cells, grid.head, wide, strict=True):
        cell.paragraphs[0].add_run(name).bold = True
        cell.width = width
    # On every page, and a screen reader says it with each cell.
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in grid.rows:
        for cell, pieces, width in zip(table.add_row().cells, row, wide, strict=True):
            cell.paragraphs[0].add_run(_words(pieces, still))
            cell.width = width
    for each in table.rows:
        # A row stays on one page.
        each._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    file.add_paragraph()


def _words(pieces: tuple[Piece, ...], still: str) -> str:
    return " ".join(in_words(pieces, still).split())
