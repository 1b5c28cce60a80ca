"""A knowledge session from plan to lesson, with the clock turned: the real bot, our Slack."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from ics import Calendar

from .bench import Bench, Channel
from .person import Person
from .test_planning import MONDAY

LONG = 60


@pytest.fixture
def turn(bench: Bench, tmp_path: Path) -> Callable[[str], None]:
    """Turns the clock of the bot, in UTC."""
    clock = tmp_path / "clock"

    def to(at: dt.datetime) -> None:
        clock.write_text(str((at - dt.datetime.now(dt.UTC)).total_seconds()))

    to(MONDAY)
    bench.start_bot(env={"SAMENSPEL_CLOCK_FILE": str(clock)})
    return lambda local: to(dt.datetime.fromisoformat(local).replace(tzinfo=dt.UTC))


@pytest.fixture
def channel(bench: Bench) -> Channel:
    channel = bench.channel("participatie")
    channel.invites_bot()
    return channel


def plans(person: Person, channel: Channel, **fields: str) -> None:
    person.types("/kennis sessie Loten doe je zo")
    person.fills_in({"Dag": "2026-12-10", "Begint om": "15:00", "Plek of link": "Kamer 3"})
    person.fills_in({"Aankondigen in": "participatie", **fields})
    person.submits()
    assert person.sees_alone("donderdag 10 december 2026, van 15:00 tot 16:00")
    assert channel.shows("Kom je ook?", timeout=LONG)


def signs_up(person: Person, channel: Channel) -> None:
    """By the button below the announcement."""
    person.goes_to(channel.name)
    person.clicks("Ik kom", on="Kom je ook?")
    assert person.has_received("Loten doe je zo: fijn dat je komt.")


def calendars(person: Person) -> Iterator[Calendar]:
    """As another program reads the files that this person got, oldest first."""
    for message in sorted(person.messages, key=lambda message: message.ts):
        for file in message.files:
            yield Calendar(file.content.decode())


def announcements(bench: Bench, channel: Channel) -> int:
    """How often one was really posted."""
    posted = bench.slack.calls_to("chat.postMessage")
    return sum("Kom je ook?" in str(call.params) for call in posted if call.params["channel"] == channel.id)


def times_heard(bench: Bench, person: Person, words: str) -> int:
    return sum(words in message.reads(bench.names) for message in person.messages)


@pytest.mark.usefixtures("others_agree")
def test_a_session_from_announcement_to_lesson(bench: Bench, turn: Callable[[str], None], channel: Channel) -> None:
    marieke, fatma, kwame = (bench.person(name) for name in ("Marieke van Dam", "Fatma Yildirim", "Kwame Owusu"))
    plans(marieke, channel, **{"Wat bereid je voor?": "Briefjes voor de loting"})
    signs_up(fatma, channel)
    assert channel.shows("van 15:00 tot 16:00. 1 collega komt.", timeout=LONG)
    signs_up(kwame, channel)
    assert channel.shows("2 collega's komen.", timeout=LONG)
    assert announcements(bench, channel) == 1
    [calendar] = calendars(fatma)
    [event] = calendar.events
    assert (event.name, event.location) == ("Loten doe je zo", "Kamer 3")
    assert event.begin.isoformat() == "2026-12-10T14:00:00+00:00"

    for local, who, words in (
        ("2026-12-03 14:00:05", fatma, "Over een week: Loten doe je zo"),
        ("2026-12-07 14:00:05", marieke, "Dit wilde je voorbereiden: Briefjes voor de loting"),
        ("2026-12-09 14:00:05", fatma, "Morgen: Loten doe je zo"),
        ("2026-12-10 13:00:05", fatma, "Over een uur: Loten doe je zo"),
        ("2026-12-10 15:00:05", fatma, "Loten doe je zo: fijn dat je er was."),
    ):
        turn(local)
        assert who.has_received(words, timeout=LONG)
        assert times_heard(bench, who, words) == 1
    assert marieke.has_received("Loten doe je zo: dank je wel!", timeout=LONG)

    fatma.clicks("Wat neem je mee?", on="Loten doe je zo: fijn dat je er was.")
    fatma.fills_in({"Wat neem je mee?": "Begin acht weken eerder."})
    fatma.submits()
    fatma.clicks("Bewaar als les")
    fatma.submits()
    assert fatma.sees("De les is bewaard")
    marieke.types("/kennis zoek acht weken eerder beginnen")
    assert marieke.sees_alone("Begin acht weken eerder.")


def test_when_nobody_comes_the_host_hears_it_in_time(
    bench: Bench, turn: Callable[[str], None], channel: Channel
) -> None:
    marieke = bench.person("Marieke van Dam")
    plans(marieke, channel)
    turn("2026-12-07 14:00:05")
    assert marieke.has_received("Nog niemand heeft zich aangemeld.", timeout=LONG)


def test_a_change_and_calling_off_reach_everybody_who_was_told(
    bench: Bench, turn: Callable[[str], None], channel: Channel
) -> None:
    marieke, fatma = bench.person("Marieke van Dam"), bench.person("Fatma Yildirim")
    plans(marieke, channel)
    signs_up(fatma, channel)
    marieke.clicks("Bekijk", on="De sessie staat gepland")
    marieke.clicks("Wijzig")
    marieke.fills_in({"Begint om": "10:30"})
    marieke.submits()
    assert fatma.has_received("Let op: Loten doe je zo is gewijzigd.", timeout=LONG)
    assert channel.shows("van 10:30 tot 11:30. 1 collega komt.", timeout=LONG)
    assert channel.shows("Let op: Loten doe je zo is gewijzigd.", timeout=LONG)

    marieke.clicks("Bekijk", on="Iedereen die zich opgaf, hoort het van mij.")
    marieke.clicks("Zeg de sessie af")
    assert fatma.has_received("Loten doe je zo gaat niet door.", timeout=LONG)
    assert channel.shows("Loten doe je zo gaat niet door.", timeout=LONG)
    assert channel.shows("Deze sessie gaat niet door.", timeout=LONG)
    first, changed, cancelled = calendars(fatma)
    assert [each.method for each in (first, changed, cancelled)] == ["PUBLISH", "PUBLISH", "CANCEL"]
    assert len({event.uid for each in (first, changed, cancelled) for event in each.events}) == 1
    turn("2026-12-10 13:00:05")
    marieke.types("/kennis")
    marieke.clicks("Komende sessies")
    assert marieke.sees("Er staat nog geen sessie gepland.")
    assert times_heard(bench, fatma, "Over een") == 0
