"""Gemeente Voorbeeld on its reference date: every answer that was worked out beforehand by somebody else."""

import datetime as dt
import json
from typing import Any

import pytest

from bot.findings import gather
from bot.findings.norms import USUAL
from bot.findings.report import report
from tests.room import SAMPLE, ZONE, Room

GOLDEN: dict[str, Any] = json.loads((SAMPLE / "verwacht.json").read_text("utf-8"))
PEILDATUM = dt.datetime(2026, 11, 23, 9, tzinfo=ZONE)


@pytest.fixture
def found(room: Room) -> Any:
    room.sample()
    with room.storage() as db:
        return report(gather.areas(db), gather.projects(db, PEILDATUM), PEILDATUM.date(), "Midden", USUAL)


@pytest.mark.parametrize("key", GOLDEN)
def test_the_report_gives_the_golden_answer(key: str, found: Any) -> None:
    assert json.dumps(found[key], indent=1) == json.dumps(GOLDEN[key], indent=1)


def test_the_report_gives_nothing_else(found: Any) -> None:
    assert list(found) == list(GOLDEN)
