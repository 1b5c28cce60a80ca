"""Every sentence people read, from the `texts.toml` beside each feature: Dutch and English under one key."""

import datetime as dt
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from bot.chat.cards import Text
from glossary import PartialDate, Word

LANGUAGES = ("nl", "en")
_HEAD = re.compile(r"^(?=\[)", re.MULTILINE)
"""Where a table begins: a text has one, or one for each language."""
ROOTS = tuple(Path(__file__).parents[2] / folder for folder in ("glossary", "bot", "handlers"))

Value = str | int | float | dt.date | dt.datetime | PartialDate | Word | Text | Sequence["Value"] | None


class TextEntry(NamedTuple):
    """one, none: the sentence when `{n}` is exactly one, or zero; empty where the number makes no difference."""

    other: str
    one: str = ""
    none: str = ""


class Euro(NamedTuple):
    amount: int


Hours = tuple[dt.time | None, dt.time | None]
"""Of a day: when something begins and ends, where that is known."""
NO_HOURS: Hours = (None, None)


class UnknownText(KeyError):
    """A key that no texts.toml has. A test looks every key of the code up, so people never meet this."""


def text_files() -> Iterator[Path]:
    for root in ROOTS:
        yield from sorted(root.rglob("texts.toml"))


@cache
def _tables() -> Mapping[str, str]:
    """Key -> its tables, as they stand in a file: reading all would be 7 % of a start, and keep a megabyte more."""
    found: dict[str, str] = {}
    for file in text_files():
        for table in _HEAD.split(file.read_text("utf-8"))[1:]:
            name = table[1 : table.index("]")].replace('"', "")
            key = name if "\nnl" in table else name.rpartition(".")[0]
            found[key] = found.get(key, "") + table
    return found


@cache
def _entries(key: str) -> Mapping[str, TextEntry]:
    """By language."""
    found: Any = tomllib.loads(_tables()[key])
    while not _is_said(found.get("nl")):
        (found,) = found.values()
    return {language: _entry(found[language]) for language in LANGUAGES}


def _is_said(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, Mapping) and "other" in value)


def _entry(value: Any) -> TextEntry:
    return TextEntry(**value) if isinstance(value, Mapping) else TextEntry(value)


def all_keys() -> frozenset[str]:
    return frozenset(_tables())


def entry(key: str, language: str) -> TextEntry:
    try:
        return _entries(key)[language]
    except KeyError:
        raise UnknownText(key) from None


@cache
def _names(key: str, language: str) -> Sequence[str]:
    """Of months or weekdays, in their order."""
    return entry(key, language).other.split()


def _date(day: dt.date, pattern: str, language: str) -> str:
    """pattern: as in Unicode's own, EEEE d MMMM y and MMM.

    A library for dates of all languages would take 5 MB for as long as the bot runs.
    """
    return " ".join(_part(day, sign, language) for sign in pattern.split())


def _part(day: dt.date, sign: str, language: str) -> str:
    match sign:
        case "EEEE":
            return _names("chat.weekdays", language)[day.weekday()]
        case "MMMM":
            return _names("chat.months", language)[day.month - 1]
        case "MMM":
            return _names("chat.short_months", language)[day.month - 1]
    return str(day.day if sign == "d" else day.year)


_MARKS = {"nl": str.maketrans(",.", ".,"), "en": str.maketrans("", "")}
"""What parts thousands, and what comes before tenths."""


def _decimal(value: int, language: str) -> str:
    return f"{value:,}".translate(_MARKS[language])


def date_in_words(day: dt.date | PartialDate, language: str, *, weekday: bool = False) -> str:
    """9 december 2026, or with its weekday; of a partial date only what is known: december 2026, 2026."""
    if isinstance(day, PartialDate):
        if day.day is None:
            return _date(day.earliest, "MMMM y" if len(day.iso) == 7 else "y", language)
        day = day.day
    return _date(day, "EEEE d MMMM y" if weekday else "d MMMM y", language)


