"""Of a long card the later parts fold in behind their titles: in a side pane nobody reads four screens.

A part begins below a line, with its title in bold, or with a heading. Without a title it stands open: nobody would know
what is behind it. What is read without scrolling stands open too.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from bot.chat import cards
from bot.chat.cards import Block, Text
from handlers.teams import limits
from handlers.teams.blocks import CardSheet, draw, encode, title_of, unfolding
from handlers.teams.words import Json, words_of

STAND_OPEN = 2
"""Parts of a long card: what it is about, and who."""
_LINE, _CHARACTERS = 20, 36
"""Of a line in a pane of 300 pixels: its height, and what it holds."""
_BUTTONS = 44
_BETWEEN = 12


class CardPart(NamedTuple):
    """first: the place of its first block in the body. is_ruled: it stands below a line."""

    blocks: Sequence[Block]
    first: int
    title: Text | None
    is_ruled: bool


def is_long(body: Sequence[Block]) -> bool:
    return sum(map(_height, body)) > limits.LONG


def body_of(body: Sequence[Block], sheet: CardSheet) -> Iterator[Json]:
    was_folded, high = False, 0
    for at, part in enumerate(_parts(body)):
        first, *rest = drawn = list(draw(part.blocks, sheet, part.first))
        high += sum(map(_height, part.blocks))
        # Once one is folded in, those below it are too: nobody looks for what is open among them.
        is_far = sheet.is_long and at >= STAND_OPEN and (was_folded or high > limits.OPEN)
        folds = part.title and is_far and len(encode(drawn)) < limits.FOLDED_BYTES
        if part.title and folds:
            first, rest = unfolding(part.title, rest or drawn, sheet), []
        # Titles below each other need no line between them.
        if part.is_ruled and not (folds and was_folded):
            first = {**first, "separator": True, "spacing": "Default"}
        elif part.is_ruled or folds or at == 0:
            first = {"spacing": "Small", **first}
        yield first
        yield from rest
        was_folded = bool(folds)


def _parts(body: Sequence[Block]) -> Iterator[CardPart]:
    starts = [at for at in range(len(body)) if _begins(body, at)]
    for first, end in pairwise([*starts, len(body)]):
        blocks = [block for block in body[first:end] if not isinstance(block, cards.Rule)]
        yield CardPart(blocks, first, title_of(blocks[0]), first > 0 and isinstance(body[first - 1], cards.Rule))


def _begins(body: Sequence[Block], at: int) -> bool:
    if isinstance(body[at], cards.Rule):
        return False
    return at == 0 or isinstance(body[at], cards.Heading) or isinstance(body[at - 1], cards.Rule)


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
