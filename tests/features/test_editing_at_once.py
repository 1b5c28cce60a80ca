"""Two people change the same thing at once: the second sees it, keeps what they typed, and nothing is overwritten."""

import pytest

from tests.features.scenes import changes, opens, roles, saves_anyway, shows
from tests.givens import a_moment, a_project, asked
from tests.room import Person, Room


@pytest.fixture
def kwame(room: Room, anna: Person) -> Person:
    kwame = room.person("Kwame")
    room.given(
        a_project("Kade", project_lead=anna, communication_adviser=kwame, summary="Oud", status="komend"),
        a_moment(project="Kade", starts_on="2026-11-02", reach=100),
    )
    return kwame


def test_the_second_sees_what_changed_and_keeps_what_they_typed(anna: Person, kwame: Person) -> None:
    opens(anna, "Kade", "Basis")
    changes(kwame, "Kade", "Basis", summary="Van Kwame")
    anna.fills(summary="Van Anna")
    anna.submits()
    assert anna.sees("Let op. Kwame wijzigde dit project terwijl jij bezig was:")
    assert anna.sees("Samenvatting van Oud naar Van Kwame")
    assert anna.form["summary"] == "Van Anna"
    assert "Van Kwame" in shows(kwame, "Kade")
    anna.submits()
    assert "Van Anna" in shows(kwame, "Kade")


def test_untouched_fields_follow_the_other(anna: Person, kwame: Person) -> None:
    opens(anna, "Kade", "Basis")
    changes(kwame, "Kade", "Basis", status="lopend", groups=["jongeren"])
    anna.fills(summary="Van Anna")
    anna.submits()
    assert anna.form["status"] == "ongoing"
    anna.submits()
    card = shows(anna, "Kade")
    assert "Status: lopend" in card
    assert "Doelgroepen: jongeren" in card
    assert "Van Anna" in card


def test_a_change_in_another_part_is_in_nobodys_way(anna: Person, kwame: Person) -> None:
    opens(anna, "Kade", "Basis")
    changes(kwame, "Kade", "Invloed van inwoners", open="De bomen.")
    anna.fills(summary="Van Anna")
    anna.submits()
    assert anna.sees("staat in het overzicht")


def test_an_error_in_between_does_not_hide_what_the_other_did(anna: Person, kwame: Person) -> None:
    opens(anna, "Kade", "Basis")
    changes(kwame, "Kade", "Basis", summary="Van Kwame")
    anna.fills(size="groot", starts_on="2027-01-01", ends_on="2026-01-01")
    anna.submits()
    assert anna.form.errors
    anna.fills(ends_on="2027-02-01")
    anna.submits()
    assert anna.sees("Kwame wijzigde dit project")
    anna.submits()
    assert "Van Kwame" in shows(anna, "Kade")


def test_the_third_change_is_seen_as_well(anna: Person, kwame: Person) -> None:
    opens(anna, "Kade", "Basis")
    changes(kwame, "Kade", "Basis", summary="Eerst")
    anna.fills(summary="Van Anna")
    anna.submits()
    changes(kwame, "Kade", "Basis", summary="Daarna")
    anna.submits()
    assert anna.sees("Samenvatting van Eerst naar Daarna")
    assert anna.form["summary"] == "Van Anna"


def test_two_who_make_the_same_change_agree(anna: Person, kwame: Person) -> None:
    opens(anna, "Kade", "Basis")
    changes(kwame, "Kade", "Basis", status="lopend")
    anna.fills(status="lopend")
    anna.submits()
    if anna.form_on_screen:
        anna.submits()
    assert "Status: lopend" in shows(anna, "Kade")


def test_two_who_name_different_people_both_see_it(room: Room, anna: Person, kwame: Person) -> None:
    lee, mo = room.person("Lee"), room.person("Mo")
    anna.types("/project rollen Kade")
    kwame.types("/project rollen Kade")
    kwame.fills(participation_adviser=lee)
    kwame.submits()
    anna.fills(participation_adviser=mo, area_manager=mo)
    anna.submits()
    assert anna.sees("Kwame wijzigde dit project")
    assert anna.form["participation_adviser"] == mo.account
    assert mo.hears_nothing()
    anna.fills(participation_adviser=lee)
    anna.submits()
    assert roles(room, "Kade")["participation_adviser"] == ("Lee", "asked")
    assert roles(room, "Kade")["area_manager"] == ("Mo", "asked")


