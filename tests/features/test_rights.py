"""Who may do what is looked at when a button is drawn, and again when it is clicked."""

import pytest

from bot.chat.requests import Answer
from bot.people import rights
from storage.people.municipalities import Municipality
from storage.people.people import Colleague
from storage.register import projects
from storage.reports.project_list import ProjectFilter, project_lines
from tests.features.scenes import asks_for, names, rows, shows
from tests.givens import a_moment, a_project, asked
from tests.room import Person, Room

REFUSED = "Alleen de overzichthouder en collega's met een rol in dit project wijzigen dit."
ANSWERS: dict[str, Answer] = {
    "name": "Gekaapt",
    "status": "stopped",
    "title": "Gekaapt",
    "starts_on": "2026-12-09",
    "completed_on": "2026-11-20",
    "residents_told_on": "2026-11-20",
    "closing_note": "Gekaapt",
    "project": "1",
    "project_lead": "2",
    "sure": "yes",
}
CHANGES = [
    "project.edit",
    "project.edit_part",
    "project.save",
    "project.roles",
    "project.save_roles",
    "project.complete",
    "project.save_complete",
    "moment.new",
    "moment.create",
    "moment.edit",
    "moment.save",
    "moment.remove",
    "moment.tell",
    "moment.save_feedback",
    "moment.reopen",
]


@pytest.fixture
def anna(room: Room) -> Person:
    anna = room.person("Anna")
    room.given(a_project("Kade", project_lead=anna), a_moment(project="Kade", starts_on="2026-11-02"))
    return anna


@pytest.fixture
def passer_by(room: Room, anna: Person) -> Person:
    return room.person("Voorbijganger")


def register(room: Room) -> dict[str, list[tuple[object, ...]]]:
    return {table: stored for table, stored in rows(room).items() if table not in ("received", "outbox", "work")}


def test_a_button_that_somebody_makes_up_changes_nothing(room: Room, passer_by: Person) -> None:
    before = register(room)
    for action in CHANGES:
        told = asks_for(passer_by, action, ANSWERS, id="1", moment="1", part="basics", revision="1")
        assert REFUSED in told, action
        assert register(room) == before, action


@pytest.mark.parametrize(
    ("label", "beside"),
    [
        ("Wijzig", ""),
        *((each, "De driehoek") for each in ("Rollen", "Contactmoment")),
        ("Afronden", "Meer over dit project"),
    ],
)
def test_a_role_that_is_taken_away_before_the_click_counts(room: Room, anna: Person, label: str, beside: str) -> None:
    boss = room.person("Boss", admin=True)
    shows(anna, "Kade")
    names(boss, "Kade", project_lead=None)
    anna.clicks(label, beside=beside)
    assert anna.sees(REFUSED)


def test_a_form_that_was_open_is_refused_when_the_role_is_gone(room: Room, anna: Person) -> None:
    boss = room.person("Boss", admin=True)
    anna.types("/project wijzig Kade")
    anna.clicks("Basis")
    anna.fills(summary="Nog snel")
    names(boss, "Kade", project_lead=None)
    anna.submits()
    assert anna.sees(REFUSED)
    assert "Nog snel" not in shows(boss, "Kade")


def test_everybody_reads(passer_by: Person) -> None:
    assert "Project P01" in shows(passer_by, "Kade")
    passer_by.clicks("Bekijk", beside="Inloopavond")
    assert passer_by.sees("Contactmoment van Kade")
    assert not passer_by.sees("[Wijzig]")


@pytest.mark.parametrize("words", ["wie gaat er over Kade", "/project rollen Kade"])
def test_everybody_reads_who_does_what(passer_by: Person, words: str) -> None:
    passer_by.types(words)
    assert passer_by.sees("projectleider: Anna (zei ja)")
    assert not passer_by.sees("Hier is een collega voor nodig")
    assert not passer_by.sees("[Rollen]")


