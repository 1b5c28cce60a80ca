"""A page a quarter for college and council: what was asked, what residents heard, and no names."""

import csv
import datetime as dt

import pytest

from glossary import Quarter
from storage import settings
from tests.givens import a_colleague, a_moment, a_project
from tests.room import SAMPLE, Person, Room


@pytest.fixture
def anna(room: Room) -> Person:
    return room.person("Anna de Vries")


def test_the_page_of_the_sample_has_every_ask_of_the_quarter_and_no_other_project(room: Room, anna: Person) -> None:
    """On 23 November 2026: the fourth quarter."""
    room.sample()
    anna.types("/overzicht raad")
    page = anna.screen
    assert "Wat vroegen we inwoners? Kwartaal 4 van 2026" in page
    assert "Inloopavond schetsontwerp (Herinrichting Havenkade) · Wanneer: woensdag 9 december 2026" in page
    assert "Antwoord: uiterlijk 6 januari 2027" in page
    assert "Werksessie ondernemers" in page
    assert "te laat: beloofd uiterlijk 4 november 2026" in page
    # P12 only informs, P13 was long ago, and of P14 nothing comes before the next quarter.
    for name in ("Riolering Marktkwartier", "Centrumvisie", "Informatieavond zoekgebied"):
        assert name not in page
    assert "Rondetafel minima (Armoedebeleid 2027-2030)" in page
    lines = (SAMPLE / "collegas.csv").read_text("utf-8").splitlines()
    names = [row["naam"] for row in csv.DictReader(lines, delimiter=";")]
    assert names
    assert not [name for name in names if name in page]


def test_what_residents_said_is_not_on_the_page(room: Room, anna: Person) -> None:
    room.given(
        a_project("Kade", project_lead=anna, open="Waar Jansen woont", summary="Van mevrouw Jansen"),
        a_moment(
            "Avond", project="Kade", starts_on="2026-10-05", residents_told_on="2026-11-01", done_with_input="Jansen"
        ),
    )
    anna.types("/overzicht raad")
    assert anna.sees("- Kade, Avond. Inwoners kregen antwoord.")
    assert anna.sees("Antwoord: gegeven op 1 november 2026")
    assert "Jansen" not in anna.screen


def test_a_name_of_a_colleague_in_the_name_of_a_project_is_a_colleague(room: Room, anna: Person) -> None:
    room.given(
        a_colleague("Pieter van Dam"),
        a_project("Fietsen met Pieter van Dam", project_lead=anna),
        a_moment("Thee bij Anna de Vries", project="Fietsen met Pieter van Dam", starts_on="2026-11-09"),
    )
    anna.types("/overzicht raad")
    assert anna.sees("Fietsen met een collega")
    assert anna.sees("Thee bij een collega")
    assert "Anna de Vries" not in anna.screen
    assert "Pieter van Dam" not in anna.screen


def test_other_quarters_are_one_click_away_and_nothing_is_said_plainly(room: Room, anna: Person) -> None:
    anna.types("/overzicht raad")
    assert anna.sees("Wij vroegen inwoners in dit kwartaal niets.")
    assert "Kwartaal erna" not in anna.screen
    anna.clicks("Kwartaal ervoor")
    assert anna.sees("Kwartaal 3 van 2026")
    anna.clicks("Kwartaal erna")
    assert anna.sees("Kwartaal 4 van 2026")


def test_the_page_is_a_file_too(room: Room, anna: Person) -> None:
    anna.types("/overzicht raad")
    anna.clicks("Als bestand")
    [card] = [message.card for message in anna.messages if message.card.files]
    assert [file.name for file in card.files] == [f"kwartaaloverzicht-2026-4.{kind}" for kind in ("odt", "docx", "md")]
    assert "Er staan geen namen in" in card.files[2].content.decode()


def test_a_day_that_is_still_to_come_is_no_answer(room: Room, anna: Person) -> None:
    room.given(
        a_project("Kade", project_lead=anna),
        a_moment("Avond", project="Kade", starts_on="2026-11-05", residents_told_on="2026-12-20"),
    )
    anna.types("/overzicht raad")
    assert anna.sees("Over geen enkel moment kregen inwoners antwoord.")
    assert anna.sees("Antwoord: uiterlijk 3 december 2026")


def test_what_is_still_to_come_this_quarter_was_not_asked_yet(room: Room, anna: Person) -> None:
    room.given(
        a_project("Kade", project_lead=anna),
        a_project("Park", project_lead=anna),
        a_moment("Avond", project="Kade", starts_on="2026-11-05"),
        a_moment("Vandaag", project="Kade", starts_on="2026-11-23", ends_on="2026-12-04"),
        a_moment("Wandeling", project="Park", starts_on="2026-12-09"),
    )
    anna.types("/overzicht raad")
    assert anna.sees("Wij vroegen iets bij 1 project.")
    assert anna.sees("Er waren 2 momenten waarop inwoners konden meedoen.")
    assert anna.sees("Dit kwartaal komt er nog 1 moment.")
    room.at("2027-01-04 09:00")
    anna.types("/overzicht raad 2026-4")
    assert anna.sees("Wij vroegen iets bij 2 projecten.")
    assert anna.sees("Er waren 3 momenten waarop inwoners konden meedoen.")
    assert "komt er nog" not in anna.screen


def test_more_than_a_page_holds_is_counted_all_the_same(room: Room, anna: Person) -> None:
    moments = [a_moment(f"Avond {n}", project="Kade", starts_on="2026-11-05") for n in range(103)]
    room.given(a_project("Kade", project_lead=anna), *moments)
    anna.types("/overzicht raad")
    assert anna.sees("Er waren 103 momenten waarop inwoners konden meedoen.")
    anna.clicks("Als bestand")
    [card] = [message.card for message in anna.messages if message.card.files]
    assert "En nog 3 momenten." in card.files[2].content.decode()


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        ("2026-01-01", "2026-01-01", "2026-03-31"),
        ("2026-11-23", "2026-10-01", "2026-12-31"),
        ("2028-02-29", "2028-01-01", "2028-03-31"),
    ],
)
def test_a_quarter_has_three_months(day: str, first: str, last: str) -> None:
    quarter = Quarter.of(dt.date.fromisoformat(day))
    assert (quarter.first.isoformat(), quarter.last.isoformat()) == (first, last)
    assert quarter.before.after == quarter == Quarter.read(quarter.written)


@pytest.mark.parametrize("written", ["2026-5", "0000-1", "2026", "х-1", "2026-4 --", ""])
def test_what_is_no_quarter_is_none(written: str) -> None:
    assert Quarter.read(written) is None


def test_the_college_reads_when_two_aldermen_decide(room: Room, anna: Person) -> None:
    anna.types("/overzicht raad")
    assert not anna.sees("wethouder")
    with room.storage() as db:
        settings.write(db, "alderman.participation", "De Wit")
        settings.write(db, "alderman.communication", "Jansen")
    anna.types("/overzicht raad")
    assert anna.sees("Participatie hoort bij wethouder De Wit, communicatie bij wethouder Jansen.")
