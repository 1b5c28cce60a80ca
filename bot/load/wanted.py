"""Which part of the register somebody wants to look at: an area, a group, and from when."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from bot.chat.cards import Text
from bot.chat.requests import OldButton, Request
from bot.chat.texts import Speech, date_in_words
from bot.findings.load import monday_of
from bot.findings.week_map import WEEKS
from glossary import Instrument, PartialDate, TargetGroup, Word

W = TypeVar("W", bound=Word)

MOST_WEEKS = 26


@dataclass(frozen=True, slots=True)
class Wanted:
    """area: a code, "" for the whole municipality. group: None for all. monday: of the first week.

    days: the first and the last, when somebody named them. unknown: there were words that named none of this.
    """

    area: str
    group: TargetGroup | None
    monday: dt.date
    weeks: int = WEEKS
    days: tuple[dt.date, dt.date] | None = None
    unknown: bool = False

    @property
    def args(self) -> dict[str, str]:
        """For a button that asks for the same."""
        args = {"area": self.area, "group": self.group.value if self.group else "", "from": self.monday.isoformat()}
        args["weeks"] = str(self.weeks) if self.weeks != WEEKS and not self.days else ""
        if self.days:
            args |= {"from": self.days[0].isoformat(), "until": self.days[1].isoformat()}
        return {name: arg for name, arg in args.items() if arg}


def ordered(args: Mapping[str, str], today: dt.date) -> Wanted:
    """From the arguments of a button, of work, or of what was understood of somebody's words."""
    weeks = args.get("weeks", "")
    number = int(weeks) if weeks.isdecimal() and len(weeks) < 3 else WEEKS
    first = _day(args.get("from", ""), today)
    days = (first, max(first, _day(args["until"], first))) if args.get("until") else None
    if days:
        number = _number_of_weeks(*days)
    return Wanted(
        args.get("area", ""),
        group(args.get("group", "")),
        monday_of(first),
        _weeks(number),
        days,
        unknown=bool(args.get("words")),
    )


def when(t: Speech, first: dt.date, last: dt.date) -> Text:
    """december 2026 where it is all of it, else the days."""
    month = first.isoformat()[:7]
    if first.day == 1 and (last + dt.timedelta(days=1)).day == 1 and last.isoformat()[:7] == month:
        return Text("{month}", {"month": date_in_words(PartialDate(month), t.language)})
    return t.days(first, last)


def asked(request: Request) -> Wanted:
    return ordered(request.args, request.today)


def chosen(request: Request) -> dict[str, str]:
    """From the form, as arguments of a button."""
    first = _day(request.text("from"), request.today)
    last = _day(request.text("until"), first + dt.timedelta(weeks=WEEKS) - dt.timedelta(days=1))
    weeks = _weeks(_number_of_weeks(first, last))
    return Wanted(request.text("area"), group(request.text("group")), monday_of(first), weeks).args


def _number_of_weeks(first: dt.date, last: dt.date) -> int:
    return (monday_of(last) - monday_of(first)).days // 7 + 1


def _weeks(number: int) -> int:
    return max(1, min(number, MOST_WEEKS))


def _day(iso: str, otherwise: dt.date) -> dt.date:
    try:
        return dt.date.fromisoformat(iso)
    except ValueError:
        return otherwise


def group(code: str) -> TargetGroup | None:
    """Raises OldButton for a word that is no longer in our lists."""
    return _word(TargetGroup, code)


def instrument(code: str) -> Instrument | None:
    """Raises OldButton."""
    return _word(Instrument, code)


def _word(words: type[W], code: str) -> W | None:
    try:
        return words.from_code(code) if code else None
    except KeyError as gone:
        raise OldButton(words.kind()) from gone
