"""When: "volgende week", "12 december", "week 50", "komende drie maanden", "next spring", "12-12-2026"."""

import datetime as dt
import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from glossary.dates import MONTHS

ONE_DAY = dt.timedelta(days=1)


class Period(NamedTuple):
    """Both days included."""

    first: dt.date
    last: dt.date


class When(NamedTuple):
    """start, end: which words of the sentence say it."""

    start: int
    end: int
    period: Period


_MONTH = re.compile("|".join(sorted(MONTHS, key=len, reverse=True)))
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
_YEAR = re.compile(r"20[2-4]\d")
_LINKS = frozenset(["van", "of", "de", "het", "the", "in"])


def find(words: Sequence[str], today: dt.date) -> list[When]:
    """Every time that is said, from left to right; "tussen december en februari" is one."""
    found, at = list[When](), 0
    while at < len(words):
        here = next((when for read in _READERS if (when := read(words, at, today))), None)
        if here is None:
            at += 1
            continue
        found.append(here)
        at = here.end
    return _ranges(words, found, today)


def _ranges(words: Sequence[str], found: list[When], today: dt.date) -> list[When]:
    if len(found) == 2:
        one, other = found
        between = " ".join(words[one.end : other.start])
        if between in ("en", "and", "tot", "tm", "t m", "tot en met", "until", "till", "to", "through", "-"):
            last = other.period.last
            return [When(one.start, other.end, Period(one.period.first, max(last, one.period.last)))]
    if len(found) == 1:
        (one,) = found
        before = words[one.start - 1] if one.start else ""
        if before in ("vanaf", "from", "since", "sinds"):
            year = one.period.first + dt.timedelta(days=182)
            return [When(one.start - 1, one.end, Period(one.period.first, max(year, one.period.last)))]
        if before in ("tot", "until", "till") and one.period.first > today:
            return [When(one.start - 1, one.end, Period(today, one.period.first))]
        if before == "met" and words[max(one.start - 3, 0) : one.start - 1] == ["tot", "en"]:
            return [When(one.start - 3, one.end, Period(today, max(one.period.last, today)))]
    return found


def month(year: int, number: int) -> Period:
    """number: may go past 12."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    first = dt.date(year, number, 1)
    return Period(first, (first + dt.timedelta(days=31)).replace(day=1) - ONE_DAY)


def _months(year: int, first: int, count: int) -> Period:
    return Period(month(year, first).first, month(year, first + count - 1).last)


def _week(day: dt.date, weeks: int = 1) -> Period:
    monday = day - dt.timedelta(days=day.weekday())
    return Period(monday, monday + dt.timedelta(weeks=weeks) - ONE_DAY)


def _word(words: Sequence[str], at: int) -> str:
    return words[at] if 0 <= at < len(words) else ""


def _year_after(words: Sequence[str], at: int) -> tuple[int | None, int]:
    """The year that stands there, and the place of the next word."""
    if _word(words, at) in _LINKS and _YEAR.fullmatch(_word(words, at + 1)):
        at += 1
    return (int(words[at]), at + 1) if _YEAR.fullmatch(_word(words, at)) else (None, at)


def _day_word(words: Sequence[str], at: int, today: dt.date) -> When | None:
    ahead = {"vandaag": 0, "today": 0, "morgen": 1, "tomorrow": 1, "overmorgen": 2, "gisteren": -1, "yesterday": -1}
    word = words[at]
    if word == "vanmiddag" or word == "vanavond" or word == "tonight":
        return When(at, at + 1, Period(today, today))
    if word not in ahead or (word == "morgen" and _word(words, at - 1) in ("goede", "goeie")):
        return None
    day = today + dt.timedelta(days=ahead[word])
    return When(at, at + 1, Period(day, day))


def _written(words: Sequence[str], at: int, today: dt.date) -> When | None:
    """12-12-2026, 12/12, 2026-12-12."""
    try:
        if found := _ISO.fullmatch(words[at]):
            day = dt.date(int(found[1]), int(found[2]), int(found[3]))
        elif found := _DATE.fullmatch(words[at]):
            day = _coming(int(found[1]), int(found[2]), _full_year(found[3]), today)
        else:
            return None
    except ValueError:
        return None
    return When(at, at + 1, Period(day, day))


def _full_year(text: str | None) -> int | None:
    return None if not text else int(text) + 2000 if len(text) == 2 else int(text)


def _coming(day: int, number: int, year: int | None, today: dt.date) -> dt.date:
    """Without a year the next one that comes; half a year back is still meant as this year's."""
    if year:
        return dt.date(year, number, day)
    found = dt.date(today.year, number, day)
    return found if found >= today - dt.timedelta(days=60) else dt.date(today.year + 1, number, day)


