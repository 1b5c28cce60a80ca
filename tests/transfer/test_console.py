"""`samenspel import` and `samenspel export`: without any chat."""

import argparse
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.chat.texts import speech
from bot.transfer.columns import COLUMNS
from handlers.console import lists
from handlers.settings import Settings
from storage.database import Base, Database
from storage.people import municipalities
from storage.register import areas
from tests.sources import ROOT
from tests.transfer.town import SAMPLE, Town


class Console:
    """The verbs as handlers/console/main.py hangs them in."""

    def __init__(self, url: str, folder: Path) -> None:
        self.database = Database(url)
        self.settings = Settings(database_url=url, data=folder)
        self.parser = argparse.ArgumentParser("samenspel")
        lists.add_verbs(self.parser.add_subparsers(), speech("nl"))

    def runs(self, *words: str | Path) -> int:
        asked = self.parser.parse_args([str(word) for word in words])
        code: int = asked.does(asked, self.settings, speech("nl"))
        return code

    def municipalities(self) -> list[str]:
        with self.database.session(None) as db:
            return [home.name for home in municipalities.municipalities(db)]


@pytest.fixture
def console(database_url: str, tmp_path: Path) -> Iterator[Console]:
    console = Console(database_url, tmp_path)
    yield console
    console.database.close()


@pytest.fixture
def first_console(empty_database_url: str, tmp_path: Path) -> Iterator[Console]:
    """A database without anything: the first verb brings it up to date."""
    console = Console(empty_database_url, tmp_path)
    yield console
    console.database.close()


# What is about words, files and exit codes; the tests on both databases are about what the register keeps.
ON_SQLITE = pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
SOME = [SAMPLE / "projecten.csv", SAMPLE / "gebieden.csv", SAMPLE / "collegas.csv"]


def test_the_first_import_makes_the_municipality(first_console: Console, capsys: pytest.CaptureFixture[str]) -> None:
    console = first_console
    assert console.runs("import", *SOME) == 0
    assert console.municipalities() == ["Gemeente Voorbeeld"]
    assert "projecten: 14 nieuw, 0 veranderd, 0 gelijk gebleven" in capsys.readouterr().out
    assert console.runs("import", *SOME) == 0
    assert "projecten: 0 nieuw, 0 veranderd, 14 gelijk gebleven" in capsys.readouterr().out
    assert console.municipalities() == ["Gemeente Voorbeeld"]


MANY = 40_000


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_an_import_that_is_stopped_says_what_came_in(console: Console, tmp_path: Path, how: signal.Signals) -> None:
    rows = "".join(f"G{number};Gebied {number};buurt;1\n" for number in range(MANY))
    (tmp_path / "gebieden.csv").write_text("code;naam;type;inwoners\n" + rows, "utf-8")
    url = console.settings.database_url
    command = [sys.executable, "-m", "handlers.console.main", "import", "gebieden.csv"]
    paths = {"PYTHONPATH": str(ROOT), "DATABASE_URL": url}
    process = subprocess.Popen(command, env=paths, cwd=tmp_path, stdout=subprocess.PIPE, text=True)
    while not there_are(console, areas.Area):
        assert process.poll() is None, "it ended before anything came in"
    process.send_signal(how)
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 1
    stored = there_are(console, areas.Area)
    assert 0 < stored < MANY
    assert said.splitlines()[0].startswith("Gestopt.")
    assert f"gebieden: {stored} nieuw" in said.replace(".", "")


def there_are(console: Console, table: type[Base]) -> int:
    with console.database.session(None) as db:
        return db.scalar(select(func.count()).select_from(table)) or 0


def test_a_dry_run_makes_nothing(console: Console, capsys: pytest.CaptureFixture[str]) -> None:
    assert console.runs("import", *SOME, "--dry-run") == 0
    assert console.municipalities() == []
    assert "projecten: 14 nieuw" in capsys.readouterr().out


