"""Who is in the triangle: naming is asking, and only somebody's own yes settles it."""

from typing import Any

import pytest

from tests.features.scenes import asks_for, history, names, roles, shows
from tests.givens import a_colleague, a_project, asked, named
from tests.room import Person, Room


@pytest.fixture
def anna(room: Room) -> Person:
    anna = room.person("Anna")
    room.given(a_project("Kade", project_lead=anna))
    return anna


@pytest.fixture
def kwame(room: Room, anna: Person) -> Person:
    return room.person("Kwame")


def test_who_is_named_is_asked_in_private(room: Room, anna: Person, kwame: Person) -> None:
    names(anna, "Kade", communication_adviser=kwame)
    assert kwame.hears("Anna noemde jou voor een rol.")
    assert kwame.hears("Wil jij communicatieadviseur zijn bij Kade?")
    assert kwame.hears("Je mag gerust nee zeggen. Pas na jouw ja staat het vast.")
    assert anna.sees("Ik vraag het nu aan Kwame.")
    assert room.channel.is_silent()


def test_the_question_is_in_the_language_of_who_is_asked(room: Room, anna: Person) -> None:
    emma = room.person("Emma", language="en")
    names(anna, "Kade", communication_adviser=emma)
    assert emma.hears("Will you be communication adviser on Kade?")
    emma.clicks("Yes")
    assert emma.sees("You are now communication adviser on Kade.")


def test_named_is_not_accepted(room: Room, anna: Person, kwame: Person) -> None:
    names(anna, "Kade", communication_adviser=kwame)
    assert roles(room, "Kade")["communication_adviser"] == ("Kwame", "asked")
    assert "Kwame (gevraagd)" in shows(anna, "Kade")


def test_yes_settles_it(room: Room, anna: Person, kwame: Person) -> None:
    names(anna, "Kade", communication_adviser=kwame)
    kwame.clicks("Ja")
    assert kwame.sees("Je bent nu communicatieadviseur bij Kade.")
    assert "[Ja]" not in kwame.chat
    assert "Kwame (zei ja)" in shows(anna, "Kade")
    assert "Kwame: zei ja tegen de rol communicatieadviseur" in history(anna, "Kade")


def test_later_leaves_the_question_where_it_is(room: Room, anna: Person, kwame: Person) -> None:
    names(anna, "Kade", communication_adviser=kwame)
    kwame.clicks("Ik beslis later")
    assert kwame.sees("Prima, denk er rustig over na.")
    assert roles(room, "Kade")["communication_adviser"] == ("Kwame", "asked")
    assert anna.hears_nothing()
    assert "Er wacht 1 vraag op jou" in kwame.home()
    kwame.clicks("Ja", beside="Wil jij")
    assert roles(room, "Kade")["communication_adviser"] == ("Kwame", "accepted")
    assert "Er wacht" not in kwame.home()


def test_no_leaves_the_role_vacant_and_tells_the_lead_kindly(room: Room, anna: Person, kwame: Person) -> None:
    names(anna, "Kade", communication_adviser=kwame)
    kwame.clicks("Dit is niet mijn taak")
    assert kwame.sees("Goed dat je het zegt.")
    assert "communication_adviser" not in roles(room, "Kade")
    assert anna.hears("Kwame kan de rol communicatieadviseur bij Kade niet op zich nemen. Goed om te weten.")
    anna.clicks("Vraag iemand anders")
    assert anna.form["communication_adviser"] is None


def test_the_lead_hears_a_no_in_their_own_language(room: Room, kwame: Person) -> None:
    emma = room.person("Emma", language="en")
    room.given(a_project("Markt", project_lead=emma))
    names(emma, "Markt", communication_adviser=kwame)
    kwame.clicks("Dit is niet mijn taak")
    assert emma.hears("Kwame can't take on the role communication adviser in Markt.")


def test_when_the_lead_says_no_whoever_named_them_hears_it(room: Room, kwame: Person) -> None:
    keeper = room.person("Sanne", admin=True)
    room.given(a_project("Markt"))
    names(keeper, "Markt", project_lead=kwame)
    kwame.clicks("Dit is niet mijn taak")
    assert keeper.hears("Kwame kan de rol projectleider bij Markt niet op zich nemen.")
    assert kwame.sees_nothing_of("Een rol is weer vrij")


