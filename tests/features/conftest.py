import pytest

from tests.room import Person, Room, all_features, open_room  # noqa: F401, the last two are fixtures


@pytest.fixture
def anna(room: Room) -> Person:
    return room.person("Anna")


@pytest.fixture
def bert(room: Room) -> Person:
    return room.person("Bert")
