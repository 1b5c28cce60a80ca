"""What both department heads read: totals of projects and teams, goals, money, and what only they can decide."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bot.chat.cards import Attachment, Block, Bullets, Button, Card, Note, Paragraph, Rule, Text
from bot.chat.texts import Euro, Speech
from bot.findings.goals import GoalCount, first_day, in_order
from bot.findings.norms import USUAL, Norms
from bot.overview.rules import mark_of
from bot.register.governance import ORDINANCE_BY, Governance
from glossary import Discipline, Goal

if TYPE_CHECKING:
    from storage.reports.steering import DomainMoney, Money, Team

SMALLEST_TEAM = 3
"""The total of a smaller team would say something about one colleague."""

STEP = 5
"""Totals are told in steps: two looks, before and after somebody came, do not say what that one works on."""

MOST_NAMES = 3
"""Projects or areas that are named in one line; the rest is a number."""


@dataclass(frozen=True, slots=True)
class SteeringFacts:
    """live: projects. incomplete: names of live projects without a full triangle, and how many there are.

    do_without: of how many a team agreed that it can do without one.
    too_much: names of neighbourhoods, worst first. overdue: asks that residents wait for an answer to.
    without_amount: names of projects without an amount, as many as are named; only_communication: the same, of those
    with money for communication and none for participation.
    left: those of which nobody is reminded any more. What a team agreed to do without is in none of these.
    targets: of the goals that the heads chose. changed_on, review_on: of the vision; None where there is none.
    more: lines of other features.
    """

    live: int
    incomplete: Sequence[str]
    incomplete_in_all: int
    too_much: Sequence[str]
    overdue: int
    left: int
    money: "Money"
    teams: "Mapping[Discipline, Team]"
    today: dt.date
    norms: Norms = USUAL
    without_amount: Sequence[str] = ()
    only_communication: Sequence[str] = ()
    goals: Sequence[GoalCount] = ()
    targets: Mapping[Goal, int] = field(default_factory=dict)
    governance: Governance = field(default_factory=Governance)
    changed_on: dt.date | None = None
    review_on: dt.date | None = None
    more: Sequence[Text] = ()
    do_without: int = 0


@dataclass(frozen=True, slots=True)
class Before:
    """What the heads were told the last time: a mark of each line, and when."""

    marks: frozenset[str]
    day: dt.date


def card(t: Speech, facts: SteeringFacts, before: Before | None = None, meet_on: dt.date | None = None) -> Card:
    """before: what is still the same is named in one line, and can be looked up. meet_on: a day that is proposed."""
    lines, same = _new(_lines(t, facts), before)
    decisions, open_still = _new(_decisions(t, facts), before)
    body: list[Block] = []
    if decisions:
        body += [Paragraph(t("overview.steering.decisions")), Bullets(tuple(decisions))]
    if before and open_still:
        body.append(Paragraph(t("overview.steering.still_open", day=before.day, names=_words(t, open_still))))
    if not (decisions or open_still):
        body.append(Paragraph(t("overview.steering.no_decisions")))
    if meet_on:
        body += [Rule(), Paragraph(_meet(t, facts, meet_on))]
    body += [Rule(), Paragraph(t("overview.steering.where_we_stand"))]
    body += [Bullets(tuple(lines))] if lines else []
    if before and same:
        body.append(Paragraph(t("overview.steering.same", day=before.day, names=_words(t, same))))
    body += [Rule(), Note(t("overview.steering.totals_only"))]
    return Card(t("overview.steering.title"), tuple(body), tuple(_buttons(t, facts, bool(same or open_still), meet_on)))


def _buttons(t: Speech, facts: SteeringFacts, is_short: bool, meet_on: dt.date | None) -> Iterator[Button]:
    if is_short:
        yield Button(t("overview.steering.show_all"), "overview.steering")
    if meet_on:
        yield Button(t("overview.steering.meet_file"), "overview.meet", {"day": meet_on.isoformat()}, "primary")
    yield Button(t("overview.steering.request"), "overview.budget_text")
    yield Button(t("overview.steering.vision"), "vision.show")
    if not facts.governance.adopted_on:
        yield Button(t("overview.steering.fill_in"), "vision.ordinance")


def _meet(t: Speech, facts: SteeringFacts, day: dt.date) -> Text:
    about = "vision" if facts.changed_on else "no_vision"
    return t("overview.steering.meet", day=t.day(day), about=t(f"overview.steering.meet_{about}"))


def meeting_file(t: Speech, day: dt.date, file: Attachment) -> Card:
    said = t("overview.steering.file", day=t.day(day))
    return Card(t("overview.steering.title"), (Paragraph(said),), files=(file,))


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
    yield "triangles", _triangles(t, facts)
    yield "load", t("overview.steering.load", n=len(facts.too_much), areas=_named(t, facts.too_much))
    yield "owed", t("overview.steering.owed", n=facts.overdue)
    yield from (("goals", line) for line in goals(t, facts))
    yield "money", _money(t, facts.money)
    yield from _more_money(t, facts)
    teams = [_team(t, discipline, team) for discipline, team in facts.teams.items()]
    yield "people", t("overview.steering.teams", teams=t.joined(teams))
    yield from (("waiting", line) for line in facts.more)
    yield from _duties(t, facts)


def _triangles(t: Speech, facts: SteeringFacts) -> Text:
    """Adds up to the number of them that are complete, which is a goal."""
    looking = t("overview.steering.triangles", n=facts.incomplete_in_all, live=facts.live)
    if not facts.do_without:
        return looking
    return Text("{looking} {rest}", {"looking": looking, "rest": t("overview.steering.do_without", n=facts.do_without)})


def goals(t: Speech, facts: SteeringFacts) -> Iterator[Text]:
    """One line; none as long as there is nothing to measure."""
    counted = [each for each in in_order(facts.goals, list(facts.targets)) if each.of]
    if counted:
        said = [goal(t, each, facts.targets.get(each.goal), facts.norms) for each in counted]
        yield t("overview.steering.goals", since=first_day(facts.today), goals=t.joined(said))


def goal(t: Speech, count: GoalCount, target: int | None, norms: Norms) -> Text:
    """3 van de 5 keer antwoord binnen 28 dagen (60%, doel 90%)."""
    days = {Goal.ANSWERED: norms.feedback.days, Goal.INVITED: norms.invite_least.days}.get(count.goal, 0)
    counted = {"reached": count.reached, "of": count.of, "days": days}
    said = t(f"overview.steering.goal.{count.goal.value}", **counted)
    return t("overview.steering.with_target", goal=said, now=count.percent, target=target) if target else said


def _money(t: Speech, money: "Money") -> Text:
    return t("overview.steering.money", n=money.without, amounts=_amounts(t, money))


def _amounts(t: Speech, money: "Money") -> Text:
    """Those that there are."""
    each = {
        "one_off": money.one_off,
        "structural": money.structural,
        "project_costs": money.project_costs,
        "of_no_kind": money.of_no_kind,
    }
    said = [t(f"overview.steering.{kind}", amount=Euro(amount)) for kind, amount in each.items() if amount]
    return t.listed(said) if said else t("overview.steering.no_amounts")


def _more_money(t: Speech, facts: SteeringFacts) -> Iterator[tuple[str, Text]]:
    money = facts.money
    if money.domains:
        shares = t.joined([_share(t, each) for each in money.domains])
        yield "domains", t("overview.steering.domains", shares=shares)
    if money.requested or money.granted:
        amounts = {"requested": Euro(money.requested), "granted": Euro(money.granted)}
        yield "requested", t("overview.steering.requested", **amounts)
    if money.communication:
        yield "communication", t("overview.steering.communication", amount=Euro(money.communication))


def _share(t: Speech, of: "DomainMoney") -> Text:
    name = t.word(of.domain) if of.domain else t("overview.steering.no_domain")
    return t("overview.steering.share", domain=name, has=of.with_amount, of=of.projects)


def _duties(t: Speech, facts: SteeringFacts) -> Iterator[tuple[str, Text]]:
    """What the law and the vision ask of the municipality as a whole."""
    here = facts.governance
    if here.adopted_on is None:
        late = "late" if facts.today >= ORDINANCE_BY else "due"
        yield "ordinance", t(f"overview.steering.ordinance_{late}", day=ORDINANCE_BY)
    if here.is_divided:
        aldermen = {"participation": here.participation, "communication": here.communication}
        yield "aldermen", t("overview.steering.aldermen", **aldermen)
    if here.is_one_department:
        yield "department", t("overview.steering.one_department")
    if facts.changed_on:
        yield "vision", t("overview.steering.vision_changed", day=facts.changed_on)


def _team(t: Speech, discipline: Discipline, team: "Team") -> Text:
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
    if facts.only_communication:
        yield "decide_communication", t("overview.steering.decide_communication", projects=_some(t, facts))
    if facts.review_on and facts.review_on <= facts.today:
        yield "decide_vision", t("overview.steering.decide_vision", day=facts.review_on)


def _some(t: Speech, facts: SteeringFacts) -> Text:
    """Their names, or that there are more than are named."""
    names = facts.only_communication
    if len(names) > MOST_NAMES:
        return t("overview.steering.and_others", names=t.joined(names[:MOST_NAMES]))
    return t.listed(names)


def _named(t: Speech, names: Sequence[str]) -> Text:
    return _with_more(t, names[:MOST_NAMES], len(names) - MOST_NAMES)


def _with_more(t: Speech, names: Sequence[str], more: int) -> Text:
    return t("overview.steering.and_more", names=t.joined(names), n=more) if more > 0 else t.listed(names)
