"""What the rules look at. Plain values: the rules never reach the database."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from glossary import (
    AreaKind,
    Discipline,
    EnvironmentAct,
    Level,
    PartialDate,
    Phase,
    QualitySource,
    Role,
    RoleState,
    Size,
    Status,
    TargetGroup,
)


class AreaFacts(NamedTuple):
    code: str
    name: str
    kind: AreaKind
    parent: str | None = None


class Areas:
    """The areas of one municipality, and what lies in what, however deep."""

    def __init__(self, areas: Iterable[AreaFacts]) -> None:
        self._areas: Mapping[str, AreaFacts] = {area.code: area for area in areas}
        self._around: dict[str | None, frozenset[str]] = {}

    def __contains__(self, code: str) -> bool:
        return code in self._areas

    def name(self, code: str) -> str:
        area = self._areas.get(code)
        return area.name if area else code

    @cached_property
    def neighbourhoods(self) -> tuple[str, ...]:
        """By code."""
        return tuple(sorted(code for code, area in self._areas.items() if area.kind is AreaKind.NEIGHBOURHOOD))

    def around(self, code: str) -> frozenset[str]:
        """The area itself and all that it lies in: what is asked there is asked here. All lies in the municipality."""
        area = self._areas.get(code)
        return self._upwards(area.parent if area else None) | {code}

    def _upwards(self, code: str | None) -> frozenset[str]:
        """From there on, itself included."""
        if code not in self._around:
            found, here = set[str](), code
            # A list can say that two areas lie in each other: going round once is enough.
            while here is not None and here not in found:
                found.add(here)
                area = self._areas.get(here)
                here = area.parent if area else None
            self._around[code] = self._municipality.union(found)
        return self._around[code]

    @cached_property
    def _municipality(self) -> frozenset[str]:
        return frozenset(code for code, area in self._areas.items() if area.kind is AreaKind.MUNICIPALITY)

    @cached_property
    def _inside(self) -> Mapping[str, frozenset[str]]:
        by_parent: dict[str | None, list[str]] = {}
        for code in self.neighbourhoods:
            by_parent.setdefault(self._areas[code].parent, []).append(code)
        inside: dict[str, set[str]] = {code: {code} for code in self.neighbourhoods}
        for parent, codes in by_parent.items():
            for each in self._upwards(parent):
                inside.setdefault(each, set()).update(codes)
        return {code: frozenset(found) for code, found in inside.items()}

    def neighbourhoods_in(self, codes: Iterable[str]) -> frozenset[str]:
        """Those that a moment in these areas touches."""
        return _NONE.union(*(self._inside.get(code, _NONE) for code in codes))

    def touching(self, code: str) -> frozenset[str]:
        """What is asked in one of these is asked in this area, or in a part of it."""
        return _NONE.union({code}, *(self.around(each) for each in self.neighbourhoods_in([code])))


_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ContactMoment:
    """A contact moment with exact dates, both days included. One that is only planned has id 0.

    A moment with an imprecise date is never counted or warned about: it is no fact here. areas: codes. reach: None is
    unknown. invited_on, told_on: as they were written, so the day may be unknown. promised_on: a later day on which
    residents hear, as somebody said. has_outcomes: what they gave is written down, with what became of it. is_divided:
    each role of the day is taken. is_reported: there is a report. These four only in the moments of a project.
    """

    id: int
    key: str
    title: str
    project_id: int
    project: str
    starts_on: dt.date
    ends_on: dt.date
    level: Level | None
    areas: frozenset[str]
    groups: frozenset[TargetGroup]
    reach: int | None = None
    invited_on: PartialDate | None = None
    told_on: PartialDate | None = None
    promised_on: dt.date | None = None
    has_outcomes: bool = False
    is_divided: bool = False
    is_reported: bool = False

    @property
    def is_ask(self) -> bool:
        return self.level is not Level.INFORM


def exact_period(starts_on: PartialDate, ends_on: PartialDate) -> tuple[dt.date, dt.date] | None:
    """First and last day; None when one of them is imprecise."""
    first, last = starts_on.day, ends_on.day
    return (first, last) if first and last else None


@dataclass(frozen=True, slots=True)
class Agreed:
    """A point that is as agreed. facts: what it rested on then. who: "" when nobody knows any more."""

    facts: str
    reason: str
    who: str
    on: dt.date


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """named: the roles for which somebody is named, and what they answered. moments: those with exact dates.

    carriers: the disciplines of whoever carries participation. changed_on: the day of the last change. lessons: how
    many. is_open_known, is_fixed_known: "wat ligt open" and "wat staat vast" are filled in. is_level_explained: why
    residents take part in this way, or why not. measured_by: whose judgement of it is kept. agreed: by kind of finding,
    and the id of its moment or 0.
    """

    id: int
    key: str
    name: str
    status: Status
    changed_on: dt.date
    size: Size | None = None
    level: Level | None = None
    is_open_known: bool = False
    promise_published_on: PartialDate | None = None
    environment_act: EnvironmentAct | None = None
    notice_on: PartialDate | None = None
    decision_on: PartialDate | None = None
    participation_budget: int | None = None
    named: Mapping[Role, RoleState] = field(default_factory=dict)
    carriers: frozenset[Discipline] = frozenset()
    lessons: int = 0
    areas: frozenset[str] = frozenset()
    moments: Sequence[ContactMoment] = ()
    agreed: Mapping[tuple[str, int], Agreed] = field(default_factory=dict)
    phase: Phase | None = None
    starts_on: PartialDate | None = None
    is_fixed_known: bool = False
    is_level_explained: bool = False
    registered_at: dt.datetime | None = None
    measured_by: frozenset[QualitySource] = frozenset()
    asks: Sequence[ContactMoment] = field(init=False, repr=False, compare=False)
    """Of the moments: those that ask residents something."""

    def __post_init__(self) -> None:
        # Every rule looks at them.
        object.__setattr__(self, "asks", tuple(moment for moment in self.moments if moment.is_ask))
