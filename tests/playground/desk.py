"""Somebody at a desk, with the practice workspace open in a browser."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

PATIENCE = 60_000
"""Milliseconds for a page to show what it should: a machine with more to do takes its time."""
WIDE, NARROW = ViewportSize(width=1440, height=900), ViewportSize(width=360, height=740)

Seat = Callable[..., "Desk"]
"""Whose desk (their code), and where they look first: each call is a browser of its own."""


@dataclass
class Desk:
    page: Page
    base: str
    faults: list[str]

    def sits_down(self, code: str, place: str = "", language: str = "nl") -> "Desk":
        self.page.context.add_cookies([{"name": "taal", "value": language, "url": self.base}])
        # The stream answers only when every script has run: from then on the page is alive.
        with self.page.expect_response(re.compile("/deel/zijbalk")):
            self.page.goto(f"{self.base}/als/{code}/{place}")
        return self

    def says(self, text: str) -> None:
        box = self.page.locator("#say")
        box.fill(text)
        box.press("Escape")
        box.press("Enter")

    def sees(self, text: str | re.Pattern[str]) -> Locator:
        message = self.page.locator("#messages .message").filter(has_text=text).last
        expect(message).to_be_visible()
        return message

    def form(self, title: str) -> Locator:
        dialog = self.page.get_by_role("dialog", name=title)
        expect(dialog).to_be_visible()
        return dialog

    def no_form(self) -> None:
        expect(self.page.locator("dialog[open]")).to_have_count(0)

    def chooses(self, form: Locator, label: str, typed: str, option: str) -> None:
        """By keyboard: type, wait for the list, Enter."""
        box = form.get_by_role("combobox", name=re.compile(rf"^{re.escape(label)}( \(mag leeg\))?$"))
        box.press_sequentially(typed)
        expect(form.get_by_role("option", name=option).first).to_be_visible()
        box.press("Enter")


def sit(browser: Browser, base: str, *, narrow: bool = False, dark: bool = False) -> Desk:
    context = browser.new_context(
        viewport=NARROW if narrow else WIDE,
        has_touch=narrow,
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
        locale="nl-NL",
    )
    context.set_default_timeout(PATIENCE)
    page, faults = context.new_page(), list[str]()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    return Desk(page, base, faults)


def seats(browser: Browser, base: str, *, is_strict: bool = True) -> Iterator[Seat]:
    """Nobody's page may stumble, and, when strict, Slack may refuse nothing of what the bot says to them."""
    desks: list[tuple[Desk, str]] = []

    def at(code: str, place: str = "", *, narrow: bool = False, language: str = "nl") -> Desk:
        desk = sit(browser, base, narrow=narrow)
        desks.append((desk, code))
        return desk.sits_down(code, place, language)

    yield at
    faults = [fault for desk, _ in desks for fault in desk.faults if "ERR_UNSAFE_PORT" not in fault]
    for desk, code in desks:
        if is_strict:
            nothing_refused(desk, code)
        desk.page.context.close()
    assert not faults


def nothing_refused(desk: Desk, code: str) -> None:
    refusals = desk.page.request.get(f"{desk.base}/als/{code}/deel/weigeringen")
    assert refusals.ok
    listed = refusals.text().split('<li id="refusal-')[1:]
    assert listed or "Nog niets. Mooi zo." in refusals.text(), refusals.text()
    # A busy machine is late with what happened; that is not about what the bot says.
    wrong = [one for one in listed if "event: " not in one or "http_timeout" not in one]
    assert not wrong, wrong
