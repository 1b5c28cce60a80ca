"""The page of all projects in the operator's folder: a whole one, the newest one, and a clear word when it can't be."""

import datetime as dt
import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from handlers.scheduling.web_folder import WebFolder
from storage.database import Database
from storage.messages.web_pages import WebPage
from storage.people.municipalities import Municipality
from tests.databases import SqliteDatabases

AT = dt.datetime(2026, 11, 23, 4, 0, 0, 500, tzinfo=dt.UTC)


@pytest.fixture
def database(sqlite: SqliteDatabases) -> Iterator[Database]:
    with sqlite.opened() as opened:
        yield opened


def make(database: Database, words: str, municipality: int = 0, at: dt.datetime = AT) -> int:
    """The page of a new municipality, or of this one; returns its number."""
    with database.session(None, writes=True) as db:
        home = db.get_one(Municipality, municipality) if municipality else Municipality(name="Gemeente Voorbeeld")
        db.add(home)
    with database.session(home.id, writes=True) as db:
        page = db.get(WebPage, home.id) or WebPage()
        page.content, page.made_at = gzip.compress(words.encode()), at
        db.add(page)
    return home.id


def test_each_municipality_has_its_page_and_it_is_written_once(database: Database, tmp_path: Path) -> None:
    web = WebFolder(database, tmp_path / "web")
    web()
    assert not (tmp_path / "web").exists()
    home, other = make(database, "Singel"), make(database, "Elders")
    web()
    page = tmp_path / "web" / "index.html"
    assert page.read_text() == "Singel"
    assert page.stat().st_mode & 0o777 == 0o644
    assert (page.parent / f"gemeente-{other}" / "index.html").read_text() == "Elders"
    inode = page.stat().st_ino
    web()
    assert page.stat().st_ino == inode
    make(database, "Singel en Kade", home, AT + dt.timedelta(days=1))
    web()
    assert page.read_text() == "Singel en Kade"


def test_a_folder_that_cannot_be_written_in_is_said_once_and_tried_again(
    database: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    home = make(database, "Singel")
    place = tmp_path / "web"
    place.write_text("een bestand")
    web = WebFolder(database, place)
    web()
    web()
    (said,) = caplog.messages
    assert said.startswith("the page of all projects is not in SAMENSPEL_WEB_DIR: ")
    place.unlink()
    web()
    assert (place / "index.html").read_text() == "Singel"
    assert home
    assert len(caplog.messages) == 1
