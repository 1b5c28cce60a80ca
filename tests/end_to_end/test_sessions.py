"""A knowledge session from plan to lesson, with the clock turned: the real bot, a third-party Slack."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from ics import Calendar

from .bench import Bench
from .test_planning import MONDAY

LONG = 15


@pytest.fixture
def turn(bench: Bench, tmp_path: Path) -> Callable[[str], None]:
    """Turns the clock of the bot, in UTC."""
    clock = tmp_path / "clock"

    def to(at: dt.datetime) -> None:
        clock.write_text(str((at - dt.datetime.now(dt.UTC)).total_seconds()))

    to(MONDAY)
    bench.start_bot(env={"SAMENSPEL_CLOCK_FILE": str(clock)})
    return lambda local: to(dt.datetime.fromisoformat(local).replace(tzinfo=dt.UTC))


def test_a_session_from_plan_to_lesson(bench: Bench, turn: Callable[[str], None]) -> None:
    marieke, fatma = bench.person("Marieke van Dam"), bench.person("Fatma Yildirim")
    marieke.types("/kennis sessie Loten doe je zo")
    marieke.fills_in({"Dag": "2026-12-10", "Begint om": "15:00", "Plek of link": "Kamer 3"})
    marieke.submits()
    assert marieke.sees_alone("donderdag 10 december 2026, van 15:00 tot 16:00")

    fatma.types("/kennis")
    fatma.clicks("Komende sessies")
    fatma.clicks("Bekijk")
    fatma.clicks("Ik kom")
    assert fatma.has_received("Fijn dat je komt bij Loten doe je zo.")
    (event,) = Calendar(fatma.downloads("sessie-1.ics").decode()).events
    assert (event.name, event.location) == ("Loten doe je zo", "Kamer 3")
    assert event.begin.isoformat() == "2026-12-10T14:00:00+00:00"

    for local, words in (
        ("2026-12-03 14:00:05", "Over een week is Loten doe je zo."),
        ("2026-12-09 14:00:05", "Morgen is Loten doe je zo."),
        ("2026-12-10 13:00:05", "Over een uur begint Loten doe je zo."),
        ("2026-12-10 15:00:05", "Dank dat je bij Loten doe je zo was."),
    ):
        turn(local)
        assert fatma.has_received(words, timeout=LONG)

    fatma.clicks("Wat neem je mee?")
    fatma.fills_in({"Wat neem je mee?": "Begin acht weken eerder."})
    fatma.submits()
    fatma.clicks("Bewaar als les")
    fatma.submits()
    assert fatma.sees("De les is bewaard")
    marieke.types("/kennis zoek acht weken eerder beginnen")
    assert marieke.sees_alone("Begin acht weken eerder.")


def test_calling_off_reaches_who_signed_up(bench: Bench, turn: Callable[[str], None]) -> None:
    marieke, fatma = bench.person("Marieke van Dam"), bench.person("Fatma Yildirim")
    marieke.types("/kennis sessie Loten doe je zo")
    marieke.fills_in({"Dag": "2026-12-10"})
    marieke.submits()
    assert marieke.sees_alone("De sessie staat gepland")
    fatma.types("/kennis")
    fatma.clicks("Komende sessies")
    fatma.clicks("Bekijk")
    fatma.clicks("Ik kom")
    assert fatma.has_received("Fijn dat je komt bij Loten doe je zo.")
    marieke.clicks("Bekijk")
    marieke.clicks("Zeg af")
    assert fatma.has_received("Loten doe je zo gaat niet door.", timeout=LONG)
