"""What loads a large library does so in a process of its own; the answers are those of the library."""

import datetime as dt
import os
import subprocess
import sys

import holidays
import pytest

from bot import apart, days_off
from bot.pairing import ahead
from bot.pairing import apart as pairing
from bot.pairing.inputs import Candidate, Group, Held, Wishes

USES_ALL = """
import datetime, sys
import handlers.running, handlers.slack.connection
from bot import days_off, drawing
from bot.findings import norms, week_map
from bot.findings.facts import Areas
from bot.pairing import apart
from bot.pairing.inputs import Candidate
from storage.asks import AskLine

monday = datetime.date(2026, 11, 23)
assert days_off.name_of(datetime.date(2026, 12, 25))
drawing.draw(drawing.HeatMap("", (("1", "nov"),), (("Noord", (drawing.Cell(1, "calm"),)),), (), ""))
assert apart.next_round(apart.Order((Candidate(1, "communication"), Candidate(2, "participation")), (), 1)).round.groups
asks = [AskLine("2026-11-23", "2026-11-23", "BU1", "young_people", 0)]
assert week_map.week_map(Areas([]), asks, (monday,), norms.USUAL).mondays == (monday,)
print(*sorted({"holidays", "matplotlib", "numpy", "scipy"} & sys.modules.keys()))
"""


def test_the_process_that_serves_never_loads_the_large_libraries() -> None:
    """Together they would take 110 MB for as long as it lives."""
    used = subprocess.run([sys.executable, "-c", USES_ALL], check=True, capture_output=True, text=True)
    assert used.stdout.strip() == ""


def test_no_process_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(apart.NoAnswer):
        apart.ask("bot.nothing_of_that_name", b"")
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(apart.NoAnswer):
        apart.ask("bot.days_off", b"")


def test_what_was_prepared_starts_no_process_in_an_answer() -> None:
    """In decades that no other test asks about."""
    began = processor_time_of_others()
    days_off.prepare(dt.date(2088, 6, 1))
    prepared = processor_time_of_others()
    assert prepared > began
    for region in ("", *days_off.REGIONS):
        for language in ("nl", "en"):
            for year in range(2087, 2092):
                assert days_off.name_of(dt.date(year, 12, 25), region, language)
    assert processor_time_of_others() == prepared
    days_off.name_of(dt.date(2075, 12, 25))
    assert processor_time_of_others() > prepared


def processor_time_of_others() -> float:
    """Of processes that we started, and that ended."""
    times = os.times()
    return times.children_user + times.children_system


@pytest.mark.parametrize("region", ["", *days_off.REGIONS])
@pytest.mark.parametrize(("language", "of_the_library"), [("nl", "nl"), ("en", "en_US"), ("fr", "nl")])
def test_days_off_are_those_of_the_library(region: str, language: str, of_the_library: str) -> None:
    years = range(2018, 2042)
    known = holidays.country_holidays(
        "NL",
        subdiv=region or None,
        years=years,
        categories=("public", "school") if region else ("public",),
        language=of_the_library,
    )
    days = [dt.date(years[0], 1, 1) + dt.timedelta(days=at) for at in range(365 * len(years))]
    found = {day: days_off.name_of(day, region, language) for day in days}
    assert {day: name for day, name in found.items() if name} == {day: known[day] for day in days if day in known}


@pytest.mark.parametrize("day", [dt.date.min, dt.date.max])
def test_any_date_has_an_answer(day: dt.date) -> None:
    assert days_off.name_of(day) == ""


def test_a_round_drawn_apart_is_the_same_round() -> None:
    people = (
        *(Candidate(number, "communication", 2, areas=frozenset({f"BU{number % 3}"})) for number in range(9)),
        *(
            Candidate(number, "participation", is_new=True, projects=frozenset({number % 2}))
            for number in range(20, 23)
        ),
    )
    before = (Held((Group((1,), (20,)), Group((2, 3), (21,))), Group((4,), ())),)
    never, wishes = frozenset({(1, 21), (22, 5)}), Wishes(largest=3, shared="avoid")
    apart_from_us = pairing.next_round(pairing.Order(people, before, 7, never, wishes))
    assert apart_from_us.inputs == ahead.next_round(people, before, 7, never, wishes).inputs
    assert apart_from_us.round == ahead.next_round(people, before, 7, never, wishes).round
