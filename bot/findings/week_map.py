"""Neighbourhoods by weeks, all at once: the same answers as `load.tallies` for each Monday, without the asks.

For a map of a whole municipality: a hundred thousand asks in a second. Which asks they are is a question for one
neighbourhood (`load.tallies`).

The counts of all groups in all weeks stand side by side in one large number, 32 bits for each: week after week, and in
a week group after group. Adding two such numbers adds all their counts at once. NumPy would do it as fast, and would
take 12 MB of the process that serves for as long as that lives.
"""

import datetime as dt
import struct
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from bot.findings.facts import Areas
from bot.findings.load import Colour, colour
from bot.findings.norms import Norms
from bot.findings.reach import GROUPS, groups_reached
from glossary import TargetGroup

if TYPE_CHECKING:
    from storage.reports.asks import AskLine

WEEKS = 12
"""This week and the next eleven."""
BITS = 32
A_WEEK = BITS * len(GROUPS)

Counts = tuple[int, ...]
"""Of one neighbourhood, week after week, and in a week group after group."""


@dataclass(frozen=True, slots=True)
class WeekMap:
    """loads, fatigues: by neighbourhood, in the order of `neighbourhoods`; a place is a number in that order."""

    neighbourhoods: tuple[str, ...]
    mondays: tuple[dt.date, ...]
    loads: Sequence[Counts]
    fatigues: Sequence[Counts]

    def load(self, place: int, group: TargetGroup, week: int) -> int:
        return self.loads[place][week * len(GROUPS) + GROUPS.index(group)]

    def fatigue(self, place: int, group: TargetGroup, week: int) -> int:
        return self.fatigues[place][week * len(GROUPS) + GROUPS.index(group)]

    def worst(self, place: int, week: int) -> int:
        """The fatigue of the most tired group there."""
        return max(self._week(place, week))

    def colour(self, place: int, week: int, norms: Norms) -> Colour:
        return colour(self.worst(place, week), norms)

    def most_tired(self, place: int, week: int) -> tuple[TargetGroup, ...]:
        """The groups with that fatigue; none when nothing is asked."""
        most = self.worst(place, week)
        here = self._week(place, week)
        return tuple(group for group, fatigue in zip(GROUPS, here, strict=True) if most and fatigue == most)

    def _week(self, place: int, week: int) -> Counts:
        return self.fatigues[place][week * len(GROUPS) : (week + 1) * len(GROUPS)]


def mondays_from(first: dt.date, weeks: int = WEEKS) -> tuple[dt.date, ...]:
    return tuple(first + dt.timedelta(weeks=week) for week in range(weeks))


def last_day_that_matters(mondays: Sequence[dt.date], norms: Norms) -> dt.date:
    return mondays[-1] + norms.window - dt.timedelta(days=1)


def week_map(areas: Areas, lines: Sequence["AskLine"], mondays: tuple[dt.date, ...], norms: Norms) -> WeekMap:
    """lines: counted asks, each with whether its answer is overdue. mondays: following each other, oldest first."""
    loads, silent = _by_neighbourhood(areas, _by_areas(lines, mondays, norms))
    layout = struct.Struct(f"<{len(mondays) * len(GROUPS)}I")

    def counts(number: int) -> Counts:
        return layout.unpack(number.to_bytes(layout.size, "little"))

    return WeekMap(
        areas.neighbourhoods,
        mondays,
        [counts(loads[each]) for each in areas.neighbourhoods],
        [counts(loads[each] + silent[each]) for each in areas.neighbourhoods],
    )


Numbers = Mapping[str, int]
"""By neighbourhood, or by areas as they come; what is not there is 0."""


def _by_areas(lines: Sequence["AskLine"], mondays: Sequence[dt.date], norms: Norms) -> tuple[Numbers, Numbers]:
    """What loads, and what waits for its answer and loads no more."""
    loads, silent = defaultdict[str, int](int), defaultdict[str, int](int)
    weeks = _Weeks(mondays, norms)
    alike = Counter((line.areas, line.groups, *weeks.loaded(line), line.is_overdue) for line in lines)
    for (areas, groups, first, after, is_overdue), n in alike.items():
        loads[areas] += n * _counts(groups, first, after)
        if is_overdue:
            silent[areas] += n * _counts(groups, after, len(mondays))
    return loads, silent


def _by_neighbourhood(areas: Areas, found: tuple[Numbers, Numbers]) -> Iterator[Numbers]:
    for by_areas in found:
        numbers = defaultdict[str, int](int)
        for codes, number in by_areas.items():
            for each in areas.neighbourhoods_in(codes.split(",")):
                numbers[each] += number
        yield numbers


class _Weeks:
    """Which weeks an ask loads, by their number. Asks are many, and days few: so every day is counted once."""

    def __init__(self, mondays: Sequence[dt.date], norms: Norms) -> None:
        self.monday, self.weeks, self.window = mondays[0].toordinal(), len(mondays), norms.window.days
        self.first, self.after = cache(self._first), cache(self._after)

    def loaded(self, line: "AskLine") -> tuple[int, int]:
        """The first week that it loads, and the first after those."""
        return self.first(line.starts_on), self.after(line.ends_on)

    def _first(self, day: str) -> int:
        too_late = self.monday - dt.date.fromisoformat(day).toordinal() + self.window - 1
        return min(max(0, -(too_late // 7)), self.weeks)

    def _after(self, day: str) -> int:
        return min(max(0, (dt.date.fromisoformat(day).toordinal() - self.monday) // 7 + 1), self.weeks)


@lru_cache(maxsize=1024)
def _counts(groups: str, first: int, after: int) -> int:
    """1 for each group that is reached, in each of these weeks."""
    week = _one_week(groups)
    return sum(week << A_WEEK * each for each in range(first, after))


@lru_cache(maxsize=1024)
def _one_week(groups: str) -> int:
    reached = groups_reached(frozenset(TargetGroup.from_code(code) for code in groups.split(",") if code))
    return sum(1 << BITS * GROUPS.index(group) for group in reached)
