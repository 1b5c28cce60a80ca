"""A municipality with two thousand live projects gets one screen too, and the most urgent of all is on it."""

import datetime as dt

import pytest
from sqlalchemy import insert, select

from bot.findings import about_projects, agreed, gather
from bot.findings.finding import Kind
from bot.overview.rules import TEN_LINES
from glossary import PartialDate, Status
from storage.register import agreements
from storage.register.moments import Moment
from storage.register.projects import Project
from storage.reports.narrowing import Narrow
from storage.reports.vacant import vacant_roles
from storage.reports.weekly import COUNT_TO
from tests.givens import a_moment, a_project
from tests.overview.town import gets_the_overview
from tests.room import Room

LIVE = 2000


def live_projects(room: Room) -> None:
    with room.storage() as db:
        rows = [
            {
                "municipality_id": room.municipality_id, "key": f"P{number:05d}", "name": f"Project {number}",
                "status": Status.ONGOING, "created_at": room.now, "changed_at": room.now, "revision": 1,
            }
            for number in range(LIVE)
        ]  # fmt: skip
        db.execute(insert(Project), rows)


def test_two_thousand_live_projects_are_one_screen_with_the_most_urgent_on_it(room: Room) -> None:
    room.begins_at("2026-11-20 12:00")
    live_projects(room)
    room.given(
        a_project("Havenkade"),
        a_moment("Inloopavond", project="Havenkade", starts_on="2026-11-25"),
        a_moment("Enquête", project="Havenkade", starts_on="2026-10-01"),
    )
    gets_the_overview(room)
    room.at("2026-11-23 09:05")
    # The room draws it for Slack and for Teams, and refuses what they would refuse.
    (overview, *thread) = room.channel.posts
    lines = [line for line in overview.text.splitlines() if line not in ("---", "[Meer]")]
    assert len(lines) <= TEN_LINES
    assert "Enquête (Havenkade): inwoners wachten sinds 1 oktober 2026" in overview.text
    assert "Havenkade zoekt nog: projectleider" in overview.text
    assert all(len(post.card.body) <= 50 for post in thread)
    anna = room.person("Anna")
    anna.clicks("Meer")
    assert anna.sees("Alles van week 48")
    assert anna.sees("En nog meer dan 100.")


def test_who_is_needed_first_is_found_among_hundreds_that_are_needed_soon(room: Room) -> None:
    """Also when nobody touched that project for long, and others ask residents something often."""
    room.begins_at("2026-11-20 12:00")
    room.given(a_project("Havenkade"), a_moment("Inloopavond", project="Havenkade", starts_on="2026-11-25"))
    room.turn(minutes=5)
    live_projects(room)
    with room.storage() as db:
        others = db.scalars(select(Project.id).where(Project.name != "Havenkade")).all()
        rows = [
            {
                "municipality_id": room.municipality_id, "project_id": project, "key": f"M{project}-{day}",
                "title": "Schouw", "starts_on": PartialDate(f"2026-12-{day}"), "ends_on": PartialDate(f"2026-12-{day}"),
                "changed_at": room.now, "revision": 1,
            }
            for project in others for day in (14, 15, 16)
        ]  # fmt: skip
        db.execute(insert(Moment), rows)
        days = dt.date(2026, 11, 23), dt.date(2027, 1, 4)
        found, total, _ = vacant_roles(db, Narrow(), days, 40, Kind.TRIANGLE_INCOMPLETE)
    assert [each.project.name for each in found[:1]] == ["Havenkade"]
    assert len({each.project.id for each in found}) == 40
    assert total == COUNT_TO


@pytest.mark.parametrize("limit", [1, 2, 40])
def test_what_a_team_agreed_on_keeps_nobody_else_out_of_sight(room: Room, limit: int) -> None:
    anna = room.person("Anna")
    room.given(*(a_project(f"Kade {number}") for number in range(5)))
    soon = room.now.date() + dt.timedelta(days=42)
    with room.storage() as db:
        (first, *_), _ = gather.vacant(db, Narrow(), room.now, soon, 1)
        facts = gather.project(db, first.project.id, room.now)
        point = facts and about_projects.of_kind(facts, Kind.TRIANGLE_INCOMPLETE)
        assert point
        facts_then = agreed.written(point)
        agreements.agree(db, (point.kind, 0), first.project.id, facts_then, "klein", anna.id, room.now)
        found, total = gather.vacant(db, Narrow(), room.now, soon, limit)
    assert len(found) == min(limit, 4)
    assert first.project.id not in {each.project.id for each in found}
    assert total == 4
