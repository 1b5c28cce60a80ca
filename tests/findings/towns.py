"""Random municipalities, and how they get into a database: many at once, as rows, in a few statements."""

import datetime as dt
from collections.abc import Sequence
from random import Random
from typing import Any

from sqlalchemy import insert

from glossary import (
    AreaKind,
    Discipline,
    EnvironmentAct,
    Level,
    PartialDate,
    Role,
    RoleState,
    Size,
    Status,
    TargetGroup,
    Word,
)
from storage.database import Base, Database, stay_within
from storage.learning.knowledge import Lesson
from storage.people.municipalities import Municipality
from storage.people.people import Colleague, ColleagueDiscipline
from storage.register.areas import Area
from storage.register.moments import Moment, MomentArea, MomentGroup, keep_days
from storage.register.projects import Project, ProjectArea, RoleAssignment
from tests.findings import brute_force as brute

PEOPLE = 5
NOON = dt.time(12, tzinfo=dt.UTC)


def a_town(seed: int) -> brute.Town:
    """Small and dense, so that everything meets everything: deep areas, long periods, late answers."""
    chance = Random(seed)
    today = dt.date(2026, 11, 23) + dt.timedelta(days=chance.randrange(-400, 400))
    areas = _areas(chance)
    people = {
        f"C{number}": chance.sample([each.dutch for each in Discipline], chance.randrange(3))
        for number in range(1, PEOPLE + 1)
    }
    projects = [_project(number, chance, today, list(people)) for number in range(1, chance.randrange(2, 7))]
    # So that ids do not sort as numbers do: N10 comes before N2.
    groups = chance.sample([each.dutch for each in TargetGroup], chance.randrange(3, 6))
    moments = [
        _moment(f"N{number}", chance, today, projects, areas, groups) for number in range(1, chance.randrange(4, 32))
    ]
    accepted = {(p.id, role) for p in projects for role in p.rollen if chance.random() < 0.6}
    return brute.Town(today, areas, moments, projects, people, accepted)


def _areas(chance: Random) -> list[brute.Area]:
    """A tree of one to five levels below the municipality; some neighbourhoods lie in nothing, or in each other."""
    areas = [brute.Area("GM", "gemeente", None)]
    for number in range(chance.randrange(5)):
        above = chance.choice([None, *(area.code for area in areas)])
        areas.append(brute.Area(f"W{number}", "wijk", above))
    for number in range(chance.randrange(1, 6)):
        above = chance.choice([None, *(area.code for area in areas)])
        areas.append(brute.Area(f"B{number}", "buurt", above))
    return areas


def _project(number: int, chance: Random, today: dt.date, people: Sequence[str]) -> brute.Project:
    def maybe(value: str) -> str:
        return value if chance.random() < 0.5 else ""

    return brute.Project(
        id=f"P{number}",
        status=chance.choice(["lopend", "lopend", "komend", "komend", "afgerond", "gepauzeerd", "gestopt"]),
        omvang=chance.choice(["", "klein", "middel", "groot"]),
        niveau=chance.choice(["", "informeren", "raadplegen", "zelfbeheer"]),
        rollen={role.dutch: chance.choice(people) for role in Role if chance.random() < 0.7},
        budget=chance.choice([None, None, 0, 500]),
        instrument_ow=chance.choice(["", "omgevingsplan", "projectbesluit", "programma"]),
        kennisgeving=maybe("2026-05"),
        besluit=chance.choice(["", "2026", _date(chance, today, 120), _date(chance, today, 120)[:7]]),
        ligt_open=maybe("De kleur"),
        belofte=maybe(_date(chance, today, 200)),
        gewijzigd=str(today - dt.timedelta(days=chance.choice([0, 1, 29, 30, 31, 90]))),
        lessen=chance.choice([0, 0, 1, 2]),
    )


def _date(chance: Random, around: dt.date, days: int) -> str:
    return str(around + dt.timedelta(days=chance.randint(-days, days)))


def a_moment(
    key: str,
    chance: Random,
    today: dt.date,
    projects: Sequence[brute.Project],
    areas: Sequence[brute.Area],
    groups: Sequence[str],
) -> brute.Moment:
    begin = today + dt.timedelta(days=chance.randint(-80, 70))
    eind = begin + dt.timedelta(days=chance.choice([0, 0, 0, 1, 6, 13, 27, 28, 60, 150]))
    codes = [area.code for area in areas]
    wide = ["GM"] * (chance.random() < 0.25)
    return brute.Moment(
        id=key,
        project=chance.choice(projects).id,
        begin=str(begin),
        eind=str(eind),
        niveau=chance.choice(["", "informeren", "raadplegen", "raadplegen", "adviseren", "zelfbeheer"]),
        gebieden=sorted({*chance.sample(codes, min(len(codes), chance.choice([0, 1, 1, 2, 3]))), *wide}),
        doelgroepen=chance.sample(groups, min(len(groups), chance.choice([0, 1, 1, 2, 3]))),
        bereik=chance.choice([None, 99, 100, 101, 5000]),
    )