class Speech:
    """One language: `t("projects.saved", name=project.name)` is a Text with its values made readable."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, key: str, /, **values: Value | Euro) -> Text:
        found, n = entry(key, self.language), values.get("n")
        template = (found.none if n == 0 else found.one if n == 1 else "") or found.other
        return Text(template, {name: self.readable(value) for name, value in values.items()})

    def knows(self, key: str) -> bool:
        return key in _tables()

    def word(self, word: Word) -> Text:
        """What people call a code word: Status.ONGOING -> "lopend"."""
        return Text(entry(f"word.{word.kind()}.{word.value}", self.language).other)

    def explained(self, word: Word) -> Text:
        """What a code word means, in one sentence."""
        return Text(entry(f"explained.{word.kind()}.{word.value}", self.language).other)

    def readable(self, value: Value | Euro) -> str | Text:
        match value:
            case Text():
                return value
            case None:
                return self("chat.nothing")
            case Euro():
                return f"€\xa0{_decimal(value.amount, self.language)}"
            case Word():
                return self.word(value)
            case str():
                return value
            case int():
                return _decimal(value, self.language)
            case float():
                return f"{Decimal(str(value)):.1f}".translate(_MARKS[self.language])
            case dt.datetime():
                return f"{date_in_words(value.date(), self.language)}, {value:%H:%M}"
            case dt.date() | PartialDate():
                return date_in_words(value, self.language)
            case _:
                return self.listed([self.readable(item) for item in value])

    def day(self, day: dt.date | PartialDate) -> str:
        """With its weekday: woensdag 9 december 2026."""
        return date_in_words(day, self.language, weekday=True)

    def deadline(self, day: dt.date | PartialDate) -> Text:
        """Where somebody must act before it: woensdag 9 december. The year is this one, or soon."""
        return self.days(day, day)

    def day_and_month(self, day: dt.date) -> Text:
        """In a sentence about weeks that come: 13 december. The year is this one, or soon."""
        return Text("{day}", {"day": _date(day, "d MMMM", self.language)})

    def day_above_month(self, day: dt.date) -> tuple[str, str]:
        """For the head of a narrow column: 23, nov."""
        return str(day.day), _date(day, "MMM", self.language)

    def period(self, first: dt.date | PartialDate, last: dt.date | PartialDate, hours: Hours = NO_HOURS) -> Text:
        """One day with its weekday, or from the first to the last day."""
        if str(first) == str(last):
            return self._at(Text("{day}", {"day": self.day(first)}), hours)
        return self._at(self("chat.period", first=first, last=last), hours)

    def days(self, first: dt.date | PartialDate, last: dt.date | PartialDate, hours: Hours = NO_HOURS) -> Text:
        """For lists: woensdag 9 december, 16 november – 6 december. With the year only where there are two."""
        return self._at(self._days(first, last), hours)

    def hours(self, begins_at: dt.time | None, ends_at: dt.time | None) -> Text:
        """19:30 – 21:00 uur, or as much of it as is known; empty when nothing is."""
        first, last = (at and f"{at:%H:%M}" for at in (begins_at, ends_at))
        if first and last:
            return self("chat.from_until", first=first, last=last)
        if first:
            return self("chat.from_time", first=first)
        return self("chat.until_time", last=last) if last else Text("")

    def _at(self, days: Text, hours: Hours) -> Text:
        return (
            self("chat.at_hours", days=days, hours=self.hours(*hours)) if any(at is not None for at in hours) else days
        )

    def _days(self, first: dt.date | PartialDate, last: dt.date | PartialDate) -> Text:
        one, other = (day.day if isinstance(day, PartialDate) else day for day in (first, last))
        if one is None or other is None:
            return self.period(first, last)
        if one == other:
            return Text("{day}", {"day": _date(one, "EEEE d MMMM", self.language)})
        pattern = "d MMMM" if one.year == other.year else "d MMMM y"
        days = {name: _date(day, pattern, self.language) for name, day in (("first", one), ("last", other))}
        return Text("{first} – {last}", days)

    def joined(self, items: Sequence[str | Text]) -> Text:
        """a, b, c."""
        names = {f"v{at}": item for at, item in enumerate(items)}
        return Text(", ".join(f"{{{name}}}" for name in names), names)

    def in_a_row(self, sentences: Sequence[Text]) -> Text:
        """One sentence after the other."""
        names = {f"v{at}": sentence for at, sentence in enumerate(sentences)}
        return Text(" ".join(f"{{{name}}}" for name in names), names)

    def listed(self, items: Sequence[str | Text]) -> Text:
        """a, b en c."""
        names = {f"v{at}": item for at, item in enumerate(items)}
        holes = [f"{{{name}}}" for name in names]
        if not holes:
            return self("chat.nothing")
        last = f" {entry('chat.and', self.language).other} {holes[-1]}" if len(holes) > 1 else holes[-1]
        return Text(", ".join(holes[:-1]) + last, names)


@cache
def speech(language: str) -> Speech:
    """The language of a person; Dutch when we do not speak it."""
    return Speech(language if language in LANGUAGES else LANGUAGES[0])