def test_when_the_lead_was_erased_whoever_named_somebody_hears_the_no(room: Room, anna: Person, kwame: Person) -> None:
    keeper = room.person("Sanne", admin=True)
    names(keeper, "Kade", communication_adviser=kwame)
    anna.types("/samenspel gegevens")
    anna.clicks("Wis mijn gegevens")
    anna.fills(sure=True)
    anna.submits()
    kwame.clicks("Dit is niet mijn taak")
    assert keeper.hears("Kwame kan de rol communicatieadviseur bij Kade niet op zich nemen.")


def test_two_roles_in_a_project_are_one_question(room: Room, anna: Person, kwame: Person) -> None:
    names(anna, "Kade", communication_adviser=kwame, carries_communication=kwame)
    assert len(kwame.messages) == 1
    assert kwame.hears("Wil jij communicatieadviseur en verantwoordelijk voor communicatie zijn bij Kade?")
    kwame.clicks("Ja")
    assert kwame.sees("Je bent nu communicatieadviseur en verantwoordelijk voor communicatie bij Kade.")
    assert {state for who, state in roles(room, "Kade").values() if who == "Kwame"} == {"accepted"}


def test_of_two_roles_somebody_may_want_one(room: Room, anna: Person, kwame: Person) -> None:
    names(anna, "Kade", communication_adviser=kwame, carries_communication=kwame)
    kwame.clicks("Kies per rol")
    kwame.fills(project_1="Alleen communicatieadviseur")
    kwame.submits()
    assert kwame.sees("Je bent nu communicatieadviseur bij Kade.")
    assert kwame.sees("De rol verantwoordelijk voor communicatie bij Kade is weer vrij.")
    assert roles(room, "Kade") == {"project_lead": ("Anna", "accepted"), "communication_adviser": ("Kwame", "accepted")}
    assert anna.hears("Kwame kan de rol verantwoordelijk voor communicatie bij Kade niet op zich nemen.")


@pytest.fixture
def listed(room: Room, anna: Person, kwame: Person) -> Person:
    """An adviser whom a list named in three projects, twice in each; and who was just asked."""
    carla = room.person("Carla", admin=True)
    both: dict[str, Any] = {"communication_adviser": named(kwame), "carries_communication": named(kwame)}
    room.given(*(a_project(name, project_lead=anna, **both) for name in ("Markt", "Plein", "Singel")))
    carla.types("/project import")
    carla.clicks("Vraag het deze collega's", confirming="Elke collega")
    return kwame


def test_after_an_import_a_colleague_gets_one_message_and_says_yes_to_all(room: Room, listed: Person) -> None:
    assert len(listed.messages) == 1
    assert listed.hears("Je naam staat bij 3 projecten. Klopt dat?")
    assert listed.hears("Markt: communicatieadviseur en verantwoordelijk voor communicatie")
    assert len(listed.messages[0].clickables) == 3
    listed.clicks("Ja op alles")
    assert listed.sees("Je bent nu communicatieadviseur en verantwoordelijk voor communicatie bij Singel.")
    for project in ("Markt", "Plein", "Singel"):
        assert roles(room, project)["carries_communication"] == ("Kwame", "accepted")


def test_yes_to_all_is_a_yes_to_what_was_read(room: Room, anna: Person, listed: Person) -> None:
    names(anna, "Markt", participation_adviser=listed)
    listed.clicks("Ja op alles")
    assert roles(room, "Markt")["communication_adviser"] == ("Kwame", "accepted")
    assert roles(room, "Markt")["participation_adviser"] == ("Kwame", "asked")
    assert listed.sees("Wil jij participatieadviseur zijn bij Markt?")


def test_each_project_can_have_its_own_answer(room: Room, anna: Person, listed: Person) -> None:
    listed.clicks("Kies per project")
    one, other, _ = listed.form.fields
    listed.fills(**{one: "Ja", other: "Dit is niet mijn taak"})
    listed.submits()
    assert roles(room, "Markt")["communication_adviser"] == ("Kwame", "accepted")
    assert "communication_adviser" not in roles(room, "Plein")
    assert roles(room, "Singel")["communication_adviser"] == ("Kwame", "asked")
    assert listed.sees("De vraag over communicatieadviseur en verantwoordelijk voor communicatie bij Singel blijft")
    assert anna.hears("de rol communicatieadviseur en verantwoordelijk voor communicatie bij Plein niet op zich nemen")
    assert sum("bij Plein" in shown.text for shown in anna.messages) == 1
    assert "Er wacht 1 vraag op jou" in listed.home()


