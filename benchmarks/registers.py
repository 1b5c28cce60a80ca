"""Registers of any size, written straight into a database."""

import datetime as dt
from random import Random

from sqlalchemy import insert

from glossary import TRIANGLE, AreaKind, PartialDate, RoleState, Status, TargetGroup
from storage.database import Database
from storage.migrate import upgrade
from storage.people.municipalities import Municipality, Tenant
from storage.people.people import ChatAccount, Colleague
from storage.register.areas import Area
from storage.register.projects import Project, ProjectArea, ProjectGroup, RoleAssignment

NOW = dt.datetime(2026, 11, 23, 8, 0, tzinfo=dt.UTC)


def register(url: str, projects: int, team: str, user: str, seed: int = 1, neighbourhoods: int = 20) -> None:
    """A municipality with 50 colleagues and this many projects, each in one neighbourhood, with a full triangle."""
    upgrade(url)
    chance = Random(seed)
    database = Database(url)
    with database.session(None, writes=True) as db:
        home = Municipality(name="Gemeente Meetlat")
        db.add(home)
        db.flush()
        db.add(Tenant(platform="slack", tenant=team, municipality_id=home.id))
    with database.session(home.id, writes=True) as db:
        people = [Colleague(name=f"Collega {number}", department="Ruimte") for number in range(50)]
        areas = [
            Area(code=f"BU99990{number:03d}", name=f"Buurt {number}", kind=AreaKind.NEIGHBOURHOOD)
            for number in range(neighbourhoods)
        ]
        db.add_all([*people, *areas])
        db.flush()
        db.add(ChatAccount(platform="slack", tenant=team, user=user, colleague_id=people[0].id))
        mine = {"municipality_id": home.id}
        starts = PartialDate("2026-09-01")
        rows = [
            {
                **mine, "id": number, "key": f"P{number:05d}", "name": f"Project {number} in de buurt",
                "status": chance.choice(list(Status)), "starts_on": starts, "revision": 1,
                "created_at": NOW, "changed_at": NOW + dt.timedelta(minutes=number),
            }
            for number in range(1, projects + 1)
        ]  # fmt: skip
        db.execute(insert(Project), rows)
        about = [{**mine, "project_id": row["id"]} for row in rows]
        db.execute(insert(ProjectArea), [{**each, "area_code": chance.choice(areas).code} for each in about])
        db.execute(insert(ProjectGroup), [{**each, "target_group": chance.choice(list(TargetGroup))} for each in about])
        db.execute(
            insert(RoleAssignment),
            [
                {**each, "role": role, "colleague_id": chance.choice(people).id, "state": RoleState.ACCEPTED}
                for each in about
                for role in TRIANGLE
            ],
        )
    database.close()
