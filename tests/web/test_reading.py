"""What colleagues read on the pages: what they would read in the chat, and nothing that changes a thing."""

import base64
import hashlib
import html
import re
from collections import Counter
from collections.abc import Collection, Mapping
from urllib.parse import quote, urlencode

import pytest
from sqlalchemy import delete, event, text, update

from bot.chat.texts import LANGUAGES
from handlers.web import shown
from storage import METADATA
from storage.messages.web_pages import WebPage
from storage.people.people import ChatAccount
from tests.givens import a_lesson, a_moment, a_project, an_area
from tests.room import Person, Room
from tests.web.browsing import Browser, app_of
from tests.web.provider import StandInProvider

MOST_PAGES = 60
HOSTILE = '"><script>alert(1)</script>{{7*7}}${x}\u202e*_~&amp;'


def signed_in(room: Room, provider: StandInProvider, person: Person) -> Browser:
    return Browser(app_of(room, provider)).is_signed_in(room, person)


def links_in(page: str) -> Collection[str]:
    return {html.unescape(found) for found in re.findall(r'href="(/in/[^"]*)"', page)} - {"/in/stijl.css"}


def rows(room: Room) -> dict[str, int]:
    """How many there are, by table. What may come is an account that was looked at again."""
    with room.storage() as db:
        return {
            name: db.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one()
            for name in METADATA.tables
            if name != "received"
        }


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_that_leads_on_is_there_and_changes_nothing(
    room: Room, provider: StandInProvider, language: str
) -> None:
    room.sample()
    anna = room.person("Anna", platform="slack", language=language)
    browser = signed_in(room, provider, anna)
    before = rows(room)
    to_see = [f"/in/{name}" for name in shown.MENU]
    seen = dict[str, int]()
    pages = set[str]()
    while to_see and len(seen) < MOST_PAGES:
        path = to_see.pop(0)
        # Of each kind of page some are enough.
        kind = path.partition("?")[0]
        if path in seen or sum(each.partition("?")[0] == kind for each in seen) > 4:
            continue
        answer = browser.get(path)
        seen[path] = answer.status_code
        pages.add(kind.removeprefix("/in/"))
        assert f'<html lang="{language}">' in answer.text
        assert answer.text.count("<h1") == 1, path
        to_see += sorted(link for link in links_in(answer.text) if "aanmelden" not in link and "stijl" not in link)
    assert {path: status for path, status in seen.items() if status != 200} == {}
    assert pages >= {*shown.MENU, "project", "moment", "verloop", "drukte-keuze", "agenda-keuze"}
    assert rows(room) == before
    assert anna.hears_nothing()


def test_what_is_in_the_sample_is_on_the_pages(room: Room, provider: StandInProvider) -> None:
    room.sample()
    browser = signed_in(room, provider, room.person("Anna", platform="slack"))
    assert "Havenkade" in browser.reads("/in/project-gevonden?words=havenkade")
    busy = browser.get("/in/drukte").text
    assert "<svg" in busy
    assert busy.count("<tbody>") == 1
    drawn, table = busy.split("<tbody>")
    cells = re.findall(r'class="on-\w+"[^>]*>(\d+)<', drawn), re.findall(r'<td class="\w+">(\d+)<', table)
    assert cells[0] == cells[1]
    assert len(cells[0]) > 100
    area = browser.get("/in/gebied-keuze").text
    code = re.findall(r'<option value="(\w+)">Bloemenbuurt', area)[0]
    assert "Bloemenbuurt" in browser.reads(f"/in/gebied-gekozen?area={code}")


@pytest.mark.parametrize(
    ("page", "answers"),
    [
        ("agenda-gekozen", {"group": "young_people"}),
        ("drukte-gekozen", {"group": "young_people"}),
        ("gebied-gekozen", {"area": "BU01"}),
        ("projecten-gekozen", {"status": "completed"}),
        ("project-gevonden", {"words": "Kade"}),
        ("lessen-gevonden", {"text": "school"}),
    ],
)
def test_what_is_filled_in_counts(room: Room, provider: StandInProvider, page: str, answers: Mapping[str, str]) -> None:
    room.given(
        an_area("Bloemenbuurt", code="BU01"),
        a_project("Kade", areas=["Bloemenbuurt"]),
        a_project("Park"),
        a_lesson("Begin bij de school.", helped=1),
    )
    browser = signed_in(room, provider, room.person("Anna", platform="slack"))
    assert browser.reads(f"/in/{page}?{urlencode(answers)}") != browser.reads(f"/in/{page}")


