"""What people see when somebody can help: the button, the question to whoever leads, and one line to the other."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.chat.cards import Block, Button, Card, Choices, Note, Paragraph
from bot.chat.texts import Speech
from bot.register import words
from glossary import Role

if TYPE_CHECKING:
    from storage.register.projects import Project


def offer(t: Speech, project_id: int, role: Role | None = None) -> Button:
    """role: None when it follows from what somebody does."""
    args = {"id": str(project_id), **({"role": role.value} if role else {})}
    return Button(t("projects.help.can"), "role.offer", args)


def on_card(t: Speech, project_id: int, roles: Sequence[Role]) -> tuple[Block, ...]:
    """roles: the vacant corners that are the reader's own job."""
    if not roles:
        return ()
    return Paragraph(t("projects.help.yours", roles=words.each_a(t, roles))), Choices((offer(t, project_id),))


def which(t: Speech, project: "Project", roles: Sequence[Role]) -> Card:
    """Somebody who has two of these jobs."""
    buttons = tuple(Button(t.word(role), "role.offer", {"id": str(project.id), "role": role.value}) for role in roles)
    return Card(t("projects.help.title"), (Paragraph(t("projects.help.which", project=project.name)),), buttons)


def offered(t: Speech, project: "Project", role: Role, name: str) -> Card:
    """To who offered. name: who hears of it."""
    return _line(t, project, "projects.help.offered", role, name)


def already(t: Speech, project: "Project", role: Role, *, is_settled: bool) -> Card:
    return _line(t, project, "projects.help.was_settled" if is_settled else "projects.help.waits", role)


def filled(t: Speech, project: "Project") -> Card:
    return _line(t, project, "projects.help.filled")


def not_yours(t: Speech, project: "Project", missing: Sequence[Role]) -> Card:
    """It is somebody else's job; what somebody does stands in their profile."""
    text = t("projects.help.not_yours", project=project.name, roles=words.each_a(t, missing))
    return Card(t("projects.help.title"), (Paragraph(text),), (Button(t("projects.help.profile"), "people.profile"),))


def nobody(t: Speech, project: "Project", names: Sequence[str]) -> Card:
    """names: of who decides about it and cannot be reached here."""
    if not names:
        return _line(t, project, "projects.help.nobody")
    text = t("projects.help.unreachable", project=project.name, n=len(names), names=names)
    show = Button(t("chat.show"), "project.show", {"id": str(project.id)})
    return Card(t("projects.help.title"), (Paragraph(text),), (show,))


def question(t: Speech, project: "Project", role: Role, name: str, colleague_id: int) -> Card:
    """To whoever leads: one question, with both answers."""
    me = {"project": str(project.id), "role": role.value, "colleague": str(colleague_id)}
    text = t("projects.help.question", name=name, role=role, project=project.name)
    answers = (
        Button(t("projects.help.gladly"), "role.welcome", me, style="primary"),
        Button(t("projects.help.settled"), "role.settled", me),
        Button(t("chat.show"), "project.show", {"id": str(project.id)}),
    )
    return Card(t("projects.help.title"), (Paragraph(text), Choices(answers)))


def welcomed(t: Speech, project: "Project", role: Role, name: str) -> Card:
    """To who said yes."""
    return _line(t, project, "projects.help.welcomed", role, name)


def thanked(t: Speech, project: "Project", role: Role, name: str) -> Card:
    """To who said that it is settled."""
    return _line(t, project, "projects.help.thanked", role, name)


def is_yours(t: Speech, project: "Project", role: Role, name: str) -> Card:
    """To who offered, after the yes of whoever leads."""
    return _line(t, project, "projects.help.is_yours", role, name)


def is_settled(t: Speech, project: "Project", role: Role) -> Card:
    """To who offered: no name, and no reason that would be about them."""
    return _line(t, project, "projects.help.is_settled", role)


def gone(t: Speech, project: "Project") -> Card:
    """The offer is no longer there, or the corner no longer vacant."""
    return _line(t, project, "projects.help.gone")


def _line(t: Speech, project: "Project", key: str, role: Role | None = None, name: str = "") -> Card:
    text = t(key, project=project.name, **({"role": role} if role else {}), **({"name": name} if name else {}))
    show = Button(t("chat.show"), "project.show", {"id": str(project.id)})
    return Card(t("projects.help.title"), (Paragraph(text),), (show,))


def still_vacant(t: Speech, project_id: int, name: str, roles: Sequence[Role]) -> tuple[Block, ...]:
    """For the daily message."""
    point = {"id": str(project_id), "kind": "triangle_incomplete"}
    answers = (
        Button(t("projects.still_vacant.ask"), "project.roles", {"id": str(project_id), "first": roles[0].value}),
        Button(t("findings.do.agreed"), "project.agree", point),
    )
    return Paragraph(t("projects.still_vacant.row", project=name, roles=words.each_a(t, roles))), Choices(answers)


def without_lead(t: Speech, rows: Sequence[Sequence[Block]], more: int) -> tuple[Block, ...]:
    """For the overview keeper; more: how many are not in the rows."""
    rest = (Note(t("projects.still_vacant.more", n=more)),) if more else ()
    return (Paragraph(t("projects.still_vacant.without_lead")), *(block for row in rows for block in row), *rest)
