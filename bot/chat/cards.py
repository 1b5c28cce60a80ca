"""Cards: what people read. Plain values, so that a test compares them and the outbox stores them as JSON."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

import msgspec

from bot.chat.figures import Figure


class Text(msgspec.Struct, frozen=True, tag="text"):
    """A sentence with holes: `template` is ours and may hold `**bold**`, `values` are what people typed.

    Only the renderers put the two together, each making the values harmless in its own way.
    """

    template: str
    values: Mapping[str, "str | Text"] = msgspec.field(default_factory=dict)

    def __str__(self) -> str:
        return "".join(span.text for span in spans(self))


class Span(NamedTuple):
    """A run of characters of one style. `typed`: comes from a person, never to be read as markup."""

    text: str
    bold: bool
    typed: bool


class _Hole(NamedTuple):
    name: str
    bold: bool


_PIECE = re.compile(r"(\*\*)|\{(\w+)\}")


@lru_cache(maxsize=4096)
def _pieces(template: str, bold: bool) -> Sequence[Span | _Hole]:
    """What is ours is the same each time: only the holes are filled anew."""
    found: list[Span | _Hole] = []
    pieces = _PIECE.split(template)
    for literal, stars, hole in zip(pieces[::3], [*pieces[1::3], None], [*pieces[2::3], None], strict=True):
        if literal:
            found.append(Span(literal, bold, typed=False))
        if hole:
            found.append(_Hole(hole, bold))
        bold ^= bool(stars)
    return found


def spans(text: Text) -> Sequence[Span]:
    """The text from left to right. Raises KeyError when a hole of the template has no value."""
    found: list[Span] = []
    _fill(text, False, found)
    return found


def _fill(text: Text, bold: bool, found: list[Span]) -> None:
    for piece in _pieces(text.template, bold):
        if isinstance(piece, Span):
            found.append(piece)
            continue
        value = text.values[piece.name]
        if isinstance(value, Text):
            _fill(value, piece.bold, found)
        elif value:
            found.append(Span(value, piece.bold, typed=True))


def typed(words: str) -> Text:
    """What a person typed, as a text of its own."""
    return Text("{typed}", {"typed": words})


SHOWING = frozenset(
    (
        *("agenda", "agenda_narrow", "all", "area", "area_other", "coming", "costs", "figures", "findings"),
        *("findings_all", "history", "list", "menu", "more", "narrow", "open", "own_week", "owed", "preview"),
        *("queue", "reports", "show", "steering", "why"),
    )
)
"""Verbs of actions that only show something, or ask what to show: they change nothing, and may be asked again."""


class Button(msgspec.Struct, frozen=True, tag="button"):
    """A click asks for `action` with `args`: ids only. The rest is looked up, and rights are checked, on the click."""

    label: Text
    action: str
    args: Mapping[str, str] = msgspec.field(default_factory=dict)
    style: Literal["plain", "primary", "danger"] = "plain"
    confirm: Text | None = None

    @property
    def shows(self) -> bool:
        """Whether a click only shows something."""
        return self.action.rpartition(".")[2] in SHOWING and self.confirm is None


class Link(msgspec.Struct, frozen=True, tag="link"):
    """A button that opens a web address."""

    label: Text
    url: str


class Paragraph(msgspec.Struct, frozen=True, tag="paragraph"):
    text: Text


class Heading(msgspec.Struct, frozen=True, tag="heading"):
    """The title of a part, on somebody's own page: a screen reader can jump to it."""

    text: Text


class Facts(msgspec.Struct, frozen=True, tag="facts"):
    """Label and value, one pair a line."""

    rows: tuple[tuple[Text, Text], ...]


class Bullets(msgspec.Struct, frozen=True, tag="bullets"):
    items: tuple[Text, ...]


class Row(msgspec.Struct, frozen=True, tag="row"):
    """A line with its own small action; on a click only this row is replaced."""

    text: Text
    button: Button | Link | None = None


MOST_IN_A_ROW = 5


class Choices(msgspec.Struct, frozen=True, tag="choices"):
    """A row of at most five buttons that belong together, in the middle of a card."""

    buttons: tuple[Button | Link, ...]


