"""Neighbourhoods by weeks, all at once: the same answers as `load.tallies_of_week`, without the asks.

For a map of a whole municipality: a hundred thousand asks in a second. Which asks they are is a question for one
neighbourhood (`load.tallies`).

The counts of all windows stand side by side in one large number, of as many bits each as the fullest neighbourhood
needs (a window begins on each day): of one neighbourhood, and of those who are asked the same. Adding two such numbers
adds all their counts at once. What is added is only where an ask begins and ends to count, as a step up and a step
down; steps become counts at the end, once for all asks of a group in a neighbourhood, and only of the neighbourhoods
that somebody looks at. What the same steps came to is remembered: from one look to the next hardly any of them change.
NumPy would do it as fast, and would take 12 MB of the process that serves for as long as that lives.
"""

import datetime as dt
import struct
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
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

Steps = Mapping[str, int]
"""By the groups that are asked, as codes joined by commas."""
Asked = Sequence[tuple[frozenset[str], Sequence["AskLine"]]]
"""The neighbourhoods that are touched, and what is asked there."""
_NO_STEPS: Steps = {}


class _PlaceWeeks(NamedTuple):
    """Of one neighbourhood, week after week. groups: those that are asked something, by their place in `GROUPS`, and
    together where it is the same. worst: of the most tired group.
    """

    groups: Sequence[tuple[tuple[int, ...], Sequence[int]]]
    worst: Sequence[int]


class WeekMap:
    """Fatigue by neighbourhood, group and week. A place is the number of a neighbourhood in `neighbourhoods`."""

    def __init__(
        self,
        neighbourhoods: Sequence[str],
        mondays: tuple[dt.date, ...],
        steps: Mapping[str, Steps],
        windows: "_Windows",
        asked: Asked,
    ) -> None:
        self.neighbourhoods, self.mondays = neighbourhoods, mondays
        self._steps, self._windows, self._asked = steps, windows, asked
        self._weeks: dict[int, _PlaceWeeks] = {}

    def asks_touching(self, within: Collection[str]) -> Iterator["AskLine"]:
        """What it was made of, as far as it is asked in one of these neighbourhoods."""
        for where, lines in self._asked:
            if not where.isdisjoint(within):
                yield from lines

    def fatigue(self, place: int, group: TargetGroup, week: int) -> int:
        return self.by_week(place, group)[week]

    def worst(self, place: int, week: int) -> int:
        """The fatigue of the most tired group there."""
        return self._of(place).worst[week]

    def by_week(self, place: int, group: TargetGroup | None) -> Sequence[int]:
        """The fatigue of that group, or of the most tired one, in each week."""
        found = self._of(place)
        if not group:
            return found.worst
        at = GROUPS.index(group)
        return next((weeks for groups, weeks in found.groups if at in groups), self._windows.calm)

    def colour(self, place: int, week: int, norms: Norms) -> Colour:
        return colour(self.worst(place, week), norms)

    def most_tired(self, place: int, week: int) -> tuple[TargetGroup, ...]:
        """The groups with that fatigue; none when nothing is asked."""
        found = self._of(place)
        most = found.worst[week]
        tired = [at for groups, weeks in found.groups if weeks[week] == most for at in groups]
        return tuple([GROUPS[at] for at in sorted(tired)]) if most else ()

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
    by_areas = defaultdict[str, list["AskLine"]](list)
    for line in lines:
        by_areas[line.areas].append(line)
    asked = [(areas.neighbourhoods_in(codes.split(",")), here) for codes, here in by_areas.items()]
    windows = _Windows(mondays, norms, _fullest(asked))
    return WeekMap(neighbourhoods, mondays, _by_neighbourhood(asked, windows), windows, asked)


def _fullest(asked: Asked) -> int:
    """How many asks there are in the neighbourhood that has most of them."""
    found = Counter[str]()
    for where, lines in asked:
        for each in where:
            found[each] += len(lines)
    return max(found.values(), default=0)


