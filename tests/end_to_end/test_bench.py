"""The bench itself, proved with a tiny bot: what a person can and cannot do, and what breaks when we break it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from . import limits
from .bench import Bench
from .bot_process import leaks
from .person import DIRECT, BotFailed, NotPossible
from .proxy import dropped, rate_limited, refused, server_error
from .surfaces import Shown

TINY = [sys.executable, str(Path(__file__).with_name("tiny_bot.py"))]


@pytest.fixture
def tiny(bench: Bench) -> Bench:
    bench.start_bot(TINY)
    return bench


def test_a_command_is_answered_in_private_and_its_button_replaces_the_card(tiny: Bench) -> None:
    marieke, fatma = tiny.person("Marieke"), tiny.person("Fatma Yildirim")
    marieke.types("/tiny")
    assert marieke.sees_alone("Wat wil je doen?")
    assert marieke.buttons == ["Tel", "Deel"]
    marieke.clicks("Tel")
    assert marieke.sees("Geteld: 1")
    assert marieke.does_not_see("Wat wil je doen?")
    assert not fatma.messages

    tiny.channel("communicatie").invites_bot()
    marieke.clicks("share")
    assert tiny.channel("communicatie").shows("Gedeeld")
    assert fatma.sees("Gedeeld")
    marieke.types("/tiny kort")
    assert marieke.sees_alone("Hallo & welkom")


def test_the_bot_speaks_in_no_channel_that_it_is_not_in(tiny: Bench) -> None:
    marieke = tiny.person("Marieke")
    marieke.goes_to("besloten")
    marieke.types("/tiny")
    with pytest.raises(BotFailed, match="500"):
        marieke.clicks("Deel")
    assert tiny.slack.calls_to("chat.postMessage")[-1].answer["error"] == "channel_not_found"
    assert tiny.channel("besloten").is_silent()


def test_a_form_asks_what_it_asks_and_nothing_else(tiny: Bench) -> None:
    marieke, fatma = tiny.person("Marieke"), tiny.person("Fatma")
    marieke.types("/tiny nieuw")
    with pytest.raises(NotPossible, match="required"):
        marieke.submits()
    with pytest.raises(NotPossible, match="Budget"):
        marieke.fills_in({"Budget": "3"})
    with pytest.raises(NotPossible, match="Oost"):
        marieke.fills_in({"Wijk": "Oost"})
    assert marieke.searches("Wijk", "noord") == ["Noord", "Noordrand"]

    marieke.fills_in({"Naam": "Park Oost!", "Wijk": "Noord", "starts_on": "2026-12-01"}, lead=fatma)
    marieke.submits()
    assert marieke.sees("Liever zonder uitroepteken")
    assert marieke.sees("Wijk: Noord")
    marieke.fills_in({"Naam": "Park Oost", "Bijlage": ("lijst.csv", b"naam;wijk\n")})
    marieke.submits()
    assert marieke.form is None
    assert fatma.sees_alone("Park Oost in Noord, 10 bytes")


def test_a_second_step_shows_new_values_in_the_same_form(tiny: Bench) -> None:
    marieke = tiny.person("Marieke")
    marieke.uses_shortcut("new_project")
    marieke.fills_in(name="Opnieuw")
    marieke.submits()
    assert marieke.sees("Naam: Ander voorstel")
    marieke.closes_form()
    assert marieke.form is None


def test_the_home_page_knows_who_opens_it(tiny: Bench) -> None:
    wei = tiny.person("Wei Chen")
    wei.opens_home()
    assert wei.sees("Wei Chen (en-GB)")
    wei.clicks("Nieuw project")
    assert wei.sees("Naam:")


def test_only_slack_is_listened_to(tiny: Bench) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    body = "command=%2Ftiny&text=geheim-van-de-wethouder"
    assert tiny.http.post(body, form, secret="wrong").status == 401
    assert tiny.http.post(body, form, age=600).status == 401
    assert leaks(tiny.bot.log if tiny.bot else "", [], ["geheim-van-de-wethouder"]) == []


def test_slack_fails_in_every_way_that_it_can(tiny: Bench) -> None:
    marieke, slack = tiny.person("Marieke"), tiny.slack
    marieke.goes_to(DIRECT)
    marieke.types("/tiny")
    faults = (rate_limited(after=7), server_error(), server_error(performed=True), dropped(), refused("fatal_error"))
    slack.inject("chat.postMessage", *faults)
    for _ in faults:
        with pytest.raises(BotFailed, match="500"):
            marieke.clicks("Deel", on="Wat wil je doen?")
    told = [(call.status, call.performed) for call in slack.calls_to("chat.postMessage")]
    assert told == [(429, False), (500, False), (500, True), (0, False), (200, False)]
    assert marieke.has_received("Gedeeld")  # performed, though the bot was told that it failed

    gate = slack.hold("views.open")
    tiny.ack_within = 0.0
    gate.release()
    with pytest.raises(BotFailed, match="Slack waits 3 s"):
        marieke.types("/tiny nieuw")


def test_socket_mode_comes_back_after_a_drop_and_a_refresh(bench: Bench) -> None:
    bench.start_bot(TINY, socket_mode=True)
    marieke, socket = bench.person("Marieke"), bench.socket
    assert socket is not None
    marieke.types("/tiny")
    assert marieke.sees_alone("Wat wil je doen?")
    socket.refresh()
    socket.wait_connected(hellos=2)
    marieke.types("/tiny nieuw")
    socket.drop()
    socket.wait_connected(hellos=3)
    marieke.fills_in(name="Park Oost")
    marieke.submits()
    assert marieke.sees("Park Oost in nergens")


def test_the_limits_know_a_bad_card() -> None:
    long = {"type": "button", "text": {"type": "plain_text", "text": "x" * 76}, "action_id": "a"}
    blocks = [
        {"type": "header", "block_id": "same", "text": {"type": "plain_text", "text": "x" * 151}},
        {"type": "actions", "block_id": "same", "elements": [long, long]},
    ]
    found = "\n".join(limits.problems([Shown("message", {"text": "", "blocks": blocks}, "chat.postMessage")]))
    for problem in (
        "151 characters",
        "76 characters",
        "block_id 'same' occurs 2",
        "action_id 'a' occurs 2",
        "no text",
        "slackblocks",
    ):
        assert problem in found
