"""When: "volgende week", "12 december", "week 50", "komende drie maanden", "next spring", "12-12-2026"."""

import datetime as dt
import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from bot.understanding import stretches
from bot.understanding.stretches import Days
from glossary.dates import MONTHS


class SaidTime(NamedTuple):
    """start, end: which words of the sentence say it."""

    start: int
    end: int
    period: Days


_DAYS_AHEAD = {"vandaag": 0, "today": 0, "morgen": 1, "tomorrow": 1, "overmorgen": 2, "gisteren": -1, "yesterday": -1}
_WEEKDAYS = {
    name: at
    for at, names in enumerate(
        (
            "maandag monday",
            "dinsdag tuesday",
            "woensdag wednesday",
            "donderdag thursday",
            "vrijdag friday",
            "zaterdag saturday",
            "zondag sunday",
        )
    )
    for name in names.split()
}
_SEASONS = {
    name: first
    for first, names in {
        3: "voorjaar lente spring",
        6: "zomer summer zomervakantie",
        9: "najaar herfst autumn fall",
        12: "winter",
    }.items()
    for name in names.split()
}
_HOLIDAYS = {
    **dict.fromkeys(
        ("kerst", "kerstvakantie", "kerstmis", "christmas", "jaarwisseling", "feestdagen"),
        ((12, 19), dt.timedelta(days=15)),
    ),
    **dict.fromkeys(("meivakantie",), ((4, 24), dt.timedelta(days=15))),
}
_THIS = frozenset(["deze", "dit", "this", "huidige", "current"])
_NEXT = frozenset(
    ["volgende", "volgend", "next", "komende", "komend", "aankomende", "aanstaande", "coming", "following", "upcoming"]
)
_COMING = frozenset(["komende", "komend", "coming", "aankomende"])
_LAST = frozenset(["vorige", "vorig", "afgelopen", "last", "previous", "past"])
_UNITS = {
    name: unit
    for unit, names in {
        "day": "dag dagen day days",
        "week": "week weken weeks wk wkn",
        "weekend": "weekend weekeinde",
        "month": "maand maanden month months mnd",
        "quarter": "kwartaal quarter kwartalen",
        "year": "jaar year jaren years",
    }.items()
    for name in names.split()
}
_NUMBERS = {
    name: at
    for at, names in enumerate(
        (
            "een one",
            "twee two paar few couple",
            "drie three",
            "vier four",
            "vijf five",
            "zes six",
            "zeven seven",
            "acht eight",
            "negen nine",
            "tien ten",
            "elf eleven",
            "twaalf twelve",
        ),
        start=1,
    )
    for name in names.split()
}
_NTH = {
    name: at
    for at, names in enumerate(["eerste first 1e", "tweede second 2e", "derde third 3e", "vierde fourth 4e"], start=1)
    for name in names.split()
}
_DATE = re.compile(r"(\d{1,2})[-/.](\d{1,2})(?:[-/.](\d{2,4}))?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NTH_DAY = re.compile(r"([12]?\d|3[01])(?:e|de|ste|st|nd|rd|th)?")
_YEAR = re.compile(r"20[2-4]\d")
_LINKS = frozenset(["van", "of", "de", "het", "the", "in"])


_PARTS: Mapping[str, Callable[[Days], Days]] = {
    **dict.fromkeys(("begin", "early"), lambda whole: Days(whole.first, whole.first.replace(day=10))),
    **dict.fromkeys(
        ("half", "medio", "mid"), lambda whole: Days(whole.first.replace(day=11), whole.first.replace(day=20))
    ),
    **dict.fromkeys(("eind", "einde", "late"), lambda whole: Days(whole.last - dt.timedelta(days=9), whole.last)),
}


def find(words: Sequence[str], today: dt.date) -> list[SaidTime]:
    """Every time that is said, from left to right; "tussen december en februari" is one."""
    found, at = list[SaidTime](), 0
    while at < len(words):
        here = next((when for read in _READERS if (when := read(words, at, today))), None)
        if here is None:
            at += 1
            continue
        found.append(here)
        at = here.end
    return _ranges(words, found, today)


def _ranges(words: Sequence[str], found: list[SaidTime], today: dt.date) -> list[SaidTime]:
    if len(found) == 2:
        one, other = found
        between = " ".join(words[one.end : other.start])
        if between in ("en", "and", "tot", "tm", "t m", "tot en met", "until", "till", "to", "through", "-"):
            last = other.period.last
            return [SaidTime(one.start, other.end, Days(one.period.first, max(last, one.period.last)))]
    if len(found) == 1:
        (one,) = found
        before = words[one.start - 1] if one.start else ""
        if before in ("vanaf", "from", "since", "sinds"):
            year = one.period.first + dt.timedelta(days=182)
            return [SaidTime(one.start - 1, one.end, Days(one.period.first, max(year, one.period.last)))]
        if before in ("tot", "until", "till") and one.period.first > today:
            return [SaidTime(one.start - 1, one.end, Days(today, one.period.first))]
        if before == "met" and words[max(one.start - 3, 0) : one.start - 1] == ["tot", "en"]:
            return [SaidTime(one.start - 3, one.end, Days(today, max(one.period.last, today)))]
    return found


def _word(words: Sequence[str], at: int) -> str:
    return words[at] if 0 <= at < len(words) else ""


def _year_after(words: Sequence[str], at: int) -> tuple[int | None, int]:
    """The year that stands there, and the place of the next word."""
    if _word(words, at) in _LINKS and _YEAR.fullmatch(_word(words, at + 1)):
        at += 1
    return (int(words[at]), at + 1) if _YEAR.fullmatch(_word(words, at)) else (None, at)


def _day_word(words: Sequence[str], at: int, today: dt.date) -> SaidTime | None:
    word = words[at]
    if word == "vanmiddag" or word == "vanavond" or word == "tonight":
        return SaidTime(at, at + 1, Days(today, today))
    if word not in _DAYS_AHEAD or (word == "morgen" and _word(words, at - 1) in ("goede", "goeie")):
        return None
    day = today + dt.timedelta(days=_DAYS_AHEAD[word])
    return SaidTime(at, at + 1, Days(day, day))


def _written(words: Sequence[str], at: int, today: dt.date) -> SaidTime | None:
    """12-12-2026, 12/12, 2026-12-12."""
    day = None
    if found := _ISO.fullmatch(words[at]):
        day = _coming(int(found[3]), int(found[2]), int(found[1]), today)
    elif found := _DATE.fullmatch(words[at]):
        day = _coming(int(found[1]), int(found[2]), _full_year(found[3]), today)
    return SaidTime(at, at + 1, Days(day, day)) if day else None


def _full_year(text: str | None) -> int | None:
    return None if not text else int(text) + 2000 if len(text) == 2 else int(text)


def _coming(day: int, number: int, year: int | None, today: dt.date) -> dt.date | None:
    """Without a year the next one that comes; what is a few weeks back is still meant as this year's."""
    try:
        if year:
            return dt.date(year, number, day)
        found = dt.date(today.year, number, day)
        return found if found >= today - dt.timedelta(days=60) else found.replace(year=today.year + 1)
    except ValueError:
        return None


def _month_name(words: Sequence[str], at: int, today: dt.date) -> SaidTime | None:
    """december, 12 december 2027, the 12th of december, december 12, begin december."""
    start, part, day = at, words[at] if words[at] in _PARTS else "", _day_number(words[at])
    at += 1 if part or day else 0
    at += 1 if day and _word(words, at) == "of" else 0
    number = MONTHS.get(_word(words, at).rstrip("."))
    if number is None or _is_no_month(words, at):
        return None
    year, end = _year_after(words, at + 1)
    if not (part or day or year) and (day := _day_number(_word(words, end))):
        year, end = _year_after(words, end + 1)
    if day:
        found = _coming(day, number, year, today)
        return SaidTime(start, end, Days(found, found)) if found else None
    whole = stretches.month(year or (today.year if number >= today.month else today.year + 1), number)
    return SaidTime(start, end, _PARTS[part](whole) if part else whole)


def _day_number(word: str) -> int:
    found = _NTH_DAY.fullmatch(word)
    return int(found[1]) if found else 0


def _is_no_month(words: Sequence[str], at: int) -> bool:
    """ "may I …" asks for leave."""
    return words[at] == "may" and _word(words, at + 1) in ("i", "we", "you", "not", "be")


def _numbered_week(words: Sequence[str], at: int, today: dt.date) -> SaidTime | None:
    """week 50, wk 50, wk50."""
    glued = re.fullmatch(r"(?:week|wk|w)(\d{1,2})", words[at])
    number = glued[1] if glued else _word(words, at + 1) if words[at] in ("week", "wk", "weeks") else ""
    if not number.isdecimal() or not 1 <= int(number) <= 53:
        return None
    year, end = _year_after(words, at + (1 if glued else 2))
    now = today.isocalendar()
    try:
        monday = dt.date.fromisocalendar(
            year or (now.year if int(number) >= now.week - 4 else now.year + 1), int(number), 1
        )
    except ValueError:
        return None
    return SaidTime(at, end, stretches.weeks(monday))


def _weekday(words: Sequence[str], at: int, today: dt.date) -> SaidTime | None:
    """vrijdag, aanstaande vrijdag; "volgende vrijdag" is that of next week."""
    before = words[at] if words[at] in _NEXT | _THIS else ""
    end = at + 1 if before else at
    number = _WEEKDAYS.get(_word(words, end))
    if number is None:
        return None
    day = today + dt.timedelta(days=(number - today.weekday()) % 7)
    if before in ("volgende", "next"):
        day = stretches.weeks(today + dt.timedelta(weeks=1)).first + dt.timedelta(days=number)
    return SaidTime(at, end + 1, Days(day, day))


def _relative(words: Sequence[str], at: int, today: dt.date) -> SaidTime | None:
    """deze week, volgende maand, komende drie maanden, next few weeks, over twee weken."""
    word, end = words[at], at + 1
    if word in ("over", "in") and (count := _number(_word(words, end))) and (unit := _UNITS.get(_word(words, end + 1))):
        return SaidTime(at, end + 2, stretches.ahead(unit, count, today))
    if word not in _THIS | _NEXT | _LAST:
        return None
    count = _number(_word(words, end))
    end += 1 if count else 0
    season = _SEASONS.get(_word(words, end))
    if season and not count:
        year = stretches.year_of_season(season, word in _NEXT and word not in _COMING, today)
        return SaidTime(at, end + 1, stretches.season(season, year))
    unit = _UNITS.get(_word(words, end))
    if unit is None:
        return None
    if word in _LAST:
        return SaidTime(at, end + 1, stretches.ahead(unit, -1, today))
    if count or (word in _COMING and _word(words, end) in ("weken", "maanden", "weeks", "months", "dagen", "days")):
        return SaidTime(at, end + 1, stretches.from_today(unit, count or 4, today))
    return SaidTime(at, end + 1, stretches.ahead(unit, 0 if word in _THIS else 1, today))


def _number(word: str) -> int:
    return int(word) if word.isdecimal() and len(word) < 3 else _NUMBERS.get(word, 0)


def _named_season(words: Sequence[str], at: int, today: dt.date) -> SaidTime | None:
    first = _SEASONS.get(words[at])
    if first is None or (words[at] == "fall" and _word(words, at - 1) not in ("the", "this", "in")):
        return None
    year, end = _year_after(words, at + 1)
    return SaidTime(at, end, stretches.season(first, year or stretches.year_of_season(first, False, today)))


def _holiday(words: Sequence[str], at: int, today: dt.date) -> SaidTime | None:
    """Around Christmas, and in May: about, because the days differ by region and year."""
    days = _HOLIDAYS.get(words[at])
    if days is None:
        return None
    (month, day), length = days
    first = dt.date(today.year, month, day)
    if first + length < today:
        first = first.replace(year=today.year + 1)
    return SaidTime(at, at + 1, Days(first, first + length))


def _quarter(words: Sequence[str], at: int, today: dt.date) -> SaidTime | None:
    """Q1, kwartaal 1, eerste kwartaal, first quarter of 2027."""
    if found := re.fullmatch(r"[qk]([1-4])", words[at]):
        number, end = int(found[1]), at + 1
    elif words[at] in _NTH and _UNITS.get(_word(words, at + 1)) == "quarter":
        number, end = _NTH[words[at]], at + 2
    elif _UNITS.get(words[at]) == "quarter" and _word(words, at + 1) in ("1", "2", "3", "4"):
        number, end = int(words[at + 1]), at + 2
    else:
        return None
    year, end = _year_after(words, end)
    if year is None:
        year = today.year if number >= (today.month - 1) // 3 + 1 else today.year + 1
    return SaidTime(at, end, stretches.months(year, number * 3 - 2, 3))


def _whole_year(words: Sequence[str], at: int, today: dt.date) -> SaidTime | None:
    year, end = _year_after(words, at)
    return SaidTime(at, end, stretches.months(year, 1, 12)) if year and end == at + 1 else None


TIME_WORDS = frozenset((*MONTHS, *_WEEKDAYS, *_DAYS_AHEAD, *_SEASONS, *_HOLIDAYS, *_THIS, *_NEXT, *_LAST, *_UNITS))
"""What a typing error may have been meant as."""

_Reader = Callable[[Sequence[str], int, dt.date], SaidTime | None]
_READERS: tuple[_Reader, ...] = (
    _written,
    _day_word,
    _relative,
    _numbered_week,
    _quarter,
    _month_name,
    _weekday,
    _named_season,
    _holiday,
    _whole_year,
)
