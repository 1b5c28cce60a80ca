"""What people see when a sentence is no command: a friendly line, a question back, and always the doors."""

import re
from collections.abc import Mapping, Sequence

from msgspec import structs

from bot.chat.cards import Block, Button, Card, Choices, Note, Paragraph, Row, in_rows, plain, stands_out
from bot.chat.texts import Speech
from bot.understanding.arguments import Meant

_TRAVELS = re.compile(r"[\w.:,-]*", re.ASCII)


def small_talk(t: Speech, thanks: bool, doors: Sequence[Button]) -> Card:
    key = "thanks" if thanks else "hello"
    text = Paragraph(t(f"understanding.{key}.text"))
    return Card(t(f"understanding.{key}.title"), (text, *in_rows(doors)))


def answered_in_words(t: Speech, waiting: Sequence[Block], doors: Sequence[Button]) -> Card:
    """waiting: the questions that wait for the reader, with their buttons."""
    text = Paragraph(t("understanding.answered_in_words.text"))
    return Card(t("understanding.answered_in_words.title"), (text, *(waiting or _or_else(t, doors))))


def which(t: Speech, meant: Sequence[Meant], doors: Sequence[Button]) -> Card:
    """What was understood of the rest goes along. Nothing is done before a click."""
    text = Paragraph(t("understanding.which.text"))
    return Card(t("understanding.which.title"), (text, *_each(t, meant), *_or_else(t, doors)))


def nothing(t: Speech, doors: Sequence[Button]) -> Card:
    return Card(t("understanding.nothing.title"), (Paragraph(t("understanding.nothing.text")), *in_rows(doors)))


def elsewhere(t: Speech, doors: Sequence[Button]) -> Card:
    text = Paragraph(t("understanding.elsewhere.text"))
    return Card(t("understanding.elsewhere.title"), (text, *in_rows(doors)))


def with_doors(t: Speech, card: Card, instead: Sequence[Meant], doors: Sequence[Button]) -> Card:
    """Its own buttons stay with what it says, above what may have been meant, and the doors.

    A main button stays the only one: beside it the doors are behind one button.
    """
    own = (Choices(card.buttons),) if card.buttons else ()
    meant = (Paragraph(t("understanding.instead")), *_each(t, instead)) if instead else ()
    body = (*card.body, *own, *meant)
    if stands_out(card.buttons):
        return structs.replace(card, body=body, buttons=(Button(t("understanding.something_else"), "help"),))
    return structs.replace(card, body=(*body, *_or_else(t, doors)), buttons=())


def _or_else(t: Speech, doors: Sequence[Button]) -> tuple[Block, ...]:
    """Below what is asked, or was found, none of them stands out."""
    return Note(t("understanding.or_else")), *in_rows(plain(doors))


def _each(t: Speech, meant: Sequence[Meant]) -> list[Row]:
    return [
        Row(t(_described(each)), Button(t("understanding.which.this"), each.command.action, _ids(each.args)))
        for each in meant
    ]


def _described(meant: Meant) -> str:
    return f"command.{meant.command.root}.{meant.command.verb or 'menu'}"


def _ids(args: Mapping[str, str]) -> dict[str, str]:
    """Only ids, codes and days travel in a button, and never what somebody typed."""
    return {name: arg for name, arg in args.items() if name != "words" and _TRAVELS.fullmatch(arg)}
