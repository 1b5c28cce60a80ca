"""Help and the menus of what is still to come, made from the registry."""

from collections.abc import Sequence

from bot.chat.cards import Block, Bullets, Button, Card, Heading, Note, Paragraph, Rule, Text, in_rows
from bot.chat.feature import Command, root_in
from bot.chat.own_words import OwnWords
from bot.chat.texts import Speech

COMMANDS = (
    Command(
        "samenspel",
        "help",
        "help",
        ("hulp", "?"),
        english="help",
        said=OwnWords(
            (
                "HELP",
                "hoe|how gebruik|use jou|je|you|dit|this|samenspel|bot",
                "ik|i ben|am nieuw|nieuwe|new",
                "ik|i waar|where beginnen|begin|start",
                "wie|who ben|are jij|je|you",
                "nieuw|nieuwe|new hier|here|bot|this",
                "wat|what is|ben this|dit|jij|je for|voor",
                "wat|what doe|do|doet jij|je|you",
                "wat|what kan|can ik|i hier|here|doen|do",
                "what can i ask",
                "wat kan ik vragen",
                "snap|begrijp|understand niet|niks|not|don't|nothing",
                "wat|what opties|options|mogelijkheden|possibilities|keuzes",
                "alle|all HELP",
                "HELP CAN",
                "wat|what CAN",
                "what can you|i do",
                "wat kan|kun je|jij|ik",
                "hoe|how werkt|work|works .",
                "hoe|how werkt|work|works dit|this|je|samenspel|bot",
                "hoe|how werkt|work|works het|it .",
            ),
        ),
    ),
)


ALL = "all"
"""In the place of a root."""


def doors(t: Speech, where: Sequence[Button]) -> Card:
    """What do you want to do? The list of commands is one click away."""
    text = Paragraph(t("chat.help.question"))
    return Card(t("chat.help.title"), (text, *in_rows(where)), (Button(t("chat.help.all"), "help", {"root": ALL}),))


def card(t: Speech, commands: Sequence[Command], root: str) -> Card:
    """Every command with what it does, or only those of one root."""
    body: list[Block] = []
    for shown in dict.fromkeys(command.root for command in commands):
        if root in (ALL, shown):
            own = [command for command in commands if command.root == shown]
            body += [
                Heading(t("chat.help.root", root=root_in(shown, t.language))),
                Bullets(tuple(_line(t, command) for command in own)),
            ]
    body += [Rule(), Note(t("chat.help.long_way"))]
    return Card(t("chat.help.title"), tuple(body))


def _line(t: Speech, command: Command) -> Text:
    what = t(f"command.{command.root}.{command.verb or 'menu'}")
    root, verb = command.typed_in(t.language)
    if not command.verb:
        return t("chat.help.bare", root=root, what=what)
    return t("chat.help.line", root=root, verb=verb, what=what)
