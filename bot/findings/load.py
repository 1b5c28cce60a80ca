"""How much is asked of residents, and how tired that makes them: frequency times silence."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import accumulate

from bot.findings.clock import feedback_days_overdue
from bot.findings.facts import Areas, ContactMoment
from bot.findings.norms import Norms
from bot.findings.reach import EVERYBODY, GROUPS, RESIDENTS, groups_reached, is_counted
from glossary import TargetGroup

ONE_DAY, A_WEEK = dt.timedelta(days=1), dt.timedelta(weeks=1)


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


def is_silent(ask: ContactMoment, first: dt.date, today: dt.date, norms: Norms) -> bool:
    """Over before that day, and its answer is overdue today."""
    return is_counted(ask, norms) and ask.ends_on < first and feedback_days_overdue(ask, today, norms) > 0


def window_counts(
    asks: Iterable[ContactMoment], first: dt.date, days: int, today: dt.date, norms: Norms
) -> Sequence[int]:
    """How many of these asks count in the window that begins on each of so many days, from `first`.

    An ask counts in each window that it meets, and an ask whose answer is overdue in all windows after it as well.
    """
    return _counts((_counting(ask, first, days, today, norms) for ask in asks), days)


def _counting(ask: ContactMoment, first: dt.date, days: int, today: dt.date, norms: Norms) -> tuple[int, int]:
    """By their number: the first window in which it counts, and the first after those."""
    zero = first.toordinal()
    begins = max(ask.starts_on.toordinal() - zero - norms.window.days + 1, 0)
    is_overdue = feedback_days_overdue(ask, today, norms) > 0
    return begins, days if is_overdue else min(ask.ends_on.toordinal() - zero + 1, days)


def _counts(counting: Iterable[tuple[int, int]], days: int) -> Sequence[int]:
    steps = [0] * (days + 1)
    for begins, after in counting:
        if begins < after:
            steps[begins] += 1
            steps[after] -= 1
    return list(accumulate(steps[:days]))


def windows_meeting(first: dt.date, last: dt.date, norms: Norms) -> tuple[dt.date, int]:
    """The windows of which some day is one of these days: the first one's first day, and how many."""
    earliest = first - norms.window + ONE_DAY
    return earliest, (last - earliest).days + 1


def in_window(asks: Iterable[ContactMoment], first: dt.date, today: dt.date, norms: Norms) -> Tally:
    """What counts in the window that begins on that day."""
    asks = sorted(asks, key=_by_day)
    return Tally(
        tuple(ask for ask in asks if is_loading(ask, first, norms)),
        tuple(ask for ask in asks if is_silent(ask, first, today, norms)),
    )


def tallies_of_week(
    areas: Areas,
    moments: Iterable[ContactMoment],
    monday: dt.date,
    today: dt.date,
    norms: Norms,
    within: Iterable[str] | None = None,
) -> Tallies:
    """What somebody meets who plans in that week: of each group, the fullest of the windows that meet the week.

    Of windows that are equally full the one from that Monday, and otherwise the first.
    """
    first, days = windows_meeting(monday, monday + A_WEEK - ONE_DAY, norms)
    counted = sorted((ask for ask in moments if is_counted(ask, norms)), key=_by_day)
    # Each is asked of several groups in several places: when it counts is worked out once.
    counting = {id(ask): _counting(ask, first, days, today, norms) for ask in counted}

    def fullest(asks: Sequence[ContactMoment]) -> Tally:
        spans = [counting[id(ask)] for ask in asks]
        counts = _counts(spans, days)
        ahead = (monday - first).days
        at = ahead if counts[ahead] == max(counts) else counts.index(max(counts))
        begins = first + dt.timedelta(days=at)
        here = [ask for ask, (since, after) in zip(asks, spans, strict=True) if since <= at < after]
        return Tally(
            tuple(ask for ask in here if ask.ends_on >= begins), tuple(ask for ask in here if ask.ends_on < begins)
        )

    return _by_place(areas, counted, within, GROUPS, fullest)


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
    return _by_place(areas, moments, within, only, lambda asks: in_window(asks, monday, today, norms))


def _by_place(
    areas: Areas,
    moments: Iterable[ContactMoment],
    within: Iterable[str] | None,
    only: Collection[TargetGroup],
    tally: Callable[[Sequence[ContactMoment]], Tally],
) -> Tallies:
    """Groups of whom the same is asked are tallied once."""
    here = frozenset(areas.neighbourhoods) if within is None else areas.neighbourhoods_in(within)
    asked: dict[str, dict[TargetGroup, list[ContactMoment]]] = {}
    for moment in moments:
        reached = groups_reached(moment.groups).intersection(only)
        for neighbourhood in areas.neighbourhoods_in(moment.areas) & here if reached else ():
            groups = asked.setdefault(neighbourhood, {})
            for group in reached:
                groups.setdefault(group, []).append(moment)
    same: dict[tuple[int, ...], Tally] = {}

    def once(asks: Sequence[ContactMoment]) -> Tally:
        key = tuple([id(ask) for ask in asks])
        if key not in same:
            same[key] = tally(asks)
        return same[key]

    found = {
        neighbourhood: {
            group: counted
            for group in GROUPS
            if group in asked[neighbourhood] and (counted := once(asked[neighbourhood][group])).fatigue
        }
        for neighbourhood in sorted(asked)
    }
    return {neighbourhood: groups for neighbourhood, groups in found.items() if groups}


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
