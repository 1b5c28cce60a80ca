"""When a festival is proposed, what its programme may have, and when its sessions begin. Pure."""

import datetime as dt
from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.chat.when import instant
from bot.knowledge.timing import Reminder

ONCE_A_YEAR = dt.timedelta(days=240)
"""So long after one nobody hears of the next: a day in spring may follow on one in autumn."""
PROPOSED_FOR = dt.timedelta(days=28)
PAUSE = 15
"""Minutes between two sessions."""
MOST_SESSIONS, MOST_AT_ONCE = 12, 3
LONGEST_TOPIC = 70
SERIES = "festival "


def is_time_to_propose(today: dt.date, month: int, last: dt.date | None) -> bool:
    """last: when one was held, or else proposed."""
    return today.month == month and (last is None or today - last > ONCE_A_YEAR)


def number(series: str) -> int:
    """Of the festival that a session is part of; 0 when it is part of none."""
    found = series.removeprefix(SERIES)
    return int(found) if found != series and _is_id(found) else 0


def topic(words: str) -> str:
    """What a session is called, made of a lesson: its beginning, in whole words. More of a sentence follows it."""
    words = " ".join(words.split())
    words = words.rstrip(".") or words
    if len(words) <= LONGEST_TOPIC:
        return words
    whole = words[: LONGEST_TOPIC - 1].rpartition(" ")[0] or words[: LONGEST_TOPIC - 1]
    return f"{whole.rstrip(' ,.;:')}…"


class Picked(NamedTuple):
    """What somebody put in the programme: the id of a lesson, or of the colleague who wants to tell something."""

    kind: str
    id: int


def chosen(codes: tuple[str, ...]) -> list[Picked]:
    """What is no code of ours is left out."""
    found = [Picked(kind, int(number)) for kind, _, number in (code.partition("-") for code in codes) if _is_id(number)]
    return [each for each in found if each.kind in ("lesson", "offer")]


def _is_id(number: str) -> bool:
    return number.isdecimal() and len(number) <= 9


def begin(day: dt.date, at: dt.time, minutes: int, at_once: int, sessions: int, zone: ZoneInfo) -> list[dt.datetime]:
    """In UTC, of each session: so many at once, and a pause after them."""
    first = instant(day, at, zone)
    return [first + dt.timedelta(minutes=(minutes + PAUSE) * (number // at_once)) for number in range(sessions)]


def reminders(first: dt.datetime, ends: dt.datetime, zone: ZoneInfo, now: dt.datetime) -> list[Reminder]:
    """One for everything that somebody comes to: a week before, the day before, and afterwards."""
    local = first.astimezone(zone)
    before = [
        ("festival.week", instant(local.date() - dt.timedelta(days=7), local.time(), zone), dt.timedelta(days=2)),
        ("festival.day", instant(local.date() - dt.timedelta(days=1), local.time(), zone), dt.timedelta(hours=12)),
    ]
    found = [Reminder(name, due_at, min(due_at + grace, first)) for name, due_at, grace in before]
    found.append(Reminder("festival.after", ends, ends + dt.timedelta(days=3)))
    return [each for each in found if each.due_at > now]
