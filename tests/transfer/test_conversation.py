"""Lists in and out by chat."""

import datetime as dt
import re

import pytest
from sqlalchemy import select, update

from bot.chat.cards import Attachment
from bot.transfer import conversation
from glossary import Role, RoleState, Status
from storage.people.people import ChatAccount, Colleague
from storage.register.changes import Change
from storage.register.projects import Project, RoleAssignment
from tests.room import Person, Room
from tests.transfer.town import SAMPLE, cells_of

LISTS = ("gebieden", "collegas", "projecten", "contactmomenten", "lessen", "kwaliteit", "gebiedsberichten")
FILES = [SAMPLE / f"{name}.csv" for name in LISTS]


@pytest.fixture
def anna(room: Room) -> Person:
    return room.person("Anna", admin=True)


def a_file(name: str, *lines: str) -> Attachment:
    return Attachment(name, "\n".join(lines).encode())


def imports(person: Person, *files: Attachment, **answers: str | bool) -> None:
    person.types("/project import")
    person.fills(file=list(files), **{"check_only": False, **answers})
    person.submits()


def imports_the_sample(person: Person) -> None:
    person.types("/project import")
    person.fills(file=FILES, check_only=False)
    person.submits()


def test_an_administrator_brings_the_sample_in(room: Room, anna: Person) -> None:
    imports_the_sample(anna)
    assert anna.sees("Ik ben ermee bezig")
    assert anna.hears("De lijst is ingelezen")
    assert anna.hears("14 nieuw, 0 veranderd, 0 gelijk gebleven")
    with room.storage() as db:
        assert len(db.scalars(select(Project)).all()) == 14


def test_a_list_with_other_names_for_its_columns(room: Room, anna: Person) -> None:
    file = a_file("processen.csv", "bestand;naam;begin", "a.pb;Singel;2019")
    imports(anna, file, list="projecten")
    assert anna.hears("projecten: 1 nieuw")


def test_only_checking_saves_nothing(room: Room, anna: Person) -> None:
    imports(anna, a_file("projecten.csv", "id;naam", "P1;Singel"), check_only=True)
    assert anna.hears("De lijst is gecontroleerd")
    assert anna.hears("Er is nog niets opgeslagen")
    with room.storage() as db:
        assert db.scalars(select(Project)).all() == []


def test_what_was_only_checked_is_not_told_as_done(room: Room, anna: Person) -> None:
    doubtful = a_file("projecten.csv", "id;naam;wijk;start", "P1;Singel;Elders;Q1 2026")
    imports(anna, doubtful, check_only=True)
    assert anna.hears("Het gebied Elders ken ik niet. Ik bewaar de naam als tekst.")
    assert anna.hears("Q1 2026 bewaar ik als 2026.")
    assert not anna.hears("is bewaard")


def test_ten_cells_are_on_the_card_and_all_of_them_in_a_list_to_correct(room: Room, anna: Person) -> None:
    rows = (f"P{at};*Singel* <!channel>;=paars{at}" for at in range(12))
    imports(anna, a_file("projecten.csv", "id;naam;status", "P99;Goed;lopend", *rows))
    assert anna.hears("projecten.csv, regel 3, kolom status: =paars0 ken ik niet.")
    assert anna.hears("En nog 2.")
    [file] = anna.messages[-1].card.files
    assert file.name == "projecten-nakijken.csv"
    rows_to_correct = cells_of(file.name, file.content)[file.name.removesuffix(".csv")]
    assert len(rows_to_correct) == 12
    assert rows_to_correct[0]["opmerking van Samenspel"].startswith("status: =paars0 ken ik niet. Kies uit: komend,")
    assert b"\r\nP0;*Singel* <!channel>;'=paars0;" in file.content
    corrected = re.sub(rb"'=paars\d+", b"lopend", file.content)
    imports(anna, Attachment(file.name, corrected))
    assert anna.hears("projecten: 0 nieuw, 12 veranderd, 0 gelijk gebleven")
    assert not anna.messages[-1].card.files


def test_who_does_not_keep_the_register_may_not_import(room: Room, anna: Person) -> None:
    bert = room.person("Bert")
    bert.types("/project import")
    assert bert.sees("Een lijst inlezen doet een beheerder of de overzichthouder")
    room.settings(deputy=bert)
    imports(bert, a_file("projecten.csv", "id;naam", "P1;Singel"))
    assert bert.hears("projecten: 1 nieuw")


def test_a_change_by_import_is_in_the_history_with_who_did_it(room: Room, anna: Person) -> None:
    imports(anna, a_file("projecten.csv", "id;naam", "P1;Singel"))
    imports(anna, a_file("projecten.csv", "id;naam", "P1;Singel en omgeving"))
    with room.storage() as db:
        changes = db.scalars(select(Change).order_by(Change.id)).all()
    assert [(change.field, change.colleague_id) for change in changes] == [("registered", anna.id), ("name", anna.id)]
    anna.types("/project toon P1")
    assert anna.sees("Singel en omgeving")


def test_a_form_without_a_file_comes_back(room: Room, anna: Person) -> None:
    anna.types("/project import")
    form = anna.form
    anna.fills(list="projecten", check_only=False)
    # As a platform would that does not know of required files.
    form.answers["file"] = ()
    anna.submits()
    assert anna.sees("Kies een bestand.")
    assert (anna.form["list"], anna.form["check_only"]) == ("projects", None)


def test_a_list_that_the_form_does_not_offer_is_recognised(room: Room, anna: Person) -> None:
    """A client may send anything."""
    anna.types("/project import")
    anna.fills(file=[a_file("projecten.csv", "id;naam", "P1;Singel")], check_only=False)
    anna.form.answers["list"] = "wensen"
    anna.submits()
    assert anna.hears("projecten: 1 nieuw")


