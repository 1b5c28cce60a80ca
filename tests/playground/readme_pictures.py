"""The pictures of the README: `python -m tests.playground.readme_pictures ADDRESS`, with a new demo at that address."""

import sys
from pathlib import Path

from playwright.sync_api import ViewportSize, expect, sync_playwright

from tests import needs
from tests.playground.conftest import OFFLINE
from tests.playground.desk import Desk, sit
from tests.sources import ROOT

IMAGES = ROOT / "docs" / "images"
WINDOW = ViewportSize(width=1280, height=800)
PATIENCE = 60_000


def overview(desk: Desk, folder: Path) -> None:
    """Ten lines, and nothing around them."""
    desk.says("/overzicht")
    desk.sees("Weekoverzicht").screenshot(path=folder / "overview.png")


def load(desk: Desk, folder: Path) -> None:
    """The map: when it is too busy where, in numbers as well as colours."""
    desk.says("/overzicht drukte")
    picture = desk.page.locator("#messages img[alt^='Tabel met de drukte']").last
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("complete", True)
    picture.screenshot(path=folder / "load.png")


def projects(desk: Desk, folder: Path) -> None:
    """The whole window: what somebody meets who tries it."""
    desk.says("/project lijst lopend")
    desk.sees("Projecten: lopend").scroll_into_view_if_needed()
    desk.page.screenshot(path=folder / "list.png")


def main(address: str, folder: Path) -> None:
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=needs.chromium(), args=OFFLINE)
        for picture in (overview, load, projects):
            desk = sit(browser, address)
            desk.page.set_default_timeout(PATIENCE)
            desk.page.set_viewport_size(WINDOW)
            desk.sits_down("C07", "k/D0BOTC07")
            picture(desk, folder)
            desk.page.context.close()
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1], IMAGES)
