"""A text for Word (.docx): real headings, lists and tables, and its language."""

import io
from typing import TYPE_CHECKING

from bot.writing.document import BulletPoints, Chapter, Grid, Passage, Piece, WrittenText, in_words

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

LANGUAGES = {"nl": "nl-NL", "en": "en-GB"}


def as_docx(document: WrittenText, still: str) -> bytes:
    # It takes a while to import, and only the process that writes needs it.
    import docx
    from docx.oxml.ns import qn

    file = docx.Document()
    for words in file.styles.element.iter(qn("w:lang")):
        words.set(qn("w:val"), LANGUAGES[document.language])
    file.core_properties.title = _words(document.title, still)
    file.core_properties.language = LANGUAGES[document.language]
    file.core_properties.author = ""
    file.core_properties.comments = ""
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
            case Grid():
                _add_table(file, block, still)
    content = io.BytesIO()
    file.save(content)
    return content.getvalue()


def _add_table(file: "WordDocument", grid: Grid, still: str) -> None:
    from docx.oxml import OxmlElement

    table = file.add_table(1, len(grid.head), "Table Grid")
    for cell, name in zip(table.rows[0].cells, grid.head, strict=True):
        cell.paragraphs[0].add_run(name).bold = True
    # On every page, and a screen reader says it with each cell.
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in grid.rows:
        for cell, pieces in zip(table.add_row().cells, row, strict=True):
            cell.paragraphs[0].add_run(_words(pieces, still))
    file.add_paragraph()


def _words(pieces: tuple[Piece, ...], still: str) -> str:
    return " ".join(in_words(pieces, still).split())
