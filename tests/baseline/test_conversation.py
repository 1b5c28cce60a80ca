"""`/project basis`, as people use it."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import event

from bot.chat.cards import Picture
from storage.register import step_marks
from tests.features.scenes import asks_for, changes, registers, shows
from tests.givens import a_moment, a_project
from tests.room import Person, Room
from tests.screens import read

LOOKS = ("Alle stappen", "Wie doet wat?", "Hoe doe ik dit?")


def a_quay(room: Room, **fields: Any) -> None:
    """Of Anna and Bert, in its plan, with an evening on 8 December to which nobody is invited yet."""
    anna, bert = room.people[:2]
    usual: dict[str, Any] = {"project_lead": anna, "communication_adviser": bert, "participation_adviser": bert}
    usual |= {"level": "raadplegen", "phase": "plan", "size": "middel", "status": "lopend"}
    known = {key: value for key, value in {**usual, **fields}.items() if value is not None}
    room.given(a_project("Kade", **known), a_moment("Avond", project="Kade", starts_on="2026-12-08"))


def steps(person: Person, project: str = "Kade") -> str:
    person.types(f"/project basis {project}")
    return person.screen


def test_an_invitation_that_waits_is_said_with_the_one_thing_it_waits_for(
    room: Room, anna: Person, bert: Person
) -> None:
    a_quay(room)
    said = steps(anna)
    waits = "De uitnodiging voor dinsdag 8 december wacht op één ding van Anna:"
    assert f"{waits} Vastgelegd: wat staat vast, wat ligt open, welk niveau" in said
    assert "De uitnodiging kan tot en met dinsdag 24 november." in said
    anna.clicks("Vul aan", beside="De uitnodiging kan")
    anna.fills(fixed="De kade blijft open", open="Het groen")
    anna.submits()
    assert "wacht op één ding van Bert: Belofte aan inwoners opgesteld en gepubliceerd" in steps(anna)
    assert "wacht op één ding van Bert:" in steps(bert)


def test_what_only_people_know_is_done_with_one_click_and_stays_so(room: Room, anna: Person, bert: Person) -> None:
    a_quay(room)
    steps(anna)
    anna.clicks("Klaar", beside="Omgevingsanalyse")
    assert "Omgevingsanalyse" not in anna.screen
    anna.clicks("Alle stappen")
    assert "\nplan\nGedaan: Omgevingsanalyse" in anna.screen, "under its phase"
    anna.clicks("Toch niet", beside="Omgevingsanalyse")
    assert "Nog te doen: Omgevingsanalyse" in anna.screen


def test_a_step_is_left_out_with_a_reason_and_not_asked_for_again(room: Room, anna: Person, bert: Person) -> None:
    a_quay(room)
    steps(bert)
    bert.clicks("Zo afgesproken, want…")
    bert.fills(step="O6", reason="Het komt uit het gebiedsbudget")
    bert.submits()
    assert "Budget en uren" not in bert.screen
    anna.types("/project basis Kade")
    anna.clicks("Alle stappen")
    wanted = (
        "Zo afgesproken: Budget en uren voor participatie en communicatie geregeld, want Het komt uit het gebiedsbudget"
    )
    assert wanted in anna.screen


def test_a_fact_that_disappears_opens_its_step_again(room: Room, anna: Person, bert: Person) -> None:
    a_quay(room, fixed="De kade", open="Het groen", participation_budget=500)
    assert "Budget en uren" not in steps(anna)
    changes(anna, "Kade", "Geld", participation_budget="")
    assert "Budget en uren" in steps(anna)


def test_a_small_project_meets_eleven_steps_and_a_larger_one_all(room: Room, anna: Person, bert: Person) -> None:
    a_quay(room, size="klein")
    assert "van de 11 stappen gedaan" in steps(anna)
    changes(anna, "Kade", "Basis", size="groot")
    assert "van de 28 stappen gedaan" in steps(anna)


def test_a_project_without_size_or_phase_has_steps_too(room: Room, anna: Person, bert: Person) -> None:
    a_quay(room, size=None, phase=None)
    assert "van de 11 stappen gedaan" in steps(anna)


def test_a_project_of_which_nobody_said_how_far_it_is_is_behind_with_nothing(room: Room, anna: Person) -> None:
    registers(anna, "Brug", status="ongoing")
    assert "Nog open van eerder" not in steps(anna, "Brug")
    assert anna.sees("Ook nu\n")
    changes(anna, "Brug", "Basis", phase="plan")
    assert "Nog open van eerder" in steps(anna, "Brug")


def test_who_filled_something_in_goes_on_with_the_next_step(room: Room, anna: Person, bert: Person) -> None:
    a_quay(room)
    steps(anna)
    anna.clicks("Vul aan", beside="De uitnodiging kan")
    anna.fills(fixed="De kade blijft open", open="Het groen")
    anna.submits()
    anna.clicks("Volgende stap")
    assert anna.sees("wacht op één ding van Bert")


@pytest.mark.parametrize(
    "words", ["wat is de volgende stap van kade?", "stappen kade", "what is the next step of kade"]
)
def test_the_next_step_is_asked_for_in_own_words(room: Room, anna: Person, bert: Person, words: str) -> None:
    a_quay(room)
    anna.types(words)
    assert anna.sees("Stappen van Kade")


def test_my_next_steps_over_all_my_projects(room: Room, anna: Person, bert: Person) -> None:
    a_quay(room)
    room.given(a_project("Brug", project_lead=anna, status="komend", phase="opdracht"))
    anna.types("/project basis")
    assert "Kade: Vastgelegd: wat staat vast" in anna.screen
    assert "Brug: Driehoek compleet" in anna.screen
    assert "Kade: Vastgelegd: wat staat vast, wat ligt open, welk niveau · Anna" in anna.screen, "whose it is, by name"
    anna.clicks("Bekijk", beside="Brug")
    assert "Stappen van Brug" in anna.screen


def test_who_does_what_is_made_of_the_owners_of_steps(room: Room, anna: Person, bert: Person) -> None:
    a_quay(room)
    steps(anna)
    anna.clicks("Wie doet wat?")
    communication, together = anna.screen.index("Alleen communicatie"), anna.screen.index("Samen\n")
    assert communication < anna.screen.index("Kernboodschap en kanalen klaar") < together
    assert together < anna.screen.index("Belofte aan inwoners") < anna.screen.index("Alleen participatie")


def test_a_button_of_a_step_that_is_not_there_changes_nothing(room: Room, anna: Person, bert: Person) -> None:
    a_quay(room)
    for step in ("X9", "O1", "P5", ""):
        room.service.answer(room.knock(anna, anna.direct, "baseline.done", {"id": "1", "step": step}))
    with room.storage() as db:
        assert step_marks.step_marks(db) == []


def test_who_moves_on_is_asked_once_about_what_is_open(room: Room, anna: Person, bert: Person) -> None:
    a_quay(room)
    changes(anna, "Kade", "Basis", phase="uitvoering")
    assert anna.sees("Dit staat nog open van eerder.")
    anna.clicks("Hier niet nodig, want…", beside="Budget en uren")
    anna.fills(reason="Het kost niets")
    anna.submits()
    changes(anna, "Kade", "Basis", summary="Een kade")
    assert "nog open van eerder" not in anna.screen
    changes(anna, "Kade", "Basis", phase="verwerking")
    assert "Belofte aan inwoners" in anna.screen
    assert "Budget en uren" not in anna.screen


def test_who_can_go_on_hears_it_once(room: Room, anna: Person, bert: Person) -> None:
    """What was done before anybody looked is no news; nor is what somebody did themselves."""
    a_quay(room)
    room.at("2026-11-24 12:00")
    assert not bert.hears("Je kunt verder")
    changes(anna, "Kade", "Invloed van inwoners", fixed="De kade blijft open", open="Het groen")
    room.at("2026-11-25 12:00")
    heard = [shown.text for shown in bert.messages if "Je kunt verder bij Kade." in shown.text]
    assert len(heard) == 1
    assert "Nu kan: “Kernboodschap en kanalen klaar" in heard[0]
    assert "Belofte aan inwoners" in heard[0]
    room.at("2026-12-04 12:00")
    assert len([shown for shown in bert.messages if "Je kunt verder" in shown.text]) == 1
    assert not [shown for shown in anna.messages if "Je kunt verder" in shown.text]


def test_completing_shows_what_was_left_out_and_why(room: Room, anna: Person, bert: Person) -> None:
    a_quay(room)
    steps(anna)
    anna.clicks("Zo afgesproken, want…")
    anna.fills(step="O6", reason="Het kost niets")
    anna.submits()
    anna.types("/project afronden Kade")
    anna.submits()
    assert anna.sees("Budget en uren voor participatie en communicatie geregeld, want Het kost niets")


def test_a_new_project_says_what_comes_first(room: Room, anna: Person) -> None:
    registers(anna, "Brug")
    assert anna.sees("Eerste stap: Driehoek compleet")
    anna.clicks("Volgende stap")
    assert anna.sees("Stappen van Brug")


def test_what_waiting_costs_is_for_who_decides_and_names_nobody(room: Room) -> None:
    room.sample()
    ilse, cor = room.person("Ilse", admin=True), room.person("Cor")
    cor.types("/overzicht wachten")
    assert cor.sees("Dit is voor de afdelingshoofden")
    ilse.types("/overzicht wachten")
    assert ilse.sees("163 dagen wachten, in 2 projecten samen.")
    assert ilse.sees("wacht op “Vastgelegd: wat staat vast, wat ligt open, welk niveau”: 62 dagen, in 1 project")
    assert ilse.sees("Om over te nemen in een voorstel:)\nIn 2 projecten wacht werk op een stap")
    room.settle()
    [picture] = [block for shown in ilse.messages for block in shown.card.body if isinstance(block, Picture)]
    assert "wacht op “Vastgelegd: wat staat vast, wat ligt open, welk niveau”: 62 dagen" in read(picture.alt)
    assert not [name for name in ("Pieter", "Parkeerbeleid", "Verkeersplan") if name in ilse.screen]
    ilse.types("/overzicht sturing")
    assert ilse.sees("Wachten op elkaar: 163 dagen, in 2 projecten. Het duurst: “")


def test_what_is_agreed_of_a_step_holds_for_the_point_and_the_other_way_round(
    room: Room, anna: Person, bert: Person
) -> None:
    a_quay(room)
    steps(anna)
    anna.clicks("Zo afgesproken, want…")
    anna.fills(step="O6", reason="Het kost niets")
    anna.submits()
    assert "Is er geld" not in shows(anna, "Kade")
    assert anna.sees("er is geen bedrag voor participatie, want Het kost niets")
    anna.clicks("Trek in")
    assert "Budget en uren" in steps(anna)
    anna.types("/project toon Kade")
    anna.clicks("Zo afgesproken", beside="Waarover mogen inwoners meepraten")
    anna.fills(reason="De raad beslist in januari")
    anna.submits()
    steps(anna)
    anna.clicks("Alle stappen")
    assert anna.sees("wat ligt open, welk niveau, want De raad beslist in januari")
    anna.clicks("Toch niet", beside="wat ligt open, welk niveau")
    assert "Vastgelegd: wat staat vast" in steps(anna)


def test_what_was_done_before_anybody_looked_is_no_news(room: Room, anna: Person, bert: Person) -> None:
    a_quay(room, fixed="De kade", open="Het groen")
    room.at("2026-11-27 12:00")
    assert not [shown for shown in bert.messages if "Je kunt verder" in shown.text]


def leaves_out(person: Person, project: str, step: str, reason: str) -> None:
    steps(person, project)
    person.clicks("Zo afgesproken, want…")
    person.fills(step=step, reason=reason)
    person.submits()


@pytest.mark.parametrize(("step", "name"), [("O6", "Budget en uren"), ("O3", "Overzicht bekeken")])
def test_what_was_left_out_before_is_offered_to_the_next_project_of_the_same_lead(
    room: Room, anna: Person, bert: Person, step: str, name: str
) -> None:
    """A point, or a step that is ticked; never by itself."""
    a_quay(room)
    leaves_out(anna, "Kade", step, "Het komt uit het gebiedsbudget.")
    registers(anna, "Brug", my_role="project_lead")
    assert anna.sees(f"Bij Kade lieten jullie “{name}")
    steps(anna, "Brug")
    assert anna.sees("weg, want Het komt uit het gebiedsbudget.")
    assert name in anna.screen
    anna.clicks("Hier ook", beside=name)
    assert "lieten jullie" not in anna.screen
    assert name not in anna.screen
    anna.clicks("Alle stappen")
    assert anna.sees(", want Het komt uit het gebiedsbudget")


def test_what_was_left_out_is_offered_to_nobody_else(room: Room, anna: Person, bert: Person) -> None:
    """Who has no role in that project does not read its reasons, and another lead made no such agreement."""
    cor = room.person("Cor", admin=True)
    a_quay(room)
    leaves_out(anna, "Kade", "O3", "Het loopt mee met de riolering")
    room.given(a_project("Brug", project_lead=anna, communication_adviser=bert), a_project("Plein", project_lead=bert))
    assert "riolering" in steps(anna, "Brug")
    assert "riolering" in steps(bert, "Brug")
    assert "riolering" not in steps(cor, "Brug")
    assert "riolering" not in steps(bert, "Plein")
    for project in ("1", "3", "x"):
        args = {"id": "2", "step": "O6", "from": project}
        room.service.answer(room.knock(anna, anna.direct, "baseline.same", args))
    with room.storage() as db:
        assert [mark.project_id for mark in step_marks.step_marks(db)] == [1]


def test_the_gate_offers_it_too(room: Room, anna: Person, bert: Person) -> None:
    a_quay(room)
    leaves_out(anna, "Kade", "O6", "Het kost niets")
    room.given(a_project("Brug", project_lead=anna, level="raadplegen", phase="opdracht", status="lopend"))
    changes(anna, "Brug", "Basis", phase="plan")
    anna.clicks("Hier ook", beside="Budget en uren")
    assert "Budget en uren" not in steps(anna, "Brug")


def test_the_card_asks_the_database_four_things_beside_who_asks_and_the_project(room: Room) -> None:
    """Facts with their moments, agreements, what was said of steps, and the municipality's own versions of them."""
    room.sample()
    anna = room.person("Anna", admin=True)
    asked: list[str] = []

    @event.listens_for(room.database.engine, "before_cursor_execute")
    def hears(_: object, __: object, statement: str, *___: object) -> None:
        asked.extend([statement] if statement.startswith("SELECT") else [])

    counts = {}
    for action in ("project.show", "baseline.show"):
        room.service.answer(room.knock(anna, anna.direct, action, {"id": "3"}))
        asked.clear()
        room.service.answer(room.knock(anna, anna.direct, action, {"id": "3"}))
        counts[action] = len(asked)
    who_asks, the_project = 1, 2
    assert counts["baseline.show"] == who_asks + the_project + 4
    assert counts["baseline.show"] < counts["project.show"]


