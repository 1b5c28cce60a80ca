"""`/overzicht terugkoppeling`: what residents still wait for, by area. Moments and areas, never who is late."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from bot.chat.cards import Block, Button, Card, Heading, Note, Paragraph, Row, Text, typed
from bot.chat.replies import Reply, Say
from bot.chat.requests import Request
from bot.chat.texts import Speech, speech
from bot.findings import gather
from bot.findings.facts import Areas
from bot.findings.norms import Norms
from bot.load import looking, wanted
from storage.register import feedback

if TYPE_CHECKING:
    from storage.register.feedback import DebtLine

MOST_SHOWN = 25


@dataclass(frozen=True, slots=True)
class OwedMoment:
    """What one moment owes. areas: codes. days_left: until the due day; below zero it is overdue."""

    moment: int
    title: str
    project: str
    areas: tuple[str, ...]
    ended_on: dt.date
    days_left: int


@dataclass(frozen=True, slots=True)
class AllOwed:
    """n: moments. late: of those, where residents should have heard; counted: of those, what still loads them.

    first: those that are shown, longest ago first.
    """

    n: int
    late: int
    counted: int
    first: Sequence[OwedMoment]


def show(request: Request, db: Session) -> Sequence[Reply]:
    asked = wanted.asked(request)
    areas, norms = gather.areas(db), gather.norms(db)
    found = owed(db, areas, norms, request.today, asked.area)
    mine = frozenset() if request.public else areas.neighbourhoods_in(looking.own_areas(db, request.person.id))
    place = areas.name(asked.area) if asked.area else ""
    return [Say(card(speech(request.language), asked.area, place, found, areas, mine))]


def owed(db: Session, areas: Areas, norms: Norms, today: dt.date, area: str = "", most: int = MOST_SHOWN) -> AllOwed:
    """Of one area with all that lies in it and around it, or of all. All of it is counted, and only `most` are read."""
    found = feedback.debts_in_short(db, today, areas.touching(area) if area else None)
    late = [each for each in found if each.due(norms.feedback) < today]
    counted = sum(_is_counted(each.reach, norms) for each in late)
    lines = feedback.debt_lines_of(db, [each.id for each in found[:most]]) if found else ()
    return AllOwed(len(found), len(late), counted, [_owed(line, norms, today) for line in lines])


def _is_counted(reach: int | None, norms: Norms) -> bool:
    """A question to few people loads nobody, however long they wait."""
    return reach is None or reach >= norms.counted_from


def _owed(line: "DebtLine", norms: Norms, today: dt.date) -> OwedMoment:
    left = (line.due(norms.feedback) - today).days
    return OwedMoment(line.id, line.title, line.project, line.areas, line.ended_on, left)


def card(t: Speech, area: str, place: str, found: AllOwed, areas: Areas, mine: frozenset[str]) -> Card:
    """By area, those of the person who looks first; in an area the longest ago first."""
    where = typed(place) if place else t("load.everywhere")
    body: list[Block] = [Paragraph(t("load.owed.subject", n=found.n, place=where))]
    if found.late:
        body.append(Paragraph(t("load.owed.late", n=found.late)))
    if found.counted:
        all_count = found.counted == found.late
        body.append(Paragraph(t("load.owed.counts" if all_count else "load.owed.some_count", n=found.counted)))
    if not found.n:
        body = [Paragraph(t("load.owed.nothing", place=where))]
    body += _by_area(t, found.first, areas, mine)
    if left := found.n - len(found.first):
        body.append(Note(t("load.owed.more", n=left)))
    args = {"area": area} if area else {}
    buttons = (
        Button(t("load.owed.mine"), "moment.feedback"),
        Button(t("load.title"), "load.show", args),
    )
    return Card(t("load.owed.title"), tuple(body), buttons, Button(t("load.owed.title"), "load.owed", args))


def _by_area(t: Speech, found: Sequence[OwedMoment], areas: Areas, mine: frozenset[str]) -> Iterator[Block]:
    by_place: dict[tuple[str, ...], list[OwedMoment]] = {}
    for each in found:
        by_place.setdefault(each.areas, []).append(each)
    for codes in (
        sorted(by_place, key=lambda codes: mine.isdisjoint(areas.neighbourhoods_in(codes))) if mine else by_place
    ):
        yield Heading(t.listed([areas.name(code) for code in codes]) if codes else t("load.owed.no_area"))
        yield from (row(t, each) for each in by_place[codes])


def row(t: Speech, each: OwedMoment) -> Row:
    return Row(in_words(t, each), Button(t("chat.show"), "moment.show", {"moment": str(each.moment)}))


def in_words(t: Speech, each: OwedMoment) -> Text:
    key = "load.owed.overdue" if each.days_left < 0 else "load.owed.due" if each.days_left else "load.owed.today"
    return t(key, n=abs(each.days_left), title=each.title, project=each.project, date=each.ended_on)
