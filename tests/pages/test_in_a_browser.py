"""Somebody reads the page: with script and without, by keyboard, narrow, in the dark, and on paper."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.axe import violations
from tests.pages.conftest import page_of
from tests.room import Room

IN_BLOEMENBUURT = {
    "Enquete omgevingsvisie", "Bewonersavond verkeer", "Inloopavond warmte", "Buurtwandeling groen", "Jongerenpanel",
    "Jongerenworkshop visie", "Rondetafel minima", "Online enquete jongeren",
}  # fmt: skip


@pytest.fixture
def language() -> str:
    return "nl"


@pytest.fixture
def file(room: Room, tmp_path: Path, language: str) -> str:
    room.sample()
    page = tmp_path / "index.html"
    page.write_text(page_of(room, language), "utf-8")
    return page.as_uri()


@pytest.fixture
def opened(browser: Browser, file: str) -> Iterator[Page]:
    # Where it is still the day before when our days begin, and the browser speaks another language.
    with browser.new_context(
        viewport={"width": 1440, "height": 900}, timezone_id="America/Chicago", locale="es-ES"
    ) as context:
        page = context.new_page()
        faults: list[str] = []
        page.on("console", lambda message: faults.append(message.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(file)
        yield page
        assert faults == []


def shown(page: Page, what: str) -> set[str]:
    """Also what lies below the screen, of which the browser lays nothing out yet."""
    return {" ".join((each.text_content() or "").split()) for each in page.locator(what).filter(visible=True).all()}


def test_choosing_narrows_it_and_everything_comes_back(opened: Page) -> None:
    assert len(shown(opened, "article")) == 14
    opened.get_by_label("Gebied").select_option(label="Bloemenbuurt")
    expect(opened.get_by_role("status")).to_have_text("6 van 14 projecten · Bloemenbuurt")
    assert shown(opened, "li strong") == IN_BLOEMENBUURT
    assert shown(opened, "nav a") == {"Lopend (5)", "Komend (1)"}
    opened.get_by_label("Status").select_option(label="komend")
    expect(opened.get_by_role("status")).to_contain_text("1 van 14 projecten")
    opened.get_by_label("Bezig tot en met").fill("2020-01-01")
    expect(opened.get_by_role("status")).to_contain_text("Er zijn geen projecten die hierbij passen")
    opened.get_by_role("button", name="Toon alles").click()
    expect(opened.get_by_role("status")).to_be_empty()
    assert len(shown(opened, "article")) == 14


@pytest.mark.parametrize(
    ("language", "label", "said"),
    [
        ("nl", "Bezig tot en met", "Bezig tot en met 1 december 2026"),
        ("en", "Under way until", "Under way until 1 December 2026"),
    ],
)
def test_a_chosen_day_is_said_in_the_words_of_the_page(opened: Page, label: str, said: str) -> None:
    opened.get_by_label(label).fill("2026-12-01")
    expect(opened.get_by_role("status")).to_contain_text(said)


@pytest.mark.parametrize(
    ("label", "choice"),
    [("Doelgroep", "jongeren"), ("Niveau van participatie", "coproduceren"), ("Grootte", "klein")],
)
def test_each_choice_narrows_by_what_it_says(opened: Page, label: str, choice: str) -> None:
    opened.get_by_label(label).select_option(label=choice)
    expect(opened.get_by_role("status")).to_contain_text(choice)
    found = shown(opened, "article")
    assert 0 < len(found) < 14
    assert [project for project in found if choice not in project] == []


def test_by_keyboard_one_comes_past_the_choices_and_to_them(opened: Page) -> None:
    opened.keyboard.press("Tab")
    expect(opened.get_by_role("link", name="Naar de projecten")).to_be_focused()
    expect(opened.get_by_role("link", name="Naar de projecten")).to_be_in_viewport()
    for _ in range(5):
        opened.keyboard.press("Tab")
    expect(opened.get_by_label("Status")).to_be_focused()
    opened.keyboard.type("k")
    expect(opened.get_by_role("status")).to_have_text("3 van 14 projecten · komend")


def test_without_script_all_of_it_is_there(browser: Browser, file: str) -> None:
    with browser.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(file)
        expect(page.locator("article:visible")).to_have_count(14)
        expect(page.locator("form")).to_be_hidden()


@pytest.mark.parametrize("width", [320, 1440])  # 320: also 1,280 at 400 %.
def test_axe_finds_nothing_and_nothing_sticks_out(browser: Browser, file: str, width: int) -> None:
    with browser.new_context(viewport={"width": width, "height": 900}) as context:
        page = context.new_page()
        page.goto(file)
        assert page.evaluate("document.documentElement.scrollWidth") == width
        found = violations(page)
        page.locator("summary").click()
        page.emulate_media(color_scheme="dark")
        assert found + violations(page) == []


def test_on_paper_it_has_the_projects_and_not_the_choices(opened: Page) -> None:
    opened.get_by_label("Gebied").select_option(label="Bloemenbuurt")
    opened.emulate_media(media="print", color_scheme="dark")
    expect(opened.locator("form")).to_be_hidden()
    expect(opened.get_by_role("status")).to_contain_text("Bloemenbuurt")
    expect(opened.locator("article:visible")).to_have_count(6)
    assert opened.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(255, 255, 255)"