def test_two_colleagues_each_see_their_own(room: Room, provider: StandInProvider) -> None:
    anna, bart = (room.person(name, platform="slack") for name in ("Anna", "Bart"))
    room.given(a_project("Singel", project_lead=anna))
    for person, words in ((anna, "Singel"), (bart, "")):
        week = signed_in(room, provider, person).reads("/in/week")
        assert person.name in week
        assert words in week
    # The same click is answered by the rights of whoever clicks: only the lead is told what is missing.
    mine, other = (
        signed_in(room, provider, person).reads(f"/in/projecten?person={anna.id}") for person in (anna, bart)
    )
    assert "mijn" in mine.casefold()
    assert "Anna" in other


def test_hostile_words_are_words(room: Room, provider: StandInProvider) -> None:
    anna = room.person(HOSTILE, platform="slack")
    room.settings(name=HOSTILE)
    room.given(
        an_area(HOSTILE[:60]),
        a_project(HOSTILE, project_lead=anna, summary=HOSTILE),
        a_moment(project=HOSTILE, title=HOSTILE, starts_on="2026-12-01"),
    )
    browser = signed_in(room, provider, anna)
    for name in (*shown.MENU, "project?id=1", "verloop?id=1", "moment?moment=1", "project-gevonden?words=%3Cscript%3E"):
        page = browser.get(f"/in/{name}").text
        assert "<script" not in page, name
        assert "49" not in re.sub(r"[0-9a-f]{16}", "", page.partition("<main")[0]), name
        assert "\u2068" in page, name


@pytest.mark.parametrize(
    ("address", "is_link"), [("https://voorbeeld.example/singel", True), ("javascript://voorbeeld.example/", False)]
)
def test_the_page_of_a_project_can_be_followed_and_code_cannot(
    room: Room, provider: StandInProvider, address: str, is_link: bool
) -> None:
    room.given(a_project("Singel", web_page=address))
    page = signed_in(room, provider, room.person("Anna", platform="slack")).get("/in/project?id=1").text
    assert "Singel" in page
    assert (f'href="{address}"' in page) is is_link


@pytest.mark.parametrize(
    "path",
    [
        *("project", "project?id=999999", "project?id=x", "project?id=-1", "moment?moment=7", "les?id=1"),
        *("agenda?group=niets", "projecten?status=niets", "projecten?first=gisteren", "projecten?page=9999999"),
        *("drukte?from=nooit&weeks=999", "drukte-waarom?area=niets", "gebied?area=niets"),
        *("agenda-gekozen?from=9999-99-99", "lessen-gevonden?group=x"),
    ],
)
def test_what_is_gone_or_never_was_gets_a_sentence(room: Room, provider: StandInProvider, path: str) -> None:
    browser = signed_in(room, provider, room.person("Anna", platform="slack"))
    answer = browser.get(f"/in/{path}")
    assert answer.status_code == 200
    assert "<h" in answer.text


def test_a_project_that_was_withdrawn_meanwhile_is_gone_at_the_next_click(
    room: Room, provider: StandInProvider
) -> None:
    anna = room.person("Anna", platform="slack", admin=True)
    room.given(a_project("Singel", project_lead=anna))
    browser = signed_in(room, provider, anna)
    assert "Singel" in browser.reads("/in/project?id=1")
    with room.storage() as db:
        db.execute(text("DELETE FROM project"))
    assert "Singel" not in browser.reads("/in/project?id=1")


def test_a_page_that_fails_gives_a_number_that_is_in_the_log(
    room: Room, provider: StandInProvider, caplog: pytest.LogCaptureFixture
) -> None:
    browser = signed_in(room, provider, room.person("Anna", platform="slack"))
    with room.storage() as db:
        db.execute(text("ALTER TABLE project RENAME TO away"))
    answer = browser.get("/in/projecten")
    assert answer.status_code == 500
    assert "Noem dit nummer bij je beheerder" in answer.text
    assert f"W{room.number() - 1}" in answer.text
    assert "the page projecten failed" in caplog.messages


def test_no_projects_is_a_page_too(room: Room, provider: StandInProvider) -> None:
    browser = signed_in(room, provider, room.person("Anna", platform="slack"))
    for name in shown.MENU:
        assert browser.get(f"/in/{name}").status_code == 200, name


