"""Dates and periods as people write them: "12 jan. 2027", "Q1 2026", "wk 12-2026", "12 t/m 14 januari 2027".

A part that is not said is not invented. What is said more vaguely than a month or a year can be (a quarter, a season)
is kept as the year, and marked.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from bot.transfer.understanding import times
from bot.transfer.understanding.plain import LONGEST, plain
from bot.transfer.understanding.times import Hours
from glossary import ImpossibleDate, PartialDate
from glossary.dates import MONTHS

YEARS = range(1900, 2200)
"""What a date in a register of projects can be in; 0026 and 20226 are slips of the finger."""

_STRETCH = "kwartaal|kwart|kw|helft|halfjaar|quarter"
_NTH = "eerste|tweede|derde|vierde|laatste"

_MONTH = "(" + "|".join(sorted(MONTHS, key=len, reverse=True)) + r")\b\.?"
_YEAR = r"(\d{4}|'\d{2})"
_SHORT_YEAR = r"(\d{4}|'?\d{2})"
_DAY = r"(\d{1,2})e?"
_WEEKDAY = re.compile(
    r"(?:ma|di|wo|do|vr|za|zo|mon|tue|wed|thu|fri|sat|sun|"
    r"(?:maan|dins|woens|donder|vrij|zater|zon|mon|tues|wednes|thurs|fri|satur|sun)da[gy])\b[.,]* "
)
_ASIDE = re.compile(r"\([^()]{0,80}\)")
_HEDGE = re.compile(
    r"(?:ca|circa|ongeveer|rond|omstreeks|vanaf|per|sinds|uiterlijk|verwacht|gepland|±|~)\b[.:]* |[±~] ?"
)
_VAGUE = re.compile(
    r"(?:(?:in|de|het|van) )?(?:vroege |late )?"
    r"(?:begin|medio|half|midden|eind|einde|voorjaar|lente|zomer|najaar|herfst|winter|loop|rest)(?: van)?(?: het)? "
)
_SPAN = re.compile(r" ?(?:\bt/m\b|\btm\b|\btot en met\b|\btot\b|\ben\b|&|\bof\b|/|-) ?")


class Period(NamedTuple):
    """Both included; the same date twice for most. vague: the cell says more than could be kept."""

    begin: PartialDate
    end: PartialDate
    vague: bool = False

    @property
    def common(self) -> PartialDate | None:
        """What is sure of every day in it: the date, the month or the year that it lies in."""
        if self.begin == self.end:
            return self.begin
        both = []
        for one, other in zip(self.begin.iso.split("-"), self.end.iso.split("-"), strict=False):
            if one != other:
                break
            both.append(one)
        return PartialDate("-".join(both)) if both else None


@lru_cache(maxsize=100_000)
def period(cell: str, month_first: bool = False) -> Period | None:
    """None when it is no date, or one that no calendar has. month_first: 12/31/2026, as in lists from America."""
    text = _bare(cell)
    if not text:
        return None
    found = _one(text, month_first) or _several(text, month_first)
    if found and all(int(date.iso[:4]) in YEARS for date in (found.begin, found.end)):
        return found
    return None


def is_some_days(cell: str) -> bool:
    """From one day to another: "12 t/m 14 januari 2027"."""
    found = period(cell)
    return found is not None and found.begin < found.end and found.begin.day is not None and found.end.day is not None


def month_first(cells: Iterable[str]) -> bool:
    """Whether these dates can only be read with the month before the day."""
    surely = False
    for cell in cells:
        if found := _SLASHED.match(cell):
            if int(found[1]) > 12:
                return False
            surely = surely or int(found[2]) > 12
    return surely


_SLASHED = re.compile(r" {0,3}(\d{1,2})/(\d{1,2})/\d{4}\b")


@lru_cache(maxsize=10_000)
def hours_of(cell: str) -> Hours:
    """What stands behind a date: "9-12-2026 19:30", "9 december, 19.30 - 21.00 uur"."""
    return times.behind(_ASIDE.sub(" ", plain(cell)).strip(" *,;?!"))[1] if len(cell) <= LONGEST else times.NO_HOURS


def _bare(cell: str) -> str:
    """Without what changes nothing: a weekday, a time, an aside, a star, a hedge."""
    if len(cell) > LONGEST:
        return ""
    text = _ASIDE.sub(" ", plain(cell)).strip(" *,;?!")
    text = _WEEKDAY.sub("", text, count=1) if _WEEKDAY.match(text) else text
    if hedge := _HEDGE.match(text):
        text = text[hedge.end() :]
    return " ".join(times.behind(text)[0].split())


def _one(text: str, month_first: bool) -> Period | None:
    """What says one date, or one stretch that has a name."""
    for pattern, read in _SHAPES:
        if found := pattern.fullmatch(text):
            try:
                return read(found, month_first)
            except (ImpossibleDate, ValueError, KeyError):
                return None
    return None


def _several(text: str, month_first: bool) -> Period | None:
    """From one date to another, of which the second may say what the first leaves out."""
    for found in _SPAN.finditer(text):
        left, right = text[: found.start()], text[found.end() :]
        if not left or (found[0] in "-/" and not any(map(str.isalpha, right))):
            # Without spaces and without a word it parts the numbers of one date.
            continue
        last = _one(right, month_first)
        if last is None:
            continue
        year, *rest = last.begin.iso.split("-")
        firsts: tuple[str, ...] = (left, f"{left} {year}")
        if left.isdecimal() and len(left) < 4:
            firsts = (f"{left}-{rest[0]}-{year}",) if len(rest) == 2 else ()
        for first in firsts:
            begin = _one(first, month_first)
            if begin and begin.begin <= last.end:
                return Period(begin.begin, last.end, vague=True)
    return None


def _year(text: str) -> int:
    text = text.lstrip("'")
    return int(text) + 2000 if len(text) == 2 else int(text)


def _exactly(year: int, month: int | None = None, day: int | None = None) -> Period:
    parts = [f"{year:04d}", *(f"{part:02d}" for part in (month, day) if part is not None)]
    date = PartialDate("-".join(parts))
    return Period(date, date)


def _vaguely(year: int, month: int | None = None) -> Period:
    return _exactly(year, month)._replace(vague=True)


def _day_month(first: str, second: str, year: str, month_first: bool) -> Period:
    """12/13/2026 can only be the thirteenth of December."""
    day, month = int(first), int(second)
    if month > 12 or (month_first and day <= 12):
        day, month = month, day
    return _exactly(_year(year), month, day)


def _year_and_two(year: str, two: str) -> Period:
    """2027-01 is a month, 2025-26 are two years; 2026-13 is neither, and surely in 2026."""
    number, next_one = int(two), (int(year) + 1) % 100
    if 1 <= number <= 12:
        return _exactly(int(year), number)
    if len(two) == 2 and number == next_one:
        return _years(int(year), int(year) + 1)
    return _vaguely(int(year))


def _years(first: int, last: int) -> Period:
    if not first < last:
        raise ImpossibleDate(str(first))
    return Period(PartialDate(f"{first:04d}"), PartialDate(f"{last:04d}"), vague=True)


def _week(year: int, week: int) -> Period:
    """The month that it lies in, or the year when it lies in two months."""
    monday = dt.date.fromisocalendar(year, week, 1)
    sunday = monday + dt.timedelta(days=6)
    if (monday.year, monday.month) == (sunday.year, sunday.month):
        return _vaguely(monday.year, monday.month)
    return _vaguely(year) if monday.year == sunday.year else _years(monday.year, sunday.year)


def _serial(number: int) -> Period:
    """The days that Excel counts, where somebody copied them as a number."""
    day = dt.date(1899, 12, 30) + dt.timedelta(days=number)
    if not 2000 <= day.year < 2100:
        raise ImpossibleDate(str(number))
    return _exactly(day.year, day.month, day.day)


def _compact(digits: str) -> Period:
    return _exactly(int(digits[:4]), int(digits[4:6]), int(digits[6:]))


_Reader = Callable[[re.Match[str], bool], Period]

_SHAPES: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(pattern), read)
    for pattern, read in (
        (r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})z?", lambda m, _: _exactly(int(m[1]), int(m[2]), int(m[3]))),
        (rf"{_DAY}[-/. ](\d{{1,2}})[-/. ]{_SHORT_YEAR}", lambda m, us: _day_month(m[1], m[2], m[3], us)),
        (r"(\d{1,2})[-/. ](\d{4})", lambda m, _: _exactly(int(m[2]), int(m[1]))),
        (r"(\d{4}) ?[-/] ?(\d{1,2})", lambda m, _: _year_and_two(m[1], m[2])),
        (r"(\d{4}) ?(?:-|/|t/m|tm|tot|tot en met|en|&) ?(\d{4})", lambda m, _: _years(int(m[1]), int(m[2]))),
        (r"'?(\d{4})(?:[.,]0)?", lambda m, _: _exactly(int(m[1]))),
        (r"'(\d{2})", lambda m, _: _exactly(_year(m[1]))),
        (r"(\d{8})", lambda m, _: _compact(m[1])),
        (r"(\d{5})", lambda m, _: _serial(int(m[1]))),
        (rf"{_DAY}[-/. ]*{_MONTH}[-/., ]*{_SHORT_YEAR}", lambda m, _: _named(m[1], m[2], m[3])),
        (rf"{_MONTH} ?{_DAY}(?:st|nd|rd|th)?,? {_YEAR}", lambda m, _: _named(m[2], m[1], m[3])),
        (rf"{_MONTH}[-/., ]*{_YEAR}", lambda m, _: _exactly(_year(m[2]), MONTHS[m[1]])),
        (rf"{_MONTH} ?[-/] ?(\d{{2}})", lambda m, _: _exactly(_year(m[2]), MONTHS[m[1]])),
        (rf"{_YEAR}[-/., ]+{_MONTH}", lambda m, _: _exactly(_year(m[1]), MONTHS[m[2]])),
        (rf"{_VAGUE.pattern}{_MONTH}[-/., ]*{_YEAR}", lambda m, _: _vaguely(_year(m[2]), MONTHS[m[1]])),
        (rf"{_VAGUE.pattern}{_YEAR}", lambda m, _: _vaguely(_year(m[1]))),
        (rf"{_VAGUE.pattern}(\d{{4}})[-/](\d{{4}})", lambda m, _: _years(int(m[1]), int(m[2]))),
        (rf"[qk][1-4][-/., ]*{_YEAR}", lambda m, _: _vaguely(_year(m[1]))),
        (rf"{_YEAR}[-/., ]*(?:[qkh][1-4]|(?:kwartaal|quarter) [1-4])", lambda m, _: _vaguely(_year(m[1]))),
        (
            rf"(?:de |het )?(?:[1-4](?:e|ste|de)?|{_NTH}) ?(?:{_STRETCH})\.?,?(?: van)? ?{_YEAR}",
            lambda m, _: _vaguely(_year(m[1])),
        ),
        (rf"(?:kwartaal|kw|quarter|helft|h)\.? ?[1-4][-/., ]*(?:van )?{_YEAR}", lambda m, _: _vaguely(_year(m[1]))),
        (rf"(?:week|wk|w)\.? ?(\d{{1,2}})[-/., ]*(?:van )?{_YEAR}", lambda m, _: _week(_year(m[2]), int(m[1]))),
        (rf"{_YEAR}[-/., ]*(?:week|wk|w)\.? ?(\d{{1,2}})", lambda m, _: _week(_year(m[1]), int(m[2]))),
    )
)


def _named(day: str, month: str, year: str) -> Period:
    return _exactly(_year(year), MONTHS[month], int(day))
