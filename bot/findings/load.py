"""How much is asked of residents, and how tired that makes them: frequency times silence."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.findings.clock import feedback_days_overdue
from bot.findings.facts import Areas, ContactMoment
from bot.findings.norms import Norms
from bot.findings.reach import EVERYBODY, GROUPS, RESIDENTS, groups_reached, is_counted
from glossary import TargetGroup

ONE_DAY = dt.timedelta(days=1)


class Colour(StrEnum):
    """Always shown in words as well. In order: the last is the worst."""

    GREEN = "green"
    ORANGE = "orange"
    RED = "red"


def colour(fatigue: int, norms: Norms) -> Colour:
    if fatigue >= norms.red:
        return Colour.RED
    return Colour.ORANGE if fatigue >= norms.orange else Colour.GREEN


@dataclass(frozen=True, slots=True)
class Tally:
    """What is asked of one group in one neighbourhood, first day first.

    asks: in the weeks that are looked at. silent: over, and counting only because they wait for an answer.
    """

    asks: tuple[ContactMoment, ...] = ()
    silent: tuple[ContactMoment, ...] = ()

    @property
    def load(self) -> int:
        return len(self.asks)

    @property
    def fatigue(self) -> int:
        """A question keeps counting until it has been answered."""
        return len(self.asks) + len(self.silent)

    @property
    def all_asks(self) -> tuple[ContactMoment, ...]:
        return self.asks + self.silent


NOTHING = Tally()
Tallies = Mapping[str, Mapping[TargetGroup, Tally]]
"""Neighbourhood -> group -> tally. Only where something is asked or waited for; neighbourhoods by code."""


def meets(ask: ContactMoment, first: dt.date, last: dt.date) -> bool:
    """At least one of its days is one of these days, both included."""
    return ask.starts_on <= last and ask.ends_on >= first


def is_loading(ask: ContactMoment, monday: dt.date, norms: Norms) -> bool:
    return is_counted(ask, norms) and meets(ask, monday, monday + norms.window - ONE_DAY)


def is_silent(ask: ContactMoment, monday: dt.date, today: dt.date, norms: Norms) -> bool:
    """Over before that Monday, and its answer is overdue today."""
    return is_counted(ask, norms) and ask.ends_on < monday and feedback_days_overdue(ask, today, norms) > 0


def tallies(
    areas: Areas,
    moments: Iterable[ContactMoment],
    monday: dt.date,
    today: dt.date,
    norms: Norms,
    within: Iterable[str] | None = None,
    only: Collection[TargetGroup] = GROUPS,
) -> Tallies:
    """within: only the neighbourhoods of these areas; None is all of them. only: these groups."""
    here = frozenset(areas.neighbourhoods) if within is None else areas.neighbourhoods_in(within)
    found: dict[str, dict[TargetGroup, tuple[list[ContactMoment], list[ContactMoment]]]] = {}
    for moment in sorted(moments, key=_by_day):
        loading = is_loading(moment, monday, norms)
        if not loading and not is_silent(moment, monday, today, norms):
            continue
        reached = groups_reached(moment.groups).intersection(only)
        for neighbourhood in areas.neighbourhoods_in(moment.areas) & here if reached else ():
            groups = found.setdefault(neighbourhood, {})
            for group in reached:
                groups.setdefault(group, ([], []))[0 if loading else 1].append(moment)
    return {
        neighbourhood: {
            group: Tally(tuple(found[neighbourhood][group][0]), tuple(found[neighbourhood][group][1]))
            for group in GROUPS
            if group in found[neighbourhood]
        }
        for neighbourhood in sorted(found)
    }


def _by_day(moment: ContactMoment) -> tuple[dt.date, int, str]:
    return moment.starts_on, moment.id, moment.key


@dataclass(frozen=True, slots=True)
class AskedTogether:
    """Groups of whom the same is asked. is_everybody: the residents whom no ask here names by their own group."""

    groups: tuple[TargetGroup, ...]
    tally: Tally
    is_everybody: bool


def together(groups: Mapping[TargetGroup, Tally]) -> Sequence[AskedTogether]:
    """Of one neighbourhood: groups with the same asks as one, the most tired first."""
    same: dict[Tally, list[TargetGroup]] = {}
    for group, tally in groups.items():
        same.setdefault(tally, []).append(group)
    found = [AskedTogether(tuple(members), tally, _is_everybody(members, tally)) for tally, members in same.items()]
    return sorted(found, key=lambda each: (-each.tally.fatigue, not each.is_everybody, GROUPS.index(each.groups[0])))


def _is_everybody(groups: Sequence[TargetGroup], tally: Tally) -> bool:
    return RESIDENTS.issuperset(groups) and all(
        ask.groups & EVERYBODY and ask.groups.isdisjoint(groups) for ask in tally.all_asks
    )


def worst(groups: Mapping[TargetGroup, Tally]) -> Tally:
    """Of the most tired group: its colour is that of the neighbourhood."""
    return max(groups.values(), key=lambda tally: tally.fatigue, default=NOTHING)


def monday_of(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())