# Asking who is named


@pytest.fixture
def marieke(room: Room, anna: Person) -> Person:
    imports_the_sample(anna)
    return room.person("Marieke", email="marieke.van.dam@voorbeeld.example")


def test_nobody_is_asked_before_an_administrator_says_so(room: Room, anna: Person, marieke: Person) -> None:
    assert marieke.hears_nothing()
    assert anna.hears("14 collega's staan bij een rol en weten dat nog niet")
    with room.storage() as db:
        assert set(db.scalars(select(RoleAssignment.state))) == {RoleState.NAMED}


def test_everybody_named_gets_one_message_about_all_their_roles(room: Room, anna: Person, marieke: Person) -> None:
    anna.clicks("Vraag het deze collega's", confirming="Elke collega krijgt één bericht")
    assert anna.sees("1 collega krijgt een bericht.")
    assert anna.sees("13 collega's vind ik nog niet in de chat: ")
    assert len(marieke.messages) == 1
    assert marieke.hears("Herinrichting Havenkade")
    assert marieke.hears("Woningbouw Sportpark-Oost")
    with room.storage() as db:
        asked = db.scalars(select(RoleAssignment).where(RoleAssignment.state == RoleState.ASKED)).all()
        assert {row.colleague_id for row in asked} == {marieke.id}
        assert {row.asked_at for row in asked} == {room.now}


def test_several_colleagues_are_asked_with_one_click(room: Room, anna: Person, marieke: Person) -> None:
    fatma = room.person("Fatma", email="fatma.yildirim@voorbeeld.example")
    anna.clicks("Vraag het deze collega's", confirming="Elke collega")
    assert anna.sees("2 collega's krijgen een bericht.")
    assert marieke.hears("Herinrichting Havenkade")
    assert fatma.hears("Herinrichting Havenkade")


def test_who_is_linked_later_is_asked_with_the_same_button(room: Room, anna: Person, marieke: Person) -> None:
    anna.clicks("Vraag het deze collega's", confirming="Elke collega")
    fatma = room.person("Fatma", email="fatma.yildirim@voorbeeld.example")
    anna.clicks("Vraag de rest")
    assert fatma.hears("Herinrichting Havenkade")
    assert len(marieke.messages) == 1


def test_after_an_import_from_the_console_the_form_offers_to_ask(room: Room, anna: Person, marieke: Person) -> None:
    anna.types("/project import")
    assert anna.sees("14 collega's staan bij een rol en weten dat nog niet")
    anna.clicks("Vraag het deze collega's", confirming="Elke collega")
    assert marieke.hears("Herinrichting Havenkade")


def test_rights_are_checked_again_on_the_click(room: Room, anna: Person, marieke: Person) -> None:
    with room.storage() as db:
        db.execute(update(Colleague).where(Colleague.id == anna.id).values(is_admin=False))
    anna.clicks("Vraag het deze collega's", confirming="Elke collega")
    assert anna.sees("Een lijst inlezen doet een beheerder of de overzichthouder")
    assert marieke.hears_nothing()


def test_a_project_that_is_over_asks_nobody(room: Room, anna: Person, marieke: Person) -> None:
    with room.storage() as db:
        db.execute(update(Project).values(status=Status.COMPLETED))
    anna.clicks("Vraag het deze collega's", confirming="Elke collega")
    assert marieke.hears_nothing()


def test_many_roles_are_asked_in_several_clicks_but_each_person_once(room: Room, anna: Person) -> None:
    count = conversation.MOST_ROLES // 6 // 2 + 1
    roles = ";".join(role.dutch for role in Role)
    people = a_file(
        "collegas.csv", "id;naam;email", *(f"C{at};Collega {at};c{at}@voorbeeld.example" for at in range(3))
    )
    rows = [f"P{at}{who};Project;{';'.join([f'C{who}'] * 6)}" for at in range(count) for who in range(3)]
    imports(anna, people, a_file("projecten.csv", f"id;naam;{roles}", *rows))
    with room.storage() as db:
        for at, colleague in enumerate(db.scalars(select(Colleague).where(Colleague.key.is_not(None))).all()):
            db.add(ChatAccount(platform="room", tenant="voorbeeld", user=f"X{at}", colleague_id=colleague.id))
    anna.clicks("Vraag het deze collega's", confirming="Elke collega")
    assert anna.sees("1 collega krijgt een bericht.")
    assert anna.sees("2 collega's kon ik nu nog niet vragen")
    anna.clicks("Vraag de rest")
    assert anna.sees("1 collega kon ik nu nog niet vragen")


# Out


def test_every_colleague_gets_the_lists(room: Room, anna: Person) -> None:
    imports_the_sample(anna)
    bert = room.person("Bert")
    bert.types("/project export")
    assert bert.hears("Het overzicht als bestand")
    files = {file.name: file.content for file in bert.messages[-1].card.files}
    assert set(files) == {file.name for file in FILES} | {"uitkomsten.csv", "samenspel.xlsx", "samenspel.ods"}
    assert len(cells_of("projecten.csv", files["projecten.csv"])["projecten"]) == 14
    assert dt.date(2026, 11, 23) == room.now.date()


def test_what_was_exported_can_be_imported_by_chat(room: Room, anna: Person) -> None:
    imports_the_sample(anna)
    anna.types("/project export")
    [workbook] = [file for file in anna.messages[-1].card.files if file.name.endswith(".xlsx")]
    imports(anna, workbook)
    assert anna.hears("projecten: 0 nieuw, 0 veranderd, 14 gelijk gebleven")
