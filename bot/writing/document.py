"""What is written: chapters, passages, points and tables, and the gaps in them. A renderer makes a file of it."""

from collections.abc import Iterator

import msgspec


class Gap(msgspec.Struct, frozen=True, tag="gap"):
    """Something that nobody filled in yet. what: in the words of the text. hole: its name, which says what fills it.

    moment: the id of the contact moment that it is about; 0 for the project.
    """

    what: str
    hole: str
    moment: int = 0


Piece = str | Gap


class Chapter(msgspec.Struct, frozen=True, tag="chapter"):
    pieces: tuple[Piece, ...]


class Passage(msgspec.Struct, frozen=True, tag="passage"):
    pieces: tuple[Piece, ...]


class BulletPoints(msgspec.Struct, frozen=True, tag="points"):
    """A list with a dot before each."""

    items: tuple[tuple[Piece, ...], ...]


class Grid(msgspec.Struct, frozen=True, tag="grid"):
    """A table. head: what its columns are called; every row has as many cells."""

    head: tuple[str, ...]
    rows: tuple[tuple[tuple[Piece, ...], ...], ...]


class Figure(msgspec.Struct, frozen=True, tag="figure"):
    """A PNG. alt: says the same, for whoever can't see it and where a file holds none."""

    png: bytes
    alt: str


Written = Chapter | Passage | BulletPoints | Grid | Figure


class WrittenText(msgspec.Struct, frozen=True):
    """One text. concept: what is said on top of it as long as it has gaps; empty when it has none."""

    title: tuple[Piece, ...]
    language: str
    body: tuple[Written, ...]
    concept: str = ""

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Each once, from top to bottom."""
        found = (piece for line in lines(self) for piece in line if isinstance(piece, Gap))
        return tuple({(gap.hole, gap.moment): gap for gap in found}.values())


def lines(document: WrittenText) -> Iterator[tuple[Piece, ...]]:
    """Everything that is read, from top to bottom; a table cell by cell."""
    yield document.title
    for block in document.body:
        match block:
            case Chapter(pieces=pieces) | Passage(pieces=pieces):
                yield pieces
            case BulletPoints(items=items):
                yield from items
            case Figure(alt=alt):
                yield (alt,)
            case Grid(rows=rows):
                yield from (cell for row in rows for cell in row)


FEW_COLUMNS = 3


def widths(columns: int) -> list[float]:
    """Of the whole: of more than a few columns the first is wider, because it says what the row is about."""
    parts = [3 if columns > FEW_COLUMNS and at == 0 else 2 for at in range(columns)]
    return [part / sum(parts) for part in parts]


def in_words(pieces: tuple[Piece, ...], still: str) -> str:
    """still: what a gap begins with, such as "nog invullen"."""
    return "".join(piece if isinstance(piece, str) else f"[{still}: {piece.what}]" for piece in pieces)
