"""A municipality with two thousand live projects gets one screen too, and the most urgent of all is on it."""

from sqlalchemy import insert

from glossary import Status
from storage.projects import Project
from tests.givens import a_moment, a_project
from tests.overview.town import gets_the_overview
from tests.room import Room

LIVE = 2000


def test_two_thousand_live_projects_are_one_screen_with_the_most_urgent_on_it(room: Room) -> None:
    room.begins_at("2026-11-20 12:00")
    with room.storage() as db:
        rows = [
            {
                "municipality_id": room.municipality_id, "key": f"P{number:05d}", "name": f"Project {number}",
                "status": Status.ONGOING, "created_at": room.now, "changed_at": room.now, "revision": 1,
            }
            for number in range(LIVE)
        ]  # fmt: skip
        db.execute(insert(Project), rows)
    room.given(
        a_project("Havenkade"),
        a_moment("Inloopavond", project="Havenkade", starts_on="2026-11-25"),
        a_moment("Enquête", project="Havenkade", starts_on="2026-10-01"),
    )
    gets_the_overview(room)
    room.at("2026-11-23 09:05")
    # The room draws it for Slack and for Teams, and refuses what they would refuse.
    (overview, *thread) = room.channel.posts
    lines = overview.text.splitlines()
    assert len(lines) <= 2 + 20 + 4 + 1, "title and date, one screen, what is left of each part, the button"
    assert "Enquête (Havenkade): inwoners wachten sinds 1 oktober 2026" in overview.text
    assert "Havenkade zoekt nog: projectleider" in overview.text.split("Wie doet mee?")[1].splitlines()[1]
    assert "En nog meer dan 100." in overview.text
    assert all(len(post.card.body) <= 50 for post in thread)