class Note(msgspec.Struct, frozen=True, tag="note"):
    """Small print: an explanation, a date, a hint."""

    text: Text


class Rule(msgspec.Struct, frozen=True, tag="rule"):
    """A line between two parts of a card."""


class Picture(msgspec.Struct, frozen=True, tag="picture"):
    """A PNG, and `alt`, a text that says the same: for whoever can't see it, and where a platform can't show it.

    name: of the file, different from that of other pictures on the card. figure: what it shows, for a platform that
    draws it itself.
    """

    png: bytes
    alt: Text
    name: str
    figure: Figure | None = None


class Item(msgspec.Struct, frozen=True, tag="item"):
    """One thing among others in a card, such as the daily message: a click in it replaces these blocks, and no others.

    blocks: no pictures, and no items.
    """

    blocks: "tuple[Block, ...]"


Block = Paragraph | Heading | Facts | Bullets | Row | Choices | Note | Rule | Picture | Item


def flat(blocks: Iterable[Block]) -> Iterator[Block]:
    """With the blocks of items in their place."""
    for block in blocks:
        if isinstance(block, Item):
            yield from block.blocks
        else:
            yield block


def buttons_in(blocks: Iterable[Block]) -> Iterator[Button]:
    for block in flat(blocks):
        match block:
            case Row(button=Button() as button):
                yield button
            case Choices(buttons=buttons):
                yield from (button for button in buttons if isinstance(button, Button))


class Attachment(msgspec.Struct, frozen=True, tag="attachment"):
    """A file that goes with a card."""

    name: str
    content: bytes


class Card(msgspec.Struct, frozen=True, tag="card"):
    """One message. `buttons`: the card's own actions, at the bottom, at most five.

    `share` is the action that draws this card again without its private parts; a card without it can't be shared.
    """

    title: Text
    body: tuple[Block, ...] = ()
    buttons: tuple[Button | Link, ...] = ()
    share: Button | None = None
    files: tuple[Attachment, ...] = ()

    @property
    def pictures(self) -> tuple[Picture, ...]:
        return tuple(block for block in self.body if isinstance(block, Picture))


def stands_out(buttons: Iterable[Button | Link | None]) -> bool:
    """Whether one of them does."""
    return any(isinstance(button, Button) and button.style == "primary" for button in buttons)


def plain(buttons: Sequence[Button]) -> tuple[Button, ...]:
    """None of them stands out: something else on the card does, or is asked."""
    return tuple(msgspec.structs.replace(button, style="plain") for button in buttons)


def one_stands_out(blocks: Iterable[Block]) -> Iterator[Block]:
    """On somebody's own page the most urgent comes first; what would stand out after it does not."""
    is_taken = False
    for block in blocks:
        stands = stands_out(buttons_in((block,)))
        yield _without_main_button(block) if stands and is_taken else block
        is_taken |= stands


def _without_main_button(block: Block) -> Block:
    match block:
        case Row(button=Button() as button):
            return msgspec.structs.replace(block, button=_plain(button))
        case Choices(buttons=buttons):
            return Choices(tuple(_plain(each) for each in buttons))
    return block


def _plain(button: Button | Link) -> Button | Link:
    is_main = isinstance(button, Button) and button.style == "primary"
    return msgspec.structs.replace(button, style="plain") if is_main else button


def in_rows(buttons: Sequence[Button]) -> tuple[Choices, ...]:
    """As many rows as are needed, of about the same length."""
    rows = -(-len(buttons) // MOST_IN_A_ROW) or 1
    length = -(-len(buttons) // rows)
    return tuple(Choices(tuple(buttons[at : at + length])) for at in range(0, len(buttons), max(length, 1)))


def in_words(card: Card) -> Card:
    """With the text of every picture instead of the picture."""
    body = tuple(Note(block.alt) if isinstance(block, Picture) else block for block in card.body)
    return msgspec.structs.replace(card, body=body)


def to_json(card: Card) -> bytes:
    return msgspec.json.encode(card)


def from_json(stored: bytes | str) -> Card:
    return msgspec.json.decode(stored, type=Card)
