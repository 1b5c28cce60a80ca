"""`samenspel report basis`, as it is typed, on both databases."""

import csv
import io
import json

from tests.findings.test_console import Console, console, filled  # noqa: F401, these are fixtures

STATES = {"done", "asked", "open", "skipped", "not_needed"}


def test_the_sample_on_its_monday(filled: Console) -> None:  # noqa: F811
    found = json.loads(filled.prints("report", "basis", "--at", "2026-11-23"))
    assert list(found) == ["projects", "answers", "dependencies"]
    assert found["answers"] == {"M01": 21, "M08": 12, "M09": 54, "M10": 47, "M11": 3, "M16": 26, "M17": 14}
    assert found["dependencies"]["D8"] == {"P09": 40}
    assert found["dependencies"]["D9"] == {"P09": 48}
    open_in = {key: {code for code, state in of.items() if state == "open"} for key, of in found["projects"].items()}
    assert open_in["P03"] == {"O1", "O5", "O6", "P5", "U2"}
    assert open_in["P05"] == set()
    assert {state for of in found["projects"].values() for state in of.values()} <= STATES
    # Imported roles are named, and nobody said yes yet.
    assert found["projects"]["P01"]["O1"] == "asked"


def test_as_a_table(filled: Console) -> None:  # noqa: F811
    text = filled.prints("report", "basis", "--at", "2026-11-23", "--format", "csv").decode("utf-8-sig")
    rows = [tuple(row.values()) for row in csv.DictReader(io.StringIO(text), delimiter=";")]
    assert ("step", "P03", "O5", "open") in rows
    assert ("answer", "M09", "", "54") in rows
    assert ("dependency", "P09", "D9", "48") in rows


def test_another_day_gives_other_days(filled: Console) -> None:  # noqa: F811
    found = json.loads(filled.prints("report", "basis", "--at", "2026-12-10"))
    assert found["answers"]["M09"] == 54 + 17
    assert found["dependencies"]["D8"]["P09"] == 40 + 17
