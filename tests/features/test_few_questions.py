"""How many questions an answer asks the database. `benchmarks.commands` measures all; this holds the dearest."""

from collections import Counter

import pytest
from sqlalchemy import event

from tests.features.test_showing import a_full_project
from tests.givens import a_moment, a_project, asked
from tests.overview.town import with_everything
from tests.room import Person, Room


@pytest.fixture
def anna(room: Room) -> Person:
    return room.person("Anna", discipline="communicatieadviseur")


WAITS = (
    "Speeltuin vraagt jou voor de rol communicatieadviseur",
    "Enquête (Havenkade): inwoners wachten sinds 1 september 2026 [Leg vast]",
)


def every_question(room: Room, person: Person, words: str) -> Counter[tuple[str, str]]:
    """What is asked, with which values, and how often."""
    asked = Counter[tuple[str, str]]()

    def note(connection: object, cursor: object, statement: str, given: object, *_: object) -> None:
        if statement.startswith("SELECT"):
            asked[statement, str(given)] += 1

    event.listen(room.database.engine, "before_cursor_execute", note)
    person.types(words)
    event.remove(room.database.engine, "before_cursor_execute", note)
    return asked


def questions(room: Room, person: Person, words: str) -> int:
    return every_question(room, person, words).total()


@pytest.mark.parametrize(
    ("words", "most"),
    [
        ("/samenspel", 4),
        ("/project lijst", 3),
        ("/project toon P01", 11),
        ("/project basis P01", 9),
        ("/overzicht", 12),
        ("/overzicht week", 10),
        ("/overzicht overleg", 10),
        ("/overzicht sturing", 12),
        ("/overzicht wachten", 5),
        ("/overzicht gebied BU99999001", 8),
    ],
)
def test_nothing_is_read_twice(room: Room, anna: Person, words: str, most: int) -> None:
    a_full_project(room)
    room.settings(keeper=anna)
    anna.types(words)  # Whoever is new is met first.
    beside = questions(room, anna, "/samenspel help") - 1  # What the room asks itself, and one for signing in.
    assert 0 < questions(room, anna, words) - beside <= most


@pytest.mark.parametrize(("words", "most"), [("/overzicht", 13), ("/overzicht week", 13)])
def test_a_town_that_uses_all_of_it_asks_hardly_more(room: Room, words: str, most: int) -> None:
    with_everything(room)
    marieke = room.person("Marieke van Dam", email="marieke.van.dam@voorbeeld.example")
    marieke.types(words)
    beside = questions(room, marieke, "/samenspel help") - 1
    found = every_question(room, marieke, words)
    assert 0 < found.total() - beside <= most
    assert max(found.values()) == 1, "nothing twice"


def test_what_waits_for_somebody_is_above_the_overview_though_their_week_is_not_read_for_it(
    room: Room, anna: Person
) -> None:
    room.given(
        a_project("Speeltuin", communication_adviser=asked(anna)),
        a_project("Havenkade", communication_adviser=anna),
        a_moment("Inloopavond", project="Havenkade", starts_on="2026-12-16"),
        a_moment("Enquête", project="Havenkade", starts_on="2026-09-01"),
    )
    anna.types("/overzicht")
    first, second = WAITS
    assert anna.sees(first)
    assert anna.sees(second)