def test_whoever_says_nothing_hears_once_more_in_other_words_and_only_of_what_is_left(
    room: Room, anna: Person, listed: Person
) -> None:
    room.turn(days=8, only=["projects", "daily"])
    again = [shown for shown in listed.messages if "Weet je al" in shown.text]
    assert len(again) == 1
    assert "Weet je al of je meedoet bij deze 3 projecten?\n- " in again[0].text, "a line for each project"
    before = next(shown for shown in listed.messages if "Je naam staat bij" in shown.text)
    lines = [{line for line in shown.text.splitlines() if line.startswith("- ")} for shown in (before, again[0])]
    assert lines[0].isdisjoint(lines[1])
    assert "Je naam staat bij" not in again[0].text
    room.turn(days=14, only=["projects", "daily"])
    assert len([shown for shown in listed.messages if "Markt" in shown.text]) == 2


def test_nobody_is_asked_a_third_time_when_something_else_is_asked_again(
    room: Room, anna: Person, kwame: Person
) -> None:
    names(anna, "Kade", communication_adviser=kwame)
    room.turn(days=8, only=["projects", "daily"])
    assert kwame.hears("Weet je al of je communicatieadviseur wilt zijn bij Kade?")
    room.given(a_project("Markt", project_lead=anna))
    names(anna, "Markt", communication_adviser=kwame)
    room.turn(days=8, only=["projects", "daily"])
    last = next(shown.text for shown in reversed(kwame.messages) if "Weet je al" in shown.text)
    assert "Markt" in last
    assert "Kade" not in last


def test_what_waits_to_remind_them_says_only_what_is_left(room: Room, anna: Person, listed: Person) -> None:
    room.turn(days=8, only=["projects"])
    names(anna, "Markt", communication_adviser=None, carries_communication=None)
    listed.clicks("Kies per project")
    listed.fills(**{next(iter(listed.form.fields)): "Ja"})
    listed.submits()
    room.turn(days=1, only=["daily"])
    assert listed.hears("Weet je al of je communicatieadviseur en verantwoordelijk voor communicatie wilt zijn bij S")


def test_nobody_is_asked_again_about_what_they_were_asked(room: Room, anna: Person, kwame: Person) -> None:
    names(anna, "Kade", communication_adviser=kwame)
    names(anna, "Kade", communication_adviser=kwame, area_manager=anna)
    assert len(kwame.messages) == 1


def test_nobody_is_ever_assigned_in_silence(room: Room, anna: Person, kwame: Person) -> None:
    names(anna, "Kade", **dict.fromkeys(("communication_adviser", "participation_adviser", "area_manager"), kwame))
    states = {state for who, state in roles(room, "Kade").values() if who == "Kwame"}
    assert states == {"asked"}


def test_who_names_themselves_has_said_yes(room: Room, anna: Person) -> None:
    names(anna, "Kade", participation_adviser=anna)
    assert roles(room, "Kade")["participation_adviser"] == ("Anna", "accepted")
    assert anna.hears_nothing()


def test_an_old_question_no_longer_works_when_somebody_else_was_asked(room: Room, anna: Person, kwame: Person) -> None:
    lee = room.person("Lee")
    names(anna, "Kade", communication_adviser=kwame)
    names(anna, "Kade", communication_adviser=lee)
    kwame.clicks("Ja")
    assert kwame.sees("Er is intussen iets veranderd.")
    assert roles(room, "Kade")["communication_adviser"] == ("Lee", "asked")


def test_a_second_click_on_an_answered_question_changes_nothing(room: Room, anna: Person, kwame: Person) -> None:
    names(anna, "Kade", communication_adviser=kwame)
    kwame.clicks("Dit is niet mijn taak")
    kwame.clicks_an_old("Ja")
    assert kwame.sees("Er is intussen iets veranderd.")
    assert "communication_adviser" not in roles(room, "Kade")


