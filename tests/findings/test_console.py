"""`samenspel report findings`, as handlers/console/main.py hangs it in."""

import argparse
import csv
import io
import json
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path
from typing import Any

import pytest

from bot.chat.texts import speech
from handlers.console import lists, report
from handlers.settings import Settings
from storage.database import Database
from storage.people.municipalities import Municipality
from storage.settings import SettingRow
from tests.room import SAMPLE


class Console:
    def __init__(self, url: str, folder: Path) -> None:
        self.settings = Settings(database_url=url, data=folder)
        self.database = Database(url)
        self.parser = argparse.ArgumentParser("samenspel")
        verbs = self.parser.add_subparsers()
        for module in (lists, report):
            module.add_verbs(verbs, speech("nl"))

    def runs(self, *words: str) -> int:
        asked = self.parser.parse_args(words)
        code: int = asked.does(asked, self.settings, speech("nl"))
        return code

    def prints(self, *words: str) -> bytes:
        paper = io.BytesIO()
        with redirect_stdout(io.TextIOWrapper(paper, "utf-8", write_through=True)):
            assert self.runs(*words) == 0
            return paper.getvalue()

    def finds(self, at: str) -> Any:
        return json.loads(self.prints("report", "findings", "--at", at))


@pytest.fixture
def console(database_url: str, tmp_path: Path) -> Iterator[Console]:
    console = Console(database_url, tmp_path)
    yield console
    console.database.close()


@pytest.fixture
def filled(console: Console) -> Console:
    console.prints("import", *map(str, SAMPLE.glob("*.csv")))
    return console


def test_the_golden_answers_word_for_word(filled: Console) -> None:
    assert filled.finds("2026-11-23") == json.loads((SAMPLE / "verwacht.json").read_text("utf-8"))


def test_as_a_table(filled: Console) -> None:
    text = filled.prints("report", "findings", "--at", "2026-11-23", "--format", "csv").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    found = {(row["finding"], row["id"], row["group"]): row for row in rows}
    load = found["load", "BU99990101", "huurders"]
    assert (load["value"], load["asks"], load["silent"]) == ("3", "M02,M03,M04", "M09")
    assert found["colour", "BU99990101", "huurders"]["value"] == "red"
    assert found["triangle_incomplete", "P06", ""]["value"] == "communicatieadviseur,participatieadviseur"
    assert found["feedback_overdue", "M09", ""]["value"] == "26"
    assert ("no_participation_budget", "P03", "") in found
    assert found["triangle_complete_by_size", "klein", ""]["value"] == "1,3"


def test_another_day_gives_other_answers(filled: Console) -> None:
    assert filled.finds("2026-12-10")["feedback_overdue"] == {"M08": 1, "M09": 43, "M10": 36}


def test_a_day_that_does_not_exist_is_answered_in_words(filled: Console, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        filled.runs("report", "findings", "--at", "gisteren")
    said = capsys.readouterr().err
    assert "Die datum bestaat niet. Schrijf bijvoorbeeld 2026-12-09." in said
    assert "fromisoformat" not in said


def test_the_numbers_of_the_municipality_count(filled: Console) -> None:
    assert "M07" in filled.finds("2026-11-23")["ask_load"]["BU99990201"]["huurders"]["asks"]
    with filled.database.session(1) as db:
        db.add(SettingRow(name="load.counted_from", value="420"))
        db.add(SettingRow(name="feedback.days", value="60"))
    found = filled.finds("2026-11-23")
    assert "M07" not in found["ask_load"]["BU99990201"]["huurders"]["asks"]
    assert found["feedback_overdue"] == {}


def test_the_region_of_the_municipality_counts(filled: Console) -> None:
    """In the south the spring break is a week earlier."""
    with filled.database.session(None) as db:
        db.get_one(Municipality, 1).holiday_region = "Zuid"
    assert filled.finds("2026-11-23")["bad_moment"] == {"M12": "Kerstvakantie"}


def test_without_a_municipality_there_is_nothing_to_say(console: Console, capsys: pytest.CaptureFixture[str]) -> None:
    assert console.runs("report", "findings") == 2
    assert "Er is nog geen gemeente" in capsys.readouterr().err