def test_a_no_in_between_is_not_undone(room: Room, anna: Person, kwame: Person) -> None:
    lee, mo = room.person("Lee"), room.person("Mo")
    room.given(a_project("Markt", project_lead=anna, participation_adviser=asked(lee)))
    with room.storage() as db:
        from bot import enqueue
        from bot.chat.texts import speech
        from bot.people import role_question
        from storage.register import projects

        waiting = projects.roles_waiting_for(db, lee.id)
        enqueue.tell(db, "vraag", lee.id, role_question.card(speech("nl"), waiting), "nl", room.now)
    room.settle()
    anna.types("/project rollen Markt")
    lee.clicks("Dit is niet mijn taak")
    anna.fills(area_manager=mo)
    anna.submits()
    assert anna.sees("Participatieadviseur van Lee naar nog niemand")
    assert anna.form["participation_adviser"] is None
    anna.submits()
    assert "participation_adviser" not in roles(room, "Markt")


def test_an_outsider_in_between_does_not_hide_what_the_other_did(room: Room, anna: Person, kwame: Person) -> None:
    lee, guest = room.person("Lee"), room.person("Gast", outsider=True)
    anna.types("/project rollen Kade")
    kwame.types("/project rollen Kade")
    kwame.fills(participation_adviser=lee)
    kwame.submits()
    anna.fills(area_manager=guest)
    anna.submits()
    assert list(anna.form.errors) == ["area_manager"]
    anna.fills(area_manager=None)
    anna.submits()
    if anna.form_on_screen:
        anna.submits()
    assert roles(room, "Kade")["participation_adviser"] == ("Lee", "asked")


def opens_moment(person: Person, button: str = "Wijzig") -> None:
    person.types("/project toon Kade")
    person.clicks("Bekijk", beside="Inloopavond")
    person.clicks(button, beside="Inloopavond")


def test_the_second_to_change_a_moment_sees_it_too(anna: Person, kwame: Person) -> None:
    opens_moment(anna)
    opens_moment(kwame)
    kwame.fills(reach=250, streets="Kade")
    kwame.submits()
    saves_anyway(kwame)
    anna.fills(reach=300)
    anna.submits()
    saves_anyway(anna)
    assert anna.sees("van 100 naar 250")
    assert anna.form["reach"] == "300"
    assert anna.form["streets"] == "Kade"
    anna.submits()
    saves_anyway(anna)
    assert anna.sees("staat bij Kade")


def test_an_error_in_a_moment_does_not_hide_what_the_other_did(anna: Person, kwame: Person) -> None:
    opens_moment(anna)
    opens_moment(kwame)
    kwame.fills(streets="Kade")
    kwame.submits()
    anna.fills(ends_on="2026-11-01")
    anna.submits()
    assert list(anna.form.errors) == ["ends_on"]
    anna.fills(ends_on="2026-11-03")
    anna.submits()
    assert anna.sees("Kwame wijzigde dit project")
    assert anna.form["streets"] == "Kade"


def test_the_second_to_record_feedback_does_not_overwrite_the_first(anna: Person, kwame: Person) -> None:
    opens_moment(anna, "Leg antwoord vast")
    opens_moment(kwame, "Leg antwoord vast")
    kwame.fills(residents_told_on="2026-11-20", done_with_input="De boom blijft.")
    kwame.submits()
    anna.fills(residents_told_on="2026-11-20", done_with_input="De boom gaat.")
    anna.submits()
    assert anna.sees("naar De boom blijft.")
    assert anna.form["done_with_input"] == "De boom gaat."


def test_a_moment_that_is_gone_meanwhile_says_so(anna: Person, kwame: Person) -> None:
    opens_moment(anna)
    kwame.types("/project toon Kade")
    kwame.clicks("Bekijk", beside="Inloopavond")
    kwame.clicks("Verwijder", confirming="gaat uit het overzicht")
    anna.submits()
    assert anna.sees("Er is intussen iets veranderd.")


def test_the_second_to_complete_a_project_sees_that_it_is_done_and_keeps_their_note(
    anna: Person, kwame: Person
) -> None:
    for person in (anna, kwame):
        person.types("/project afronden Kade")
        person.clicks("Toch afronden")
        person.fills(feedback_left_reason="Het besluit valt in mei.")
    kwame.fills(closing_note="Klaar.")
    kwame.submits()
    anna.fills(closing_note="De kade ligt er mooi bij.")
    anna.submits()
    assert anna.sees("Kwame wijzigde dit project")
    assert anna.form["closing_note"] == "De kade ligt er mooi bij."
