"""People on the bench do what somebody at a screen can do, and nothing else; a bot that fails them is told so."""

from __future__ import annotations

import json
from typing import Any

import pytest

from playground.slack.bot_line import BotTooSlow
from playground.slack.http import Asked
from playground.slack.wire import BOT_TOKEN, Json
from tests.playground.conftest import BotInTheTest, a_button, a_form, a_question, a_section, an_option, plain

from .bench import Bench
from .person import BotFailed, NotPossible, Person

NORTH, SOUTH = an_option("noord"), an_option("zuid")
TOO_LONG = {"type": "header", "text": plain("x" * 151)}
ASKED = (
    a_question("name", {"type": "plain_text_input", "max_length": 9}),
    a_question("area", {"type": "static_select", "options": [NORTH, SOUTH]}, optional=True),
    a_question("lead", {"type": "users_select"}, optional=True),
)


@pytest.fixture
def bot(bench: Bench) -> BotInTheTest:
    bench.slack.messenger.line = bot = BotInTheTest()
    return bot


def opens_a_form(bench: Bench, bot: BotInTheTest, *blocks: Json) -> Person:
    def with_its_trigger(heard: Json) -> None:
        asked = {"trigger_id": heard["trigger_id"], "view": a_form(*blocks)}
        calls(bench, "views.open", **asked)

    marieke = bench.person("Marieke")
    bot.meanwhile = with_its_trigger
    marieke.types("/project nieuw")
    bot.meanwhile = lambda heard: None
    return marieke


def calls(bench: Bench, method: str, **said: Any) -> None:
    headers = {"content-type": "application/json", "authorization": f"Bearer {BOT_TOKEN}"}
    answer = bench.slack.web_api.answer(Asked("POST", f"/api/{method}", "", headers, json.dumps(said).encode())).json
    assert answer["ok"], answer


def test_a_form_asks_what_it_asks_and_nothing_else(bench: Bench, bot: BotInTheTest) -> None:
    marieke = opens_a_form(bench, bot, *ASKED)
    with pytest.raises(NotPossible, match="required"):
        marieke.submits()
    with pytest.raises(NotPossible, match="Budget"):
        marieke.fills_in({"Budget": "3"})
    with pytest.raises(NotPossible, match="oost"):
        marieke.fills_in(area="oost")
    marieke.fills_in(name="Singelpark", area="noord", lead=bench.person("Fatma"))
    with pytest.raises(NotPossible, match="too_long"):
        marieke.submits()
    bot.answers = [{"response_action": "errors", "errors": {"name": "Bestaat al"}}]
    marieke.fills_in(name="Singel")
    marieke.submits()
    assert marieke.sees("name: Singel\n⚠ Bestaat al\narea: noord\nlead: Fatma Yildirim")
    marieke.submits()
    assert marieke.form is None


def test_a_second_step_keeps_what_was_typed_and_begins_anew_elsewhere(bench: Bench, bot: BotInTheTest) -> None:
    marieke = opens_a_form(bench, bot, *ASKED)
    marieke.fills_in(name="Singel", area="noord")
    again = (
        a_question("name", {"type": "plain_text_input", "initial_value": "Anders"}),
        a_question(
            "area#1", {"type": "static_select", "options": [an_option("zuid")], "initial_option": an_option("zuid")}
        ),
    )
    bot.answers = [{"response_action": "update", "view": a_form(*again)}]
    marieke.submits()
    assert marieke.sees("name: Singel\narea#1: zuid")


def test_a_button_that_is_not_there_is_not_clicked(bench: Bench, bot: BotInTheTest) -> None:
    rows = [[a_section(name), {"type": "actions", "elements": [a_button("Bekijk")]}] for name in ("Singel", "Park")]
    bot.answers = [{"text": "Projecten", "blocks": [block for row in rows for block in row]}]
    marieke = bench.person("Marieke")
    marieke.types("/project lijst")
    with pytest.raises(NotPossible, match="there is no 'Wijzig'"):
        marieke.clicks("Wijzig", timeout=0.1)
    with pytest.raises(NotPossible, match="say which with beside"):
        marieke.clicks("Bekijk")
    bot.answers = [{"text": "Alleen Park", "replace_original": True}]
    marieke.clicks("Bekijk", beside="Park")
    assert marieke.sees_alone("Alleen Park")
    assert marieke.does_not_see("Singel")
    assert not bench.person("Fatma").messages


@pytest.mark.parametrize(
    "broken", [BotTooSlow(), {"text": "x", "blocks": [{"type": "header", "text": plain("x" * 151)}]}]
)
def test_a_bot_that_is_late_or_says_what_slack_does_not_take_has_failed(
    bench: Bench, bot: BotInTheTest, broken: Any
) -> None:
    bot.answers = [broken]
    with pytest.raises(BotFailed):
        bench.person("Marieke").types("/project lijst")
    with pytest.raises(AssertionError, match="Slack would refuse"):
        bench.check()
    bench.slack.workspace.refusals.clear()
