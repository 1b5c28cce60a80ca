"""What people see of celebrating: one question in private, and at most one post."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.chat.cards import Block, Bullets, Button, Card, Choices, Note, Paragraph, typed
from bot.chat.forms import Field, Form
from bot.chat.texts import Speech

if TYPE_CHECKING:
    from storage.register.projects import Project
    from storage.register.thanks import Thanks


def proposal(t: Speech, project: "Project") -> Card:
    """Whoever wants to celebrate sees first what is asked, and of whom."""
    ask = Button(t("thanks.ask_us"), "thanks.ask", {"id": str(project.id)}, style="primary")
    return Card(t("thanks.title"), (Paragraph(t("thanks.proposal", project=project.name)),), (ask,))


def asked(t: Speech, project: "Project") -> Card:
    return Card(t("thanks.title"), (Paragraph(t("thanks.asked", project=project.name)),))


def cannot(t: Speech, why: str, project: "Project") -> Card:
    """why: "triangle", "waits" or "asked_before"."""
    show = Button(t("chat.show"), "project.show", {"id": str(project.id)})
    return Card(t("thanks.title"), (Paragraph(t(f"thanks.cannot.{why}", project=project.name)),), (show,))


def question(
    t: Speech, kept: "Thanks", project: "Project", changed: Sequence[str], *, leads: bool, may_move: bool
) -> tuple[Block, ...]:
    """leads: the reader may choose the channel, and is asked for it first when there is none. may_move: it may still
    be another one."""
    me = {"id": str(kept.id)}
    no = Button(t("thanks.no"), "thanks.no", me)
    if not kept.place:
        choose = Button(t("thanks.choose"), "thanks.channel", me, style="primary")
        return (Paragraph(t("thanks.where", project=project.name)), Choices((choose, no)))
    buttons = [Button(t("thanks.yes"), "thanks.yes", me, style="primary"), no]
    if leads and may_move:
        buttons.append(Button(t("thanks.choose_another"), "thanks.channel", me))
    return (
        Paragraph(t("thanks.question", project=project.name, channel=kept.channel)),
        *_changed(t, changed),
        Choices(tuple(buttons)),
        Note(t("thanks.nobody_hears")),
    )


def alone(t: Speech, blocks: tuple[Block, ...]) -> Card:
    """The question as a message of its own."""
    return Card(t("thanks.title"), blocks)


def _changed(t: Speech, changed: Sequence[str]) -> tuple[Block, ...]:
    return (Paragraph(t("thanks.changed")), Bullets(tuple(typed(line) for line in changed))) if changed else ()


def channel(t: Speech, kept: "Thanks") -> Form:
    fields = (
        Field("channel", t("thanks.channel"), "channel", required=True),
        Field("name", t("thanks.channel_name"), required=True, longest=60, hint=t("thanks.channel_hint")),
    )
    return Form(t("thanks.channel_title"), fields, t("chat.save"), "thanks.save_channel", {"id": str(kept.id)})


def said_yes(t: Speech, kept: "Thanks", project: "Project") -> Card:
    """The same whatever the others said: so nobody hears it."""
    back = Button(t("thanks.not_me"), "thanks.no", {"id": str(kept.id)})
    text = t("thanks.said_yes", project=project.name, channel=kept.channel)
    return Card(t("thanks.title"), (Paragraph(text),), (back,))


def said_no(t: Speech) -> Card:
    return Card(t("thanks.title"), (Paragraph(t("thanks.said_no")),))


def taken_away(t: Speech, kept: "Thanks") -> Card:
    return Card(t("thanks.title"), (Paragraph(t("thanks.taken_away", channel=kept.channel)),))


def over(t: Speech) -> Card:
    return Card(t("thanks.title"), (Paragraph(t("thanks.over")),))


def post(t: Speech, project: "Project", changed: Sequence[str], names: Sequence[str]) -> Card:
    """names: of whoever said yes and works here, by the alphabet; a single one is not named."""
    listed = t.listed([typed(name) for name in names])
    whom = t("thanks.post.names", names=listed) if len(names) > 1 else t("thanks.post.everybody")
    body = (Paragraph(t("thanks.post.text", project=project.name)), *_changed(t, changed), Paragraph(whom))
    return Card(t("thanks.post.title"), body)
