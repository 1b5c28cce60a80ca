"""What goes into a calendar can't become anything else than the words of an appointment."""

import datetime as dt
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from bot.buddies import appointment
from bot.chat.calendar_file import Appointment, Publisher, file_name, subscribed, written
from bot.chat.texts import speech
from bot.knowledge import session_calendar
from bot.register import appointments
from tests.features.scenes import plans, registers
from tests.room import Person, Room

NOW = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
ZONE = ZoneInfo("Europe/Amsterdam")
BEGUN = "\x00\x07\x1b\x7f"
NASTY = [
    f"{BEGUN}Park{end}END:VEVENT{end}BEGIN:VEVENT{end}SUMMARY:Anders, met; \\tekens: é😀{'x' * 200}"
    for end in ("\n", "\r\n", "\r", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029")
]


def session(words: str) -> bytes:
    held: Any = SimpleNamespace(
        id=1, cancelled_at=None, sequence=0, starts_at=NOW, ends_at=NOW, topic=words, place=words
    )
    home: Any = SimpleNamespace(calendar_code="c0de", name=words, language="nl")
    return session_calendar.file(held, home, NOW).content


def agenda(words: str) -> bytes:
    day = SimpleNamespace(day=NOW.date())
    line: Any = SimpleNamespace(
        id=1,
        revision=1,
        starts_on=day,
        ends_on=day,
        title=words,
        project=words,
        areas=(),
        groups=(),
        hours=(None, None),
    )
    made = appointments.of_moment(speech("nl"), line, str, ZONE)
    assert made
    return written(Publisher("c0de", words), [made], NOW)


def subscription(words: str) -> bytes:
    planned = Appointment("moment", 1, NOW, None, words, place=words, text=words)
    return subscribed(Publisher("c0de", words), words, [planned], NOW, ZONE)


def buddies(words: str) -> bytes:
    return appointment.file(speech("nl"), Publisher("c0de", words), 1, [words, "Bert"], NOW, NOW).content


@pytest.mark.parametrize("make", [session, agenda, subscription, buddies])
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


HERE, THERE = Publisher("a1b2", "Gemeente Hier"), Publisher("c3d4", "Gemeente Daar")
PLANNED = Appointment("sessie", 1, NOW, NOW + dt.timedelta(hours=1), "Loting")


def events(content: bytes) -> list[Any]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def test_two_installations_never_call_two_appointments_the_same() -> None:
    (here,), (there,) = (events(written(each, [PLANNED], NOW)) for each in (HERE, THERE))
    assert here["uid"] != there["uid"]
    assert here["uid"] == events(written(HERE, [PLANNED], NOW))[0]["uid"]


@pytest.mark.parametrize(("is_cancelled", "method"), [(False, "PUBLISH"), (True, "CANCEL")])
def test_both_methods_have_what_they_want(is_cancelled: bool, method: str) -> None:
    """RFC 5546, 3.2.1 and 3.2.5."""
    content = written(HERE, [PLANNED._replace(is_cancelled=is_cancelled, sequence=3)], NOW)
    assert str(Calendar.from_ical(content)["method"]) == method
    (event,) = events(content)
    assert str(event["organizer"]) == "mailto:samenspel@a1b2.invalid"
    assert event["sequence"] == 3
    assert {"dtstamp", "dtstart", "uid", "summary", "status"} <= {key.lower() for key in event}


def test_the_name_of_a_file_says_what_it_is() -> None:
    assert file_name("kennissessie", "Één loting!", "2026-12-10") == "kennissessie-een-loting-2026-12-10.ics"
    assert file_name("../../etc/passwd\n") == "etc-passwd.ics"
    assert file_name("漢字") == "agenda.ics"


def test_what_was_moved_and_removed_is_so_in_the_next_file(room: Room) -> None:
    anna = room.person("Anna")
    registers(anna, "Kade")
    for title, day in (("Inloop", "2026-12-09"), ("Schouw", "2026-12-10")):
        plans(anna, "Kade", title=title, starts_on=day)
    first = {str(event["summary"]): event for event in agenda_of(anna)}
    anna.types("/project toon Kade")
    anna.clicks("Bekijk", beside="Inloop")
    anna.clicks("Wijzig")
    anna.fills(starts_on="2026-12-16", ends_on="2026-12-16")
    anna.submits()
    if anna.form_on_screen:
        anna.submits()
    anna.types("/project toon Kade")
    anna.clicks("Bekijk", beside="Schouw")
    anna.clicks("Verwijder", confirming="gaat uit het overzicht")
    moved, gone = agenda_of(anna)
    assert moved["uid"] == first["Inloop · Kade"]["uid"]
    assert moved["sequence"] > first["Inloop · Kade"]["sequence"]
    assert gone["uid"] == first["Schouw · Kade"]["uid"]
    assert gone["sequence"] > first["Schouw · Kade"]["sequence"]
    assert str(gone["status"]) == "CANCELLED"


def agenda_of(anna: Person) -> list[Any]:
    anna.types("/overzicht agenda")
    anna.clicks("Naar mijn agenda")
    return events(anna.messages[-1].card.files[0].content)
