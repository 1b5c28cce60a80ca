"""Of a long card the later parts fold in behind their titles: in a side pane nobody reads four screens.

A part begins below a line, with its title in bold. Without a title it stands open: nobody would know what is behind it.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.chat import cards
from bot.chat.cards import Block, Text, spans
from handlers.teams import limits
from handlers.teams.blocks import CardSheet, draw, encode, unfolding
from handlers.teams.words import Json, words_of

STAND_OPEN = 2
"""Parts of a long card: what it is about, and who."""
_LINE, _CHARACTERS = 20, 36
"""Of a line in a pane of 300 pixels: its height, and what it holds."""
_BUTTONS = 44
_BETWEEN = 12


class CardPart(NamedTuple):
    """first: the place of its first block in the body."""

    blocks: Sequence[Block]
    first: int
    title: Text | None


def body_of(body: Sequence[Block], sheet: CardSheet) -> Iterator[Json]:
    is_long = sum(map(_height, body)) > limits.LONG
    was_folded = False
    for at, part in enumerate(_parts(body)):
        first, *rest = drawn = list(draw(part.blocks, sheet, part.first))
        folds = part.title and is_long and at >= STAND_OPEN and len(encode(drawn)) < limits.FOLDED_BYTES
        if part.title and folds:
            first, rest = unfolding(part.title, rest or drawn, sheet), []
        # Titles below each other need no line between them.
        is_ruled = part.first and not (folds and was_folded)
        yield {**first, "separator": True, "spacing": "Default"} if is_ruled else {"spacing": "Small", **first}
        yield from rest
        was_folded = bool(folds)


def _parts(body: Sequence[Block]) -> Iterator[CardPart]:
    first = 0
    for at in [*(at for at, block in enumerate(body) if isinstance(block, cards.Rule)), len(body)]:
        if at > first:
            yield CardPart(body[first:at], first, _title(body[first]))
        first = at + 1


def _title(block: Block) -> Text | None:
    match block:
        case cards.Heading(text=text):
            return text
        case cards.Paragraph(text=text) if all(span.bold for span in spans(text)):
            return text
    return None


def _height(block: Block) -> int:
    """About how many pixels it takes in a pane."""
    match block:
        case cards.Facts(rows=rows):
            return sum(_lines(Text("{0} {1}", {"0": label, "1": value})) for label, value in rows[: limits.OPEN_FACTS])
        case cards.Bullets(items=items):
            return sum(map(_lines, items))
        case cards.Choices(buttons=buttons):
            return -(-len(buttons) // 2) * _BUTTONS
        case cards.Item(blocks=blocks):
            return sum(map(_height, blocks))
        case cards.Rule():
            return 0
        case cards.Picture():
            return limits.LONG // 3
        case cards.Row() | cards.Paragraph() | cards.Heading() | cards.Note():
            return _lines(block.text) + _BETWEEN


def _lines(text: Text) -> int:
    return -(-len(words_of(text)) // _CHARACTERS) * _LINE
