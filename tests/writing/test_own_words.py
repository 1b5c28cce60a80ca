"""People ask for a text in their own words."""

import pytest

from tests.room import Person, Room


@pytest.fixture
def marieke(room: Room) -> Person:
    room.sample()
    return room.person("Marieke van Dam")


@pytest.mark.parametrize(
    "said",
    [
        "ik wil een uitnodiging schrijven voor de Havenkade",
        "uitnodiging schrijven havenkade",
        "schrijf de participatieparagraaf voor de havenkade",
        "kun je een tekst maken over de havenkade",
        "I want to write an invitation for the havenkade",
        "/project schrijf havenkade",
    ],
)
def test_a_text_is_asked_for_in_own_words(marieke: Person, said: str) -> None:
    marieke.types(said)
    assert marieke.screen.startswith("Teksten\nDeze teksten maak ik voor Herinrichting Havenkade")


@pytest.mark.parametrize(
    "said", ["overzicht voor de raad", "kwartaaloverzicht", "een bladzijde voor college en raad", "/overview council"]
)
def test_the_page_of_the_council_too(marieke: Person, said: str) -> None:
    marieke.types(said)
    assert marieke.screen.startswith("Kwartaaloverzicht")
