"""`/overzicht gebied`: one area, with its projects and moments, how much is asked there, and what is owed."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.chat.cards import Block, Button, Card, Heading, Note, Paragraph, Row, Text, typed
from bot.chat.forms import Field, Form
from bot.chat.replies import Ask, Reply, Say
from bot.chat.requests import OldButton, Request
from bot.chat.texts import Speech, speech
from bot.findings import gather, missed
from bot.findings.facts import Areas
from bot.findings.load import Colour, monday_of
from bot.load import cards, looking, owed, wanted
from bot.load.cards import ShownAreaLine
from bot.load.owed import AllOwed
from bot.load.wanted import Wanted
from glossary import Status
from storage.reports import agenda, project_list
from storage.reports.agenda import AgendaFilter
from storage.reports.project_list import ProjectFilter

if TYPE_CHECKING:
    from storage.reports.agenda import AgendaLine
    from storage.reports.project_list import ProjectLine

FEW = 5
MANY = 100
"""Counted up to here."""
AHEAD = dt.timedelta(weeks=6)


@dataclass(frozen=True, slots=True)
class ShownArea:
    """Everything about one area. project_count: how many are live; projects: the first of them. missed: sentences.

    more: of other features.
    """

    code: str
    name: str
    project_count: int
    projects: "Sequence[ProjectLine]"
    neighbourhoods: Sequence[ShownAreaLine]
    moments: "Sequence[AgendaLine]"
    owed: AllOwed
    missed: Sequence[Text] = ()
    more: Sequence[Block] = ()


def show(request: Request, db: Session) -> Sequence[Reply]:
    asked = wanted.asked(request)
    areas = gather.areas(db)
    t = speech(request.language)
    if asked.area:
        if asked.area not in areas:
            raise OldButton("area")
        return [Say(card(t, _whole(request, db, areas, asked), request.public))]
    mine = sorted(looking.own_areas(db, request.person.id))
    if len(mine) == 1 and not asked.unknown:
        return show(request.asks("load.area", area=mine[0]), db)
    if mine and not asked.unknown:
        return [Say(_which(t, [(code, areas.name(code)) for code in mine]))]
    return [Ask(_form(t, asked.unknown))]


def other(request: Request, db: Session) -> Sequence[Reply]:
    return [Ask(_form(speech(request.language)))]


def found(request: Request, db: Session) -> Sequence[Reply]:
    return show(request.asks("load.area", area=request.text("area")), db)


def _whole(request: Request, db: Session, areas: Areas, asked: Wanted) -> ShownArea:
    t = speech(request.language)
    norms = gather.norms(db)
    here = areas.neighbourhoods_in([asked.area])
    around = {code for each in here for code in areas.around(each)} | {asked.area}
    live = ProjectFilter(statuses=(Status.UPCOMING, Status.ONGOING), area_codes=tuple(sorted(around)))
    page = project_list.project_page(db, live, FEW, 0, count_to=100)
    this = Wanted(asked.area, None, monday_of(request.today))
    weeks = gather.weeks(db, areas, this.monday, request.today, norms, within=asked.area)
    last = request.today + AHEAD
    return ShownArea(
        code=asked.area,
        name=areas.name(asked.area),
        project_count=page.total,
        projects=page.lines,
        neighbourhoods=looking.area_lines(weeks, areas, norms, this),
        moments=agenda.moments_in(db, request.today, last, AgendaFilter(around), MANY),
        owed=owed.owed(db, areas, norms, request.today, asked.area, FEW),
        missed=list(missed.in_words(t, gather.missed(db, areas, [asked.area], request.today))),
        more=[block for each in request.contributed.about_area for block in each(request, db, around)],
    )


def card(t: Speech, area: ShownArea, public: bool) -> Card:
    body = [
        *_load(t, area),
        *map(Paragraph, area.missed),
        *_moments(t, area),
        *_owed(t, area),
        *area.more,
        *_projects(t, area),
    ]
    me = {"area": area.code}
    buttons = (
        Button(t("load.title"), "load.show", me),
        Button(t("load.to_agenda"), "load.agenda", me),
        Button(t("load.to_owed"), "load.owed", me),
        *([] if public else [Button(t("load.area.other"), "load.area_other")]),
    )
    return Card(typed(area.name), tuple(body), buttons, Button(typed(area.name), "load.area", me))


def _load(t: Speech, area: ShownArea) -> Iterator[Block]:
    yield Heading(t("load.title"))
    busy = [line for line in area.neighbourhoods if line.colour is not Colour.GREEN]
    for line in busy[:FEW]:
        yield Row(cards.line_in_words(t, [line]), Button(t("load.why"), "load.why", {"area": line.code}))
    if not busy:
        yield Paragraph(t("load.nothing_busy") if area.neighbourhoods else t("load.no_areas"))
    if len(busy) > FEW:
        yield Note(t("load.more", n=len(busy) - FEW))


def _moments(t: Speech, area: ShownArea) -> Iterator[Block]:
    yield Heading(t("load.area.moments"))
    for line in area.moments[:FEW]:
        text = t("load.area.moment", title=line.title, project=line.project, when=t.days(line.starts_on, line.ends_on))
        yield Row(text, Button(t("chat.show"), "moment.show", {"moment": str(line.id)}))
    if not area.moments:
        yield Paragraph(t("load.agenda.nothing"))
    if len(area.moments) > FEW:
        more = t("load.area.more_moments", n=len(area.moments) - FEW)
        yield Row(more, Button(t("load.to_agenda"), "load.agenda", {"area": area.code}))


def _owed(t: Speech, area: ShownArea) -> Iterator[Block]:
    yield Heading(t("load.owed.title"))
    yield from (owed.row(t, each) for each in area.owed.first)
    if not area.owed.n:
        yield Paragraph(t("load.area.nothing_owed"))
    if left := area.owed.n - len(area.owed.first):
        yield Note(t("load.owed.more", n=left))


def _projects(t: Speech, area: ShownArea) -> Iterator[Block]:
    yield Heading(t("load.area.projects", n=area.project_count))
    for project in area.projects:
        text = t("load.area.project", name=project.name, status=project.status)
        yield Row(text, Button(t("chat.show"), "project.show", {"id": str(project.id)}))
    if area.project_count > len(area.projects):
        more = t("load.area.more_projects", n=area.project_count - len(area.projects))
        yield Row(more, Button(t("load.area.all"), "project.list", {"area": area.code}))


def _which(t: Speech, mine: Sequence[tuple[str, str]]) -> Card:
    rows = tuple(Row(typed(name), Button(t("chat.show"), "load.area", {"area": code})) for code, name in mine)
    return Card(t("load.area.which"), rows, (Button(t("load.area.other"), "load.area_other"),))


def _form(t: Speech, unknown: bool = False) -> Form:
    field = Field("area", t("load.field.area"), "search", source="areas", required=True)
    body = (Note(t("load.unknown_area")),) if unknown else ()
    return Form(t("load.area.which"), (field,), t("load.look"), "load.area_found", body=body)
