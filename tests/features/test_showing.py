"""One project: how it is found, and what its card tells."""

import pytest
from sqlalchemy import event

from bot.chat.cards import Button, Text
from tests.features.scenes import names, shows
from tests.givens import a_lesson, a_moment, a_project, an_area, asked, named
from tests.room import Person, Room


def a_full_project(room: Room) -> None:
    """Every field filled in."""
    room.person("Marieke", department="Ruimte")
    room.given(
        an_area("Bloemenbuurt"),
        a_project(
            "Park Singel",
            summary="Het park wordt groener.",
            status="lopend",
            phase="uitvoering",
            size="groot",
            domain="openbare ruimte",
            areas=["Bloemenbuurt"],
            areas_in_words="Oude Wal",
            groups=["omwonenden", "jongeren"],
            starts_on="2026-03",
            ends_on="2027",
            level="raadplegen",
            level_reason="Het is hun park.",
            fixed="De vijver blijft.",
            open="De speelplek.",
            promise_published_on="2026-04-01",
            decision_on="2027-02-09",
            notice_on="2026-03-15",
            participation_budget=18000,
            participation_budget_kind="incidenteel",
            participation_budget_state="toegekend",
            communication_budget=0,
            communication_budget_kind="geen",
            environment_act="omgevingsplan",
            alderman="De Groot",
            project_lead="Marieke",
            communication_adviser=asked("Kwame"),
            area_manager=named("Sanne"),
        ),
        a_moment(project="Park Singel", starts_on="2026-12-09"),
        a_lesson("Begin eerder.", project="Park Singel"),
    )


DUTCH = """
Project P01
Het park wordt groener.
Status: lopend. Er is nu iemand mee bezig.
Fase: uitvoering
Omvang: groot
Thema: openbare ruimte
Gebieden: Bloemenbuurt en Oude Wal
Doelgroepen: omwonenden en jongeren
Periode: maart 2026 tot en met 2027
Invloed van inwoners: raadplegen. De gemeente vraagt wat inwoners vinden.
Reden voor wel of geen participatie: Het is hun park.
Wat staat vast: De vijver blijft.
Wat ligt open: De speelplek.
Belofte aan inwoners gepubliceerd op: 1 april 2026
Besluit op: 9 februari 2027
Kennisgeving participatie op: 15 maart 2026
Instrument van de Omgevingswet: omgevingsplan
Wethouder: De Groot
Budget voor participatie: €\xa018.000, incidenteel, toegekend
Budget voor communicatie: €\xa00, geen
projectleider: Marieke, Ruimte (zei ja)
communicatieadviseur: Kwame (gevraagd)
participatieadviseur: nog niemand
omgevingsmanager: Sanne (nog niet gevraagd)
De driehoek is niet compleet. Dit project zoekt nog een participatieadviseur.
1 contactmoment met inwoners
Inloopavond · woensdag 9 december 2026
1 les
Begin eerder.
"""
ENGLISH = """
Status: ongoing. Someone is working on it now.
Phase: execution
Size: large
Theme: public space
Areas: Bloemenbuurt and Oude Wal
Target groups: people living nearby and young people
Period: March 2026 to 2027
Influence of residents: consult. The municipality asks what residents think.
What is open: De speelplek.
Decision on: 9 February 2027
Participation notice on: 15 March 2026
Instrument of the Environment and Planning Act: environmental plan
Budget for participation: €\xa018,000, one-off, granted
project lead: Marieke, Ruimte (said yes)
communication adviser: Kwame (asked)
participation adviser: nobody yet
The triangle is not complete.
1 activity with residents
1 lesson
"""


@pytest.mark.parametrize(("language", "lines"), [("nl", DUTCH), ("en", ENGLISH)])
def test_the_card_tells_every_field_in_words(room: Room, language: str, lines: str) -> None:
    a_full_project(room)
    card = shows(room.person("Lezer", language=language), "Park Singel")
    assert [line for line in lines.strip().splitlines() if line not in card] == []


def test_the_card_leaves_out_what_is_not_filled_in(room: Room, anna: Person) -> None:
    room.given(a_project("Kaal"))
    card = shows(anna, "Kaal")
    assert "niets ingevuld" not in card
    assert "Budget" not in card
    assert "Nog geen contactmomenten met inwoners." in card


@pytest.mark.parametrize(("status", "marked"), [("komend", True), ("lopend", True), ("afgerond", False)])
def test_only_live_projects_are_marked_as_incomplete(room: Room, anna: Person, status: str, marked: bool) -> None:
    room.given(a_project("Kade", status=status))
    assert ("De driehoek is niet compleet" in shows(anna, "Kade")) is marked


