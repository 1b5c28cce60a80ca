"""The weekly overview: the real bot, our Slack and a clock that is turned from Monday to Monday."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from playground.slack.faults import dropped, refused
from playground.slack.slack import Called
from tests.imported import LISTS, put_down_sample

from .bench import Bench, Channel
from .person import Person

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
LONG = 60.0
"""Seconds: two pictures, drawn beside other tests."""


@dataclass
class Town:
    """The sample municipality, whose keeper chose a channel for the overview on the Friday before."""

    bench: Bench
    clock: Path
    env: dict[str, str]
    kwame: Person
    channel: Channel

    def turns_to(self, local: str) -> None:
        there = dt.datetime.fromisoformat(local).replace(tzinfo=AMSTERDAM)
        self.clock.write_text(str((there - dt.datetime.now(dt.UTC)).total_seconds()))

    def posts(self) -> list[Called]:
        """What was really posted in the channel, pictures and threads too; oldest first."""
        sent = self.bench.slack.calls_to("chat.postMessage", performed=True)
        return [call for call in sent if call.params["channel"] == self.channel.id]

    def overviews(self) -> list[str]:
        """The notification of each, which says what it is."""
        return [str(call.params["blocks"]) for call in self.posts() if "Weekoverzicht, week" in str(call.params)]

    def has_overviews(self, number: int) -> None:
        self.bench.slack.wait_for(lambda: len(self.overviews()) >= number, f"overview {number}", LONG)
        assert len(self.overviews()) == number


@pytest.fixture
def town(bench: Bench, tmp_path: Path) -> Town:
    clock = tmp_path / "clock"
    url = put_down_sample(bench.data / "samenspel.db", *LISTS)
    env = {
        "DATABASE_URL": url, "SAMENSPEL_CLOCK_FILE": str(clock),
        "SAMENSPEL_SETTLE_SECONDS": "1", "SAMENSPEL_LEASE_SECONDS": "30",
    }  # fmt: skip
    town = Town(bench, clock, env, bench.person("Kwame Owusu"), bench.channel("participatie"))
    town.turns_to("2026-11-20 12:00")
    bench.start_bot(env=env)
    town.channel.invites_bot()
    kwame = town.kwame
    kwame.types("/overzicht kanalen")
    kwame.clicks("Kies een kanaal")
    kwame.fills_in({"Hoe noem je dit overzicht?": "Iedereen", "In welk kanaal?": "participatie"})
    kwame.submits()
    assert kwame.sees_alone("Voorbeeld van Iedereen.")
    kwame.clicks("Zet aan", on="Voorbeeld van Iedereen.")
    assert kwame.sees("Iedereen krijgt elke week een overzicht.")
    return town


def test_on_monday_the_channel_gets_one_screen_and_two_pictures_once_each_and_a_line_leads_on(town: Town) -> None:
    assert town.posts() == []
    town.turns_to("2026-11-23 09:00")
    town.has_overviews(1)
    assert "Nieuw sinds" not in town.overviews()[0]
    town.bench.slack.wait_for(lambda: len(_pictures(town)) == 2, "two pictures", LONG)
    (overview, *others) = town.posts()
    assert {call.params.get("ts") for call in _pictures(town)} == {None, overview.answer["ts"]}
    assert "thread_ts" not in overview.params
    assert {call.params["thread_ts"] for call in others} == {overview.answer["ts"]}
    for upload in town.bench.slack.calls_to("files.completeUploadExternal"):
        assert "channel_id" not in upload.params, "a picture that is posted by itself could be posted twice"
    town.kwame.goes_to("participatie")
    town.kwame.clicks("Waarom?", beside="jongeren", on="Weekoverzicht, week 48")
    assert town.kwame.sees_alone("Drukte in Oude Haven")


def _pictures(town: Town) -> list[Called]:
    """One comes to stand in the overview, the other hangs under it."""
    changed = town.bench.slack.calls_to("chat.update", performed=True)
    return [call for call in (*town.posts(), *changed) if "slack_file" in str(call.params.get("blocks"))]


def test_after_a_monday_that_slack_refused_the_next_one_tells_both_weeks(town: Town) -> None:
    town.turns_to("2026-11-23 09:00")
    town.has_overviews(1)
    town.kwame.types("/project nieuw Fietsbrug Zuid")
    town.kwame.submits()
    assert town.kwame.sees("Fietsbrug Zuid staat in het overzicht.")
    town.bench.slack.faults.inject("chat.postMessage", refused("channel_not_found"), times=50)
    town.turns_to("2026-11-30 09:00")
    town.bench.slack.wait_for(
        lambda: any("week 49" in str(call.params) for call in town.bench.slack.calls_to("chat.postMessage")), "", LONG
    )
    town.bench.slack.faults.heal()
    town.turns_to("2026-12-07 09:00")
    town.has_overviews(2)
    assert "Nieuw sinds 23 november 2026" in town.overviews()[1]
    # Not the only one that is new when the day of this test makes the whole import new as well: it may be behind Meer.
    town.kwame.goes_to("participatie")
    town.kwame.clicks("Meer", on="Weekoverzicht, week 50")
    assert town.kwame.sees_alone("Fietsbrug Zuid · komend")


def test_a_post_of_which_nobody_knows_whether_it_arrived_is_looked_up_and_not_repeated(town: Town) -> None:
    town.bench.slack.faults.inject("chat.postMessage", dropped(performed=True))
    town.turns_to("2026-11-23 09:00")
    town.has_overviews(1)
    town.bench.slack.wait_for(lambda: len(_pictures(town)) == 2, "two pictures", LONG)
    assert len(town.overviews()) == 1


def test_a_machine_that_was_off_on_monday_posts_on_tuesday_and_not_again(town: Town) -> None:
    bot = town.bench.bot
    assert bot
    bot.stop()
    town.turns_to("2026-11-24 10:00")
    town.bench.start_bot(env=town.env)
    town.has_overviews(1)
    town.turns_to("2026-11-26 10:00")
    town.bench.slack.wait_for(lambda: len(_pictures(town)) == 2, "two pictures", LONG)
    assert len(town.overviews()) == 1
