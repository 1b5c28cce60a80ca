"""A resident reads the public pages: on a telephone and a desk, by keyboard, in the dark, on paper."""

import base64
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from bot.public import as_files
from handlers.scheduling import public_folder
from storage.messages.web_pages import WebPage
from storage.people.municipalities import Municipality
from storage.register import text_words
from storage.register.areas import Area
from storage.register.moments import Moment
from storage.register.projects import Project
from storage.register.public_pages import PublicPage
from tests.axe import violations
from tests.person import Person
from tests.public.conftest import Resident, decided, puts_on
from tests.room import Room

HOSTILE = """<script>alert(1)</script>"><img src=x onerror=alert(2)>{{ 7 * 7 }}{% raw %}\u202e' --""" + "M" * 60


LOGO = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture
def pages(singel: Room, lead: Person, adviser: Person, tmp_path: Path) -> Path:
    puts_on(lead, adviser)
    with singel.storage() as db:
        look = WebPage(colour="#ffcc00", logo=LOGO, logo_kind="image/png", statement="https://voorbeeld.example/a11y")
        db.add(look)
        db.flush()
        home = db.get_one(Municipality, singel.municipality_id)
        found = as_files.files(db, home, singel.now.astimezone(ZoneInfo(home.timezone)))
    public_folder.place(tmp_path, found)
    return tmp_path


@pytest.mark.parametrize("width", [320, 360, 768, 1440])  # 320: also 1,280 at 400 %.
def test_axe_finds_nothing_and_nothing_sticks_out(browser: Browser, pages: Path, width: int) -> None:
    with browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=True) as context:
        page = context.new_page()
        faults: list[str] = []
        page.on("console", lambda message: faults.append(message.text))
        for address in ("index.html", "park-singel/index.html"):
            page.goto((pages / address).as_uri())
            assert page.evaluate("document.documentElement.scrollWidth") == width
            found = violations(page)
            page.emulate_media(color_scheme="dark")
            assert found + violations(page) == []
            assert (
                page.evaluate("getComputedStyle(document.querySelector('.band')).backgroundColor") == "rgb(255, 204, 0)"
            )
            assert page.evaluate("document.querySelector('.band img').naturalWidth") == 1
            expect(page.get_by_role("link", name="Toegankelijkheid")).to_be_visible()
        assert faults == []


def test_by_keyboard_one_reads_all_of_it(browser: Browser, pages: Path) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto((pages / "index.html").as_uri())
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
        expect(page.get_by_role("link", name="Naar de inhoud")).to_be_in_viewport()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        expect(page.get_by_role("link", name="Park Singel")).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).to_have_text("Park Singel")
        expect(page.get_by_text("U kreeg antwoord op 1 oktober 2026.")).to_be_visible()
        page.get_by_role("link", name="Wat vragen we in uw buurt").press("Enter")
        expect(page.get_by_role("heading", name="Bloemenbuurt")).to_be_visible()


def test_on_paper_it_is_dark_on_light(browser: Browser, pages: Path) -> None:
    with browser.new_context(color_scheme="dark") as context:
        page = context.new_page()
        page.goto((pages / "park-singel" / "index.html").as_uri())
        page.emulate_media(media="print")
        expect(page.get_by_text("Meer lindes")).to_be_visible()
        assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"


def test_whatever_was_typed_is_words(
    browser: Browser, singel: Room, lead: Person, adviser: Person, resident: Resident
) -> None:
    with singel.storage() as db:
        project = db.scalars(select(Project)).one()
        moment = db.scalars(select(Moment).where(Moment.title == "Inloopavond")).one()
        for key in ("summary", "open", "fixed", "areas_in_words"):
            setattr(project, key, HOSTILE)
        project.name = HOSTILE[:200]
        project.web_page = "javascript:alert(3)"
        for key in ("title", "streets", "areas_in_words"):
            setattr(moment, key, HOSTILE[:200])
        text_words.keep_text_words(db, project.id, moment.id, {"place": HOSTILE, "questionnaire": "data:text/html,x"})
        db.scalars(select(Area).where(Area.name == "Bloemenbuurt")).one().name = HOSTILE[:100]
        db.get_one(Municipality, singel.municipality_id).name = HOSTILE[:150]
        key = project.key
    singel.given(decided("Enquête bomen", (HOSTILE, "declined", HOSTILE)))
    lead.types(f"/project publiek {key}")
    assert lead.sees("<script>alert(1)</script>")
    while lead.sees("Lees verder"):
        lead.clicks("Lees verder")
    lead.clicks("Vraag akkoord")
    adviser.types(f"/project publiek {key}")
    while adviser.sees("Lees verder"):
        adviser.clicks("Lees verder")
    adviser.clicks("Akkoord")
    with singel.storage() as db:
        row = db.scalars(select(PublicPage)).one()
        place, name = row.place, row.name
    with browser.new_context(viewport={"width": 360, "height": 900}) as context:
        page = context.new_page()
        _reads(page, resident.reads(place))
        _reads(page, resident.reads(place, name))
    assert "<script>" not in resident.reads(place, "atom.xml")


def _reads(page: Page, content: str) -> None:
    dialogs: list[str] = []
    page.on("dialog", lambda dialog: dialogs.append(dialog.message))
    page.set_content(content)
    assert page.locator("script, img, iframe").count() == 0
    assert page.locator("a[href^='javascript'], a[href^='data']").count() == 0
    assert "{{ 7 * 7 }}" in (page.locator("body").text_content() or "")
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert dialogs == []
