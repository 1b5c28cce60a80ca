"""The message that both department heads get together: a few lines, and the decisions that are asked of them."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.chat.cards import Block, Bullets, Card, Note, Paragraph, Text
from bot.chat.contributions import Contributed
from bot.chat.replies import Reply, Say
from bot.chat.requests import NotAllowed, Request
from bot.chat.texts import Euro, Speech, speech
from bot.findings import clock, gather, load
from bot.findings.finding import Kind
from bot.people import rights
from bot.register import overviews
from glossary import Discipline
from storage.reports import steering, weekly
from storage.reports.narrowing import Narrow
from storage.reports.steering import Money, Team

SMALLEST_TEAM = 3
"""The total of a smaller team would say something about one colleague."""

STEP = 5
"""Totals are told in steps: two looks, before and after somebody came, do not say what that one works on."""

MOST_NAMES = 3
"""Projects or areas that are named in one line; the rest is a number."""


@dataclass(frozen=True, slots=True)
class SteeringFacts:
    """live: projects. incomplete: names of live projects without a full triangle, and how many there are.

    too_much: names of neighbourhoods, worst first. overdue: asks that residents wait for an answer to.
    left: those of which nobody is reminded any more. What a team agreed to do without is in none of these.
    more: lines of other features.
    """

    live: int
    incomplete: Sequence[str]
    incomplete_in_all: int
    too_much: Sequence[str]
    overdue: int
    left: int
    money: Money
    teams: Mapping[Discipline, Team]
    more: Sequence[Text] = ()


def show(request: Request, db: Session) -> Sequence[Reply]:
    t = speech(request.language)
    if not rights.may_steer(request.person, request.municipality, steering.department_heads(db)):
        raise NotAllowed(t("overview.steering.who_may"))
    return [Say(card(t, facts(db, request.at, request.language, request.contributed)))]


def facts(db: Session, at: dt.datetime, language: str, contributed: Contributed) -> SteeringFacts:
    """at: in the municipality's own time zone."""
    today, norms, areas = at.date(), gather.norms(db), gather.areas(db)
    without = gather.agreed_on(db, at, Kind.TRIANGLE_INCOMPLETE)
    vacant, total = weekly.vacant_roles(db, Narrow(), today, today + overviews.SOON, MOST_NAMES, without)
    week = gather.weeks(db, areas, load.monday_of(today), today, norms, weeks=1)
    fatigue = {place: week.worst(place, 0) for place in range(len(week.neighbourhoods))}
    worst_first = sorted((place for place in fatigue if fatigue[place] >= norms.red), key=lambda place: -fatigue[place])
    return SteeringFacts(
        live=steering.live_projects(db),
        incomplete=[each.project.name for each in vacant],
        incomplete_in_all=total,
        too_much=[areas.name(week.neighbourhoods[place]) for place in worst_first],
        overdue=steering.overdue(db, today - norms.feedback, today),
        left=steering.left_to_heads(db, today - norms.feedback, today, clock.MOST_REMINDERS),
        money=steering.money(db, gather.agreed_on(db, at, Kind.NO_PARTICIPATION_BUDGET)),
        teams=steering.teams(db),
        more=[line(language, at, db) for line in contributed.steering],
    )


def card(t: Speech, facts: SteeringFacts) -> Card:
    body: list[Block] = [Bullets(tuple(_lines(t, facts)))]
    if decisions := tuple(_decisions(t, facts)):
        body += [Paragraph(t("overview.steering.decisions")), Bullets(decisions)]
    else:
        body.append(Paragraph(t("overview.steering.no_decisions")))
    body.append(Note(t("overview.steering.totals_only")))
    return Card(t("overview.steering.title"), tuple(body))


def _lines(t: Speech, facts: SteeringFacts) -> Iterator[Text]:
    """Always the same, so that two weeks can be compared."""
    yield t("overview.steering.triangles", n=facts.incomplete_in_all, live=facts.live)
    yield t("overview.steering.load", n=len(facts.too_much), areas=_named(t, facts.too_much))
    yield t("overview.steering.owed", n=facts.overdue)
    yield t(
        "overview.steering.money",
        n=facts.money.without,
        one_off=Euro(facts.money.one_off),
        structural=Euro(facts.money.structural),
    )
    teams = [_team(t, discipline, team) for discipline, team in facts.teams.items()]
    yield t("overview.steering.teams", teams=t.joined(teams))
    yield from facts.more


def _team(t: Speech, discipline: Discipline, team: Team) -> Text:
    if team.advisers < SMALLEST_TEAM:
        return t(f"overview.steering.small_team.{discipline.value}", least=SMALLEST_TEAM)
    step = team.projects // STEP * STEP
    how_many = t("overview.steering.at_least", n=step) if step else t("overview.steering.fewer", n=STEP)
    return t(f"overview.steering.team.{discipline.value}", projects=how_many, advisers=team.advisers)


def _decisions(t: Speech, facts: SteeringFacts) -> Iterator[Text]:
    """What only both together can decide, and only when there is something to decide."""
    if facts.incomplete_in_all:
        more = facts.incomplete_in_all - len(facts.incomplete)
        yield t("overview.steering.decide_people", projects=_with_more(t, facts.incomplete, more))
    if facts.too_much:
        yield t("overview.steering.decide_load", areas=_named(t, facts.too_much))
    if facts.left:
        yield t("overview.steering.decide_owed", n=facts.left)
    if facts.money.without:
        yield t("overview.steering.decide_money", n=facts.money.without)


def _named(t: Speech, names: Sequence[str]) -> Text:
    return _with_more(t, names[:MOST_NAMES], len(names) - MOST_NAMES)


def _with_more(t: Speech, names: Sequence[str], more: int) -> Text:
    return t("overview.steering.and_more", names=t.joined(names), n=more) if more > 0 else t.listed(names)
