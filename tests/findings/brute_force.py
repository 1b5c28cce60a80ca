"""The rules once more, slowly: written from the text of the rules alone, before the rules of the product were there.

It knows nothing of the product: dates are text as in lists, words are Dutch, and every question looks at everything.
What is asked again is remembered: most groups are asked the same, week after week.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

Day = dt.date

EVERYBODY = ("alle_inwoners", "omwonenden")
RESIDENTS = (
    *EVERYBODY,
    *("jongeren", "kinderen", "ouders", "ouderen", "huurders", "woningeigenaren", "woningzoekenden", "minima"),
    *("nieuwkomers", "laaggeletterden", "mensen_met_beperking", "mantelzorgers"),
)
ORGANISATIONS = (
    *("ondernemers", "agrariers", "verenigingen", "scholen", "zorginstellingen", "woningcorporaties"),
    *("natuurorganisaties", "vastgoedeigenaren", "dorps_of_wijkraad"),
)
GROUPS = [group for group in (*RESIDENTS, *ORGANISATIONS) if group not in EVERYBODY]
CORNERS = ("projectleider", "communicatieadviseur", "participatieadviseur")


@dataclass
class Area:
    code: str
    type: str
    within: str | None


@dataclass
class Moment:
    id: str
    project: str
    begin: str
    eind: str
    niveau: str
    gebieden: list[str]
    doelgroepen: list[str]
    bereik: int | None = None
    uitnodiging: str = ""
    terugkoppeling: str = ""


@dataclass
class Project:
    id: str
    status: str
    omvang: str = ""
    niveau: str = ""
    rollen: dict[str, str] = field(default_factory=dict)
    budget: int | None = None
    instrument_ow: str = ""
    kennisgeving: str = ""
    besluit: str = ""
    ligt_open: str = ""
    belofte: str = ""
    gewijzigd: str = ""
    lessen: int = 0
    """rollen: who is named for what; gewijzigd: the day of the last change."""


@dataclass
class Town:
    today: Day
    areas: list[Area]
    moments: list[Moment]
    projects: list[Project]
    people: dict[str, list[str]]
    """people: the disciplines of each."""
    accepted: set[tuple[str, str]] = field(default_factory=set)
    """Project and role for which somebody said yes."""
    remembered: dict[tuple[str, str], list[Moment]] = field(default_factory=dict)
    highest: dict[tuple[tuple[str, ...], Day, Day], int] = field(default_factory=dict)

    @property
    def monday(self) -> Day:
        return self.today - dt.timedelta(days=self.today.weekday())


@cache
def day(text: str) -> Day | None:
    """None: imprecise, or not there."""
    return Day.fromisoformat(text) if len(text) == 10 else None


def earliest(text: str) -> Day:
    return Day.fromisoformat((text + "-01-01")[:10])


# Terms


def asks(town: Town) -> list[Moment]:
    """Only those with exact dates."""
    return [m for m in town.moments if m.niveau != "informeren" and day(m.begin) and day(m.eind)]


def first(m: Moment) -> Day:
    found = day(m.begin)
    assert found
    return found


def last(m: Moment) -> Day:
    found = day(m.eind)
    assert found
    return found


def reaches(m: Moment, group: str) -> bool:
    if group in m.doelgroepen:
        return True
    return group in RESIDENTS and any(each in m.doelgroepen for each in EVERYBODY)


def lies_in(town: Town, code: str, other: str) -> bool:
    """`code` is `other`, or lies in it however deep; everything lies in the municipality."""
    areas = {area.code: area for area in town.areas}
    if areas[other].type == "gemeente":
        return True
    here: str | None = code
    while here is not None:
        if here == other:
            return True
        here = areas[here].within
    return False


def touches(town: Town, m: Moment, neighbourhood: str) -> bool:
    return any(lies_in(town, neighbourhood, code) for code in m.gebieden)


def is_counted(m: Moment) -> bool:
    return m.bereik is None or m.bereik >= 100


def meets(m: Moment, start: Day) -> bool:
    """Some day of the 28 from `start` is a day of the moment."""
    end = start + dt.timedelta(days=27)
    return not (last(m) < start or first(m) > end)


def neighbourhoods(town: Town) -> list[str]:
    return [area.code for area in town.areas if area.type == "buurt"]


def asked_here(town: Town, neighbourhood: str, group: str) -> list[Moment]:
    """The counted asks that reach this group in this neighbourhood, whenever."""
    if (neighbourhood, group) not in town.remembered:
        town.remembered[neighbourhood, group] = [
            m for m in asks(town) if is_counted(m) and touches(town, m, neighbourhood) and reaches(m, group)
        ]
    return town.remembered[neighbourhood, group]


def load(town: Town, neighbourhood: str, group: str, monday: Day) -> list[str]:
    return sorted(m.id for m in asked_here(town, neighbourhood, group) if meets(m, monday))


def silent(town: Town, neighbourhood: str, group: str, monday: Day) -> list[str]:
    here = asked_here(town, neighbourhood, group)
    return sorted(m.id for m in here if last(m) < monday and is_overdue(m, town.today))


def counts(town: Town, m: Moment, start: Day) -> bool:
    """In the 28 days from `start`: it meets them, or it was over before them and its answer is overdue today."""
    return meets(m, start) or (last(m) < start and is_overdue(m, town.today))


def week(town: Town, neighbourhood: str, group: str, monday: Day) -> int:
    """The highest over every window of 28 days that has a day in that week."""
    here = asked_here(town, neighbourhood, group)
    return highest(town, here, monday - dt.timedelta(days=27), monday + dt.timedelta(days=6))


def highest(town: Town, own: list[Moment], start: Day, end: Day) -> int:
    """How many of the town's own moments count at once, over every window that starts in this period."""
    asked = tuple(m.id for m in own), start, end
    if asked not in town.highest:
        starts = [start + dt.timedelta(days=days) for days in range((end - start).days + 1)]
        town.highest[asked] = max(sum(counts(town, m, each) for m in own) for each in starts)
    return town.highest[asked]


