"""The public pages in a folder, for a site of the municipality's own."""

from pathlib import Path
from zoneinfo import ZoneInfo

from bot.public import as_files
from handlers.web import public_files
from storage.people.municipalities import Municipality
from tests.person import Person
from tests.public.conftest import SURE, puts_on
from tests.room import Room


def written(room: Room, folder: Path) -> set[str]:
    with room.storage() as db:
        home = db.get_one(Municipality, room.municipality_id)
        found = as_files.files(db, home, room.now.astimezone(ZoneInfo(home.timezone)))
    public_files.place(folder, found)
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
