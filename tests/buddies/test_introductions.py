"""The introduction of buddies, where something about them or about their calendar is missing."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

import pytest

from bot import days_off
from bot.buddies import appointment, cards
from bot.buddies.acquainted import Acquainted
from bot.buddies.starters import Someone
from bot.chat.cards import Paragraph
from bot.chat.quiet import Quiet
from bot.chat.texts import all_keys, speech
from bot.chat.when import Calendar

ZONE = ZoneInfo("Europe/Amsterdam")
THURSDAY = 3
MOMENT = dt.datetime(2026, 12, 11, 10, 30, tzinfo=dt.UTC)


def thursdays_only() -> Quiet:
    return Quiet(ZONE, 8, 18, Calendar(frozenset({THURSDAY}), lambda day: bool(days_off.name_of(day))))


def test_what_a_group_may_talk_about_is_not_said_of_two() -> None:
    asked = [key for key in all_keys() if re.fullmatch(r"buddies\.starter\.(later\.)?\d+", key)]
    assert [key for key in asked if "de ander " in str(speech("nl")(key))] == []


@pytest.mark.parametrize("day", [dt.date(2031, 12, 10) + dt.timedelta(days=ahead) for ahead in range(24)], ids=str)
def test_who_works_on_thursdays_only_meets_on_a_thursday_also_around_christmas(day: dt.date) -> None:
    """25 December 2031 and 1 January 2032 are Thursdays: for three weeks nobody is at work."""
    at = dt.datetime.combine(day, dt.time(9), tzinfo=ZONE)
    for spread in range(5):
        proposed = appointment.proposal(thursdays_only(), at, spread)
        assert thursdays_only().calendar.is_open(proposed.date())
        assert proposed > at


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("said", ["", "department", "bio", "learns", "offers"])
def test_an_introduction_has_no_label_without_words(language: str, said: str) -> None:
    t = speech(language)
    anna = Someone(1, "Anna", "communication")
    if said:
        anna = anna._replace(**{said: "rondetafels"})  # type: ignore[arg-type]
    invited = cards.Invited(1, MOMENT.date(), MOMENT)
    body = cards.introduction(t, [anna], Acquainted({1: ()}, False, None), [], [], invited).body
    who = next(str(block.text) for block in body[1:] if isinstance(block, Paragraph))
    assert who.count("·") == bool(said)
    assert who.endswith("rondetafels") or not said
    assert not who.rstrip().endswith(":")
