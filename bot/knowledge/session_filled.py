"""What somebody filled in about a session or a festival, and what is wrong with it."""

import datetime as dt
import re
from collections.abc import Mapping
from zoneinfo import ZoneInfo

from bot.chat.cards import Text
from bot.chat.requests import Request
from bot.chat.texts import speech
from bot.chat.when import instant, is_skipped
from bot.knowledge import timing

YEARS_AHEAD = 3
LONGEST = 480
"""Minutes."""

_TIME = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")


def filled(request: Request) -> dict[str, str]:
    keys = ("topic", "day", "time", "minutes", "place", "prepare", "repeat", "times", "holidays")
    return {key: request.text(key) for key in keys}


def wrong(request: Request, typed: Mapping[str, str]) -> dict[str, Text]:
    t, errors = speech(request.language), dict[str, Text]()
    if not typed["topic"]:
        errors["topic"] = t("chat.refused.empty")
    at, day = time_of(typed["time"]), day_of(typed["day"])
    if at is None:
        errors["time"] = t("knowledge.session.wrong.time")
    if day is None:
        errors["day"] = t("chat.refused.date")
    elif at and instant(day, at, zone_of(request)) <= request.at:
        errors["day"] = t("knowledge.session.wrong.past")
    elif at and is_skipped(day, at, zone_of(request)):
        errors["time"] = t("knowledge.session.wrong.skipped", time=f"{at:%H:%M}")
    elif day.year > request.today.year + YEARS_AHEAD:
        errors["day"] = t("knowledge.session.wrong.far", n=YEARS_AHEAD)
    if not typed["minutes"].isdecimal() or not 5 <= int(typed["minutes"]) <= LONGEST:
        errors["minutes"] = t("knowledge.session.wrong.minutes", most=LONGEST)
    times = typed["times"]
    if times and not (times.isdecimal() and 1 <= int(times) <= timing.MOST_TIMES):
        errors["times"] = t("knowledge.session.wrong.times", most=timing.MOST_TIMES)
    return errors


def time_of(written: str) -> dt.time | None:
    found = _TIME.fullmatch(written.strip())
    return dt.time(int(found[1]), int(found[2])) if found else None


def day_of(written: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        return None


def zone_of(request: Request) -> ZoneInfo:
    return ZoneInfo(request.municipality.timezone)
