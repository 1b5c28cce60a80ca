"""What an administrator sees of a message that did not arrive: its title and whom it is for, never what is in it."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.chat.cards import Block, Button, Card, Choices, Heading, Note, Paragraph, Text
from bot.chat.texts import Speech
from bot.undelivered.rules import Why


class Undelivered(NamedTuple):
    """id: of the letter. reader: a name, several, or a channel. word: the platform's own, for who looks it up."""

    id: int
    title: str
    reader: str
    why: Why
    word: str
    is_doubtful: bool


def home(t: Speech, letters: Sequence[Undelivered], most: int) -> tuple[Block, ...]:
    blocks: list[Block] = [Heading(t("undelivered.title"))]
    for letter in letters[:most]:
        blocks += _about(t, letter)
    more = (Button(t("undelivered.all", n=len(letters)), "undelivered.list"),) if len(letters) > most else ()
    if buttons := (*more, *_all_again(t, letters)):
        blocks.append(Choices(buttons))
    return tuple(blocks)


def all_of_them(t: Speech, letters: Sequence[Undelivered], most: int) -> Card:
    if not letters:
        return Card(t("undelivered.title"), (Paragraph(t("undelivered.none")),))
    body = [block for letter in letters[:most] for block in _about(t, letter)]
    if len(letters) > most:
        body.append(Note(t("undelivered.more", n=len(letters) - most)))
    return Card(t("undelivered.title"), tuple(body), _all_again(t, letters))


def _all_again(t: Speech, letters: Sequence[Undelivered]) -> tuple[Button, ...]:
    """Where it makes a difference."""
    refused = sum(not letter.is_doubtful for letter in letters)
    return (Button(t("undelivered.again_all", n=refused), "undelivered.again_all"),) if refused > 1 else ()


def note(t: Speech, letter: Undelivered) -> Card:
    """Tells an administrator about it, once; what follows for the same reason is not told, but can be sent with it."""
    if letter.is_doubtful:
        return Card(t("undelivered.doubtful.title"), _about(t, letter))
    everything = Button(t("undelivered.everything"), "undelivered.again_all")
    return Card(t("undelivered.note.title"), _about(t, letter), (everything,))


def done(t: Speech, what: str, title: str) -> Card:
    return Card(t(f"undelivered.{what}.done_title"), (Paragraph(t(f"undelivered.{what}.done", title=title)),))


def sent_all_again(t: Speech, n: int) -> Card:
    return Card(t("undelivered.again.done_title"), (Paragraph(t("undelivered.again_all_done", n=n)),))


def _about(t: Speech, letter: Undelivered) -> tuple[Block, ...]:
    about = t("undelivered.about", title=letter.title, reader=letter.reader)
    reason = t(f"undelivered.why.{letter.why}", word=letter.word)
    return Paragraph(about), Note(reason), Choices(tuple(_buttons(t, letter)))


def _buttons(t: Speech, letter: Undelivered) -> list[Button]:
    args = {"letter": str(letter.id)}
    sure: Text | None = t("undelivered.again.sure") if letter.is_doubtful else None
    again = Button(t("undelivered.again.label"), "undelivered.again", args, confirm=sure)
    drop = Button(t("undelivered.drop.label"), "undelivered.drop", args, "danger", t("undelivered.drop.sure"))
    if letter.is_doubtful:
        return [Button(t("undelivered.there.label"), "undelivered.there", args, "primary"), again, drop]
    return [again, drop]
