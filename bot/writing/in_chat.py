"""A text as blocks of a message, to copy: as much of it as fits."""

from collections.abc import Iterator, Sequence

from bot.chat.cards import Block, Bullets, Paragraph, Text, typed
from bot.writing.document import BulletPoints, Chapter, Grid, Passage, Piece, Written, WrittenText, in_words

MOST_SIGNS = 7000


def shown(document: WrittenText, still: str, most: int) -> tuple[list[Block], int]:
    """As much as fits in one message, and how many blocks do not."""
    blocks: list[Paragraph | Bullets] = [_bold(document.title, still)]
    blocks += [drawn for block in document.body for drawn in _drawn(block, still)]
    kept: list[Block] = []
    signs = 0
    for block in blocks:
        signs += len(str(block.text) if isinstance(block, Paragraph) else "".join(map(str, block.items)))
        if len(kept) == most or signs > MOST_SIGNS:
            return kept, len(blocks) - len(kept)
        kept.append(block)
    return kept, 0


ROWS_TOGETHER = 8


def _drawn(block: Written, still: str) -> Iterator[Paragraph | Bullets]:
    match block:
        case Chapter(pieces=pieces):
            yield _bold(pieces, still)
        case Passage(pieces=pieces):
            yield Paragraph(typed(in_words(pieces, still)))
        case BulletPoints(items=items):
            yield Bullets(tuple(typed(in_words(item, still)) for item in items))
        case Grid(head=head, rows=rows):
            # A list reads aloud as well as a table does: what each cell is stands before it.
            lines = [_as_line(head, row, still) for row in rows]
            yield from (Bullets(tuple(lines[at : at + ROWS_TOGETHER])) for at in range(0, len(lines), ROWS_TOGETHER))


def _bold(pieces: tuple[Piece, ...], still: str) -> Paragraph:
    return Paragraph(Text("**{title}**", {"title": in_words(pieces, still)}))


def _as_line(head: Sequence[str], row: Sequence[tuple[Piece, ...]], still: str) -> Text:
    cells = [(name, words) for name, cell in zip(head, row, strict=True) if (words := in_words(cell, still))]
    template = " · ".join(f"**{{h{at}}}:** {{c{at}}}" for at in range(len(cells)))
    return Text(
        template, {f"{sort}{at}": each for at, cell in enumerate(cells) for sort, each in zip("hc", cell, strict=True)}
    )
