"""Choosing by chat which column of a list is which, and reading in what was checked."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select, update

from bot.chat.cards import Attachment
from storage.messages.uploads import Upload
from storage.people.people import Colleague
from storage.register.column_choices import ColumnChoice
from storage.register.projects import Project
from tests.room import Person, Room
from tests.transfer.test_conversation import a_file

STRANGE = ("Kenmerkje;Wat we doen;Aanvangje;Opmerkingen", "A-1;Singel;2026-03-01;let op", "A-2;Park;2026-05;")


@pytest.fixture
def anna(room: Room) -> Person:
    return room.person("Anna", admin=True)


def checks(person: Person, *files: Attachment, **answers: str) -> None:
    """As the form stands: nothing goes in yet."""
    person.types("/project import")
    person.fills(file=list(files), **answers)
    person.submits()


def projects(room: Room) -> list[tuple[str, str]]:
    with room.storage() as db:
        return [(row.key or "", row.name) for row in db.scalars(select(Project).order_by(Project.id))]


def the_strange_list(name: str = "projecten.csv") -> Attachment:
    return a_file(name, *STRANGE)


# Lees nu in


def test_checking_is_the_first_step_and_one_click_reads_the_same_file_in(room: Room, anna: Person) -> None:
    checks(anna, a_file("projecten.csv", "id;naam", "P1;Singel"))
    assert anna.hears("De lijst is gecontroleerd")
    assert projects(room) == []
    anna.clicks("Lees nu in")
    assert anna.sees("Ik ben ermee bezig")
    assert anna.hears("De lijst is ingelezen")
    assert projects(room) == [("P1", "Singel")]


def test_the_platform_is_not_asked_for_the_file_again(room: Room, anna: Person) -> None:
    checks(anna, a_file("projecten.csv", "id;naam", "P1;Singel"))
    room._files.clear()
    anna.clicks("Lees nu in")
    assert projects(room) == [("P1", "Singel")]


def test_pressed_twice_it_goes_in_once(room: Room, anna: Person) -> None:
    checks(anna, a_file("projecten.csv", "id;naam", "P1;Singel"))
    anna.clicks("Lees nu in")
    reports = len(anna.messages)
    anna.clicks("Lees nu in")
    assert anna.sees("De lijst gaat er één keer in.")
    assert len(anna.messages) == reports


def test_a_list_that_changes_nothing_has_no_button_to_read_it_in(room: Room, anna: Person) -> None:
    checks(anna, a_file("projecten.csv", "id;naam", "P1;Singel"))
    anna.clicks("Lees nu in")
    checks(anna, a_file("projecten.csv", "id;naam", "P1;Singel"))
    assert anna.hears("Alles uit deze lijst staat er al zo in. Inlezen hoeft niet.")
    assert "Lees nu in" not in anna.messages[-1].text
    checks(anna, a_file("projecten.csv", "id;naam", "P1;Singel", "P2;Park"))
    assert anna.hears("projecten: 1 nieuw, 0 veranderd, 1 gelijk gebleven")
    assert "Lees nu in" in anna.messages[-1].text


def test_a_button_of_somebody_else_gives_nobody_their_file(room: Room, anna: Person) -> None:
    checks(anna, a_file("projecten.csv", "id;naam", "P1;Singel"))
    with room.storage() as db:
        given = db.scalars(select(Upload)).one()
    bert = room.person("Bert", admin=True)
    for action in ("transfer.read_in", "transfer.columns", "transfer.choose_columns"):
        bert._knock(bert.direct, action, {"id": str(given.id), "turn": "0", "sheet": "0"})
        assert bert.sees("Deze heb ik niet meer.")
    assert projects(room) == []


def test_after_a_day_the_file_is_chosen_again(room: Room, anna: Person) -> None:
    checks(anna, a_file("projecten.csv", "id;naam", "P1;Singel"))
    room.turn(hours=25)
    anna.clicks("Lees nu in")
    assert anna.sees("Ik bewaar een lijst hooguit een dag. Deze heb ik niet meer.")
    assert projects(room) == []
    anna.clicks("Kies een bestand")
    anna.fills(file=[a_file("projecten.csv", "id;naam", "P1;Singel")])


def test_who_may_not_any_more_reads_nothing_in(room: Room, anna: Person) -> None:
    checks(anna, the_strange_list(), list="projecten")
    with room.storage() as db:
        db.execute(update(Colleague).where(Colleague.id == anna.id).values(is_admin=False))
    anna.clicks("Kies kolommen")
    assert anna.sees("Een lijst inlezen doet een beheerder of de overzichthouder")


def test_a_file_that_the_platform_does_not_give_is_asked_again(room: Room, anna: Person) -> None:
    anna.types("/project import")
    anna.fills(file=[a_file("projecten.csv", "id;naam", "P1;Singel")])
    room.content_of = gone  # type: ignore[method-assign]
    anna.submits()
    assert anna.hears("Ik kon projecten.csv niet ophalen. Er is niets ingelezen.")


def gone(file: object) -> bytes:
    raise LookupError("no access")


# The form


def test_what_is_not_known_is_chosen_with_its_values_beside_it_and_goes_in(room: Room, anna: Person) -> None:
    checks(anna, the_strange_list())
    assert anna.hears("Uit deze lijst kan ik niets inlezen")
    assert anna.hears("Je hoeft het bestand niet opnieuw te geven.")
    assert "Zo gaat het als je de lijst inleest" not in anna.chat
    anna.clicks("Kies kolommen")
    assert "naam: welke kolom is dit?" in anna.screen
    assert "Wat we doen: Singel · Park" in anna.options("column_name")
    assert anna.options("column_name")[0] == "Niet gebruiken"
    anna.fills(column_name="Wat we doen")
    anna.submits()
    assert anna.hears("projecten: 2 nieuw")
    assert projects(room) == [], "first it is checked"
    anna.clicks("Lees nu in")
    assert [name for _, name in projects(room)] == ["Singel", "Park"]


def test_number_name_and_dates_are_where_they_were_chosen_to_be(room: Room, anna: Person) -> None:
    checks(anna, the_strange_list())
    anna.clicks("Kies kolommen")
    everything(anna, column_name="Wat we doen", column_key="Kenmerkje", column_starts_on="Aanvangje")
    anna.submits()
    anna.clicks("Lees nu in")
    assert projects(room) == [("A-1", "Singel"), ("A-2", "Park")]
    with room.storage() as db:
        assert str(db.scalars(select(Project.starts_on).where(Project.key == "A-2")).one()) == "2026-05"


def everything(person: Person, **answers: str) -> None:
    """Turns the pages until each is filled in."""
    left = dict(answers)
    for _ in range(12):
        for key in [key for key in left if key in person.form]:
            person.fills(**{key: left.pop(key)})
        if not left:
            return
        person.clicks("Toon meer kolommen")
    raise AssertionError(f"nowhere asked: {left}")


def test_what_was_chosen_holds_for_the_next_list_with_that_header_row(room: Room, anna: Person) -> None:
    checks(anna, the_strange_list())
    anna.clicks("Kies kolommen")
    anna.fills(column_name="Wat we doen")
    anna.submits()
    room.at("2026-11-24 12:00")
    bert = room.person("Bert", admin=True)
    checks(bert, a_file("anders.csv", STRANGE[0].upper(), "B-1;Plein;2027;"))
    assert bert.hears("anders.csv: de kolommen zijn gekozen zoals op 23 november 2026.")
    assert bert.hears("projecten: 1 nieuw")
    bert.clicks("Kies kolommen")
    everything(bert, column_name="WAT WE DOEN: Plein")


def test_a_choice_can_be_made_again_and_its_report_is_the_one_that_counts(room: Room, anna: Person) -> None:
    checks(anna, a_file("projecten.csv", "id;naam;omschrijving", "P1;Singel;Een plan"))
    anna.clicks("Kies kolommen")
    everything(anna, column_name="omschrijving", column_summary="Niet gebruiken")
    anna.submits()
    old_report(anna)
    assert anna.sees("Gebruik de knop onder het nieuwste verslag.")
    assert projects(room) == []
    anna.clicks("Lees nu in")
    assert projects(room) == [("P1", "Een plan")]


def old_report(anna: Person) -> None:
    with_button = [shown for shown in anna.messages if "Lees nu in" in shown.text]
    [button] = [found for found in with_button[0].clickables if found.label == "Lees nu in"]
    anna.presses(button)


def test_one_column_is_not_two_things(room: Room, anna: Person) -> None:
    checks(anna, a_file("projecten.csv", "id;naam;toelichtinkje", "P1;Singel;Een plan"))
    anna.clicks("Kies kolommen")
    everything(anna, column_name="toelichtinkje", column_summary="toelichtinkje")
    anna.submits()
    assert anna.sees("Deze kolom koos je al voor ")
    everything(anna, column_summary="Niet gebruiken")
    anna.submits()
    anna.clicks("Lees nu in")
    assert projects(room) == [("P1", "Een plan")]


def test_what_a_list_can_not_do_without_is_asked_for(room: Room, anna: Person) -> None:
    checks(anna, a_file("projecten.csv", "id;naam", "P1;Singel"))
    anna.clicks("Kies kolommen")
    anna.fills(column_name="Niet gebruiken")
    anna.submits()
    assert anna.sees("Zonder deze kolom kan ik de lijst niet lezen.")


def test_which_list_it_is_can_be_chosen(room: Room, anna: Person) -> None:
    checks(anna, a_file("export.csv", "Wat;Toelichtinkje", "Singel;x"))
    assert anna.hears("export.csv: kies welke lijst dit is.")
    anna.clicks("Kies kolommen")
    anna.fills(list="projecten")
    anna.submits()
    anna.clicks("Kies kolommen")
    anna.fills(column_name="Wat")
    anna.submits()
    anna.clicks("Lees nu in")
    assert [name for _, name in projects(room)] == ["Singel"]


def test_a_list_that_nobody_recognises_can_be_called_by_its_name(room: Room, anna: Person) -> None:
    checks(anna, a_file("bestand.csv", "wat;naam;zwaarte", "P1;Singel;4"))
    anna.clicks("Kies kolommen")
    assert list(anna.form.fields) == ["list"]
    anna.form.answers.pop("list", None)
    anna._knock(anna.direct, "transfer.choose_columns", dict(anna.form.ask.form.args))
    assert anna.sees("kies welke lijst dit is")
    anna.fills(list="projecten")
    anna.submits()
    anna.clicks("Lees nu in")
    assert [name for _, name in projects(room)] == ["Singel"]


def test_two_clicks_at_the_same_moment_read_it_in_once(room: Room, anna: Person) -> None:
    checks(anna, a_file("projecten.csv", "naam", "Singel"))
    with room.storage() as db:
        args = {"id": str(db.scalars(select(Upload.id)).one()), "turn": "0"}
    knocks = [room.knock(anna, anna.direct, "transfer.read_in", args) for _ in range(4)]
    with ThreadPoolExecutor(len(knocks)) as fingers:
        list(fingers.map(room.service.answer, knocks))
    room.settle()
    assert len(projects(room)) == 1
    assert sum("De lijst is ingelezen" in message.text for message in anna.messages) == 1


def test_columns_that_were_chosen_before_the_list_went_in_are_seen_first(room: Room, anna: Person) -> None:
    checks(anna, a_file("projecten.csv", "id;naam;omschrijving", "P1;Singel;Een plan"))
    anna.clicks("Kies kolommen")
    form = {**anna.form.ask.form.args, "picks": "name:2,summary:-"}
    with room.storage() as db:
        given = str(db.scalars(select(Upload.id)).one())
    read_in = room.knock(anna, anna.direct, "transfer.read_in", {"id": given, "turn": "0"})
    room.service.answer(read_in)
    room.service.answer(room.knock(anna, anna.direct, "transfer.choose_columns", form))
    room.settle()
    assert anna.hears("Gebruik de knop onder het nieuwste verslag.")
    assert projects(room) == []
    anna.closes_the_form()
    anna.clicks("Lees nu in")
    assert projects(room) == [("P1", "Een plan")]


def test_of_several_lists_the_one_in_doubt_has_its_own_button(room: Room, anna: Person) -> None:
    checks(anna, a_file("projecten.csv", "id;naam", "P1;Singel"), a_file("lessen.csv", "id;lesje", "L1;Vraag"))
    assert anna.hears("lessen.csv: kies zelf welke kolom wat is.")
    [beside_it] = [found for found in anna.buttons if "sheet" in getattr(found.button, "args", {})]
    anna.presses(beside_it)
    assert "column_lesson" in anna.form


def test_of_several_lists_any_can_be_chosen(room: Room, anna: Person) -> None:
    checks(anna, a_file("projecten.csv", "id;naam", "P1;Singel"), a_file("lessen.csv", "id;les", "L1;Vraag"))
    anna.clicks("Kies kolommen")
    anna.fills(sheet="lessen.csv")
    anna.submits()
    assert "column_lesson" in anna.form
    anna.fills(column_lesson="id: L1", column_key="Niet gebruiken")
    anna.submits()
    anna.clicks("Lees nu in")
    assert anna.hears("lessen: 1 nieuw")
    assert projects(room) == [("P1", "Singel")]


def test_beside_a_list_a_sheet_with_notes_is_no_doubt(room: Room, anna: Person) -> None:
    checks(anna, a_file("projecten.csv", "id;naam", "P1;Singel"), a_file("uitleg.csv", "Zo werkt dit;x", "Lees dit;y"))
    assert "kies welke lijst dit is" not in anna.messages[-1].text


def test_a_form_that_stayed_open_for_a_day_says_so(room: Room, anna: Person) -> None:
    checks(anna, the_strange_list())
    anna.clicks("Kies kolommen")
    anna.fills(column_name="Wat we doen")
    room.turn(hours=25)
    anna.submits()
    assert anna.sees("Deze heb ik niet meer.")


# Wide, long and hostile


def wide(columns: int, cell: str = "waarde") -> Attachment:
    headers = ["Projectje", *(f"Onze eigen kolom {at:03d}" for at in range(1, columns))]
    rows = [";".join(f"{cell} {row}.{at}" for at in range(columns)) for row in range(30)]
    return a_file("projecten.csv", ";".join(headers), *rows)


@pytest.mark.parametrize(
    ("columns", "cell"),
    [(3, "🙂" * 60), (25, "waarde"), (25, "🙂" * 60), (60, "_*~`<!channel>&" * 9), (499, "waarde"), (499, "🙂" * 60)],
)
def test_every_page_of_a_wide_list_fits_on_both_platforms(room: Room, anna: Person, columns: int, cell: str) -> None:
    """The room draws each form for Slack and for Teams, and complains."""
    checks(anna, wide(columns, cell))
    anna.clicks("Kies kolommen")
    first, seen = anna.form.text, list(anna.form.fields)
    for _ in range(40):
        anna.clicks("Toon meer kolommen")
        if anna.form.text == first:
            break
        seen += [key for key in anna.form.fields if key != "list"]
    assert len(seen) == len(set(seen)) > 30


def test_who_has_more_columns_than_a_form_has_room_for_hears_so(room: Room, anna: Person) -> None:
    checks(anna, wide(150))
    anna.clicks("Kies kolommen")
    assert anna.sees("Nog 52 kolommen zonder bekende naam staan er niet bij.")
    anna.closes_the_form()
    checks(anna, wide(90))
    anna.clicks("Kies kolommen")
    assert "staan er niet bij" not in anna.form.text


def test_columns_without_any_value_are_the_first_to_be_left_out(room: Room, anna: Person) -> None:
    empty = [f"Leeg {at}" for at in range(120)]
    header = ";".join(["Projectje", *empty, "Het laatste"])
    checks(anna, a_file("projecten.csv", header, f"Singel{';' * 121}einde"))
    anna.clicks("Kies kolommen")
    assert "Het laatste: einde" in anna.form.text


def test_a_client_that_sends_anything_is_held_to_what_is_offered(room: Room, anna: Person) -> None:
    checks(anna, the_strange_list())
    anna.clicks("Kies kolommen")
    anna.fills(column_name="Wat we doen")
    anna.form.answers |= {"column_starts_on": "99", "column_nothing": "1", "column_ends_on": "x:y,z"}
    anna.submits()
    anna.clicks("Lees nu in")
    assert [name for _, name in projects(room)] == ["Singel", "Park"]
    with room.storage() as db:
        [kept] = db.scalars(select(ColumnChoice)).all()
    assert "99" not in kept.choice


def test_pages_keep_what_was_picked(room: Room, anna: Person) -> None:
    checks(anna, wide(25))
    anna.clicks("Kies kolommen")
    anna.fills(column_name="Projectje: waarde 0.0 · waarde 1.0 · waarde 2.0")
    anna.clicks("Toon meer kolommen")
    anna.submits()
    anna.clicks("Lees nu in")
    assert len(projects(room)) == 30
