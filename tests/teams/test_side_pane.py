"""How high cards are in a side pane, as Microsoft's own renderer draws them: docs/teams.md says how high they may be.

`TEAMS_PICTURES=folder pytest tests/teams/test_side_pane.py` keeps the pictures. Look at them.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bot.chat.cards import Text
from bot.chat.forms import Field, Form
from bot.chat.replies import Say
from bot.chat.requests import Knock
from bot.chat.texts import speech
from handlers.teams import forms, render
from handlers.teams.memory import Seal, TeamsMemory, questions_of
from handlers.words import Json
from tests.room import Person, Room, all_features, open_room  # noqa: F401, these are fixtures
from tests.teams import connector, playground
from tests.teams.conftest import PATIENCE
from tests.teams.playground import PERSONAL

pytestmark = pytest.mark.slow
NARROW, PANE = 300, 446
"""Pixels: a narrow side pane, and one as Teams opens it."""
MOST = {
    ("overzicht", NARROW): 1_200,
    ("overzicht", PANE): 900,
    ("project toon Herinrichting Havenkade", NARROW): 1_000,
    # With three points, of which the first has four answers.
    ("project toon Parkeerbeleid Centrum", NARROW): 1_200,
    ("overzicht gebied Oude Haven", NARROW): 1_000,
    ("overzicht agenda", NARROW): 1_000,
    # What was asked is folded in: the main button makes a file of it.
    ("overzicht raad", NARROW): 1_000,
}
INTO_A_PANE = """(card, width) => {
    for (const name of ["width", "max-width", "min-width"]) {
        card.parentElement.style.setProperty(name, name === "min-width" ? "0" : `${width}px`, "important");
    }
}"""
SQUEEZED = """card => [...card.querySelectorAll("input")].filter(input => input.offsetParent && (
    input.scrollWidth > input.clientWidth || input.parentElement.scrollWidth > input.parentElement.clientWidth
)).map(input => input.value)"""
"""Fields of which only the beginning is read, or that reach out of their box."""
FITS = "card => card.scrollWidth <= card.clientWidth"


@pytest.fixture
def teams(tmp_path: Path) -> Iterator[str]:
    """The Playground, before a bot that only says that it is there."""
    with connector.running() as bot, playground.alone(tmp_path, int(bot.url.rpartition(":")[2])) as url:
        yield url


@pytest.fixture
def page(browser: Browser, teams: str) -> Page:
    page = browser.new_page(viewport={"width": 1600, "height": 2000})
    page.set_default_timeout(PATIENCE)
    page.goto(teams)
    page.get_by_text("Connected.").wait_for()
    return page


@pytest.fixture
def anna(room: Room) -> Person:
    """An administrator of the sample municipality, on its Monday."""
    room.sample()
    return room.person("Anna", discipline="communication", admin=True)


def posted(drawn: list[Json], teams: str, page: Page) -> Locator:
    cards = page.locator(".ac-adaptiveCard")
    before = cards.count()
    address = f"{teams}/_connector/v3/conversations/{PERSONAL}/activities"
    answer = httpx.post(address, json=render.activity(drawn, "card"), timeout=60)
    assert answer.is_success, answer.text
    cards.nth(before).wait_for()
    return cards.nth(before)


def shown(room: Room, person: Person, words: str, teams: str, page: Page) -> Locator:
    """What the answer looks like on the page."""
    return answered(room, room.knock(person, person.direct, "command", {"command": "", "text": words}), teams, page)


def answered(room: Room, knock: Knock, teams: str, page: Page) -> Locator:
    [card] = [reply.card for reply in room.service.answer(knock).replies if isinstance(reply, Say)]
    return posted(render.message(card, speech("nl")), teams, page)


def height(card: Locator, width: int) -> int:
    card.evaluate(INTO_A_PANE, width)
    box = card.bounding_box()
    assert box
    assert box["width"] == width
    return round(box["height"])


def test_what_people_read_every_week_fits_a_side_pane(room: Room, anna: Person, teams: str, page: Page) -> None:
    cards = {words: shown(room, anna, words, teams, page) for words, _ in MOST}
    heights = {(words, width): height(cards[words], width) for words, width in MOST}
    keep(cards)
    assert {which: high for which, high in heights.items() if high > MOST[which]} == {}
    for card in cards.values():
        assert all(card.evaluate(FITS) for width in (NARROW, PANE) if height(card, width))


def test_what_to_do_before_it_is_shared_is_not_folded_in(room: Room, anna: Person, teams: str, page: Page) -> None:
    card = shown(room, anna, "overzicht raad", teams, page)
    expect(card.get_by_text("Lees het na voordat je het deelt")).to_be_visible()
    expect(card.get_by_text("Wat komt eraan")).to_be_visible()


def test_heads_see_what_is_asked_of_them_and_the_figures_fold_in(
    room: Room, anna: Person, teams: str, page: Page
) -> None:
    hans, _ = (room.person(name, discipline="afdelingshoofd") for name in ("Hans", "Ilse"))
    card = shown(room, hans, "overzicht sturing", teams, page)
    keep({"sturing": card})
    assert height(card, NARROW) <= 900
    expect(card.get_by_text("Dit vragen we jullie samen:")).to_be_visible()
    expect(card.get_by_text("Over één collega staat hier nooit iets.")).to_be_visible()


def keep(cards: dict[str, Locator]) -> None:
    if folder := os.environ.get("TEAMS_PICTURES"):
        for words, card in cards.items():
            for width in (NARROW, PANE):
                card.evaluate(INTO_A_PANE, width)
                card.screenshot(path=Path(folder) / f"{words.replace(' ', '-')}-{width}.png")


def test_the_list_of_all_commands_fits_a_side_pane(room: Room, anna: Person, teams: str, page: Page) -> None:
    """What a command does stands in a part with the name that it begins with."""
    card = answered(room, room.knock(anna, anna.direct, "help", {"root": "all"}), teams, page)
    keep({"alle opdrachten": card})
    assert height(card, NARROW) <= 1_600
    command = card.get_by_text("overzicht drukte", exact=True)
    expect(command).to_be_hidden()
    card.get_by_role("button", name="overzicht", exact=True).click()
    expect(command).to_be_visible()


def test_a_part_that_is_folded_in_opens_and_closes(room: Room, anna: Person, teams: str, page: Page) -> None:
    card = shown(room, anna, "project toon Herinrichting Havenkade", teams, page)
    before = height(card, PANE)
    line = card.get_by_role("button", name="2 contactmomenten, het volgende op 9 december 2026")
    line.click()
    card.get_by_role("button", name="Bekijk: Inloopavond schetsontwerp").wait_for()
    assert height(card, PANE) > before
    line.click()
    card.get_by_role("button", name="Bekijk: Inloopavond schetsontwerp").wait_for(state="hidden")
    assert height(card, PANE) == before


def test_days_and_times_in_a_form_are_read_whole(teams: str, page: Page) -> None:
    days = tuple(Field(f"d{n}", Text("Dag"), "date", value="2026-09-30") for n in range(2))
    times = tuple(Field(f"t{n}", Text("Tijd"), "time", value="19:30") for n in range(2))
    ask = Form(Text("Formulier"), (*days, *times), Text("Opslaan"), "x.y")
    drawn = forms.card(ask, {}, speech("nl"), TeamsMemory("N-1", questions_of(ask)), {}, Seal(""))
    card = posted([drawn], teams, page)
    squeezed = {width: card.evaluate(SQUEEZED) for width in (NARROW, PANE) if height(card, width)}
    assert squeezed == {NARROW: [], PANE: []}
    narrow, pane = (height(card, width) for width in (NARROW, PANE))
    assert pane < narrow, "two days stand side by side where they fit"
