"""`samenspel web DIR`: a whole page in its place, or the one that was there."""

import datetime as dt
import io
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.chat.texts import speech
from glossary import Deed
from handlers.console.main import obey
from handlers.settings import Settings
from storage.database import Database
from storage.people import municipalities
from storage.people.audit import AuditRow
from storage.people.municipalities import Municipality
from tests.givens import a_project, given


class Console:
    def __init__(self, url: str, folder: Path) -> None:
        self.settings = Settings(database_url=url, data=folder / "data")
        self.folder = folder / "pagina"

    def makes(self) -> tuple[int, str]:
        """What it ends with, and what it prints."""
        paper = io.StringIO()
        with redirect_stdout(paper), redirect_stderr(paper):
            code = obey(["web", str(self.folder)], self.settings, speech("nl"))
        return code, paper.getvalue().strip()

    def makes_on_a_full_disk(self) -> tuple[int, str]:
        """As a process that may write little more than nothing in one file."""
        return self._apart("import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))")

    def makes_without_jinja(self) -> tuple[int, str]:
        """As where that is not installed."""
        return self._apart("sys.modules['jinja2'] = None")

    def _apart(self, first: str) -> tuple[int, str]:
        program = f"import sys; {first}\nfrom handlers.console.main import main; sys.exit(main(sys.argv[1:]))"
        ended = subprocess.run(
            [sys.executable, "-c", program, "web", str(self.folder)],
            env={**os.environ, "DATABASE_URL": self.settings.database_url},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        return ended.returncode, ended.stdout.strip() + ended.stderr.strip()


@pytest.fixture
def console(database_url: str, tmp_path: Path) -> Console:
    return Console(database_url, tmp_path)


@contextmanager
def rows(console: Console) -> Iterator[Session]:
    """Of the first municipality there, which is made when there is none."""
    database = Database(console.settings.database_url)
    with database.session(None, writes=True) as db:
        if not municipalities.municipalities(db):
            db.add(Municipality(name="Gemeente Voorbeeld"))
            db.flush()
        home_id = municipalities.municipalities(db)[0].id
    with database.session(home_id, writes=True) as db:
        yield db
    database.close()


def fill(console: Console) -> None:
    with rows(console) as db:
        given(db, dt.datetime(2026, 11, 23, tzinfo=dt.UTC), a_project("Singel"))


# PostgreSQL alone: there what has no room is the page, and not the database.
@pytest.mark.parametrize("databases", ["postgres"], indirect=True)
def test_a_page_takes_the_place_of_the_last_one_when_it_is_whole(console: Console) -> None:
    assert console.makes() == (2, "Er is nog geen gemeente. Lees eerst een lijst in.")
    fill(console)
    page = console.folder / "index.html"
    assert console.makes() == (0, str(page))
    whole = page.read_text("utf-8")
    assert "Singel" in whole
    assert whole.endswith("</html>")
    assert page.stat().st_mode & 0o777 == 0o644
    with rows(console) as db:
        assert [each.deed for each in db.scalars(select(AuditRow))] == [Deed.EXPORTED]
    assert console.makes_on_a_full_disk() == (2, f"Ik kan niet schrijven in {console.folder}.")
    assert page.read_text("utf-8") == whole
    assert list(console.folder.iterdir()) == [page]


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_a_folder_that_is_none_gets_a_sentence(console: Console) -> None:
    fill(console)
    console.folder.write_text("van een ander")
    assert console.makes() == (2, f"Ik kan niet schrijven in {console.folder}.")
    assert console.folder.read_text() == "van een ander"


@pytest.mark.parametrize("databases", ["sqlite"], indirect=True)
def test_where_jinja_is_not_installed_it_says_how_to_get_it(console: Console) -> None:
    fill(console)
    code, said = console.makes_without_jinja()
    assert (code, said) == (2, "Het deel voor deze pagina is niet geïnstalleerd. Installeer: samenspel[web]")
    assert not console.folder.exists()
