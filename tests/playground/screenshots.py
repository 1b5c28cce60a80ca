"""Pictures of every surface: `python -m tests.playground.screenshots ADDRESS FOLDER`, with a demo at that address."""

import re
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

from tests import needs
from tests.playground.conftest import OFFLINE
from tests.playground.desk import Desk, sit


def welcome(desk: Desk) -> None:
    desk.page.goto(desk.base)


def card(desk: Desk) -> None:
    desk.sits_down("C01").says("/project toon Havenkade")
    desk.sees("Havenkade")


def project_form(desk: Desk) -> None:
    desk.sits_down("C01").says("/project nieuw")
    form = desk.form("Nieuw project")
    form.locator("input.field").first.fill("Speelplek Lindelaan")


def searching(desk: Desk) -> None:
    project_form(desk)
    areas = desk.page.get_by_role("combobox", name="Gebieden")
    areas.press_sequentially("buurt")
    expect(desk.page.get_by_role("option", name="Bloemenbuurt")).to_be_visible()


def wrong(desk: Desk) -> None:
    desk.sits_down("C01").says("/project nieuw")
    desk.form("Nieuw project").locator("[type=submit]").click()
    expect(desk.page.locator("[aria-invalid]").first).to_be_visible()


def home(desk: Desk) -> None:
    desk.sits_down("C07", "home")
    expect(desk.page.locator(".home-page")).to_be_visible()


def completing(desk: Desk) -> None:
    desk.sits_down("C01").page.locator("#say").press_sequentially("/project ")


def people(desk: Desk) -> None:
    desk.sits_down("C01").page.locator(".who").click()


def clock(desk: Desk) -> None:
    desk.sits_down("C01").page.locator(".clock-button").click()


def menu(desk: Desk) -> None:
    desk.sits_down("C07", "k/D0BOTC07").says("/samenspel")
    expect(desk.page.locator(".message").last).to_be_visible()


def guest(desk: Desk) -> None:
    desk.sits_down("G01").says("/project lijst")
    expect(desk.page.locator(".by-app").last).to_be_visible()


def side_bar(desk: Desk) -> None:
    desk.sits_down("C01")
    if desk.page.locator("#side-toggle").is_visible():
        desk.page.locator("#side-toggle").click()


def english(desk: Desk) -> None:
    desk.sits_down("C16", "k/D0BOTC16", language="en").says("/samenspel")
    expect(desk.page.locator(".by-app").last).to_be_visible()


def knowledge(desk: Desk) -> None:
    desk.sits_down("C11").says("/kennis")
    desk.sees("Kennis delen")


def session_form(desk: Desk) -> None:
    desk.sits_down("C11").says("/kennis sessie Loten doe je zo")
    desk.form("Kennissessie plannen")


def announcement(desk: Desk) -> None:
    session_form(desk)
    form = desk.form("Kennissessie plannen")
    form.get_by_label("Dag", exact=True).fill("2026-12-10")
    desk.chooses(form, "Aankondigen in", "partic", "participatie")
    form.locator("[type=submit]").click()
    desk.no_form()
    desk.sits_down("C09", "k/C0PARTICIPATIE")
    desk.sees("Kom je ook?").get_by_role("button", name="Ik kom").click()
    desk.sees("Je staat op de lijst")


def lesson_form(desk: Desk) -> None:
    desk.sits_down("C04").says("/kennis les Begin op tijd")
    desk.form("Een les bewaren")


def found(desk: Desk) -> None:
    desk.sits_down("C08").says("/kennis zoek loting")
    desk.sees("Dit past het best bij")


def nothing_found(desk: Desk) -> None:
    desk.sits_down("C08").says("/kennis zoek xylofoon")
    desk.sees("Niets gevonden")


def an_answer(desk: Desk) -> None:
    desk.sits_down("C04").says("/kennis vraag wat kost een bewonersavond")
    desk.sees("Dit weten we al")


def no_answer(desk: Desk) -> None:
    desk.sits_down("C04", "k/D0BOTC04").says("/kennis vraag leges terras")
    desk.sees("Dat weet ik nog niet").get_by_role("button", name="Vraag een collega").click()
    desk.form("Stel je vraag").locator("[type=submit]").click()
    desk.sees(re.compile("Je vraag is doorgegeven|Je vraag wacht al"))


def queue(desk: Desk) -> None:
    desk.sits_down("C10", "k/D0BOTC10").says("/kennis vragen")
    desk.sees("Vragen")


def answered(desk: Desk) -> None:
    queue(desk)
    desk.sees("leges terras").get_by_role("button", name="Bekijk").first.click()
    desk.sees("Een vraag van een collega").get_by_role("button", name="Geef antwoord").click()
    form = desk.form("Geef antwoord")
    form.locator("textarea").fill("De leges hangen af van de meters. Kijk in de legestabel van dit jaar.")
    form.locator("[type=submit]").click()
    desk.sees("Dank je wel")
    desk.sits_down("C04", "k/D0BOTC04")
    desk.sees("Antwoord op je vraag")


SURFACES: tuple[Callable[[Desk], None], ...] = (
    welcome, card, project_form, searching, wrong, home, completing, people, clock, menu, guest, side_bar, english,
    knowledge, session_form, announcement, lesson_form, found, nothing_found, an_answer, no_answer, queue, answered,
)  # fmt: skip


def main(address: str, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=needs.chromium(), args=OFFLINE)
        for narrow, dark in ((False, False), (False, True), (True, False), (True, True)):
            for surface in SURFACES:
                desk = sit(browser, address, narrow=narrow, dark=dark)
                surface(desk)
                name = f"{surface.__name__}-{'360' if narrow else '1440'}-{'dark' if dark else 'light'}"
                desk.page.screenshot(path=folder / f"{name}.png")
                desk.page.context.close()
                print(name, *desk.faults)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