def test_without_a_list_of_areas_the_municipality_has_no_name_yet(console: Console) -> None:
    file = console.settings.data / "processen.csv"
    file.write_text("bestand;naam\na;Singel\n")
    assert console.runs("import", file, "--as", "projecten", "--key", "bestand") == 0
    assert console.municipalities() == ["Gemeente"]


def test_with_several_municipalities_one_has_to_be_named(console: Console, capsys: pytest.CaptureFixture[str]) -> None:
    assert console.runs("import", *SOME, "--municipality", "Eerste") == 0
    Town.founded(console.database, "Tweede")
    assert console.runs("import", *SOME) == 2
    assert "Er zijn: Eerste, Tweede." in capsys.readouterr().err
    assert console.runs("import", *SOME, "--municipality", "derde") == 2
    assert console.runs("import", *SOME, "--municipality", "tweede") == 0
    assert console.runs("export", console.settings.data / "uit", "--municipality", "Tweede") == 0


@ON_SQLITE
def test_refused_rows_can_be_told_from_the_exit_code(console: Console, capsys: pytest.CaptureFixture[str]) -> None:
    file = console.settings.data / "projecten.csv"
    file.write_text("id;naam\nP1;\nP2;Park\n")
    assert console.runs("import", file) == 1
    assert "projecten.csv, regel 2, kolom naam: Vul dit in." in capsys.readouterr().out


@ON_SQLITE
def test_an_open_cell_can_be_told_from_the_exit_code(console: Console, capsys: pytest.CaptureFixture[str]) -> None:
    file = console.settings.data / "projecten.csv"
    file.write_text("id;naam;status\nP1;Park;paars\n")
    assert console.runs("import", file) == 1
    said = capsys.readouterr().out
    assert "projecten: 1 nieuw, 0 veranderd, 0 gelijk gebleven; van 1 daarvan is een cel open gebleven" in said
    assert "projecten.csv, regel 2, kolom status: paars ken ik niet. Kies uit: komend, lopend, afgerond" in said


@ON_SQLITE
def test_what_a_file_holds_can_be_shown_before_anything_goes_in(
    console: Console, capsys: pytest.CaptureFixture[str]
) -> None:
    file = console.settings.data / "lijst.csv"
    file.write_text("Projectcode;Naam project;Aanvang;Kleur\nP1;Park;jan-26;rood\nP2;Plein;feb-26;\n")
    assert console.runs("import", file, "--show") == 0
    assert capsys.readouterr().out.splitlines() == [
        "lijst.csv: 2 regels, lijst projecten",
        "  Projectcode → id (een ander woord daarvoor): P1 | P2",
        "  Naam project → naam (een ander woord daarvoor): Park | Plein",
        "  Aanvang → start (een ander woord daarvoor): jan-26 | feb-26",
        "  Kleur → niet gebruikt: rood",
    ]
    assert console.municipalities() == []


@ON_SQLITE
def test_a_person_says_which_column_is_what(console: Console, capsys: pytest.CaptureFixture[str]) -> None:
    file = console.settings.data / "lijst.csv"
    file.write_text("Code;Naam;Kleur;Start\nP1;Park;rood;2026\n")
    words = ("import", file, "--as", "projecten", "--map", "samenvatting=Kleur", "--map", "start=")
    assert console.runs(*words, "--show") == 0
    said = capsys.readouterr().out
    assert "  Kleur → samenvatting (gekozen): rood" in said
    assert "  Start → niet gebruikt: 2026" in said
    assert console.runs(*words) == 0
    assert console.runs("import", file, "--map", "gewicht=Kleur") == 2
    assert "Het veld gewicht ken ik niet. Kies uit: " in capsys.readouterr().err
    assert console.runs("import", file, "--map", "start=Datum") == 1
    assert "lijst.csv, kolom Datum: Deze kolom staat niet in de lijst." in capsys.readouterr().out


