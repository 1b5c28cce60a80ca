"""Forty-four projects: what each is about, when it comes in, and when it asks residents something."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from glossary import Instrument, Level, TargetGroup
from tests.season.town import BEGINS, DISTRICTS, Character, neighbourhoods

PROJECTS = 44
KNOWN = 14
"""Of these, in the list with which the municipality begins; the others come in over the half year."""

WHAT = (
    *("Herinrichting", "Vergroening", "Verkeersplan", "Nieuwbouw", "Speelplekken", "Riolering", "Parkeren"),
    *("Warmteplan", "Ontmoetingsplek", "Fietsroute", "Veilig oversteken"),
)
DOMAINS = ("ruimte", "openbare_ruimte", "mobiliteit", "duurzaamheid", "sociaal")
GROUPS = tuple(map(TargetGroup.from_dutch, ("omwonenden", "alle_inwoners", "ondernemers", "jongeren", "ouderen")))
MEETINGS = (Instrument.WALK_IN, Instrument.SURVEY, Instrument.NEIGHBOURHOOD_WALK, Instrument.WALK_IN)
LEVELS = (Level.INFORM, Level.CONSULT, Level.CONSULT, Level.ADVISE, Level.COPRODUCE)


@dataclass(frozen=True)
class Team:
    leads: Sequence[Character]
    communication: Sequence[Character]
    participation: Sequence[Character]

    @classmethod
    def of(cls, people: Sequence[Character]) -> "Team":
        """Those who are there on the first day."""

        def who(job: str) -> list[Character]:
            return [each for each in people if each.job == job and not each.comes]

        return cls(who("projectleider"), who("communicatieadviseur"), who("participatieadviseur"))


@dataclass(frozen=True)
class Evening:
    """A contact moment as its project lead has it in mind. planned_on: the day on which they write it down."""

    title: str
    instrument: Instrument
    level: Level
    planned_on: dt.date
    starts_on: dt.date
    days: int

    @property
    def ends_on(self) -> dt.date:
        return self.starts_on + dt.timedelta(days=self.days - 1)


@dataclass(frozen=True)
class Plan:
    """number: from 1. comes_in: before the first day for what is in the list.

    lead, communication, participation: names; an adviser's is empty when nobody has one in mind.
    """

    number: int
    name: str
    comes_in: dt.date
    ends_on: dt.date
    decides_on: dt.date
    size: str
    domain: str
    level: Level
    areas: tuple[str, ...]
    groups: tuple[TargetGroup, ...]
    lead: str
    communication: str
    participation: str
    evenings: tuple[Evening, ...]

    @property
    def writer(self) -> str:
        """Who writes to residents."""
        return self.communication or self.lead

    @property
    def is_known(self) -> bool:
        return self.comes_in < BEGINS


def plans(chance: Random, team: Team) -> list[Plan]:
    names = _names(chance)
    return [_plan(chance, number, next(names), team) for number in range(1, PROJECTS + 1)]


def _names(chance: Random) -> Iterator[str]:
    every = [f"{what} {where}" for what in WHAT for where in neighbourhoods()]
    return iter(chance.sample(every, PROJECTS))


def _plan(chance: Random, number: int, name: str, team: Team) -> Plan:
    is_known = number <= KNOWN
    day = BEGINS + dt.timedelta(weeks=-4 - 2 * number if is_known else (number - KNOWN) * 24 // (PROJECTS - KNOWN))
    comes_in = day + dt.timedelta(days=chance.randrange(5))
    level = chance.choice(LEVELS)
    evenings = tuple(_evenings(chance, max(comes_in, BEGINS), level, is_known))
    ends_on = max([comes_in, *(each.ends_on for each in evenings)]) + dt.timedelta(days=chance.randrange(20, 90))
    return Plan(
        number, name, comes_in, ends_on,
        decides_on=ends_on - dt.timedelta(days=chance.choice([-20, 10, 25, 40])),
        size=chance.choice(["klein", "middel", "middel", "groot"]),
        domain=chance.choice(DOMAINS),
        level=level,
        areas=_areas(chance, name),
        groups=tuple(chance.sample(GROUPS, chance.choice([0, 1, 1, 2]))),
        # One after another, so that nobody is without a project.
        lead=team.leads[(number - 1) % len(team.leads)].name,
        communication=chance.choice(team.communication).name if chance.random() < 0.75 else "",
        participation=chance.choice(team.participation).name if chance.random() < 0.6 else "",
        evenings=evenings,
    )  # fmt: skip


def _areas(chance: Random, name: str) -> tuple[str, ...]:
    """Where it is; now and then a whole district, and once in a while nobody fills it in."""
    where = next(each for each in neighbourhoods() if name.endswith(each))
    luck = chance.random()
    if luck < 0.1:
        return ()
    if luck < 0.25:
        return (next(district for district, inside in DISTRICTS.items() if where in inside),)
    return (where,)


def _evenings(chance: Random, after: dt.date, level: Level, is_known: bool) -> Iterator[Evening]:
    """One to four, each some weeks after the one before; planned two to seven weeks ahead."""
    day = after + dt.timedelta(days=chance.randrange(-25, 20) if is_known else chance.randrange(20, 45))
    for _ in range(chance.choice([1, 1, 2, 2, 3, 4])):
        instrument = chance.choice(MEETINGS)
        day += dt.timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
        days = 14 if instrument is Instrument.SURVEY else 1
        ahead = dt.timedelta(days=chance.choice([12, 20, 30, 50]))
        yield Evening(
            f"{instrument.dutch.capitalize()} {day:%-d-%-m}", instrument, level, max(day - ahead, after), day, days
        )
        day += dt.timedelta(days=chance.randrange(25, 60))


def projects_list(known: Sequence[Plan], chance: Random) -> Iterator[str]:
    """As a list: not everything is filled in."""
    yield (
        "id;naam;status;fase;omvang;domein;gebieden;doelgroepen;start;eind;niveau;projectleider;communicatieadviseur;"
        "participatieadviseur;participatie_belegd_bij;budget_participatie;besluit_op;wat_staat_vast;wat_ligt_open;"
        "belofte_gepubliceerd_op"
    )
    for plan in known:
        is_full = chance.random() < 0.5
        carries = plan.communication if chance.random() < 0.3 else plan.lead
        yield ";".join(
            [
                f"P{plan.number:02d}", plan.name, "lopend", "uitvoering", plan.size, plan.domain, ",".join(plan.areas),
                ",".join(each.dutch for each in plan.groups), plan.comes_in.isoformat(), plan.ends_on.isoformat(),
                plan.level.dutch, plan.lead, plan.communication, plan.participation, carries, "5000" if is_full else "",
                plan.decides_on.isoformat() if chance.random() < 0.7 else "",
                "Het budget staat vast" if is_full else "", "De inrichting" if is_full else "",
                plan.comes_in.isoformat() if chance.random() < 0.4 else "",
            ]
        )  # fmt: skip


def moments_list(known: Sequence[Plan]) -> Iterator[str]:
    """Those that were planned before the first day."""
    yield "id;project;titel;instrument;niveau;begin;eind;gebieden;doelgroepen;bereik;uitnodiging_verstuurd"
    for plan in known:
        for number, each in enumerate(plan.evenings, 1):
            if each.planned_on <= BEGINS:
                invited = each.starts_on - dt.timedelta(days=21)
                yield ";".join(
                    [
                        f"M{plan.number:02d}{number}", f"P{plan.number:02d}", each.title, each.instrument.dutch,
                        each.level.dutch,
                        each.starts_on.isoformat(), each.ends_on.isoformat(), ",".join(plan.areas),
                        ",".join(group.dutch for group in plan.groups), "800",
                        invited.isoformat() if invited < BEGINS else "",
                    ]
                )  # fmt: skip
