"""Neighbourhoods by weeks, all at once: the same answers as `load.tallies_of_week`, without the asks.

For a map of a whole municipality: a hundred thousand asks in a second. Which asks they are is a question for one
neighbourhood (`load.tallies`).

The counts of all windows stand side by side in one large number, 32 bits for each (a window begins on each day): of
one neighbourhood, and of those who are asked the same. Adding two such numbers adds all their counts at once. What is
added is only where an ask begins and ends to count, as a step up and a step down; steps become counts at the end, once
for all asks of a group in a neighbourhood, and only of the neighbourhoods that somebody looks at.
NumPy would do it as fast, and would take 12 MB of the process that serves for as long as that lives.
"""

import datetime as dt
import struct
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

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

Steps = Mapping[str, int]
"""By the groups that are asked, as codes joined by commas."""
_NO_STEPS: Steps = {}


class _PlaceWeeks(NamedTuple):
    """Of one neighbourhood. groups: in the order of `GROUPS`, each week after week. worst: of the most tired group."""

    groups: Sequence[Sequence[int]]
    worst: Sequence[int]


class WeekMap:
    """Fatigue by neighbourhood, group and week. A place is the number of a neighbourhood in `neighbourhoods`.

    lines: what it was made of.
    """

    def __init__(
        self,
        neighbourhoods: Sequence[str],
        mondays: tuple[dt.date, ...],
        steps: Mapping[str, Steps],
        windows: "_Windows",
        lines: Sequence["AskLine"],
    ) -> None:
        self.neighbourhoods, self.mondays, self.lines = neighbourhoods, mondays, lines
        self._steps, self._windows = steps, windows
        self._weeks: dict[int, _PlaceWeeks] = {}

    def fatigue(self, place: int, group: TargetGroup, week: int) -> int:
        return self.by_week(place, group)[week]

    def worst(self, place: int, week: int) -> int:
        """The fatigue of the most tired group there."""
        return self._of(place).worst[week]

    def by_week(self, place: int, group: TargetGroup | None) -> Sequence[int]:
        """The fatigue of that group, or of the most tired one, in each week."""
        found = self._of(place)
        return found.groups[GROUPS.index(group)] if group else found.worst

    def colour(self, place: int, week: int, norms: Norms) -> Colour:
        return colour(self.worst(place, week), norms)

    def most_tired(self, place: int, week: int) -> tuple[TargetGroup, ...]:
        """The groups with that fatigue; none when nothing is asked."""
        found = self._of(place)
        most = found.worst[week]
        here = zip(GROUPS, found.groups, strict=True)
        return tuple([group for group, weeks in here if weeks[week] == most]) if most else ()

    def _of(self, place: int) -> _PlaceWeeks:
        if place not in self._weeks:
            self._weeks[place] = self._windows.by_week(self._steps.get(self.neighbourhoods[place], _NO_STEPS))
        return self._weeks[place]


def mondays_from(first: dt.date, weeks: int = WEEKS) -> tuple[dt.date, ...]:
    return tuple(first + dt.timedelta(weeks=week) for week in range(weeks))


def days_that_matter(mondays: Sequence[dt.date], norms: Norms) -> tuple[dt.date, dt.date]:
    """First and last day of the windows that meet these weeks."""
    sunday = mondays[-1] + A_WEEK - ONE_DAY
    return windows_meeting(mondays[0], sunday, norms)[0], sunday + norms.window - ONE_DAY


def week_map(
    areas: Areas,
    neighbourhoods: Sequence[str],
    lines: Sequence["AskLine"],
    mondays: tuple[dt.date, ...],
    norms: Norms,
) -> WeekMap:
    """neighbourhoods: those that it has. lines: all counted asks there, each with whether its answer is overdue.

    mondays: following each other, oldest first.
    """
    windows = _Windows(mondays, norms)
    steps = _by_neighbourhood(areas, _by_areas(lines, windows))
    return WeekMap(neighbourhoods, mondays, steps, windows, lines)


def _by_areas(lines: Sequence["AskLine"], windows: "_Windows") -> Mapping[str, Steps]:
    """Areas as they come: codes joined by commas."""
    found = defaultdict[str, dict[str, int]](dict)
    for line in lines:
        if step := windows.step(line):
            here = found[line.areas]
            here[line.groups] = here.get(line.groups, 0) + step
    return found


def _by_neighbourhood(areas: Areas, by_areas: Mapping[str, Steps]) -> Mapping[str, Steps]:
    found = defaultdict[str, dict[str, int]](dict)
    for codes, steps in by_areas.items():
        for each in areas.neighbourhoods_in(codes.split(",")):
            here = found[each]
            for groups, step in steps.items():
                here[groups] = here.get(groups, 0) + step
    return found


class _Windows:
    """In which windows an ask counts, by their number. Asks are many, and days few: so every day is looked at once."""

    def __init__(self, mondays: Sequence[dt.date], norms: Norms) -> None:
        self.weeks, self.window = len(mondays), norms.window.days
        first_day, days = windows_meeting(mondays[0], mondays[-1] + A_WEEK - ONE_DAY, norms)
        zero, self.n = first_day.toordinal(), days
        self.first = cache(partial(_bit, zero + self.window - 1, days))
        self.after = cache(partial(_bit, zero - 1, days))
        self.known: dict[int, tuple[int, ...]] = {}
        self.layout = struct.Struct(f"<{days}I")
        self.all = (1 << BITS * days) - 1

    def step(self, line: "AskLine") -> int:
        """Up at the first window that it meets, and down at the first after those; 0 when it counts in none.

        An overdue answer makes it count in all later ones.
        """
        up = self.first(line.starts_on)
        down = 1 << BITS * self.n if line.is_overdue else self.after(line.ends_on)
        return up - down if up < down else 0

    def by_week(self, steps: Steps) -> _PlaceWeeks:
        of_group: dict[int, int] = {}
        for groups, step in steps.items():
            for at in _reached(groups):
                of_group[at] = of_group.get(at, 0) + step
        rows = [self._weeks(0)] * len(GROUPS)
        for at, step in of_group.items():
            rows[at] = self._weeks(step)
        different = {*rows}
        return _PlaceWeeks(rows, rows[0] if len(different) == 1 else list(map(max, *different)))

    def _weeks(self, steps: int) -> tuple[int, ...]:
        if steps not in self.known:
            self.known[steps] = self._highest(steps)
        return self.known[steps]

    def _highest(self, steps: int) -> tuple[int, ...]:
        """Of each week the highest of the windows that meet the week."""
        number, apart = steps, 1
        while apart < self.n:  # Each window gets the steps of all before it: of one, of two, of four…
            number += number << BITS * apart
            apart *= 2
        counts = self.layout.unpack((number & self.all).to_bytes(self.layout.size, "little"))
        span = 6 + self.window  # A week and the windows that began before it and meet it.
        return tuple([max(counts[7 * week : 7 * week + span]) for week in range(self.weeks)])


def _bit(zero: int, windows: int, day: str) -> int:
    """The first bit of the window with that number, within what there is."""
    return 1 << BITS * min(max(0, dt.date.fromisoformat(day).toordinal() - zero), windows)


@lru_cache(maxsize=1024)
def _reached(groups: str) -> tuple[int, ...]:
    """By their place in `GROUPS`."""
    reached = groups_reached(frozenset(TargetGroup.from_code(code) for code in groups.split(",") if code))
    return tuple(sorted(GROUPS.index(group) for group in reached))