def test_what_was_said_of_columns_holds_for_the_next_list_with_these_headers(
    console: Console, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "lijst.csv"
    file.write_text("Kenmerkje;Wat we doen;start\nA-1;Singel;2026\n", encoding="utf-8")
    said = ("--as", "projecten", "--map", "naam=Wat we doen", "--key", "Kenmerkje", "--map", "start=")
    assert console.runs("import", file, *said, "--dry-run") == 0
    assert console.runs("import", file) == 1, "a check keeps nothing"
    assert console.runs("import", file, *said) == 0
    capsys.readouterr()
    file.write_text("KENMERKJE;wat we doen;Start\nA-1;Singel;2026\nA-2;Park;2027\n", encoding="utf-8")
    assert console.runs("import", file) == 0
    out = capsys.readouterr().out
    assert "projecten: 1 nieuw, 0 veranderd, 1 gelijk gebleven" in out
    assert "lijst.csv: de kolommen zijn gekozen zoals op" in out
    assert console.runs("import", file, "--map", "start=Start") == 0
    assert console.runs("import", file, "--show") == 0
    assert "Start → start (gekozen)" in capsys.readouterr().out


@ON_SQLITE
def test_a_file_that_is_not_there_and_a_list_that_does_not_exist(console: Console) -> None:
    assert console.runs("import", console.settings.data / "weg.csv") == 2
    assert console.runs("import", SOME[0], "--as", "wensen") == 2
    assert console.municipalities() == []


def test_the_export_is_a_folder_of_files(console: Console, capsys: pytest.CaptureFixture[str]) -> None:
    out = console.settings.data / "een" / "map"
    assert console.runs("export", out) == 2
    console.runs("import", *SOME)
    capsys.readouterr()
    assert console.runs("export", out) == 0
    assert capsys.readouterr().out.split() == [str(file) for file in sorted(out.iterdir(), key=_as_written)]
    assert console.runs("import", *out.glob("*.csv")) == 0


def _as_written(file: Path) -> int:
    order = [*(f"{list_.dutch}.csv" for list_ in COLUMNS), "samenspel.xlsx", "samenspel.ods"]
    return order.index(file.name)


@ON_SQLITE
def test_an_export_is_for_our_eyes_and_never_goes_through_a_link(console: Console) -> None:
    console.runs("import", *SOME)
    out, elsewhere = console.settings.data / "uit", console.settings.data / "elders.txt"
    out.mkdir()
    elsewhere.write_text("van een ander")
    elsewhere.chmod(0o644)
    for planted in (".projecten.csv.unfinished", "projecten.csv", "samenspel.xlsx"):
        (out / planted).symlink_to(elsewhere)
    assert console.runs("export", out) == 0
    assert elsewhere.read_text() == "van een ander"
    written = [file for file in out.iterdir() if not file.name.startswith(".")]
    assert {file.name for file in written} == {
        "samenspel.xlsx",
        "samenspel.ods",
        *(f"{list_.dutch}.csv" for list_ in COLUMNS),
    }
    for file in written:
        assert not file.is_symlink()
        assert file.stat().st_mode & 0o777 == 0o600


@ON_SQLITE
def test_a_file_that_has_no_end_is_not_begun(console: Console, capsys: pytest.CaptureFixture[str]) -> None:
    pipe, large = console.settings.data / "pijp.csv", console.settings.data / "groot.csv"
    os.mkfifo(pipe)
    with large.open("wb") as written:
        written.truncate(lists.LARGEST_FILE + 1)
    assert console.runs("import", pipe) == 2
    assert console.runs("import", "/dev/zero") == 2
    assert console.runs("import", large) == 2
    assert "groot.csv is te groot om in te lezen." in capsys.readouterr().err
    assert console.municipalities() == []


@ON_SQLITE
def test_a_folder_that_can_not_be_written_is_said(console: Console, capsys: pytest.CaptureFixture[str]) -> None:
    console.runs("import", *SOME)
    (console.settings.data / "bestand").write_text("in de weg")
    assert console.runs("export", console.settings.data / "bestand") == 2
    assert "Ik kan niet schrijven in" in capsys.readouterr().err
