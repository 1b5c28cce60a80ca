"""What people see of what is worth a look: of one project, and of many."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from bot.chat.cards import Block, Bullets, Button, Card, Note, Paragraph, Row, typed
from bot.chat.texts import Speech
from bot.findings import cards as findings_cards
from bot.findings.facts import Areas, ContactMoment
from bot.findings.finding import Finding

if TYPE_CHECKING:
    from storage.register.projects import Project
    from storage.reports.findings import PlannedMoment

PAGE = 10
MOST_PLACES = 5


def noticed(
    t: Speech, project: "Project", findings: Sequence[Finding], may_edit: bool, how_to: Mapping[str, Button]
) -> Card:
    """All that is worth a look, each with why it matters. how_to: what tells how it is done."""
    show = Button(t("chat.show"), "project.show", {"id": str(project.id)})
    body = findings_cards.in_full(t, findings, may_edit, how_to) or [Paragraph(t("projects.noticed.nothing"))]
    return Card(t("projects.noticed.title"), (Paragraph(typed(project.name)), *body), (show,))


def thanks(t: Speech, project: "Project") -> Card:
    show = Button(t("chat.show"), "project.show", {"id": str(project.id)})
    return Card(
        t("projects.noticed.thanks_title"), (Paragraph(t("projects.noticed.thanks", name=project.name)),), (show,)
    )


def new(
    t: Speech, projects: Sequence[Sequence[Finding]], urgent_now: Mapping[int, ContactMoment | None]
) -> tuple[Block, ...]:
    """In the message to somebody of their triangles: what is new, project by project.

    urgent_now: the moment that made a point of this project urgent since it was told.
    """
    blocks: list[Block] = [Paragraph(t("projects.noticed.yours"))]
    for findings in projects:
        heading, *rows = findings_cards.of_project(t, findings)
        blocks.append(heading)
        if moment := urgent_now[findings[0].project.id]:
            blocks.append(Paragraph(t("projects.noticed.urgent_now", title=moment.title, date=moment.starts_on)))
        blocks += rows
    return (*blocks, Note(t("projects.noticed.not_again")))


def for_keeper(t: Speech, findings: int, projects: int) -> tuple[Block, ...]:
    text = t("projects.noticed.all", n=findings, projects=t("projects.noticed.in_projects", n=projects))
    return (Row(text, Button(t("chat.show"), "project.findings_all")),)


def everything(t: Speech, projects: Sequence[Sequence[Finding]], total: int, page: int) -> Card:
    """One page of all projects with something worth a look, for whoever keeps the register."""
    if not projects:
        return Card(t("projects.noticed.title"), (Paragraph(t("projects.noticed.nothing")),))
    rows = tuple(_line(t, findings) for findings in projects)
    first = page * PAGE + 1
    key = "projects.noticed.shown" if len(projects) == total else "projects.noticed.shown_part"
    shown = Note(t(key, first=first, last=first + len(projects) - 1, n=total))
    turn = [
        Button(t(f"projects.list.{key}"), "project.findings_all", {"page": str(to)})
        for key, to, is_there in (("previous", page - 1, page > 0), ("next", page + 1, first + len(projects) <= total))
        if is_there
    ]
    return Card(t("projects.noticed.title"), (*rows, shown), tuple(turn))


def _line(t: Speech, findings: Sequence[Finding]) -> Row:
    project = findings[0].project
    text = t("projects.noticed.line", name=project.name, n=len(findings), first=findings_cards.saw(t, findings[0]))
    return Row(text, Button(t("chat.show"), "project.findings", {"id": str(project.id)}))


def in_areas(
    t: Speech,
    areas: Areas,
    busy: Sequence[tuple[str, int]],
    findings: Sequence[Finding],
    planned: "Sequence[PlannedMoment]",
) -> tuple[Block, ...]:
    """To an area manager. busy: neighbourhoods that have become red, with how much counts there.

    planned: what others planned there last week.
    """
    blocks: list[Block] = [Paragraph(t("projects.noticed.your_areas"))]
    if busy:
        lines = (t("projects.noticed.red", area=areas.name(code), n=asks) for code, asks in busy[:MOST_PLACES])
        blocks.append(Bullets(tuple(lines)))
        code = busy[0][0]
        blocks.append(Row(t("projects.noticed.look_there"), Button(t("chat.show"), "load.area", {"area": code})))
    blocks += (findings_cards.looked(t, finding) for finding in findings[:MOST_PLACES])
    blocks += (_planned(t, areas, each) for each in planned[:MOST_PLACES])
    if len(planned) > MOST_PLACES:
        blocks.append(Note(t("projects.noticed.more_planned", n=len(planned) - MOST_PLACES)))
    return tuple(blocks)


def _planned(t: Speech, areas: Areas, planned: "PlannedMoment") -> Row:
    text = t(
        "projects.noticed.planned",
        title=planned.title,
        project=planned.project,
        when=t.days(planned.starts_on, planned.ends_on),
        where=[areas.name(code) for code in planned.areas],
    )
    return Row(text, Button(t("chat.show"), "moment.show", {"moment": str(planned.id)}))
