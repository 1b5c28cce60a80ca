"""Somebody at a desk, with the practice workspace open in a browser."""

import re
from dataclasses import dataclass

from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

PATIENCE = 30_000
"""Milliseconds for a page to show what it should: a machine with more to do takes its time."""
WIDE, NARROW = ViewportSize(width=1440, height=900), ViewportSize(width=360, height=740)


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
