"""What a planned ask does to the load, before it is planned; and when it would be quieter."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from bot.findings.bad_moments import day_off
from bot.findings.clock import invite_before
from bot.findings.facts import Areas, ContactMoment
from bot.findings.load import ONE_DAY, in_window, monday_of, window_counts, windows_meeting
from bot.findings.norms import Norms
from bot.findings.reach import GROUPS, groups_reached, is_counted
from glossary import TargetGroup


@dataclass(frozen=True, slots=True)
class Crowd:
    """Where a planned ask would meet the most others.

    load: of the fullest weeks that meet its period, with it included when it is counted. others: the asks in those
    weeks, first day first. silent: were over before, and count because their answer is overdue. from_day: the first
    day of those weeks. groups: all that would be asked exactly this.
    """

    neighbourhood: str
    groups: tuple[TargetGroup, ...]
    from_day: dt.date
    others: tuple[ContactMoment, ...]
    silent: tuple[ContactMoment, ...]
    load: int


def crowds(
    areas: Areas, planned: ContactMoment, moments: Iterable[ContactMoment], today: dt.date, norms: Norms
) -> Sequence[Crowd]:
    """Of every neighbourhood and group that it reaches, the fullest first. `moments` may hold it as well."""
    found = [_fullest(place, planned, today, norms) for place in _places(areas, planned, moments, norms)]
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


def _fullest(place: _Place, planned: ContactMoment, today: dt.date, norms: Norms) -> Crowd:
    """The first of the windows with the most asks that meets the planned one."""
    first, days = windows_meeting(planned.starts_on, planned.ends_on, norms)
    counts = window_counts(place.asks, first, days, today, norms)
    from_day = first + dt.timedelta(days=counts.index(max(counts)))
    there = in_window(place.asks, from_day, today, norms)
    load = there.fatigue + is_counted(planned, norms)
    return Crowd(place.neighbourhood, tuple(place.groups), from_day, there.asks, there.silent, load)


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
    """At most one in a week, the quietest first. moments: all that may matter, in `days_that_matter`."""
    length = planned.ends_on - planned.starts_on
    first, windows = windows_meeting(planned.starts_on, planned.ends_on, norms)
    loads = {
        tuple(window_counts(place.asks, first, windows + norms.search.days, today, norms))
        for place in _places(areas, planned, moments, norms)
    }
    # Of every window that of the fullest place: the highest load of a date then is the highest of its windows.
    fullest = [max(here) + is_counted(planned, norms) for here in zip(*loads, strict=True)] or [0] * windows
    before = max(fullest[:windows])
    by_week: dict[dt.date, QuieterDate] = {}
    for start in _possible_days(planned, today, region, norms):
        later = (start - planned.starts_on).days
        load = max(fullest[later : later + windows], default=0)
        best = by_week.get(monday_of(start))
        if load < (best.load if best else before):
            unknown = day_off(start, region).breaks_unknown
            by_week[monday_of(start)] = QuieterDate(start, start + length, load, before, unknown)
    return sorted(by_week.values(), key=lambda date: (date.load, date.starts_on))[: norms.proposals]


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
