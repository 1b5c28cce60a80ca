"""What three programs that were made by others read in a calendar."""

import datetime as dt
import json
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import ics
from icalendar import Calendar

from tests import needs

UTC = dt.UTC


class Event(NamedTuple):
    """starts, ends: a day, or an instant in UTC, as text. ends: as the file has it, so the day after for days."""

    sequence: int
    status: str
    starts: str
    ends: str
    summary: str


def _text(when: dt.date | dt.datetime) -> str:
    return f"{when.astimezone(UTC):%Y-%m-%dT%H:%M}" if isinstance(when, dt.datetime) else when.isoformat()


def by_icalendar(content: bytes) -> Mapping[str, Event]:
    found: Sequence[Any] = Calendar.from_ical(content).walk("VEVENT")
    return {
        str(each["uid"]): Event(
            int(each["sequence"]),
            str(each["status"]),
            _text(each["dtstart"].dt),
            _text(each["dtend"].dt) if "dtend" in each else "",
            str(each["summary"]),
        )
        for each in found
    }


def by_ics(content: bytes) -> Mapping[str, Event]:
    found = {}
    for each in ics.Calendar(content.decode()).events:
        extra = {line.name: line.value for line in each.extra}
        days = (each.begin.date().isoformat(), each.end.date().isoformat())
        instants = (_text(each.begin.datetime), _text(each.end.datetime))
        starts, ends = days if each.all_day else instants
        found[each.uid] = Event(int(extra["SEQUENCE"]), str(each.status), starts, ends, each.name)
    return found


def by_ical_js(content: bytes) -> Mapping[str, Event]:
    package = needs.package("ical.js") / "dist" / "ical.js"
    program = [needs.node(), str(Path(__file__).with_name("read.mjs")), str(package)]
    said = subprocess.run(program, input=content, capture_output=True, check=True, timeout=60).stdout
    return {
        uid: Event(sequence, status, starts[:16], ends[:16], summary)
        for uid, sequence, status, starts, ends, summary in json.loads(said)
    }


PARSERS: Mapping[str, Callable[[bytes], Mapping[str, Event]]] = {
    "icalendar": by_icalendar,
    "ics": by_ics,
    "ical.js": by_ical_js,
}


def read(content: bytes) -> Mapping[str, Event]:
    """As all three of them read it."""
    expected = by_icalendar(content)
    for name, parse in PARSERS.items():
        assert parse(content) == expected, f"{name}: {parse(content)}"
    return expected
