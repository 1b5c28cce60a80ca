"""What a planned ask does to the load, before it is planned; and when it would be quieter."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import NamedTuple

from bot.findings.bad_moments import day_off
from bot.findings.clock import invite_before
from bot.findings.facts import Areas, ContactMoment
from bot.findings.load import ONE_DAY, meets
from bot.findings.norms import Norms
from bot.findings.reach import GROUPS, groups_reached, is_counted
from glossary import TargetGroup


@dataclass(frozen=True, slots=True)
class Crowd:
    """Where a planned ask would meet the most others.

    load: of the fullest weeks that meet its period, with it included when it is counted. others: the asks in those
    weeks, first day first. from_day: the first day of those weeks. groups: all that would be asked exactly this.
    """

    neighbourhood: str
    groups: tuple[TargetGroup, ...]
    from_day: dt.date
    others: tuple[ContactMoment, ...]
    load: int


def crowds(areas: Areas, planned: ContactMoment, moments: Iterable[ContactMoment], norms: Norms) -> Sequence[Crowd]:
    """Of every neighbourhood and group that it reaches, the fullest first. `moments` may hold it as well."""
    around = norms.window - ONE_DAY
    near = [ask for ask in moments if meets(ask, planned.starts_on - around, planned.ends_on + around)]
    found = [_fullest(place, planned, norms) for place in _places(areas, planned, near, norms)]
    return sorted(found, key=lambda crowd: (-crowd.load, crowd.neighbourhood, GROUPS.index(crowd.groups[0])))


class _Place(NamedTuple):
    """Groups in a neighbourhood of whom the same is asked: by these asks, without the planned one."""

    neighbourhood: str
    groups: list[TargetGroup]
    asks: Sequence[ContactMoment]


def _places(areas: Areas, planned: ContactMoment, moments: Iterable[ContactMoment], norms: Norms) -> Iterator[_Place]:
    """All that the planned ask reaches."""
    reached, touched = groups_reached(planned.groups), areas.neighbourhoods_in(planned.areas)
    asked: dict[str, dict[TargetGroup, list[ContactMoment]]] = {
        neighbourhood: {group: [] for group in GROUPS if group in reached} for neighbourhood in sorted(touched)
    }
    for ask in moments:
        groups = groups_reached(ask.groups) & reached
        if groups and is_counted(ask, norms) and (ask.id != planned.id or not planned.id):
            for neighbourhood in areas.neighbourhoods_in(ask.areas) & touched:
                for group in groups:
                    asked[neighbourhood][group].append(ask)
    for neighbourhood, by_group in asked.items():
        same: dict[tuple[int, ...], _Place] = {}
        for group, asks in by_group.items():
            key = tuple([ask.id for ask in asks])
            same.setdefault(key, _Place(neighbourhood, [], asks)).groups.append(group)
        yield from same.values()


def _fullest(place: _Place, planned: ContactMoment, norms: Norms) -> Crowd:
    """The first of the windows with the most asks that meets the planned one."""
    around = norms.window - ONE_DAY
    first = planned.starts_on - around
    loads = _loads(place.asks, first, (planned.ends_on - first).days + 1, norms)
    from_day = first + dt.timedelta(days=loads.index(max(loads)))
    others = [ask for ask in place.asks if meets(ask, from_day, from_day + around)]
    others.sort(key=lambda ask: (ask.starts_on, ask.id))
    load = len(others) + is_counted(planned, norms)
    return Crowd(place.neighbourhood, tuple(place.groups), from_day, tuple(others), load)


def _loads(asks: Iterable[ContactMoment], first: dt.date, days: int, norms: Norms) -> list[int]:
    """How many of these asks meet the window that begins on each of so many days, from `first`."""
    window, zero = norms.window.days, first.toordinal()
    steps = [0] * (days + 1)
    for ask in asks:
        begins = max(ask.starts_on.toordinal() - zero - window + 1, 0)
        after = min(ask.ends_on.toordinal() - zero + 1, days)
        if begins < after:
            steps[begins] += 1
            steps[after] -= 1
    return list(accumulate(steps[:days]))


@dataclass(frozen=True, slots=True)
class QuieterDate:
    """load: the highest with the ask on these days; before: the highest as it was planned.

    breaks_unknown: nobody knows yet whether it is a school break.
    """

    starts_on: dt.date
    ends_on: dt.date
    load: int
    before: int
    breaks_unknown: bool = False


def quieter_dates(
    areas: Areas,
    planned: ContactMoment,
    moments: Sequence[ContactMoment],
    today: dt.date,
    region: str,
    norms: Norms,
) -> Sequence[QuieterDate]:
    """Nearest first. moments: all that may matter, in `days_that_matter`."""
    around, length = norms.window - ONE_DAY, planned.ends_on - planned.starts_on
    first, windows = planned.starts_on - around, (around + length).days + 1
    loads = {
        tuple(_loads(place.asks, first, windows + norms.search.days, norms))
        for place in _places(areas, planned, moments, norms)
    }
    # Of every window that of the fullest place: the highest load of a date then is the highest of its windows.
    fullest = [max(here) + is_counted(planned, norms) for here in zip(*loads, strict=True)] or [0] * windows
    before = max(fullest[:windows])
    found: list[QuieterDate] = []
    for start in _possible_days(planned, today, region, norms):
        later = (start - planned.starts_on).days
        load = max(fullest[later : later + windows], default=0)
        if load < before:
            unknown = day_off(start, region).breaks_unknown
            found.append(QuieterDate(start, start + length, load, before, unknown))
        if len(found) == norms.proposals:
            break
    return found


def _possible_days(planned: ContactMoment, today: dt.date, region: str, norms: Norms) -> Iterator[dt.date]:
    """Usual days on which residents have time, and for which they can still be invited in time."""
    for later in range(1, norms.search.days + 1):
        day = planned.starts_on + dt.timedelta(days=later)
        in_time = invite_before(replace(planned, starts_on=day), norms) >= today
        if day.weekday() in norms.usual and in_time and not day_off(day, region).is_bad:
            yield day


def days_that_matter(planned: ContactMoment, norms: Norms) -> tuple[dt.date, dt.date]:
    """First and last day of the moments that the answer may depend on, quieter dates included."""
    around = norms.window - ONE_DAY
    return planned.starts_on - around, planned.ends_on + norms.search + around
