"""A corner that nobody fills, and a colleague who can: their own yes, that of whoever leads, and nothing twice."""

import pytest

from tests.features.scenes import asks_for, history, names, roles, shows
from tests.givens import a_colleague, a_project
from tests.room import Person, Room


@pytest.fixture
def anna(room: Room) -> Person:
    anna = room.person("Anna")
    room.given(a_project("Kade", project_lead=anna, communication_adviser=anna, carries_participation=anna))
    return anna


def an_adviser(room: Room, name: str, discipline: str = "participatieadviseur") -> Person:
    person = room.person(name)
    person.types("/samenspel profiel")
    person.fills(disciplines=[discipline])
    person.submits()
    return person


@pytest.fixture
def pim(room: Room, anna: Person) -> Person:
    return an_adviser(room, "Pim")


def offers(person: Person) -> None:
    person.types("/project toon Kade")
    person.clicks("Ik kan helpen")


def test_who_can_helps_and_has_the_role_after_both_said_yes(room: Room, anna: Person, pim: Person) -> None:
    offers(pim)
    assert pim.sees("Ik vraag Anna of jij participatieadviseur wordt bij Kade.")
    assert anna.hears("Pim wil helpen als participatieadviseur bij Kade.")
    assert "participation_adviser" not in roles(room, "Kade")
    anna.clicks("Graag")
    assert anna.sees("Pim is nu participatieadviseur bij Kade.")
    assert pim.hears("Anna zegt: graag! Je bent nu participatieadviseur bij Kade.")
    assert roles(room, "Kade")["participation_adviser"] == ("Pim", "accepted")
    assert "Participatieadviseur van nog niemand naar Pim" in history(anna, "Kade").replace("**", "")
    assert room.channel.is_silent()


def test_only_whose_job_it_is_gets_the_button(room: Room, anna: Person, pim: Person) -> None:
    cor = an_adviser(room, "Cor", "communicatieadviseur")
    assert "Dat is jouw vak." in shows(pim, "Kade")
    assert "Ik kan helpen" not in shows(cor, "Kade")
    pim.types("/project lijst")
    assert "[Bekijk] [Ik kan helpen]" in pim.screen
    cor.types("/project lijst")
    assert "Ik kan helpen" not in cor.screen
    assert "Is dat jouw vak? Zet het in je profiel." in asks_for(cor, "role.offer", id="1")
    assert not anna.hears("wil helpen")


def test_a_second_click_asks_nothing_again(room: Room, anna: Person, pim: Person) -> None:
    offers(pim)
    had = len(anna.messages)
    assert "Je bood al aan om participatieadviseur te zijn bij Kade." in asks_for(pim, "role.offer", id="1")
    assert "Ik kan helpen" not in shows(pim, "Kade")
    assert len(anna.messages) == had


def test_already_settled_is_told_in_one_line_and_once(room: Room, anna: Person, pim: Person) -> None:
    offers(pim)
    anna.clicks("Al geregeld")
    assert anna.sees("Ik bedank Pim: de rol participatieadviseur bij Kade is al geregeld.")
    assert pim.hears("De rol participatieadviseur bij Kade is al geregeld. Fijn dat je wilde helpen.")
    had = len(anna.messages)
    assert "was al geregeld" in asks_for(pim, "role.offer", id="1")
    assert len(anna.messages) == had
    point = {"project": "1", "role": "participation_adviser", "colleague": str(pim.id)}
    assert "Bij Kade is dit al geregeld." in asks_for(anna, "role.welcome", **point)
    assert "participation_adviser" not in roles(room, "Kade")


def test_nobody_is_assigned_who_did_not_offer(room: Room, anna: Person, pim: Person) -> None:
    point = {"project": "1", "role": "participation_adviser", "colleague": str(pim.id)}
    assert "Bij Kade is dit al geregeld." in asks_for(anna, "role.welcome", **point)
    assert "participation_adviser" not in roles(room, "Kade")
    offers(pim)
    bert = room.person("Bert")
    assert "Alleen de overzichthouder en collega's met een rol" in asks_for(bert, "role.welcome", **point)


def test_of_two_who_offer_the_other_hears_that_it_is_settled(room: Room, anna: Person, pim: Person) -> None:
    eva = an_adviser(room, "Eva")
    offers(pim)
    offers(eva)
    anna.clicks("Graag")
    assert pim.hears("Je bent nu participatieadviseur bij Kade.") or eva.hears("Je bent nu")
    won, lost = (pim, eva) if roles(room, "Kade")["participation_adviser"][0] == "Pim" else (eva, pim)
    assert lost.hears("De rol participatieadviseur bij Kade is al geregeld.")
    assert not won.hears("is al geregeld")


def test_whoever_the_lead_names_after_they_offered_has_said_yes(room: Room, anna: Person, pim: Person) -> None:
    eva = an_adviser(room, "Eva")
    offers(pim)
    offers(eva)
    names(anna, "Kade", participation_adviser=pim)
    assert roles(room, "Kade")["participation_adviser"] == ("Pim", "accepted")
    assert not pim.hears("Wil jij participatieadviseur zijn")
    assert eva.hears("De rol participatieadviseur bij Kade is al geregeld.")


def test_whoever_left_after_they_offered_gets_no_role(room: Room, anna: Person, pim: Person) -> None:
    offers(pim)
    pim.leaves()
    room.service.heard(pim.account, None, room.now, "left")
    anna.clicks("Graag")
    assert anna.sees("Bij Kade is dit al geregeld.")
    assert "participation_adviser" not in roles(room, "Kade")


def test_an_offer_that_was_not_needed_is_no_yes_for_later(room: Room, anna: Person, pim: Person) -> None:
    offers(pim)
    anna.clicks("Al geregeld")
    names(anna, "Kade", participation_adviser=pim)
    assert roles(room, "Kade")["participation_adviser"] == ("Pim", "asked")
    assert pim.hears("Wil jij participatieadviseur zijn")


def test_a_project_without_a_lead_is_answered_by_the_keeper(room: Room, anna: Person, pim: Person) -> None:
    keeper = room.person("Kees")
    room.settings(keeper=keeper)
    room.given(a_project("Wal"))
    pim.types("/project toon Wal")
    pim.clicks("Ik kan helpen")
    assert keeper.hears("Pim wil helpen als participatieadviseur bij Wal.")


def test_in_a_channel_only_the_project_is_named(room: Room, anna: Person, pim: Person) -> None:
    pim.types("/overzicht")
    assert "Kade zoekt nog: participatieadviseur" in pim.screen
    pim.clicks("Ik kan helpen", beside="Kade zoekt nog")
    assert anna.hears("Pim wil helpen als participatieadviseur bij Kade.")
    assert room.channel.is_silent()


def test_who_decides_and_cannot_be_reached_is_named(room: Room, anna: Person, pim: Person) -> None:
    """They were imported and have no account here: whoever offers can walk over to them."""
    room.given(a_colleague("Lars Bos"), a_project("Wal", project_lead="Lars Bos"))
    pim.types("/project toon Wal")
    pim.clicks("Ik kan helpen")
    assert pim.sees("Over Wal gaat Lars Bos. Die kan ik hier niet bereiken: vraag het zelf even.")


def test_where_nobody_decides_yet_it_says_who_can_help(room: Room, anna: Person, pim: Person) -> None:
    room.given(a_project("Wal"))
    pim.types("/project toon Wal")
    pim.clicks("Ik kan helpen")
    assert pim.sees("Over Wal gaat nog niemand. Vraag het een beheerder: /samenspel instellingen zegt wie dat zijn.")
