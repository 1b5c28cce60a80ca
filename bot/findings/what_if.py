"""What a planned ask does to the load, before it is planned; and when it would be quieter."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

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
    near = [ask for ask in _counted_others(planned, moments, norms) if _may_meet(ask, planned, norms)]
    same: dict[tuple[str, tuple[int, ...]], tuple[list[TargetGroup], list[ContactMoment]]] = {}
    touched = [(ask, areas.neighbourhoods_in(ask.areas), groups_reached(ask.groups)) for ask in near]
    reached = groups_reached(planned.groups)
    for neighbourhood in sorted(areas.neighbourhoods_in(planned.areas)):
        here = [(ask, groups) for ask, neighbourhoods, groups in touched if neighbourhood in neighbourhoods]
        for group in GROUPS:
            if group in reached:
                asks = [ask for ask, groups in here if group in groups]
                key = neighbourhood, tuple(ask.id for ask in asks)
                same.setdefault(key, ([], asks))[0].append(group)
    found = [
        _fullest(neighbourhood, tuple(groups), asks, planned, norms)
        for (neighbourhood, _), (groups, asks) in same.items()
    ]
    return sorted(found, key=lambda crowd: (-crowd.load, crowd.neighbourhood, GROUPS.index(crowd.groups[0])))


def highest_load(areas: Areas, planned: ContactMoment, moments: Iterable[ContactMoment], norms: Norms) -> int:
    return max((crowd.load for crowd in crowds(areas, planned, moments, norms)), default=0)


def _counted_others(planned: ContactMoment, moments: Iterable[ContactMoment], norms: Norms) -> Iterator[ContactMoment]:
    return (ask for ask in moments if is_counted(ask, norms) and (ask.id != planned.id or not planned.id))


def _may_meet(ask: ContactMoment, planned: ContactMoment, norms: Norms) -> bool:
    """There are weeks that meet both."""
    around = norms.window - ONE_DAY
    return meets(ask, planned.starts_on - around, planned.ends_on + around)


def _fullest(
    neighbourhood: str,
    groups: tuple[TargetGroup, ...],
    asks: Sequence[ContactMoment],
    planned: ContactMoment,
    norms: Norms,
) -> Crowd:
    """A window that has the most either is the first that meets `planned`, or begins to meet one of the asks."""
    around = norms.window - ONE_DAY
    earliest = planned.starts_on - around
    starts = {earliest, *(ask.starts_on - around for ask in asks if ask.starts_on - around >= earliest)}
    met = {start: [ask for ask in asks if meets(ask, start, start + around)] for start in sorted(starts)}
    from_day = max(met, key=lambda start: len(met[start]))
    others = tuple(sorted(met[from_day], key=lambda ask: (ask.starts_on, ask.id)))
    return Crowd(neighbourhood, groups, from_day, others, len(others) + is_counted(planned, norms))


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
    """Nearest first. moments: all that may matter until `last_day_that_matters`."""
    before = highest_load(areas, planned, moments, norms)
    found: list[QuieterDate] = []
    for start in _possible_days(planned, today, region, norms):
        moved = replace(planned, starts_on=start, ends_on=start + (planned.ends_on - planned.starts_on))
        load = highest_load(areas, moved, moments, norms)
        if load < before:
            unknown = day_off(start, region).breaks_unknown
            found.append(QuieterDate(start, moved.ends_on, load, before, unknown))
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
