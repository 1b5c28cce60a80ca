"""Which earlier projects are like one that is being planned, and when a lesson is asked about again. Pure."""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from glossary import Domain, Instrument, TargetGroup

MOST = 3

YEAR = 365
WEEK = 7


@dataclass(frozen=True, slots=True)
class ProjectProfile:
    """What a project is about. words: stems of its name; rare: those that few projects have.

    areas: codes; of what is planned also those around and inside it, but never the municipality as a whole.
    """

    areas: frozenset[str] = frozenset()
    groups: frozenset[TargetGroup] = frozenset()
    instruments: frozenset[Instrument] = frozenset()
    domain: Domain | None = None
    words: frozenset[str] = frozenset()
    rare: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Likeness:
    """Why a project is like the one that is planned; reasons: keys of the texts, the weightiest first."""

    points: float
    reasons: tuple[str, ...]


WEIGHTS = {"instrument": 3.0, "group": 2.5, "area": 2.0, "domain": 1.5}
RARE_WORD, COMMON_WORD, SAME_NAME = 2.5, 1.0, 1.5
USUAL_FORM = 1.5
WORTH_NAMING = 1.0
ENOUGH = 3.5
"""Points below which two projects only happen to share something."""

GENERAL = {TargetGroup.ALL_RESIDENTS: 0.4, TargetGroup.LOCAL_RESIDENTS: 1.0}
"""Nearly every project has these: they say little."""

USUAL = frozenset({Instrument.LETTER, Instrument.INFO_EVENING, Instrument.WALK_IN, Instrument.SURVEY, Instrument.OTHER})
"""Nearly every project uses these at some time."""


def likeness(planned: ProjectProfile, other: ProjectProfile) -> Likeness:
    points: dict[str, float] = {}
    if shared := planned.groups & other.groups:
        points["group"] = max(GENERAL.get(group, WEIGHTS["group"]) for group in shared)
    if same_forms := planned.instruments & other.instruments:
        points["instrument"] = WEIGHTS["instrument"] if same_forms - USUAL else USUAL_FORM
    if planned.areas & other.areas:
        points["area"] = WEIGHTS["area"]
    if planned.domain and planned.domain is other.domain:
        points["domain"] = WEIGHTS["domain"]
    if shared_words := planned.words & other.words:
        points["words"] = sum(RARE_WORD if word in planned.rare else COMMON_WORD for word in shared_words)
        if len(shared_words) > 1 and shared_words in (planned.words, other.words):
            points["words"] += SAME_NAME
    reasons = sorted(points, key=lambda reason: (-points[reason], reason))
    return Likeness(sum(points.values()), tuple(reason for reason in reasons if points[reason] >= WORTH_NAMING))


def is_alike(found: Likeness) -> bool:
    """One thing in common is not enough, unless it is the name."""
    return found.points >= ENOUGH and (len(found.reasons) >= 2 or found.reasons == ("words",))


def years_ago(monday: dt.date) -> tuple[dt.date, ...]:
    """Every day that is a whole number of years before a day of this week, up to ten years: nobody is asked twice."""
    week = [monday + dt.timedelta(days=day) for day in range(WEEK)]
    return tuple(day - dt.timedelta(days=YEAR * years) for years in range(1, 11) for day in week)


def best(found: Sequence[tuple[int, Likeness]], leave_out: Collection[int] = ()) -> list[tuple[int, Likeness]]:
    """The three that are most alike; the newest of those that are as alike. Empty when nothing really is."""
    alike = [(id_, like) for id_, like in found if is_alike(like) and id_ not in leave_out]
    return sorted(alike, key=lambda each: (-each[1].points, -each[0]))[:MOST]
