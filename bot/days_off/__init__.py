"""Days on which people have something else to do: Dutch public holidays, and the school breaks of a region.

The library that knows them takes 12 MB, because it knows those of all countries. So it is asked in a process of its
own, once for ten years and for all regions and languages. `prepare` does so before anybody has a question.
"""

import datetime as dt
from collections.abc import Mapping
from sys import intern
from threading import Lock

import msgspec

from bot import subprocesses

REGIONS = ("Noord", "Midden", "Zuid")
"""In which the ministry spreads the school breaks."""
_LANGUAGES = {"nl": "nl", "en": "en_US"}
"""As the library calls them."""


class DaysOffOrder(msgspec.Struct, frozen=True):
    """regions: of REGIONS, and empty for public holidays only. languages: as the library calls them."""

    first_year: int
    last_year: int
    regions: tuple[str, ...]
    languages: tuple[str, ...]


Names = dict[dt.date, str]
Answer = dict[str, dict[str, Names]]
"""Region -> language -> names by date."""

_known: dict[int, Mapping[tuple[str, str], Names]] = {}
"""By decade, and then by region and language."""
_asking = Lock()


def name_of(day: dt.date, region: str = "", language: str = "nl") -> str:
    """Empty on an ordinary day. Several are joined: "Eerste kerstdag; Kerstvakantie"."""
    decade = _known.get(day.year // 10) or _learned(day.year // 10)
    return decade[region, _LANGUAGES.get(language, "nl")].get(day, "")


def prepare(today: dt.date) -> None:
    """What people are going to ask about: this decade, and the next when it is near. Takes half a second of waiting."""
    for year in (today.year - 1, min(today.year + 3, dt.MAXYEAR)):
        _learned(year // 10)


def _learned(decade: int) -> Mapping[tuple[str, str], Names]:
    # Whoever comes while it is being asked waits for that answer, and starts no second process.
    with _asking:
        if decade not in _known:
            years = max(dt.MINYEAR, decade * 10), decade * 10 + 9
            order = DaysOffOrder(*years, ("", *REGIONS), tuple(_LANGUAGES.values()))
            answer = msgspec.json.decode(subprocesses.ask("bot.days_off", msgspec.json.encode(order)), type=Answer)
            _known[decade] = {
                (region, language): {day: intern(name) for day, name in names.items()}
                for region, each in answer.items()
                for language, names in each.items()
            }
    return _known[decade]
