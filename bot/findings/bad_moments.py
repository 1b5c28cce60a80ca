"""Days on which residents have something else to do: public holidays, and the school breaks of the region."""

import datetime as dt
from dataclasses import dataclass

from bot import days_off
from bot.days_off import REGIONS
from bot.findings.clock import is_over
from bot.findings.facts import ContactMoment

LAST_SCHOOL_YEAR = 2030
"""The ministry has set no school breaks for later, so there the answer is: unknown."""


@dataclass(frozen=True, slots=True)
class DayOff:
    """name: why the day is a bad one, as the library joins several ("Eerste kerstdag; Kerstvakantie"); else empty.

    breaks_unknown: no school breaks are known for that year.
    """

    name: str
    breaks_unknown: bool = False

    @property
    def is_bad(self) -> bool:
        return bool(self.name)


def day_off(day: dt.date, region: str, language: str = "nl") -> DayOff:
    """region: one of REGIONS; of another only the public holidays are known."""
    known = region in REGIONS and day.year <= LAST_SCHOOL_YEAR
    return DayOff(days_off.name_of(day, region if region in REGIONS else "", language), not known)


def bad_moment(moment: ContactMoment, today: dt.date, region: str, language: str = "nl") -> DayOff | None:
    """Why its first day is a bad one; None when it is not, or when the moment is over."""
    if is_over(moment, today):
        return None
    found = day_off(moment.starts_on, region, language)
    return found if found.is_bad else None
