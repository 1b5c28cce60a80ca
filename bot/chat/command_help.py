"""Help and the menus of what is still to come, made from the registry."""

from collections.abc import Iterator, Sequence

from bot.chat.cards import Block, Bullets, Button, Card, Note, Paragraph, Row, Text
from bot.chat.feature import Command, root_in
from bot.chat.texts import Speech

COMMANDS = (Command("samenspel", "help", "help", ("hulp", "?"), english="help"),)


def topics(t: Speech, commands: Sequence[Command]) -> Card:
    """What there is, with a button to each: somebody who asks for help wants to choose, not to read."""
    rows = tuple(_topics(t, commands))
    every = Button(t("chat.help.every_command"), "help", {"all": "1"})
    return Card(t("chat.help.title"), (Paragraph(t("chat.help.choose")), *rows), (every,))


def _topics(t: Speech, commands: Sequence[Command]) -> Iterator[Row]:
    for command in commands:
        if not command.verb:
            what = t(f"command.{command.root}.menu")
            yield Row(t("chat.help.bare", root=command.root, what=what), Button(t("chat.help.open"), command.action))


def card(t: Speech, commands: Sequence[Command], root: str = "") -> Card:
    """Every command with what it does, or only those of one root."""
    body: list[Block] = []
    for shown in dict.fromkeys(command.root for command in commands):
        if root in ("", shown):
            own = [command for command in commands if command.root == shown]
            body += [
                Paragraph(t("chat.help.root", root=root_in(shown, t.language))),
                Bullets(tuple(_line(t, command) for command in own)),
            ]
    body.append(Note(t("chat.help.long_way")))
    return Card(t("chat.help.title"), tuple(body))


def _line(t: Speech, command: Command) -> Text:
    what = t(f"command.{command.root}.{command.verb or 'menu'}")
    root, verb = command.typed_in(t.language)
    if not command.verb:
        return t("chat.help.bare", root=root, what=what)
    return t("chat.help.line", root=root, verb=verb, what=what)
