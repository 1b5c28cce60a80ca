"""However many questions there are, none counts for a neighbour: the counts stand side by side in one number."""

import datetime as dt

import pytest

from bot.findings.facts import AreaFacts, Areas
from bot.findings.norms import USUAL
from bot.findings.week_map import mondays_from, week_map
from glossary import AreaKind, TargetGroup
from storage.reports.asks import AskLine

MONDAY = dt.date(2026, 11, 23)
AREAS = Areas([AreaFacts(code, code, AreaKind.NEIGHBOURHOOD) for code in ("BU1", "BU2")])


@pytest.mark.parametrize("asks", [1, 255, 256, 65_535, 65_536])
def test_as_many_as_there_are(asks: int) -> None:
    lines = [AskLine(1, "2026-11-23", "2026-11-23", "BU1", "young_people", 0)] * (asks - 1)
    lines.append(AskLine(2, "2026-10-01", "2026-10-01", "BU1,BU2", "young_people,parents", 1))
    found = week_map(AREAS, ("BU1", "BU2"), lines, mondays_from(MONDAY), USUAL)
    young, parents = TargetGroup.YOUNG_PEOPLE, TargetGroup.PARENTS
    # A question of one day counts in the four weeks from which somebody may be asked again within four weeks.
    assert list(found.by_week(0, young)) == [asks] * 4 + [1] * 8
    assert list(found.by_week(0, parents)) == list(found.by_week(1, None)) == [1] * 12
    assert list(found.by_week(0, TargetGroup.CARERS)) == [0] * 12
    assert set(found.most_tired(0, 0)) == ({young} if asks > 1 else {young, parents})
