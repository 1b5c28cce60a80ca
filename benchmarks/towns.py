"""A large municipality with any number of contact moments, written straight into a database."""

import datetime as dt
from random import Random

from sqlalchemy import insert

from benchmarks.registers import NOW
from glossary import AreaKind, Level, PartialDate, Status, TargetGroup
from storage.database import Database
from storage.migrate import upgrade
from storage.people.municipalities import Municipality
from storage.register.areas import Area
from storage.register.moments import Moment, MomentArea, MomentGroup, keep_days
from storage.register.projects import Project

TODAY = NOW.date()
DISTRICTS, IN_EACH = 20, 15
YEARS_BACK, YEARS_AHEAD = 9, 1
BATCH = 5000
ANSWERED = 0.97
"""Of the questions that are over."""
EVERYWHERE, IN_A_DISTRICT = 0.01, 0.09
"""Of the moments; the others are for one or two neighbourhoods."""


def _area(code: str, kind: AreaKind, parent: str | None) -> dict[str, object]:
    return {"code": code, "name": code, "kind": kind, "parent": parent, "inhabitants": None}


AREAS = [
    _area("GM9999", AreaKind.MUNICIPALITY, None),
    *(_area(f"WK9999{at:02d}", AreaKind.DISTRICT, "GM9999") for at in range(DISTRICTS)),
    *(
        _area(f"BU9999{at:02d}{in_:02d}", AreaKind.NEIGHBOURHOOD, f"WK9999{at:02d}")
        for at in range(DISTRICTS)
        for in_ in range(IN_EACH)
    ),
]


def somewhere(chance: Random) -> list[str]:
    """The codes of the areas of one moment."""
    luck = chance.random()
    if luck < EVERYWHERE:
        return ["GM9999"]
    if luck < EVERYWHERE + IN_A_DISTRICT:
        return [f"WK9999{chance.randrange(DISTRICTS):02d}"]
    number = chance.choice((1, 1, 2))
    return [f"BU9999{at // IN_EACH:02d}{at % IN_EACH:02d}" for at in chance.sample(range(DISTRICTS * IN_EACH), number)]


def town(url: str, moments: int, seed: int = 1) -> int:
    """300 neighbourhoods; a project for every ten moments, over ten years. Gives the municipality."""
    upgrade(url)
    chance = Random(seed)
    database = Database(url)
    with database.session(None, writes=True) as db:
        home = Municipality(name="Gemeente Meetlat")
        db.add(home)
        db.flush()
    mine = {"municipality_id": home.id}
    with database.session(home.id, writes=True) as db:
        db.execute(insert(Area), [{**mine, **area} for area in AREAS])
        projects = [
            {**mine, "id": number, "key": f"P{number:05d}", "name": f"Project {number}", "status": Status.ONGOING}
            | {"revision": 1, "created_at": NOW, "changed_at": NOW}
            for number in range(1, moments // 10 + 1)
        ]
        db.execute(insert(Project), projects)
        rows = [{**mine, **a_moment(number, len(projects), chance)} for number in range(1, moments + 1)]
        db.execute(insert(Moment), rows)
        where, who = [], []
        for row in rows:
            me = {**mine, "moment_id": row["id"]}
            where += [{**me, "area_code": code} for code in somewhere(chance)]
            groups = chance.sample(list(TargetGroup), chance.choice((1, 2)))
            who += [{**me, "target_group": group} for group in groups]
        db.execute(insert(MomentArea), where)
        db.execute(insert(MomentGroup), who)
        for first in range(1, moments + 1, BATCH):
            keep_days(db, range(first, first + BATCH))
    database.close()
    return home.id


def a_moment(number: int, projects: int, chance: Random) -> dict[str, object]:
    starts = TODAY + dt.timedelta(days=chance.randrange(-365 * YEARS_BACK, 365 * YEARS_AHEAD))
    ends = starts + dt.timedelta(days=chance.choice((0, 0, 0, 0, 1, 13, 27)))
    told = PartialDate.of(ends + dt.timedelta(days=20)) if ends < TODAY and chance.random() < ANSWERED else None
    return {
        "id": number,
        "key": f"M{number:06d}",
        "project_id": chance.randrange(1, projects + 1),
        "title": f"Inloopavond {number}",
        "starts_on": PartialDate.of(starts),
        "ends_on": PartialDate.of(ends),
        "changed_at": NOW,
        "level": chance.choice((Level.INFORM, Level.CONSULT, Level.CONSULT, Level.ADVISE)),
        "reach": chance.choice((None, 40, 420, 5000)),
        "residents_told_on": told,
        "revision": 1,
    }