@pytest.mark.parametrize("words", ["wie gaat er over Kade", "wie is de projectleider van Kade", "who leads Kade?"])
def test_who_may_change_it_and_asks_who_it_is_reads_it_and_gets_no_form(anna: Person, words: str) -> None:
    anna.types(words)
    assert anna.sees("projectleider: Anna (zei ja)")
    assert anna.sees("[Rollen]")


@pytest.mark.parametrize("words", ["wie moet er nog bij Kade", "/project rollen Kade"])
def test_who_must_come_is_filled_in(anna: Person, words: str) -> None:
    anna.types(words)
    assert anna.sees("Wie doet wat?")
    assert not anna.sees("projectleider: Anna (zei ja)")


@pytest.mark.parametrize("who", ["keeper", "deputy"])
def test_the_keepers_of_the_overview_change_everything(room: Room, passer_by: Person, who: str) -> None:
    room.settings(**{who: passer_by})
    assert "[Wijzig]" in shows(passer_by, "Kade")


def test_whoever_has_any_role_may_change_the_project(room: Room, passer_by: Person) -> None:
    room.given(a_project("Markt", area_manager=passer_by))
    passer_by.types("/project wijzig Markt")
    assert passer_by.sees("Kies een onderdeel")


def test_who_registered_it_may_change_it_until_somebody_leads_it(room: Room, passer_by: Person) -> None:
    lead = room.person("Lee")
    room.given(a_project("Markt", registered_by=passer_by.id, project_lead=asked(lead)))
    assert "[Wijzig]" in shows(passer_by, "Markt")
    asks_for(lead, "role.yes", project="2", role="project_lead")
    assert "[Wijzig]" not in shows(passer_by, "Markt")


def test_a_list_of_what_somebody_may_change_holds_what_the_rule_says(room: Room, anna: Person) -> None:
    """The rule reads one project; the list asks the database for all of them."""
    bert, cor = room.person("Bert"), room.person("Cor")
    for registered, by in (("Anna", anna.id), ("Bert", bert.id), ("niemand", None)):
        room.given(
            a_project(f"{registered}, leidt", registered_by=by, project_lead=bert),
            a_project(f"{registered}, gevraagd", registered_by=by, project_lead=asked(bert)),
            a_project(f"{registered}, adviseert", registered_by=by, communication_adviser=bert),
            a_project(f"{registered}, alleen", registered_by=by),
        )
    with room.storage() as db:
        home = db.get_one(Municipality, db.info["municipality"])
        every = projects.projects_in_full(db, [line.id for line in project_lines(db, ProjectFilter(), 50)])
        assert len(every) >= 12
        for person in (anna, bert, cor):
            who = db.get_one(Colleague, person.id)
            listed = {line.name for line in project_lines(db, ProjectFilter(editor=person.id), 50)}
            assert listed == {each.name for each in every if rights.may_edit(who, home, each)}


def test_an_id_that_is_none_is_an_old_button(anna: Person) -> None:
    for made_up in ("", "0", "-1", "999", "x", "1.5", "9" * 40, "1; DROP TABLE project"):
        for action in ("project.show", "project.edit_part", "moment.show", "project.history"):
            told = asks_for(anna, action, id=made_up, moment=made_up, part="basics")
            assert "Kade" not in told or not made_up, f"{action} {made_up}"


@pytest.mark.parametrize("asked_for", ["/project wijzig", "/project afronden", "/project dank", "/project moment K"])
def test_nobody_chooses_a_project_that_they_may_not_change(
    room: Room, anna: Person, passer_by: Person, asked_for: str
) -> None:
    room.given(a_project("Kust", project_lead=anna), a_project("Klif"))
    passer_by.types(asked_for)
    assert passer_by.sees("Een project wijzigen kan wie er een rol in heeft, en de overzichthouder.")
    assert passer_by.sees_nothing_of("[Kies]")
    anna.types(asked_for)
    assert anna.sees("Kust")
    assert anna.sees_nothing_of("Klif")
    anna.clicks("Kies", beside="Kade")
    assert not anna.sees("Hier is een collega voor nodig")
