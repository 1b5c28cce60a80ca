"""Days on which residents have something else to do: public holidays, and the school breaks of the region."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.findings.clock import is_over
from bot.findings.facts import ContactMoment

REGIONS = ("Noord", "Midden", "Zuid")
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
    return DayOff(_days_off(day.year, region, language).get(day, ""), not known)


@lru_cache(maxsize=64)
def _days_off(year: int, region: str, language: str) -> Mapping[dt.date, str]:
    # Imported when somebody asks: a bot that only lists projects needs no calendar.
    import holidays

    language = _LANGUAGES.get(language, "nl")
    if region not in REGIONS:
        return dict(holidays.country_holidays("NL", years=year, language=language).items())
    both = ("public", "school")
    found = holidays.country_holidays("NL", subdiv=region, years=year, categories=both, language=language)
    return dict(found.items())


_LANGUAGES = {"nl": "nl", "en": "en_US"}


def bad_moment(moment: ContactMoment, today: dt.date, region: str, language: str = "nl") -> DayOff | None:
    """Why its first day is a bad one; None when it is not, or when the moment is over."""
    if is_over(moment, today):
        return None
    found = day_off(moment.starts_on, region, language)
    return found if found.is_bad else None