def test_a_complete_triangle_has_no_mark(room: Room, anna: Person) -> None:
    room.given(a_project("Kade", project_lead="A", communication_adviser="B", participation_adviser=asked("C")))
    assert "niet compleet" not in shows(anna, "Kade")


def test_what_residents_heard_back_is_shown_with_its_moment(room: Room, anna: Person) -> None:
    room.given(a_project("Kade"), a_moment(project="Kade", starts_on="2026-10-01", residents_told_on="2026-10-20"))
    assert "inwoners hoorden terug op 20 oktober 2026" in shows(anna, "Kade")


@pytest.mark.parametrize("signs", ["??", "...", " ?!"])
@pytest.mark.parametrize("words", ["P02", "Haven", "Oude Haven", "Wat wil jij"])
def test_punctuation_after_a_name_is_no_part_of_it(room: Room, anna: Person, words: str, signs: str) -> None:
    room.given(a_project("Park Singel"), a_project("Oude Haven Noord"), a_project("Wat wil jij?"))
    key = "P03" if words.startswith("Wat") else "P02"
    assert f"Project {key}" in shows(anna, words + signs)


def test_a_name_before_punctuation_means_that_project_alone(room: Room, anna: Person) -> None:
    room.given(a_project("Haven"), a_project("Oude Haven Noord"))
    assert "Project P01" in shows(anna, "Haven??")


@pytest.mark.parametrize("words", ["P02", "p02", "Kade", "KADE", "kad", "water langs", "P02 "])
def test_a_project_is_found_by_key_by_name_and_by_words(room: Room, anna: Person, words: str) -> None:
    room.given(a_project("Park Singel"), a_project("Kade", summary="Langs het water"))
    assert "Project P02" in shows(anna, words)


def test_an_exact_name_wins_from_names_that_hold_it(room: Room, anna: Person) -> None:
    room.given(a_project("Kade"), a_project("Kade Zuid"), a_project("Oude Kade"))
    assert "Project P01" in shows(anna, "kade")


def test_an_exact_name_with_an_accent_wins_too(room: Room, anna: Person) -> None:
    room.given(a_project("Één loket"), a_project("Één loket Zuid"))
    assert "Project P01" in shows(anna, "Één loket")


def test_several_hits_are_a_choice(room: Room, anna: Person) -> None:
    room.given(a_project("Kade Noord"), a_project("Kade Zuid", status="komend"), a_project("Park"))
    anna.types("/project toon kade")
    assert anna.sees("Kade Noord · P01 · lopend")
    assert anna.sees("Kade Zuid · P02 · komend")
    assert not anna.sees("Park")
    anna.clicks("Kies", beside="Kade Zuid")
    assert anna.sees("Project P02")


def test_nothing_found_helps_on(room: Room, anna: Person) -> None:
    room.given(a_project("Kade"))
    anna.types("/project toon luchthaven")
    assert anna.sees("Ik vind geen project met luchthaven.")
    anna.clicks("Zoek een ander project")
    anna.fills(words="kade")
    anna.submits()
    anna.clicks("Bekijk")
    assert anna.sees("Project P01")


def test_without_words_the_last_few_come_up(room: Room, anna: Person) -> None:
    room.given(*(a_project(f"Project {number}") for number in range(7)))
    room.given(a_project("Van mij", project_lead=anna))
    anna.types("/project toon")
    assert anna.sees("Van mij")
    assert anna.screen.count("[Kies]") == 1


def test_in_an_empty_register_somebody_can_begin(anna: Person) -> None:
    anna.types("/project toon")
    assert anna.sees("Er staan nog geen projecten in het overzicht.")
    anna.clicks("Nieuw project")
    assert anna.form.title == "Nieuw project"


def test_others_see_who_may_change_it_and_no_buttons_to_do_so(room: Room, anna: Person) -> None:
    room.given(a_project("Kade"))
    card = shows(anna, "Kade")
    assert "Alleen de overzichthouder en collega's met een rol in dit project wijzigen dit." in card
    assert "[Wijzig]" not in card


def test_a_card_is_private_until_it_is_shared(room: Room, anna: Person) -> None:
    room.given(a_project("Kade", project_lead=anna))
    shows(anna, "Kade")
    assert room.channel.is_silent()
    anna.shares()
    assert room.channel.sees("Kade")


