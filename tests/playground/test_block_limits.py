"""What Slack refuses of blocks and views, the practice workspace refuses in the same words."""

from typing import Any

import pytest

from playground.slack.block_limits import Surface, characters_in, problems_in_blocks, problems_in_view
from playground.slack.wire import Json
from tests.playground import a_bot
from tests.playground.conftest import a_button, a_form, a_question, a_section, an_option, plain


def refused(*blocks: Any, surface: Surface = Surface.MESSAGE) -> str:
    return "\n".join(problems_in_blocks(list(blocks), surface))


def words(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def actions(*elements: Json, **more: Any) -> Json:
    return {"type": "actions", "elements": list(elements), **more}


def select(number: int, **more: Any) -> Json:
    options = [an_option(str(one)) for one in range(number)]
    return {"type": "static_select", "action_id": "s", "options": options, **more}


@pytest.mark.parametrize(
    ("block", "words"),
    [
        ({"type": "header", "text": plain("x" * 151)}, "less than 151 characters [json-pointer:/blocks/0/text/text]"),
        ({"type": "header", "text": {"type": "mrkdwn", "text": "x"}}, "must be one of: plain_text"),
        (a_section("x" * 3001), "must be less than 3001 characters"),
        (a_section(""), "must be more than 0 characters"),
        ({"type": "section"}, "missing required field: text or fields"),
        ({"type": "section", "fields": [plain("a")] * 11}, "no more than 10 items allowed"),
        ({"type": "section", "fields": [plain("x" * 2001)]}, "must be less than 2001 characters"),
        (actions(*[a_button(action=str(one)) for one in range(26)]), "no more than 25 items allowed"),
        (actions(), "no fewer than 1 items allowed"),
        (actions(a_button("x" * 76)), "must be less than 76 characters"),
        (actions(a_button(value="x" * 2001)), "must be less than 2001 characters"),
        (actions(a_button(style="default")), "must be one of: primary, danger"),
        (actions(a_button(action="x" * 256)), "must be less than 256 characters"),
        (actions(a_button(), a_button()), "`action_id` yes already exists"),
        (actions(select(101)), "no more than 100 items allowed"),
        (actions(select(1, initial_option=an_option("9"))), "initial_option must match an option exactly"),
        (actions(select(1, options=[{**an_option("9"), "text": words("9")}])), "one of: plain_text"),
        ({**a_section("a"), "text": {"type": "mrkdwn", "text": "a", "emoji": True}}, "emoji is for plain_text only"),
        (a_question("q", {"type": "plain_text_input", "max_length": 3001}), "must be no more than 3000"),
        (a_question("q", {"type": "plain_text_input", "max_length": 2, "initial_value": "abc"}), "not be longer"),
        (a_question("q", {"type": "file_input", "max_files": 11}), "must be from 1 to 10"),
        (actions({"type": "file_input", "action_id": "f"}), "unsupported type: file_input"),
        ({"type": "context", "elements": [plain("a")] * 11}, "no more than 10 items allowed"),
        ({"type": "image", "image_url": "https://a.example"}, "missing required field: alt_text"),
        ({"type": "image", "alt_text": "a"}, "exactly one of image_url and slack_file is required"),
        ({"type": "onbekend"}, "unsupported type: onbekend [json-pointer:/blocks/0/type]"),
        (a_section("a", colour="red"), "invalid additional property: colour"),
        (a_section("a", accessory=a_question("b", {"type": "plain_text_input"})), "unsupported type: input"),
    ],
)  # fmt: skip
def test_slack_refuses_a_block(block: Json, words: str) -> None:
    assert words in refused(block)


def test_two_blocks_with_one_id_are_refused() -> None:
    assert "`block_id` a already exists" in refused(a_section("x", block_id="a"), a_section("y", block_id="a"))


def test_a_message_holds_fifty_blocks_and_a_form_a_hundred() -> None:
    assert not refused(*[a_section("x")] * 50)
    assert "no more than 50 items allowed" in refused(*[a_section("x")] * 51)
    assert not refused(*[a_section("x")] * 100, surface=Surface.HOME)
    assert "no more than 100 items allowed" in refused(*[a_section("x")] * 101, surface=Surface.HOME)


@pytest.mark.parametrize(
    ("view", "words"),
    [
        (a_form(title=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/title/text]"),
        (a_form(submit=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/submit/text]"),
        (a_form(private_metadata="x" * 3001), "must be less than 3001 characters"),
        (a_form(callback_id="x" * 256), "must be less than 256 characters"),
        ({"type": "modal", "blocks": []}, "missing required field: title"),
        ({"type": "home", "blocks": []}, "unsupported type: home"),
        ("geen formulier", "unsupported type: None"),
        ({**a_form(a_question("q", {"type": "plain_text_input"})), "submit": plain("")}, "more than 0 characters"),
    ],
)
def test_slack_refuses_a_form(view: Any, words: str) -> None:
    assert words in "\n".join(problems_in_view(view, Surface.MODAL))


def test_a_form_with_questions_needs_a_button_to_send_it() -> None:
    form = a_form(a_question("q", {"type": "plain_text_input"}))
    del form["submit"]
    assert "missing required field: submit" in problems_in_view(form, Surface.MODAL)[0]


def test_everything_that_the_tiny_bot_shows_is_taken() -> None:
    assert not refused(*a_bot.every_block())
    assert not problems_in_view(a_bot.every_input(), Surface.MODAL)
    assert not problems_in_view(a_bot.project_form(), Surface.MODAL)


def test_the_length_of_a_message_counts_every_text_in_it() -> None:
    assert characters_in([a_section("abc", accessory=a_button("de")), {"type": "header", "text": plain("f")}]) == 6
