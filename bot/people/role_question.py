"""The question to somebody who was named for a role: yes, later, or not my task."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from bot.chat.cards import Block, Button, Card, Choices, Note, Paragraph
from bot.chat.texts import Speech
from glossary import Role

if TYPE_CHECKING:
    from storage.register.projects import Project, RoleAssignment

    Waiting = Sequence[tuple[RoleAssignment, Project]]

MOST_IN_ONE_CARD = 12


def card(t: Speech, waiting: "Waiting", asked_by: str = "") -> Card:
    """One card for all roles that wait for this person's answer; the first dozen when there are more."""
    if len(waiting) == 1:
        return _one(t, *waiting[0], asked_by)
    body = (Paragraph(t("people.roles.several", n=len(waiting))), *_bundled(t, waiting))
    return Card(t("people.roles.several_title"), body)


def _bundled(t: Speech, waiting: "Waiting") -> Iterator[Block]:
    for assigned, project in waiting[:MOST_IN_ONE_CARD]:
        yield from question(t, assigned, project, bundled=True)
    if len(waiting) > MOST_IN_ONE_CARD:
        yield Note(t("people.roles.rest", n=len(waiting) - MOST_IN_ONE_CARD))
    yield Note(t("people.roles.nobody_decides_for_you"))


def _one(t: Speech, assigned: "RoleAssignment", project: "Project", asked_by: str) -> Card:
    body: list[Block] = []
    if asked_by:
        body.append(Paragraph(t("people.roles.asked_by", name=asked_by)))
    body += question(t, assigned, project, bundled=False)
    body.append(Note(t("people.roles.nobody_decides_for_you")))
    return Card(t("people.roles.one_title"), tuple(body))


def question(
    t: Speech, assigned: "RoleAssignment", project: "Project", bundled: bool, key: str = "question"
) -> list[Block]:
    """One role with its three answers. bundled: the answer redraws the whole bundle, not this question alone."""
    args = {"project": str(project.id), "role": assigned.role.value, "bundle": "1" if bundled else ""}
    text = t(f"people.roles.{key}", project=project.name, role=assigned.role, what=t.explained(assigned.role))
    answers = (
        Button(t("people.roles.yes"), "role.yes", args, style="primary"),
        Button(t("people.roles.later"), "role.later", args),
        Button(t("people.roles.no"), "role.no", args),
    )
    return [Paragraph(text), Choices(answers)]


def about(project_id: int, role: Role) -> str:
    """Names the question among what waits for the daily message."""
    return f"role {project_id} {role.value}"


def once_more(t: Speech, assigned: "RoleAssignment", project: "Project") -> tuple[Block, ...]:
    """For the daily message, after some days of silence."""
    asked = question(t, assigned, project, bundled=False, key="question_again")
    return (*asked, Note(t("people.roles.once_more")))


def postponed(t: Speech, assigned: "RoleAssignment", project: "Project") -> Card:
    body = (Paragraph(t("people.roles.postponed")), *question(t, assigned, project, bundled=False))
    return Card(t("people.roles.one_title"), body)


def answered(t: Speech, project: "Project", role: Role, answer: str, waiting: "Waiting" = ()) -> Card:
    """answer: yes, no or later. waiting: what is left of a bundle."""
    done = Paragraph(t(f"people.roles.answered_{answer}", project=project.name, role=role))
    show = Button(t("chat.show"), "project.show", {"id": str(project.id)})
    if not waiting:
        return Card(t("people.roles.answered_title"), (done,), (show,))
    return Card(t("people.roles.several_title"), (done, *_bundled(t, waiting)))
