"""Blocks become HTML that is readable, harmless and named."""

import re

import pytest

from playground.page.blocks import Renderer, make_environment
from playground.page.look import FOLDER
from playground.page.texts import Texts
from playground.slack.wire import Json
from tests.playground import a_bot
from tests.playground.conftest import Town, a_button, a_question, a_section, an_option, plain


@pytest.fixture
def renderer(town: Town) -> Renderer:
    environment = make_environment(str(FOLDER / "templates"))
    return Renderer(environment, town.workspace, town.person("C07"), Texts("nl"))


def drawn(renderer: Renderer, *blocks: Json) -> str:
    complete = [{"block_id": f"b{number}", **block} for number, block in enumerate(blocks)]
    return re.sub(r"\s+", " ", str(renderer.blocks(complete, "x")))


def test_nothing_that_people_typed_becomes_markup(renderer: Renderer) -> None:
    evil = "<img src=x onerror=alert(1)> \"' </script>"
    option = an_option(evil)
    html = drawn(
        renderer,
        {"type": "header", "text": plain(evil)},
        a_section(evil, accessory=a_button(evil, "</script>")),
        {"type": "context", "elements": [plain(evil)]},
        {
            "type": "rich_text",
            "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": evil}]}],
        },
        a_question("q", {"type": "plain_text_input", "initial_value": evil}),
        a_question("s", {"type": "static_select", "options": [option] * 20, "initial_option": option}),
        a_question("r", {"type": "radio_buttons", "options": [option]}),
        {"type": "image", "image_url": "javascript:alert(1)", "alt_text": evil},
    )
    assert "<img src=x" not in html
    assert html.count("</script>") == html.count("<script")


def test_every_input_has_a_label(renderer: Renderer) -> None:
    for number, block in enumerate(a_bot.every_input()["blocks"]):
        html = str(renderer.blocks([block], f"x{number}"))
        assert f'id="x{number}-0-i-label"' in html
        assert f'for="x{number}-0-i"' in html or f'aria-labelledby="x{number}-0-i-label"' in html


def test_a_button_is_a_link_only_when_it_leads_somewhere_safe(renderer: Renderer) -> None:
    def button(**more: str) -> str:
        return drawn(renderer, {"type": "actions", "elements": [a_button(**more)]})

    assert 'href="https://voorbeeld.example"' in button(url="https://voorbeeld.example")
    assert "href" not in button(url="javascript:alert(1)")
    assert "href" not in button()


def test_short_lists_are_native_and_long_ones_are_searched(renderer: Renderer) -> None:
    few, many = ([an_option(str(number)) for number in range(size)] for size in (12, 13))
    assert "<select" in drawn(renderer, a_question("q", {"type": "static_select", "options": few}))
    assert 'role="combobox"' in drawn(renderer, a_question("q", {"type": "static_select", "options": many}))


def test_private_channels_keep_their_names_from_others(renderer: Renderer) -> None:
    assert "afdelingshoofden" not in drawn(renderer, a_section("<#C0HOOFDEN>"))
    assert "#samenspel" in drawn(renderer, a_section("<#C0SAMENSPEL>"))
    assert "afdelingshoofden" not in drawn(renderer, a_question("q", {"type": "conversations_select"}))


def test_a_header_is_a_heading_at_the_level_of_its_place(renderer: Renderer) -> None:
    header = {"type": "header", "text": plain("Kop"), "block_id": "b"}
    assert "<h2" in str(renderer.blocks([header], "x"))
    assert "<h3" in str(renderer.blocks([header], "x", heading=3))
