"""The colour and the logo of a municipality: what an administrator chooses is on every page, and stays readable."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from bot.chat.cards import Attachment
from bot.chat.house_style import HouseStyle, ink_on, is_colour, kind_of_logo
from storage.messages import web_pages
from tests.axe import violations
from tests.givens import a_project
from tests.pages.conftest import page_of
from tests.pages.test_on_the_web import opens_the_card, reader, switches_on
from tests.room import Filling, Person, Room

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
STATEMENT = "https://voorbeeld.example/toegankelijkheid"


@pytest.fixture
def boss(room: Room) -> Person:
    return room.person("Boss", admin=True)


def chooses(boss: Person, **answers: Filling) -> None:
    opens_the_card(boss)
    boss.clicks("Kleur en logo")
    boss.fills(**answers)
    boss.submits()


def test_a_colour_and_a_logo_are_on_the_page_that_is_read(room: Room, boss: Person) -> None:
    room.given(a_project("Singel"))
    path = switches_on(boss)
    chooses(
        boss, colour="#8A1538", logo=[Attachment("logo.png", PNG), Attachment("b.png", PNG[:-1])], statement=STATEMENT
    )
    assert boss.sees("Kleur en logo zijn bewaard")
    page = reader(room).get(path).text
    assert ":root { --brand: #8a1538; --on-brand: #ffffff; }" in page
    assert f'src="data:image/png;base64,{base64.b64encode(PNG).decode()}"' in page
    assert f'href="{STATEMENT}"' in page
    chooses(boss, colour=None, no_logo=True, statement=None)
    page = reader(room).get(path).text
    assert "data:image" not in page
    assert ":root { --brand: #8a1538" not in page


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"colour": "rood"}, "Dit is geen kleur"),
        ({"colour": "#12345"}, "Dit is geen kleur"),
        ({"colour": "#fff}*{"}, "Dit is geen kleur"),
        ({"statement": "javascript:alert(1)"}, "Dit is geen webadres"),
        ({"statement": "http://voorbeeld.example"}, "Dit is geen webadres"),
        ({"logo": Attachment("logo.png", b"x" * 100_001)}, "hooguit 100 kB"),
    ],
)
def test_what_is_no_colour_address_or_logo_stays_in_the_form(
    room: Room, boss: Person, answers: dict[str, Filling], words: str
) -> None:
    chooses(boss, **answers)
    assert boss.sees(words)
    with room.storage() as db:
        assert web_pages.web_page(db) is None


def test_a_file_that_is_no_picture_is_said_and_changes_nothing(room: Room, boss: Person) -> None:
    chooses(boss, logo=Attachment("logo.png", b"<svg onload=alert(1)>"))
    assert boss.hears("Dit bestand kan ik niet gebruiken")
    with room.storage() as db:
        page = web_pages.web_page(db)
        assert page
        assert (page.logo, page.logo_kind) == (None, "")


def test_only_administrators_choose(room: Room) -> None:
    anna = room.person("Anna")
    anna.uses_shortcut("pages.look")
    assert anna.sees("Alleen een beheerder kan dit.")


@given(st.integers(0, 0xFFFFFF))
def test_words_on_any_colour_can_be_read(number: int) -> None:
    colour = f"#{number:06x}"
    assert is_colour(colour)
    light, ink = (_light(each) for each in (colour, ink_on(colour)))
    assert (max(light, ink) + 0.05) / (min(light, ink) + 0.05) >= 4.5


def _light(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_what_is_chosen_is_never_code() -> None:
    assert HouseStyle(colour="#fff}body{").css == ""
    assert not is_colour("#0b4f9c\n")
    assert kind_of_logo(b"GIF89a") == kind_of_logo(b"") == ""


@pytest.mark.parametrize("colour", ["#ffe600", "#8a1538"])
def test_everybody_can_read_it(room: Room, browser: Browser, boss: Person, colour: str) -> None:
    room.given(a_project("Singel"))
    chooses(boss, colour=colour, logo=Attachment("logo.png", PNG), statement=STATEMENT)
    faults: list[str] = []
    for scheme in ("light", "dark"):
        with browser.new_context(color_scheme="dark" if scheme == "dark" else "light") as context:
            page = context.new_page()
            page.on("console", lambda message: faults.append(message.text))
            page.set_content(page_of(room))
            assert violations(page) == []
            assert page.locator(".band img").evaluate("image => image.naturalWidth") == 1
    assert faults == []