def test_the_municipality_is_recognised_by_its_colour_and_logo(room: Room, provider: StandInProvider) -> None:
    browser = signed_in(room, provider, room.person("Anna", platform="slack"))
    assert browser.get("/in/logo").status_code == 404
    with room.storage() as db:
        look = WebPage(
            colour="#ffe600", logo=b"\x89PNG...", logo_kind="image/png", statement="https://voorbeeld.example/t"
        )
        db.add(look)
    page = browser.get("/in/visie")
    style = ":root { --brand: #ffe600; --on-brand: #000000; }"
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"<style>{style}</style>" in page.text
    assert f"style-src 'self' 'sha256-{digest}'; img-src 'self'" in page.headers["content-security-policy"]
    assert 'src="/in/logo"' in page.text
    assert 'href="https://voorbeeld.example/t"' in page.text
    logo = browser.get("/in/logo")
    assert (logo.content, logo.headers["content-type"]) == (b"\x89PNG...", "image/png")
    assert Browser(browser.app).get("/in/logo").status_code == 404
    for gone in (update(ChatAccount).values(is_shut=True), delete(ChatAccount)):
        with room.storage() as db:
            db.execute(gone)
        assert browser.get("/in/logo").status_code == 404


def test_what_is_not_in_the_first_of_a_long_list_is_found_without_a_script(
    room: Room, provider: StandInProvider
) -> None:
    room.given(*(an_area(f"Buurt {number:02}", code=f"BU{number:04}") for number in range(60)))
    browser = signed_in(room, provider, room.person("Anna", platform="slack"))
    first = browser.get("/in/agenda-keuze?group=tenants").text
    assert "Buurt 01" in first
    assert "Buurt 59" not in first
    # A form of its own, that keeps what the page was asked for.
    (form,) = re.findall(r'<input type="search" [^>]*name="zoek\.area" form="(\w+)"', first)
    (kept,) = re.findall(
        rf'<form hidden id="{form}" method="get" action="/in/agenda-keuze">(.*?)</form>', first, re.DOTALL
    )
    assert kept.strip() == '<input type="hidden" name="group" value="tenants">'
    found = browser.get("/in/agenda-keuze?group=tenants&zoek.area=buurt+59").text
    (select,) = re.findall(r'<select[^>]*name="area".*?</select>', found, re.DOTALL)
    assert re.findall(r'<option value="(BU\d+)"( selected)?>', select) == [("BU0059", " selected")]
    assert 'value="buurt 59"' in found
    assert re.search(r'<option value="tenants" selected>', found)
    assert "Niets gevonden" not in found
    none = browser.get(f"/in/agenda-keuze?zoek.area={quote(HOSTILE)}").text
    assert "Niets gevonden" in none
    assert "<script" not in none


def test_what_a_page_finds_for_the_first_time_is_indexed_once(room: Room, provider: StandInProvider) -> None:
    room.given(a_project("Havenkade"), a_lesson("Bel op tijd"))
    browser = signed_in(room, provider, room.person("Anna", platform="slack"))
    with room.storage() as db:
        db.connection().execute(text("UPDATE lesson SET tags = 'zeppelin'"))
    written: list[str] = []

    def note(connection: object, cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith(("SELECT", "BEGIN", "SAVEPOINT", "RELEASE", "PRAGMA")):
            written.append(statement)

    def searches() -> int:
        written.clear()
        assert "Bel op tijd" in browser.reads("/in/lessen?words=zeppelin")
        return sum("search_" in statement for statement in written)

    event.listen(room.database.engine, "before_cursor_execute", note)
    try:
        assert searches() > 0
        assert searches() == 0
    finally:
        event.remove(room.database.engine, "before_cursor_execute", note)


@pytest.mark.parametrize("page", [*shown.MENU, "drukte-keuze", "agenda-keuze"])
def test_no_page_asks_the_same_question_twice(room: Room, provider: StandInProvider, page: str) -> None:
    room.sample()
    browser = signed_in(room, provider, room.person("Anna", platform="slack"))
    browser.reads(f"/in/{page}")
    asked = Counter[tuple[str, str]]()

    def note(connection: object, cursor: object, statement: str, given: object, *_: object) -> None:
        if statement.startswith("SELECT"):
            asked[statement, str(given)] += 1

    event.listen(room.database.engine, "before_cursor_execute", note)
    try:
        browser.reads(f"/in/{page}")
    finally:
        event.remove(room.database.engine, "before_cursor_execute", note)
    assert {statement: n for (statement, _), n in asked.items() if n > 1} == {}
    assert len(asked) > 2
