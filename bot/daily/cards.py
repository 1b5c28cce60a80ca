"""What people see of the daily message."""

from collections.abc import Sequence

from bot.chat.cards import Block, Button, Card, Item, Note, Paragraph, Row, Rule
from bot.chat.texts import Speech


def bundle(t: Speech, items: Sequence[tuple[Block, ...]], rest: int) -> Card:
    """rest: how many things did not fit, and wait for the next message."""
    body: list[Block] = [Paragraph(t("daily.text"))]
    for blocks in items:
        body += [Rule(), Item(blocks)]
    if rest:
        body += [Rule(), Row(t("daily.rest", n=rest), Button(t("daily.show_rest"), "daily.rest"))]
    body.append(Note(t("daily.once_a_day")))
    return Card(t("daily.title"), tuple(body))


def nothing(t: Speech) -> Card:
    return Card(t("daily.title"), (Paragraph(t("daily.nothing")),))
