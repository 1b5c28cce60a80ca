"""The public pages in a folder, for a site of the municipality's own."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from bot.public import as_files
from handlers.scheduling import public_folder
from storage.people.municipalities import Municipality
from storage.register.projects import Project
from tests.person import Person
from tests.public.conftest import SURE, puts_on
from tests.room import Room


def written(room: Room, folder: Path) -> set[str]:
    with room.storage() as db:
        home = db.get_one(Municipality, room.municipality_id)
        found = as_files.files(db, home, room.now.astimezone(ZoneInfo(home.timezone)))
    public_folder.place(folder, found)
    return {each.relative_to(folder).as_posix() for each in folder.rglob("*") if each.is_file()}


def test_they_lead_to_each_other_and_what_was_taken_away_is_gone(
    singel: Room, lead: Person, adviser: Person, tmp_path: Path
) -> None:
    folder = tmp_path / "publiek"
    assert written(singel, folder) == set()
    assert not folder.exists()
    puts_on(lead, adviser)
    here = {"index.html", "atom.xml", "park-singel/index.html", "park-singel/atom.xml"}
    assert written(singel, folder) == here
    assert 'href="park-singel/index.html"' in (folder / "index.html").read_text("utf-8")
    page = (folder / "park-singel" / "index.html").read_text("utf-8")
    assert 'href="../index.html"' in page
    assert "De singel wordt groener." in page
    assert 'href="../park-singel/index.html"' in (folder / "park-singel" / "atom.xml").read_text("utf-8")
    own = folder / "over-ons" / "index.html"
    own.parent.mkdir()
    own.write_text("<p>Van de gemeente zelf</p>", "utf-8")
    assert written(singel, folder) == here | {"over-ons/index.html"}
    adviser.types("/project publiek Park Singel")
    adviser.clicks("Haal weg", confirming=SURE)
    assert written(singel, folder) == {"over-ons/index.html"}
    assert not (folder / "park-singel").exists()


def test_the_bot_writes_them_when_something_was_decided_and_every_hour(
    singel: Room, lead: Person, adviser: Person, tmp_path: Path
) -> None:
    folder = public_folder.PublicFolder(singel.database, tmp_path, lambda: singel.now)
    folder()
    assert list(tmp_path.iterdir()) == []
    puts_on(lead, adviser)
    folder()
    page = tmp_path / "publiek" / "voorbeeld" / "park-singel" / "index.html"
    inode = page.stat().st_ino
    folder()
    assert page.stat().st_ino == inode
    with singel.storage() as db:
        db.scalars(select(Project)).one().summary = ""
    singel.turn(hours=1, only=("public",))
    folder()
    assert "De singel wordt groener." not in page.read_text("utf-8")
    adviser.types("/project publiek Park Singel")
    adviser.clicks("Haal weg", confirming=SURE)
    folder()
    assert list((tmp_path / "publiek").iterdir()) == []


def test_a_folder_that_cannot_be_written_in_is_said_once_and_tried_again(
    singel: Room, lead: Person, adviser: Person, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    puts_on(lead, adviser)
    place = tmp_path / "web"
    place.write_text("een bestand")
    folder = public_folder.PublicFolder(singel.database, place, lambda: singel.now)
    folder()
    folder()
    (said,) = caplog.messages
    assert said.startswith("the public pages are not in SAMENSPEL_WEB_DIR: ")
    place.unlink()
    folder()
    assert (place / "publiek" / "voorbeeld" / "index.html").is_file()
