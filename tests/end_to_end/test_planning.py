"""Weighing a contact moment, and the map of how much is asked: the real bot, our Slack, the sample."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.imported import LISTS, put_down_sample

from .bench import Bench
from .person import DIRECT, Person

MONDAY = dt.datetime(2026, 11, 23, 8, 0, tzinfo=dt.UTC)
"""The reference date of the sample municipality."""


@pytest.fixture
def marieke(bench: Bench, tmp_path: Path) -> Person:
    """Leads Herinrichting Havenkade in the sample municipality, on its Monday."""
    clock = tmp_path / "clock"
    clock.write_text(str((MONDAY - dt.datetime.now(dt.UTC)).total_seconds()))
    url = put_down_sample(bench.data / "samenspel.db", *LISTS)
    bench.start_bot(env={"DATABASE_URL": url, "SAMENSPEL_CLOCK_FILE": str(clock)})
    return bench.person("Marieke van Dam")


def weighs(person: Person) -> None:
    """Comes to the second step."""
    person.types("/project moment Herinrichting Havenkade")
    person.fills_in({"Naam van het moment": "Avond aan de kade", "Eerste dag": "2026-12-08", "Straten": "Wal"})
    person.submits()


def test_a_quieter_day_is_chosen_in_the_second_step_and_saved(bench: Bench, marieke: Person) -> None:
    weighs(marieke)
    assert marieke.sees("Hoe druk is het dan?")
    assert marieke.sees("Van de omwonenden en ondernemers krijgen jongeren het meest: 7 vragen in 28 dagen.")
    assert marieke.sees("Enquete omgevingsvisie · Omgevingsvisie Voorbeeld 2040")
    marieke.clicks("donderdag 7 januari: 3 vragen")
    assert marieke.sees("Avond aan de kade · donderdag 7 januari 2027.")
    marieke.submits()
    assert marieke.sees_alone("Avond aan de kade staat bij Herinrichting Havenkade: donderdag 7 januari 2027.")
    # The form was opened once: each step is drawn in the same window.
    assert len(bench.slack.calls_to("views.open")) == 1
    assert len(bench.slack.calls_to("views.update")) == 1


def test_back_and_forth_keeps_everything_that_was_typed(marieke: Person) -> None:
    weighs(marieke)
    marieke.fills_in({"Eerste dag": "2026-12-15", "Laatste dag": "2026-12-16"})
    marieke.clicks("Terug")
    assert marieke.sees("Straten: Wal")
    assert marieke.sees("Eerste dag: 2026-12-15")
    marieke.submits()
    marieke.submits()
    assert marieke.sees_alone("15 december 2026 tot en met 16 december 2026")


def test_both_projects_are_asked_to_do_it_together_and_see_the_answers(bench: Bench, marieke: Person) -> None:
    jeroen, ilse = bench.person("Jeroen Bakker"), bench.person("Ilse Brouwer")
    for adviser in (jeroen, ilse):
        adviser.types("/samenspel")  # Linked by their address.
    jeroen.types("/project rollen Omgevingsvisie Voorbeeld 2040")
    jeroen.submits()
    both = "communicatieadviseur en verantwoordelijk voor communicatie"
    for adviser, role in ((jeroen, both), (ilse, "participatieadviseur")):
        adviser.goes_to(DIRECT)
        assert adviser.sees_alone(f"Wil jij {role} zijn bij Omgevingsvisie Voorbeeld 2040?")
        adviser.clicks("Ja", beside=f"Wil jij {role} zijn")
    weighs(marieke)
    marieke.fills_in(
        {"Wil je dit samen doen met een ander project?": ["Stadsgesprek Centrum · Omgevingsvisie Voorbeeld 2040"]}
    )
    marieke.submits()
    assert marieke.sees_alone("of jullie dit samen doen.")
    for adviser in (jeroen, ilse):
        adviser.goes_to(DIRECT)
        assert adviser.sees_alone("Marieke van Dam ziet dat Herinrichting Havenkade en Omgevingsvisie Voorbeeld 2040")
    jeroen.clicks("Goed idee")
    assert jeroen.sees("Jeroen Bakker: goed idee")
    ilse.clicks("Niet nu")
    assert ilse.sees("Jeroen Bakker: goed idee")
    assert ilse.sees("Ilse Brouwer: niet nu")


@pytest.mark.usefixtures("others_agree")
def test_the_map_comes_once_in_the_own_chat_as_a_picture_with_words(bench: Bench, marieke: Person) -> None:
    marieke.types("/overzicht drukte")
    assert marieke.sees_alone("Oude Haven: te druk. 6 vragen aan jongeren.")
    marieke.goes_to(DIRECT)
    assert marieke.sees("Tabel met de drukte per buurt en week. te druk: Oude Haven", timeout=60)
    posts = bench.slack.calls_to("chat.postMessage")
    assert sum("slack_file" in str(post.params["blocks"]) for post in posts) == 1
    (completed,) = bench.slack.calls_to("files.completeUploadExternal")
    assert "channel_id" not in completed.params


def test_the_map_goes_along_when_the_figures_are_shared(bench: Bench, marieke: Person) -> None:
    channel = bench.channel("communicatie")
    channel.invites_bot()
    marieke.types("/overzicht drukte")
    marieke.clicks("Deel in kanaal", on="Kies iets anders")
    assert channel.shows("Oude Haven: te druk.")
    assert channel.shows("Tabel met de drukte per buurt en week. te druk: Oude Haven", timeout=60)
    assert any("(bestand: drukte.png)" in message.reads(bench.names) for message in channel.messages)


def test_the_agenda_comes_as_a_file_for_the_own_calendar(bench: Bench, marieke: Person) -> None:
    marieke.types("/overzicht agenda Oude Haven")
    marieke.clicks("Naar mijn agenda")
    marieke.goes_to(DIRECT)
    assert marieke.has_received("contactmomenten.ics", timeout=60)
    content = marieke.downloads("contactmomenten.ics").decode()
    assert "SUMMARY:Jongerenworkshop visie · Omgevingsvisie Voorbeeld 2040" in content


def test_what_was_done_with_input_is_kept_line_by_line(marieke: Person) -> None:
    marieke.types("/overzicht terugkoppeling")
    assert marieke.sees_alone("na 4 contactmomenten wachten inwoners nog op antwoord.")
    marieke.types("/project moment Herinrichting Havenkade")
    marieke.fills_in({"Naam van het moment": "Schouw", "Eerste dag": "2026-11-02"})
    marieke.submits()
    marieke.submits()
    marieke.types("/project terugkoppeling Herinrichting Havenkade")
    marieke.clicks("Leg vast")
    marieke.fills_in({"Dag van het antwoord aan inwoners": "2026-11-20"})
    marieke.fills_in({"Inbreng 1": "Meer bankjes", "Besluit 1": "overgenomen"})
    marieke.clicks("Nog een inbreng")
    assert marieke.sees("Inbreng 1: Meer bankjes")
    marieke.fills_in({"Inbreng 3": "Geen lantaarns", "Besluit 3": "niet overgenomen", "Waarom 3": "Veiligheid"})
    marieke.submits()
    marieke.clicks("Bekijk")
    assert marieke.sees("Geen lantaarns: niet overgenomen. Veiligheid")
