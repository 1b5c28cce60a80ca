"""The page on the web: an administrator switches it on, and whoever gets the address reads along."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.chat.contributions import NOT_ON_THE_WEB
from bot.pages import secrets
from glossary import Deed
from handlers.web import application, served
from storage.messages.tasks import TaskRow
from storage.messages.web_pages import WebPage
from storage.people.audit import AuditRow
from tests.givens import a_project
from tests.reader import Reader
from tests.room import ADDRESS, NotInTheRoom, Person, Room

POLICY = re.compile(
    r"default-src 'none'; style-src 'sha256-[\w+/=]{44}'; script-src 'sha256-[\w+/=]{44}'; img-src data:; "
    r"base-uri 'none'; form-action 'none'"
)


@pytest.fixture
def boss(room: Room) -> Person:
    return room.person("Boss", admin=True)


def reader(room: Room) -> Reader:
    routes = served.routes(room.service.router.addresses, room.database, lambda: room.now)
    return Reader(application.build(lambda: None, routes, []))


def opens_the_card(person: Person) -> None:
    person.types("/samenspel instellingen")
    if person.sees("Overzichthouder") and not person.sees("webpagina"):
        person.fills(keeper=person)
        person.submits()
        person.types("/samenspel instellingen")
    person.clicks("Bekijk", beside="webpagina")


def switches_on(person: Person) -> str:
    """The path of the page."""
    opens_the_card(person)
    person.clicks("Zet de pagina aan")
    return told(person)


def told(person: Person) -> str:
    found = re.findall(re.escape(ADDRESS) + r"(/web/[0-9a-f]{48})\b", person.screen)
    assert found, person.screen
    return str(found[-1])


def test_an_address_ends_where_everybody_sees_its_end() -> None:
    """Now and then one ended in "-", at which a chat or a double click may stop."""
    found = {secrets.new() for _ in range(200)}
    assert len(found) == 200
    assert all(each.isalnum() and len(each) >= 32 for each in found)


def test_whoever_has_the_address_reads_the_page_until_it_is_off(room: Room, boss: Person) -> None:
    room.given(a_project("Singel"))
    path = switches_on(boss)
    assert boss.hears("De webpagina staat klaar.")
    page = reader(room).get(path)
    assert page.status_code == 200
    assert "Singel" in page.text
    assert "Boss" not in page.text
    assert POLICY.fullmatch(page.headers["content-security-policy"])
    assert page.headers["x-robots-tag"] == "noindex, nofollow"
    assert page.headers["cache-control"] == "private, no-cache"
    boss.types("/samenspel instellingen")
    boss.clicks("Bekijk", beside="webpagina")
    assert boss.sees("Laatst gemaakt op")
    boss.clicks("Zet de pagina uit", confirming="niemand")
    assert reader(room).get(path).status_code == 404
    with room.storage() as db:
        kept = db.scalars(select(WebPage)).one()
        assert (kept.secret, kept.content) == (None, None)


def test_a_new_address_takes_the_place_of_the_old_one(room: Room, boss: Person) -> None:
    old = switches_on(boss)
    opens_the_card(boss)
    boss.clicks("Nieuw adres", confirming="oude adres")
    new = told(boss)
    assert new != old
    assert [reader(room).get(path).status_code for path in (old, new)] == [404, 200]


def test_an_old_card_does_not_switch_on_again_what_was_switched_off(room: Room, boss: Person) -> None:
    old = switches_on(boss)
    opens_the_card(boss)
    boss.clicks("Zet de pagina uit", confirming="niemand")
    boss.clicks("Nieuw adres", confirming="oude adres")
    assert boss.sees("Zet de pagina aan")
    with room.storage() as db:
        assert db.scalars(select(WebPage)).one().secret is None
    assert reader(room).get(old).status_code == 404


def test_the_secret_is_nowhere_but_with_the_administrator(room: Room, boss: Person) -> None:
    secret = switches_on(boss).removeprefix("/web/")
    with room.storage() as db:
        kept = db.scalars(select(WebPage)).one()
        assert kept.secret == secrets.hashed(secret)
        deeds = db.scalars(select(AuditRow.deed)).all()
        work = db.scalars(select(TaskRow.order)).all()
    assert Deed.SETTINGS_CHANGED in deeds
    assert secret not in "".join(work)
    opens_the_card(boss)
    boss.clicks_an_old("Zet de pagina aan")
    assert boss.sees("Het adres bewaar ik niet")


def test_only_an_administrator_switches_it(room: Room, boss: Person) -> None:
    opens_the_card(boss)
    anna = room.person("Anna")
    for action in ("pages.settings", "pages.on", "pages.renew", "pages.off"):
        anna.uses_shortcut(action)
        assert anna.sees("Alleen een beheerder kan dit.")
    with room.storage() as db:
        assert db.scalars(select(WebPage)).all() == []


def test_it_is_made_anew_at_night_only_where_it_is_read(room: Room, boss: Person) -> None:
    room.turn(days=1, only=["pages"])
    with room.storage() as db:
        assert db.scalars(select(TaskRow)).all() == []
    path = switches_on(boss)
    room.given(a_project("Kade"))
    assert "Kade" not in reader(room).get(path).text
    room.turn(days=1, only=["pages"])
    assert "Kade" in reader(room).get(path).text
    assert boss.chat.count("De webpagina staat klaar.") == 1


def test_without_an_address_of_its_own_the_bot_gives_none_away(room: Room, boss: Person) -> None:
    nowhere = replace(room.service.router.contributed, web=NOT_ON_THE_WEB)
    room.service.router.contributed = nowhere
    opens_the_card(boss)
    assert boss.sees("SAMENSPEL_PUBLIC_URL")
    with pytest.raises(NotInTheRoom):
        boss.clicks("Zet de pagina aan")
