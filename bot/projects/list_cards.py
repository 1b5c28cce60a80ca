"""Lists of projects."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from bot.chat.cards import Block, Button, Card, Choices, Heading, Note, Paragraph, Row, Rule, Text
from bot.chat.texts import Speech
from bot.findings import triangle
from bot.projects import help_cards
from bot.register import words
from glossary import TRIANGLE, Discipline

if TYPE_CHECKING:
    from storage.reports.project_list import ProjectLine

PAGE = 10
MANY = 1000
"""A list is counted up to here: after that it says "more than"."""


def menu(t: Speech, last_few: Sequence["ProjectLine"], mine: bool) -> Card:
    body: list[Block] = []
    if last_few:
        body.append(Paragraph(t("projects.menu.my_last_few") if mine else t("projects.menu.last_few")))
        body += [row(t, project) for project in last_few]
    else:
        body.append(Paragraph(t("projects.menu.empty")))
    buttons = (
        Button(t("projects.menu.new"), "project.new", style="primary"),
        Button(t("projects.menu.list"), "project.list"),
        Button(t("projects.menu.search"), "project.search"),
        Button(t("projects.menu.export"), "project.export"),
        Button(t("projects.menu.help"), "help", {"root": "project"}),
    )
    return Card(t("projects.menu.title"), tuple(body), buttons)


def row(t: Speech, project: "ProjectLine") -> Row:
    """One line of a list: name, status, and while there is work to do how the triangle stands."""
    if project.status.is_live:
        triangle = triangle_in_short(t, project)
        text = t("projects.row.full", name=project.name, status=project.status, triangle=triangle)
    else:
        text = t("projects.row.done", name=project.name, status=project.status)
    return Row(text, Button(t("chat.show"), "project.show", {"id": str(project.id)}))


def triangle_in_short(t: Speech, project: "ProjectLine") -> Text:
    named = project.named
    if missing := triangle.missing_corners(named):
        return t("projects.triangle.misses", roles=words.each_a(t, missing))
    unasked = triangle.unasked_corners(named)
    if len(unasked) == len(TRIANGLE):
        return t("projects.triangle.nobody_asked")
    if unasked:
        waits = len(triangle.unaccepted_corners(named)) > len(unasked)
        return t("projects.triangle.waits_and_not_asked" if waits else "projects.triangle.not_asked", roles=unasked)
    return t("projects.triangle.waits" if triangle.unaccepted_corners(named) else "projects.triangle.complete")


def project_list(
    t: Speech,
    found: Sequence["ProjectLine"],
    total: int,
    page: int,
    args: Mapping[str, str],
    mine: Collection[Discipline] = (),
    title: Text | None = None,
) -> Card:
    """One page. args: what the list was narrowed to, for the buttons that turn the page; title: the same in words.

    mine: what the reader does.
    """
    title = title or t("projects.list.title")
    if not found:
        nothing = (Button(t("projects.list.all"), "project.list"), Button(t("projects.menu.new"), "project.new"))
        return Card(title, (Paragraph(t("projects.list.nothing")),), nothing)
    first = page * PAGE + 1
    part = "projects.list.shown_of_many" if total > MANY else "projects.list.shown_part"
    shown = t(
        "projects.list.shown" if len(found) == total else part,
        first=first,
        last=first + len(found) - 1,
        n=min(total, MANY),
    )
    buttons = [Button(t("projects.list.narrow"), "project.narrow")]
    if page:
        buttons.append(Button(t("projects.list.previous"), "project.list", {**args, "page": str(page - 1)}))
    if first + len(found) <= total or total > MANY:
        buttons.append(Button(t("projects.list.next"), "project.list", {**args, "page": str(page + 1)}))
    share = Button(t("projects.list.title"), "project.list", {**args, "page": str(page)})
    rows = tuple(block for project in found for block in _in_list(t, project, mine))
    return Card(title, (*rows, Note(shown)), tuple(buttons), share)


def _in_list(t: Speech, project: "ProjectLine", mine: Collection[Discipline]) -> tuple[Block, ...]:
    """With a button for whoever can fill a corner that nobody fills."""
    line = row(t, project)
    if not project.status.is_live or not triangle.can_fill(project.named, mine):
        return (line,)
    assert line.button
    return Paragraph(line.text), Choices((line.button, help_cards.offer(t, project.id)))


def my_projects(t: Speech, mine: Sequence["ProjectLine"]) -> tuple[Block, ...]:
    if not mine:
        return Heading(t("projects.home.mine")), Note(t("projects.home.none")), Rule()
    return (Heading(t("projects.home.mine")), *(row(t, project) for project in mine), Rule())
