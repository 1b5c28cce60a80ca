"""A message as a person reads it: line by line, under which heading, with the buttons that stand beside it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from bot.chat import texts
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
)
from tests.screens import read

OPEN_QUESTIONS = frozenset(
    {"wie", "wat", "waar", "waarover", "waarom", "wanneer", "welk", "welke", "hoe", "hoeveel"}
    | {"who", "whom", "what", "where", "why", "when", "which", "how"}
)
"""A question that begins with one of these is answered by filling something in; any other by yes or by no."""

_SENTENCE = re.compile(r"[^.!?:]*[.!?:]?")
_A_LETTER = re.compile(r"[^\W\d_]")
_HOLE = re.compile(r"\{\w+\}")


@dataclass(frozen=True)
class Line:
    """key: of the text that it was made from, empty when all of it was typed. under: the heading above it.

    is_fixed: the same words for everybody and every time, about nothing in particular, such as a title.
    """

    words: str
    key: str
    under: str = ""
    is_fixed: bool = False
    buttons: tuple[Button | Link, ...] = ()

    @property
    def is_about_something(self) -> bool:
        return not self.is_fixed and not self.key.startswith("daily.")

    @property
    def said(self) -> tuple[str, str]:
        """The same for two lines that a reader can't tell from each other."""
        return self.under, self.words

    @property
    def questions(self) -> list[str]:
        return [each.strip() for each in _SENTENCE.findall(self.words) if each.endswith("?")]

    @property
    def asks_yes_or_no(self) -> bool:
        return any(question.split()[0].strip("*(").casefold() not in OPEN_QUESTIONS for question in self.questions)


def lines_of(card: Card, language: str) -> list[Line]:
    """From top to bottom, the title first. Buttons of the card itself answer the lines that have none of their own."""
    found = [_line(card.title, language), *_in_order(card.body, language)]
    return [replace(line, buttons=line.buttons or card.buttons) for line in found]


def _in_order(body: Sequence[Block], language: str) -> Iterator[Line]:
    """An item is a message of its own; what stands between two of them belongs together."""
    together: list[Block] = []
    for block in body:
        if isinstance(block, Item):
            yield from _lines(together, language)
            yield from _lines(block.blocks, language)
            together = []
        else:
            together.append(block)
    yield from _lines(together, language)


def _lines(blocks: Sequence[Block], language: str) -> Iterator[Line]:
    under, waiting = "", list[Line]()
    for block in blocks:
        match block:
            case Choices(buttons=buttons):
                yield from (replace(line, buttons=buttons) for line in waiting[:-1])
                yield from (_beside(line, buttons) for line in waiting[-1:])
                waiting = []
                continue
            case Rule():
                under = ""
                continue
            case Paragraph(text=text) | Heading(text=text) if _is_heading(text):
                under = read(text)
                continue
            case Row(text=text, button=Button() | Link() as button):
                yield from waiting
                waiting = []
                yield _beside(replace(_line(text, language), under=under), (button,))
                continue
        waiting += [replace(_line(text, language), under=under) for text in _texts(block)]
    yield from waiting


def _beside(line: Line, buttons: tuple[Button | Link, ...]) -> Line:
    """A button that carries ids makes it a line about something, whatever its words are."""
    is_about_it = any(isinstance(button, Button) and button.args for button in buttons)
    return replace(line, buttons=buttons, is_fixed=line.is_fixed and not is_about_it)


def _texts(block: Block) -> Sequence[Text]:
    match block:
        case Paragraph(text=text) | Heading(text=text) | Note(text=text) | Row(text=text):
            return (text,)
        case Bullets(items=items):
            return items
        case Facts(rows=rows):
            return [Text("{label}: {value}", {"label": label, "value": value}) for label, value in rows]
        case Picture(alt=alt):
            return (alt,)
    return ()


def _is_heading(text: Text) -> bool:
    """Bold from the first sign to the last."""
    return text.template.startswith("**") and text.template.endswith("**") and text.template.count("**") == 2


def _line(text: Text, language: str) -> Line:
    return Line(read(text), key_of(text, language), is_fixed="{" not in text.template)


def key_of(text: Text, language: str) -> str:
    """Of the outermost text that has words of its own."""
    if key := _keys(language).get(text.template):
        return key
    return next(
        (key for value in text.values.values() if isinstance(value, Text) and (key := key_of(value, language))), ""
    )


@cache
def _keys(language: str) -> dict[str, str]:
    """Template -> key; of what says the same in two places, the first. Without what only holds a value."""
    found: dict[str, str] = {}
    for key in sorted(texts.all_keys(), reverse=True):
        entry = texts.entry(key, language)
        found |= {template: key for template in entry if _says_something(template)}
    return found


def _says_something(template: str) -> bool:
    return template.count("{") > 1 or _A_LETTER.search(_HOLE.sub("", template)) is not None


LOOKS = frozenset(
    {"agenda", "area", "area_other", "audit", "calendar", "coming", "data", "figures", "findings", "findings_all"}
    | {"history", "list", "menu", "more", "narrow", "owed", "own_week", "rest", "round", "search", "show", "steering"}
    | {"why", "disagree"}
)
"""The last word of what a button asks for, when it shows something, or takes an answer back, and settles nothing."""

CHANGES_IT = frozenset({"project.roles", "project.edit_part", "project.edit", "moment.edit"})
"""Forms to change what a point is about. That is no way to say that all is well as it is."""


def is_deed(button: Button | Link) -> bool:
    """Whether it does something, or leads to a form in which one does."""
    return isinstance(button, Button) and button.action.rpartition(".")[2] not in LOOKS


def is_answerable(line: Line) -> bool:
    """Whether each question in it can be answered with a button beside it, whatever the answer is."""
    deeds = [button for button in line.buttons if isinstance(button, Button) and is_deed(button)]
    if not line.asks_yes_or_no:
        return bool(deeds)
    return any(button.action not in CHANGES_IT for button in deeds)
