"""Cards and forms as plain text, the way a person reads them from top to bottom."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.chat.cards import (
    Block,
    Bullets,
    Button,
    Card,
    Choices,
    Facts,
    Heading,
    Item,
    Link,
    Note,
    Paragraph,
    Picture,
    Row,
    Rule,
    Text,
    spans,
)
from bot.chat.forms import Field
from bot.chat.replies import Ask


def read(text: Text) -> str:
    """The words, without what is bold."""
    return "".join(span.text for span in spans(text))


def card_as_text(card: Card) -> str:
    lines = [read(card.title), *_lines(card.body)]
    if card.buttons:
        lines.append(_in_a_row(card.buttons))
    lines += [f"(bestand: {file.name})" for file in card.files]
    return "\n".join(lines)


def blocks_as_text(blocks: Sequence[Block]) -> str:
    return "\n".join(_lines(blocks))


def form_as_text(ask: Ask, filled: Mapping[str, str]) -> str:
    """filled: what is in each field now, readable, by key."""
    lines = [f"[[{read(ask.form.title)}]]", *_lines(ask.form.body)]
    for each in ask.form.fields:
        if each.key in ask.errors:
            lines.append(f"! {read(ask.errors[each.key])}")
        lines.append(f"{read(each.label)}{'*' if each.required else ''}: {filled.get(each.key) or '____'}")
        lines += _around_the_field(each)
    return "\n".join([*lines, f"[{read(ask.form.submit)}]"])


def _around_the_field(each: Field) -> Iterator[str]:
    if each.hint:
        yield f"  ({read(each.hint)})"
    for option in each.options:
        yield f"  o {read(option.label)}" + (f": {read(option.hint)}" if option.hint else "")


def _lines(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph(text=text) | Heading(text=text):
                yield read(text)
            case Facts(rows=rows):
                yield from (f"{read(label)}: {read(value)}" for label, value in rows)
            case Bullets(items=items):
                yield from (f"- {read(item)}" for item in items)
            case Row(text=text, button=None):
                yield read(text)
            case Row(text=text, button=Button() | Link() as button):
                yield f"{read(text)} {_in_a_row([button])}"
            case Choices(buttons=buttons):
                yield _in_a_row(buttons)
            case Note(text=text):
                yield f"({read(text)})"
            case Rule():
                yield "---"
            case Item(blocks=inner):
                yield from _lines(inner)
            case Picture(alt=alt):
                yield f"(afbeelding: {read(alt)})"


def _in_a_row(buttons: Sequence[Button | Link]) -> str:
    return " ".join(f"[{read(button.label)}]" for button in buttons)


@dataclass(frozen=True)
class Clickable:
    """A button with what is written beside it; row: the number of the block (row or item) that a click replaces."""

    button: Button | Link
    beside: str
    row: int | None = None

    @property
    def label(self) -> str:
        return read(self.button.label)

    @property
    def asks_for(self) -> tuple[object, ...]:
        """Equal for two buttons that do the same in the same row."""
        if isinstance(self.button, Link):
            return (self.button.url,)
        return (self.button.action, *sorted(self.button.args.items()), self.row)


def clickables(blocks: Sequence[Block]) -> Iterator[Clickable]:
    """From top to bottom. Choices belong to the text above them, up to the button before."""
    above: list[str] = []
    for number, block in enumerate(blocks):
        match block:
            case Row(text=text, button=Button() | Link() as button):
                yield Clickable(button, read(text), number)
                above = []
            case Choices(buttons=buttons):
                yield from (Clickable(button, "\n".join(above)) for button in buttons)
                above = []
            case Item(blocks=inner):
                yield from (replace(found, row=number) for found in clickables(inner))
                above = []
            case _:
                above += _lines([block])


def clickables_of(card: Card) -> Iterator[Clickable]:
    yield from clickables(card.body)
    yield from (Clickable(button, card_as_text(card)) for button in card.buttons)
