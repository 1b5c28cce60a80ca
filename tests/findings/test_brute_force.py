"""The rules of the product, from the database up, give what the slow ones give: in five hundred municipalities.

In two thousand with `make test ARGS=--thorough`.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from random import Random

import holidays
import pytest
from sqlalchemy.orm import Session

from bot.findings import about_projects, gather, load
from bot.findings.facts import Areas, ContactMoment
from bot.findings.finding import Kind
from bot.findings.norms import USUAL
from bot.findings.reach import GROUPS
from bot.findings.report import report
from glossary import Level, TargetGroup
from storage.database import Database, stay_within
from tests.databases import SqliteDatabases
from tests.findings import brute_force as brute
from tests.findings import towns

REGION = "Midden"
EACH = 250
"""Municipalities in one test, and so in one database."""
WEEK = dt.timedelta(weeks=1)


@cache
def bad_days() -> dict[dt.date, str]:
    found = holidays.country_holidays(
        "NL", subdiv=REGION, years=range(2024, 2031), categories=("public", "school"), language="nl"
    )
    return dict(found.items())


@dataclass(frozen=True)
class Case:
    """A municipality twice: as the slow rules see it, and in the database."""

    seed: int
    town: brute.Town
    home: int
    session: Session
    areas: Areas

    @property
    def db(self) -> Session:
        """Confined to this municipality: all of them share one transaction, which only reads."""
        stay_within(self.session, self.home)
        return self.session

    @property
    def today(self) -> dt.date:
        return self.town.today

    @property
    def at(self) -> dt.datetime:
        return dt.datetime.combine(self.today, towns.NOON)


# Two in every run, the rest with `make test ARGS=--thorough`.
@pytest.fixture(scope="module", params=[0, 1, *(pytest.param(at, marks=pytest.mark.thorough) for at in range(2, 8))])
def cases(request: pytest.FixtureRequest, sqlite: SqliteDatabases) -> Iterator[list[Case]]:
    seeds = range(request.param * EACH, (request.param + 1) * EACH)
    made = [towns.a_town(seed) for seed in seeds]
    with sqlite.migrated() as url:
        database = Database(url)
        homes = towns.plant(database, made)
        with database.session(None) as db:
            cases = []
            for seed, town, home in zip(seeds, made, homes, strict=True):
                stay_within(db, home)
                cases.append(Case(seed, town, home, db, gather.areas(db)))
            yield cases
        database.close()


def test_the_whole_report(cases: list[Case]) -> None:
    for case in cases:
        found = report(case.areas, gather.projects(case.db, case.at), case.today, REGION, USUAL)
        assert found == brute.report(case.town, bad_days()), case.seed


def test_what_the_report_leaves_out(cases: list[Case]) -> None:
    for case in cases:
        projects = gather.projects(case.db, case.at)
        found = [
            each for project in projects for each in about_projects.findings(project, case.today, REGION, "nl", USUAL)
        ]
        stale = sorted(each.project.key for each in found if each.kind is Kind.STALE)
        assert stale == brute.stale(case.town), case.seed
        unaccepted = {
            each.project.key: [role.dutch for role in each.roles]
            for each in found
            if each.kind is Kind.TRIANGLE_UNACCEPTED
        }
        slowly = {project.id: brute.unaccepted(case.town, project) for project in brute.live(case.town)}
        assert unaccepted == {key: roles for key, roles in slowly.items() if roles}, case.seed


def test_load_and_fatigue_at_other_mondays(cases: list[Case]) -> None:
    for case in cases:
        chance = Random(case.seed)
        monday = case.town.monday + WEEK * chance.randrange(-12, 12)
        asks = gather.asks_of_weeks(case.db, case.areas, None, monday, 1, case.today, USUAL)
        found = load.tallies(case.areas, asks, monday, case.today, USUAL)
        assert as_text(found) == brute.tally(case.town, monday), case.seed


def as_text(tallies: load.Tallies) -> dict[str, dict[str, object]]:
    return {
        neighbourhood: {
            group.dutch: {
                "asks": sorted(ask.key for ask in tally.asks),
                "colour": load.colour(tally.fatigue, USUAL).value,
                "fatigue": tally.fatigue,
                "load": tally.load,
                "silent": sorted(ask.key for ask in tally.silent),
            }
            for group, tally in groups.items()
        }
        for neighbourhood, groups in tallies.items()
    }


def test_the_map_of_twelve_weeks(cases: list[Case]) -> None:
    for case in cases:
        found = gather.weeks(case.db, case.areas, case.town.monday, case.today, USUAL)
        for at, neighbourhood in enumerate(found.neighbourhoods):
            for group in GROUPS:
                for week, monday in enumerate(found.mondays):
                    where = neighbourhood, group.dutch, monday
                    assert found.fatigue(at, group, week) == brute.week(case.town, *where), (case.seed, where)


def test_the_asks_of_a_week_are_those_that_the_map_counts(cases: list[Case]) -> None:
    for case in cases:
        monday = case.town.monday + WEEK * Random(case.seed).randrange(-2, 10)
        asks = gather.asks_of_weeks(case.db, case.areas, None, monday, 1, case.today, USUAL)
        found = load.tallies_of_week(case.areas, asks, monday, case.today, USUAL)
        weeks = gather.weeks(case.db, case.areas, monday, case.today, USUAL, weeks=1)
        there = weeks.neighbourhoods[::2]
        numbered = gather.asks_of(case.db, weeks, there)
        again = load.tallies_of_week(case.areas, numbered, monday, case.today, USUAL, there)
        read, counted = ({each: all_[each] for each in there if each in all_} for all_ in (again, found))
        assert as_text(read) == as_text(counted), case.seed
        nameless = gather.counted(weeks, there, monday, USUAL)
        known = load.tallies_of_week(case.areas, nameless, monday, case.today, USUAL, there)
        assert numbers({each: known[each] for each in there if each in known}) == numbers(counted), case.seed
        slowly = {
            neighbourhood: {
                group: n for group in GROUPS if (n := brute.week(case.town, neighbourhood, group.dutch, monday))
            }
            for neighbourhood in brute.neighbourhoods(case.town)
        }
        said = {place: {group: tally.fatigue for group, tally in groups.items()} for place, groups in found.items()}
        assert said == {place: groups for place, groups in slowly.items() if groups}, case.seed


def numbers(tallies: load.Tallies) -> dict[str, dict[TargetGroup, tuple[list[int], list[int]]]]:
    """Of the asks themselves."""
    return {
        place: {
            group: ([ask.id for ask in each.asks], [ask.id for ask in each.silent]) for group, each in groups.items()
        }
        for place, groups in tallies.items()
    }


def test_the_map_of_an_area_says_what_that_of_the_whole_municipality_says_there(cases: list[Case]) -> None:
    for case in cases:
        whole = gather.weeks(case.db, case.areas, case.town.monday, case.today, USUAL)
        chance = Random(case.seed)
        area = chance.choice([code for each in whole.neighbourhoods for code in sorted(case.areas.around(each))])
        part = gather.weeks(case.db, case.areas, case.town.monday, case.today, USUAL, within=area)
        assert set(part.neighbourhoods) == case.areas.neighbourhoods_in([area]), (case.seed, area)
        for at, neighbourhood in enumerate(part.neighbourhoods):
            place = whole.neighbourhoods.index(neighbourhood)
            for group in (*GROUPS, None):
                assert part.by_week(at, group) == whole.by_week(place, group), (case.seed, neighbourhood, group)


def test_whoever_plans_in_a_week_meets_at_most_what_the_map_says_of_it(cases: list[Case]) -> None:
    """And on some day of that week just that: one number for one date, on every surface."""
    for case in cases:
        weeks = gather.weeks(case.db, case.areas, case.town.monday, case.today, USUAL)
        chance = Random(case.seed)
        at, week = chance.randrange(len(weeks.neighbourhoods)), chance.randrange(len(weeks.mondays))
        place, group = weeks.neighbourhoods[at], chance.choice(GROUPS)
        met = []
        for days in range(7):
            day = weeks.mondays[week] + dt.timedelta(days=days)
            planned = ContactMoment(
                0, "", "", 0, "", day, day, Level.CONSULT, frozenset({place}), frozenset({group}), None
            )
            crowds = gather.check(case.db, planned, case.today, REGION, USUAL, case.areas).crowds
            met += [crowd.load - 1 for crowd in crowds if crowd.neighbourhood == place]
        assert max(met) == weeks.fatigue(at, group, week), (case.seed, place, group, week)


def test_what_planning_a_moment_would_mean(cases: list[Case]) -> None:
    """A new one, and one that is moved: it does not count twice."""
    for case in cases:
        chance = Random(case.seed)
        groups = sorted({each for moment in case.town.moments for each in moment.doelgroepen}) or brute.GROUPS
        new = towns.a_moment("new", chance, case.today, case.town.projects, case.town.areas, groups)
        for planned, moment_id in ((new, 0), *existing(case, chance)):
            check = gather.check(case.db, fact(planned, moment_id), case.today, REGION, USUAL, case.areas)
            if planned.niveau == "informeren":
                assert not check.crowds
                continue
            highest = max((crowd.load for crowd in check.crowds), default=0)
            assert highest == brute.highest_load(case.town, planned), (case.seed, planned)
            for crowd in check.crowds:
                for group in crowd.groups:
                    slowly = brute.highest_here(case.town, planned, crowd.neighbourhood, group.dutch)
                    assert crowd.load == slowly, (case.seed, planned, crowd)
            dates = [(date.starts_on, date.load) for date in check.quieter]
            assert dates == brute.quieter(case.town, planned, bad_days(), {0, 1, 2, 3}), (case.seed, planned)


def existing(case: Case, chance: Random) -> list[tuple[brute.Moment, int]]:
    """One of the town's own asks with its id, on another day."""
    exact = [m for m in case.town.moments if len(m.begin) == len(m.eind) == 10 and len(m.doelgroepen) < 3]
    if not exact:
        return []
    moment = chance.choice(exact)
    ids = {each.key: each.id for project in gather.projects(case.db, case.at) for each in project.moments}
    later = dt.timedelta(days=chance.randrange(-10, 30))
    return [(brute.moved(moment, brute.first(moment) + later, brute.last(moment) + later), ids[moment.id])]


def fact(moment: brute.Moment, moment_id: int) -> ContactMoment:
    return ContactMoment(
        moment_id, moment.id, moment.id, 0, moment.project,
        brute.first(moment), brute.last(moment),
        Level.from_dutch(moment.niveau) if moment.niveau else None,
        frozenset(moment.gebieden), frozenset(map(TargetGroup.from_dutch, moment.doelgroepen)), moment.bereik,
    )  # fmt: skip
