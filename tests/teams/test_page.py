"""In the Playground's own page, in a browser: what people see, and that they can fill in and click. In Dutch.

`TEAMS_PICTURES=folder pytest tests/teams/test_page.py` keeps the pictures. Look at them. What others do meanwhile goes
over the control API, as in test_playground.py: the page draws one person's screen.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect, sync_playwright

from tests import needs
from tests.end_to_end.test_register import LISTS
from tests.teams import playground
from tests.teams.person import Person
from tests.teams.playground import GROUP, Playground

pytestmark = [pytest.mark.teams, pytest.mark.browser, pytest.mark.slow]
PATIENCE = 20_000
"""Milliseconds."""


@pytest.fixture(scope="module")
def teams(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Playground]:
    """In the sample municipality, on its Monday."""
    with playground.running(tmp_path_factory.mktemp("page"), *LISTS) as teams:
        yield teams
        assert "Traceback" not in teams.bot_process.log


@pytest.fixture(scope="module")
def anna(teams: Playground) -> Person:
    """Whose screen it is. The Playground is in English, so she says herself that she reads Dutch."""
    anna = teams.person(0)
    anna.types("samenspel profiel")
    anna.clicks("Save", language="nl", disciplines="communication")
    return anna


@pytest.fixture(scope="module")
def bert(teams: Playground) -> Person:
    bert = teams.person(1)
    bert.types("samenspel profiel")
    bert.clicks("Opslaan", disciplines="participation")
    return bert


@pytest.fixture(scope="module")
def page(teams: Playground, anna: Person) -> Iterator[Page]:
    program = needs.chromium()
    assert program
    # The page wants to count its visitors elsewhere.
    only_here = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=[only_here, "--no-sandbox"])
        page = browser.new_page(viewport={"width": 1600, "height": 1600})
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
    card.get_by_label("Naam (nodig)").fill(name)
    button(card, "Opslaan").click()
    expect(page.get_by_text(name).last).to_be_visible()


def chooses(page: Page, chat: str) -> None:
    """Another chat, in the list that the page keeps beside it."""
    page.get_by_text(chat, exact=True).first.click()


def test_somebody_sees_their_own_page(page: Page) -> None:
    card = says(page, "samenspel")
    expect(card.get_by_role("heading", name="Samenspel")).to_be_visible()
    expect(card.get_by_text("Dit is jouw pagina bij Gemeente Voorbeeld.")).to_be_visible()
    expect(button(card, "Nieuw project")).to_be_visible()
    keeps(page, "own-page")


def test_a_project_is_registered_and_what_was_typed_is_shown_as_typed(page: Page) -> None:
    registers(page, "Park *Singel* {{DATE(2026-01-01T00:00:00Z)}} [x](y)")
    keeps(page, "saved")


def test_what_is_missing_is_asked_for_in_the_form_itself(page: Page) -> None:
    card = says(page, "project nieuw")
    card.get_by_label("Naam (nodig)").fill("")
    card.get_by_role("radio", name="projectleider").check()
    button(card, "Opslaan").click()
    card = page.locator(".ac-adaptiveCard").last
    expect(card.get_by_text("Vul dit nog in.")).to_be_visible()
    expect(card.get_by_role("radio", name="projectleider")).to_be_checked()
    keeps(page, "form-with-errors")
    button(card, "Annuleren").click()
    expect(page.get_by_text("Er is niets opgeslagen.").last).to_be_visible()


def test_a_project_and_the_overview_of_this_week_can_be_read(page: Page) -> None:
    card = says(page, "project toon Herinrichting Havenkade")
    expect(button(card, "Rollen")).to_be_visible()
    keeps(page, "project")
    card = says(page, "overzicht")
    expect(card.get_by_text("Inwoners wachten op antwoord")).to_be_visible()
    expect(card.get_by_text("Enquete parkeren")).to_be_visible()
    keeps(page, "overview")


def test_commands_are_named_as_people_type_them_here(page: Page) -> None:
    card = says(page, "help")
    expect(card.get_by_text("project nieuw", exact=True)).to_be_visible()
    assert "/" not in card.inner_text()
    keeps(page, "help")
    says(page, "samenspel instellingen")
    keeps(page, "settings")


def test_a_moment_is_weighed_before_it_is_saved(page: Page, anna: Person) -> None:
    card = says(page, "project moment Herinrichting Havenkade")
    card.get_by_label("Naam van het moment (nodig)").fill("Avond aan de kade")
    keeps(page, "moment")
    # The date field of the page draws a calendar of today, which is not the bot's.
    anna.clicks(anna.submit, title="Avond aan de kade", starts_on="2026-12-08", streets="Wal")
    card = page.locator(".ac-adaptiveCard").last
    expect(card.get_by_role("heading", name="Hoe druk is het dan?")).to_be_visible()
    keeps(page, "what-if")
    button(card, "woensdag 6 januari: 3 vragen").click()
    expect(card.get_by_text("Avond aan de kade · woensdag 6 januari 2027.")).to_be_visible()
    button(card, "Opslaan").click()
    expect(page.get_by_text("staat bij Herinrichting Havenkade: woensdag 6 januari 2027.").last).to_be_visible()


def test_an_introduction_of_buddies_says_who_why_and_how_to_begin(page: Page, anna: Person, bert: Person) -> None:
    for person, learns in ((anna, "Hoe je een enquête opzet"), (bert, "Korte teksten schrijven")):
        person.types("buddy aan")
        person.clicks(person.submit, bio="Ik kom uit de zorg.", learns=learns)
    card = says(page, "buddy ronde")
    keeps(page, "buddy-round")
    button(card, "Start nu").first.click()
    button(card, "Start nu").last.click()
    heading = page.get_by_role("heading", name="Jullie zijn buddy's")
    expect(heading).to_be_visible()
    card = page.locator(".ac-adaptiveCard").filter(has=heading)
    expect(card.get_by_text("Open een chat met elkaar", exact=True)).to_be_visible()
    expect(page.get_by_text("Zeg ja: dan staat het in deze chat.")).to_be_visible()
    keeps(page, "introduction")


def test_a_session_is_announced_with_a_button_to_come(page: Page, anna: Person, bert: Person) -> None:
    anna.types("help", GROUP)
    bert.types("kennis sessie Loten doe je zo")
    keeps(page, "session-form")
    bert.clicks(bert.submit, day="2026-12-10", time="15:00", minutes=60, place="Kamer 3", channel=GROUP)
    chooses(page, "Overleg")
    card = page.locator(".ac-adaptiveCard").filter(has_text="Loten doe je zo")
    expect(button(card, "Ik kom")).to_be_visible()
    button(card, "Ik kom").click()
    expect(card.get_by_text("1 collega komt.")).to_be_visible()
    keeps(page, "announcement")
    chooses(page, "Personal Chat")
    expect(page.get_by_text("Fijn dat je komt bij").last).to_be_visible()
    keeps(page, "joined")
