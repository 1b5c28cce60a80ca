"""The practice clock, turned a week on at once: everything that would have come, comes."""

import datetime as dt
from pathlib import Path

import pytest

from handlers.scheduling.practice import StepByStep, alone_with
from storage.database import Database
from tests.clock.town import Town, at


@pytest.fixture
def town(database: Database) -> Town:
    return Town(database)


def test_what_would_be_too_late_by_then_is_done_at_its_own_time(town: Town) -> None:
    (home,) = town.municipalities()
    tick = town.tick(StepByStep)
    tick()
    town.remind(home, "evening", at("2026-11-24 19:00"), at("2026-11-24 20:00"))
    town.now = at("2026-12-10 08:00")
    tick()
    assert town.recorded(home) == [("2026-11-23", "done"), ("2026-11-30", "done"), ("2026-12-07", "done")]
    assert town.said(home) == ["job 2026-11-23", "reminder evening", "job 2026-11-30", "job 2026-12-07"]
    assert town.next_due(home) == "2026-12-14 09:00"


def test_what_fails_does_not_keep_the_clock_from_arriving(town: Town) -> None:
    broken, whole = town.municipalities(2)
    tick = town.tick(StepByStep)
    tick()
    town.broken.add(broken)
    town.now = at("2026-12-02 08:00")
    tick()
    assert town.said(whole) == ["job 2026-11-23", "job 2026-11-30"]
    town.broken.clear()
    town.now += dt.timedelta(days=7)
    tick()
    assert "job 2026-12-07" in town.said(broken)


def test_turned_back_nothing_comes_again(town: Town) -> None:
    (home,) = town.municipalities()
    tick = town.tick(StepByStep)
    tick()
    town.now = at("2026-11-30 10:00")
    tick()
    town.now = at("2026-11-23 09:30")
    assert not tick()
    assert town.said(home) == ["job 2026-11-23", "job 2026-11-30"]


def test_while_it_stops_it_takes_no_further_step(town: Town) -> None:
    (home,) = town.municipalities()
    tick = town.tick(StepByStep)
    tick()
    town.now = at("2026-12-10 08:00")
    tick.stop()
    tick()
    assert town.said(home) == []


def test_one_process_at_a_time_goes_by_a_practice_clock(tmp_path: Path) -> None:
    first = alone_with(tmp_path / "clock")
    assert first
    assert alone_with(tmp_path / "clock") is None
    first.close()
    second = alone_with(tmp_path / "clock")
    assert second, "whoever ended is in nobody's way"
    second.close()