def colour(fatigue: int) -> str:
    return "green" if fatigue <= 2 else "orange" if fatigue == 3 else "red"


# What-if


def highest_load(town: Town, planned: Moment) -> int:
    """With it included, over every window of 28 days that meets its period, wherever and whoever it reaches."""
    found = 0
    for neighbourhood in neighbourhoods(town):
        if touches(town, planned, neighbourhood):
            for group in GROUPS:
                if reaches(planned, group):
                    found = max(found, highest_here(town, planned, neighbourhood, group))
    return found


def highest_here(town: Town, planned: Moment, neighbourhood: str, group: str) -> int:
    others = [m for m in asked_here(town, neighbourhood, group) if m.id != planned.id]
    found = highest(town, others, first(planned) - dt.timedelta(days=27), last(planned))
    return found + (1 if is_counted(planned) and planned.niveau != "informeren" else 0)


def quieter(town: Town, planned: Moment, bad: dict[Day, str], usual: set[int]) -> list[tuple[Day, int]]:
    """First day and highest load: of each week the best, the quietest first. usual: weekdays, Monday is 0."""
    now, length = highest_load(town, planned), last(planned) - first(planned)
    found: list[tuple[Day, int]] = []
    for later in range(1, 43):
        start = first(planned) + dt.timedelta(days=later)
        if start.weekday() not in usual or start in bad or (start - town.today).days < 14:
            continue
        then = moved(planned, start, start + length)
        if (high := highest_load(town, then)) < now:
            found.append((start, high))
    weeks = {start - dt.timedelta(days=start.weekday()) for start, _ in found}
    best = [min((f for f in found if 0 <= (f[0] - week).days < 7), key=lambda f: (f[1], f[0])) for week in weeks]
    return sorted(best, key=lambda f: (f[1], f[0]))[:3]


def moved(m: Moment, begin: Day, eind: Day) -> Moment:
    return Moment(m.id, m.project, str(begin), str(eind), m.niveau, m.gebieden, m.doelgroepen, m.bereik)


# Feedback, invitation, bad moment


def is_told(m: Moment, today: Day) -> bool:
    return bool(m.terugkoppeling) and earliest(m.terugkoppeling) <= today


def due(m: Moment) -> Day:
    return last(m) + dt.timedelta(days=28)


def is_owed(m: Moment, today: Day) -> bool:
    return today > last(m) and not is_told(m, today)


def is_overdue(m: Moment, today: Day) -> bool:
    return is_owed(m, today) and today > due(m)


