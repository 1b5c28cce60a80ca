"""The audit log: who did what that somebody may have to account for; administrators see it, and nobody else."""

from collections.abc import Sequence

import pytest
from sqlalchemy import delete

from glossary import Origin
from storage.people import audit, people
from storage.people.audit import AuditRow
from storage.people.people import Colleague
from tests.features.buddy_scenes import a_team, an_administrator
from tests.features.scenes import asks_for
from tests.features.test_given_rights import says_to_be
from tests.features.test_standing import is_told
from tests.features.test_undelivered import given_a_message
from tests.givens import a_project
from tests.room import SAMPLE, Person, Room

Deeds = Sequence[tuple[str, str, str, str]]


@pytest.fixture
def ada(room: Room) -> Person:
    return room.person("Ada", admin=True)


def deeds(room: Room, *, by_platform: bool = False) -> Deeds:
    """Kind, part, who, about whom. by_platform: what nobody did, because it follows the platform; else the rest."""
    with room.storage() as db:
        rows = [row for row in audit.all_deeds(db) if (row.origin is Origin.PLATFORM) is by_platform]
        names = people.names_of(db, {each for row in rows for each in (row.colleague_id, row.about_id) if each})
        return [
            (row.deed, row.part or "", names.get(row.colleague_id or 0, ""), names.get(row.about_id or 0, ""))
            for row in rows
        ]


def looks(person: Person) -> str:
    person.types("/samenspel instellingen")
    person.clicks("Logboek")
    return person.screen


def chooses_keeper(ada: Person, keeper: Person) -> None:
    ada.types("/samenspel instellingen")
    if not ada.form_on_screen:
        ada.clicks("Wijzig")
    ada.fills(keeper=keeper)
    ada.submits()


def test_who_looks_after_the_overview_is_a_right(room: Room, ada: Person, bert: Person) -> None:
    chooses_keeper(ada, ada)
    chooses_keeper(ada, bert)
    assert deeds(room) == [
        ("settings_changed", "municipality", "Ada", ""),
        ("right_given", "keeper", "Ada", "Ada"),
        ("settings_changed", "municipality", "Ada", ""),
        ("right_taken", "keeper", "Ada", "Ada"),
        ("right_given", "keeper", "Ada", "Bert"),
    ]
    assert "Ada gaf een recht (overzichthouder), het ging om Bert." in looks(ada).replace("*", "")


def test_saving_without_a_change_is_no_deed(room: Room, ada: Person) -> None:
    chooses_keeper(ada, ada)
    before = deeds(room)
    chooses_keeper(ada, ada)
    for door in ("Rust en werkdagen",):
        ada.types("/samenspel instellingen")
        ada.clicks(door)
        ada.submits()
    assert deeds(room) == before


def test_quiet_hours_and_numbers_are_settings(room: Room, ada: Person) -> None:
    room.settings(keeper=ada)
    ada.types("/samenspel instellingen")
    ada.clicks("Rust en werkdagen")
    ada.fills(until="7")
    ada.submits()
    ada.types("/samenspel instellingen")
    ada.clicks("Keuzes per onderdeel")
    ada.clicks("Wijzig", beside="Buddy's")
    ada.fills(buddies_most="2")
    ada.submits()
    assert [deed[:2] for deed in deeds(room)] == [("settings_changed", "quiet"), ("settings_changed", "numbers")]


def test_lists_in_and_out(room: Room, ada: Person) -> None:
    room.settings(keeper=ada)
    ada.types("/project import")
    ada.fills(file=SAMPLE / "gebieden.csv", check_only=True)
    ada.submits()
    assert deeds(room) == []
    ada.clicks("Lees nu in")
    ada.clicks("Lees nu in")
    ada.types("/project import")
    ada.fills(file=SAMPLE / "gebieden.csv", check_only=False)
    ada.submits()
    ada.types("/project export")
    assert deeds(room) == [("imported", "", "Ada", "")] * 2 + [("exported", "", "Ada", "")]


def test_own_data_and_erasing(room: Room, ada: Person, bert: Person) -> None:
    room.settings(keeper=ada)
    bert.types("/samenspel gegevens")
    bert.clicks("Stuur mij mijn gegevens")
    ada.types("/samenspel instellingen")
    ada.clicks("Collega wissen")
    ada.fills(colleague="Bert", sure=True)
    ada.submits()
    assert deeds(room) == [("own_data_asked", "", "", ""), ("erased", "", "Ada", "")]
    shown = looks(ada).replace("*", "")
    assert "oud-collega vroeg eigen gegevens op." in shown
    assert "Ada wiste gegevens, het ging om oud-collega." in shown
    assert "Bert" not in shown


