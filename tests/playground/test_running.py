"""The Slack that runs beside a test: what goes wrong with an answer, and what was done all the same."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection

import pytest

from playground.slack.content import Message
from playground.slack.faults import Fault, dropped
from playground.slack.running import RunningSlack, running
from playground.slack.town import open_town
from playground.slack.wire import BOT_TOKEN, Json

HERE = "C0SAMENSPEL"


@pytest.fixture
def slack() -> Iterator[RunningSlack]:
    with running() as slack:
        slack.look(lambda: open_town(slack.workspace))
        yield slack


def posts(slack: RunningSlack, text: str) -> Json:
    connection = HTTPConnection(slack.url.removeprefix("http://"), timeout=60)
    headers = {"authorization": f"Bearer {BOT_TOKEN}", "content-type": "application/json"}
    try:
        connection.request("POST", "/api/chat.postMessage", json.dumps({"channel": HERE, "text": text}), headers)
        return dict(json.loads(connection.getresponse().read()))
    finally:
        connection.close()


def said(slack: RunningSlack, text: str) -> list[Message]:
    return [message for message in slack.workspace.channels[HERE].messages if message.text == text]


@pytest.mark.parametrize("performed", [True, False])
def test_a_lost_answer_says_nothing_about_the_message(slack: RunningSlack, performed: bool) -> None:
    slack.faults.inject("chat.postMessage", dropped(performed=performed))
    with pytest.raises(ConnectionError):
        posts(slack, "Dag")
    assert len(said(slack, "Dag")) == performed
    (call,) = slack.calls_to("chat.postMessage")
    assert (call.status, call.performed, call.answer.get("ok", False)) == (0, performed, performed)


def test_what_is_done_later_is_done_when_nobody_waits_for_it(slack: RunningSlack) -> None:
    slack.faults.inject("chat.postMessage", Fault(dropped=True, later=0.1))
    with pytest.raises(ConnectionError):
        posts(slack, "Dag")
    assert slack.wait_for(lambda: said(slack, "Dag"))


def test_a_call_is_held_up_until_it_is_let_through(slack: RunningSlack) -> None:
    gate = slack.faults.hold("chat.postMessage")
    with ThreadPoolExecutor() as crowd:
        waiting = crowd.submit(posts, slack, "Dag")
        gate.reached()
        assert not said(slack, "Dag")
        assert posts(slack, "Ik ga voor")["ok"]
        gate.release()
        assert waiting.result()["ok"]
    assert said(slack, "Dag")


def test_waiting_in_vain_says_for_what(slack: RunningSlack) -> None:
    with pytest.raises(AssertionError, match="in vain for a word"):
        slack.wait_for(lambda: said(slack, "Dag"), "a word", timeout=0.05)
