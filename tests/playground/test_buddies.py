"""Buddies in the practice workspace: the clock is turned through three rounds, and people see what comes of it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.playground.conftest import Demo, running_demo
from tests.playground.desk import Desk, Seat, seats
from tests.playground.test_real_bot import bots_own, click

pytestmark = pytest.mark.slow

TEAM = ("C07", "C09", "C10", "C11")
"""Two of communication, two of participation; Lotte and Ilse are a pair in the list already."""
GROUPS = ", ".join(f'#side a[href="/als/C07/k/G0BOTC07{other}"]' for other in ("C10", "C11"))
"""The conversations of Fatma with one of participation and the bot."""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with running_demo(tmp_path_factory.mktemp("buddies"), bot_command=()) as demo:
        yield demo


@pytest.fixture
def seat(browser: Browser, demo: Demo) -> Iterator[Seat]:
    yield from seats(browser, demo.base)


def takes_part(desk: Desk) -> None:
    desk.says("/buddy aan")
    form = desk.form("Meedoen met buddy's")
    form.get_by_role("button", name="Ik doe mee").click()
    desk.no_form()
    desk.sees("Je doet mee")


def turns(desk: Desk, *how: str) -> None:
    for each in how:
        desk.page.locator(".clock-button").click()
        with desk.page.expect_response(re.compile("/klok")):
            desk.page.locator(f"[data-clock={each}]").click()


def waits_for(desk: Desk, text: str, times: int = 1) -> None:
    expect(desk.page.locator("#messages .message").filter(has_text=text)).to_have_count(times)


def test_the_clock_is_turned_through_three_rounds(seat: Seat) -> None:
    for code in TEAM:
        takes_part(seat(code))
    fatma = seat("C07")
    groups = fatma.page.locator(GROUPS)

    # Tuesday 8 December at ten
    turns(fatma, "week", "week", "tomorrow", "tomorrow")
    expect(groups).to_have_count(1)
    groups.first.click()
    waits_for(fatma, "Jullie zijn buddy's")
    introduction = fatma.sees("Jullie zijn buddy's")
    expect(introduction).to_contain_text("Jullie waren nog nooit gekoppeld.")
    expect(introduction.locator("li")).to_have_count(5)
    first = fatma.page.url
    click(introduction, "Voor in je agenda")
    fatma.sits_down("C07", bots_own("C07"))
    waits_for(fatma, "afspraak-met-je-buddy")

    # Half way
    fatma.sits_down("C07", bots_own("C07"))
    turns(fatma, "week", "week")
    waits_for(fatma, "al gesproken?")
    click(fatma.sees("al gesproken?"), "Ja")
    fatma.sees("Mooi dat jullie elkaar spraken.")

    # Tuesday 29 December: somebody else
    turns(fatma, "week")
    expect(groups).to_have_count(2)

    # Tuesday 19 January: with two of each it is the first one again
    turns(fatma, "week", "week", "week")
    fatma.page.goto(first)
    waits_for(fatma, "Jullie zijn buddy's", times=2)
    expect(fatma.sees("Jullie zijn buddy's")).to_contain_text("Jullie waren kort geleden ook buddy's")
    fatma.sits_down("C07").says("/buddy")
    expect(fatma.sees("Dit is ronde 3.")).to_contain_text("Ronde 2:")
