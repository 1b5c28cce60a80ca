"""Points that are as agreed: said once, kept with a reason, silent until a fact changes, and then told again."""

from typing import Any

import pytest

from tests.features.scenes import asks_for, history, shows
from tests.givens import a_moment, a_project, named
from tests.room import Person, Room

BUDGET = "Is er geld voor?"
AGREED = "Zo afgesproken: er is geen bedrag voor participatie, want de wijkploeg betaalt."


@pytest.fixture(autouse=True)
def only(room: Room) -> None:
    room.only("projects", "daily")


@pytest.fixture
def anna(room: Room) -> Person:
    anna = room.person("Anna")
    lacks_nothing: dict[str, Any] = dict.fromkeys(
        ("project_lead", "communication_adviser", "participation_adviser"), anna
    )
    room.given(
        a_project(
            "Kade", **lacks_nothing, carries_participation=anna, level="raadplegen", open="De kleur",
            promise_published_on="2026-06-01",
        )
    )  # fmt: skip
    return anna


def agrees(person: Person, beside: str = BUDGET, reason: str | None = "Want de wijkploeg betaalt.") -> None:
    person.types("/project toon Kade")
    person.clicks("Zo afgesproken", beside=beside)
    person.fills(reason=reason)
    person.submits()


def about_kade(person: Person) -> list[str]:
    return [message.text for message in person.messages if "Kade" in message.text]


def test_what_is_as_agreed_is_kept_with_its_reason_and_asked_no_more(room: Room, anna: Person) -> None:
    assert BUDGET in shows(anna, "Kade")
    agrees(anna)
    assert anna.sees(AGREED)
    card = shows(anna, "Kade")
    assert AGREED in card
    assert BUDGET not in card
    assert "legde vast dat een punt zo is afgesproken" in history(anna, "Kade")
    room.turn(weeks=5)
    assert not about_kade(anna)


def test_without_a_reason_it_is_asked_for(anna: Person) -> None:
    agrees(anna, reason="  . ")
    assert anna.form.errors == {"reason": "Schrijf in één regel waarom. Dan hoeft niemand het nog te vragen."}


def test_a_question_that_says_yes_by_itself_needs_no_reason(room: Room, anna: Person) -> None:
    room.given(a_moment("Avond", project="Kade", starts_on="2026-12-09", invitation_sent_on="2026-11-10"))
    anna.types("/project wijzig Kade")
    anna.clicks("Besluit")
    anna.fills(decision_on="2026-12-01")
    anna.submits()
    agrees(anna, "Klopt die volgorde?", reason=None)
    assert "Zo afgesproken: het besluit valt voordat Avond voorbij is." in shows(anna, "Kade")


def test_a_fact_that_changes_brings_it_back_and_is_named(room: Room, anna: Person) -> None:
    agrees(anna)
    anna.types("/project wijzig Kade")
    anna.clicks("Invloed van inwoners")
    anna.fills(level="adviseren")
    anna.submits()
    again = "Eerder spraken jullie dit zo af, want de wijkploeg betaalt. Sindsdien veranderde: de invloed van inwoners."
    assert f"{BUDGET} {again}" in shows(anna, "Kade")
    assert AGREED not in anna.screen
    room.turn(weeks=2)
    assert sum(again in message for message in about_kade(anna)) == 1
    agrees(anna)
    assert AGREED in shows(anna, "Kade")


def test_a_next_moment_is_no_reason_to_ask_about_the_same_influence_again(room: Room) -> None:
    """The first is: residents are asked then, while nobody knows about what."""
    anna, asks = room.person("Anna"), "Waarover mogen inwoners meepraten?"
    room.given(a_project("Kade", project_lead=anna, level="raadplegen"))
    agrees(anna, asks)
    room.given(a_moment("Avond", project="Kade", starts_on="2026-12-09", level="raadplegen"))
    assert "Sindsdien veranderde: wanneer inwoners meedoen." in shows(anna, "Kade")
    agrees(anna, asks)
    room.given(a_moment("Nog een avond", project="Kade", starts_on="2027-01-13", level="raadplegen"))
    card = shows(anna, "Kade")
    assert asks not in card
    assert "waarover inwoners meepraten, staat nog" in card


def test_what_was_told_before_is_news_when_it_comes_back(room: Room, anna: Person) -> None:
    room.turn(weeks=1)
    assert any(BUDGET in message for message in about_kade(anna))
    agrees(anna)
    anna.types("/project wijzig Kade")
    anna.clicks("Invloed van inwoners")
    anna.fills(level="adviseren")
    anna.submits()
    room.turn(weeks=1)
    assert "Sindsdien veranderde" in about_kade(anna)[-1]