def invitation_days(m: Moment) -> int | None:
    sent = day(m.uitnodiging)
    return (first(m) - sent).days if sent else None


# Findings


def live(town: Town) -> Iterator[Project]:
    return (p for p in town.projects if p.status in ("lopend", "komend"))


def missing(p: Project) -> list[str]:
    return [corner for corner in CORNERS if not p.rollen.get(corner)]


def unaccepted(town: Town, p: Project) -> list[str]:
    return [c for c in CORNERS if p.rollen.get(c) and (p.id, c) not in town.accepted]


def asks_of(town: Town, p: Project) -> list[Moment]:
    return [m for m in asks(town) if m.project == p.id]


def influence(town: Town) -> dict[str, str]:
    return {
        p.id: "urgent" if any(first(m) > town.today for m in asks_of(town, p)) else "attention"
        for p in live(town)
        if p.niveau != "informeren" and not p.ligt_open
    }


def decided_too_soon(town: Town) -> list[str]:
    return sorted(
        p.id
        for p in town.projects
        if (decision := day(p.besluit)) and any(decision < last(m) for m in asks_of(town, p))
    )


def stale(town: Town) -> list[str]:
    return sorted(
        p.id
        for p in town.projects
        if p.status == "lopend" and town.today - Day.fromisoformat(p.gewijzigd) >= dt.timedelta(days=30)
    )


def tally(town: Town, monday: Day) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = {}
    for neighbourhood in neighbourhoods(town):
        for group in GROUPS:
            now = load(town, neighbourhood, group, monday)
            waiting = silent(town, neighbourhood, group, monday)
            if now or waiting:
                fatigue = len(now) + len(waiting)
                found.setdefault(neighbourhood, {})[group] = {
                    "asks": now,
                    "colour": colour(fatigue),
                    "fatigue": fatigue,
                    "load": len(now),
                    "silent": waiting,
                }
    return found


def report(town: Town, bad: dict[Day, str]) -> dict[str, object]:
    """As `verwacht.json`. bad: the bad days and what they are called."""
    today, all_asks = town.today, asks(town)
    open_ = {m.id: (due(m) - today).days for m in all_asks if is_owed(m, today) and not is_overdue(m, today)}
    overdue = {m.id: (today - due(m)).days for m in all_asks if is_overdue(m, today)}
    lines = {m.id: (first(m) - dt.timedelta(days=14) - today).days for m in all_asks if not m.uitnodiging}
    sent = {m.id: days for m in all_asks if (days := invitation_days(m)) is not None}
    exact = [m for m in town.moments if day(m.begin) and day(m.eind)]
    sizes: dict[str, list[int]] = {}
    for p in town.projects:
        if p.omvang:
            complete, number = sizes.get(p.omvang, [0, 0])
            sizes[p.omvang] = [complete + (not missing(p)), number + 1]
    carried = {p.id: p.rollen.get("participatie_belegd_bij", "") for p in live(town)}
    return {
        "ask_load": tally(town, town.monday),
        "bad_moment": {m.id: bad[first(m)] for m in exact if last(m) >= today and first(m) in bad},
        "completed_without_lesson": sorted(p.id for p in town.projects if p.status == "afgerond" and not p.lessen),
        "decision_before_contact_ends": decided_too_soon(town),
        "feedback_open": open_,
        "feedback_overdue": overdue,
        "influence_not_fixed": influence(town),
        "invitation_due_within_7_days": {key: days for key, days in lines.items() if 0 <= days <= 7},
        "invitation_too_late": {key: days for key, days in sent.items() if days < 14},
        "no_participation_budget": sorted(p.id for p in live(town) if p.budget is None),
        "notice_missing": sorted(
            p.id for p in live(town) if p.instrument_ow in ("omgevingsplan", "projectbesluit") and not p.kennisgeving
        ),
        "participation_carried_by_communication": sorted(
            key for key, who in carried.items() if who and "communicatieadviseur" in town.people[who]
        ),
        "participation_carried_by_nobody": sorted(key for key, who in carried.items() if not who),
        "promise_not_published": sorted(
            p.id for p in town.projects if p.status == "lopend" and p.niveau != "informeren" and not p.belofte
        ),
        "triangle_complete_by_size": sizes,
        "triangle_incomplete": {p.id: missing(p) for p in live(town) if missing(p)},
    }
