"""Slack hears from us within its three seconds, whatever takes longer; the answer then comes by another way."""

import asyncio
import datetime as dt
import json
import threading
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest

from bot.chat.cards import Card, Text
from bot.chat.forms import Field, Form
from bot.chat.replies import Ask, AtOnce, Replace, Say
from bot.chat.requests import Knock
from bot.service import Response
from handlers.slack import app, limits
from handlers.slack.api import SlackApi
from handlers.slack.patience import Hourglass, Unhurried
from handlers.slack.people import SlackDirectory
from tests.handlers import payloads
from tests.handlers.conftest import Core, Received, sending, signed
from tests.handlers.stand_in import StandIn

Json = dict[str, Any]
FORM_TYPE = "application/x-www-form-urlencoded"
HELLO = Card(Text("Hallo"))
ASKED = Form(Text("Project"), (Field("name", Text("Naam")),), Text("Opslaan"), "project.save")


class Late:
    """Somebody whose answer takes longer than Slack waits."""

    def __init__(self, door: app.SlackApp, core: Core, within: dt.timedelta) -> None:
        self.core = core
        self._unhurried = Unhurried(within)
        self._sends = sending(door, core, self._unhurried)

    def command(self, payload: Json) -> Received:
        return self._during(urlencode(payload), FORM_TYPE)

    def interaction(self, payload: Json) -> Received:
        return self._during(urlencode({"payload": json.dumps(payload)}), FORM_TYPE)

    def event(self, payload: Json) -> Received:
        return self._during(json.dumps(payload), "application/json")

    def _during(self, body: str, kind: str) -> Received:
        """What Slack hears; when this returns the answer has come too."""
        self.core.waits = threading.Event()

        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(self._sends.app)
            async with (
                self._unhurried.ends_well(),
                httpx.AsyncClient(transport=transport, base_url="http://bot") as client,
            ):
                heard = await client.post("/slack/events", content=body, headers=signed(body, kind))
                assert self.core.waits
                self.core.waits.set()
                return heard

        heard = asyncio.run(send())
        self.core.waits = None
        return Received(heard.status_code, heard.text)


@pytest.fixture
def late(door: app.SlackApp, core: Core) -> Late:
    return Late(door, core, dt.timedelta(seconds=0.05))


def test_a_late_answer_comes_by_itself(late: Late, slack: StandIn) -> None:
    late.core.says = [Say(HELLO)]
    assert late.command(payloads.command(response_url=slack.response_url)) == Received(200, "")
    assert slack.only("response_url")["response_type"] == "ephemeral"


def test_a_late_form_waits_behind_a_button(late: Late, slack: StandIn) -> None:
    """After three seconds nothing opens a form but a new click."""
    late.core.says = [Ask(ASKED)]
    slack.refuses("views.open", "expired_trigger_id")
    assert late.command(payloads.command("nieuw Singel", response_url=slack.response_url)) == Received(200, "")
    (button,) = slack.only("response_url")["blocks"][-1]["elements"]
    assert button["value"] == '{"command":"project","text":"nieuw Singel"}'


def test_a_late_answer_to_words_comes_in_their_own_chat(late: Late, slack: StandIn) -> None:
    late.core.says = [Say(HELLO)]
    words = payloads.event("message", channel="D1", channel_type="im", text="hallo")
    assert late.event(words) == Received(200, "")
    assert slack.methods() == ["chat.postMessage"]


@pytest.fixture
def view(door: app.SlackApp, core: Core, slack: StandIn) -> Json:
    """The form on somebody's screen."""
    core.says = [Ask(ASKED)]
    sending(door, core, Unhurried()).command(payloads.command("nieuw"))
    view = slack.only("views.open")["view"]
    slack.reset()
    return dict(view if isinstance(view, dict) else json.loads(view))


def sent(view: Json) -> Json:
    typed = {"name#0": {"name": {"type": "plain_text_input", "value": "Singel"}}}
    return payloads.submission(view, typed)


