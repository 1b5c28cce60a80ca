"""Which part of the register somebody wants to look at: an area, a group, and from when."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from bot.chat.requests import OldButton, Request
from bot.findings.load import monday_of
from bot.findings.week_map import WEEKS
from glossary import TargetGroup

MOST_WEEKS = 26


@dataclass(frozen=True, slots=True)
class Wanted:
    """area: a code, "" for the whole municipality. group: None for all. monday: of the first week.

    unknown: words that name no area and no group.
    """

    area: str
    group: TargetGroup | None
    monday: dt.date
    weeks: int = WEEKS
    unknown: str = ""

    @property
    def args(self) -> dict[str, str]:
        """For a button that asks for the same."""
        args = {"area": self.area, "group": self.group.value if self.group else "", "from": self.monday.isoformat()}
        args["weeks"] = str(self.weeks) if self.weeks != WEEKS else ""
        return {name: arg for name, arg in args.items() if arg}


def ordered(args: Mapping[str, str], today: dt.date) -> Wanted:
    """From the arguments of a button, or of work."""
    weeks = args.get("weeks", "")
    number = int(weeks) if weeks.isdecimal() and len(weeks) < 3 else WEEKS
    return Wanted(
        args.get("area", ""),
        group(args.get("group", "")),
        monday_of(_day(args.get("from", ""), today)),
        _weeks(number),
    )


def chosen(request: Request) -> dict[str, str]:
    """From the form, as arguments of a button."""
    first = _day(request.text("from"), request.today)
    last = _day(request.text("until"), first + dt.timedelta(weeks=WEEKS) - dt.timedelta(days=1))
    weeks = _weeks((monday_of(last) - monday_of(first)).days // 7 + 1)
    return Wanted(request.text("area"), group(request.text("group")), monday_of(first), weeks).args


def _weeks(number: int) -> int:
    return max(1, min(number, MOST_WEEKS))


def _day(iso: str, otherwise: dt.date) -> dt.date:
    try:
        return dt.date.fromisoformat(iso)
    except ValueError:
        return otherwise


def group(code: str) -> TargetGroup | None:
    """Raises OldButton for a word that is no longer in our lists."""
    try:
        return TargetGroup.from_code(code) if code else None
    except KeyError as gone:
        raise OldButton("group") from gone
