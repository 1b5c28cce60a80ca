"""Times of day as people write them: "19:30", "19.30 uur", "19u30", "van 19.30 tot 21.00". "Half acht" is asked."""

import datetime as dt
import re
from functools import lru_cache
from typing import NamedTuple

from bot.transfer.understanding.plain import LONGEST, plain

_CLOCK = r"(\d{1,2})(?:[:.]|u|h)(\d{2})(?:[:.]\d{2}(?:\.\d{1,6})?)? ?(am|pm)?"
_HOUR = r"(\d{1,2})(?:(?:[:.]|u|h)(\d{2})(?:[:.]\d{2})?)? ?(am|pm)?"
_UNTIL = r" ?(?:-|tot en met|tot|t/m|tm|/) ?"
_OCLOCK = r"(?: ?(?:uur|uhr|u|h))"

_BEHIND_A_DATE = re.compile(
    rf"(?:[t ,]{{1,3}}(?:om |van |vanaf )?){_CLOCK}(?:{_OCLOCK}?{_UNTIL}{_CLOCK})?({_OCLOCK})?(z|\+\d\d:?\d\d)?\Z"
)
_FROM = re.compile(rf"(?:om |van |vanaf |ca\.? )?{_CLOCK}{_OCLOCK}?(?:{_UNTIL}{_CLOCK}{_OCLOCK}?)?")
_WHOLE_HOURS = re.compile(rf"(?:om |van |vanaf |ca\.? )?{_HOUR}{_OCLOCK}?(?:{_UNTIL}{_HOUR})?{_OCLOCK}")
_ONLY_UNTIL = re.compile(rf"(?:tot|t/m|uiterlijk) {_HOUR}{_OCLOCK}?")
_ISO_ZONE = re.compile(r"-\d\d:?\d\d\Z")


class Hours(NamedTuple):
    """When something begins and ends on a day, as far as the cell says it."""

    begin: dt.time | None = None
    end: dt.time | None = None


NO_HOURS = Hours()


@lru_cache(maxsize=10_000)
def hours(cell: str) -> Hours | None:
    """None when it is no time, or may be more than one."""
    text = plain(cell) if len(cell) <= LONGEST else ""
    text = " ".join(text.replace("–", "-").split()).strip(" .,*")
    if found := _FROM.fullmatch(text) or _WHOLE_HOURS.fullmatch(text):
        return _both(found[1], found[2], found[3], found[4], found[5], found[6])
    if found := _ONLY_UNTIL.fullmatch(text):
        end = _time(found[1], found[2], found[3])
        return Hours(None, end) if end else None
    return None


def behind(text: str) -> tuple[str, Hours]:
    """What stands before the time of day behind a date, and that time. text: `plain`."""
    found = _BEHIND_A_DATE.search(text)
    # 12.01.2027 is no time of 2027.
    if not found or not (":" in found[0] or found[7] or "u" in found[0]):
        return text, NO_HOURS
    rest = text[: found.start()]
    if not rest:
        return text, NO_HOURS
    if found[8] or (found[0].startswith("t") and _ISO_ZONE.search(text)):
        # On a clock elsewhere.
        return rest, NO_HOURS
    return rest, _both(found[1], found[2], found[3], found[4], found[5], found[6]) or NO_HOURS


def _both(*parts: str | None) -> Hours | None:
    begin = _time(*parts[:3])
    end = _time(*parts[3:]) if parts[3] else None
    if begin is None or (parts[3] and (end is None or end <= begin)):
        return None
    return Hours(begin, end)


def _time(hour: str | None, minute: str | None, half: str | None) -> dt.time | None:
    number, minutes = int(hour or 0), int(minute or 0)
    if half:
        number = number % 12 + (12 if half == "pm" else 0) if number <= 12 else 24
    return dt.time(number, minutes) if number < 24 and minutes < 60 else None
