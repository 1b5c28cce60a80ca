"""A municipality with two thousand live projects gets one screen too, and the most urgent of all is on it."""

import datetime as dt

from sqlalchemy import insert, select

from bot.overview.rules import TEN_LINES
from glossary import PartialDate, Status
from storage.register.moments import Moment
from storage.register.projects import Project
from storage.reports.narrowing import Narrow
from storage.reports.weekly import COUNT_TO, vacant_roles
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
        found, total = vacant_roles(db, Narrow(), dt.date(2026, 11, 23), dt.date(2027, 1, 4), limit=40)
    assert [each.project.name for each in found[:1]] == ["Havenkade"]
    assert len({each.project.id for each in found}) == 40
    assert total == COUNT_TO