def test_a_step_that_two_do_at_once_is_done_once(room: Room, anna: Person, bert: Person) -> None:
    """By whoever was first; the other sees that it is done."""
    a_quay(room)
    steps(anna)
    steps(bert)
    bert.clicks("Klaar", beside="Omgevingsanalyse")
    anna.clicks("Klaar", beside="Omgevingsanalyse")
    assert "Omgevingsanalyse" not in anna.screen
    with room.storage() as db:
        [mark] = step_marks.step_marks(db)
    assert (mark.step, mark.marked_by) == ("P1", bert.id)


def test_at_the_same_moment_too(room: Room, anna: Person, bert: Person) -> None:
    """From threads, as requests come: nobody gets an error, and one mark is kept."""
    a_quay(room)
    knocks = [
        room.knock(who, who.direct, action, {"id": "1", "step": step})
        for who in (anna, bert) * 4
        for action, step in (("baseline.done", "P1"), ("baseline.undo", "O3"), ("baseline.done", "O3"))
    ]
    with ThreadPoolExecutor(8) as together:
        answers = list(together.map(room.service.answer, knocks))
    assert all("Stappen van {project}" in str(answer.replies) for answer in answers)
    with room.storage() as db:
        marks = [(mark.step, mark.is_done) for mark in step_marks.step_marks(db)]
    assert ("P1", True) in marks
    assert len(marks) == len(set(marks)) <= 2


