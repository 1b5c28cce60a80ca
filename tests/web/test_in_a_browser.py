"""Colleagues in Chromium: they sign in by a click, read by keyboard, narrow, enlarged, in the dark and on paper."""

import socket
import threading
from collections.abc import Iterator
from typing import NamedTuple

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect

from bot.features import FEATURES
from tests.axe import violations
from tests.databases import SqliteDatabases
from tests.playground.conftest import browser  # noqa: F401, this is a fixture
from tests.room import Room
from tests.web.browsing import app_of
from tests.web.provider import StandInProvider

WIDTHS = (360, 768, 1440)


class Served(NamedTuple):
    url: str
    room: Room


@pytest.fixture(scope="module")
def served(sqlite: SqliteDatabases, running: StandInProvider) -> Iterator[Served]:
    """The sample municipality, on a port that nobody else has."""
    with sqlite.opened() as database:
        room = Room(database, FEATURES)
        room.sample()
        door = socket.create_server(("127.0.0.1", 0))
        url = f"http://localhost:{door.getsockname()[1]}"
        config = uvicorn.Config(app_of(room, running, address=url), log_config=None, lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([door],), daemon=True)
        thread.start()
        yield Served(url, room)
        server.should_exit = True
        thread.join(60)


@pytest.fixture
def signs_in(
    browser: Browser,  # noqa: F811, the fixture
    served: Served,
    provider: StandInProvider,
) -> Iterator["SignsIn"]:
    visits = SignsIn(browser, served, provider)
    yield visits
    assert visits.faults == []
    for page in visits.pages:
        page.context.close()


class SignsIn:
    """A browser of somebody who is not signed in yet, and clicks."""

    def __init__(self, chromium: Browser, served: Served, provider: StandInProvider) -> None:
        self._browser, self._served, self._provider = chromium, served, provider
        self.pages: list[Page] = []
        self.faults: list[str] = []

    def __call__(self, name: str, at: str = "projecten", width: int = 1440, *, dark: bool = False, **more: str) -> Page:
        known = {each.name: each for each in self._served.room.people}
        person = known.get(name) or self._served.room.person(name, platform="slack", **more)  # type: ignore[arg-type] # words
        self._provider.signs_in(person.account.tenant, person.account.user)
        context = self._browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme="dark" if dark else "light"
        )
        context.set_default_timeout(60_000)
        page = context.new_page()
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.goto(f"{self._served.url}/in/{at}")
        page.get_by_role("link", name="Aanmelden met Slack").click()
        page.wait_for_url(f"{self._served.url}/in/{at.partition('?')[0]}")
        self.pages.append(page)
        return page


def test_two_colleagues_sign_in_and_each_reads_their_own(signs_in: SignsIn, served: Served) -> None:
    anna, emma = signs_in("Anna", "week"), signs_in("Emma", "week", language="en")
    expect(anna.get_by_role("contentinfo")).to_contain_text("Anna")
    expect(emma.get_by_role("contentinfo")).to_contain_text("Emma")
    expect(anna.locator("html")).to_have_attribute("lang", "nl")
    expect(emma.locator("html")).to_have_attribute("lang", "en")
    anna.get_by_role("button", name="Meld je af").click()
    expect(anna.get_by_role("heading", name="Meld je aan")).to_be_visible()
    anna.goto(f"{served.url}/in/week")
    expect(anna.get_by_role("heading", name="Meld je aan")).to_be_visible()
    emma.reload()
    expect(emma.get_by_role("contentinfo")).to_contain_text("Emma")


@pytest.mark.parametrize("width", WIDTHS)
def test_every_kind_of_page_can_be_read_by_everybody(signs_in: SignsIn, served: Served, width: int) -> None:
    page = signs_in("Anna", "overzicht", width, dark=width == 768)
    for path in ("overzicht", "agenda", "drukte", "drukte-keuze", "gebied", "project?id=1", "lessen", "visie"):
        page.goto(f"{served.url}/in/{path}")
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_enlarged_to_400_percent_nothing_is_cut_off(signs_in: SignsIn, served: Served) -> None:
    """As WCAG 1.4.10 has it: 1,280 pixels at 400 % are 320."""
    page = signs_in("Anna", "overzicht", 320)
    for path in ("overzicht", "drukte", "projecten", "project?id=1", "agenda-keuze"):
        page.goto(f"{served.url}/in/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_by_keyboard_alone(signs_in: SignsIn) -> None:
    page = signs_in("Anna", "projecten")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    first = page.locator("main a").first
    expect(first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main h1")).to_be_visible()
    expect(page.locator("main dl").first).to_be_visible()


def test_a_choice_is_a_form_that_only_asks(signs_in: SignsIn, served: Served) -> None:
    page = signs_in("Anna", "agenda")
    page.goto(f"{served.url}/in/agenda-keuze")
    page.get_by_label("Gebied: zoek op naam").fill("bloemen")
    page.keyboard.press("Enter")
    chosen = page.get_by_label("Gebied", exact=True)
    expect(chosen.get_by_role("option", selected=True)).to_have_text("Bloemenbuurt (buurt)")
    page.get_by_label("Gebied: zoek op naam").fill("nergens")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Niets gevonden.")).to_be_visible()
    page.goto(f"{served.url}/in/agenda-keuze")
    chosen.select_option(label="Bloemenbuurt (buurt)")
    page.get_by_role("button", name="Bekijk").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Bloemenbuurt")


def test_on_paper_it_is_text(signs_in: SignsIn, served: Served) -> None:
    page = signs_in("Anna", "drukte")
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation")).to_be_hidden()
    expect(page.locator("svg")).to_be_visible()
