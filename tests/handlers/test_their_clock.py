"""What time it is at the platform, whatever our own clock says; and how much they differ is said once."""

import datetime as dt
from email.utils import format_datetime

import pytest

from bot.chat.texts import speech
from handlers.delivery.platform_clock import NEVER_HEARD, TheirClock
from handlers.observability import metrics

NOON = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)


class Ours:
    def __init__(self) -> None:
        self.at = NOON
        self.seconds = 50.0
        self.theirs = TheirClock("slack", lambda: self.at, lambda: self.seconds)

    def hears(self, behind: float = 0) -> None:
        self.theirs.heard({"Date": format_datetime(self.at - dt.timedelta(seconds=behind), usegmt=True)})


@pytest.fixture
def ours() -> Ours:
    return Ours()


def test_a_clock_that_is_ahead_does_not_move_theirs(ours: Ours) -> None:
    ours.hears(behind=600)
    assert ours.theirs.earliest(ours.at) == NOON - dt.timedelta(seconds=600)
    ours.at += dt.timedelta(hours=2)
    ours.seconds += 10
    assert ours.theirs.earliest(ours.at) == NOON - dt.timedelta(seconds=590), "ours was set, theirs was not"


def test_a_clock_that_is_behind_looks_from_its_own_time(ours: Ours) -> None:
    ours.hears(behind=-3600)
    assert ours.theirs.earliest(ours.at) == NOON


def test_before_the_first_answer_a_day_is_taken_off(ours: Ours) -> None:
    assert ours.theirs.earliest(NOON) == NOON - NEVER_HEARD
    ours.theirs.heard({"date": "gisteren"})
    ours.theirs.heard({})
    assert ours.theirs.earliest(NOON) == NOON - NEVER_HEARD


def test_a_difference_is_said_once_and_when_it_is_over(ours: Ours, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    for behind in (0, 30, 600, 605, 590, 3600, 3, 4):
        ours.hears(behind)
    assert caplog.messages == [
        "the clock of this computer is 600 seconds ahead of that of slack",
        "the clock of this computer is 3600 seconds ahead of that of slack",
        "the clock of this computer agrees with that of slack again",
    ]


def test_it_is_a_figure(ours: Ours) -> None:
    ours.hears(behind=600)
    assert metrics.REGISTRY.get_sample_value("samenspel_clock_ahead_seconds", {"platform": "slack"}) == 600


@pytest.mark.parametrize(("behind", "harmful"), [(0, False), (-299, False), (-300, True), (301, True)])
def test_from_five_minutes_it_does_harm(ours: Ours, behind: float, harmful: bool) -> None:
    ours.hears(behind)
    assert ours.theirs.is_harmful is harmful


def test_it_is_said_in_words_and_no_longer_when_ours_was_set(ours: Ours) -> None:
    ours.hears(behind=-600)
    assert (
        str(ours.theirs.in_words(speech("nl")))
        == "De klok van deze computer loopt 600 seconden anders dan die van Slack."
    )
    ours.theirs.ours_was_set()
    assert not ours.theirs.is_harmful