def test_a_size_that_changes_in_the_middle_loses_nothing_that_was_said(room: Room, anna: Person, bert: Person) -> None:
    a_quay(room)
    steps(anna)
    anna.clicks("Klaar", beside="Omgevingsanalyse")
    leaves_out(anna, "Kade", "P3", "De website heeft het al")
    changes(anna, "Kade", "Basis", size="klein")
    assert "Omgevingsanalyse" not in steps(anna)
    assert anna.sees("van de 11 stappen gedaan")
    changes(anna, "Kade", "Basis", size="middel")
    steps(anna)
    anna.clicks("Alle stappen")
    assert anna.sees("Gedaan: Omgevingsanalyse")
    assert anna.sees("Kernboodschap en kanalen klaar, in duidelijke taal, want De website heeft het al")


def test_a_contact_moment_that_is_removed_opens_what_it_had_closed(room: Room, anna: Person, bert: Person) -> None:
    a_quay(room, fixed="De kade", open="Het groen", participation_budget=500, promise_published_on="2026-11-01")
    steps(anna)
    anna.clicks("Alle stappen")
    assert anna.sees("Gedaan: Vorm, doelgroep, gebied en datum gekozen")
    anna.types("/project toon Kade")
    anna.clicks("Bekijk", beside="Avond")
    anna.clicks("Verwijder", confirming="gaat uit het overzicht")
    steps(anna)
    anna.clicks("Alle stappen")
    assert anna.sees("Open: Vorm, doelgroep, gebied en datum gekozen")