def test_a_form_stays_open_with_what_was_typed_until_the_answer_is_there(
    late: Late, slack: StandIn, view: Json
) -> None:
    late.core.says = [Say(HELLO)]
    heard = late.interaction(sent(view)).json
    assert heard["response_action"] == "errors"
    assert "Ik ben nog bezig" in heard["errors"]["name#0"]
    assert slack.methods() == ["chat.postEphemeral", "views.update"]
    update = slack.only("views.update")
    assert (update["view_id"], update["view"]["title"]["text"]) == ("V1", "Verstuurd")
    assert "submit" not in update["view"]


def test_a_late_error_is_drawn_in_the_form(late: Late, slack: StandIn, view: Json) -> None:
    late.core.says = [Ask(ASKED, {"name": Text("Deze naam is er al.")})]
    late.interaction(sent(view))
    assert slack.methods() == ["views.update"]
    assert "Deze naam is er al." in str(slack.only("views.update"))


def test_who_closed_the_form_meanwhile_hears_that_nothing_was_saved(late: Late, slack: StandIn, view: Json) -> None:
    late.core.says = [Ask(ASKED, {"name": Text("Deze naam is er al.")})]
    slack.refuses("views.update", "not_found")
    late.interaction(sent(view))
    assert "Er is nog niets opgeslagen" in str(slack.only("chat.postEphemeral"))


def test_what_breaks_late_is_a_number_in_a_message_and_the_form_stays(late: Late, slack: StandIn, view: Json) -> None:
    late.core.breaks = ValueError("x")
    assert late.interaction(sent(view)).json["response_action"] == "errors"
    assert slack.methods() == ["chat.postEphemeral"]
    assert "N-2" in str(slack.calls[0].params)


@pytest.mark.parametrize("reply", [Say(HELLO), Replace(HELLO)], ids=["say", "replace"])
def test_a_late_click_is_answered_as_always(late: Late, slack: StandIn, reply: AtOnce) -> None:
    late.core.says = [reply]
    click = payloads.click(payloads.action("project.show"), response_url=slack.response_url, blocks=[])
    assert late.interaction(click) == Received(200, "")
    assert "Hallo" in str(slack.only("response_url"))


def test_what_was_in_time_is_not_said_twice(door: app.SlackApp, core: Core, slack: StandIn) -> None:
    core.says = [Say(HELLO)]
    heard = sending(door, core, Unhurried()).command(payloads.command(response_url=slack.response_url))
    assert "Hallo" in heard.text
    assert slack.methods() == []


def test_only_one_has_what_goes_back_to_slack() -> None:
    for first, second in (("is_in_time", "runs_out"), ("runs_out", "is_in_time"), ("is_in_time", "is_in_time")):
        hourglass = Hourglass()
        assert [getattr(hourglass, first)(), getattr(hourglass, second)()] == [True, False]


@dataclass
class Newcomer(Core):
    """The first time that somebody comes: Slack is asked who they are, within their request."""

    directory: SlackDirectory | None = None

    def answer(self, knock: Knock) -> Response:
        assert self.directory
        assert self.directory.profile(knock.account).is_colleague
        return super().answer(knock)


def test_slack_that_is_slow_itself_is_acknowledged_in_time(door: app.SlackApp, api: SlackApi, slack: StandIn) -> None:
    """users.info hangs until Slack has heard from us."""
    core = Newcomer([Say(HELLO)], directory=SlackDirectory(api))
    looked_up = threading.Event()
    slack.answers("users.info", {"ok": True, "user": {"id": "U1", "team_id": "T1", "name": "anna"}}, after=looked_up)
    unhurried = Unhurried()
    served = sending(replace(door, core=core), core, unhurried)
    body = urlencode(payloads.command(response_url=slack.response_url))

    async def send() -> tuple[httpx.Response, float]:
        transport = httpx.ASGITransport(served.app)
        loop = asyncio.get_running_loop()
        async with unhurried.ends_well(), httpx.AsyncClient(transport=transport, base_url="http://bot") as client:
            began = loop.time()
            heard = await client.post("/slack/events", content=body, headers=signed(body, FORM_TYPE))
            took = loop.time() - began
            looked_up.set()
            return heard, took

    heard, took = asyncio.run(send())
    assert (heard.status_code, heard.text) == (200, "")
    assert took < limits.ANSWER_WITHIN.total_seconds()
    assert "Hallo" in str(slack.only("response_url"))
