"""Gemeente Voorbeeld on four Mondays, while the register changes in between: what the channel gets, word for word.

After a change that is meant: delete the file, run, and read the new one.
"""

from pathlib import Path

import pytest

from tests.features.scenes import changes, registers
from tests.overview.town import gets_the_overview
from tests.person import Person
from tests.room import Room

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def keeper(room: Room) -> Person:
    return room.person("Marieke van Dam", email="marieke.van.dam@voorbeeld.example", admin=True)


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
    for monday, change_something in WEEKS.items():
        room.at(f"{monday} 09:05")
        same_as_written_down(monday, room.channel.screen)
        room.channel.posts.clear()
        room.turn(days=1)
        change_something(keeper)


def nothing(keeper: Person) -> None:
    """A quiet week."""


def a_new_project_and_another_date(keeper: Person) -> None:
    registers(keeper, "Fietsbrug Zuid", status="lopend", areas=["Bloemenbuurt"])
    changes(keeper, "P01", "Besluit", decision_on="2027-03-16")


def an_answer_to_residents(keeper: Person) -> None:
    keeper.types("/project terugkoppeling P09")
    keeper.clicks("Leg vast", beside="Enquete parkeren")
    keeper.fills(residents_told_on=keeper.room.now.date(), done_with_input="De tarieven gaan omlaag.")
    keeper.submits()


def a_project_is_done(keeper: Person) -> None:
    keeper.types("/project afronden P04")
    keeper.clicks("Toch afronden")
    keeper.fills(feedback_left_reason="Het antwoord volgt met het besluit.")
    keeper.submits()


WEEKS = {
    "2026-11-23": a_new_project_and_another_date,
    "2026-11-30": an_answer_to_residents,
    "2026-12-07": a_project_is_done,
    "2026-12-14": nothing,
}
"""What happens on the Tuesday after each Monday."""
