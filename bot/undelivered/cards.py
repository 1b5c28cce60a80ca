"""What an administrator sees of a message that did not arrive: its title and whom it is for, never what is in it."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.chat.cards import Block, Button, Card, Choices, Heading, Note, Paragraph, Text
from bot.chat.texts import Speech
from bot.undelivered.rules import Why


class Undelivered(NamedTuple):
    """id: of the message. reader: a name, several, or a channel. word: the platform's own, for whoever looks it up."""

    id: int
    title: str
    reader: str
    why: Why
    word: str
    is_doubtful: bool


def home(t: Speech, messages: Sequence[Undelivered], most: int) -> tuple[Block, ...]:
    blocks: list[Block] = [Heading(t("undelivered.title"))]
    for message in messages[:most]:
        blocks += _about(t, message)
    more = (Button(t("undelivered.all", n=len(messages)), "undelivered.list"),) if len(messages) > most else ()
    if buttons := (*more, *_all_again(t, messages)):
        blocks.append(Choices(buttons))
    return tuple(blocks)


def all_of_them(t: Speech, messages: Sequence[Undelivered], most: int) -> Card:
    if not messages:
        return Card(t("undelivered.title"), (Paragraph(t("undelivered.none")),))
    body = [block for message in messages[:most] for block in _about(t, message)]
    if len(messages) > most:
        body.append(Note(t("undelivered.more", n=len(messages) - most)))
    return Card(t("undelivered.title"), tuple(body), _all_again(t, messages))


def _all_again(t: Speech, messages: Sequence[Undelivered]) -> tuple[Button, ...]:
    """Where it makes a difference."""
    refused = sum(not message.is_doubtful for message in messages)
    return (Button(t("undelivered.again_all", n=refused), "undelivered.again_all"),) if refused > 1 else ()


def note(t: Speech, message: Undelivered) -> Card:
    """Tells an administrator once; what fails later for the same reason goes untold, but can be sent with it."""
    if message.is_doubtful:
        return Card(t("undelivered.doubtful.title"), _about(t, message))
    everything = Button(t("undelivered.everything"), "undelivered.again_all")
    return Card(t("undelivered.note.title"), _about(t, message), (everything,))


def for_the_asker(t: Speech, what: str, message: Undelivered) -> Card:
    """what: "away", "unsure" or "not_there"."""
    text = t(f"undelivered.asker.{what}", title=message.title, reader=message.reader)
    return Card(t("undelivered.asker.title", reader=message.reader), (Paragraph(text),))


def channel_is_archived(t: Speech, channel_id: int, name: str) -> Card:
    me = {"channel": str(channel_id)}
    buttons = (
        Button(t("undelivered.archived.another"), "overview.channel", me, "primary"),
        Button(t("undelivered.archived.remove"), "overview.remove", me),
    )
    text = Paragraph(t("undelivered.archived.text", name=name))
    return Card(t("undelivered.archived.title"), (text,), buttons)


def done(t: Speech, what: str, title: str) -> Card:
    return Card(t(f"undelivered.{what}.done_title"), (Paragraph(t(f"undelivered.{what}.done", title=title)),))


def sent_all_again(t: Speech, n: int) -> Card:
    return Card(t("undelivered.again.done_title"), (Paragraph(t("undelivered.again_all_done", n=n)),))


def _about(t: Speech, message: Undelivered) -> tuple[Block, ...]:
    about = t("undelivered.about", title=message.title, reader=message.reader)
    reason = t(f"undelivered.why.{message.why}", word=message.word)
    return Paragraph(about), Note(reason), Choices(tuple(_buttons(t, message)))


def _buttons(t: Speech, message: Undelivered) -> list[Button]:
    args = {"letter": str(message.id)}
    sure: Text | None = t("undelivered.again.sure") if message.is_doubtful else None
    again = Button(t("undelivered.again.label"), "undelivered.again", args, confirm=sure)
    drop = Button(t("undelivered.drop.label"), "undelivered.drop", args, "danger", t("undelivered.drop.sure"))
    if message.is_doubtful:
        return [Button(t("undelivered.there.label"), "undelivered.there", args, "primary"), again, drop]
    return [again, drop]
