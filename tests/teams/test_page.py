"""In the Playground's own page, in a browser: what people see, and that they can fill in and click.

`TEAMS_PICTURES=folder pytest tests/teams/test_page.py` keeps the pictures. Look at them.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect, sync_playwright

from tests import needs
from tests.teams import playground
from tests.teams.playground import Playground

pytestmark = [pytest.mark.teams, pytest.mark.browser, pytest.mark.slow]
PATIENCE = 20_000
"""Milliseconds."""


@pytest.fixture(scope="module")
def teams(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Playground]:
    with playground.running(tmp_path_factory.mktemp("page")) as teams:
        yield teams
        assert "Traceback" not in teams.bot_process.log


@pytest.fixture(scope="module")
def page(teams: Playground) -> Iterator[Page]:
    program = needs.chromium()
    assert program
    # The page wants to count its visitors elsewhere.
    only_here = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[only_here, "--no-sandbox"])
        page = browser.new_page(viewport={"width": 1200, "height": 1400})
        page.set_default_timeout(PATIENCE)
        # A card that was there before is the last one until the answer is.
        expect.set_options(timeout=PATIENCE)
        page.goto(teams.url)
        page.get_by_text("Connected.").wait_for()
        yield page
        browser.close()


def says(page: Page, words: str) -> Locator:
    """Types it in the chat, and waits for the card that answers."""
    before = page.locator(".ac-adaptiveCard").count()
    box = page.locator("[data-lexical-editor=true]").first
    box.click()
    box.type(words)
    page.get_by_role("button", name="Send Message").click()
    expect(page.locator(".ac-adaptiveCard")).to_have_count(before + 1, timeout=PATIENCE)
    return page.locator(".ac-adaptiveCard").last


def keeps(page: Page, name: str) -> None:
    if folder := os.environ.get("TEAMS_PICTURES"):
        page.locator(".ac-adaptiveCard").last.scroll_into_view_if_needed()
        page.screenshot(path=Path(folder) / f"{name}.png")


def button(card: Locator, name: str) -> Locator:
    return card.get_by_role("button", name=name, exact=True)


def registers(page: Page, name: str) -> None:
    card = says(page, "project nieuw")
    keeps(page, "form")
    card.get_by_label("Name (required)").fill(name)
    button(card, "Save").click()
    expect(page.get_by_text(name).last).to_be_visible()


def test_somebody_sees_their_own_page(page: Page) -> None:
    card = says(page, "samenspel")
    expect(card.get_by_role("heading", name="Samenspel")).to_be_visible()
    expect(button(card, "New project")).to_be_visible()
    keeps(page, "own-page")


def test_a_project_is_registered_and_what_was_typed_is_shown_as_typed(page: Page) -> None:
    registers(page, "Park *Singel* {{DATE(2026-01-01T00:00:00Z)}} [x](y)")
    keeps(page, "saved")


def test_what_is_missing_is_asked_for_in_the_form_itself(page: Page) -> None:
    card = says(page, "project nieuw")
    card.get_by_label("Name (required)").fill("")
    card.get_by_role("radio", name="project lead").check()
    button(card, "Save").click()
    card = page.locator(".ac-adaptiveCard").last
    expect(card.get_by_text("Please fill this in.")).to_be_visible()
    expect(card.get_by_role("radio", name="project lead")).to_be_checked()
    keeps(page, "form-with-errors")
    button(card, "Cancel").click()
    expect(page.get_by_text("Nothing was saved.").last).to_be_visible()


def test_a_project_and_the_overview_can_be_read(page: Page) -> None:
    registers(page, "Plein")
    card = says(page, "project toon Plein")
    expect(button(card, "Roles")).to_be_visible()
    keeps(page, "project")
    says(page, "overzicht")
    keeps(page, "overview")
    says(page, "samenspel instellingen")
    keeps(page, "settings")
    says(page, "help")
    keeps(page, "help")