def test_an_old_no_after_a_yes_says_what_is_so_and_asks_first(room: Room, anna: Person, kwame: Person) -> None:
    names(anna, "Kade", communication_adviser=kwame)
    kwame.clicks("Ja")
    kwame.clicks_an_old("Dit is niet mijn taak")
    assert kwame.sees("Je bent communicatieadviseur bij Kade.")
    assert roles(room, "Kade")["communication_adviser"] == ("Kwame", "accepted")
    assert anna.hears_nothing()
    kwame.clicks("Ik doe het toch niet")
    assert kwame.sees("De rol communicatieadviseur bij Kade is weer vrij.")
    assert "communication_adviser" not in roles(room, "Kade")
    assert anna.hears("Kwame kan de rol communicatieadviseur bij Kade niet op zich nemen.")
    kwame.clicks_an_old("Ik doe het toch niet")
    assert kwame.sees("Er is intussen iets veranderd.")


def test_an_old_no_to_two_roles_leaves_the_one_with_a_yes(room: Room, anna: Person, kwame: Person) -> None:
    names(anna, "Kade", communication_adviser=kwame)
    kwame.clicks("Ja")
    names(anna, "Kade", carries_communication=kwame)
    both = {"project": "1", "role": "communication_adviser,carries_communication"}
    told = asks_for(kwame, "role.no", **both)
    assert "Je bent nu communicatieadviseur bij Kade." in told
    assert "De rol verantwoordelijk voor communicatie bij Kade is weer vrij." in told
    assert roles(room, "Kade") == {"project_lead": ("Anna", "accepted"), "communication_adviser": ("Kwame", "accepted")}
    told = asks_for(kwame, "role.no", **both)
    assert "Je bent communicatieadviseur bij Kade." in told
    assert roles(room, "Kade")["communication_adviser"] == ("Kwame", "accepted")


def test_an_old_form_that_is_left_as_it_was_says_what_is_so_after_a_yes(
    room: Room, anna: Person, kwame: Person
) -> None:
    names(anna, "Kade", communication_adviser=kwame, carries_communication=kwame)
    kwame.clicks("Ja")
    kwame.clicks_an_old("Kies per rol")
    kwame.submits()
    assert kwame.sees("Je bent nu communicatieadviseur en verantwoordelijk voor communicatie bij Kade.")
    assert not kwame.sees("De vraag over")


def test_nobody_gives_back_a_role_of_somebody_else(room: Room, anna: Person, kwame: Person) -> None:
    room.given(a_project("Markt", project_lead=anna, communication_adviser=kwame))
    told = asks_for(anna, "role.give_back", project="2", role="communication_adviser")
    assert "Deze knop werkt niet meer" in told
    assert roles(room, "Markt")["communication_adviser"] == ("Kwame", "accepted")


@pytest.mark.parametrize("answer", ["role.yes", "role.no", "role.later"])
def test_nobody_answers_for_somebody_else(room: Room, anna: Person, kwame: Person, answer: str) -> None:
    names(anna, "Kade", communication_adviser=kwame)
    told = asks_for(anna, answer, project="1", role="communication_adviser")
    assert "Deze knop werkt niet meer" in told
    assert roles(room, "Kade")["communication_adviser"] == ("Kwame", "asked")


def test_an_outsider_cannot_be_named_and_the_rest_stays_filled_in(room: Room, anna: Person, kwame: Person) -> None:
    guest = room.person("Gast", outsider=True)
    anna.types("/project rollen Kade")
    anna.fills(communication_adviser=guest, participation_adviser=kwame)
    anna.submits()
    gone = "Deze persoon is geen collega van onze gemeente, of werkt hier niet meer. Kies iemand anders."
    assert anna.form.errors == {"communication_adviser": gone}
    assert anna.form["participation_adviser"] == kwame.account
    assert kwame.hears_nothing()
    anna.fills(communication_adviser=None)
    anna.submits()
    assert kwame.hears("participatieadviseur")
    assert guest.hears_nothing()


def test_somebody_who_left_cannot_be_named(room: Room, anna: Person) -> None:
    lee = room.person("Lee", stranger=True)
    lee.leaves()
    names(anna, "Kade", communication_adviser=lee)
    assert "werkt hier niet meer" in anna.form.errors["communication_adviser"]
    assert "communication_adviser" not in roles(room, "Kade")


