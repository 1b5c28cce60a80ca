"""Gemeente Voorbeeld on four Mondays, while the register changes in between: what the channel gets, word for word.

After a change that is meant: delete the file, run, and read the new one.
"""

from pathlib import Path

import pytest

from storage.overviews import OverviewChannel
from tests.person import Person
from tests.room import PLATFORM, TENANT, Room

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def keeper(room: Room) -> Person:
    return room.person("Marieke van Dam", email="marieke.van.dam@voorbeeld.example", admin=True)


def gets_the_overview(room: Room) -> None:
    with room.storage() as db:
        channel = OverviewChannel(platform=PLATFORM, tenant=TENANT, place=room.channel.place.id)
        channel.started_at = room.now
        db.add(channel)


def same_as_written_down(name: str, screen: str) -> None:
    file = GOLDEN / f"{name}.txt"
    if not file.exists():
        file.parent.mkdir(exist_ok=True)
        file.write_text(screen + "\n", "utf-8")
        pytest.fail(f"{file.name} was not there: read it, and run again")
    assert screen + "\n" == file.read_text("utf-8")


def test_four_mondays_of_gemeente_voorbeeld(room: Room, keeper: Person) -> None:
    room.begins_at("2026-11-20 12:00")
    room.sample()
    gets_the_overview(room)

    room.at("2026-11-23 09:05")
    same_as_written_down("2026-11-23", room.channel.screen)
