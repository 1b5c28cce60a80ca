"""What colleagues see of a text on which they agree: the question, what the others said, and thanks."""

from collections.abc import Sequence

from bot.chat.cards import Block, Bullets, Button, Card, Choices, Paragraph
from bot.chat.texts import Speech
from bot.writing.agreement import CornerSaid
from bot.writing.cards import Which, answers, corner_line


def question(t: Speech, which: Which, ask: int, of: str, name: str, project: str, title: str) -> tuple[Block, ...]:
    """For the daily message: whether they agree. name: who asks."""
    text = t("writing.agree.question", name=name, kind=which.kind, project=project, title=title)
    return Paragraph(text), Choices((*answers(t, ask, of), _look(t, which)))


def _look(t: Speech, which: Which) -> Button:
    return Button(t("writing.agree.look"), "writing.show", which.args)


def answered(
    t: Speech, which: Which, title: str, corners: Sequence[CornerSaid], *, is_ready: bool
) -> tuple[Block, ...]:
    """For the daily message of whoever asked: what the others said."""
    key = "writing.agree.all_said_yes" if is_ready else "writing.agree.said"
    return (
        Paragraph(t(key, kind=which.kind, title=title)),
        *(() if is_ready else (Bullets(tuple(corner_line(t, each) for each in corners)),)),
        Choices((_look(t, which),)),
    )


def asked(t: Speech, which: Which, names: Sequence[str], unreachable: Sequence[str]) -> Card:
    """names: who gets the question in their next daily message."""
    body = [Paragraph(t("writing.agree.asked", names=names) if names else t("writing.agree.nobody"))]
    if unreachable:
        body.append(Paragraph(t("writing.agree.unreachable", names=unreachable)))
    return Card(t("writing.agree.ask"), tuple(body), (_look(t, which),))


def thanked(t: Speech, which: Which, title: str, *, agreed: bool) -> Card:
    key = "writing.agree.thanked" if agreed else "writing.agree.thanked_for_no"
    return Card(t.word(which.kind), (Paragraph(t(key, kind=which.kind, title=title)),), (_look(t, which),))


def changed(t: Speech, which: Which, title: str) -> Card:
    """Since it was asked: what they would agree with is not what they saw."""
    return Card(t.word(which.kind), (Paragraph(t("writing.agree.changed", title=title)),), (_look(t, which),))