def _named_month(words: Sequence[str], at: int, today: dt.date) -> When | None:
    """december, december 2027, 12 december, december 12th, begin december."""
    number = MONTHS.get(words[at].rstrip("."))
    if number is None or (words[at] in ("may", "mar", "dec", "mei") and _is_no_month(words, at)):
        return None
    start, end = at, at + 1
    year, end = _year_after(words, end)
    before = re.fullmatch(r"(\d{1,2})(?:e|de|ste|st|nd|rd|th)?", _word(words, at - 1))
    before = before or (
        re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", _word(words, at - 2)) if _word(words, at - 1) == "of" else None
    )
    after = None if before or year else re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", _word(words, at + 1))
    if found := before or after:
        try:
            day = _coming(int(found[1]), number, year, today)
        except ValueError:
            return None
        if before:
            start = at - (2 if _word(words, at - 1) == "of" else 1)
            return When(start, end, Period(day, day))
        year, end = _year_after(words, at + 2)
        return When(
            start, end, Period(day.replace(year=year) if year else day, day.replace(year=year) if year else day)
        )
    if year is None:
        year = today.year if number >= today.month else today.year + 1
    whole = month(year, number)
    part, size = _word(words, at - 1), whole.last.day
    if part in ("begin", "early"):
        return When(at - 1, end, Period(whole.first, whole.first.replace(day=10)))
    if part in ("eind", "einde", "late"):
        return When(at - 1, end, Period(whole.first.replace(day=size - 9), whole.last))
    if part in ("half", "medio", "mid"):
        return When(at - 1, end, Period(whole.first.replace(day=11), whole.first.replace(day=20)))
    return When(start, end, whole)


def _is_no_month(words: Sequence[str], at: int) -> bool:
    """ "may I …" asks for leave."""
    return words[at] == "may" and _word(words, at + 1) in ("i", "we", "you", "not", "be")


def _numbered_week(words: Sequence[str], at: int, today: dt.date) -> When | None:
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
    return When(at, end, _week(monday))


def _weekday(words: Sequence[str], at: int, today: dt.date) -> When | None:
    number = _WEEKDAYS.get(words[at])
    if number is None:
        return None
    day = today + dt.timedelta(days=(number - today.weekday()) % 7)
    before = _word(words, at - 1)
    start = at - 1 if before in _NEXT | _THIS else at
    if before in ("volgende", "next"):
        day = _week(today + dt.timedelta(weeks=1)).first + dt.timedelta(days=number)
    return When(start, at + 1, Period(day, day))


def _relative(words: Sequence[str], at: int, today: dt.date) -> When | None:
    """deze week, volgende maand, komende drie maanden, next few weeks, over twee weken."""
    word, end = words[at], at + 1
    if word in ("over", "in") and (count := _number(_word(words, end))) and (unit := _UNITS.get(_word(words, end + 1))):
        return When(at, end + 2, _ahead(unit, count, today))
    if word not in _THIS | _NEXT | _LAST:
        return None
    count = _number(_word(words, end))
    end += 1 if count else 0
    season = _SEASONS.get(_word(words, end))
    if season and not count:
        return When(at, end + 1, _season(season, _season_year(season, word in _NEXT and word not in _COMING, today)))
    unit = _UNITS.get(_word(words, end))
    if unit is None:
        return None
    if word in _LAST:
        return When(at, end + 1, _ahead(unit, -1, today))
    if count or (word in _COMING and _word(words, end) in ("weken", "maanden", "weeks", "months", "dagen", "days")):
        return When(at, end + 1, _stretch(unit, count or 4, today))
    return When(at, end + 1, _ahead(unit, 0 if word in _THIS else 1, today))


