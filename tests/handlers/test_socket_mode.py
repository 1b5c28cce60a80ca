"""Slack's requests over a connection that the bot opens: the same app, the same answers."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from bot.chat.cards import Card, Text
from bot.chat.replies import Say
from handlers.slack import app
from handlers.slack.socket_mode import connected
from handlers.web import application
from playground.slack.socket_mode import SocketMode
from tests.handlers import payloads
from tests.handlers.conftest import Core
from tests.handlers.stand_in import StandIn


@pytest.fixture
def link(slack: StandIn) -> SocketMode:
    link = slack.speaks_over_a_socket()
    for _ in range(5):
        slack.answers("apps.connections.open", {"ok": True, "url": link.new_url(slack.url)})
    return link


def connections(slack: StandIn, link: SocketMode, number: int = 1) -> None:
    """Until so many were made, and one is there."""
    slack.wait_for(lambda: link.connections and link.hellos >= number)


@contextmanager
def serving(door: app.SlackApp, slack: StandIn) -> Iterator[None]:
    """The web application's companion, open for as long as the block runs."""
    bolt = app.build(door, "xoxb-geheim", ("project",))
    served = application.build(lambda: None, [], [lambda: connected(bolt, "xapp-geheim", slack.api_url)])
    ready, stop = threading.Event(), threading.Event()

    async def serve() -> None:
        async with served.router.lifespan_context(served):
            ready.set()
            await asyncio.to_thread(stop.wait)

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    ready.wait(60)
    try:
        yield
    finally:
        stop.set()
        thread.join(60)
        assert not thread.is_alive()


def test_a_command_is_answered_in_its_acknowledgement(
    door: app.SlackApp, core: Core, slack: StandIn, link: SocketMode
) -> None:
    core.says = [Say(Card(Text("Hallo")))]
    with serving(door, slack):
        connections(slack, link)
        ack = slack.do(link.command(payloads.command("lijst"))).json()
    assert ack["blocks"][0]["text"]["text"] == "Hallo"
    assert [knock.args["text"] for knock in core.knocks] == ["lijst"]
    assert slack.calls[0].token == "xapp-geheim"


def test_after_a_drop_it_comes_back_by_itself(door: app.SlackApp, core: Core, slack: StandIn, link: SocketMode) -> None:
    core.says = [Say(Card(Text("Hallo")))]
    with serving(door, slack):
        connections(slack, link)
        slack.do(link.drop())
        connections(slack, link, 2)
        assert slack.do(link.command(payloads.command("lijst"))).json()["text"] == "Hallo"


def test_slack_being_away_does_not_keep_the_bot_from_starting(
    door: app.SlackApp, slack: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    slack.refuses("apps.connections.open", "invalid_auth")
    with serving(door, slack):
        pass
    assert "xapp-geheim" not in caplog.text


def test_what_is_being_answered_when_it_stops_is_still_answered(
    door: app.SlackApp, core: Core, slack: StandIn, link: SocketMode
) -> None:
    core.says = [Say(Card(Text("Hallo")))]
    core.waits = threading.Event()
    acks = []
    asking = threading.Thread(target=lambda: acks.append(slack.do(link.command(payloads.command("lijst"))).json()))
    with serving(door, slack):
        connections(slack, link)
        asking.start()
        assert core.reached.wait(60)
        threading.Timer(0.2, core.waits.set).start()
    asking.join(60)
    assert [ack["text"] for ack in acks] == ["Hallo"]
