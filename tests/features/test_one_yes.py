"""What is yours is what you said yes to, on every surface; and what you said no to is not counted."""

import pytest

from tests.features.buddy_scenes import a_team, begins, introductions, joins
from tests.givens import a_moment, a_project, asked, named
from tests.room import Person, Room


@pytest.fixture
def ada(room: Room) -> Person:
    return room.person("Ada", admin=True)


@pytest.mark.parametrize("state", [asked, named])
def test_a_duty_is_nobodys_without_their_yes(room: Room, ada: Person, state: object) -> None:
    anna, keeper = room.person("Anna"), room.person("Kee")
    room.settings(keeper=keeper)
    room.given(
        a_project("Kade", communication_adviser=state(anna)),  # type: ignore[operator]
        a_moment(project="Kade", starts_on="2026-11-02"),
    )
    room.turn(weeks=6)
    assert not any("Inloopavond" in each.text for each in anna.messages)
    assert keeper.hears("Inloopavond")
    anna.types("/overzicht week")
    assert not anna.sees("Inloopavond")


def test_with_a_yes_it_is_theirs(room: Room, ada: Person) -> None:
    anna = room.person("Anna")
    room.given(a_project("Kade", communication_adviser=anna), a_moment(project="Kade", starts_on="2026-11-02"))
    room.turn(weeks=6)
    assert anna.hears("Inloopavond")
    anna.types("/overzicht week")
    assert anna.sees("Kade")


@pytest.mark.parametrize(("state", "is_told"), [(asked, False), (named, False), (lambda who: who, True)])
def test_buddies_are_introduced_with_what_they_said_yes_to(
    room: Room, ada: Person, state: object, is_told: bool
) -> None:
    [cor], [pia] = a_team(room, 1, 1)
    room.given(a_project("Kade", communication_adviser=state(cor), participation_adviser=state(pia)))  # type: ignore[operator]
    begins(room, ada)
    assert ("Kade" in "".join(introductions(cor))) is is_told


def test_a_channel_hears_which_corner_is_open_and_not_who_hesitates(room: Room, ada: Person) -> None:
    lead, bert, carla = room.person("Lead"), room.person("Bert"), room.person("Carla")
    room.given(a_project("Kade", project_lead=lead, communication_adviser=asked(bert), area_manager=named(carla)))
    lead.types("/project toon Kade")
    assert lead.sees("communicatieadviseur: Bert (gevraagd)")
    lead.shares()
    assert room.channel.sees("projectleider: Lead (zei ja)")
    assert room.channel.sees("communicatieadviseur: nog niemand")
    assert not room.channel.sees("Bert")
    assert not room.channel.sees("Carla")
    assert not room.channel.sees("gevraagd")


def test_whoever_said_no_to_buddies_is_asked_no_side_and_is_in_no_figure(room: Room, ada: Person) -> None:
    a_team(room, 4, 4)
    both = room.person("Both", discipline=("communicatieadviseur", "participatieadviseur"))
    joins(both)
    both.types("/buddy uit")
    both.clicks("Ik stop")
    no = room.person("No", discipline=("communicatieadviseur", "participatieadviseur"))
    room.turn(days=1)
    no.clicks("Nee, dank je")
    before = len(no.messages), len(both.messages)
    begins(room, ada)
    room.turn(weeks=2)
    assert (len(no.messages), len(both.messages)) == before
    ada.types("/buddy cijfers")
    assert ada.sees("4 van 16 mogelijke koppels waren al eens samen.")
