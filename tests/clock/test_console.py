"""`samenspel jobs`, as handlers/console/main.py hangs it in."""

import argparse
import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.chat.texts import speech
from handlers.console import jobs
from handlers.console.lists import NOT_POSSIBLE
from handlers.settings import Settings, database_in
from playground.bot_process import MARK
from storage.database import Database
from storage.messages.schedule import OccurrenceRow
from storage.people.municipalities import Municipality
from tests.databases import put_down

Runs = Callable[..., int]


@pytest.fixture
def runs(database: Database, tmp_path: Path) -> Runs:
    """In a database with one municipality, at the reference date of the sample."""
    with database.session(None, writes=True) as db:
        db.add(Municipality(name="Gemeente Voorbeeld"))
    parser = _parser()
    url = database.engine.url.render_as_string(hide_password=False)
    settings = Settings(database_url=url, data=tmp_path)

    def run(*words: str) -> int:
        asked = parser.parse_args(words)
        code: int = asked.does(asked, settings, speech("nl"))
        return code

    return run


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("samenspel")
    jobs.add_verbs(parser.add_subparsers(), speech("nl"))
    return parser


def test_the_list_says_when_each_comes_next_in_local_time(runs: Runs, capsys: pytest.CaptureFixture[str]) -> None:
    assert runs("jobs", "list") == 0
    printed = capsys.readouterr().out
    assert printed.startswith("Gemeente Voorbeeld (Europe/Amsterdam)\n")
    (line,) = [line for line in printed.splitlines() if "daily.bundle" in line]
    assert " 09:00 " in line
    assert "Dagelijks bericht aan collega's" in line


def test_without_a_municipality_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    settings = Settings(database_url=put_down(tmp_path / "samenspel.db"), data=tmp_path)
    asked = _parser().parse_args(["jobs", "list"])
    assert asked.does(asked, settings, speech("nl")) == NOT_POSSIBLE
    printed = capsys.readouterr()
    assert (printed.out, printed.err) == ("", "Er is nog geen gemeente. Lees eerst een lijst in.\n")


def test_in_the_data_of_the_practice_workspace_the_console_lives_by_its_clock(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(database_url=database_in(tmp_path), data=tmp_path)
    (tmp_path / "clock").write_text(f"{10 * 365 * 24 * 3600}\n", encoding="ascii")
    assert settings.console_clock is None
    (tmp_path / MARK).touch()
    put_down(tmp_path / "samenspel.db")
    database = Database(settings.database_url)
    with database.session(None, writes=True) as db:
        db.add(Municipality(name="Gemeente Voorbeeld"))
    database.close()
    asked = _parser().parse_args(["jobs", "list"])
    assert asked.does(asked, settings, speech("nl")) == 0
    (line,) = [line for line in capsys.readouterr().out.splitlines() if "daily.bundle" in line]
    this_year = dt.datetime.now(dt.UTC).year
    assert any(str(this_year + later) in line for later in (9, 10))


def test_a_database_elsewhere_is_no_practice(tmp_path: Path) -> None:
    (tmp_path / MARK).touch()
    assert Settings(database_url="postgresql+psycopg://elsewhere/", data=tmp_path).console_clock is None


def test_a_job_is_done_once_a_day_and_says_so(
    runs: Runs, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    assert runs("jobs", "run", "projects.vacancies") == 0
    assert "is gedaan" in capsys.readouterr().out
    assert runs("jobs", "run", "projects.vacancies") == 1
    assert "was al gedaan" in capsys.readouterr().out
    with database.session(None) as db:
        assert [row.name for row in db.scalars(select(OccurrenceRow))] == ["projects.vacancies"]
    runs("jobs", "list")
    (line,) = [line for line in capsys.readouterr().out.splitlines() if "projects.vacancies" in line]
    assert "gedaan" in line


def test_a_job_that_is_not_there_is_refused_with_those_that_are(runs: Runs, capsys: pytest.CaptureFixture[str]) -> None:
    assert runs("jobs", "run", "koffie.zetten") == 2
    assert "Wel: projects.ask_again, projects.vacancies" in capsys.readouterr().err


def test_with_several_municipalities_one_is_named(
    runs: Runs, database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    with database.session(None, writes=True) as db:
        db.add(Municipality(name="Gemeente Anders", timezone="America/Curacao"))
    assert runs("jobs", "run", "daily.bundle") == 2
    assert runs("jobs", "run", "daily.bundle", "--municipality", "Gemeente Anders") == 0
    capsys.readouterr()
    assert runs("jobs", "list") == 0
    printed = capsys.readouterr().out
    assert "Gemeente Voorbeeld (Europe/Amsterdam)" in printed
    assert "Gemeente Anders (America/Curacao)" in printed
    assert runs("jobs", "list", "--municipality", "Gemeente Anders") == 0
    assert "Voorbeeld" not in capsys.readouterr().out