def _moment(
    key: str,
    chance: Random,
    today: dt.date,
    projects: Sequence[brute.Project],
    areas: Sequence[brute.Area],
    groups: Sequence[str],
) -> brute.Moment:
    """Sometimes with an imprecise date, sometimes answered: in time, late, or only later than today."""
    moment = a_moment(key, chance, today, projects, areas, groups)
    begin, eind = dt.date.fromisoformat(moment.begin), dt.date.fromisoformat(moment.eind)
    if chance.random() < 0.5:
        sent = str(begin - dt.timedelta(days=chance.choice([0, 3, 13, 14, 15, 30])))
        moment.uitnodiging = chance.choice([sent, sent, sent, sent[:7]])
    if chance.random() < 0.4:
        told = str(chance.choice([eind, today, eind + dt.timedelta(days=chance.randrange(90))]))
        moment.terugkoppeling = chance.choice([told, told, told, told[:7], told[:4]])
    if chance.random() < 0.15:
        moment.eind = moment.eind[: chance.choice([4, 7])]
    if chance.random() < 0.1:
        moment.begin = moment.begin[: chance.choice([4, 7])]
    return moment


def plant(database: Database, towns: Sequence[brute.Town]) -> list[int]:
    """The municipalities, in this order. Of a project, a moment and a colleague `key` is its id in the town."""
    rows: dict[type[Base], list[dict[str, Any]]] = {}
    with database.session(None, writes=True) as db:
        homes = [Municipality(name=f"Gemeente {number}") for number in range(len(towns))]
        db.add_all(homes)
        db.flush()
        for at, (home, town) in enumerate(zip(homes, towns, strict=True)):
            for kind, row in _rows(town, at * 100):
                rows.setdefault(kind, []).append({"municipality_id": home.id, **row})
        for kind in (
            *(Area, Colleague, ColleagueDiscipline, Project, ProjectArea, RoleAssignment),
            *(Lesson, Moment, MomentArea, MomentGroup),
        ):
            if rows.get(kind):
                db.execute(insert(kind), rows[kind])
        for home in homes:
            stay_within(db, home.id)
            keep_days(db, [row["id"] for row in rows[Moment] if row["municipality_id"] == home.id])
        return [home.id for home in homes]


def _rows(town: brute.Town, first_id: int) -> list[tuple[type[Base], dict[str, Any]]]:
    """first_id: every id of this town is higher."""
    found: list[tuple[type[Base], dict[str, Any]]] = []
    kinds = {kind.dutch: kind for kind in AreaKind}
    found += [
        (Area, {"code": area.code, "name": area.code, "kind": kinds[area.type], "parent": area.within})
        for area in town.areas
    ]
    colleagues = {key: first_id + number for number, key in enumerate(town.people, 1)}
    for key, disciplines in town.people.items():
        me = colleagues[key]
        found.append((Colleague, {"id": me, "name": key, "key": key, "language": "nl", "is_admin": False}))
        found += [
            (ColleagueDiscipline, {"colleague_id": me, "discipline": Discipline.from_dutch(each)})
            for each in disciplines
        ]
    projects = {project.id: first_id + number for number, project in enumerate(town.projects, 1)}
    for project in town.projects:
        found += _project_rows(town, project, projects[project.id], colleagues)
    for number, moment in enumerate(town.moments, 1):
        found += _moment_rows(town, moment, first_id + number, projects[moment.project])
    return found


def _project_rows(
    town: brute.Town, project: brute.Project, me: int, colleagues: dict[str, int]
) -> list[tuple[type[Base], dict[str, Any]]]:
    changed = dt.datetime.combine(dt.date.fromisoformat(project.gewijzigd), NOON)
    row = {
        "id": me,
        "key": project.id,
        "name": project.id,
        "created_at": changed,
        "changed_at": changed,
        "status": Status.from_dutch(project.status),
        "size": _word(Size, project.omvang),
        "level": _word(Level, project.niveau),
        "participation_budget": project.budget,
        "environment_act": _word(EnvironmentAct, project.instrument_ow),
        "notice_on": _partial(project.kennisgeving),
        "decision_on": _partial(project.besluit),
        "open": project.ligt_open,
        "promise_published_on": _partial(project.belofte),
        "revision": 1,
    }
    found: list[tuple[type[Base], dict[str, Any]]] = [(Project, row)]
    for role, who in project.rollen.items():
        state = RoleState.ACCEPTED if (project.id, role) in town.accepted else RoleState.ASKED
        assigned = {"project_id": me, "role": Role.from_dutch(role), "colleague_id": colleagues[who], "state": state}
        found.append((RoleAssignment, assigned))
    lessons = ({"key": f"L{me}-{number}", "lesson": "Op tijd", "project_id": me} for number in range(project.lessen))
    return [*found, *((Lesson, lesson) for lesson in lessons)]


def _moment_rows(
    town: brute.Town, moment: brute.Moment, me: int, project: int
) -> list[tuple[type[Base], dict[str, Any]]]:
    row = {
        "id": me,
        "key": moment.id,
        "project_id": project,
        "title": moment.id,
        "revision": 1,
        "starts_on": PartialDate(moment.begin),
        "ends_on": PartialDate(moment.eind),
        "reach": moment.bereik,
        "changed_at": dt.datetime.combine(town.today, NOON),
        "level": _word(Level, moment.niveau),
        "invitation_sent_on": _partial(moment.uitnodiging),
        "residents_told_on": _partial(moment.terugkoppeling),
    }
    return [
        (Moment, row),
        *((MomentArea, {"moment_id": me, "area_code": code}) for code in moment.gebieden),
        *(
            (MomentGroup, {"moment_id": me, "target_group": TargetGroup.from_dutch(each)})
            for each in moment.doelgroepen
        ),
    ]


def _word(kind: type[Word], dutch: str) -> Word | None:
    return kind.from_dutch(dutch) if dutch else None


def _partial(text: str) -> PartialDate | None:
    return PartialDate(text) if text else None
