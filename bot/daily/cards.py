"""What people see of the daily message."""

from collections.abc import Sequence

from bot.chat.cards import Block, Button, Card, Item, Note, Paragraph, Row, Rule
from bot.chat.texts import Speech


def bundle(t: Speech, items: Sequence[tuple[Block, ...]], rest: int, is_first: bool = False) -> Card:
    """rest: how many things did not fit, and wait for the next message. is_first: says how often there is one."""
    parts: list[Block] = [Item(blocks) for blocks in items]
    if rest:
        parts.append(Row(t("daily.rest", n=rest), Button(t("daily.show_rest"), "daily.rest")))
    body = [block for part in parts for block in (part, Rule())][:-1]
    if is_first:
        body.append(Note(t("daily.once_a_day")))
    return Card(t("daily.title"), tuple(body))


def nothing(t: Speech) -> Card:
    return Card(t("daily.title"), (Paragraph(t("daily.nothing")),))
