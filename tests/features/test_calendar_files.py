"""What goes into a calendar can't become anything else than the words of an appointment."""

import datetime as dt
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from bot.buddies import appointment
from bot.chat.texts import speech
from bot.findings.facts import Areas
from bot.knowledge import session_calendar
from bot.load import calendar

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
BEGUN = "\x00\x07\x1b\x7f"
NASTY = [
    f"{BEGUN}Park{end}END:VEVENT{end}BEGIN:VEVENT{end}SUMMARY:Anders, met; \\tekens: é😀{'x' * 200}"
    for end in ("\n", "\r\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029")
]


def session(words: str) -> bytes:
    held: Any = SimpleNamespace(
        id=1, municipality_id=1, cancelled_at=None, sequence=0, starts_at=NOW, ends_at=NOW, topic=words, place=words
    )
    return session_calendar.file(held, NOW).content


def agenda(words: str) -> bytes:
    day = SimpleNamespace(day=NOW.date())
    line: Any = SimpleNamespace(
        id=1, starts_on=day, ends_on=day, title=words, project=words, areas=(), groups=(), hours=(None, None)
    )
    return calendar.content(speech("nl"), [line], Areas([]), NOW, ZoneInfo("Europe/Amsterdam"))


def buddies(words: str) -> bytes:
    return appointment.file(speech("nl"), 1, [words, "Bert"], NOW, NOW).content


@pytest.mark.parametrize("make", [session, agenda, buddies])
@pytest.mark.parametrize("words", NASTY, ids=ascii)
def test_it_stays_one_appointment_with_those_words(make: Any, words: str) -> None:
    written = make(words).decode()
    assert not [sign for sign in written if (ord(sign) < 32 and sign not in "\r\n\t") or ord(sign) in (127, 0x85)]
    lines = written.split("\r\n")
    # However a program finds the ends of lines, it finds the same.
    assert written.splitlines() == lines[:-1]
    assert all(len(line.encode()) <= 75 for line in lines)
    [event] = Calendar.from_ical(written).walk("VEVENT")
    assert "Anders, met; \\tekens: é😀" in str(event["summary"])
    assert "END:VEVENT" in str(event["summary"])