def test_an_administrator_who_links_themselves_stays_in_the_log(room: Room, ada: Person) -> None:
    room.settings(keeper=ada)
    with room.storage() as db:
        db.add(Colleague(name="Johanna", key="C9"))
    ada.types("/samenspel instellingen")
    ada.clicks("Koppelen")
    ada.clicks("Koppel", beside="Johanna")
    ada.fills(account=ada)
    ada.submits()
    assert deeds(room) == [("account_linked", "", "Johanna", "Johanna")]


def test_a_buddy_round_that_somebody_starts(room: Room) -> None:
    boss = an_administrator(room)
    a_team(room, 3, 2)
    before = len(deeds(room))
    boss.types("/buddy ronde")
    boss.clicks("Start nu", confirming="Ik stel dan meteen")
    assert deeds(room)[before:] == [("round_started", "", boss.name, "")]


def test_times_and_channels_are_settings(room: Room, ada: Person) -> None:
    room.settings(keeper=ada)
    ada.types("/samenspel instellingen")
    ada.clicks("Wanneer ik iets stuur")
    ada.presses(next(found for found in ada.buttons if getattr(found.button, "action", "") == "choices.job"))
    ada.fills(at="10:30")
    ada.submits()
    assert deeds(room) == [("settings_changed", "times", "Ada", "")]


def test_a_message_that_is_sent_again(room: Room, ada: Person, bert: Person) -> None:
    given_a_message(room, to=bert, reason="user_disabled")
    ada.home()
    ada.clicks("Stuur opnieuw")
    assert deeds(room) == [("message_resent", "", "Ada", "Bert")]


def test_a_refused_deed_is_no_deed(room: Room, ada: Person, bert: Person) -> None:
    room.settings(keeper=ada)
    asks_for(bert, "transfer.submit", {})
    asks_for(bert, "people.save_settings", {"name": "Bert was hier"})
    assert deeds(room) == []


def test_reading_leaves_nothing(room: Room, ada: Person, bert: Person) -> None:
    room.settings(keeper=ada)
    room.given(a_project("Kade"))
    for words in ("/project toon Kade", "/project lijst", "/samenspel gegevens", "/overzicht", "/samenspel"):
        bert.types(words)
    looks(ada)
    assert deeds(room) == []


def test_only_administrators_see_it(room: Room, ada: Person, bert: Person) -> None:
    room.settings(keeper=ada)
    bert.types("/samenspel instellingen")
    assert "Logboek" not in bert.screen
    assert "Alleen een beheerder kan dit." in asks_for(bert, "people.audit")


def test_an_empty_log_says_so(room: Room, ada: Person) -> None:
    room.settings(keeper=ada)
    with room.storage() as db:
        db.execute(delete(AuditRow))
    assert "Er staat nog niets in het logboek." in looks(ada)


def test_the_log_is_read_page_by_page_newest_first(room: Room, ada: Person) -> None:
    room.settings(keeper=ada)
    for _ in range(17):
        ada.types("/project export")
    first = looks(ada)
    assert first.count("haalde het overzicht op als bestand") == 15
    ada.clicks("Ouder")
    older = ada.screen
    assert older.count("haalde het overzicht op als bestand") == 2
    assert "[Ouder]" in first
    assert "[Ouder]" not in older


def test_a_head_is_made_and_unmade_by_name(room: Room, ada: Person) -> None:
    anna = room.person("Anna", discipline="projectleider")
    says_to_be(anna, "afdelingshoofd")
    assert deeds(room) == []
    ada.clicks("Klopt")
    says_to_be(anna, "projectleider")
    assert deeds(room) == [
        ("right_given", "department_head", "Ada", "Anna"),
        ("right_taken", "department_head", "Anna", "Anna"),
    ]


def test_what_the_platform_decides_is_written_down_as_nobodys_deed(room: Room, ada: Person, bert: Person) -> None:
    is_told(bert, is_admin=True)
    is_told(bert, is_admin=False)
    chooses_keeper(ada, bert)
    is_told(bert, has_left=True)
    assert deeds(room, by_platform=True) == [
        ("right_given", "administrator", "", "Ada"),
        ("right_given", "administrator", "", "Bert"),
        ("right_taken", "administrator", "", "Bert"),
        ("right_taken", "keeper", "", "Bert"),
    ]
