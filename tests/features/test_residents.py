"""Samenspel keeps no data of residents: what looks like it is asked about before it is saved."""

import datetime as dt

import pytest

from bot.chat.residents import traces
from tests.features.scenes import changes, opens, plans, shows
from tests.givens import a_moment, a_project
from tests.room import Person, Room

PHONES = """
0612345678 · 06-12345678 · 06 12345678 · 06 12 34 56 78 · 06-12 34 56 78 · 06.12.34.56.78 · (06) 12345678
+31612345678 · +31 6 12345678 · +31 (0)6 12345678 · +31 6 12 34 56 78 · 0031612345678
020-1234567 · 020 123 45 67 · (020) 123 4567 · 0592-123456 · 0592 12 34 56
"""
SERVICE_NUMBERS = ["111222333", "123456782", "1112.22.333", "123 456 782", "123-456-782", "(123456782)", "123456782,"]
HARMLESS = """
€ 18.000 · € 1.250.000 · € 123.456.782 · € 123456782 · €\xa0123456782 · 123456782 euro
12.500.000 · 111.222.333 · 18000 euro · € 12.345.672,00 · 2,5 miljoen
9711 AB · 9711AB · Hoofdstraat 12-34 · 2026-2030 · 2000-2002 · 2019, 2020, 2021 · BU99990101 · P14 · week 48-52
19:30-21:00 · 09.00-12.00 uur · 09.06-12.30 uur · 123456789 · 12345672 · 140.298 inwoners · besluit 2026-001234
"""


@pytest.fixture
def anna(room: Room) -> Person:
    anna = room.person("Anna")
    room.given(a_project("Kade", project_lead=anna), a_moment(project="Kade", starts_on="2026-11-02"))
    return anna


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("mail jan@post.nl", "een e-mailadres"),
        ("bel 06 12 34 56 78", "een telefoonnummer"),
        ("bsn 123456782", "een burgerservicenummer"),
        ("jan@post.nl, 06-12345678 of 111222333", "een e-mailadres, een telefoonnummer en een burgerservicenummer"),
    ],
)
def test_people_are_warned_before_it_is_saved(anna: Person, words: str, found: str) -> None:
    opens(anna, "Kade", "Basis")
    anna.fills(summary=words, size="groot")
    anna.submits()
    assert anna.sees(f"Let op. Volgens mij staat er {found} in je tekst.")
    assert (anna.form["summary"], anna.form["size"]) == (words, "large")
    anna.closes_the_form()
    assert words not in shows(anna, "Kade")


def test_who_takes_it_away_has_nothing_to_tick(anna: Person) -> None:
    changes(anna, "Kade", "Basis", summary="mail jan@post.nl")
    anna.fills(summary="De buurman wil een bankje.")
    anna.submits()
    assert "De buurman wil een bankje." in shows(anna, "Kade")


def test_who_neither_ticks_nor_takes_it_away_is_warned_again(anna: Person) -> None:
    changes(anna, "Kade", "Basis", summary="mail jan@post.nl")
    anna.submits()
    assert anna.sees("Let op.")
    anna.fills(no_resident_data=True)
    anna.submits()
    assert "mail jan@post.nl" in shows(anna, "Kade")


def test_every_form_with_free_text_warns(anna: Person) -> None:
    words = "bel 06-12345678"
    for part, field in {"Invloed van inwoners": "open", "Besluit": "alderman"}.items():
        changes(anna, "Kade", part, **{field: words})
        assert anna.sees("een telefoonnummer")
        anna.closes_the_form()
    plans(anna, "Kade", streets=words)
    assert anna.sees("een telefoonnummer")
    anna.closes_the_form()
    anna.types("/project terugkoppeling")
    anna.clicks("Leg vast")
    anna.fills(residents_told_on="2026-11-23", done_with_input=words)
    anna.submits()
    assert anna.sees("een telefoonnummer")
    anna.closes_the_form()
    anna.types("/project afronden Kade")
    anna.clicks("Toch afronden")
    anna.fills(closing_note=words, feedback_left_reason="Het besluit valt in mei.")
    anna.submits()
    assert anna.sees("een telefoonnummer")
    anna.closes_the_form()
    anna.types(f"/project nieuw {words}")
    anna.submits()
    assert anna.sees("een telefoonnummer")


@pytest.mark.parametrize("signs", ["18.000", "2026"])
def test_a_sum_or_a_year_is_saved_at_once(anna: Person, signs: str) -> None:
    changes(anna, "Kade", "Basis", summary=f"Het kost € {signs}.")
    assert anna.sees("staat in het overzicht")


def test_phone_numbers_are_known_in_every_dutch_notation() -> None:
    numbers = [number for line in PHONES.strip().splitlines() for number in line.split(" · ")]
    assert [number for number in numbers if traces(f"bel {number} of mail") != ["phone"]] == []


def test_citizen_service_numbers_are_known_by_their_check() -> None:
    assert [number for number in SERVICE_NUMBERS if traces(f"nummer {number}") != ["bsn"]] == []


def test_sums_postcodes_years_and_times_are_harmless() -> None:
    harmless = [words for line in HARMLESS.strip().splitlines() for words in line.split(" · ")]
    assert [words for words in harmless if traces(f"Het gaat om {words} in totaal.")] == []


def test_no_date_of_twenty_years_passes_for_a_number_of_somebody() -> None:
    days = [dt.date(2016, 1, 1) + dt.timedelta(days=number) for number in range(0, 7300, 7)]
    shapes = ("%d-%m-%Y", "%Y-%m-%d", "%d.%m.%Y", "%d/%m/%Y", "%d %m %Y", "%Y%m%d", "%d-%m-%Y 2 uur")
    written = [day.strftime(shape) for day in days for shape in shapes]
    assert [date for date in written if traces(f"op {date}")] == []