def test_it_can_be_taken_back(anna: Person) -> None:
    agrees(anna)
    anna.types("/project toon Kade")
    anna.clicks("Trek in")
    assert anna.sees("De afspraak bij Kade is ingetrokken.")
    assert BUDGET in shows(anna, "Kade")
    assert "punt is er niet meer" in asks_for(anna, "project.disagree", id="1", kind="no_participation_budget")


def test_only_who_may_edit_agrees_or_takes_it_back(room: Room, anna: Person) -> None:
    bert = room.person("Bert")
    point = {"id": "1", "kind": "no_participation_budget"}
    for action in ("project.agree", "project.disagree"):
        assert "Alleen de overzichthouder en collega's met een rol" in asks_for(bert, action, **point)
    agrees(anna)
    assert AGREED not in shows(bert, "Kade")
    anna.types("/project toon Kade")
    anna.shares()
    assert not room.channel.sees("Zo afgesproken")


def test_two_who_answer_at_once_hear_who_was_first(room: Room, anna: Person) -> None:
    keeper = room.person("Kees")
    room.settings(keeper=keeper)
    keeper.types("/project toon Kade")
    keeper.clicks("Zo afgesproken", beside=BUDGET)
    agrees(anna)
    keeper.fills(reason="er is een potje")
    keeper.submits()
    assert keeper.sees("Dit legde Anna al vast op")
    assert AGREED in shows(keeper, "Kade")


def test_a_point_that_is_gone_says_so(room: Room, anna: Person) -> None:
    anna.types("/project toon Kade")
    anna.clicks("Zo afgesproken", beside=BUDGET)
    keeper = room.person("Kees")
    room.settings(keeper=keeper)
    keeper.types("/project wijzig Kade")
    keeper.clicks("Geld")
    keeper.fills(participation_budget="500")
    keeper.submits()
    anna.fills(reason="er is geen geld")
    anna.submits()
    assert anna.sees("Dit punt is er niet meer bij Kade.")


def test_a_reason_with_traces_of_a_resident_is_warned_about(anna: Person) -> None:
    agrees(anna, reason="want jan@bewoner.example betaalt")
    assert anna.sees("e-mailadres")


def test_an_explicit_yes_to_a_role_is_the_answer_to_whether_that_was_agreed(room: Room, anna: Person) -> None:
    cor = room.person("Cor")
    cor.types("/samenspel profiel")
    cor.fills(disciplines=["communicatieadviseur"])
    cor.submits()
    room.given(a_project("Wal", project_lead=anna, carries_participation=named(cor)))
    question = "Is dat zo afgesproken?"
    assert question in shows(anna, "Wal")
    anna.types("/project rollen Wal")
    anna.submits()
    cor.clicks("Ja")
    assert question not in shows(anna, "Wal")


def test_the_form_that_mends_a_point_opens_at_its_field(anna: Person) -> None:
    anna.types("/project toon Kade")
    anna.clicks("Vul aan", beside=BUDGET)
    assert next(iter(anna.form.fields)) == "participation_budget"
    anna.fills(participation_budget="3000000000")
    anna.submits()
    assert anna.form.errors
    assert next(iter(anna.form.fields)) == "participation_budget"
    anna.closes_the_form()


def test_the_totals_of_the_heads_leave_out_what_is_as_agreed(room: Room, anna: Person) -> None:
    keeper = room.person("Kees")
    room.settings(keeper=keeper)
    room.given(a_project("Wal", project_lead=anna, communication_adviser=anna))
    keeper.types("/overzicht sturing")
    assert keeper.sees("2 projecten hebben geen bedrag voor participatie")
    assert keeper.sees("Spreek af wie kan helpen bij Wal.")
    agrees(anna)
    anna.types("/project toon Wal")
    anna.clicks("Zo afgesproken", beside="zoekt nog een participatieadviseur")
    anna.fills(reason="het is klein")
    anna.submits()
    keeper.types("/overzicht sturing")
    assert keeper.sees("1 project heeft geen bedrag voor participatie")
    assert keeper.sees("Driehoek: geen project zoekt nog iemand. Bij 1 project spraken collega's af dat het zo kan.")
    assert keeper.sees("1 van de 2 driehoeken met drie namen")
    room.turn(weeks=3)
    assert not any("Wal zoekt nog" in message.text for message in anna.messages)