@pytest.mark.parametrize("answer", ["Ja", "Dit is niet mijn taak"])
def test_an_answer_to_a_role_is_no_change_by_whoever_answered(room: Room, anna: Person, answer: str) -> None:
    kwame = room.person("Kwame")
    room.given(a_project("Kade", project_lead=anna))
    names(anna, "Kade", communication_adviser=kwame)
    kwame.clicks(answer)
    assert "door Anna" in shows(anna, "Kade")


def test_a_shared_card_has_no_private_parts(room: Room, anna: Person) -> None:
    room.given(a_project("Kade", project_lead=anna))
    anna.types("/project wijzig Kade")
    anna.clicks("Basis")
    anna.fills(summary="Langs het water")
    anna.submits()
    assert "Laatst gewijzigd" in shows(anna, "Kade")
    anna.shares("Laatst gewijzigd")
    assert room.channel.sees("Langs het water")
    for private in ("Laatst gewijzigd", "[Geschiedenis]", "[Wijzig]", "[Rollen]", "[Afronden]"):
        assert not room.channel.sees(private)


def test_a_click_in_the_channel_answers_only_who_clicked(room: Room, anna: Person) -> None:
    room.given(a_project("Kade", project_lead=anna))
    kwame = room.person("Kwame")
    shows(anna, "Kade")
    anna.shares()
    kwame.clicks("Bekijk", beside="De driehoek")
    assert kwame.sees("Alleen de overzichthouder en collega's met een rol")
    assert not anna.sees("Alleen de overzichthouder en collega's met een rol")


def test_history_tells_who_changed_what_from_and_to(room: Room, anna: Person) -> None:
    from tests.features.scenes import changes, history

    room.given(a_project("Kade", project_lead=anna, status="komend"))
    changes(anna, "Kade", "Basis", status="lopend", name="Kade Zuid")
    told = history(anna, "Kade Zuid")
    assert "23 november 2026, Anna: Status van komend naar lopend" in told
    assert "23 november 2026, Anna: Naam van Kade naar Kade Zuid" in told


# Whatever they need: what is not there is an old button, which changes nothing either.
EVERY_ARGUMENT = {"id": "1", "moment": "1", "session": "1", "lesson": "1", "project": "1", "key": "level", "page": "1"}


def test_what_only_shows_something_changes_nothing(room: Room) -> None:
    """Teams draws such a row to be tapped as a whole, and asks it again on the way back."""
    room.sample()
    anna = room.person("Anna", admin=True)
    actions = [action for action in room.service.router.actions if Button(Text("?"), action).shows]
    assert len(actions) > 30
    wrote: set[str] = set()

    def remember(conn: object, cursor: object, statement: str, *rest: object) -> None:
        words = statement.split()
        if words[0] in ("INSERT", "UPDATE", "DELETE"):
            wrote.add(f"{words[0]} {words[2] if words[0] != 'UPDATE' else words[1]}")

    for action in actions:
        for args in ({}, EVERY_ARGUMENT):
            wrote.clear()
            event.listen(room.database.engine, "before_cursor_execute", remember)
            room.service.answer(room.knock(anna, anna.direct, action, args))
            event.remove(room.database.engine, "before_cursor_execute", remember)
            # What takes long is put to work, and draws.
            assert wrote <= {"INSERT work"}, action


def test_what_is_to_be_done_stands_above_what_is_known(room: Room) -> None:
    """On a telephone the card is three screens long, and a busy colleague reads the first."""
    anna = room.person("Anna")
    room.given(a_project("Kade", project_lead=anna))
    card = shows(anna, "Kade")
    assert card.index("[Volgende stap]") < card.index("Kijk hier eens naar") < card.index("Status: lopend")
    assert card.count("[Volgende stap]") == 1
    assert "[Volgende stap]" not in shows(room.person("Lezer"), "Kade")


def test_my_page_shows_what_goes_on_and_what_is_over_only_when_nothing_else_is(room: Room) -> None:
    anna = room.person("Anna")
    room.given(a_project("Oud", status="afgerond", project_lead=anna))
    assert "Oud · afgerond" in anna.home()
    room.given(a_project("Kade", project_lead=anna))
    assert "Kade · lopend" in anna.home()
    assert "Oud" not in anna.home()


@pytest.mark.parametrize("typed", ["Wijk-12", "wijk-12", "WIJK-12", "Wijk-12 ", "park singel"])
def test_a_key_is_found_however_it_is_typed(room: Room, typed: str) -> None:
    room.given(a_project("Park Singel", key="Wijk-12"), a_project("Wijk 1", key="P07"))
    assert shows(room.person("Anna"), typed).startswith("Park Singel")
