"""Neighbourhoods by weeks, all at once: the same answers as `load.tallies_of_week`, without the asks.

For a map of a whole municipality: a hundred thousand asks in a second. Which asks they are is a question for one
neighbourhood (`load.tallies`).

The counts of all groups in all windows stand side by side in one large number, 32 bits for each: window after window
(one begins on each day), and in a window group after group. Adding two such numbers adds all their counts at once.
What is added is only where an ask begins and ends to count, as a step up and a step down; steps become counts at the
end, once for all asks of a neighbourhood.
NumPy would do it as fast, and would take 12 MB of the process that serves for as long as that lives.
"""

import datetime as dt
import struct
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from bot.findings.facts import Areas
from bot.findings.load import A_WEEK, ONE_DAY, Colour, colour, windows_meeting
from bot.findings.norms import Norms
from bot.findings.reach import GROUPS, groups_reached
from glossary import TargetGroup

if TYPE_CHECKING:
    from storage.reports.asks import AskLine

WEEKS = 12
"""This week and the next eleven."""
BITS = 32
A_WINDOW = BITS * len(GROUPS)

Counts = tuple[int, ...]
"""Of one neighbourhood, week after week, and in a week group after group."""


@dataclass(frozen=True, slots=True)
class WeekMap:
    """fatigues: by neighbourhood, in the order of `neighbourhoods`; a place is a number in that order.

    lines: what it was made of.
    """

    neighbourhoods: tuple[str, ...]
    mondays: tuple[dt.date, ...]
    fatigues: Sequence[Counts]
    lines: Sequence["AskLine"] = ()

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


def days_that_matter(mondays: Sequence[dt.date], norms: Norms) -> tuple[dt.date, dt.date]:
    """First and last day of the windows that meet these weeks."""
    sunday = mondays[-1] + A_WEEK - ONE_DAY
    return windows_meeting(mondays[0], sunday, norms)[0], sunday + norms.window - ONE_DAY


def week_map(areas: Areas, lines: Sequence["AskLine"], mondays: tuple[dt.date, ...], norms: Norms) -> WeekMap:
    """lines: counted asks, each with whether its answer is overdue. mondays: following each other, oldest first."""
    windows = _Windows(mondays, norms)
    numbers = _by_neighbourhood(areas, _by_areas(lines, windows))
    weeks = cache(windows.by_week)  # neighbourhoods where the same is asked have the same number
    fatigues = [weeks(numbers[each]) for each in areas.neighbourhoods]
    return WeekMap(areas.neighbourhoods, mondays, fatigues, lines)


Numbers = Mapping[str, int]
"""Steps by neighbourhood, or by areas as they come; what is not there is 0."""


def _by_areas(lines: Sequence["AskLine"], windows: "_Windows") -> Numbers:
    numbers = defaultdict[str, int](int)
    alike = Counter([(line.areas, line.groups, *windows.counting(line)) for line in lines])
    for (areas, groups, first, after), n in alike.items():
        if first < after:
            reached = n * _one_window(groups)
            numbers[areas] += (reached << A_WINDOW * first) - (reached << A_WINDOW * after)
    return numbers


def _by_neighbourhood(areas: Areas, by_areas: Numbers) -> Numbers:
    numbers = defaultdict[str, int](int)
    for codes, number in by_areas.items():
        for each in areas.neighbourhoods_in(codes.split(",")):
            numbers[each] += number
    return numbers


class _Windows:
    """In which windows an ask counts, by their number. Asks are many, and days few: so every day is looked at once."""

    def __init__(self, mondays: Sequence[dt.date], norms: Norms) -> None:
        self.weeks, self.window = len(mondays), norms.window.days
        first_day, days = windows_meeting(mondays[0], mondays[-1] + A_WEEK - ONE_DAY, norms)
        self.zero, self.n = first_day.toordinal(), days
        self.first, self.after = cache(self._first), cache(self._after)
        self.layout = struct.Struct(f"<{days * len(GROUPS)}I")
        self.all = (1 << A_WINDOW * days) - 1

    def counting(self, line: "AskLine") -> tuple[int, int]:
        """The first window that it meets, and the first after those; an overdue answer makes it count in all later."""
        return self.first(line.starts_on), self.n if line.is_overdue else self.after(line.ends_on)

    def _first(self, day: str) -> int:
        return min(max(0, dt.date.fromisoformat(day).toordinal() - self.window + 1 - self.zero), self.n)

    def _after(self, day: str) -> int:
        return min(max(0, dt.date.fromisoformat(day).toordinal() + 1 - self.zero), self.n)

    def by_week(self, steps: int) -> Counts:
        """Of each week and group the highest of the windows that meet the week."""
        number, apart = steps, 1
        while apart < self.n:  # Each window gets the steps of all before it: of one, of two, of four…
            number += number << A_WINDOW * apart
            apart *= 2
        whole = (number & self.all).to_bytes(self.layout.size, "little")
        counts, groups = self.layout.unpack(whole), len(GROUPS)
        span = 6 + self.window  # A week and the windows that began before it and meet it.
        highest = cache(lambda row: [max(row[7 * week : 7 * week + span]) for week in range(self.weeks)])
        rows = [highest(counts[group::groups]) for group in range(groups)]
        return tuple(row[week] for week in range(self.weeks) for row in rows)


@lru_cache(maxsize=1024)
def _one_window(groups: str) -> int:
    reached = groups_reached(frozenset(TargetGroup.from_code(code) for code in groups.split(",") if code))
    return sum(1 << BITS * GROUPS.index(group) for group in reached)
