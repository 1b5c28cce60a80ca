"""Neighbourhoods by weeks, all at once: the same answers as `load.tallies` for each Monday, without the asks.

For a map of a whole municipality: a hundred thousand asks in a second. Which asks they are is a question for one
neighbourhood (`load.tallies`).
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.findings.facts import Areas
from bot.findings.load import Colour, colour
from bot.findings.norms import Norms
from bot.findings.reach import GROUPS, groups_reached
from glossary import TargetGroup

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from storage.asks import AskLine

WEEKS = 12
"""This week and the next eleven."""


@dataclass(frozen=True, slots=True)
class WeekMap:
    """load, fatigue: by neighbourhood, group and week, in the order of `neighbourhoods`, `groups` and `mondays`."""

    neighbourhoods: tuple[str, ...]
    groups: tuple[TargetGroup, ...]
    mondays: tuple[dt.date, ...]
    load: "NDArray[np.int32]"
    fatigue: "NDArray[np.int32]"

    def worst(self, neighbourhood: int, week: int) -> int:
        """The fatigue of the most tired group there. Both by their place in the map."""
        return int(self.fatigue[neighbourhood, :, week].max(initial=0))

    def colour(self, neighbourhood: int, week: int, norms: Norms) -> Colour:
        return colour(self.worst(neighbourhood, week), norms)

    def most_tired(self, neighbourhood: int, week: int) -> tuple[TargetGroup, ...]:
        """The groups with that fatigue; none when nothing is asked."""
        most = self.worst(neighbourhood, week)
        here = self.fatigue[neighbourhood, :, week]
        return tuple(group for group, fatigue in zip(self.groups, here, strict=True) if most and fatigue == most)


def mondays_from(first: dt.date, weeks: int = WEEKS) -> tuple[dt.date, ...]:
    return tuple(first + dt.timedelta(weeks=week) for week in range(weeks))


def last_day_that_matters(mondays: Sequence[dt.date], norms: Norms) -> dt.date:
    return mondays[-1] + norms.window - dt.timedelta(days=1)


def week_map(areas: Areas, lines: Sequence["AskLine"], mondays: tuple[dt.date, ...], norms: Norms) -> WeekMap:
    """lines: counted asks, each with whether its answer is overdue. mondays: following each other, oldest first."""
    # Imported when somebody asks for a map: it takes longer to load than all the rest of the bot's rules.
    import numpy as np

    place = {code: at for at, code in enumerate(areas.neighbourhoods)}
    span, width = len(mondays) + 1, len(GROUPS)
    steps = np.zeros((len(place), 2, span, width), dtype=np.float32)
    for start in range(0, len(lines), _BLOCK):
        block = lines[start : start + _BLOCK]
        where, area_sets = _numbered([line.areas for line in block])
        who, group_sets = _numbered([line.groups for line in block])
        reached = _reached(group_sets)[who]
        first, after, waits = _weeks(block, mondays, norms)
        loads = first < after
        # One row for every set of areas and every week: what begins to count then, less what stops counting.
        rows = np.zeros((len(area_sets) * 2 * span, width), dtype=np.float32)
        loading, silent = where * 2 * span, (where * 2 + 1) * span
        np.add.at(rows, (loading + first)[loads], reached[loads])
        np.subtract.at(rows, (loading + after)[loads], reached[loads])
        np.add.at(rows, (silent + after)[waits], reached[waits])
        steps += (_touched(areas, place, area_sets) @ rows.reshape(len(area_sets), -1)).reshape(steps.shape)
    counts = steps.cumsum(axis=2)[:, :, :-1].transpose(1, 0, 3, 2).astype(np.int32)
    return WeekMap(areas.neighbourhoods, GROUPS, mondays, counts[0], counts[0] + counts[1])


_BLOCK = 8192
"""So many asks at once: the memory that it takes stays the same, however many there are."""


def _weeks(
    block: Sequence["AskLine"], mondays: Sequence[dt.date], norms: Norms
) -> tuple["NDArray[np.int64]", "NDArray[np.int64]", "NDArray[np.bool_]"]:
    """For each ask: the first week that it loads, the first that it loads no more, and whether it then is silent."""
    import numpy as np

    starts = np.array([line.starts_on for line in block], dtype="datetime64[D]").astype(np.int64)
    ends = np.array([line.ends_on for line in block], dtype="datetime64[D]").astype(np.int64)
    monday, weeks = np.datetime64(mondays[0], "D").astype(np.int64), len(mondays)
    first = (-((monday - starts + norms.window.days - 1) // 7)).clip(0, weeks)
    after = ((ends - monday) // 7 + 1).clip(0, weeks)
    return first, after, np.array([line.is_overdue for line in block], dtype=bool)


def _numbered(sets: Sequence[str]) -> tuple["NDArray[np.int64]", list[str]]:
    """The place of each among the different ones, and those."""
    import numpy as np

    known: dict[str, int] = {}
    return np.array([known.setdefault(each, len(known)) for each in sets], dtype=np.int64), list(known)


def _touched(areas: Areas, place: Mapping[str, int], area_sets: Sequence[str]) -> "NDArray[np.float32]":
    """Neighbourhood by set of areas: 1 where the set touches it."""
    import numpy as np

    touched = np.zeros((len(place), len(area_sets)), dtype=np.float32)
    for at, codes in enumerate(area_sets):
        touched[[place[each] for each in areas.neighbourhoods_in(codes.split(","))], at] = 1
    return touched


def _reached(group_sets: Sequence[str]) -> "NDArray[np.float32]":
    """Set of groups by group: 1 where the set reaches it."""
    import numpy as np

    reached = np.zeros((len(group_sets), len(GROUPS)), dtype=np.float32)
    for at, codes in enumerate(group_sets):
        groups = groups_reached(frozenset(TargetGroup.from_code(code) for code in codes.split(",") if code))
        reached[at, [GROUPS.index(group) for group in groups]] = 1
    return reached