def _by_neighbourhood(asked: Asked, windows: "_Windows") -> Mapping[str, Steps]:
    found = defaultdict[str, dict[str, int]](dict)
    for where, lines in asked:
        steps = windows.steps(lines)
        for each in where:
            here = found[each]
            for groups, step in steps.items():
                here[groups] = here.get(groups, 0) + step
    return found


class _Row(NamedTuple):
    """Of counts side by side in a number. bits: of each. weeks: of which the counts are wanted, of windows of so many
    days. layout: of the bytes of that number. each: a one in every count, which times steps gives each window the steps
    of all before it.
    """

    bits: int
    windows: int
    weeks: int
    days: int
    layout: struct.Struct
    each: int


@cache
def _row(most: int, weeks: int, window: int) -> _Row:
    """most: that must fit in a count."""
    bits, kind = next((bits, kind) for bits, kind in ((8, "B"), (16, "H"), (32, "I")) if most < 1 << bits)
    windows = 7 * weeks + window - 1
    each = sum(1 << bits * at for at in range(windows))
    return _Row(bits, windows, weeks, window, struct.Struct(f"<{windows}{kind}"), each)


class _Windows:
    """In which windows an ask counts, by their number. Asks are many, and days few: so every day is looked at once."""

    def __init__(self, mondays: Sequence[dt.date], norms: Norms, most: int) -> None:
        first_day, days = windows_meeting(mondays[0], mondays[-1] + A_WEEK - ONE_DAY, norms)
        zero, self._row = first_day.toordinal(), _row(most, len(mondays), norms.window.days)
        self._first = cache(partial(_bit, self._row.bits, zero + norms.window.days - 1, days))
        self._after = cache(partial(_bit, self._row.bits, zero - 1, days))
        self._end = 1 << self._row.bits * days
        self.calm = (0,) * len(mondays)

    def steps(self, lines: Sequence["AskLine"]) -> Steps:
        """Up at the first window that an ask meets, and down at the first after those.

        An overdue answer makes it count in all later ones.
        """
        found: dict[str, int] = {}
        for _, starts_on, ends_on, _, groups, is_overdue in lines:
            up, down = self._first(starts_on), self._end if is_overdue else self._after(ends_on)
            if up < down:
                found[groups] = found.get(groups, 0) + up - down
        return found

    def by_week(self, steps: Steps) -> _PlaceWeeks:
        """Groups that are asked the same are counted once."""
        each = list(steps.values())
        found = [
            (groups, _highest(sum([each[at] for at in asked]), self._row))
            for groups, asked in _asked_alike(tuple(steps))
        ]
        if len(found) > 1:
            return _PlaceWeeks(found, tuple(map(max, *[weeks for _, weeks in found])))
        return _PlaceWeeks(found, found[0][1] if found else self.calm)


@lru_cache(maxsize=2048)
def _highest(steps: int, row: _Row) -> tuple[int, ...]:
    """Of each week the highest of the windows that meet the week."""
    number = steps * row.each & (1 << row.bits * row.windows) - 1
    counts = row.layout.unpack(number.to_bytes(row.layout.size, "little"))
    span = 6 + row.days  # A week and the windows that began before it and meet it.
    return tuple([max(counts[7 * week : 7 * week + span]) for week in range(row.weeks)])


def _bit(bits: int, zero: int, windows: int, day: str) -> int:
    """The first bit of the window with that number, within what there is."""
    return 1 << bits * min(max(0, dt.date.fromisoformat(day).toordinal() - zero), windows)


@lru_cache(maxsize=512)
def _asked_alike(asked: tuple[str, ...]) -> Sequence[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Groups by their place in `GROUPS`, and by which of these they are asked: codes joined by commas."""
    reached = [
        groups_reached(frozenset(TargetGroup.from_code(code) for code in groups.split(",") if code)) for groups in asked
    ]
    alike = defaultdict[tuple[int, ...], list[int]](list)
    for at, group in enumerate(GROUPS):
        alike[tuple(number for number, groups in enumerate(reached) if group in groups)].append(at)
    return [(tuple(groups), by) for by, groups in alike.items() if by]
