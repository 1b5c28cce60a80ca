"""axe finds nothing on any surface: WCAG 2.2 AA, light and dark, wide and narrow."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, FilePayload, expect

from tests.axe import violations
from tests.playground.conftest import Demo
from tests.playground.desk import Desk, sit


def welcome(desk: Desk) -> None:
    desk.page.goto(desk.base)


def channel(desk: Desk) -> None:
    desk.sits_down("C02", "k/D0BOTC02").says("/samenspel blokken")
    desk.sees("Overzicht van deze week")


def thread(desk: Desk) -> None:
    desk.sits_down("C02").says("@Samenspel dag")
    desk.sees("dag").get_by_role("link", name="1 reactie").click()
    expect(desk.page.locator("#thread .message").last).to_contain_text("Hier ben ik.")


def every_input(desk: Desk) -> None:
    desk.sits_down("C02").says("/samenspel alles")
    desk.form("Alle invoer")


def errors(desk: Desk) -> None:
    desk.sits_down("C02").says("/project nieuw")
    form = desk.form("Nieuw project")
    form.get_by_role("button", name="Bewaar").click()
    expect(form.locator("[aria-invalid]").first).to_be_visible()


def searching(desk: Desk) -> None:
    desk.sits_down("C02").says("/project nieuw")
    form = desk.form("Nieuw project")
    desk.chooses(form, "Gebieden", "haven", "Havenkade")
    form.get_by_role("combobox", name="Gebieden").press_sequentially("laan")
    expect(form.get_by_role("option", name="Lindelaan")).to_be_visible()


def group(desk: Desk) -> None:
    """With what is new for others in the side bar, a picture, a file, and several lines in the message box."""
    desk.sits_down("C03").says("/samenspel samen")
    desk.page.locator("#side a", has_text="Fatma, Kwame").first.click()
    desk.sees("Jullie zijn buddy's")
    desk.page.locator("#say").fill("Een\nTwee\nDrie")
    file = FilePayload(name="brief.txt", mimeType="text/plain", buffer=b"x")
    desk.page.locator("[data-attachments]").first.set_input_files(file)
    expect(desk.page.locator(".attached .chip")).to_be_visible()
    expect(desk.page.locator("#news .news-chip").first).to_be_visible()


def step(desk: Desk) -> None:
    desk.sits_down("C02").says("/samenspel stap")
    form = desk.form("Plan een moment")
    form.get_by_role("textbox", name="Gebied").fill("Havenkade")
    form.get_by_role("button", name="Is het druk?").click()
    # A button that waits is pale.
    expect(form).to_contain_text("Het is druk rond Havenkade.")


def home(desk: Desk) -> None:
    desk.sits_down("C02", "home")
    expect(desk.page.get_by_role("heading", name="Mijn projecten")).to_be_visible()


def people(desk: Desk) -> None:
    desk.sits_down("C02").page.get_by_role("button", name="Word iemand anders").click()
    expect(desk.page.locator("#who-menu")).to_be_visible()


def refusals(desk: Desk) -> None:
    desk.sits_down("C02").says("/samenspel fout")
    expect(desk.page.locator(".toast").first).to_be_visible()
    desk.page.get_by_role("button", name="geweigerd").click()
    expect(desk.page.locator("#refusals")).to_be_visible()


def side_bar(desk: Desk) -> None:
    desk.sits_down("C02").page.locator("#side-toggle").click()
    expect(desk.page.locator("#side")).to_be_visible()


def group_on_a_telephone(desk: Desk) -> None:
    desk.sits_down("C05").says("/samenspel samen")
    desk.page.locator("#side-toggle").click()
    desk.page.locator("#side a", has_text="Fatma, Kwame").first.click()
    desk.sees("Jullie zijn buddy's")
    desk.page.locator("#say").fill("Een\nTwee\nDrie")


WIDE = [welcome, channel, thread, every_input, errors, searching, group, step, home, people, refusals]
NARROW = [welcome, channel, group_on_a_telephone, every_input, side_bar]


@pytest.mark.parametrize("surface", WIDE, ids=lambda surface: surface.__name__)
def test_axe_finds_nothing_at_a_desk(browser: Browser, demo: Demo, surface: Callable[[Desk], None]) -> None:
    check(sit(browser, demo.base), surface)


@pytest.mark.parametrize("surface", NARROW, ids=lambda surface: surface.__name__)
def test_axe_finds_nothing_on_a_telephone(browser: Browser, demo: Demo, surface: Callable[[Desk], None]) -> None:
    check(sit(browser, demo.base, narrow=True), surface)


def check(desk: Desk, surface: Callable[[Desk], None]) -> None:
    surface(desk)
    light = violations(desk.page)
    desk.page.emulate_media(color_scheme="dark")
    dark = violations(desk.page)
    desk.page.context.close()
    assert not light + dark, "\n".join(light + dark)
