"""A text as blocks of a message, to copy: as much of it as fits."""

from collections.abc import Iterator, Sequence

from bot.chat.cards import Block, Bullets, Paragraph, Rule, Text, typed
from bot.writing.document import BulletPoints, Chapter, Grid, Passage, Piece, Written, WrittenText, in_words

MOST_SIGNS = 7000


def shown(document: WrittenText, still: str, most: int, *, in_parts: bool = False) -> tuple[list[Block], int]:
    """As much as fits in one message, and how many blocks do not.

    in_parts: to be read, and not copied: a line stands above each chapter, and what a row is about is its title.
    """
    blocks: list[Paragraph | Bullets | Rule] = [_bold(document.title, still)]
    for written in document.body:
        if in_parts and isinstance(written, Chapter):
            blocks.append(Rule())
        blocks += _drawn(written, still, in_parts)
    kept: list[Block] = []
    signs = 0
    for block in blocks:
        signs += _signs(block)
        if len(kept) == most or signs > MOST_SIGNS:
            return kept, len(blocks) - len(kept)
        kept.append(block)
    return kept, 0


def _signs(block: Paragraph | Bullets | Rule) -> int:
    match block:
        case Paragraph(text=text):
            return len(str(text))
        case Bullets(items=items):
            return len("".join(map(str, items)))
    return 0


ROWS_TOGETHER = 8


def _drawn(block: Written, still: str, in_parts: bool) -> Iterator[Paragraph | Bullets]:
    match block:
        case Chapter(pieces=pieces):
            yield _bold(pieces, still)
        case Passage(pieces=pieces):
            yield Paragraph(typed(in_words(pieces, still)))
        case BulletPoints(items=items):
            yield Bullets(tuple(typed(in_words(item, still)) for item in items))
        case Grid(head=head, rows=rows):
            # A list reads aloud as well as a table does: what each cell is stands before it.
            lines = [_as_line(head, row, still, in_parts) for row in rows]
            yield from (Bullets(tuple(lines[at : at + ROWS_TOGETHER])) for at in range(0, len(lines), ROWS_TOGETHER))


def _bold(pieces: tuple[Piece, ...], still: str) -> Paragraph:
    return Paragraph(Text("**{title}**", {"title": in_words(pieces, still)}))


def _as_line(head: Sequence[str], row: Sequence[tuple[Piece, ...]], still: str, is_titled: bool) -> Text:
    """is_titled: the first cell is what the row is about, and needs no name."""
    cells = [(name, words) for name, cell in zip(head, row, strict=True) if (words := in_words(cell, still))]
    named = "{{h{at}}}: {{c{at}}}" if is_titled else "**{{h{at}}}:** {{c{at}}}"
    lines = [named.format(at=at) for at in range(len(cells))]
    if is_titled and lines:
        lines[0] = "**{c0}**"
    return Text(
        " · ".join(lines),
        {f"{sort}{at}": each for at, cell in enumerate(cells) for sort, each in zip("hc", cell, strict=True)},
    )
