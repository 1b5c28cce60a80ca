"""A round of buddies for real: the bot as its own process, a clock that is turned, our Slack."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path

import pytest

from tests.imported import SAMPLE, put_down_with

from .bench import Bench
from .person import DIRECT, Person

MONDAY = dt.datetime(2026, 11, 23, 8, 0, tzinfo=dt.UTC)
SOON = 60.0
"""Seconds: a round, and everything it has to say, on a busy machine."""
PARTICIPATION = ("Kwame Owusu", "Ilse Brouwer", "Rachid Bouzidi", "Sanne Terpstra")
COMMUNICATION = ("Fatma Yildirim", "Jeroen Bakker", "Lotte Vermeer", "Anouk de Wit")


class Turning:
    """The clock of the bot, in its file."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.to(MONDAY)

    def to(self, moment: dt.datetime) -> None:
        self.file.write_text(str((moment - dt.datetime.now(dt.UTC)).total_seconds()))


@pytest.fixture
def clock(bench: Bench, tmp_path: Path) -> Turning:
    """Four of each discipline, known from a list, in a bot that has just been started."""
    rows = [
        f"{name[0]}{number};{name};{name.lower().replace(' ', '.')}@voorbeeld.example;{discipline}"
        for discipline, names in (("communicatieadviseur", COMMUNICATION), ("participatieadviseur", PARTICIPATION))
        for number, name in enumerate(names)
    ]
    people = "collegas.csv", "\n".join(["id;naam;email;rol", *rows])
    areas = "gebieden.csv", (SAMPLE / "gebieden.csv").read_text("utf-8")
    url = put_down_with(bench.data / "samenspel.db", people, areas)
    clock = Turning(tmp_path / "clock")
    bench.start_bot(env={"DATABASE_URL": url, "SAMENSPEL_CLOCK_FILE": str(clock.file)})
    return clock


def everybody_takes_part(bench: Bench) -> dict[str, Person]:
    people = {name: bench.person(name) for name in (*COMMUNICATION, *PARTICIPATION)}
    for person in people.values():
        person.types("/buddy aan")
        person.submits()
        assert person.sees_alone("Je doet mee")
    return people


def introduced_with(person: Person, people: dict[str, Person]) -> Person:
    """The buddy of whom the introduction speaks."""
    assert person.has_received("Jullie zijn buddy's", timeout=SOON)
    (told,) = introductions(person)
    (buddy,) = [one for name, one in people.items() if name in told and one is not person]
    return buddy


def introductions(person: Person) -> list[str]:
    """Oldest first."""
    return [told for message in person.messages if "Jullie zijn buddy's" in (told := message.reads({}))]


def test_a_round_an_introduction_a_question_and_figures(bench: Bench, clock: Turning) -> None:
    people = everybody_takes_part(bench)
    kwame, fatma = people["Kwame Owusu"], people["Fatma Yildirim"]
    kwame.types("/buddy ronde")
    assert kwame.sees_alone("Ronde 1 zou 4 groepen hebben", SOON)
    kwame.clicks("Start nu")
    assert kwame.sees_alone("Ronde 1 is begonnen, met 4 groepen.", SOON)

    buddies = {name: introduced_with(person, people) for name, person in people.items()}
    assert all(buddies[buddies[name].name] is person for name, person in people.items())
    assert fatma.has_received("Jullie waren nog nooit gekoppeld.")
    fatma.clicks("Voor in je agenda", on="Jullie zijn buddy's")
    assert b"BEGIN:VEVENT" in fatma.downloads("afspraak-met-je-buddy")

    clock.to(MONDAY + dt.timedelta(days=14, hours=2))
    pair = (fatma, buddies["Fatma Yildirim"])
    for person in pair:
        assert person.has_received("te spreken?", timeout=SOON)
        person.goes_to(DIRECT)
        person.clicks("Ja", on="te spreken?")
        assert person.sees("Mooi dat jullie elkaar spraken.")
    fatma.clicks("Schrijf op wat je meeneemt")
    fatma.fills_in({"Eén ding dat je meeneemt": "Vraag eerder om hulp."})
    fatma.submits()
    assert fatma.sees("Bewaard.")

    kwame.types("/buddy cijfers")
    assert kwame.sees_alone("1 van 4 groepen")
    fatma.types("/buddy")
    assert fatma.sees_alone(f"Jouw buddy's: {pair[1].name}.")


def test_rounds_begin_by_themselves_and_nobody_meets_the_same_buddy_again(bench: Bench, clock: Turning) -> None:
    people = everybody_takes_part(bench)
    fatma = people["Fatma Yildirim"]
    seen: list[str] = []
    for number in range(3):
        clock.to(MONDAY + dt.timedelta(days=15 + 21 * number, hours=2))
        told = bench.slack.wait_for(partial(later_ones, fatma, number), f"round {number + 1}", SOON)[0]
        seen += [name for name in PARTICIPATION if name in told]
    assert len(seen) == len(set(seen)) == 3


def later_ones(person: Person, known: int) -> list[str]:
    return introductions(person)[known:]