def _number(word: str) -> int:
    return int(word) if word.isdecimal() and len(word) < 3 else _NUMBERS.get(word, 0)


def _ahead(unit: str, count: int, today: dt.date) -> Period:
    """So many units from now; 0 is the one that we are in."""
    match unit:
        case "day":
            day = today + dt.timedelta(days=count)
            return Period(day, day)
        case "week":
            return _week(today + dt.timedelta(weeks=count))
        case "weekend":
            monday = _week(today).first + dt.timedelta(weeks=0 if count < 2 else count)
            return Period(monday + dt.timedelta(days=5), monday + dt.timedelta(days=6))
        case "month":
            return month(today.year, today.month + count)
        case "quarter":
            return _months(today.year, (today.month - 1) // 3 * 3 + 1 + 3 * count, 3)
    return _months(today.year + count, 1, 12)


def _stretch(unit: str, count: int, today: dt.date) -> Period:
    """From today on."""
    match unit:
        case "day":
            last = today + dt.timedelta(days=count)
        case "week" | "weekend":
            last = today + dt.timedelta(weeks=count)
        case "month":
            last = today + dt.timedelta(days=30 * count)
        case "quarter":
            last = today + dt.timedelta(days=91 * count)
        case _:
            last = today + dt.timedelta(days=365 * count)
    return Period(today, last)


def _season(first: int, year: int) -> Period:
    return _months(year, first, 3)


def _season_year(first: int, is_next: bool, today: dt.date) -> int:
    now_in_it = today <= _season(first, today.year).last
    return today.year if now_in_it and not (is_next and today >= _season(first, today.year).first) else today.year + 1


def _named_season(words: Sequence[str], at: int, today: dt.date) -> When | None:
    first = _SEASONS.get(words[at])
    if first is None or (words[at] == "fall" and _word(words, at - 1) not in ("the", "this", "in")):
        return None
    year, end = _year_after(words, at + 1)
    return When(at, end, _season(first, year or _season_year(first, False, today)))


def _quarter(words: Sequence[str], at: int, today: dt.date) -> When | None:
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
    return When(at, end, _months(year, number * 3 - 2, 3))


def _whole_year(words: Sequence[str], at: int, today: dt.date) -> When | None:
    year, end = _year_after(words, at)
    return When(at, end, _months(year, 1, 12)) if year and end == at + 1 else None


TIME_WORDS = frozenset(
    (*MONTHS, *_WEEKDAYS, *_SEASONS, *_THIS, *_NEXT, *_LAST, *_UNITS, "morgen", "vandaag", "tomorrow")
)
"""What a typing error may have been meant as."""

_Reader = Callable[[Sequence[str], int, dt.date], When | None]
_READERS: tuple[_Reader, ...] = (
    _written,
    _day_word,
    _relative,
    _numbered_week,
    _quarter,
    lambda words, at, today: (
        _named_month(words, at + 1, today)
        if re.fullmatch(r"\d{1,2}(?:e|de|ste|st|nd|rd|th)?", words[at]) and _word(words, at + 1) in MONTHS
        else None
    ),
    lambda words, at, today: (
        _named_month(words, at + 2, today)
        if re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?", words[at])
        and _word(words, at + 1) == "of"
        and _word(words, at + 2) in MONTHS
        else None
    ),
    lambda words, at, today: (
        _named_month(words, at + 1, today)
        if words[at] in ("begin", "early", "eind", "einde", "late", "half", "medio", "mid")
        and _word(words, at + 1) in MONTHS
        else None
    ),
    lambda words, at, today: (
        _weekday(words, at + 1, today) if words[at] in _NEXT | _THIS and _word(words, at + 1) in _WEEKDAYS else None
    ),
    _named_month,
    _weekday,
    _named_season,
    _whole_year,
)
