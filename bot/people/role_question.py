"""The question to somebody who was named for roles: one a project, with yes, later, or not my task."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from bot.chat.cards import Block, Bullets, Button, Card, Choices, Note, Paragraph, Text, typed
from bot.chat.forms import Field, Form, Option
from bot.chat.texts import Speech
from glossary import Role

if TYPE_CHECKING:
    from storage.register.projects import Project, RoleAssignment

    Waiting = Sequence[tuple[RoleAssignment, Project]]

MOST_IN_ONE_CARD = 12
"""Projects."""
MOST_ROLES = 40
"""In one card: its buttons hold their codes."""
YES, LATER, NO = "yes", "later", "no"


class Asked(NamedTuple):
    """One question: everything that somebody was named for in one project."""

    project: "Project"
    roles: list[Role]


def by_project(waiting: "Waiting") -> list[Asked]:
    """In the order in which they were asked; the triangle first."""
    found: dict[int, Asked] = {}
    for assigned, project in waiting:
        found.setdefault(project.id, Asked(project, [])).roles.append(assigned.role)
    return [Asked(project, sorted(roles, key=list(Role).index)) for project, roles in found.values()]


def card(t: Speech, waiting: "Waiting", asked_by: str = "") -> Card:
    """One card for all that waits for this person's answer; the first dozen projects when there are more."""
    several = len(by_project(waiting)) > 1
    named_by = () if several or not asked_by else (Paragraph(t("people.roles.asked_by", name=asked_by)),)
    body = (*named_by, *questions(t, waiting), Note(t("people.roles.nobody_decides_for_you")))
    return Card(t("people.roles.several_title" if several else "people.roles.one_title"), body)


def questions(t: Speech, waiting: "Waiting", again: bool = False) -> tuple[Block, ...]:
    """With the answers to all of them together. again: this person heard it before, in other words."""
    asked = by_project(waiting)
    if len(asked) == 1:
        return _question(t, asked[0], again)
    shown = _fitting(asked)
    left = len(asked) - len(shown)
    line = "people.roles.line_again" if again else "people.roles.line"
    lines = [t(line, project=project.name, role=roles) for project, roles in shown]
    return (
        Paragraph(t("people.roles.several_again" if again else "people.roles.several", n=len(asked))),
        Bullets(tuple(lines)),
        Choices(tuple(_answers_to_all(t, shown))),
        *((Note(t("people.roles.rest", n=left)),) if left else ()),
    )


def _fitting(asked: Sequence[Asked]) -> Sequence[Asked]:
    roles = 0
    for at, each in enumerate(asked):
        roles += len(each.roles)
        if at == MOST_IN_ONE_CARD or (at and roles > MOST_ROLES):
            return asked[:at]
    return asked


def _question(t: Speech, asked: Asked, again: bool) -> tuple[Block, ...]:
    project, roles = asked
    what = t.explained(roles[0])
    key = "people.roles.question_again" if again else "people.roles.question"
    return Paragraph(t(key, project=project.name, role=roles, what=what)), Choices(tuple(_answers(t, asked)))


def _args(asked: Asked) -> dict[str, str]:
    return {"project": str(asked.project.id), "role": ",".join(role.value for role in asked.roles)}


def _answers(t: Speech, asked: Asked) -> Iterator[Button]:
    args = _args(asked)
    yield Button(t("people.roles.yes"), "role.yes", args, style="primary")
    yield Button(t("people.roles.later"), "role.later", args)
    yield Button(t("people.roles.no"), "role.no", args)
    if len(asked.roles) > 1:
        yield Button(t("people.roles.each_role"), "role.choose", args)


def _answers_to_all(t: Speech, shown: Sequence[Asked]) -> Iterator[Button]:
    """Yes is a yes to what is read here, so the buttons say to what; not to whatever may wait by then."""
    codes = [f"{project.id}.{role.value}" for project, roles in shown for role in roles]
    args = {"roles": ",".join(codes)}
    yield Button(t("people.roles.yes_to_all"), "role.yes", args, style="primary")
    yield Button(t("people.roles.each_project"), "role.choose", args)
    yield Button(t("people.roles.later"), "role.later", args)


def choose_form(t: Speech, asked: Sequence[Asked], args: Mapping[str, str]) -> Form:
    """An answer for each project; whoever chooses nothing has not answered."""
    fields = tuple(
        Field(
            field_of(project.id),
            typed(project.name),
            "choice",
            options=tuple(_options(t, roles)),
            required=True,
            value=LATER,
            hint=t.listed([t.word(role) for role in roles]),
        )
        for project, roles in asked
    )
    return Form(t("people.roles.choose_title"), fields, t("chat.save"), "role.save_chosen", args)


def field_of(project_id: int) -> str:
    return f"project_{project_id}"


def _options(t: Speech, roles: Sequence[Role]) -> Iterator[Option]:
    yield Option(YES, t("people.roles.yes"))
    if len(roles) > 1:
        yield from (Option(role.value, t("people.roles.only", role=role)) for role in roles)
    yield Option(LATER, t("people.roles.later"))
    yield Option(NO, t("people.roles.no"))


def about(colleague_id: int) -> str:
    """Names what of this waits for somebody's daily message."""
    return f"roles {colleague_id}"


def once_more(t: Speech, waiting: "Waiting") -> tuple[Block, ...]:
    """For the daily message, after some days of silence."""
    return (*questions(t, waiting, again=True), Note(t("people.roles.once_more")))


def postponed(t: Speech, waiting: "Waiting") -> Card:
    body = (Paragraph(t("people.roles.postponed")), *questions(t, waiting))
    return Card(t("people.roles.one_title"), body)


def yours(t: Speech, asked: Asked) -> Card:
    """For whoever said yes, and then finds the no of an old question."""
    text = Paragraph(t("people.roles.yours", project=asked.project.name, role=asked.roles))
    give_back = Button(t("people.roles.give_back"), "role.give_back", _args(asked))
    show = Button(t("chat.show"), "project.show", {"id": str(asked.project.id)})
    return Card(t("people.roles.yours_title"), (text,), (show, give_back))


def answered(t: Speech, done: Sequence[tuple[Asked, str]], waiting: "Waiting" = ()) -> Card:
    """done: with yes, no or later. waiting: what the same message asked too, and has no answer yet."""
    lines = [
        t(f"people.roles.answered_{answer}", project=project.name, role=roles) for (project, roles), answer in done
    ]
    said = _said(lines)
    if waiting:
        return Card(t("people.roles.several_title"), (*said, *questions(t, waiting)))
    show = Button(t("chat.show"), "project.show", {"id": str(done[0][0].project.id)})
    mine = Button(t("people.menu.projects"), "project.menu")
    return Card(t("people.roles.answered_title"), said, (show if len(lines) == 1 else mine,))


def _said(lines: Sequence[Text]) -> tuple[Block, ...]:
    return (Paragraph(lines[0]),) if len(lines) == 1 else (Bullets(tuple(lines)),)
