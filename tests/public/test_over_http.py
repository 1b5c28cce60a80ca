"""The public page and a calendar as they leave over HTTP."""

from handlers.web import application, served
from tests.calendars.test_subscribing import subscribes
from tests.person import Person
from tests.public.conftest import SURE, puts_on
from tests.reader import Reader
from tests.room import Room


def reader(room: Room) -> Reader:
    addresses = room.service.router.addresses
    return Reader(application.build(lambda: None, served.routes(addresses, room.database, lambda: room.now), []))


def test_a_browser_that_comes_back_gets_it_again_only_when_it_changed_and_hears_that_it_is_gone(
    singel: Room, lead: Person, adviser: Person
) -> None:
    puts_on(lead, adviser)
    browser, at = reader(singel), "/publiek/voorbeeld/park-singel"
    first = browser.get(at)
    assert (first.status_code, first.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "script-src" not in first.headers["content-security-policy"]
    assert "x-robots-tag" not in first.headers
    assert browser.get(at, if_none_match=first.headers["etag"]).status_code == 304
    assert browser.get(f"{at}/atom.xml").headers["content-type"] == "application/atom+xml; charset=utf-8"
    guessed = browser.get("/publiek/voorbeeld/havenkade")
    assert guessed.status_code == 404
    assert "Deze pagina is er niet (meer)" in guessed.text
    assert (guessed.content, guessed.headers) == ((typo := browser.get("/publeik/voorbeeld")).content, typo.headers)
    adviser.types("/project publiek Park Singel")
    adviser.clicks("Haal weg", confirming=SURE)
    gone = browser.get(at, if_none_match=first.headers["etag"])
    assert (gone.status_code, "Park Singel" in gone.text) == (410, False)
    assert browser.get("/publiek/voorbeeld").status_code == 200
    assert browser.get("/publiek/elders").status_code == 404


def test_a_calendar_is_for_nobody_else(singel: Room, lead: Person) -> None:
    address = subscribes(lead, "Alles in de gemeente")
    answer = reader(singel).get(f"/agenda/{address}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    assert answer.headers["cache-control"] == "private, no-cache"
    assert answer.headers["x-robots-tag"] == "noindex, nofollow"
    guessed = reader(singel).get(f"/agenda/{address[:-5]}.ics")
    assert (guessed.status_code, guessed.headers["content-type"]) == (404, "text/plain; charset=utf-8")
