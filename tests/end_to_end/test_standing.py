"""Somebody becomes a guest in the middle of a main journey: the bot as its own process, our Slack."""

import pytest

from playground.slack.cast import Standing

from .bench import Bench
from .person import DIRECT, Person

# On both databases: every way in, below, and all that a change of standing does, in tests/features/test_standing.py.
ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
FRIENDLY = "Ik werk alleen voor collega's van deze gemeente."


@pytest.fixture
def anna(bench: Bench, database_url: str) -> Person:
    """At home, and asked for a role; Kwame is an administrator, Marieke leads the project."""
    bench.start_bot(env={"DATABASE_URL": database_url})
    kwame, marieke, fatma = bench.person("Kwame"), bench.person("Marieke"), bench.person("Fatma")
    kwame.types("/project lijst")
    marieke.types("/project nieuw Park Singel")
    marieke.fills_in({"Wat is jouw rol?": "projectleider"})
    marieke.submits()
    # Whoever is new is welcomed as well, before or after.
    marieke.clicks("Rollen", on="Park Singel")
    marieke.fills_in({"Communicatieadviseur": fatma})
    marieke.submits()
    assert fatma.has_received("Wil jij communicatieadviseur zijn bij Park Singel?")
    return fatma


@ON_SQLITE
def test_a_guest_is_out_in_the_middle_of_registering_and_of_planning(bench: Bench, anna: Person) -> None:
    anna.types("/project nieuw Geheim plan")
    anna.fills_in({"Wat is jouw rol?": "projectleider"})
    bench.becomes(anna, Standing.GUEST)
    anna.submits()
    assert anna.has_received(FRIENDLY)
    marieke = bench.person("Marieke")
    marieke.types("/project zoek Geheim")
    assert marieke.does_not_see("Geheim plan")


def test_a_guest_is_out_on_every_way_in_and_back_when_they_return(bench: Bench, anna: Person) -> None:
    bench.becomes(anna, Standing.GUEST)
    anna.clicks("Ja", on="Park Singel")
    assert anna.sees(FRIENDLY)
    anna.types("/project lijst")
    assert anna.sees_alone(FRIENDLY)
    anna.goes_to(DIRECT)
    anna.says("project lijst")
    assert anna.sees(FRIENDLY)
    anna.opens_home()
    assert anna.sees(FRIENDLY)
    assert anna.does_not_see("Park Singel")
    marieke, kwame = bench.person("Marieke"), bench.person("Kwame")
    assert kwame.has_received("is in de chat geen collega meer")
    marieke.types("/project toon Park Singel")
    assert marieke.sees("Fatma Yildirim (vertrokken)")
    bench.becomes(anna, Standing.COLLEAGUE)
    marieke.types("/project toon Park Singel")
    assert marieke.sees("Fatma Yildirim (gevraagd)")
    anna.types("/project lijst")
    assert anna.sees("Park Singel")


@ON_SQLITE
def test_a_guest_is_told_by_nobody_and_picked_by_nobody(bench: Bench, anna: Person) -> None:
    marieke = bench.person("Marieke")
    marieke.types("/project rollen Park Singel")
    marieke.fills_in({"Participatieadviseur": anna})
    bench.becomes(anna, Standing.GUEST)
    marieke.submits()
    assert marieke.sees("Deze persoon is geen collega van onze gemeente, of werkt hier niet meer. Kies iemand anders.")
    marieke.closes_form()
