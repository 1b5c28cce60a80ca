"""Whatever people type gets a clear answer, is shown as typed, and breaks nothing."""

import pytest

from bot.chat.requests import Answer
from tests.features.scenes import asks_for, changes, opens, registers, shows
from tests.givens import a_project, an_area
from tests.room import Person, Room

NAMES = [
    "*bold* _schuin_ ~weg~ `code`",
    "<!channel> <!here> <@U1> <https://x.nl|klik>",
    "& < > &amp; &lt;",
    "**vet** ** {name} {0} {{typed}} %s %(x)s",
    "حديقة المدينة עיר",
    "\u202eomgekeerd\u202c",
    "👩‍👩‍👧‍👦 🚲 ✅",
    "'; DROP TABLE project; --",
    "<script>alert(1)</script>",
    "C:\\map\\100%_ “aanhaling” 'enkel'",
    "e\u0301e\u0301n",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_shown_as_it_was_typed(room: Room, anna: Person, name: str) -> None:
    registers(anna, name, my_role="projectleider")
    assert anna.sees(f"{name} staat in het overzicht.")
    card = shows(anna, name)
    assert card.startswith(name)
    anna.shares()
    assert room.channel.sees(name)
    opens(anna, "P01", "Basis")
    assert anna.form["name"] == name


def test_a_name_in_every_message_about_roles_is_shown_as_typed(room: Room, anna: Person) -> None:
    from tests.features.scenes import names

    tricky = room.person("{name} **vet** <@U1>")
    room.given(a_project("**{project}**", project_lead=anna))
    names(anna, "P01", communication_adviser=tricky)
    assert anna.sees("Ik vraag het nu aan {name} **vet** <@U1>.")
    assert tricky.hears("Wil jij communicatieadviseur zijn bij **{project}**?")


def test_control_signs_are_left_out(room: Room, anna: Person) -> None:
    registers(anna, "Ka\x00de\x07\x1b \ud800", my_role="projectleider")
    assert "Project P01" in shows(anna, "Kade")


def test_control_signs_in_a_command_break_nothing(anna: Person) -> None:
    for words in ("/project toon \x00", "/project nieuw \x00\ud800", "\x00", "/project \x00lijst"):
        anna.types(words)
        assert anna.screen
        anna.closes_the_form()


def test_an_empty_name_is_refused(anna: Person) -> None:
    for name in ("", "   ", "\u00a0", "\u200b\u2060", "\x00"):
        told = asks_for(anna, "project.create", {"name": name, "status": "upcoming", "my_role": "none"})
        assert "! Vul dit in." in told
    anna.types("/project lijst")
    assert anna.sees("Ik vind geen project dat hierbij past. Kies iets ruimer.")


def test_ten_thousand_signs_are_refused_at_their_field(room: Room, anna: Person) -> None:
    long = "woord " * 1_666 + "slot"
    told = asks_for(anna, "project.create", {"name": long, "status": "upcoming", "my_role": "none"})
    assert "! Dit zijn 10.000 tekens. Maak er hooguit 200 van." in told
    assert "slot" in told


@pytest.mark.parametrize("word", ["a ", "x", "%_\\", "👩‍👩‍👧‍👦"])
def test_ten_thousand_signs_after_a_command_get_an_answer(room: Room, anna: Person, word: str) -> None:
    room.given(a_project("Kade"))
    for verb in ("toon", "lijst", "zoek", "wijzig", "moment", "nieuw", "onzin"):
        anna.types(f"/project {verb} {(word * 10_000)[:10_000]}")
        assert 0 < len(anna.screen) < 5_000
        anna.closes_the_form()


def test_the_longest_text_that_fits_is_kept_whole(room: Room, anna: Person) -> None:
    room.given(a_project("Kade", project_lead=anna))
    changes(anna, "Kade", "Basis", summary="x" * 2_999 + "!")
    assert "x!" in shows(anna, "Kade")


def test_a_date_that_does_not_exist_is_refused_at_its_field(anna: Person) -> None:
    for day in ("onzin", "2026-02-30", "31-31-2026", "0000-00-00", "99999-01-01", "9999-12-31", "-"):
        told = asks_for(anna, "project.create", {"name": "Kade", "status": "upcoming", "starts_on": day})
        assert "! Die datum bestaat niet." in told, day


def test_an_area_that_does_not_exist_is_refused_at_its_field(room: Room, anna: Person) -> None:
    room.given(an_area("Noord", code="BU99990101"))
    told = asks_for(anna, "project.create", {"name": "Kade", "status": "upcoming", "areas": ("BU99990101", "BU1")})
    assert "! Dit gebied ken ik niet. Kies een gebied uit de lijst." in told


def test_a_choice_that_is_no_longer_there_is_refused_at_its_field(anna: Person) -> None:
    choices: list[dict[str, Answer]] = [{"status": "geheim"}, {"status": "upcoming", "groups": ("marsmannen",)}]
    for wrong in choices:
        told = asks_for(anna, "project.create", {"name": "Kade", **wrong})
        assert "! Deze keuze is er niet meer." in told


def test_an_unknown_action_is_an_old_button(anna: Person) -> None:
    assert "Deze knop werkt niet meer" in asks_for(anna, "project.bestaat_niet")
    assert "[Hulp]" in asks_for(anna, "project.bestaat_niet"), "it is no dead end"
    assert "Deze knop werkt niet meer" in asks_for(anna, "project.list", status="geheim")
    assert "Deze knop werkt niet meer" in asks_for(anna, "project.list", page="x")


def test_a_file_that_is_sent_without_a_word_leads_to_the_import(room: Room) -> None:
    from tests.features.scenes import asks_for

    ada, anna = room.person("Ada", admin=True), room.person("Anna")
    assert "Is dit een lijst met projecten of contactmomenten?" in asks_for(ada, "transfer.file_came")
    assert "Een lijst inlezen doet een beheerder of de overzichthouder." in asks_for(anna, "transfer.file_came")
