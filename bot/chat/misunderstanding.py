"""The answer to a word that is not a command."""

from bot.chat.cards import Button, Card, Choices, Paragraph
from bot.chat.router import Misunderstood
from bot.chat.texts import Speech

LONGEST_WORD = 40


def card(t: Speech, said: Misunderstood) -> Card:
    typed = said.typed[:LONGEST_WORD]
    menu = Button(t("chat.not_understood.menu"), "command", {"command": said.root})
    if not said.nearest:
        text = Paragraph(t("chat.not_understood.nothing_near", typed=typed))
        return Card(t("chat.not_understood.title"), (text,), (menu,))
    nearest = tuple(
        Button(t("chat.command", root=root, verb=verb), command.action)
        for command in said.nearest
        for root, verb in [command.typed_in(t.language)]
    )
    text = Paragraph(t("chat.not_understood.text", typed=typed))
    return Card(t("chat.not_understood.title"), (text, Choices(nearest)), (menu,))
