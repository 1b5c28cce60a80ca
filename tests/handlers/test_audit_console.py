"""`samenspel audit`: the audit log as CSV; and what is done on the console is in it too."""

import csv
import datetime as dt
import io
from collections.abc import Iterator
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from bot.chat.texts import speech
from glossary import Deed, DeedPart, Origin
from handlers.console.main import obey
from handlers.settings import Settings
from storage.database import Database
from storage.people import audit, identity, municipalities
from storage.people.audit import AuditRow
from storage.people.people import Colleague
from tests.room import SAMPLE

MONDAY = dt.datetime(2026, 11, 23, 8, 0, tzinfo=dt.UTC)
FORMULA = "=cmd|' /C calc'!A0"


class Console:
    def __init__(self, url: str, folder: Path) -> None:
        self.settings = Settings(database_url=url, data=folder)
        self.database = Database(url)

    def prints(self, *words: str) -> str:
        paper = io.BytesIO()
        with redirect_stdout(io.TextIOWrapper(paper, "utf-8", write_through=True)):
            assert obey(words, self.settings, speech("nl")) in (0, 1)
            return paper.getvalue().decode("utf-8-sig")

    def audit(self) -> list[list[str]]:
        return list(csv.reader(io.StringIO(self.prints("audit")), delimiter=";"))


@pytest.fixture
def console(database_url: str, tmp_path: Path) -> Iterator[Console]:
    console = Console(database_url, tmp_path)
    yield console
    console.database.close()


def test_what_is_done_on_the_console_is_in_the_log(console: Console, tmp_path: Path) -> None:
    areas = str(SAMPLE / "gebieden.csv")
    console.prints("import", areas, "--dry-run")
    console.prints("import", areas)
    console.prints("export", str(tmp_path))
    headers, *rows = console.audit()
    assert headers == ["wanneer", "wie", "wat", "onderdeel", "over wie", "waar"]
    assert [row[1:] for row in rows] == [
        ["", "las een lijst in", "", "", "de console"],
        ["", "haalde het overzicht op als bestand", "", "", "de console"],
        ["", "haalde dit logboek op als bestand", "", "", "de console"],
    ]


def test_a_copy_of_everything_is_in_the_log_and_in_the_log_of_the_copy(console: Console, tmp_path: Path) -> None:
    console.prints("import", str(SAMPLE / "gebieden.csv"))
    console.prints("db", "backup", str(tmp_path / "copy.db"))
    assert "maakte een reservekopie van alle gegevens" in [row[2] for row in console.audit()]
    if not console.database.is_in_process:
        return  # The copy of PostgreSQL is a file for pg_restore.
    copy = Console(f"sqlite:///{tmp_path}/copy.db", tmp_path)
    assert "maakte een reservekopie van alle gegevens" in [row[2] for row in copy.audit()]
    copy.database.close()


def test_names_make_no_formula_and_whoever_was_erased_has_none(console: Console) -> None:
    console.prints("import", str(SAMPLE / "gebieden.csv"))
    with console.database.session(None) as db:
        (home,) = municipalities.municipalities(db)
    with console.database.session(home.id, writes=True) as db:
        db.add_all([anna := Colleague(name=FORMULA), bert := Colleague(name="Bert")])
        db.flush()
        deed = AuditRow(at=MONDAY, deed=Deed.RIGHT_GIVEN, origin=Origin.CHAT, colleague_id=anna.id, about_id=bert.id)
        deed.part = DeedPart.KEEPER
        db.add(deed)
        db.flush()
        identity.erase(db, bert, MONDAY)
        assert len(audit.all_deeds(db)) == 2
    [at, *told] = console.audit()[2]
    assert told == [f"'{FORMULA}", "gaf een recht", "overzichthouder", "oud-collega", "de chat"]
    assert at == "2026-11-23 09:00:00+01:00"
