"""Changing a project, part by part."""

import pytest

from tests.features.scenes import changes, history, opens, shows
from tests.givens import a_project, an_area
from tests.room import Filling, NotInTheRoom, Person, Room

PARTS: dict[str, dict[str, Filling]] = {
    "Basis": {
        "name": "Park Singel Noord",
        "summary": "Het park\nwordt groener.",
        "status": "gepauzeerd",
        "phase": "plan",
        "size": "klein",
        "domain": "mobiliteit",
        "areas": ["Noord"],
        "groups": ["ouderen", "scholen"],
        "starts_on": "2026-12-01",
        "ends_on": "2027-06-30",
    },
    "Invloed van inwoners": {
        "level": "adviseren",
        "level_reason": "Omdat zij er wonen.",
        "fixed": "De weg blijft.",
        "open": "De bomen.",
        "promise_published_on": "2026-11-01",
        "web_page": "https://doemee.voorbeeld.example/kade",
    },
    "Besluit": {
        "decision_on": "2027-01-19",
        "alderman": "Van den Berg",
        "environment_act": "projectbesluit",
        "notice_on": "2026-12-01",
    },
    "Geld": {
        "participation_budget": 18000,
        "participation_budget_kind": "structureel",
        "participation_budget_state": "aangevraagd",
        "communication_budget": 0,
        "communication_budget_kind": "geen",
        "communication_budget_state": "toegekend",
    },
}


@pytest.fixture
def anna(room: Room) -> Person:
    anna = room.person("Anna")
    room.given(an_area("Noord"), a_project("Park Singel", key="P07", project_lead=anna))
    return anna


@pytest.mark.parametrize("part", PARTS)
def test_what_is_filled_in_stands_there_the_next_time(anna: Person, part: str) -> None:
    opens(anna, "P07", part)
    assert set(PARTS[part]) == set(anna.form.fields), "every field of the part is tried"
    anna.fills(**PARTS[part])
    filled = dict(anna.form.answers)
    anna.submits()
    assert anna.sees("staat in het overzicht.")
    opens(anna, "P07", part)
    assert anna.form.answers == filled


@pytest.mark.parametrize("part", PARTS)
def test_what_is_emptied_is_gone_the_next_time(anna: Person, part: str) -> None:
    changes(anna, "P07", part, **PARTS[part])
    opens(anna, "P07", part)
    optional = [key for key, field in anna.form.fields.items() if not field.required]
    anna.fills(**dict.fromkeys(optional))
    anna.submits()
    opens(anna, "P07", part)
    assert [key for key in optional if anna.form[key] is not None] == []


@pytest.mark.parametrize("part", PARTS)
def test_every_changed_field_is_one_line_of_history(anna: Person, part: str) -> None:
    changes(anna, "P07", part, **PARTS[part])
    lines = [line for line in history(anna, "P07").splitlines() if " van " in line]
    assert len(lines) == len(PARTS[part])


def test_saving_without_a_change_is_no_history(anna: Person) -> None:
    changes(anna, "P07", "Basis")
    assert "[Geschiedenis]" not in shows(anna, "P07")


def test_what_is_in_another_part_stays(anna: Person) -> None:
    changes(anna, "P07", "Invloed van inwoners", open="De bomen.")
    changes(anna, "P07", "Geld", participation_budget=5)
    assert "Wat ligt open: De bomen." in shows(anna, "P07")


def test_the_button_on_the_card_leads_to_the_parts(anna: Person) -> None:
    shows(anna, "P07")
    anna.clicks("Wijzig")
    for part in (*PARTS, "Rollen"):
        assert anna.sees(f"[{part}]")


def test_every_error_stands_at_its_own_field_and_nothing_that_was_typed_is_lost(anna: Person) -> None:
    opens(anna, "P07", "Basis")
    anna.fills(**{**PARTS["Basis"], "name": "   ", "starts_on": "2027-06-30", "ends_on": "2026-12-01"})
    anna.submits()
    assert anna.form.errors == {"name": "Vul dit in."}
    anna.fills(name="Park")
    anna.submits()
    assert anna.form.errors == {"ends_on": "De laatste dag ligt voor de eerste dag. Kies een latere laatste dag."}
    assert anna.form["summary"] == "Het park\nwordt groener."
    anna.fills(ends_on="2027-12-01")
    anna.submits()
    assert "Project P07" in shows(anna, "Park")


@pytest.mark.parametrize("amount", ["-1", "1.5", "99999999999"])
def test_an_impossible_amount_is_refused_at_its_field(anna: Person, amount: str) -> None:
    opens(anna, "P07", "Geld")
    anna.fills(participation_budget=amount, communication_budget=7)
    anna.submits()
    assert anna.form.errors == {"participation_budget": "Vul een heel getal in, bijvoorbeeld 18000."}
    assert anna.form["communication_budget"] == "7"


def test_a_date_of_which_only_the_year_is_known_stays_that_way(room: Room, anna: Person) -> None:
    room.given(a_project("Oud plan", project_lead=anna, starts_on="2019", ends_on="2021-06"))
    opens(anna, "Oud plan", "Basis")
    assert anna.sees("Nu bekend: 2019. Laat leeg als je de dag nog niet weet.")
    anna.fills(summary="Uit de oude lijst")
    anna.submits()
    assert "Periode: 2019 tot en met juni 2021" in shows(anna, "Oud plan")


def test_a_date_of_which_only_the_year_is_known_can_become_exact(room: Room, anna: Person) -> None:
    room.given(a_project("Oud plan", project_lead=anna, starts_on="2026"))
    changes(anna, "Oud plan", "Basis", starts_on="2026-05-04")
    assert "Periode: 4 mei 2026 tot en met nog niet bekend" in shows(anna, "Oud plan")


def test_a_text_from_a_list_that_is_longer_than_a_form_takes_stays_whole(room: Room, anna: Person) -> None:
    long = "woord " * 700 + "einde"
    room.given(a_project("Lang", project_lead=anna, summary=long))
    changes(anna, "Lang", "Basis", size="groot")
    assert "einde" in shows(anna, "Lang")


def test_a_project_that_was_completed_can_go_on(room: Room, anna: Person) -> None:
    room.given(a_project("Kade", project_lead=anna, status="afgerond", completed_on="2026-11-02"))
    changes(anna, "Kade", "Basis", status="lopend")
    card = shows(anna, "Kade")
    assert "Status: lopend." in card
    assert "Afgerond op" not in card


def test_what_is_noted_at_the_end_is_in_the_history(room: Room, anna: Person) -> None:
    room.given(a_project("Kade", project_lead=anna))
    anna.types("/project afronden Kade")
    anna.fills(closing_note="De kade ligt er mooi bij.")
    anna.submits()
    assert "De kade ligt er mooi bij." in history(anna, "Kade")


def test_a_form_that_is_sent_twice_is_saved_once(anna: Person) -> None:
    changes(anna, "P07", "Besluit", alderman="Van den Berg")
    anna.submits_again()
    assert anna.sees("Er is niets dubbel opgeslagen.")
    assert history(anna, "P07").count("Van den Berg") == 1


def test_without_words_the_command_asks_which_project(room: Room, anna: Person) -> None:
    anna.types("/project wijzig")
    anna.clicks("Kies", beside="Park Singel")
    assert anna.sees("Kies een onderdeel")


def test_a_form_only_takes_areas_that_exist(anna: Person) -> None:
    opens(anna, "P07", "Basis")
    with pytest.raises(NotInTheRoom, match="offers no"):
        anna.fills(areas=["Atlantis"])
