"""What people see of a proposal to do something together. It assigns nobody to anything."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from bot.chat.cards import Block, Bullets, Button, Card, Choices, Note, Paragraph, Text
from bot.chat.texts import Speech

if TYPE_CHECKING:
    from storage.register.joint_proposals import JointAnswer
    from storage.register.moments import Moment
    from storage.register.projects import Project


class Both(NamedTuple):
    """The moment that was being planned, and the one of another project that asks the same people."""

    moment: "Moment"
    project: "Project"
    other: "Moment"
    other_project: "Project"


def question(t: Speech, proposal: int, both: Both, who: str) -> Card:
    text = t("moments.join.text", who=who, project=both.project.name, other=both.other_project.name)
    body: tuple[Block, ...] = (
        Paragraph(text),
        Bullets(_moments(t, both)),
        Paragraph(t("moments.join.question")),
        Note(t("moments.join.nobody_is_tied")),
    )
    return Card(t("moments.join.title"), body, _buttons(t, proposal))


def _moments(t: Speech, both: Both) -> tuple[Text, ...]:
    pairs = ((both.moment, both.project), (both.other, both.other_project))
    return tuple(
        t(
            "moments.join.moment",
            title=moment.title, project=project.name, when=t.days(moment.starts_on, moment.ends_on, moment.hours),
        )
        for moment, project in pairs
    )  # fmt: skip


def _buttons(t: Speech, proposal: int) -> tuple[Button, ...]:
    me = {"proposal": str(proposal)}
    return (
        Button(t("moments.join.yes"), "joint.yes", me, style="primary"),
        Button(t("moments.join.not_now"), "joint.not_now", me),
    )


def meet(t: Speech, both: Both) -> Card:
    """In the conversation of those who like it."""
    show = [
        Button(t("moments.join.show", project=project.name), "moment.show", {"moment": str(moment.id)})
        for moment, project in ((both.moment, both.project), (both.other, both.other_project))
    ]
    body = (Paragraph(t("moments.join.meet")), Bullets(_moments(t, both)), Note(t("moments.join.meet_hint")))
    return Card(t("moments.join.meet_title"), body, tuple(show))


def answered(t: Speech, proposal: int, both: Both, said: "Sequence[JointAnswer]", names: Mapping[int, str]) -> Card:
    """Instead of the question, for whoever has answered it; they may still think otherwise."""
    body = (Bullets(_moments(t, both)), *_said(t, said, names))
    show = Button(t("moments.join.project"), "project.show", {"id": str(both.other_project.id)})
    return Card(t("moments.join.title"), body, (*_buttons(t, proposal), show))


def answers(
    t: Speech,
    proposal: int,
    both: Both,
    said: "Sequence[JointAnswer]",
    names: Mapping[int, str],
    has_answered: bool,
) -> tuple[Block, ...]:
    """For the daily message of the others."""
    title = t("moments.join.said", project=both.project.name, other=both.other_project.name)
    buttons = () if has_answered else (Choices(_buttons(t, proposal)),)
    return (Paragraph(title), *_said(t, said, names), *buttons)


def _said(t: Speech, said: "Sequence[JointAnswer]", names: Mapping[int, str]) -> tuple[Block, ...]:
    lines = tuple(
        t(
            "moments.join.said_yes" if each.is_good else "moments.join.said_not_now",
            who=names.get(each.colleague_id) or t("chat.former_colleague"),
        )
        for each in said
    )
    together = (Paragraph(t("moments.join.go")),) if sum(each.is_good for each in said) > 1 else ()
    return (Bullets(lines), *together)
