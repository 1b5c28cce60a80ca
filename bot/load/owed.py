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
    """What one moment owes. areas: codes. days_left: until the due day; below zero it is overdue.

    is_counted: a question to few people loads nobody, however long they wait.
    """

    moment: int
    title: str
    project: str
    areas: tuple[str, ...]
    ended_on: dt.date
    days_left: int
    is_counted: bool


def show(request: Request, db: Session) -> Sequence[Reply]:
    asked = wanted.asked(request)
    areas, norms = gather.areas(db), gather.norms(db)
    found = owed(db, areas, norms, request.today, asked.area)
    mine = frozenset() if request.public else areas.neighbourhoods_in(looking.own_areas(db, request.person.id))
    place = areas.name(asked.area) if asked.area else ""
    return [Say(card(speech(request.language), asked.area, place, found, areas, mine))]


def owed(db: Session, areas: Areas, norms: Norms, today: dt.date, area: str = "") -> Sequence[OwedMoment]:
    """Longest ago first; of one area with all that lies in it and around it, or of all."""
    here = areas.neighbourhoods_in([area]) if area else frozenset()
    found = [_owed(line, norms, today) for line in feedback.debt_lines(db, today)]
    return [each for each in found if not area or area in each.areas or here & areas.neighbourhoods_in(each.areas)]


def _owed(line: "DebtLine", norms: Norms, today: dt.date) -> OwedMoment:
    left = (line.due(norms.feedback) - today).days
    is_counted = line.reach is None or line.reach >= norms.counted_from
    return OwedMoment(line.id, line.title, line.project, line.areas, line.ended_on, left, is_counted)


def card(t: Speech, area: str, place: str, found: Sequence[OwedMoment], areas: Areas, mine: frozenset[str]) -> Card:
    """By area, those of the person who looks first; in an area the longest ago first."""
    where = typed(place) if place else t("load.everywhere")
    late = [each for each in found if each.days_left < 0]
    counted = sum(each.is_counted for each in late)
    body: list[Block] = [Paragraph(t("load.owed.subject", n=len(found), place=where))]
    if late:
        body.append(Paragraph(t("load.owed.late", n=len(late))))
    if counted:
        body.append(Paragraph(t("load.owed.counts" if counted == len(late) else "load.owed.some_count", n=counted)))
    if not found:
        body = [Paragraph(t("load.owed.nothing", place=where))]
    body += _by_area(t, found[:MOST_SHOWN], areas, mine)
    if len(found) > MOST_SHOWN:
        body.append(Note(t("load.owed.more", n=len(found) - MOST_SHOWN)))
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
    for codes in sorted(by_place, key=lambda codes: not mine & areas.neighbourhoods_in(codes)):
        yield Heading(t.listed([areas.name(code) for code in codes]) if codes else t("load.owed.no_area"))
        yield from (row(t, each) for each in by_place[codes])


def row(t: Speech, each: OwedMoment) -> Row:
    return Row(in_words(t, each), Button(t("chat.show"), "moment.show", {"moment": str(each.moment)}))


def in_words(t: Speech, each: OwedMoment) -> Text:
    key = "load.owed.overdue" if each.days_left < 0 else "load.owed.due" if each.days_left else "load.owed.today"
    return t(key, n=abs(each.days_left), title=each.title, project=each.project, date=each.ended_on)
