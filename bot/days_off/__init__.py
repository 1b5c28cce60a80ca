"""Days on which people have something else to do: Dutch public holidays, and the school breaks of a region.

The library that knows them takes 12 MB, because it knows those of all countries. So it is asked in a process of its
own, once for ten years.
"""

import datetime as dt
from collections.abc import Mapping
from functools import lru_cache

import msgspec

from bot import apart

REGIONS = ("Noord", "Midden", "Zuid")
"""In which the ministry spreads the school breaks."""


class Order(msgspec.Struct, frozen=True):
    """region: one of REGIONS; empty for public holidays only. language: as the library calls it."""

    first_year: int
    last_year: int
    region: str
    language: str


Names = dict[dt.date, str]


def name_of(day: dt.date, region: str = "", language: str = "nl") -> str:
    """Empty on an ordinary day. Several are joined: "Eerste kerstdag; Kerstvakantie"."""
    return _ten_years(day.year // 10, region, _LANGUAGES.get(language, "nl")).get(day, "")


_LANGUAGES = {"nl": "nl", "en": "en_US"}


@lru_cache(maxsize=64)
def _ten_years(tens: int, region: str, language: str) -> Mapping[dt.date, str]:
    order = Order(max(dt.MINYEAR, tens * 10), tens * 10 + 9, region, language)
    return msgspec.json.decode(apart.ask("bot.days_off", msgspec.json.encode(order)), type=Names)
