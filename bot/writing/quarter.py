"""A page a quarter, for college and council: what residents were asked, what they heard, and what comes. No names."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bot.chat.masking import masks
from bot.chat.texts import Speech
from bot.register.governance import Governance
from bot.writing.document import BulletPoints, Grid, Passage, Piece, Written, WrittenText
from bot.writing.templates import Template, Value, fill
from bot.writing.values import capital
from glossary import Decision, Level, PartialDate, Quarter


@dataclass(frozen=True, slots=True)
class QuarterAsk:
    """An ask, as the page shows it. due: the day on which residents have their answer; None when it is not known."""

    project: str
    title: str
    starts_on: PartialDate
    ends_on: PartialDate
    level: Level | None
    areas: tuple[str, ...]
    told_on: PartialDate | None
    due: dt.date | None
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True)
class QuarterFacts:
    """asks: with a day in the quarter, or answered in it. coming: those of the quarter after it."""

    quarter: Quarter
    municipality: str
    today: dt.date
    asks: Sequence[QuarterAsk]
    coming: Sequence[QuarterAsk]
    governance: Governance = field(default_factory=Governance)


MOST = 100
"""Asks in the table: a council reads no more. All of them are counted."""


def page(t: Speech, facts: QuarterFacts, template: Template) -> WrittenText:
    return fill(template, _holes(t, facts), t.language)


def without_names(facts: QuarterFacts, names: Sequence[str], instead: str) -> QuarterFacts:
    """A name of a colleague in what somebody called a project or a moment: the function is enough for a council."""

    mask = masks(names, instead)

    def masked(ask: QuarterAsk) -> QuarterAsk:
        return replace(ask, project=mask(ask.project), title=mask(ask.title))

    return replace(facts, asks=[*map(masked, facts.asks)], coming=[*map(masked, facts.coming)])


def _holes(t: Speech, facts: QuarterFacts) -> Mapping[str, Value]:
    return {
        "gemeente": facts.municipality,
        "kwartaal": str(t("writing.quarter.name", number=str(facts.quarter.number), year=str(facts.quarter.year))),
        "kort": (BulletPoints(tuple((line,) for line in _in_short(t, facts))),),
        "gevraagd": _asked(t, facts),
        "gedaan": tuple(_done(t, facts)) or str(t("writing.quarter.nothing_told")),
        "komt": _coming(t, facts),
    }


def _in_quarter(facts: QuarterFacts) -> list[QuarterAsk]:
    first, last = facts.quarter.first, facts.quarter.last
    return [ask for ask in facts.asks if ask.starts_on.earliest <= last and ask.ends_on.latest >= first]


def _told(facts: QuarterFacts) -> list[QuarterAsk]:
    """In this quarter, and not a day that is still to come."""
    until = min(facts.quarter.last, facts.today)
    return [ask for ask in facts.asks if ask.told_on and facts.quarter.first <= ask.told_on.earliest <= until]


def _is_late(facts: QuarterFacts, ask: QuarterAsk) -> bool:
    told = ask.told_on is not None and ask.told_on.earliest <= facts.today
    return not told and ask.due is not None and ask.due < facts.today


def _in_short(t: Speech, facts: QuarterFacts) -> Iterator[str]:
    asks = _in_quarter(facts)
    begun = [ask for ask in asks if ask.starts_on.earliest <= facts.today]
    yield str(t("writing.quarter.projects", n=len({ask.project for ask in begun})))
    yield str(t("writing.quarter.moments", n=len(begun)))
    if still := len(asks) - len(begun):
        yield str(t("writing.quarter.still", n=still))
    yield str(t("writing.quarter.told", n=len(_told(facts))))
    yield str(t("writing.quarter.late", n=sum(_is_late(facts, ask) for ask in facts.asks)))
    here = facts.governance
    if here.is_divided:
        aldermen = {"participation": here.participation, "communication": here.communication}
        yield str(t("writing.quarter.aldermen", **aldermen))


def _asked(t: Speech, facts: QuarterFacts) -> Value:
    asks = _in_quarter(facts)
    if not asks:
        return str(t("writing.quarter.nothing_asked"))
    head = tuple(str(t(f"writing.column.{each}")) for each in ("what", "when", "where", "level", "told"))
    grid: tuple[Written, ...] = (Grid(head, tuple(_row(t, facts, ask) for ask in asks[:MOST])),)
    more = len(asks[MOST:])
    return (*grid, Passage((str(t("writing.quarter.more", n=more)),))) if more else grid


def _row(t: Speech, facts: QuarterFacts, ask: QuarterAsk) -> tuple[tuple[Piece, ...], ...]:
    where = str(t.listed(ask.areas)) if ask.areas else ""
    level = str(t.word(ask.level)) if ask.level else ""
    when = str(t.period(ask.starts_on, ask.ends_on))
    return (f"{ask.title} ({ask.project})",), (when,), (where,), (level,), (_answer(t, facts, ask),)


def _answer(t: Speech, facts: QuarterFacts, ask: QuarterAsk) -> str:
    if ask.told_on and ask.told_on.earliest <= facts.today:
        return str(t("writing.quarter.was_told", day=ask.told_on))
    if ask.due is None:
        return ""
    return str(t("writing.quarter.is_late" if ask.due < facts.today else "writing.quarter.will_be", day=ask.due))


def _done(t: Speech, facts: QuarterFacts) -> Iterator[BulletPoints]:
    """Counts only: what people typed about it may hold anything."""
    lines = []
    for ask in _told(facts):
        about = {"project": ask.project, "title": ask.title}
        if ask.decisions:
            counts = {each.value: ask.decisions.count(each) for each in Decision}
            counted = str(t("writing.counted", n=len(ask.decisions), **counts))
            lines.append((str(t("writing.quarter.done", counted=counted, **about)),))
        else:
            lines.append((str(t("writing.quarter.done_without_lines", **about)),))
    if lines:
        yield BulletPoints(tuple(lines))


def _coming(t: Speech, facts: QuarterFacts) -> Value:
    lines = [
        (capital(f"{t.period(ask.starts_on, ask.ends_on)}: {ask.title} ({ask.project})"),)
        for ask in facts.coming
        if ask.starts_on.earliest > facts.quarter.last
    ]
    return (BulletPoints(tuple(lines)),) if lines else str(t("writing.quarter.nothing_comes"))