def test_who_came_from_a_list_is_asked_when_the_roles_are_saved(room: Room, anna: Person, kwame: Person) -> None:
    room.given(a_project("Markt", project_lead=named("Anna"), communication_adviser=named("Kwame")))
    anna.types("/project rollen Markt")
    anna.submits()
    assert kwame.hears("Anna noemde jou voor een rol.")
    assert anna.hears("Wil jij projectleider zijn bij Markt?")
    assert anna.sees("Ik vraag het nu aan Anna en Kwame.")
    kwame.clicks("Ja")
    assert roles(room, "Markt")["communication_adviser"] == ("Kwame", "accepted")
    anna.types("/project rollen Markt")
    anna.submits()
    assert roles(room, "Markt")["communication_adviser"] == ("Kwame", "accepted")
    assert "[Ja]" not in kwame.chat


def test_a_colleague_whom_the_bot_never_met_can_be_named(room: Room, anna: Person) -> None:
    lee = room.person("Lee", stranger=True)
    names(anna, "Kade", communication_adviser=lee)
    assert lee.hears("Wil jij communicatieadviseur zijn bij Kade?")


def test_a_colleague_without_a_chat_account_stays_when_the_picker_is_empty(room: Room, anna: Person) -> None:
    room.given(a_colleague("Marieke"), a_project("Markt", project_lead=anna, communication_adviser=named("Marieke")))
    anna.types("/project rollen Markt")
    assert anna.sees("Nu: Marieke (nog niet gevraagd). Nog niet in de chat. Laat leeg om dit zo te houden.")
    anna.fills(area_manager=anna)
    anna.submits()
    assert roles(room, "Markt")["communication_adviser"] == ("Marieke", "named")


def test_a_colleague_without_a_chat_account_can_be_taken_out(room: Room, anna: Person) -> None:
    room.given(a_project("Markt", project_lead=anna, communication_adviser=named("Marieke")))
    names(anna, "Markt", vacate=["communicatieadviseur"])
    assert "communication_adviser" not in roles(room, "Markt")
    assert "communicatieadviseur" in history(anna, "Markt").casefold()


def test_what_is_vacated_stays_so_when_somebody_else_was_at_it_too(room: Room, anna: Person, kwame: Person) -> None:
    room.given(a_project("Markt", project_lead=anna, area_manager=kwame, communication_adviser=named("Marieke")))
    anna.types("/project rollen Markt")
    names(kwame, "Markt", participation_adviser=kwame)
    anna.fills(vacate=["communicatieadviseur"])
    anna.submits()
    assert anna.sees("Kwame wijzigde dit project")
    anna.submits()
    assert "communication_adviser" not in roles(room, "Markt")
    assert roles(room, "Markt")["participation_adviser"] == ("Kwame", "accepted")


def test_what_is_vacated_and_filled_at_once_stays_ticked_when_the_form_comes_back(
    room: Room, anna: Person, kwame: Person
) -> None:
    """Found by people at random: no platform shows a tick that the form forgot."""
    guest = room.person("Gast", outsider=True)
    room.given(a_project("Markt", project_lead=anna, communication_adviser=named("Marieke")))
    anna.types("/project rollen Markt")
    anna.fills(vacate=["communicatieadviseur"], communication_adviser=kwame, area_manager=guest)
    anna.submits()
    assert "area_manager" in anna.form.errors
    assert anna.form["vacate"] == ("communication_adviser",)


def test_a_role_becomes_vacant_by_emptying_it(room: Room, anna: Person, kwame: Person) -> None:
    names(anna, "Kade", communication_adviser=kwame)
    names(anna, "Kade", communication_adviser=None)
    assert "communication_adviser" not in roles(room, "Kade")
    assert "Communicatieadviseur van Kwame naar nog niemand" in history(anna, "Kade")


def test_the_department_stands_beside_the_role(room: Room, anna: Person) -> None:
    room.given(a_project("Markt", project_lead=room.person("Jo", department="Ruimte"), area_manager=asked("Bo")))
    assert "projectleider: Jo, Ruimte (zei ja)" in shows(anna, "Markt")


def test_the_menu_of_a_question_survives_a_new_name_of_the_project(room: Room, anna: Person, kwame: Person) -> None:
    from tests.features.scenes import changes

    names(anna, "Kade", communication_adviser=kwame)
    changes(anna, "Kade", "Basis", name="Nieuwe Kade")
    kwame.clicks("Ja")
    assert kwame.sees("Je bent nu communicatieadviseur bij Nieuwe Kade.")
