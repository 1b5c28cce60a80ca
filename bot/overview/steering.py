"""The message that both department heads get together: a few lines, and the decisions that are asked of them."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.chat.cards import Block, Bullets, Button, Card, Note, Paragraph, Text
from bot.chat.contributions import Contributed
from bot.chat.replies import Reply, Say
from bot.chat.requests import NotAllowed, Request
from bot.chat.texts import Euro, Speech, speech
from bot.findings import clock, gather, load
from bot.findings.finding import Kind
from bot.overview.rules import mark_of
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
    without_amount: names of projects without an amount, as many as are named.
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
    without_amount: Sequence[str] = ()
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
    do_without = gather.agreed_on(db, at, Kind.NO_PARTICIPATION_BUDGET)
    vacant, total = weekly.vacant_roles(db, Narrow(), today, today + overviews.SOON, MOST_NAMES, without)
    week = gather.weeks(db, areas, load.monday_of(today), today, norms, weeks=1)
    fatigue = {place: week.worst(place, 0) for place in range(len(week.neighbourhoods))}
    worst_first = sorted((place for place in fatigue if fatigue[place] >= norms.red), key=lambda place: -fatigue[place])
    overdue, left = steering.overdue(db, today - norms.feedback, today, clock.MOST_REMINDERS)
    return SteeringFacts(
        live=steering.live_projects(db),
        incomplete=[each.project.name for each in vacant],
        incomplete_in_all=total,
        too_much=[areas.name(week.neighbourhoods[place]) for place in worst_first],
        overdue=overdue,
        left=left,
        money=steering.money(db, do_without),
        without_amount=steering.without_amount(db, do_without, MOST_NAMES),
        teams=steering.teams(db),
        more=[line(language, at, db) for line in contributed.steering],
    )


@dataclass(frozen=True, slots=True)
class Before:
    """What the heads were told the last time: a mark of each line, and when."""

    marks: frozenset[str]
    day: dt.date


def card(t: Speech, facts: SteeringFacts, before: Before | None = None) -> Card:
    """before: what is still the same is named in one line, and can be looked up."""
    lines, same = _new(_lines(t, facts), before)
    decisions, open_still = _new(_decisions(t, facts), before)
    body: list[Block] = [Bullets(tuple(lines))] if lines else []
    if before and same:
        body.append(Paragraph(t("overview.steering.same", day=before.day, names=_words(t, same))))
    if decisions:
        body += [Paragraph(t("overview.steering.decisions")), Bullets(tuple(decisions))]
    if before and open_still:
        body.append(Paragraph(t("overview.steering.still_open", day=before.day, names=_words(t, open_still))))
    if not (decisions or open_still):
        body.append(Paragraph(t("overview.steering.no_decisions")))
    body.append(Note(t("overview.steering.totals_only")))
    show_all = (Button(t("overview.steering.show_all"), "overview.steering"),) if same or open_still else ()
    return Card(t("overview.steering.title"), tuple(body), show_all)


def marks(t: Speech, facts: SteeringFacts) -> list[str]:
    """One for each line, and another one when it says something else."""
    return [mark_of(text) for _, text in (*_lines(t, facts), *_decisions(t, facts))]


def _new(lines: Iterable[tuple[str, Text]], before: Before | None) -> tuple[list[Text], list[str]]:
    """Those that say something else than the last time, and the names of those that do not."""
    new, same = list[Text](), list[str]()
    for name, text in lines:
        if before and mark_of(text) in before.marks:
            same.append(name)
        else:
            new.append(text)
    return new, same


def _words(t: Speech, names: Sequence[str]) -> Text:
    return t.listed([t(f"overview.steering.about.{name.removeprefix('decide_')}") for name in names])


def _lines(t: Speech, facts: SteeringFacts) -> Iterator[tuple[str, Text]]:
    """Always the same, so that two weeks can be compared."""
    yield "triangles", t("overview.steering.triangles", n=facts.incomplete_in_all, live=facts.live)
    yield "load", t("overview.steering.load", n=len(facts.too_much), areas=_named(t, facts.too_much))
    yield "owed", t("overview.steering.owed", n=facts.overdue)
    yield (
        "money",
        t("overview.steering.money", n=facts.money.without, amounts=_amounts(t, facts.money)),
    )
    teams = [_team(t, discipline, team) for discipline, team in facts.teams.items()]
    yield "people", t("overview.steering.teams", teams=t.joined(teams))
    yield from (("waiting", line) for line in facts.more)


def _team(t: Speech, discipline: Discipline, team: Team) -> Text:
    if team.advisers < SMALLEST_TEAM:
        return t(f"overview.steering.small_team.{discipline.value}", least=SMALLEST_TEAM)
    step = team.projects // STEP * STEP
    how_many = t("overview.steering.at_least", n=step) if step else t("overview.steering.fewer", n=STEP)
    return t(f"overview.steering.team.{discipline.value}", projects=how_many, advisers=team.advisers)


def _decisions(t: Speech, facts: SteeringFacts) -> Iterator[tuple[str, Text]]:
    """What only both together can decide, and only when there is something to decide."""
    if facts.incomplete_in_all:
        more = facts.incomplete_in_all - len(facts.incomplete)
        projects = _with_more(t, facts.incomplete, more)
        yield "decide_triangles", t("overview.steering.decide_people", projects=projects)
    if facts.too_much:
        yield "decide_load", t("overview.steering.decide_load", areas=_named(t, facts.too_much))
    if facts.left:
        yield "decide_owed", t("overview.steering.decide_owed", n=facts.left)
    if facts.money.without:
        more = facts.money.without - len(facts.without_amount)
        projects = _with_more(t, facts.without_amount, more)
        yield "decide_money", t("overview.steering.decide_money", projects=projects)


def _amounts(t: Speech, money: Money) -> Text:
    """Those that there are."""
    each = {"one_off": money.one_off, "structural": money.structural, "of_no_kind": money.of_no_kind}
    said = [t(f"overview.steering.{kind}", amount=Euro(amount)) for kind, amount in each.items() if amount]
    return t.listed(said) if said else t("overview.steering.no_amounts")


def _named(t: Speech, names: Sequence[str]) -> Text:
    return _with_more(t, names[:MOST_NAMES], len(names) - MOST_NAMES)


def _with_more(t: Speech, names: Sequence[str], more: int) -> Text:
    return t("overview.steering.and_more", names=t.joined(names), n=more) if more > 0 else t.listed(names)
