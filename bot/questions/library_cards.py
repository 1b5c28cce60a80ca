"""What whoever keeps the cards sees of them."""

from collections.abc import Sequence

from bot.chat.cards import Attachment, Button, Card, Note, Paragraph, Row, typed
from bot.chat.texts import Speech

MOST_ROWS = 40
"""A message on Slack holds fifty blocks; the file holds them all."""


def every_card(t: Speech, cards: Sequence[tuple[str, str, str]]) -> Card:
    """Key, title, and "shipped", "changed", "hidden" or "own"."""
    rows = []
    for key, title, state in cards[:MOST_ROWS]:
        back = state == "hidden"
        label, action = ("how_to.put_back", "how_to.put_back") if back else ("chat.show", "how_to.show")
        rows.append(Row(t(f"how_to.row.{state}", title=title), Button(t(label), action, {"key": key})))
    left = len(cards) - MOST_ROWS
    more = (Note(t("how_to.more", n=left)),) if left > 0 else ()
    buttons = (
        Button(t("how_to.new"), "how_to.new", style="primary"),
        Button(t("how_to.file_out"), "how_to.file"),
        Button(t("how_to.file_in"), "how_to.file_in"),
    )
    return Card(t("how_to.all"), (Note(t("how_to.all_text")), *rows, *more), buttons)


def saved(t: Speech, key: str) -> Card:
    buttons = (Button(t("chat.show"), "how_to.show", {"key": key}), Button(t("how_to.all"), "how_to.list"))
    return Card(t("how_to.saved.title"), (Paragraph(t("how_to.saved.text")),), buttons)


def file(t: Speech, written: str) -> Card:
    attached = Attachment("kaarten.toml", written.encode())
    return Card(t("how_to.all"), (Paragraph(t("how_to.file_text")),), files=(attached,))


def brought_in(t: Speech, cards: int) -> Card:
    return Card(
        t("how_to.all"), (Paragraph(t("how_to.brought_in", n=cards)),), (Button(t("how_to.all"), "how_to.list"),)
    )


def not_read(t: Speech, wrong: str) -> Card:
    return Card(t("how_to.all"), (Paragraph(t("how_to.not_read", wrong=typed(wrong[:200]))),))


def not_allowed(t: Speech) -> Card:
    return Card(t("how_to.all"), (Paragraph(t("how_to.not_allowed")),))