def test_whoever_may_see_the_project_may_look_at_its_steps(room: Room, anna: Person, bert: Person) -> None:
    """By the same rule as the card of the project: to look is for all colleagues, to act for those with a role."""
    eva = room.person("Eva")
    a_quay(room)
    said = steps(eva)
    assert "wacht op één ding van projectleider" in said
    assert eva.sees("Stappen afronden kan wie een rol heeft in dit project (Anna en Bert), en de overzichthouder.")
    assert said.count("Anna") == said.count("Bert") == 1, "what is still open is not told of anybody by name"
    acts = [button.label for _, button in eva.came_up if button.label not in LOOKS]
    assert acts == []
    eva.clicks("Alle stappen")
    assert "[Toch niet]" not in eva.screen
    anna.types("/project basis Kade")
    assert anna.sees_nothing_of("Stappen afronden kan")
    assert "Alleen de overzichthouder en collega's met een rol" in asks_for(eva, "baseline.done", id="1", step="O3")


def test_nobody_has_a_role_yet_is_said_too(room: Room, anna: Person, bert: Person) -> None:
    a_quay(room, project_lead=None, communication_adviser=None, participation_adviser=None)
    steps(anna)
    assert anna.sees("Niemand heeft nog een rol in dit project: alleen de overzichthouder kan nu stappen afronden.")


def test_a_step_that_was_done_cannot_be_undone_by_who_only_looks(room: Room, anna: Person, bert: Person) -> None:
    eva = room.person("Eva")
    a_quay(room)
    steps(anna)
    anna.clicks("Klaar", beside="Omgevingsanalyse")
    steps(eva)
    eva.clicks("Alle stappen")
    assert eva.sees("Gedaan: Omgevingsanalyse")
    assert "[Toch niet]" not in eva.screen
    anna.clicks("Alle stappen")
    assert "[Toch niet]" in anna.screen
