"""Turning the clock of the practice workspace drives the real machinery: what would come by then, comes."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.playground.conftest import Demo, running_demo
from tests.playground.desk import Desk, Seat, seats
from tests.playground.test_real_bot import bots_own, click, names, registers


@pytest.fixture
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    """One for each test: what the one chooses, the other would live by."""
    with running_demo(tmp_path_factory.mktemp("clock"), bot_command=()) as demo:
        yield demo


@pytest.fixture
def seat(browser: Browser, demo: Demo) -> Iterator[Seat]:
    yield from seats(browser, demo.base)


def turns(desk: Desk, to: str) -> None:
    desk.page.get_by_role("button", name="Zet de klok anders").click()
    desk.page.get_by_role("button", name=to).click()


def turns_to_monday(desk: Desk) -> None:
    turns(desk, "Volgende maandag om 09:00")


def test_on_monday_at_nine_a_colleague_gets_what_waited_and_answers_it_there(seat: Seat) -> None:
    anouk, lotte = seat("C03"), seat("C09", bots_own("C09"))
    names(anouk, registers(anouk, "Speelplek Lindelaan"), "Communicatieadviseur", "lotte", "Lotte")
    lotte.sees("Wil jij communicatieadviseur zijn bij Speelplek Lindelaan?")
    turns_to_monday(anouk)
    message = lotte.sees("Dit ligt voor je klaar")
    expect(message).to_contain_text("Weet je al of je communicatieadviseur wilt zijn bij Speelplek Lindelaan?")
    expect(message).to_contain_text("Nee is ook een goed antwoord.")
    click(message, "Ja")
    answered = lotte.sees("Je bent nu communicatieadviseur bij Speelplek Lindelaan.")
    expect(answered).to_contain_text("Zulke dingen spaar ik op.")


def test_a_week_on_also_what_was_on_the_way_has_come(seat: Seat) -> None:
    """Monday at ten the heads get their message: a week later that would be too late."""
    henk, _ = seat("C14", "home"), seat("C15", "home")
    turns(henk, "Een week verder")
    henk.page.locator("#side").get_by_text("Nadia, Samenspel").click()
    henk.sees("Samen sturen")


def test_an_administrator_chooses_another_hour_and_it_holds_at_once(seat: Seat) -> None:
    kwame = seat("C10", bots_own("C10"))
    kwame.says("/samenspel instellingen")
    form = kwame.form("Instellingen")
    kwame.chooses(form, "Overzichthouder", "kwame", "Kwame")
    form.get_by_role("button", name="Opslaan").click()
    kwame.no_form()
    click(kwame.sees("Instellingen van de gemeente"), "Wanneer ik iets stuur")
    jobs = kwame.sees("Dit doe ik vanzelf.")
    jobs.get_by_role("button", name="Wijzig").last.click()
    form = kwame.form("Wanneer?")
    form.get_by_role("combobox", name="Hoe laat?").clear()
    kwame.chooses(form, "Hoe laat?", "13:3", "13:30")
    form.get_by_role("button", name="Opslaan").click()
    kwame.no_form()
    kwame.sees("elke dag om 13:30")
