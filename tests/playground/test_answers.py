"""What people fill in reaches the bot as Slack's `state.values`; what cannot be sent is said at the field."""

from typing import Any

import pytest

from playground.slack.answers import complaints, state_values, value_of
from playground.slack.wire import Json
from tests.playground.conftest import a_question, an_option


def no_file(file_id: str) -> Json:
    return {"id": file_id}


def answer(element: Json, given: Any) -> Json:
    return value_of({"action_id": "a", **element}, given, {}, no_file)


OPTIONS = [an_option("een"), an_option("twee")]


@pytest.mark.parametrize(
    ("element", "given", "told"),
    [
        ({"type": "plain_text_input"}, "Havenkade", {"value": "Havenkade"}),
        ({"type": "plain_text_input"}, "", {"value": None}),
        ({"type": "datepicker"}, "2026-12-09", {"selected_date": "2026-12-09"}),
        ({"type": "timepicker"}, "19:30", {"selected_time": "19:30"}),
        ({"type": "datetimepicker"}, "2026-12-09T19:30", {"selected_date_time": 1796841000}),
        ({"type": "static_select", "options": OPTIONS}, "twee", {"selected_option": OPTIONS[1]}),
        ({"type": "static_select", "options": OPTIONS}, "drie", {"selected_option": None}),
        ({"type": "multi_static_select", "options": OPTIONS}, ["een"], {"selected_options": [OPTIONS[0]]}),
        ({"type": "checkboxes", "options": OPTIONS}, [], {"selected_options": []}),
        ({"type": "radio_buttons", "options": OPTIONS}, "een", {"selected_option": OPTIONS[0]}),
        ({"type": "users_select"}, "U1", {"selected_user": "U1"}),
        ({"type": "multi_users_select"}, ["U1", "U2"], {"selected_users": ["U1", "U2"]}),
        ({"type": "conversations_select"}, "C1", {"selected_conversation": "C1"}),
        ({"type": "multi_conversations_select"}, ["C1"], {"selected_conversations": ["C1"]}),
        ({"type": "channels_select"}, "C1", {"selected_channel": "C1"}),
        ({"type": "file_input"}, ["F1"], {"files": [{"id": "F1"}]}),
        ({"type": "external_select", "initial_option": OPTIONS[0]}, "een", {"selected_option": OPTIONS[0]}),
    ],
)
def test_a_value_is_told_as_slack_tells_it(element: Json, given: Any, told: Json) -> None:
    assert answer(element, given) == {"type": element["type"], **told}


def test_a_searched_choice_is_told_as_the_bot_offered_it() -> None:
    blocks = [a_question("area", {"type": "external_select"})]
    offered = {("area", "a"): {"BU1": {"text": {"type": "plain_text", "text": "Oude Haven"}, "value": "BU1"}}}
    values = state_values(blocks, {"area": {"a": "BU1"}}, offered, no_file)
    assert values["area"]["a"]["selected_option"]["text"]["text"] == "Oude Haven"


@pytest.mark.parametrize(
    ("element", "given", "complaint"),
    [
        ({"type": "plain_text_input"}, "", "input.required"),
        ({"type": "plain_text_input", "min_length": 3}, "ab", "input.too_short"),
        ({"type": "plain_text_input", "max_length": 3}, "abcd", "input.too_long"),
        ({"type": "plain_text_input"}, "x" * 3001, "input.too_long"),
        ({"type": "number_input", "is_decimal_allowed": False}, "1.5", "input.number"),
        ({"type": "number_input", "is_decimal_allowed": True}, "1.5", None),
        ({"type": "number_input", "is_decimal_allowed": False, "min_value": "2"}, "1", "input.too_low"),
        ({"type": "number_input", "is_decimal_allowed": False, "max_value": "2"}, "3", "input.too_high"),
        ({"type": "email_text_input"}, "fatma", "input.email"),
        ({"type": "url_text_input"}, "voorbeeld.example", "input.url"),
        ({"type": "multi_users_select", "max_selected_items": 1}, ["U1", "U2"], "input.too_many"),
        ({"type": "checkboxes", "options": OPTIONS}, [], "input.required"),
    ],
)
def test_what_slack_does_not_send_is_said_at_its_field(element: Json, given: Any, complaint: str | None) -> None:
    blocks = [a_question("q", element)]
    values = state_values(blocks, {"q": {"a": given}}, {}, no_file)
    found = complaints(blocks, values)
    assert (found["q"][0] if found else None) == complaint


def test_a_question_that_may_stay_empty_is_sent_empty() -> None:
    blocks = [a_question("q", {"type": "plain_text_input"}, optional=True)]
    assert not complaints(blocks, state_values(blocks, {}, {}, no_file))
